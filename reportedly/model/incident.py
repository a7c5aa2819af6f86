"""What all reports say of one event."""

from typing import Literal

from reportedly.model.account import About, Account
from reportedly.model.base import Noun
from reportedly.model.event import Event, Responsibility
from reportedly.model.figure import Group, Harm, Subgroup
from reportedly.model.parties import Actor, Source
from reportedly.model.setting import Place, When

Grading = Literal["confirmed", "fair", "weak", "contested", "discounted"]
TypeOfViolence = Literal["state-based", "non-state", "one-sided"]


class LeftOut(Noun):
    """A figure that a toll did not use: the claim that gives it, why it was left out, and its words."""

    claim: str
    why: str
    verbatim: str | None = None


class Toll(Noun):
    """A reconciled range for one harm, group and subgroup.

    ``low``, ``best`` and ``high`` are counts of people; ``None`` where no figure gives that bound. ``method`` names
    the rule and its version (``range/1``). ``used`` holds claim ids. ``flags`` says in words what does not add up, such
    as more children than people in all.
    """

    harm: Harm
    group: Group
    subgroup: Subgroup | None
    low: int | None
    best: int | None
    high: int | None
    method: str
    used: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    independent_sources: int
    flags: tuple[str, ...] = ()


class Attributed(Noun):
    """Who is said to have done it, how, by whom, and in which claims."""

    actor: Actor
    how: Responsibility
    said_by: tuple[Source, ...]
    claims: tuple[str, ...]


class IncidentDispute(Noun):
    """Claims of one or several reports that contradict one another."""

    about: About
    claims: tuple[str, ...]


class Incident(Noun):
    """What all reports say of one event: a pure function of accounts and reviews.

    ``type_of_violence`` is UCDP's; ``side_a`` and ``side_b`` its parties. ``independent_sources`` counts origins
    (source chain and reused text), not documents. ``part_of`` is the id of a roll-up that this incident belongs to.
    ``founded_by`` is the id of the account that the incident is named after: while that account stays, so does ``id``.
    ``mentioned_in`` holds background accounts of other reports that speak of this event in passing: they belong to it
    but are no evidence for its toll. ``reviewed_by`` holds the ids of the reviews that shaped it.
    """

    id: str
    title: str
    accounts: tuple[Account, ...]
    event: Event | None
    type_of_violence: TypeOfViolence | None
    side_a: Actor | None
    side_b: Actor | None
    place: Place | None
    when: When | None
    responsibility: tuple[Attributed, ...]
    tolls: tuple[Toll, ...]
    disputes: tuple[IncidentDispute, ...]
    grading: Grading
    independent_sources: int
    part_of: str | None = None
    founded_by: str | None = None
    mentioned_in: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
