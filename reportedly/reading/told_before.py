"""Nouns for an event: "the raid" points back to the one just told, "a raid" brings in another."""

from spacy.tokens import Token

from reportedly.knowledge.lexicon import load_lexicon

EVENT_NOUNS = frozenset(load_lexicon("discourse")["same_event"])
"""Nouns by which reports speak of an event told before, by lemma."""

_MEANS = frozenset(load_lexicon("discourse")["same_means"])
_TOLLS = frozenset(load_lexicon("discourse")["tolls"])
_DEFINITE = frozenset({"the", "this", "that", "these"})
_NEW = frozenset({"a", "an", "another"})


def points_back(noun: Token) -> bool:
    """Whether ``noun`` with its article means an event told before, or the means of it: "the blast", "this shell"."""
    return (_is_event(noun) or noun.lemma_.lower() in _MEANS) and _has(noun, _DEFINITE)


def gives_the_toll(noun: Token) -> bool:
    """Whether ``noun`` with its article means what only an event with people killed has: "the toll"."""
    return noun.lemma_.lower() in _TOLLS and _has(noun, _DEFINITE)


def brings_in(noun: Token) -> bool:
    """Whether ``noun`` with its article means an event not told before: "a blast", "another raid"."""
    return _is_event(noun) and _has(noun, _NEW)


def _is_event(noun: Token) -> bool:
    return noun.lemma_.lower() in EVENT_NOUNS


def _has(noun: Token, articles: frozenset[str]) -> bool:
    return any(child.lower_ in articles for child in noun.children)
