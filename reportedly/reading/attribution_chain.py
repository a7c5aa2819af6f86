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


def chains_of(doc: Doc, found: Sequence[Found]) -> list[Chain]:
    """The chain of every attribution, in the order of ``found``, which is that of the text.

    A pronoun or "the monitor" becomes the one meant, from the chains before and, for the first of them, from those
    after ("a monitor said" before the monitor is named). "X told AFP" ends in AFP.
    """
    chains: list[Chain] = []
    spoken: list[Chain] = []
    for item in found:
        words = item.antecedent or item.source
        span = trimmed(doc, words) if words else None
        if span is None:
            chains.append((UNNAMED,) if item.unnamed else ())
            continue
        chain = resolve_source(doc, *span, spoken) + _heard_by(doc, item.addressee)
        chains.append(_without_repeats(chain))
        if item.kind == "says" and chain:
            spoken.append(chain)
    return chains


def _heard_by(doc: Doc, addressee: TokenRange | None) -> Chain:
    """The agency or paper that was told."""
    span = trimmed(doc, addressee) if addressee else None
    if span is None:
        return ()
    media = cues().addressed_media
    named = any(doc[i].lower_ in media for i in range(*span))
    return tuple(s for s in sources_at(doc, *span) if s.kind == "media" and (s.id is not None or named))


def _without_repeats(chain: Chain) -> Chain:
    return tuple(source for i, source in enumerate(chain) if source not in chain[:i])
