"""The component "figures": numbers of people harmed, each with its harm, its group, its bounds and its words."""

from datetime import date, timedelta
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from reportedly.model import Actor, Figure, When
from reportedly.model.figure import Group
from reportedly.reading.bonds import Bond, bind, families, lists_of
from reportedly.reading.counting import Counted, count_people
from reportedly.reading.doc import ActorMention, FigureMention, words_at
from reportedly.reading.harms import WORDS
from reportedly.reading.nouns_of_harm import told_by_nouns
from reportedly.reading.once import lower_words
from reportedly.reading.persons import identified
from reportedly.reading.positions import Positions


def group_of(one: Counted, who: Actor | None) -> Group:
    """Whom the words say they were. ``side_a`` and ``side_b`` are set where the event's sides are known."""
    if one.noun in WORDS.civilians or (who is not None and who.kind == "civilians"):
        return "civilians"
    subgroup = WORDS.subgroups.get(one.noun or "")
    if subgroup in ("children", "medics", "journalists"):
        return "civilians"
    return "unknown"


@Language.component("figures")
def figures(doc: Doc) -> Doc:
    """Leave ``doc._.figures``: every number of people harmed, with the words that give it."""
    counted = count_people(doc)
    bonds: list[Bond] = []
    by_position = Positions(counted, lambda one: one.number.core_start)
    actors = Positions(doc._.actors, lambda mention: mention.start)
    sentences: list[Span] = []
    for sentence in doc.sents:
        here = by_position.within([(sentence.start, sentence.end)])
        if here:
            found = families(doc, bind(sentence, here, bonds[-1:]))
            sentences += [sentence] * len(found)
            bonds += found
    doc._.figures = tuple(
        _mention(doc, sentence, bond, persons, listed, actors)
        for sentence, bond, persons, listed in zip(
            sentences, bonds, identified(doc, bonds), lists_of(doc, bonds), strict=True
        )
    )
    told = {mention.figure.harm for mention in doc._.figures}
    by_nouns = [mention for mention in told_by_nouns(doc) if mention.figure.harm not in told]
    doc._.figures = tuple(sorted((*doc._.figures, *by_nouns), key=lambda mention: mention.start))
    return doc


def _mention(
    doc: Doc,
    sentence: Span,
    bond: Bond,
    persons: tuple[int, ...],
    listed: int | None,
    actors: Positions[ActorMention],
) -> FigureMention:
    one, number = bond.counted, bond.counted.number
    end = max(one.end, number.end)
    who = next((mention.actor for mention in actors.within([(number.start, end)])), None)
    words = words_at(doc, number.start, end)
    figure = Figure(
        harm=bond.harm,
        group=group_of(one, who),
        who=who,
        subgroup=WORDS.subgroups.get(one.noun or ""),
        minimum=number.minimum,
        maximum=number.maximum,
        qualifier=number.qualifier,
        verbatim=words.exact,
        span=words,
        cumulative=is_cumulative(sentence, bond),
    )
    return FigureMention(number.start, end, bond.word, figure, bond.part, bond.revised, number.single, persons, listed)


def is_cumulative(sentence: Span, bond: Bond) -> bool:
    """Whether the number is a running total of a war or a year rather than an event's own toll."""
    number = bond.counted.number
    threshold = WORDS.threshold_displaced if bond.harm == "displaced" else WORDS.threshold
    if (number.minimum or number.maximum or 0) >= threshold:
        return True
    if _runs_up(sentence, bond):
        return True
    low = lower_words(sentence.doc)[sentence.start : sentence.end]
    return any(
        low[i] in _SPANS
        and not _is_of_another(sentence, i, bond)
        and (_opens_a_war(sentence, i) or (_opens_months(sentence, i) and not _is_of_a_noun(sentence[i], bond)))
        and not _compares(sentence, i)
        for i in range(len(low))
    )


def _runs_up(sentence: Span, bond: Bond) -> bool:
    """Whether the words give what months have added up to: "the deaths bring to 500 the number killed since March",
    "have been killed this year", "in the past two years".
    """
    low = lower_words(sentence.doc)[sentence.start : sentence.end]
    spans = [i for i, pair in enumerate(zip(low, [*low[1:], ""], strict=True)) if pair[0] == "since" or pair in _SO_FAR]
    if spans and any(token.lemma_ == "bring" for token in sentence[: spans[0]]):
        return bond.counted.number.core_start < sentence.start + spans[0]
    harm = sentence.doc[bond.word]
    perfect = any(child.dep_ in ("aux", "auxpass") and child.lower_ in ("have", "has", "ve") for child in harm.children)
    if not perfect:
        return False
    if any(pair in _SO_FAR for pair in pairwise(low)):
        return True
    return any(
        first in ("in", "over", "during")
        and low[i + 1 : i + 2] != []
        and low[i + 1] in ("the", "past", "last")
        and not {"past", "last"}.isdisjoint(low[i + 1 : i + 3])
        and not _MONTHS_AND_YEARS.isdisjoint(low[i + 2 : i + 5])
        for i, first in enumerate(low)
    )


_SO_FAR = (("this", "year"), ("this", "month"))
_MONTHS_AND_YEARS = frozenset({"months", "years", "year", "decade", "decades"})


def _is_of_another(sentence: Span, i: int, bond: Bond) -> bool:
    """Whether the "since" at ``i`` goes with another number: "lost 40 men in a day and about 9,000 SINCE February"."""
    near = sentence[max(0, i - 2) : i]
    number = next((token for token in near if token.like_num and token.i >= bond.counted.end), None)
    return number is not None and number.ent_type_ not in ("DATE", "TIME") and number.nbor(-1).lower_ != "of"


_SPANS = frozenset({"since", "throughout", "during"})


def _opens_a_war(sentence: Span, i: int) -> bool:
    """Whether the span of time opened at ``i`` is a war's: "since the war began", not "since it began on Sunday"."""
    after = {token.lemma_.lower() for token in sentence[i + 1 : i + 8]}
    if not after & WORDS.wars or (sentence[i].lower_ == "since" and not after & WORDS.starts):
        return False
    start = sentence.start + i
    near = (mention for mention in sentence.doc._.times if start < mention.start < start + 10)
    return all((mention.when.precision or 5) > 3 for mention in near)


def _opens_months(sentence: Span, i: int) -> bool:
    """Whether months or years open at "since": "since January", "since 2014", "since the start of the year".

    A battle may last for weeks and is still one event.
    """
    if sentence[i].lower_ != "since":
        return False
    start = sentence.start + i
    after = {token.lower_ for token in sentence[i + 1 : i + _SPAN_REACH]}
    if not after.isdisjoint({"start", "beginning"}) and not after.isdisjoint({"month", "year"}):
        return True
    spans = [one.when for one in sentence.doc._.times if start <= one.start < start + _SPAN_REACH]
    return bool(spans) and all(_lasts(when) for when in spans)


def _lasts(when: When) -> bool:
    if when.start is None or when.end is None:
        return False
    return date.fromisoformat(when.end) - date.fromisoformat(when.start) >= _MONTHS


_MONTHS = timedelta(days=90)
"""What is counted for longer than this is no one event's toll."""


def _is_of_a_noun(since: Token, bond: Bond) -> bool:
    """Whether "since" says how long something else has lasted: "killed six in a town that was cut off since May"."""
    return any(above.dep_ == "relcl" and above.i > bond.word for above in since.ancestors)


_SPAN_REACH = 7
"""Tokens after "since" within which the time that it opens is told."""


def _compares(sentence: Span, i: int) -> bool:
    """Whether the words before say that this is the worst or the first "since" then, and so no total."""
    before = list(sentence[max(0, i - 8) : i])
    return any(token.tag_ in ("JJS", "RBS") or token.lower_ in ("first", "worst", "only") for token in before)
