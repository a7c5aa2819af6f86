"""Which words name what a noun stands for: "offices of the union" of "several offices of the union in the capital"."""

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Actor
from reportedly.model.parties import ActorKind
from reportedly.reading.doc import TokenRange, words_at
from reportedly.reading.once import phrase_at

_OF_HEADS = frozenset(load_lexicon("things")["of_heads"])
_LIGHT_WORDS = frozenset(load_lexicon("things")["light_words"])
_LONGEST_NAME = 10
"""Tokens that a name may run to."""


def named_as(head: Token) -> TokenRange:
    """The words that name what ``head`` is the noun of: no article or number before, "of …" after where it belongs."""
    doc = head.doc
    start = max(head.left_edge.i, head.i - _LONGEST_NAME)
    while start < head.i and (_is_light(doc[start]) or doc[start].is_punct or doc[start].is_space):
        start += 1
    end = head.i + 1
    if head.lemma_.lower() in _OF_HEADS:
        of = next((child for child in head.children if child.lower_ == "of" and child.i == end), None)
        noun = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
        if noun is not None and noun.i - head.i <= _LONGEST_NAME:
            end = noun.i + 1
    return start, end


def _is_light(token: Token) -> bool:
    return (
        token.dep_ in ("det", "nummod", "predet", "quantmod", "advmod")
        or token.lower_ in _LIGHT_WORDS
        or bool(token.like_num)
    )


def party_in_words(
    doc: Doc,
    words: TokenRange,
    *,
    key: str | None = None,
    name: str | None = None,
    kind: ActorKind = "unknown",
    country: str | None = None,
) -> Actor:
    """The party that ``words`` stand for, ``key`` its id where it has one; without a ``name``, as they call it."""
    span = words_at(doc, *words)
    name = name if name is not None else phrase_at(doc, *words)
    return Actor(id=key, name=name, kind=kind, country=country, text=span.exact, span=span)
