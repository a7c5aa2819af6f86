"""Reports for tests of single components."""

from reportedly.model import Published, Report, sha256_of_text

ON_A_THURSDAY = Published(date="2016-05-05", precision="day", basis="user")


def plain_report(text: str, published: Published | None = ON_A_THURSDAY, headline: str | None = None) -> Report:
    return Report(
        id=Report.identify(text, None, None),
        uri=None,
        publisher=None,
        headline=headline,
        standfirst=None,
        by=None,
        language="en",
        published=published,
        captured_at=None,
        media_type=None,
        sha256=None,
        text_sha256=sha256_of_text(text),
        text=text,
    )
