"""Who says it, and who did it or suffered it."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.span import Span

SourceKind = Literal["media", "official", "party", "ngo", "un", "medical", "witness", "social", "unnamed"]
ActorKind = Literal["state", "rebel", "militia", "civilians", "external", "unknown"]


class Source(Noun):
    """One who says something.

    ``id`` is the entry in ``knowledge/`` (``None`` when the name is not in it), ``name`` the resolved name,
    ``actor`` the id of the party to the conflict that this source speaks for, if any.
    """

    id: str | None
    name: str
    kind: SourceKind
    actor: str | None = None


class Actor(Noun):
    """One who did it or suffered it: ``name`` is resolved, ``text`` and ``span`` are the report's own words.

    ``country`` is the ISO 3166-1 alpha-2 code of the state that the actor belongs to, if known.
    """

    id: str | None
    name: str
    kind: ActorKind
    country: str | None = None
    text: str
    span: Span | None = None


def opposed(one: Actor, other: Actor) -> bool:
    """Whether naming one as the doer speaks against the other: not where one may be a part of, or a word for, the
    other ("gunmen" and a named group, two forces of one state).
    """
    if one.kind == "unknown" or other.kind == "unknown":
        return False
    return not (one.kind == other.kind and one.country is not None and one.country == other.country)
