"""Nouns with nothing in them but what a test gives: unknown is ``None``, and nobody is said to have done anything."""

from typing import Any

from reportedly.model import Account, Claim, Published, Report, Span, content_id, sha256_of_text


def bare_report(text: str, on: str = "2016-08-01", /, **changes: Any) -> Report:
    """A report in English whose first line is its headline, published ``on`` that day."""
    values: dict[str, Any] = {
        "id": Report.identify(text, changes.get("publisher"), changes.get("uri")),
        "uri": None,
        "publisher": None,
        "headline": text.split("\n")[0],
        "standfirst": None,
        "by": None,
        "language": "en",
        "published": Published(date=on, precision="day", basis="metadata"),
        "captured_at": None,
        "media_type": "text/plain",
        "sha256": sha256_of_text(text),
        "text_sha256": sha256_of_text(text),
        "text": text,
    }
    return Report(**(values | changes))


def bare_claim(of: Report, *content: Span, **changes: Any) -> Claim:
    """A claim in the report's own voice, certain and accomplished, that rests on these words."""
    values: dict[str, Any] = {
        "id": content_id("claim", of.id, [span.exact for span in content]),
        "report": of.id,
        "said_by": (),
        "source": None,
        "cue": None,
        "content": content,
        "quote": "none",
        "factuality": "CT+",
        "stage": "accomplished",
        "event": None,
        "perpetrators": (),
        "responsibility": "unknown",
        "targets": (),
        "place": None,
        "when": None,
        "figures": (),
        "stance": None,
        "reader": "hand@1",
    }
    return Claim(**(values | changes))


def bare_account(of: Report, *claims: Claim, **changes: Any) -> Account:
    """The main account of a report, of these claims."""
    values: dict[str, Any] = {
        "id": content_id("account", of.id),
        "report": of.id,
        "role": "main",
        "claims": tuple(claim.id for claim in claims),
        "event": None,
        "perpetrators": (),
        "responsibility": "unknown",
        "said_by": (),
        "place": None,
        "when": None,
        "figures": (),
        "disputes": (),
    }
    return Account(**(values | changes))
