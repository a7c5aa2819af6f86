"""The nouns of Reportedly: frozen values with their JSON. No I/O, no language processing."""

from reportedly.model.account import Account, Dispute
from reportedly.model.attack import Attack, Part
from reportedly.model.claim import Claim, Stance
from reportedly.model.event import EVENT_TYPE_OF, Event
from reportedly.model.figure import AccountFigure, Figure
from reportedly.model.identity import content_id, sha256_of_bytes, sha256_of_text
from reportedly.model.incident import Attributed, Incident, IncidentDispute, LeftOut, Toll
from reportedly.model.parties import Actor, Source
from reportedly.model.reading import Reading
from reportedly.model.report import Published, Report
from reportedly.model.review import Review
from reportedly.model.setting import Place, When
from reportedly.model.span import Span
from reportedly.model.thing import Thing, ThingKind, Victim

__all__ = [
    "EVENT_TYPE_OF",
    "Account",
    "AccountFigure",
    "Actor",
    "Attack",
    "Attributed",
    "Claim",
    "Dispute",
    "Event",
    "Figure",
    "Incident",
    "IncidentDispute",
    "LeftOut",
    "Part",
    "Place",
    "Published",
    "Reading",
    "Report",
    "Review",
    "Source",
    "Span",
    "Stance",
    "Thing",
    "ThingKind",
    "Toll",
    "Victim",
    "When",
    "content_id",
    "sha256_of_bytes",
    "sha256_of_text",
]
