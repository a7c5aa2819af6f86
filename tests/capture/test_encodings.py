"""Bytes become the words they were."""

from pathlib import Path

import pytest

from reportedly.capture import capture
from reportedly.capture.encoding import decode, readable

WORDS = "Café owner “Özgür” — wounded near Şirnak, said the mayor\u2019s office"
WESTERN = "The café\u2019s owner — wounded on Monday — said “no”, the mayor\u2019s office added in a statement."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_known_by_its_mark_or_by_itself(encoding: str):
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str):
    assert decode(WESTERN.encode(encoding)) == WESTERN


def test_western_text_that_declares_nothing_is_windows_1252():
    assert decode(WESTERN.encode("cp1252")) == WESTERN


def test_a_page_is_read_as_it_declares():
    page = '<html><head><meta charset="windows-1251"></head><body>Обстрел Краматорска</body></html>'
    assert decode(page.encode("cp1251")) == page


def test_a_page_that_declares_wrongly_is_read_as_what_it_is():
    page = '<html><head><meta charset="iso-8859-1"></head><body>Обстрел Краматорска</body></html>'
    assert decode(page.encode()) == page


def test_another_script_that_declares_nothing_is_guessed():
    text = "После обстрела города погибли три человека, сообщили в администрации области. " * 5
    assert decode(text.encode("cp1251")) == text


def test_a_text_cut_inside_its_last_character_loses_only_that():
    assert decode("Nine wounded in the café".encode()[:-1]) == "Nine wounded in the caf"


def test_control_characters_and_half_characters_go_and_the_words_stay():
    assert readable("Two\x00 ki\u200blled\r\nin\x07 Ha\ud800rem\rtoday\x85") == "Two killed\nin Harem\ntoday\n"


def test_words_are_not_composed_anew():
    assert readable("Cafe\u0301") == "Cafe\u0301"


def test_windows_line_ends_are_paragraphs_like_any_other(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Two killed in Harem\r\n\r\nThe mayor said so.\r\n\r\nHe gave no names.\r\n")
    assert capture(path).text == "Two killed in Harem\n\nThe mayor said so.\n\nHe gave no names."
