"""A report on its way: what the readers of pages and dumps hand to the assembler."""

from dataclasses import dataclass
from datetime import date

from reportedly.model import Published


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller already knows of a report; it goes before what is found in it.

    ``captured_at`` is an ISO 8601 time in UTC, ``language`` an ISO 639-1 code.
    """

    uri: str | None = None
    published: str | date | Published | None = None
    publisher: str | None = None
    headline: str | None = None
    by: str | None = None
    language: str | None = None
    captured_at: str | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of one report before it is dated, hashed and put together.

    ``paragraphs`` is the body. ``dates`` holds every publication date that was found, best first.
    """

    headline: str | None
    standfirst: str | None
    paragraphs: tuple[str, ...]
    by: str | None = None
    publisher: str | None = None
    language: str | None = None
    dates: tuple[Published, ...] = ()
