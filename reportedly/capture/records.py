"""JSON Lines: one report a line."""

import json
from typing import Any

from reportedly.capture.assemble import PAGE, TEXT, report_of
from reportedly.capture.draft import Given
from reportedly.capture.failure import CaptureError
from reportedly.model import Report

FIELDS = {
    "uri": "the report's address; its identity together with text and publisher",
    "headline": "the headline, where it is not the first line of the text",
    "text": "the report as plain text",
    "html": "the report as an HTML page; either this or text",
    "published": "the publication date: YYYY-MM-DD, YYYY-MM or YYYY",
    "publisher": "the outlet",
    "by": "the byline",
    "language": "ISO 639-1 code; detected when it is not given",
}
"""The fields of a line and what they mean. All are strings; ``null`` is as good as not there."""

_SEE = f"The fields of a line are {', '.join(FIELDS)}."


BODY = ("text", "html")


def report_of_line(line: str, raw: bytes, captured_at: str | None = None) -> Report:
    """The report in one line of JSON Lines. Raises CaptureError."""
    record = _record(line)
    page, text = record.get("html"), record.get("text")
    if (page is None) == (text is None):
        both = "both text and html" if page is not None else "neither text nor html"
        raise CaptureError(f"it has {both}", "Give one of the two.")
    return report_of(
        page if page is not None else text or "",
        raw,
        Given(
            captured_at=captured_at, **{name: record[name] for name in FIELDS if name in record and name not in BODY}
        ),
        media_type=TEXT if page is None else PAGE,
    )


def _record(line: str) -> dict[str, str]:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise CaptureError(f"it is not valid JSON{where}", "Write one JSON object on each line.") from error
    if not isinstance(record, dict):
        raise CaptureError("it is not a JSON object", "Write one JSON object on each line.")
    unknown = sorted(set(record) - set(FIELDS))
    if unknown:
        raise CaptureError(f"unknown field {', '.join(map(repr, unknown))}", _SEE)
    wrong = sorted(name for name, value in record.items() if value is not None and not isinstance(value, str))
    if wrong:
        raise CaptureError(f"the field {', '.join(map(repr, wrong))} is not a string", "Put it in quotation marks.")
    return {name: value for name, value in record.items() if value is not None}
