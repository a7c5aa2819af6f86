"""JSON Lines: one report a line, and a failure names its line."""

import io
import json
from pathlib import Path

import pytest

from reportedly.capture import CaptureError, CaptureFailure, capture, capture_many
from reportedly.model import Published, Report, sha256_of_bytes

LINE = {
    "uri": "https://news.example/2016/08/a",
    "headline": "Mortar fire kills two in Harem",
    "text": "Two people were killed in Harem on Tuesday, the rescue service said.",
    "published": "2016-08-02",
    "publisher": "The Valley Post",
    "by": "Lina Haddad",
    "language": "en",
}


def of(*lines: object) -> list[Report | CaptureFailure]:
    data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    return list(capture_many(["-"], standard_input=io.BytesIO(data), captured_at="2016-08-03T10:00:00+00:00"))


def test_every_field_of_a_line_reaches_the_report():
    (report,) = of(LINE)
    assert isinstance(report, Report)
    words = f"{LINE['headline']}\n\n{LINE['text']}"
    assert report.model_dump(exclude={"id", "text_sha256"}) == {
        "uri": LINE["uri"],
        "publisher": "The Valley Post",
        "headline": LINE["headline"],
        "standfirst": None,
        "by": "Lina Haddad",
        "language": "en",
        "published": {"date": "2016-08-02", "precision": "day", "basis": "user"},
        "captured_at": "2016-08-03T10:00:00+00:00",
        "media_type": "text/plain",
        "sha256": sha256_of_bytes(json.dumps(LINE).encode()),
        "text": words,
    }


def test_without_a_headline_the_first_line_of_the_text_is_it():
    (report,) = of({"text": "Mortar fire kills two\n\nThe mayor said so."})
    assert isinstance(report, Report)
    assert (report.headline, report.text) == ("Mortar fire kills two", "Mortar fire kills two\n\nThe mayor said so.")


def test_a_headline_of_its_own_is_not_told_twice():
    (report,) = of({**LINE, "text": f"{LINE['headline']}\n\n{LINE['text']}"})
    assert isinstance(report, Report)
    assert report.text == f"{LINE['headline']}\n\n{LINE['text']}"


def test_a_page_in_a_line_is_read_as_a_page():
    page = f"<html><body><article><h1>{LINE['headline']}</h1><p>{LINE['text']}</p></article></body></html>"
    (report,) = of({"html": page, "uri": LINE["uri"]})
    assert isinstance(report, Report)
    assert (report.media_type, report.headline) == ("text/html", LINE["headline"])
    assert report.published == Published(date="2016-08", precision="month", basis="url")


def test_null_is_as_good_as_not_there():
    first, second = of({**LINE, "by": None, "html": None}, {key: value for key, value in LINE.items() if key != "by"})
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.model_copy(update={"sha256": second.sha256}) == second


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut off', "it is not valid JSON at column 10"),
        ("[1, 2]", "it is not a JSON object"),
        ("[" * 100_000, "it is not valid JSON"),
        ({"text": "a b", "titel": "c", "extra": 1}, "unknown field 'extra', 'titel'"),
        ({"text": "a b", "by": ["c"]}, "the field 'by' is not a string"),
        ({"uri": "https://news.example/a"}, "it has neither text nor html"),
        ({"text": "a", "html": "b"}, "it has both text and html"),
        ({"text": ""}, "it is empty"),
        ({"text": "Two killed", "published": "yesterday-ish"}, "'yesterday-ish' is not a publication date"),
        ({"text": "Two killed", "published": "04/05/2016"}, "the date '04/05/2016' can be read in two ways"),
    ],
)
def test_a_wrong_line_is_told_by_its_number_and_the_others_are_read(line: object, reason: str):
    before, failure, after = of(LINE, line, "", LINE)
    assert isinstance(before, Report)
    assert isinstance(after, Report)
    assert isinstance(failure, CaptureFailure)
    assert (failure.source, failure.line, failure.reason) == ("-", 2, reason)


def test_json_lines_are_not_taken_for_one_report(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(LINE))
    with pytest.raises(CaptureError, match="which may hold many reports"):
        capture(path)


def test_a_line_that_is_too_long_is_told_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reportedly.capture.many.MAX_BYTES", 1_000)
    monkeypatch.setattr("reportedly.capture.files.MAX_BYTES", 1_000)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in (LINE, {**LINE, "text": "ab " * 2_000}, LINE)))
    first, failure, last = capture_many([path])
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert str(failure).startswith(f"{path}, line 2: it holds 0.0 MB, and a report may hold ")
