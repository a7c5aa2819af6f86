"""Finds, in one pass over the words of a report, everything that parties and speakers are made of."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from spacy.tokens import Doc

from reportedly.knowledge.parties import WORD, Node, PartyKnowledge, Role, Term, party_knowledge, word_key
from reportedly.reading.once import once_a_doc, starts, whole_text

SHOUTING = 0.7
"""A text in which more than this share of the words is in capitals has no use for capitals."""

CLEAR_LEAD = 1.3
"""A report is about the country that leads the next by at least this factor."""

VOTES: dict[str, float] = {
    "place": 2.0,
    "capital": 1.0,
    "state": 1.0,
    "adjective": 1.0,
    "leader": 0.5,
    "source": 0.5,
    "actor": 0.5,
}
"""What one mention says about the country that a report is about. A place there says most: who acts may be foreign."""

JOINING_MARKS = frozenset(" \t\r\n\u00a0-‐‑–'’/&")  # noqa: RUF001
"""What may stand between two words of one name."""

LOCATING = frozenset(
    {"in", "of", "across", "inside", "within", "northern", "southern", "eastern", "western", "central"}
)
"""Words before a state's name that make it the place of events, which counts twice."""


@dataclass(frozen=True, slots=True)
class Item:
    """The longest run of words that is known, as token indices, with all that it can be."""

    start: int
    end: int
    terms: tuple[Term, ...]
    roles: frozenset[Role]

    def term(self, *roles: Role) -> Term | None:
        """The first term that has one of ``roles``."""
        if self.roles.isdisjoint(roles):
            return None
        return next(term for term in self.terms if term.role in roles)

    def has(self, *roles: Role) -> bool:
        """Whether it can be one of ``roles``."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class PartyContext:
    """What the party rules know of a report: its terms in order, its day, the country it is about."""

    knowledge: PartyKnowledge
    items: tuple[Item, ...]
    starting: dict[int, int]
    day: date | None
    country: str | None


@once_a_doc
def party_context(doc: Doc) -> PartyContext:
    """The context of ``doc``."""
    knowledge = party_knowledge()
    day = report_day(doc)
    items = find_items(doc, knowledge, day)
    starting = {item.start: i for i, item in enumerate(items)}
    return PartyContext(knowledge, items, starting, day, _country(doc, items, knowledge))


def report_day(doc: Doc) -> date | None:
    """The day the report was published, the first of its month or year when no more is known."""
    published = doc._.report.published if doc._.report is not None else None
    if published is None:
        return None
    parts = [int(part) for part in published.date.split("-")]
    return date(*[*parts, 1, 1][:3])


def country_of_report(doc: Doc) -> str | None:
    """ISO 3166-1 alpha-2 code of the country most spoken of in ``doc``; ``None`` when no country leads clearly.

    Counts places, names of states, demonyms, leaders, and the countries of monitors, agencies and armed groups.
    """
    return party_context(doc).country


def find_items(doc: Doc, knowledge: PartyKnowledge, day: date | None) -> tuple[Item, ...]:
    """Known runs of words from left to right, the longest at each place, none overlapping."""
    text = whole_text(doc)
    words = [(word_key(match.group()), match.group(), match.start(), match.end()) for match in WORD.finditer(text)]
    if not words:
        return ()
    keys = [word[0] for word in words]
    parted = [True, *(not _joins(text[left[3] : right[2]]) for left, right in pairwise(words))]
    token_at = starts(doc)
    shouting = sum([word[1].isupper() for word in words]) > SHOUTING * len(words)
    hushed = knowledge.words["never_in_capitals"] if shouting else frozenset()
    firsts = knowledge.tree.children
    items: list[Item] = []
    at = 0
    while at < len(words):
        if keys[at] not in firsts and keys[at].removesuffix("s") not in firsts:
            at += 1
            continue
        best_end = at
        best_terms: tuple[Term, ...] = ()
        for end, found in _matches(knowledge.tree, keys, parted, at):
            if end > best_end:
                terms = tuple(term for term in found if _written(term, words[at:end], hushed, day))
                if terms:
                    best_end, best_terms = end, terms
        if best_end == at:
            at += 1
            continue
        first = bisect_right(token_at, words[at][2]) - 1
        last = bisect_right(token_at, words[best_end - 1][3] - 1) - 1
        if (not items or items[-1].end <= first) and not doc[first].like_url:
            items.append(Item(first, last + 1, best_terms, frozenset(term.role for term in best_terms)))
        at = best_end
    return tuple(items)


def _joins(gap: str) -> bool:
    """Whether what stands between two words leaves them one name: blanks, hyphens, no other mark, no empty line."""
    return gap == " " or (JOINING_MARKS.issuperset(gap) and gap.count("\n") < 2)


def _matches(tree: Node, keys: list[str], parted: list[bool], at: int) -> Iterator[tuple[int, tuple[Term, ...]]]:
    """Ends and terms of the known runs that start at word ``at``, by length. A last -s, of the plural or of a lost
    apostrophe, may be more than the known word has.
    """
    nodes = [tree]
    for end in range(at, len(keys)):
        if end > at and parted[end]:
            return
        key = keys[end]
        shorter = key[:-1] if len(key) > 3 and key.endswith("s") else None
        following: list[Node] = []
        for node in nodes:
            for spelling in (key, shorter):
                child = node.children.get(spelling) if spelling else None
                if child is not None:
                    following.append(child)
        if not following:
            return
        terms = tuple(term for node in following for term in node.terms)
        if terms:
            yield end + 1, terms
        nodes = following


def _written(term: Term, words: list[tuple[str, str, int, int]], hushed: frozenset[str], day: date | None) -> bool:
    if term.alias is not None and not term.alias.holds(day):
        return False
    if term.letters == "any":
        return True
    key, text = words[0][0], words[0][1]
    if len(words) == 1 and "." not in text and key in hushed:
        return False
    if term.letters == "capitals":
        return len(words) > 1 or "." in text or text[: len(key)].isupper()
    return any(word[1][:1].isupper() for word in words)


def country_of_publisher(doc: Doc) -> str | None:
    """The country that the report's publisher watches or speaks for; ``None`` where it is of the world or unknown."""
    publisher = doc._.report.publisher if doc._.report is not None else None
    if not publisher:
        return None
    knowledge = party_knowledge()
    keys = [word_key(match.group()) for match in WORD.finditer(publisher)]
    whole = [terms for end, terms in _matches(knowledge.tree, keys, [False] * len(keys), 0) if end == len(keys)]
    source = next((term.key for terms in whole for term in terms if term.role == "source"), None)
    return knowledge.sources[source].country if source is not None else None


def _country(doc: Doc, items: tuple[Item, ...], knowledge: PartyKnowledge) -> str | None:
    votes: Counter[str] = Counter()
    home = country_of_publisher(doc)
    if home is not None:
        votes[home] += VOTES["source"]  # type: ignore[assignment]
    for item in items:
        for term in item.terms:
            weight = VOTES.get(term.role)
            if weight is None:
                continue
            country: str | None = term.key
            if term.role == "source":
                country = knowledge.sources[term.key].country
            elif term.role == "actor":
                country = knowledge.actors[term.key].country
            elif term.role == "state" and item.start > 0 and doc[item.start - 1].lower_ in LOCATING:
                weight *= 2
            if country:
                votes[country] += weight  # type: ignore[assignment]
            break
    for mention in doc._.places:
        if mention.place.country:
            votes[mention.place.country] += VOTES["place"]  # type: ignore[assignment]
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < CLEAR_LEAD * ranked[1][1]):
        return None
    return ranked[0][0]
