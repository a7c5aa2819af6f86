"""What the user names is found, and what cannot be read is told with reason and remedy."""

import io
import os
from pathlib import Path

import pytest

from reportedly.capture import CaptureError, CaptureFailure, capture, capture_many
from reportedly.capture.files import MAX_BYTES
from reportedly.model import Report

STORY = (
    "Mortar fire kills two in Harem\n\n2 August 2016\n\nTwo people were killed when mortar rounds fell on the town of "
    "Harem on Tuesday, the rescue service said. The mayor said that the rounds had come from over the hill.\n"
)


def write(path: Path, text: str = STORY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(*paths: str | Path, **given: object) -> list[Report | CaptureFailure]:
    return list(capture_many(paths, **given))  # type: ignore[arg-type]


def names(*paths: str | Path) -> list[str]:
    return [one.uri.rpartition("/")[2] if isinstance(one, Report) and one.uri else str(one) for one in found(*paths)]


def test_a_folder_gives_its_reports_in_order_and_leaves_hidden_and_other_files_out(tmp_path: Path):
    for name in ("b.txt", "a.html", "deep/er/c.txt", ".hidden.txt", ".git/d.txt", "e.py", "f.TXT"):
        write(tmp_path / name, f"<p>{STORY}</p>" if name.endswith("html") else STORY)
    assert names(tmp_path) == ["a.html", "b.txt", "f.TXT", "c.txt"]


def test_a_pattern_gives_the_files_that_match(tmp_path: Path):
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        write(tmp_path / name)
    assert names(tmp_path / "*.txt") == ["a.txt", "b.txt"]
    assert names(tmp_path / "**" / "*.txt") == ["a.txt", "b.txt", "c.txt"]


def test_a_file_named_like_a_pattern_is_that_file(tmp_path: Path):
    assert names(write(tmp_path / "report[1].txt")) == ["report%5B1%5D.txt"]


def test_folders_that_link_in_a_circle_are_walked_once(tmp_path: Path):
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.txt"]


def test_the_address_of_a_file_is_percent_encoded(tmp_path: Path):
    path = write(tmp_path / "évén ment #1.txt")
    assert capture(path).uri == tmp_path.as_uri() + "/%C3%A9v%C3%A9n%20ment%20%231.txt"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b" \r\n\t", "it is empty"),
        ("a.html", b"", "it is empty"),
        ("a.jsonl", b"\n\n", "it is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "it is a PNG image, not text"),
        ("a.html", b"\xff\xd8\xff\xe0", "it is a JPEG image, not text"),
        ("a.txt", b"%PDF-1.4", "it is a PDF document, not text"),
        ("a.txt", b"PK\x03\x04xyz", "it is a ZIP archive or an office document, not text"),
        ("a.txt", bytes(range(256)) * 9, "it is no text, or its character encoding could not be recognised"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "the page holds no article"),
        ("a.html", b"<div>" * 9_000 + b"x", "its tags are nested more than 200 deep"),
        ("a.html", b"<p>x" * 100_001, "it has more than 100,000 elements"),
        ("a.txt", b"Home\nShare\n\n* * *\n", "no words are left when navigation and furniture are taken off"),
        ("a.txt", b"ab cd " * 200_000, "its text has 1,199,999 characters, and a report may have 1,000,000"),
    ],
)
def test_what_is_no_report_is_told_by_name_with_a_reason_and_a_remedy(
    tmp_path: Path, name: str, data: bytes, reason: str
):
    path = tmp_path / name
    path.write_bytes(data)
    (failure,) = found(path)
    assert isinstance(failure, CaptureFailure)
    assert (failure.source, failure.line, failure.reason) == (str(path), None, reason)
    assert failure.remedy.endswith(".")
    assert str(failure) == f"{path}: {reason}. {failure.remedy}"


def test_a_file_that_is_too_large_is_told_with_its_size_and_the_limit(tmp_path: Path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    (failure,) = found(path)
    assert isinstance(failure, CaptureFailure)
    assert failure.reason == "it holds 200 MB, and a report may hold 20 MB"
    assert MAX_BYTES == 20 * 1024 * 1024


def test_a_missing_file_costs_only_itself(tmp_path: Path):
    first, last = write(tmp_path / "a.txt"), write(tmp_path / "c.txt")
    results = found(first, tmp_path / "b.txt", last)
    assert [type(one) for one in results] == [Report, CaptureFailure, Report]
    assert str(results[1]) == f"{tmp_path / 'b.txt'}: there is no such file. Check the name and the folder."


def test_a_folder_without_reports_says_what_reports_end_in(tmp_path: Path):
    (failure,) = found(tmp_path)
    assert isinstance(failure, CaptureFailure)
    assert failure.reason == "the folder holds no reports"
    assert ".txt" in failure.remedy


def test_a_pattern_that_nothing_matches_is_told(tmp_path: Path):
    (failure,) = found(tmp_path / "*.txt")
    assert isinstance(failure, CaptureFailure)
    assert failure.reason == "no file matches"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in this system's folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    (failure,) = found(tmp_path / "pipe.txt")
    assert isinstance(failure, CaptureFailure)
    assert failure.reason == "it is not a file or a folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path):
    path = write(tmp_path / "secret.txt")
    path.chmod(0)
    (failure,) = found(path)
    assert isinstance(failure, CaptureFailure)
    assert failure.reason == "it may not be read"


def test_a_file_name_that_is_no_text_is_shown_and_read(tmp_path: Path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        with open(path, "wb") as file:
            file.write(STORY.encode())
    except OSError:
        pytest.skip("this file system takes only names that are text")
    (report,) = found(tmp_path)
    assert isinstance(report, Report)
    assert report.uri is not None
    assert report.uri.endswith("/%FF.txt")


def test_capture_raises_what_capture_many_gives_back(tmp_path: Path):
    path = tmp_path / "none.txt"
    with pytest.raises(CaptureError) as raised:
        capture(path)
    assert str(raised.value) == str(found(path)[0])


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (STORY.encode(), "text/plain"),
        (
            b"<html><body><article><h1>Mortar fire</h1><p>" + STORY.encode() + b"</p></article></body></html>",
            "text/html",
        ),
        (b'{"text": "Mortar fire kills two in Harem\\n\\nThe mayor said so."}\n', "text/plain"),
    ],
)
def test_standard_input_may_be_text_a_page_or_json_lines(data: bytes, media_type: str):
    (report,) = found("-", standard_input=io.BytesIO(data))
    assert isinstance(report, Report)
    assert (report.media_type, report.uri) == (media_type, None)


def test_standard_input_that_is_empty_is_told():
    assert [str(one) for one in found("-", standard_input=io.BytesIO(b""))] == [
        "-: it is empty. Save the report again."
    ]


def test_a_report_in_a_language_that_is_not_read_is_told(tmp_path: Path):
    arabic = "قتل شخصان في قصف على بلدة حارم يوم الثلاثاء، بحسب ما قال الدفاع المدني في المنطقة لوكالات الأنباء"
    path = write(tmp_path / "a.txt", arabic)
    (failure,) = found(path)
    assert str(failure) == f"{path}: it is not in English (looks like Arabic). Reportedly reads English."
    (report,) = found(path, languages=("en", "ar"))
    assert isinstance(report, Report)
    assert report.language == "ar"
    assert [type(one) for one in found(path, languages=None)] == [Report]
