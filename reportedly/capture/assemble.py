"""From bytes or words to a Report: told apart, read, dated, hashed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from reportedly.capture.dating import (
    best_date,
    by_user,
    from_embedded_posts,
    from_file,
    from_text,
    from_url,
)
from reportedly.capture.draft import NOTHING_GIVEN, Draft, Given
from reportedly.capture.dumps import read_dump
from reportedly.capture.encoding import readable
from reportedly.capture.failure import CaptureError
from reportedly.capture.language import language_of
from reportedly.capture.pages import looks_like_html, read_page
from reportedly.model import Published, Report, sha256_of_bytes, sha256_of_text

MAX_CHARACTERS = 1_000_000
"""How long the text of one report may be: a hundred times a long article, and as much as the parser takes at once."""

PAGE = "text/html"
TEXT = "text/plain"


def report_of(
    text: str, raw: bytes, given: Given = NOTHING_GIVEN, *, media_type: str | None = None, file_day: str | None = None
) -> Report:
    """The report in ``text``, which was captured as ``raw``.

    ``media_type`` says whether it is a page or plain text; without it the text itself does. ``file_day`` is the day
    its file was last changed. Raises CaptureError when there is no report in it.
    """
    kind = media_type or (PAGE if looks_like_html(text) else TEXT)
    text = readable(text)
    if not text.strip():
        raise CaptureError("it is empty", "Save the report again.")
    headline = " ".join(readable(given.headline or "").split()) or None
    draft = read_page(text, given.uri) if kind == PAGE else read_dump(text, headline)
    if kind == PAGE and headline:
        draft = replace(draft, headline=headline)
    words = _text_of(draft)
    if not any(character.isalnum() for character in words):
        raise CaptureError("no words are left when navigation and furniture are taken off", "Save the article itself.")
    if len(words) > MAX_CHARACTERS:
        raise CaptureError(
            f"its text has {len(words):,} characters, and a report may have {MAX_CHARACTERS:,}",
            "Split it into one file a report.",
        )
    publisher = given.publisher or draft.publisher
    return Report(
        id=Report.identify(words, publisher, given.uri),
        uri=given.uri,
        publisher=publisher,
        headline=draft.headline,
        standfirst=draft.standfirst,
        by=given.by or draft.by,
        language=given.language or language_of(words) or draft.language,
        published=best_date(_dates(text, draft, given, file_day)),
        captured_at=given.captured_at or datetime.now(UTC).isoformat(timespec="seconds"),
        media_type=kind,
        sha256=sha256_of_bytes(raw),
        text_sha256=sha256_of_text(words),
        text=words,
    )


def _dates(text: str, draft: Draft, given: Given, file_day: str | None) -> Iterator[Published]:
    """Every publication date that can be had."""
    if given.published:
        yield by_user(given.published)
    yield from draft.dates
    found = (from_url(given.uri), from_embedded_posts(text), from_text(draft.paragraphs), from_file(file_day, text))
    yield from (one for one in found if one)


def _text_of(draft: Draft) -> str:
    parts = (draft.headline, draft.standfirst, *draft.paragraphs)
    return "\n\n".join(part for part in parts if part)
