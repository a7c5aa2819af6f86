"""The page of evidence: reports beside their claims, in one file that needs nothing else and asks nobody for anything.

What stands in the page comes from ``templates/``: the frame, one report, the styles and the script. The template
escapes all that it is given; report text can be no more than text. The page's own policy forbids the browser to load
or run anything but the very style and script that were written here.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reportedly.model import Claim, Reading, Report
from reportedly.render import words
from reportedly.render.marks import KINDS, Segment, marked_paragraphs, marks_of
from reportedly.version import __version__

KIND_WORDS = {
    "content": "what is said",
    "source": "who says it",
    "cue": "how it is said",
    "figure": "how many",
    "setting": "where and when",
    "event": "what happened",
}
"""What the legend calls each kind of mark."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list at the head of the page: where it stands, what it is, how many claims it has."""

    anchor: str
    title: str
    origin: str
    claims: int


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim as the page shows it: ``position`` in the reading, ``row`` label and value pairs."""

    position: int
    claim: Claim
    said_by: str
    content: str
    rows: tuple[tuple[str, str], ...]
    sureness: str


def evidence_page(readings: Iterable[Reading]) -> str:
    """The whole page for ``readings``, in their order."""
    environment = _environment()
    style, script = _asset("evidence.css") + _asset("marks.css"), _asset("evidence.js")
    report = environment.get_template("report.html")
    listed: list[Listed] = []
    reports: list[Markup] = []
    for number, reading in enumerate(readings, start=1):
        anchor = f"r{number}"
        listed.append(Listed(anchor, words.title(reading.report), _origin(reading), len(reading.claims)))
        reports.append(Markup(report.render(report_context(reading, anchor))))  # noqa: S704  (the template escapes)
    return environment.get_template("page.html").render(
        style=Markup(style),  # noqa: S704  (our own file)
        style_hash=_policy_hash(style),
        script=Markup(script),  # noqa: S704  (our own file)
        script_hash=_policy_hash(script),
        kinds=[(kind, KIND_WORDS[kind]) for kind in KINDS],
        listed=listed,
        reports=reports,
        version=__version__,
    )


def report_context(reading: Reading, anchor: str) -> dict[str, object]:
    """What ``report.html`` needs to show one reading; ``anchor`` begins its ids and must be unique in the page."""
    of_claim = {claim.id: position for position, claim in enumerate(reading.claims)}
    return {
        "anchor": anchor,
        "report": reading.report,
        "title": words.title(reading.report),
        "published": words.published(reading.report.published),
        "paragraphs": marked_paragraphs(reading.report.text, marks_of(reading)),
        "cards": [claim_card(position, claim, reading.report) for position, claim in enumerate(reading.claims)],
        "accounts": reading.accounts,
        "attacks": reading.attacks or (),
        "claims": reading.claims,
        "of_claim": of_claim,
    }


def claim_card(position: int, claim: Claim, report: Report) -> ClaimCard:
    """One claim, worded for the page."""
    rows = (
        ("What", words.event(claim.event)),
        ("By", words.doers(claim.perpetrators, claim.responsibility)),
        ("Against", words.actors(claim.targets)),
        ("Hit", words.names(thing.text for thing in claim.objects)),
        ("Named", words.names(victim.name for victim in claim.victims)),
        ("When", words.when(claim.when)),
        ("Where", words.place(claim.place)),
        ("Toll", words.figures(claim.figures)),
    )
    return ClaimCard(
        position=position,
        claim=claim,
        said_by=words.said_by(claim.said_by),
        content=words.content(claim, report),
        rows=tuple(row for row in rows if row[1]),
        sureness=words.sureness(claim),
    )


def carried(segment: Segment) -> str:
    """What a segment carries, for the script: "0:content 0:figure 3:source"."""
    return " ".join(f"{claim}:{kind}" for claim, kind in segment.carries)


def _origin(reading: Reading) -> str:
    parts = (reading.report.publisher, words.published(reading.report.published))
    return ", ".join(part for part in parts if part)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reportedly.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["carried"] = carried
    environment.globals["words"] = words
    return environment


@cache
def _asset(name: str) -> str:
    loader = _environment().loader
    assert loader is not None  # noqa: S101  (set above)
    source, _, _ = loader.get_source(_environment(), name)
    return source


def _policy_hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
