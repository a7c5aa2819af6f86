"""What and whom an attack struck: a thing that was hit, a person whom the report names."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.figure import Harm
from reportedly.model.span import Span

ThingKind = Literal[
    "home",
    "business",
    "government",
    "diplomatic",
    "security",
    "energy",
    "communications",
    "transport",
    "water",
    "medical",
    "school",
    "worship",
    "organization",
    "food",
    "vehicle",
    "aircraft",
    "vessel",
    "building",
    "other",
]


class Thing(Noun):
    """A thing that was hit, damaged, burnt or taken: its ``kind``, and the words that name it without articles."""

    kind: ThingKind
    text: str
    span: Span


class Victim(Noun):
    """A person whom the report names as harmed or attacked.

    ``name`` is without titles. ``harm`` is ``None`` where the report says that the person was attacked but not how it
    ended. A victim is no figure: whether somebody is one of the counted dead is not known from the name.
    """

    name: str
    harm: Harm | None
    span: Span
