"""One captured text."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.identity import content_id, sha256_of_text

Basis = Literal["metadata", "dateline", "text", "url", "embedded_post", "file", "user"]
DatePrecision = Literal["day", "month", "year"]


class Published(Noun):
    """When a report was published: an ISO 8601 date, how exact it is, and what it was read from.

    ``date`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` as ``precision`` says.
    """

    date: str
    precision: DatePrecision
    basis: Basis


class Report(Noun):
    """One captured text: immutable, hashed, dated.

    ``text`` begins with the headline and the standfirst, where there are any, each a paragraph of its own; every
    offset in the model counts its code points. ``sha256`` is of the raw bytes captured, ``text_sha256`` of ``text``.
    ``captured_at`` is an ISO 8601 time in UTC; ``language`` an ISO 639-1 code.
    """

    id: str
    uri: str | None
    publisher: str | None
    headline: str | None
    standfirst: str | None
    by: str | None
    language: str | None
    published: Published | None
    captured_at: str | None
    media_type: str | None
    sha256: str | None
    text_sha256: str
    text: str

    @staticmethod
    def identify(text: str, publisher: str | None, uri: str | None) -> str:
        """The id of a report: its text, its publisher, and its address unless that is a file of one machine."""
        address = uri if uri and uri.startswith(("http://", "https://")) else None
        return content_id("report", sha256_of_text(text), publisher, address)
