"""The ``times`` component: every time the report names, in days counted from its publication date."""

from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from reportedly.model import Published, When
from reportedly.model.span import Span as Words
from reportedly.reading import calendar_words
from reportedly.reading.calendar_words import Anchor, resolve
from reportedly.reading.doc import TimeMention
from reportedly.reading.once import whole_text
from reportedly.reading.positions import sentence_at

__all__ = ["find_times", "resolve"]

_CONTENTS = frozenset({"ccomp", "xcomp", "parataxis", "oprd", "acomp", "dobj"})


@Language.component("times")
def find_times(doc: Doc) -> Doc:
    """Leave every time expression of ``doc`` on ``doc._.times``, in order, resolved against the report's date."""
    report = doc._.report
    anchor = _anchor(report.published if report else None)
    text = whole_text(doc)
    mentions = []
    for found in calendar_words.find(text, anchor):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is None:
            continue
        days = found.days
        verb = _governor(span)
        ahead = _looks_ahead(verb) if verb is not None else None
        exact = text[found.start : found.end]
        if anchor is not None and (ahead or (ahead is False and "this" in exact.casefold())):
            days = resolve(exact, anchor.day, precision=anchor.precision, ahead=ahead)
        words = Words.of(text, found.start, found.end)
        when = When(text=words.exact, span=words, start=days.start, end=days.end, precision=days.precision)
        mentions.append(TimeMention(span.start, span.end, when, of_saying=_dates_the_saying(span, verb)))
    doc._.times = _counted_from_the_saying(doc, mentions)
    return doc


def _counted_from_the_saying(doc: Doc, mentions: list[TimeMention]) -> tuple[TimeMention, ...]:
    """``mentions`` with hours counted back from the day that the sentence says they were told on: "70 were killed in
    24 hours, a monitor said on Thursday".
    """
    hours = [i for i, mention in enumerate(mentions) if "hours" in mention.when.text.casefold() and mention.when.start]
    if not hours or not doc.has_annotation("SENT_START"):
        return tuple(mentions)
    said = {
        sentence_at(doc, mention.start): date.fromisoformat(mention.when.start)
        for mention in mentions
        if mention.of_saying and mention.when.start is not None and mention.when.start == mention.when.end
    }
    counted = list(mentions)
    for i in hours:
        day = said.get(sentence_at(doc, mentions[i].start))
        if day is not None:
            days = resolve(mentions[i].when.text, day)
            update = {"start": days.start, "end": days.end, "precision": days.precision}
            counted[i] = replace(mentions[i], when=mentions[i].when.model_copy(update=update))
    return tuple(counted)


def _anchor(published: Published | None) -> Anchor | None:
    """The publication date to count from; its first day where only the month or the year is known."""
    if published is None:
        return None
    year, month, day = (*(int(part) for part in published.date.split("-")), 1, 1)[:3]
    return Anchor(date(year, month, day), published.precision)


def _governor(span: Span) -> Token | None:
    """The verb that the time hangs on, through prepositions and nouns ("strikes on Monday killed")."""
    for ancestor in span.root.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def _looks_ahead(verb: Token) -> bool | None:
    """Whether the clause of ``verb`` speaks of the future (true), of the past (false), or gives no hint."""
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(calendar_words.is_future(word) for word in auxiliaries):
        return True
    if "to" in auxiliaries and calendar_words.looks_ahead(verb.head.lemma_):
        return True
    return False if verb.tag_ in {"VBD", "VBN"} else None


def _dates_the_saying(span: Span, verb: Token | None) -> bool:
    """Whether the time says when the words were said: it hangs on a verb of saying, and not past what is said.

    In "said 12 died on Monday" a parser may hang the time on "said"; it stands behind the clause or the noun that says
    what happened, so it is taken for the time of that. So is the one in "12 died on Monday the monitor said".
    """
    if span[0].lower_ in {"since", "ever", "between", "from"}:
        return False
    before = None if span[0].is_sent_start or span.start == 0 else span.doc[span.start - 1]
    if before is not None and before.pos_ == "VERB" and calendar_words.is_saying(before.lemma_):
        return True
    if (
        verb is not None
        and verb.lemma_ in _RISING
        and any(child.dep_.startswith("nsubj") and child.lemma_ in _TOLLS for child in verb.children)
    ):
        return True  # "the toll of the bombing rose to 100 on Tuesday"
    if verb is None or not calendar_words.is_saying(verb.lemma_) or verb.dep_ in {"acl", "amod"}:
        return False
    if _is_hearsay(verb) and span.start < verb.i:
        return False
    nearest = verb.i if verb.i < span.start else -1
    return not any(nearest < child.i < span.start and _is_what_is_said(child, verb) for child in verb.children)


_RISING = frozenset({"rise", "climb", "mount", "increase", "jump", "reach", "grow"})
_TOLLS = frozenset({"toll", "number", "count"})


def _is_what_is_said(child: Token, verb: Token) -> bool:
    """Whether ``child`` of a verb of saying is the content and not the listener ("told reporters", "told AFP")."""
    heard = child.dep_ == "dobj" and (
        child.pos_ != "NOUN" or verb.lemma_ == "tell" or calendar_words.looks_back(verb.lemma_)
    )
    return child.dep_ in _CONTENTS and not heard


def _is_hearsay(verb: Token) -> bool:
    """Whether nobody in particular says it, so that a time before it is the event's: "on Sunday it is claimed"."""
    present = any(child.dep_ == "auxpass" and child.tag_ == "VBZ" for child in verb.children)
    return present and any(child.lower_ == "it" and child.dep_ == "nsubjpass" for child in verb.children)
