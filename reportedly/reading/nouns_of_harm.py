"""Deaths that a noun alone tells: "a fatal shooting", "a triple murder", "body found near the road".

They count only in reports that give no number for the harm and name nobody who met it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Figure
from reportedly.model.figure import Harm
from reportedly.reading.doc import FigureMention, words_at
from reportedly.reading.harms import WORDS
from reportedly.reading.once import lemmas
from reportedly.reading.positions import sentence_at

_RAW = load_lexicon("harms")["nouns_alone"]
_KILLINGS = frozenset(_RAW["killings"])
_MULTIPLES: dict[str, int] = _RAW["multiples"]
_FATAL = frozenset(_RAW["fatal"])
_BODIES = frozenset(_RAW["bodies"])
_FINDING = frozenset(_RAW["finding"])
_TELLING = _KILLINGS | _BODIES | WORDS.hitting_nouns | {"suicide", "death"}
"""The lemmas of all nouns that may tell of deaths."""


@dataclass(frozen=True, slots=True)
class _Number:
    """How many a noun tells of, from the token ``start`` on; ``exact`` where it says that there were no more."""

    start: int
    harm: Harm
    least: int
    exact: bool


def told_by_nouns(doc: Doc) -> Iterator[FigureMention]:
    """The people harmed that nouns tell of, in the order told."""
    for token in (doc[i] for i, lemma in enumerate(lemmas(doc)) if lemma in _TELLING):
        found = _number(token) if token.tag_ in ("NN", "NNP") else None
        if found is None or any(child.lower_ == "no" for child in token.children):
            continue
        words = words_at(doc, found.start, token.i + 1)
        figure = Figure(
            harm=found.harm,
            group="unknown",
            who=None,
            subgroup=None,
            minimum=found.least,
            maximum=found.least if found.exact else None,
            qualifier="exact" if found.exact else "at_least",
            verbatim=words.exact,
            span=words,
        )
        yield FigureMention(found.start, token.i + 1, token.i, figure)


def _number(noun: Token) -> _Number | None:
    lemma = noun.lemma_.lower()
    before = [noun.doc[i] for i in range(max(sentence_at(noun.doc, noun.i)[0], noun.i - _REACH), noun.i)]
    multiple = next((t for t in before if t.lower_ in _MULTIPLES and _multiplies(t, noun)), None)
    start, times = (multiple.i, _MULTIPLES[multiple.lower_]) if multiple is not None else (noun.i, None)
    if lemma == "suicide" and [token.lower_ for token in before[-2:]] == ["murder", "-"]:
        return _Number(min(start, noun.i - 2), "killed", 1 + (times or 1), times is not None)
    goes_on = [token.lower_ for token in noun.doc[noun.i + 1 : noun.i + 3]]
    if times is not None and lemma in _KILLINGS and goes_on[1:] != ["suicide"]:
        return _Number(start, "killed", times, exact=True)
    if times is not None and lemma in WORDS.hitting_nouns:
        return _Number(start, "casualties", times, exact=True)
    if lemma in WORDS.hitting_nouns and before and before[-1].lower_ in _FATAL:
        return _Number(noun.i - 1, "killed", 1, exact=False)
    if lemma == "death" and before and before[-1].lemma_.lower() in WORDS.hitting_nouns:
        return _Number(noun.i - 1, "killed", 1, exact=True)
    if lemma in _BODIES and _is_found(noun):
        return _Number(noun.i, "killed", 1, exact=True)
    return None


_REACH = 3
"""Tokens before a noun within which "triple" multiplies it."""

_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "oprd"})
"""What a body that finds something has found, by its tie to the verb."""


def _multiplies(multiple: Token, noun: Token) -> bool:
    """Whether "triple" is said of the deed, and of nobody named between: "a double agent's murder" is of one."""
    between = noun.doc[multiple.i + 1 : noun.i]
    return all(t.lower_ == "-" or t.pos_ == "ADJ" or t.lemma_.lower() in _TELLING for t in between)


def _is_found(body: Token) -> bool:
    """Whether somebody's body was found; not "a government body found that the raid was unlawful"."""
    if body.dep_ == "nsubj" and any(child.dep_ in _OBJECTS for child in body.head.children):
        return False
    after = body.doc[body.i + 1 : min(body.i + 3, sentence_at(body.doc, body.i)[1])]
    return body.head.lemma_.lower() in _FINDING or any(token.lower_ in _FINDING for token in after)
