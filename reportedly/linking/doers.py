"""Under which name each doer of an incident is told: a general one under the particular one that it stands for."""

from collections.abc import Iterable, Sequence

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.knowledge.parties import PartyKnowledge, party_knowledge
from reportedly.linking.records import actor_key
from reportedly.model import Actor, Attributed


def _words(name: str) -> frozenset[str]:
    """The words of a party's name, whether of one or of many: "rebel" and "Rebels" are one word."""
    return frozenset(word.removesuffix("s") for word in name.casefold().split())


_OF_NO_STATE = frozenset({"rebel", "militia"})

_NAMES_NOBODY = {
    kind: frozenset(
        _words(phrase) for row in load_lexicon("roles")["forces"] if row["kind"] == kind for phrase in row["words"]
    )
    for kind in _OF_NO_STATE
}
"""The words by which reports speak of rebels, or of a militia, without saying which."""

_AIRCRAFT = frozenset(
    _words(phrase)
    for row in load_lexicon("roles")["forces"]
    if row.get("unit") == "air-force" and not row.get("own", False)
    for phrase in row["words"]
)
_OF_A_STATE = frozenset({"state", "external"})


def told_under(actors: Iterable[Actor]) -> dict[str, Actor]:
    """For each of ``actors`` by its key, the one under whose name it is told: the particular party that it contains.

    "Rebels", "Syrian rebels" and "gunmen" are one party in three names. A name that may stand for several particular
    parties, or for none, stays as it is.
    """
    known = {actor_key(actor): actor for actor in actors}
    parties = party_knowledge()
    inside = {
        key: [other for other, one in known.items() if other != key and contains(actor, one, parties)]
        for key, actor in known.items()
    }
    return {key: known[_most_particular(key, inside)] for key in known}


def told_as(responsibility: Sequence[Attributed]) -> dict[str, Actor]:
    """``told_under`` for those named as doers: whoever only denies it is not blamed for what "warplanes" did."""
    known = {actor_key(one.actor): one.actor for one in responsibility}
    blamed = told_under(one.actor for one in responsibility if one.how != "denied")
    flown = {key: blamed.get(key, actor) for key, actor in known.items() if _is_an_aircraft(actor)}
    return told_under(known.values()) | flown


def _most_particular(key: str, inside: dict[str, list[str]]) -> str:
    """The one party in ``key`` that has no other in it; ``key`` itself where there are none or several."""
    ends = {other for other in inside[key] if not inside[other]}
    return ends.pop() if len(ends) == 1 else key


def contains(general: Actor, particular: Actor, parties: PartyKnowledge) -> bool:
    """Whether ``particular`` is a part of ``general``, or a fuller name for it.

    The lexicon says which parties are parts of others ("Syria" and its air force). Of names that it does not know, a
    general one has only words of the particular one ("rebels", "Syrian rebels"), or says no more than that they were
    "terrorists" where the other says of which side. Nobody is blamed by name because "rebels" were.
    """
    if general.id is not None:
        return particular.id is not None and general.id in _around(particular.id, parties)
    if particular.country is not None and general.country not in (None, particular.country):
        return False
    if _names_nobody(general) and _names_nobody(particular) and general.kind == particular.kind:
        return _fullness(general) < _fullness(particular)
    if particular.id is not None and particular.kind in _OF_A_STATE and _is_an_aircraft(general):
        return True
    if particular.id is None and _words(general.name) < _words(particular.name):
        return general.kind in (particular.kind, "unknown")
    return general.kind == "unknown" and particular.id is None and particular.kind in _OF_NO_STATE


def _around(key: str, parties: PartyKnowledge) -> set[str]:
    """The ids of the parties that the one with the id ``key`` is a part of."""
    around: set[str] = set()
    entry = parties.actors.get(key)
    while entry is not None and entry.part_of is not None:
        around.add(entry.part_of)
        entry = parties.actors.get(entry.part_of)
    return around - {key}


def _is_an_aircraft(actor: Actor) -> bool:
    """Whether nobody is named but what was flown: "a helicopter", "unidentified warplanes"."""
    named = actor.name.casefold().split()
    return actor.id is None and actor.kind == "unknown" and bool(named) and _words(named[-1]) in _AIRCRAFT


def _names_nobody(actor: Actor) -> bool:
    """Whether the name says no more than "rebels" does, or "Syrian rebels": "opposition groups", "rebel factions"."""
    words, known = _words(actor.name), _NAMES_NOBODY.get(actor.kind, frozenset())
    shorter = [words - {word} for word in words] if actor.country is not None else []
    return actor.id is None and any(some in known for some in (words, *shorter))


def _fullness(actor: Actor) -> tuple[bool, int, str]:
    """Of names that say the same, the one that says of which country comes last, then the longest."""
    return actor.country is not None, len(_words(actor.name)), actor.name
