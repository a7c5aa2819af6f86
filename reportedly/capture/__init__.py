"""A file, page, feed or archive in, a dated and hashed Report out."""

import os
from datetime import date
from pathlib import Path

from reportedly.capture.assemble import report_of
from reportedly.capture.draft import Given
from reportedly.capture.failure import CaptureError, CaptureFailure
from reportedly.capture.files import KNOWN_SUFFIXES, shown
from reportedly.capture.many import capture_file, capture_many
from reportedly.model import Published, Report

__all__ = ["CaptureError", "CaptureFailure", "capture", "capture_many"]


def capture(
    source: str | os.PathLike[str],
    *,
    published: str | date | Published | None = None,
    publisher: str | None = None,
    uri: str | None = None,
    captured_at: str | None = None,
) -> Report:
    """One report from a file or from its text.

    ``source`` is a path to a text or HTML file, or the text or HTML itself. A string is a path when such a file is
    there, or when it is a single line that ends like one. ``published``, ``publisher`` and ``uri`` go before what is
    found; ``captured_at`` is an ISO 8601 time in UTC, now if not given.

    Raises CaptureError with reason and remedy.
    """
    given = Given(uri=uri, published=published, publisher=publisher, captured_at=captured_at)
    path = _as_path(source)
    if path is None:
        text = os.fspath(source)
        return report_of(text, text.encode("utf-8", "surrogatepass"), given)
    try:
        return capture_file(path, given)
    except CaptureError as error:
        raise CaptureError(error.reason, error.remedy, shown(str(source)), error.line) from error


def _as_path(source: str | os.PathLike[str]) -> Path | None:
    if not isinstance(source, str):
        return Path(source)
    if "\n" in source or "<" in source or len(source) > 4096 or "\0" in source:
        return None
    path = Path(source)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        return None
    return path if is_file or path.suffix.lower() in KNOWN_SUFFIXES else None
