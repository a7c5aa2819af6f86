"""Many inputs at once: each becomes a Report or says why not."""

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from reportedly.capture.assemble import PAGE, TEXT, report_of
from reportedly.capture.draft import NOTHING_GIVEN, Given
from reportedly.capture.encoding import decode
from reportedly.capture.failure import CaptureError, CaptureFailure
from reportedly.capture.files import (
    LINES_SUFFIXES,
    MAX_BYTES,
    PAGE_SUFFIXES,
    STANDARD_INPUT,
    check_size,
    check_text,
    expand,
    modified_day,
    read_bytes,
    shown,
    unreadable,
)
from reportedly.capture.language import name_of
from reportedly.capture.pages import looks_like_html
from reportedly.capture.records import report_of_line
from reportedly.model import Report


def capture_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    languages: Sequence[str] | None = ("en",),
    captured_at: str | None = None,
    standard_input: BinaryIO | None = None,
) -> Iterator[Report | CaptureFailure]:
    """The reports in ``paths``: files, folders, glob patterns, and ``-`` for standard input.

    What cannot be captured comes as a CaptureFailure in its place and the others go on; nothing is raised.
    ``languages`` are the languages that the caller reads, as ISO 639-1 codes: a report in another one is a failure,
    ``None`` lets all through. ``captured_at`` is an ISO 8601 time in UTC, now if not given. ``standard_input`` stands
    in for the process's own.
    """
    for found in expand(paths):
        if isinstance(found, CaptureFailure):
            yield found
            continue
        name, path = found
        if name == STANDARD_INPUT:
            reports = _from_stream(standard_input or sys.stdin.buffer, captured_at)
        elif path.suffix.lower() in LINES_SUFFIXES:
            reports = _from_lines_file(path, captured_at)
        else:
            reports = _one(path, captured_at)
        for report in _guarded(reports, name):
            yield _in_language(report, name, languages) if isinstance(report, Report) else report


def capture_file(path: Path, given: Given = NOTHING_GIVEN) -> Report:
    """The one report in a text or HTML file. Raises CaptureError."""
    suffix = path.suffix.lower()
    if suffix in LINES_SUFFIXES:
        raise CaptureError("it is JSON Lines, which may hold many reports", "Read it with capture_many.")
    data = read_bytes(path)
    check_text(data)
    text = decode(data)
    kind = PAGE if suffix in PAGE_SUFFIXES or looks_like_html(text) else TEXT
    given = given if given.uri else replace(given, uri=address_of(path))
    return report_of(text, data, given, media_type=kind, file_day=modified_day(path))


def address_of(path: Path) -> str:
    """The ``file://`` address of a path, percent-encoded."""
    return Path(os.path.abspath(path)).as_uri()


def _one(path: Path, captured_at: str | None) -> Iterator[Report]:
    yield capture_file(path, Given(captured_at=captured_at))


def _from_lines_file(path: Path, captured_at: str | None) -> Iterator[Report | CaptureFailure]:
    try:
        with path.open("rb") as file:
            yield from _from_lines(file, captured_at)
    except OSError as error:
        raise unreadable(error) from error


def _from_stream(stream: BinaryIO, captured_at: str | None) -> Iterator[Report | CaptureFailure]:
    """Standard input: JSON Lines when its first line is a JSON object, else one page or text."""
    first = stream.readline(MAX_BYTES + 1)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _from_lines(stream, captured_at, first)
        return
    data = first + stream.read(max(0, MAX_BYTES + 1 - len(first)))
    check_size(len(data))
    check_text(data)
    text = decode(data)
    yield report_of(text, data, Given(captured_at=captured_at))


def _from_lines(stream: BinaryIO, captured_at: str | None, first: bytes = b"") -> Iterator[Report | CaptureFailure]:
    """The reports of a JSON Lines stream, one line in memory at a time."""
    empty = True
    number = 0
    while True:
        raw = first or stream.readline(MAX_BYTES + 1)
        first = b""
        if not raw:
            break
        number += 1
        if not raw.strip():
            continue
        empty = False
        try:
            if len(raw) > MAX_BYTES:
                _skip_line(stream)
                check_size(len(raw))
            line = decode(raw).strip()
            yield report_of_line(line, raw.rstrip(b"\r\n"), captured_at)
        except CaptureError as error:
            yield CaptureFailure(error.source or "", number, error.reason, error.remedy)
    if empty:
        raise CaptureError("it is empty", "Write one report on each line.")


def _skip_line(stream: BinaryIO) -> None:
    while True:
        piece = stream.readline(io.DEFAULT_BUFFER_SIZE * 16)
        if not piece or piece.endswith(b"\n"):
            return


def _guarded(reports: Iterator[Report | CaptureFailure], name: str) -> Iterator[Report | CaptureFailure]:
    """``reports`` with what goes wrong under way as a last failure."""
    try:
        for report in reports:
            if isinstance(report, CaptureFailure) and not report.source:
                yield CaptureFailure(name, report.line, report.reason, report.remedy)
            else:
                yield report
    except CaptureError as error:
        yield CaptureFailure.of(error, name)
    except OSError as error:
        yield CaptureFailure.of(unreadable(error), name)


def _in_language(report: Report, name: str, languages: Sequence[str] | None) -> Report | CaptureFailure:
    if languages is None or report.language is None or report.language in languages:
        return report
    wanted = " and ".join(name_of(code) for code in languages)
    reason = f"it is not in {wanted} (looks like {name_of(report.language)})"
    where = report.uri if report.uri and not report.uri.startswith("file:") else name
    return CaptureFailure(shown(where), None, reason, f"Reportedly reads {wanted}.")
