"""Where one source's words end and another's begin in a sentence that has both."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from reportedly.knowledge.cues import CueStance
from reportedly.reading.attribution_found import TURNS, Found, inside, until
from reportedly.reading.positions import sentence_at


def scoped(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """``found`` with contents cut where another attribution takes over, and stances passed on to what words them."""
    out: list[Found] = []
    for item in found:
        end = min((turn for other in found if (turn := _turn(doc, item, other)) is not None), default=None)
        if end is not None:
            item = replace(item, content=until(item.content, end))
        if item.stance is None:
            item = replace(item, stance=_stance_worded(doc, item, found))
        if item.content:
            out.append(item)
    return out


def _turn(doc: Doc, item: Found, other: Found) -> int | None:
    """The token at which ``other`` takes over from ``item``, if it does."""
    if other is item or other.cue is None or other.anchor <= item.anchor or other.kind not in {"says", "other"}:
        return None
    same = other.source == item.source
    begins = other.cue[0] if same or other.source is None else min(other.source[0], other.cue[0])
    if begins < 1 or begins <= item.anchor or not inside(begins, item.content):
        return None
    before = doc[begins - 1].lower_
    if before in TURNS or (before == "and" and (same or _speaks_next(doc, item, other, begins))):
        return begins - 1
    return None


def _speaks_next(doc: Doc, item: Found, other: Found, begins: int) -> bool:
    """Whether, after an "and", somebody else named speaks for himself: "the army said six died AND DOCTORS SAID ten".

    What goes on with "he" or "it", or after a "that", is still told by the first.
    """
    if other.kind != "says" or item.kind != "says" or other.source is None or other.source[0] != begins:
        return False
    named = doc[begins].pos_ != "PRON" and other.by in {"verb", "surface"} and other.cue is not None
    return named and not any(quote.start <= begins < quote.end for quote in doc._.quotes)


def _stance_worded(doc: Doc, item: Found, found: Sequence[Found]) -> CueStance | None:
    """The stance of "hit back at the offer BY CALLING it a trick": what is called so is denied."""
    if item.anchor < 1 or doc[item.anchor - 1].lower_ != "by":
        return None
    first, _ = sentence_at(doc, item.anchor)
    for other in found:
        if other.stance and other.source == item.source and first <= other.anchor < item.anchor:
            return other.stance
    return None
