"""What the learned reader takes a report to tell: attacks of a kind, each with the parts played in it."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.span import Span

AttackKind = Literal["attack", "bombing", "abduction", "arson", "robbery"]
PartRole = Literal["perpetrator", "organization", "target", "victim", "weapon"]


class Part(Noun):
    """Who or what plays a part in an attack, in the report's own words.

    ``perpetrator`` is people as described ("two hooded men"), ``organization`` the body behind them, ``target`` a thing
    that was hit, ``victim`` a person who is named, ``weapon`` the means. ``probability`` is the model's, 0 to 1.
    """

    role: PartRole
    probability: float
    text: str
    span: Span


class Attack(Noun):
    """All attacks of one kind that the report tells, with their parts in the order told. ``probability`` is 0 to 1."""

    kind: AttackKind
    probability: float
    parts: tuple[Part, ...]
