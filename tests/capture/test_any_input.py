"""Whatever goes in: a report that holds together, or a CaptureError, and nothing else."""

import io
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.capture import CaptureError, CaptureFailure, capture, capture_many
from reportedly.model import Report, sha256_of_text

PIECES = """Two killed in Harem . | - ( ) (AFP photo) Tags Related Views 12 2016 1 August Monday 04/05/2016 by By BEIRUT
SANA (Reuters) - said “ ” Source AFP Print Tweet Share Home https://twitter.com/a/status/707000000000000000 © <p> </p>
<html> <article> <h1> title: Updated Last"""
WORDS = st.sampled_from([*PIECES.split(), '"', "\n", "\n\n", "\t", ""])
TEXTS = st.text(max_size=300) | st.lists(WORDS, max_size=60).map(" ".join)


def holds_together(report: Report) -> None:
    assert report.text_sha256 == sha256_of_text(report.text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", report.text)
    assert report.text == report.text.strip()
    start = 0
    for part in (report.headline, report.standfirst):
        if part:
            assert report.text[start : start + len(part)] == part
            assert report.text[start + len(part) :][:2] in ("", "\n\n")
            start += len(part) + 2
    assert report.published is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", report.published.date)


def captured(text: str) -> Report | str:
    """The report in ``text``, looked over, or what the CaptureError says."""
    try:
        report = capture(text, captured_at="2016-08-03T10:00:00+00:00")
    except CaptureError as error:
        return str(error)
    holds_together(report)
    return report


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_becomes_a_report_or_a_capture_error(text: str):
    captured("\n" + text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_page_becomes_a_report_or_a_capture_error(text: str):
    captured(f"<html><body><article><h1>Two killed</h1><p>{text}</p></article></body></html>")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_become_reports_or_failures(data: bytes):
    for found in capture_many(["-"], standard_input=io.BytesIO(data), languages=None):
        if isinstance(found, CaptureFailure):
            assert (found.source, bool(found.reason), found.remedy[-1]) == ("-", True, ".")
        else:
            holds_together(found)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_name_of_a_file_is_found_or_told_of(name: str):
    for found in capture_many([str(Path("no such folder")) + "/" + name]):
        assert isinstance(found, CaptureFailure)


@settings(deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_report(text: str):
    assert captured("\n" + text) == captured("\n" + text)
