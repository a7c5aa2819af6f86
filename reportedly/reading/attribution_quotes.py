"""Direct speech: which cue a quotation belongs to, in its sentence or carried on from the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cue, Cues
from reportedly.reading.attribution_found import Found, inside, ranges_of, size, subtree, trimmed
from reportedly.reading.attribution_grammar import (
    agent_of,
    cue_range,
    is_passive,
    negated,
    quoted_as_saying,
    subject_of,
)
from reportedly.reading.doc import Quotation, TokenRange
from reportedly.reading.positions import sentence_at

SPEECH_TOKENS = 5
"""A quotation of fewer tokens and without a verb is a word in quotation marks, not speech."""

REACH = 20
"""A cue stands within this many tokens of the quotation."""


def outermost(quotes: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations that are not inside another, in order."""
    out: list[Quotation] = []
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        if not out or quote.start >= out[-1].end:
            out.append(quote)
    return tuple(out)


def is_speech(doc: Doc, quote: Quotation) -> bool:
    """Whether the quotation is something said, and not a title or a word held at arm's length."""
    words = doc[quote.start : quote.end]
    if len(words) >= SPEECH_TOKENS:
        return any(t.pos_ in {"VERB", "AUX"} for t in words) or not all(
            t.is_title or t.is_stop for t in words if t.is_alpha
        )
    return len(words) > 1 and words[-1].text in {".", ",", "!", "?"}


def attribute_quotes(doc: Doc, quotes: Sequence[Quotation], found: list[Found], cues: Cues) -> list[Found]:
    """``found`` with the quotations added to the content of their cues, and with the cues that only quotations show."""
    by_anchor = {item.anchor: item for item in found}
    speeches = [quote for quote in quotes if is_speech(doc, quote)]
    marks = [(quote.start, quote.end) for quote in quotes]
    last: Found | None = None
    last_end = -1
    for quote in speeches:
        owner = _covering(quote, by_anchor.values(), marks)
        if owner is None:
            owner = _beside(doc, quote, by_anchor, cues, marks)
        if owner is None and last is not None and _carries_on(doc, quote, last_end, found):
            owner = by_anchor[last.anchor]
        if owner is None:
            if last is not None and quote.end - quote.start >= SPEECH_TOKENS:
                by_anchor[quote.start] = _carried(quote, by_anchor[last.anchor])
            continue
        span = range(quote.start, quote.end)
        indices = {i for start, end in owner.content for i in range(start, end)}
        owner = replace(owner, content=ranges_of(indices | set(span)))
        by_anchor[owner.anchor] = owner
        last, last_end = owner, max(quote.end, owner.cue[1] if owner.cue else 0)
    return list(by_anchor.values())


def _carried(quote: Quotation, last: Found) -> Found:
    """Words in quotation marks that nobody is said to say: the last one quoted is still speaking."""
    return Found(
        anchor=quote.start,
        cue=None,
        lemma=last.lemma,
        kind="says",
        factuality="CT+",
        stance=None,
        content=((quote.start, quote.end),),
        source=None,
        follows=last.anchor,
        by="continued",
    )


def _covering(quote: Quotation, found: Iterable[Found], marks: list[TokenRange]) -> Found | None:
    """The attribution whose content already holds most of the quotation; the innermost when there are several."""
    best: Found | None = None
    for item in found:
        if item.kind != "says" or inside(item.anchor, marks):
            continue
        shared = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in item.content)
        if shared * 2 >= quote.end - quote.start and (best is None or size(item.content) < size(best.content)):
            best = item
    return best


def _beside(
    doc: Doc, quote: Quotation, by_anchor: dict[int, Found], cues: Cues, marks: list[TokenRange]
) -> Found | None:
    """The cue that stands beside the quotation in its sentence: after it, or before it."""
    after = _nearest(doc, range(quote.end, min(sentence_at(doc, quote.end - 1)[1], quote.end + REACH)), marks, cues)
    if quote.end < len(doc) and after is None:
        after = _nearest(doc, range(quote.end, min(sentence_at(doc, quote.end)[1], quote.end + REACH)), marks, cues)
    first = sentence_at(doc, quote.start)[0]
    lead = quote.start - 2
    while lead > 0 and doc[lead].is_space:
        lead -= 1
    if lead > 0 and doc[lead].text == ":":
        first = min(first, sentence_at(doc, lead)[0])
    before = _nearest(doc, range(quote.start - 1, max(first - 1, quote.start - REACH), -1), marks, cues)
    introduced = lead > 0 and doc[lead].text in {",", ":"}
    order = (before, after) if introduced or (before is not None and quote.start - 2 <= before.i) else (after, before)
    for token in order:
        if token is None:
            continue
        known = by_anchor.get(token.i)
        if known is not None:
            return known
        made = _spoken(token, cues.verbs[token.lower_], quote)
        if made is not None:
            return made
    return None


def _nearest(doc: Doc, indices: range, marks: list[TokenRange], cues: Cues) -> Token | None:
    for i in indices:
        token = doc[i]
        if inside(i, marks):
            return None
        cue = cues.verbs.get(token.lower_)
        if cue is not None and "quote" in cue.takes and cue.kind == "says" and token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _spoken(verb: Token, cue: Cue, quote: Quotation) -> Found | None:
    """An attribution made of a verb that has no complement but the quotation."""
    source, antecedent = subject_of(verb)
    source, quoted_by = quoted_as_saying(verb) or (source, None)
    unnamed = False
    if is_passive(verb):
        agent = agent_of(verb)
        if agent is not None:
            source, antecedent = subtree(agent), None
        elif not any(child.dep_ == "nsubj" for child in verb.children):
            source, unnamed = None, True
    if negated(verb) or (source is None and not unnamed):
        return None
    if source is not None and source[0] < quote.end and quote.start < source[1]:
        return None
    return Found(
        anchor=verb.i,
        cue=cue_range(verb, ((quote.start, quote.end),), source),
        lemma=cue.lemma,
        kind="says",
        factuality=cue.factuality,
        stance=cue.stance,
        content=((quote.start, quote.end),),
        source=source,
        antecedent=antecedent,
        quoted_by=quoted_by,
        unnamed=unnamed,
        by="quote",
    )


def _carries_on(doc: Doc, quote: Quotation, last_end: int, found: list[Found]) -> bool:
    """Whether a quotation without a cue goes on with the last speaker: nothing stands between but the cue's clause."""
    opens = quote.start - 1
    start = sentence_at(doc, opens)[0] if opens >= 0 else 0
    if trimmed(doc, (start, opens)) is not None:
        return False
    between = [t for t in doc[last_end:opens] if t.is_alpha]
    if not between:
        return True
    return len({sentence_at(doc, i) for i in (last_end - 1, between[0].i, between[-1].i)}) == 1
