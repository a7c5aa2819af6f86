"""The component "figures": numbers of people harmed, each with its harm, its group, its bounds and its words."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from reportedly.model import Actor, Figure
from reportedly.model.figure import Group
from reportedly.reading.bonds import Bond, bind, families
from reportedly.reading.counting import Counted, count_people
from reportedly.reading.doc import ActorMention, FigureMention, words_of
from reportedly.reading.harms import WORDS
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
    mentions = []
    for sentence in doc.sents:
        here = by_position.within([(sentence.start, sentence.end)])
        if here:
            found = families(doc, bind(sentence, here, bonds[-1:]))
            mentions += [_mention(doc, sentence, bond, actors) for bond in found]
            bonds += found
    doc._.figures = tuple(mentions)
    return doc


def _mention(doc: Doc, sentence: Span, bond: Bond, actors: Positions[ActorMention]) -> FigureMention:
    one, number = bond.counted, bond.counted.number
    end = max(one.end, number.end)
    who = next((mention.actor for mention in actors.within([(number.start, end)])), None)
    span = doc[number.start : end]
    figure = Figure(
        harm=bond.harm,
        group=group_of(one, who),
        who=who,
        subgroup=WORDS.subgroups.get(one.noun or ""),
        minimum=number.minimum,
        maximum=number.maximum,
        qualifier=number.qualifier,
        verbatim=span.text,
        span=words_of(span),
        cumulative=is_cumulative(sentence, bond),
    )
    return FigureMention(number.start, end, bond.word, figure, bond.part, bond.revised)


def _compares(sentence: Span, i: int) -> bool:
    """Whether the words before say that this is the worst or the first "since" then, and so no total."""
    before = sentence[max(0, i - 8) : i] if i else []
    return any(token.tag_ in ("JJS", "RBS") or token.lower_ in ("first", "worst", "only") for token in before)


def is_cumulative(sentence: Span, bond: Bond) -> bool:
    """Whether the number is a running total of a war or a year rather than an event's own toll."""
    number = bond.counted.number
    if (number.minimum or number.maximum or 0) >= WORDS.threshold:
        return True
    lemmas = [token.lemma_.lower() for token in sentence]
    for i, token in enumerate(sentence):
        if token.lower_ in ("since", "throughout", "during") and not _compares(sentence, i):
            after = lemmas[i + 1 : i + 8]
            if set(after) & WORDS.wars and (token.lower_ != "since" or set(after) & WORDS.starts):
                return True
    return False
