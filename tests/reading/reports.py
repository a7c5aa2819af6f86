"""Reports for tests of single components."""

from reportedly.model import Published, Report, sha256_of_text


def plain_report(text: str) -> Report:
    return Report(
        id=Report.identify(text, None, None),
        uri=None,
        publisher=None,
        headline=None,
        standfirst=None,
        by=None,
        language="en",
        published=Published(date="2016-05-05", precision="day", basis="user"),
        captured_at=None,
        media_type=None,
        sha256=None,
        text_sha256=sha256_of_text(text),
        text=text,
    )
