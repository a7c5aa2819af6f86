"""Who acts and who speaks: states, armed groups, monitors, agencies, and the words that make a party of them.

Everything is read from YAML: ``demonyms.yaml`` (states), ``actors/*.yaml``, ``sources/*.yaml`` and ``roles.yaml``.
``party_knowledge()`` loads them once; the value that it gives back is read only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from reportedly.knowledge.lexicon import parse_yaml
from reportedly.model.parties import ActorKind, SourceKind

Role = Literal[
    "actor", "source", "person", "state", "adjective", "people", "capital", "leader", "place",
    "force", "side", "filler", "backing", "holding", "belonging", "siding", "deed", "speaker", "title", "ministry",
]  # fmt: skip

UNITS: dict[str, str] = {
    "government": "government",
    "army": "army",
    "air-force": "air force",
    "navy": "navy",
    "police": "police",
    "forces": "government forces",
}
"""The parts of a state that get an entry of their own, made from its line: ``syria-air-force``, "Syrian air force"."""

ARMED = frozenset({"army", "air-force", "navy", "forces"})
"""Those parts that another state may hold a country with."""

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")  # noqa: RUF001
"""A word as parties are matched by: "U.S.", "Da'esh", "Syria's"; a hyphen parts two words."""

_POSSESSIVE = re.compile(r"['’‘ʼ`´][sS]$")  # noqa: RUF001
_INNER_MARKS = re.compile(r"['’‘ʼ`´.]")  # noqa: RUF001
SHORT_FORM = 6
"""An alias of at most this many characters, all capitals, is matched by its capitals: "IS" is not "is"."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that holds from ``valid_from`` until the day before ``valid_to``; ``None`` is open."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether the name is in use on ``day``; on an unknown day it is."""
        if day is None:
            return True
        return (self.valid_from is None or day >= self.valid_from) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class State:
    """A line of ``demonyms.yaml``."""

    iso: str
    name: str
    adjectives: tuple[str, ...]
    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    army_of: str | None = None

    @property
    def id(self) -> str:
        """The id of the state as an actor: ``united-states``."""
        return slug(self.name)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A party to a conflict. ``since`` and ``until`` bound the time in which it bore ``name``.

    ``succeeds`` is the id of the party that it goes on from under a new name; ``part_of`` the party around it.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    aliases: tuple[Alias, ...] = ()
    since: date | None = None
    until: date | None = None
    succeeds: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One who speaks: a monitor, an agency, a ministry, a person.

    ``klass`` (``class`` in the YAML) is what a generic word may stand for ("the monitor"); ``actor`` the id of the
    party that it speaks for; ``of``, for a person, the id of the source or actor that he or she speaks for.
    """

    id: str
    name: str
    kind: SourceKind
    klass: str | None = None
    country: str | None = None
    actor: str | None = None
    of: str | None = None
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What a run of words can be. ``key`` is an entry's id, a state's code, or the class of a role word.

    ``letters`` says how the text must be written: ``any``, ``proper`` (a capital in it), ``capitals`` (nothing else).
    """

    role: Role
    key: str
    letters: Literal["any", "proper", "capitals"] = "any"
    unit: str | None = None
    own: bool = False
    bare: bool = True
    alias: Alias | None = None


@dataclass(slots=True)
class Node:
    """A place in the tree of words: what may follow, and what the words so far can be."""

    children: dict[str, "Node"] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class PartyKnowledge:
    """All entries by id, the tree of words that finds them, and the word lists that the grammar asks for."""

    states: Mapping[str, State]
    actors: Mapping[str, ActorEntry]
    sources: Mapping[str, SourceEntry]
    successors: Mapping[str, str]
    tree: Node
    words: Mapping[str, frozenset[str]]
    doers: Mapping[str, str]
    title_kinds: Mapping[str, SourceKind]
    stands_for: Mapping[str, str]
    people: Mapping[tuple[str, ...], str]

    def actor(self, key: str, day: date | None) -> ActorEntry:
        """The actor ``key`` under the name it bore on ``day``: it may by then have gone on as another.

        Raises ``KeyError`` when there is no such actor.
        """
        entry = self.actors[key]
        while day is not None and entry.until is not None and day >= entry.until and entry.id in self.successors:
            entry = self.actors[self.successors[entry.id]]
        return entry

    def home_of(self, unit: str, country: str) -> str:
        """Whose "the army" is, with no more said, in a report on ``country``: the code of another state where that one
        holds the country with its army.
        """
        return (self.states[country].army_of if unit in ARMED else None) or country

    def line(self, key: str) -> str:
        """The id that stands for a whole line of succession: that of its first party. Same line, same party.

        Raises ``KeyError`` when there is no such actor.
        """
        entry = self.actors[key]
        while entry.succeeds is not None:
            entry = self.actors[entry.succeeds]
        return entry.id

    def side(self, key: str) -> str:
        """The party that ``key`` belongs to: ``syria`` for ``syria-air-force``, else the first of its line.

        Raises ``KeyError`` when there is no such actor.
        """
        entry = self.actors[self.line(key)]
        while entry.part_of is not None:
            entry = self.actors[self.line(entry.part_of)]
        return entry.id


@cache
def slug(name: str) -> str:
    """``name`` as an id: "Saudi Arabia" → ``saudi-arabia``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def word_key(word: str) -> str:
    """The form in which a word is looked up: no case, accents, points or apostrophes, no possessive "'s"."""
    if word.isalnum() and word.isascii():
        return word.lower()
    bare = _INNER_MARKS.sub("", _POSSESSIVE.sub("", word)).lower()
    if bare.isascii():
        return bare
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))


def word_keys(phrase: str) -> tuple[str, ...]:
    """The words of ``phrase`` as they are looked up."""
    return tuple(map(word_key, WORD.findall(phrase)))


@cache
def party_knowledge() -> PartyKnowledge:
    """Everything known about parties and speakers, loaded once.

    Raises ``ValueError`` naming the file and the entry when one cannot be read.
    """
    states = {state.iso: state for state in (_state(line) for line in _load("demonyms.yaml"))}
    actors = _actors(states)
    sources = {entry.id: entry for name in _folder("sources") for entry in map(_source, _load(name))}
    roles: dict[str, Any] = _load("roles.yaml")
    tree = Node()
    for words, term in _terms(states, actors, sources, roles):
        _plant(tree, word_keys(words), term)
    return PartyKnowledge(
        states=states,
        actors=actors,
        sources=sources,
        successors={entry.succeeds: entry.id for entry in actors.values() if entry.succeeds},
        tree=tree,
        words={
            name: frozenset(map(str, listed))
            for name, listed in roles.items()
            if isinstance(listed, list) and all(isinstance(word, str) for word in listed)
        },
        doers={group["side"]: group["doers"] for group in roles["sides"] if group["doers"]},
        title_kinds={title: kind for kind, titles in roles["title_kinds"].items() for title in titles},
        people={
            word_keys(alias.name): entry.id
            for entry in sources.values()
            if entry.of
            for alias in (Alias(entry.name), *entry.aliases)
        },
        stands_for={word: klass for klass, listed in roles["stands_for"].items() for word in listed},
    )


def _load(name: str) -> Any:
    folder = resources.files("reportedly.knowledge")
    text = folder.joinpath(*name.split("/")).read_text(encoding="utf-8")
    try:
        return parse_yaml(text)
    except yaml.YAMLError as error:
        raise ValueError(f"knowledge/{name} is not YAML: {error}") from error


def _folder(name: str) -> list[str]:
    found = resources.files("reportedly.knowledge").joinpath(name).iterdir()
    return sorted(f"{name}/{file.name}" for file in found if file.name.endswith(".yaml"))


def _state(line: dict[str, Any]) -> State:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in line.items()}
    return State(**given)


def _alias(value: str | dict[str, Any]) -> Alias:
    return Alias(value) if isinstance(value, str) else Alias(**value)


def _source(line: dict[str, Any]) -> SourceEntry:
    given = {("klass" if key == "class" else key): value for key, value in line.items()}
    given["aliases"] = tuple(map(_alias, given.get("aliases", ())))
    return SourceEntry(**given)


def _actors(states: Mapping[str, State]) -> dict[str, ActorEntry]:
    """Every actor: the states and their parts, made from ``demonyms.yaml``, then the entries of ``actors/``.

    An entry without a kind adds aliases to an actor that is there already.
    """
    actors = {entry.id: entry for state in states.values() for entry in _made_of(state)}
    for name in _folder("actors"):
        for line in _load(name):
            aliases = tuple(map(_alias, line.get("aliases", ())))
            if "kind" in line:
                actors[line["id"]] = ActorEntry(**{**line, "aliases": aliases})
            elif line["id"] in actors:
                made = actors[line["id"]]
                actors[line["id"]] = replace(made, aliases=made.aliases + aliases)
            else:
                raise ValueError(f"knowledge/{name}: {line['id']} has no kind and no state's line makes it")
    return actors


def _made_of(state: State) -> Iterator[ActorEntry]:
    yield ActorEntry(state.id, state.name, "state", state.iso)
    for unit, words in UNITS.items():
        yield ActorEntry(f"{state.id}-{unit}", f"{state.adjectives[0]} {words}", "state", state.iso, part_of=state.id)


def _terms(
    states: Mapping[str, State],
    actors: Mapping[str, ActorEntry],
    sources: Mapping[str, SourceEntry],
    roles: Mapping[str, Any],
) -> Iterator[tuple[str, Term]]:
    """Every phrase to be found, with what it is."""
    for state in states.values():
        named: tuple[tuple[Role, Iterable[str]], ...] = (
            ("state", (state.name, *state.also)),
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capital),
            ("leader", state.leaders),
            ("place", state.places),
        )
        for role, phrases in named:
            for phrase in phrases:
                yield phrase, Term(role, state.iso, _letters(phrase))
    made = {entry.id for state in states.values() for entry in _made_of(state)}
    for actor in actors.values():
        own = () if actor.id in made else (Alias(actor.name),)
        for alias in (*own, *actor.aliases):
            yield alias.name, Term("actor", actor.id, _letters(alias.name), alias=alias)
    for source in sources.values():
        for alias in (Alias(source.name), *source.aliases):
            role = "person" if source.of else "source"
            yield alias.name, Term(role, source.id, _letters(alias.name), alias=alias)
    for force in roles["forces"]:
        term = Term(
            "force", force["kind"], unit=force.get("unit"), own=force.get("own", False), bare=force.get("bare", True)
        )
        for phrase in force["words"]:
            yield phrase, term
    for group in roles["sides"]:
        for phrase in group["words"]:
            yield phrase, Term("side", group["side"], "capitals" if phrase == "un" else "any")
    for group in roles["speakers"]:
        for phrase in group["words"]:
            yield phrase, Term("speaker", group["kind"], "capitals" if phrase.split()[0] == "un" else "any")
    for role, name in (
        ("filler", "fillers"),
        ("backing", "backing"),
        ("holding", "holding"),
        ("belonging", "belonging"),
        ("siding", "siding"),
        ("deed", "deeds"),
        ("title", "titles"),
        ("ministry", "ministries"),
    ):
        for phrase in roles[name]:
            yield phrase, Term(role, phrase)


def _letters(phrase: str) -> Literal["any", "proper", "capitals"]:
    if len(phrase) <= SHORT_FORM and phrase.isupper():
        return "capitals"
    return "proper" if phrase != phrase.lower() else "any"


def _plant(tree: Node, keys: tuple[str, ...], term: Term) -> None:
    node = tree
    for key in keys:
        node = node.children.setdefault(key, Node())
    if term not in node.terms:
        node.terms = (*node.terms, term)
