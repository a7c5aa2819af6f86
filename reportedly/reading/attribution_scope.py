"""Where one source's words end and another's begin in a sentence that has both."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from reportedly.knowledge.cues import CueStance
from reportedly.reading.attribution_found import TURNS, Found, inside, until
from reportedly.reading.doc import TokenRange
from reportedly.reading.once import lower_words
from reportedly.reading.positions import sentence_at


def scoped(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """``found`` with contents cut where another attribution takes over, and stances passed on to what words them."""
    out: list[Found] = []
    for item in found:
        item = _after_the_semicolon(doc, item, found)
        end = min((turn for other in found if (turn := _turn(doc, item, other)) is not None), default=None)
        if end is not None:
            item = replace(item, content=until(item.content, end))
        if item.told is None and doc[item.anchor].tag_ == "VBG":
            item = replace(item, told=_told_before(doc, item, found))
        if item.stance is None:
            item = replace(item, stance=_stance_worded(doc, item, found))
        if item.content:
            out.append(item)
    return out


def _after_the_semicolon(doc: Doc, item: Found, found: Sequence[Found]) -> Found:
    """``item`` without what another says before a semicolon: "the army says it was shelled; THE REBELS DENY IT"."""
    first, last = sentence_at(doc, item.anchor)
    low = lower_words(doc)
    mark = next((i for i in range(item.anchor, first, -1) if low[i] == ";"), None)
    if mark is None or item.content[0][0] > mark or inside(mark, [(q.start, q.end) for q in doc._.quotes]):
        return item
    if not any(first <= other.anchor < mark and other.kind == "says" for other in found):
        return item
    kept = tuple((max(start, mark + 1), end) for start, end in item.content if end > mark + 1)
    rest = ((item.cue[1], last),) if item.cue is not None else ()
    return replace(item, content=kept or rest)


def _told_before(doc: Doc, item: Found, found: Sequence[Found]) -> TokenRange | None:
    """Whom the source of ``item`` spoke to in the same sentence: "medics TOLD THE RADIO six had died, adding …"."""
    first, _ = sentence_at(doc, item.anchor)
    earlier = (one for one in found if one.source == item.source is not None and first <= one.anchor < item.anchor)
    return next((one.told for one in earlier if one.told is not None), None)


def _turn(doc: Doc, item: Found, other: Found) -> int | None:
    """The token at which ``other`` takes over from ``item``, if it does."""
    if other is item or other.cue is None or other.anchor <= item.anchor or other.kind not in {"says", "other"}:
        return None
    same = other.source == item.source
    begins = other.cue[0] if same or other.source is None else min(other.source[0], other.cue[0])
    if begins < 1 or begins <= item.anchor or not inside(begins, item.content):
        return None
    if same and doc[other.anchor].tag_ == "VBG" and other.by == "verb" and begins == other.cue[0]:
        return begins  # "said it had left, ADDING that the road was mined"
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
