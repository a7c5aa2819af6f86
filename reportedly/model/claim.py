"""One proposition by one source in one report."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.event import Event, Responsibility
from reportedly.model.figure import Figure
from reportedly.model.parties import Actor, Source
from reportedly.model.setting import Place, When
from reportedly.model.span import Span
from reportedly.model.thing import Thing, Victim

Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
Stage = Literal["accomplished", "attempted", "planned", "threatened"]
Quote = Literal["direct", "indirect", "none"]


class Stance(Noun):
    """How a claim stands to an earlier one in the same report: ``claim`` is that claim's id, if it is known."""

    claim: str | None
    relation: Literal["supports", "denies", "revises"]


class Claim(Noun):
    """One proposition by one source, with the exact words that carry it.

    ``said_by`` is a chain, most direct source first; empty means the report's own voice. ``source``, ``cue`` and
    ``content`` are the words that name the source, the words that attribute, and the words said. ``factuality`` is
    what the source commits to (FactBank). ``targets`` are the parties attacked, ``objects`` the
    things that were hit, ``victims`` the people named as harmed or attacked. ``reader`` is ``name@version`` of the
    reader that made the claim.
    """

    id: str
    report: str
    said_by: tuple[Source, ...]
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quote: Quote
    factuality: Factuality
    stage: Stage
    event: Event | None
    perpetrators: tuple[Actor, ...]
    responsibility: Responsibility
    targets: tuple[Actor, ...]
    objects: tuple[Thing, ...] = ()
    victims: tuple[Victim, ...] = ()
    place: Place | None
    when: When | None
    figures: tuple[Figure, ...]
    stance: Stance | None
    reader: str
