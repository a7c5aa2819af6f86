"""What one report says of one incident."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.event import Event, Responsibility
from reportedly.model.figure import AccountFigure
from reportedly.model.parties import Actor, Source
from reportedly.model.setting import Place, When
from reportedly.model.thing import Thing, Victim

Role = Literal["main", "also", "background"]
About = Literal["toll", "responsibility", "occurrence", "description"]


class Dispute(Noun):
    """Claims that contradict one another: ``about`` what, and the ids of the claims on either side."""

    about: About
    claims: tuple[str, ...]


class Account(Noun):
    """What one report says of one incident: ids of the claims, and what they amount to.

    ``role`` is ``main`` for what the headline is about, ``also`` for another current event, ``background`` for
    earlier or other events mentioned in passing. ``said_by`` says on whose word ``responsibility`` rests.
    ``objects`` are the things that were hit and
    ``victims`` the people named as harmed or attacked, both in the order told.
    """

    id: str
    report: str
    role: Role
    claims: tuple[str, ...]
    event: Event | None
    perpetrators: tuple[Actor, ...]
    responsibility: Responsibility
    said_by: tuple[Source, ...]
    targets: tuple[Actor, ...] = ()
    objects: tuple[Thing, ...] = ()
    victims: tuple[Victim, ...] = ()
    place: Place | None
    when: When | None
    figures: tuple[AccountFigure, ...]
    disputes: tuple[Dispute, ...]
