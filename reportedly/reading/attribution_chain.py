"""Whose word it is: each attribution's chain of sources, most direct first, and which attribution it is said inside."""

from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.knowledge.cues import cues
from reportedly.model import Source
from reportedly.reading.attribution_found import Found, inside, size, trimmed
from reportedly.reading.doc import TokenRange
from reportedly.reading.parties import resolve_source, sources_at

UNNAMED = Source(id=None, name="unnamed", kind="unnamed")
"""Who says it when a passive or an adverb only says that it is said."""

Chain = tuple[Source, ...]


def parents_of(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the index of the smallest other whose content holds its cue, source included."""
    out: list[int | None] = []
    for i, item in enumerate(found):
        around = [
            (size(other.content), k)
            for k, other in enumerate(found)
            if k != i and inside(item.anchor, other.content) and not inside(other.anchor, item.content)
        ]
        out.append(min(around)[1] if around else None)
    return out


def chains_of(doc: Doc, found: Sequence[Found], parents: Sequence[int | None]) -> list[Chain]:
    """The chain of every attribution, in the order of ``found``, which is that of the text.

    A pronoun or "the monitor" becomes the one meant. "X told AFP" and "AFP quoted X as saying" end in AFP, and what is
    said inside another's words ends in that other.
    """
    chains: list[Chain] = []
    spoken: list[Chain] = []
    by_anchor: dict[int, Chain] = {}
    for item in found:
        chain = _chain_of(doc, item, spoken, by_anchor)
        chains.append(chain)
        by_anchor[item.anchor] = chain
        if item.kind == "says" and chain and chain[0] != UNNAMED and item.quoted_by is None:
            spoken.append(chain)
    return [_with_parents(i, chains, found, parents) for i in range(len(found))]


def _chain_of(doc: Doc, item: Found, spoken: Sequence[Chain], by_anchor: dict[int, Chain]) -> Chain:
    if item.follows is not None:
        return by_anchor.get(item.follows, ())
    words = item.antecedent or item.source
    span = trimmed(doc, words) if words else None
    if span is None:
        return (UNNAMED,) if item.unnamed else ()
    cited = trimmed(doc, item.cited) if item.cited else None
    chain = resolve_source(doc, *cited, spoken) if cited is not None else ()
    chain += resolve_source(doc, *span, spoken) + _told(doc, item.told)
    quoter = trimmed(doc, item.quoted_by) if item.quoted_by else None
    if quoter is not None:
        chain += resolve_source(doc, *quoter, spoken)
    return _without_repeats(chain)


def _with_parents(i: int, chains: list[Chain], found: Sequence[Found], parents: Sequence[int | None]) -> Chain:
    chain, seen, parent = chains[i], {i}, parents[i]
    while parent is not None and parent not in seen:
        seen.add(parent)
        says = found[parent].kind == "says" and found[i].kind == "says" and chains[parent] != (UNNAMED,)
        if says and found[parent].stance != "denies":  # a denial passes nothing on: "X says so; Y denies it"
            chain = chain + chains[parent]
        parent = parents[parent]
    return _without_repeats(chain)


def _told(doc: Doc, words: TokenRange | None) -> Chain:
    """The agency or paper that was told."""
    span = trimmed(doc, words) if words else None
    if span is None:
        return ()
    media = cues().addressed_media
    named = any(doc[i].lower_ in media for i in range(*span))
    return tuple(s for s in sources_at(doc, *span) if s.kind == "media" and (s.id is not None or named))


def _without_repeats(chain: Chain) -> Chain:
    return tuple(source for i, source in enumerate(chain) if source.name not in {s.name for s in chain[:i]})
