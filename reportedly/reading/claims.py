"""Claims: one proposition by one source, put together from what the components left on the Doc."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.place_words import place_words
from reportedly.model import Actor, Claim, Event, Place, Report, Source, Stance, When, content_id
from reportedly.model import Span as Words
from reportedly.model.claim import Factuality
from reportedly.model.event import EVENT_TYPE_OF, Responsibility
from reportedly.reading.attribution_found import tidy
from reportedly.reading.blame import blamed_in, sides, speaks_for
from reportedly.reading.doc import (
    Attribution,
    EventMention,
    FigureMention,
    PlaceMention,
    ThingMention,
    TimeMention,
    TokenRange,
    VictimMention,
    words_at,
)
from reportedly.reading.events import BARE, where_clause
from reportedly.reading.factuality import Marks, factuality_of, marks_of, stage_of, weakest
from reportedly.reading.once import lower_words
from reportedly.reading.owning import takes_on, tells_of_itself
from reportedly.reading.parties import country_of_report
from reportedly.reading.positions import Positions, sentence_at, sentences
from reportedly.reading.setting import is_apart, is_meanwhile, opens_apart, place_of, time_of
from reportedly.reading.struck import distinct_things, distinct_victims
from reportedly.version import READER


@dataclass(frozen=True)
class Proposition:
    """Words said by somebody, with the event and the figures in them. ``attribution`` is ``None`` for the report's
    own voice.
    """

    content: tuple[TokenRange, ...]
    attribution: Attribution | None
    events: tuple[EventMention, ...]
    figures: tuple[FigureMention, ...]

    @property
    def start(self) -> int:
        """The first token of the content."""
        return self.content[0][0]

    @cached_property
    def leading_event(self) -> EventMention | None:
        """The event that types it: the most exact of those it tells, the first of equals."""
        return next(iter(_by_rank(self.events, {figure.head for figure in self.figures})), None)


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with the proposition it was made from, which the accounts need for the order of words."""

    claim: Claim
    proposition: Proposition


@dataclass(frozen=True, slots=True)
class Findings:
    """What the components found in a Doc, by position."""

    events: Positions[EventMention]
    figures: Positions[FigureMention]
    places: Positions[PlaceMention]
    times: Positions[TimeMention]
    said: Positions[Attribution]
    things: Positions[ThingMention]
    victims: Positions[VictimMention]
    marks: Marks
    home: str | None

    @classmethod
    def of(cls, doc: Doc) -> "Findings":
        """Gather the findings of ``doc``; of attributions, those that say or think something."""
        said = [one for one in doc._.attributions if one.kind in ("says", "thinks") and one.content]
        return cls(
            events=Positions(doc._.events, lambda event: event.trigger),
            figures=Positions(doc._.figures, lambda figure: figure.start),
            places=Positions(doc._.places, lambda place: place.start),
            times=Positions(doc._.times, lambda time: time.start),
            said=Positions(said, lambda one: one.content[0][0]),
            things=Positions(doc._.things, lambda thing: thing.start),
            victims=Positions(doc._.victims, lambda victim: victim.start),
            marks=marks_of(doc),
            home=country_of_report(doc),
        )


def claims_of(doc: Doc) -> list[Found]:
    """The claims of ``doc`` in the order of their words."""
    report: Report = doc._.report
    findings = Findings.of(doc)
    found = [Found(_claim(doc, report, findings, one), one) for one in propositions(doc, findings)]
    found.sort(key=lambda one: (one.proposition.start, one.proposition.content[-1][1], one.claim.id))
    unique: dict[str, Found] = {}
    for one in found:
        unique.setdefault(one.claim.id, one)
    return list(unique.values())


def propositions(doc: Doc, findings: Findings) -> Iterator[Proposition]:
    """What each source says, and what the report says in its own voice, split where several events are told."""
    covered: set[int] = set()
    for attribution in findings.said.within([(0, len(doc))]):
        content = attribution.content
        inner = _said_inside(findings.said.within([(content[0][0], content[-1][1])]), attribution)
        events = tuple(e for e in findings.events.within(content) if e.trigger not in inner)
        figures = tuple(f for f in findings.figures.within(content) if f.start not in inner)
        covered |= _tokens(content) | _tokens(_ranges(attribution.source, attribution.cue))
        yield from _split(doc, Proposition(content, attribution, events, figures))
    for sentence in doc.sents:
        for content in _uncovered(sentence, covered):
            events = tuple(findings.events.within(content))
            figures = tuple(findings.figures.within(content))
            if figures or (events and _is_clause(sentence, content)):
                yield from _split(doc, Proposition(content, None, events, figures))


def _tokens(ranges: Sequence[TokenRange]) -> set[int]:
    return {i for start, end in ranges for i in range(start, end)}


def _ranges(*ranges: TokenRange | None) -> tuple[TokenRange, ...]:
    return tuple(one for one in ranges if one is not None)


def _said_inside(said: Sequence[Attribution], outer: Attribution) -> set[int]:
    """The tokens of ``outer`` that somebody else says inside it."""
    own = _tokens(outer.content)
    inside: set[int] = set()
    for other in said:
        tokens = _tokens(other.content)
        if other is not outer and tokens < own:
            inside |= tokens
    return inside


def _uncovered(sentence: Span, covered: set[int]) -> list[tuple[TokenRange, ...]]:
    """The parts of ``sentence`` that nobody else is said to say, as one content of several ranges."""
    ranges: list[TokenRange] = []
    start: int | None = None
    low = lower_words(sentence.doc)
    for i in range(sentence.start, sentence.end):
        if i in covered or low[i].isspace():
            if start is not None and i in covered:
                ranges.append((start, i))
                start = None
        elif start is None:
            start = i
    if start is not None:
        ranges.append((start, sentence.end))
    told = [part for one in ranges for part in tidy(sentence.doc, [one]) if part[1] - part[0] >= 2]
    return [tuple(told)] if told else []


def _is_clause(sentence: Span, content: Sequence[TokenRange]) -> bool:
    """Whether ``content`` is its whole sentence or holds a verb: what is left of an attribution may be but a phrase."""
    doc = sentence.doc
    tokens = [doc[i] for start, end in content for i in range(start, end)]
    return len(tokens) * 4 >= len(sentence) * 3 or any(token.tag_ in _FINITE for token in tokens)


_JOINING = frozenset({"and", "but"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def _split(doc: Doc, whole: Proposition) -> Iterator[Proposition]:
    """One proposition for each event told in ``whole``: at sentence ends, "and" between two events, "and that"."""
    cuts = sorted(_cuts(doc, whole))
    if not cuts:
        yield whole
        return
    for left, right in zip([0, *cuts], [*cuts, len(doc)], strict=True):
        pieces = [(max(start, left), min(end, right)) for start, end in whole.content if start < right and end > left]
        content = tidy(doc, pieces)
        events = tuple(e for e in whole.events if left <= e.trigger < right)
        figures = tuple(f for f in whole.figures if left <= f.start < right)
        if content and (whole.attribution is not None or events or figures):
            yield Proposition(content, whole.attribution, events, figures)


def _cuts(doc: Doc, whole: Proposition) -> set[int]:
    low = lower_words(doc)
    cuts: set[int] = set()
    for start, end in whole.content:
        cuts |= {first for first, _ in sentences(doc) if start < first < end}
        cuts |= {i for i in range(start + 1, end) if low[i] == "that" and _is_next_that(doc[i])}
    for first, second in zip(whole.events, whole.events[1:], strict=False):
        cut = _between_events(doc, first, second)
        if cut is not None:
            cuts.add(cut)
        cut = _set_apart(doc, first, second)
        if cut is not None and any(start < cut < end for start, end in whole.content):
            cuts.add(cut)
    triggers = {event.trigger for event in whole.events if not event.aside}
    cuts |= {cut for event in whole.events if (cut := _where_another_was(doc, event)) is not None}
    cuts |= {cut for figure in whole.figures if (cut := _of_something_else(doc, figure, triggers)) is not None}
    cuts |= {cut for figure in whole.figures if (cut := _of_what_came_before(doc, figure, triggers)) is not None}
    return cuts


def _where_another_was(doc: Doc, event: EventMention) -> int | None:
    """Where the clause begins that tells of ``event`` only to say where something else is; else ``None``."""
    clause = where_clause(doc[event.trigger]) if event.apart else None
    return int(clause.left_edge.i) if clause is not None else None


def _set_apart(doc: Doc, first: EventMention, second: EventMention) -> int | None:
    """Where the words begin that tell of an earlier or a later deed of somebody else: "the army bombed the town AFTER
    REBELS KILLED NINE"; else ``None``.
    """
    doers = {actor.id or actor.name for actor in first.perpetrators}
    others = {actor.id or actor.name for actor in second.perpetrators}
    clause = next(
        (token for token in (doc[second.trigger], *doc[second.trigger].ancestors) if token.dep_ == "advcl"), None
    )
    if not doers or not others or doers & others or clause is None or not opens_apart(clause):
        return None
    return int(clause.left_edge.i) if first.trigger < clause.left_edge.i else None


def _of_something_else(doc: Doc, figure: FigureMention, triggers: Collection[int]) -> int | None:
    """Where a relative clause begins that tells of the dead of another thing than the event, which only bears on it:
    "the bombing was revenge for the helicopter, IN WHICH five died"; else ``None``.
    """
    harm = doc[figure.head]
    clause = next((token for token in (harm, *harm.ancestors) if token.dep_ == "relcl"), None)
    if clause is None or not triggers or clause.head.dep_ != "pobj":
        return None
    bearing = clause.head.head.head
    if bearing.pos_ != "NOUN" or bearing.i in triggers or clause.left_edge.i > figure.start:
        return None
    return int(clause.left_edge.i)


def _of_what_came_before(doc: Doc, figure: FigureMention, triggers: Collection[int]) -> int | None:
    """Where a clause that tells of the dead of an earlier event parts from the deed that answered it: "jets hit the
    camp AFTER a mortar attack killed two"; else ``None``.
    """
    harm = doc[figure.head]
    clause = next((token for token in (harm, *harm.ancestors) if token.dep_ == "advcl"), None)
    if clause is None or not any(child.lower_ == "after" for child in clause.children):
        return None
    answers = any(child.i in triggers for child in clause.head.children if child.dep_ == "nsubj")
    if clause.head.i not in triggers and not (clause.head.lemma_ in ("come", "follow") and answers):
        return None
    inside = {token.i for token in clause.subtree}
    if not any(child.dep_ == "nsubj" and child.i in triggers for child in clause.children):
        return None
    if figure.start not in inside or not any(child.dep_ == "nsubj" for child in clause.head.children):
        return None
    return min(inside) if clause.i > clause.head.i else max(inside) + 1


def _is_next_that(token: Token) -> bool:
    """Whether this "that" begins another clause of what is said: "said that they left AND THAT nobody was hurt"."""
    return token.tag_ == "IN" and token.nbor(-1).lower_ in _JOINING


def _between_events(doc: Doc, first: EventMention, second: EventMention) -> int | None:
    """Where the second of two coordinated events begins: "fighting, as well as air strikes"; else ``None``."""
    token = doc[second.trigger]
    while token.dep_ not in ("conj", "ROOT", "advcl", "ccomp", "parataxis") and token.head.i != token.i:
        if token.i <= first.trigger:
            return None
        token = token.head
    if token.dep_ not in ("conj", "parataxis") or not first.trigger < token.left_edge.i:
        return None
    anchor = token.head
    is_verb = token.pos_ in ("VERB", "AUX")
    own_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
    if not is_verb:
        return (
            int(token.left_edge.i)
            if first.start <= anchor.i < first.end and first.sub_type != second.sub_type
            else None
        )
    if not own_subject or (anchor.i != first.trigger and anchor not in doc[first.trigger].ancestors):
        return None
    return int(token.left_edge.i)


def _claim(doc: Doc, report: Report, findings: Findings, one: Proposition) -> Claim:
    attribution = one.attribution
    said_by = attribution.said_by if attribution else ()
    top = one.leading_event
    governor = _governor(doc, one, top)
    factuality = factuality_of(doc, findings.marks, one.content, governor)
    if attribution is not None:
        factuality = weakest(attribution.factuality, factuality)
    perpetrators = _perpetrators(doc, one)
    targets = next((e.targets for e in _by_rank(one.events) if e.targets), ())
    claim = Claim(
        id="",
        report=report.id,
        said_by=said_by,
        source=_words(doc, attribution.source) if attribution else None,
        cue=_words(doc, attribution.cue) if attribution else None,
        content=tuple(words_at(doc, start, end) for start, end in one.content),
        quote=attribution.quote if attribution else "none",
        factuality=factuality,
        stage=stage_of(findings.marks, (*_ranges(attribution.cue if attribution else None), *one.content), governor),
        event=_event(doc, top) if top else None,
        perpetrators=perpetrators,
        responsibility=responsibility_of(perpetrators, said_by, factuality),
        targets=targets,
        objects=distinct_things(mention.thing for mention in findings.things.within(one.content)),
        victims=distinct_victims(mention.victim for mention in findings.victims.within(one.content)),
        place=place_in(doc, findings, one),
        when=time_in(doc, findings, one),
        figures=tuple(mention.figure for mention in one.figures),
        stance=Stance(claim=None, relation=attribution.stance) if attribution and attribution.stance else None,
        reader=READER,
    )
    body = claim.model_dump(mode="json", exclude={"id", "reader"})
    return claim.model_copy(update={"id": content_id("claim", body)})


def _perpetrators(doc: Doc, one: Proposition) -> tuple[Actor, ...]:
    """Who is said to have done it: the doer of the most exact event that names one, else whoever is blamed."""
    events = [event for event in _by_rank(one.events) if not _goes_on_beside(doc, event, one)]
    doers = [some for event in events if (some := _doers(doc, one.attribution, event))]
    known = [some for some in doers if any(actor.id for actor in some)]
    cue = one.attribution.cue if one.attribution else None
    if known:
        return known[0]
    own = takes_on(doc, one.attribution)
    return own or blamed_in(doc, _ranges(cue, *one.content)) or next(iter(doers), ())


def _doers(doc: Doc, attribution: Attribution | None, event: EventMention) -> tuple[Actor, ...]:
    return tells_of_itself(doc, attribution, event) or event.perpetrators


def _goes_on_beside(doc: Doc, event: EventMention, one: Proposition) -> bool:
    """Whether ``event`` is what went on while people were harmed by something else, or came before or after that: "the
    car bomb killed nine as fighters advanced on the city" says nothing of who set it off.
    """
    if any(_is_done_to_the_doer(doc, event, other) for other in one.events):
        return True
    top = one.leading_event
    harms = {figure.head for figure in one.figures}
    if top is not None and event.trigger not in harms and is_apart(doc[event.trigger], doc[top.trigger]):
        return True
    if top is None or top.trigger == event.trigger or min(top.rank, event.rank) <= BARE or not one.figures:
        return False
    if top.sub_type == event.sub_type and (top.trigger in harms or top.sub_type != "Armed clash"):
        return False  # "five were hurt as rebels fired a shell" is how, "died in fighting as the army advanced" is not
    return is_meanwhile(doc[event.trigger], doc[one.figures[0].head])


def _is_done_to_the_doer(doc: Doc, event: EventMention, other: EventMention) -> bool:
    """Whether ``event`` only says what was done to the doer of ``other``: "rebels BESIEGED BY THE ARMY attacked"."""
    verb = doc[event.trigger]
    subject = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBN" else None
    if subject is None or subject.dep_ != "nsubj" or subject.head.i != other.trigger:
        return False
    return any(
        actor.span is not None and actor.span.start <= subject.idx < actor.span.end for actor in other.perpetrators
    )


def _words(doc: Doc, tokens: TokenRange | None) -> Words | None:
    return words_at(doc, *tokens) if tokens else None


def _by_rank(events: Sequence[EventMention], harms: Collection[int] = ()) -> list[EventMention]:
    """The events, most exact first. One that the words deny ("and not a car bomb") comes after those they tell, and one
    in a relative clause ("the base from which the gas attack was launched") after an exact one in the main clause. An
    exact word for the harm itself ("beheaded nine rebels fighting the army") comes first; ``harms`` are such words.
    """
    told = any(event.rank > BARE and not event.aside and not event.negated for event in events)
    return sorted(
        events,
        key=lambda event: (
            event.negated,
            event.aside and told,
            not (event.trigger in harms and event.rank > BARE),
            -event.rank,
            event.trigger,
        ),
    )


def _event(doc: Doc, mention: EventMention) -> Event:
    return Event(
        type=EVENT_TYPE_OF[mention.sub_type],
        sub_type=mention.sub_type,
        weapon=mention.weapon,
        trigger=words_at(doc, mention.start, mention.end),
    )


def _governor(doc: Doc, one: Proposition, top: EventMention | None) -> Token:
    """The word whose truth is at stake: a harm word with a figure, else the event, else the root of the content."""
    if one.figures:
        return doc[one.figures[0].head]
    if top is not None:
        return doc[top.trigger]
    start, end = one.content[0]
    return doc[start:end].root


def responsibility_of(
    perpetrators: Sequence[Actor], said_by: Sequence[Source], factuality: Factuality
) -> Responsibility:
    """How the doer is named: by the report, by somebody else, by the doer, in a denial; a question names nobody."""
    if not perpetrators or factuality == "Uu":
        return "unknown"
    if factuality.endswith("-"):
        return "denied"
    if not said_by:
        return "fact"
    return "claimed" if sides(perpetrators) & speaks_for(said_by) else "accused"


def place_in(doc: Doc, findings: Findings, one: Proposition) -> Place | None:
    """Where the proposition says it happened."""
    anchor = _anchor(one, exact_first=True)
    places = findings.places.within(one.content) or findings.places.within(_beside_the_cue(doc, one))
    own = place_of(doc, places, anchor, _triggers(one), findings.home)
    if own is None and one.leading_event is not None and one.leading_event.apart:
        return _beside(doc, findings, one)
    return own


def _beside(doc: Doc, findings: Findings, one: Proposition) -> Place | None:
    """The town that ``one`` was near: "THE TOWN lies near the spot where a bus was hit". UCDP's where_prec 2."""
    before = findings.places.within([(sentence_at(doc, one.start)[0], one.start)])
    towns = [mention.place for mention in before if (mention.place.precision or NEAR + 1) <= NEAR]
    return towns[-1].model_copy(update={"precision": NEAR}) if towns else None


NEAR = 2
"""UCDP's where_prec of what was within about 25 km of a known point."""


def _beside_the_cue(doc: Doc, one: Proposition) -> tuple[TokenRange, ...]:
    """The words after a cue that nobody in particular says: "air strikes were reported IN TWO TOWNS"."""
    cue = one.attribution.cue if one.attribution and not one.attribution.source else None
    if cue is None or cue[0] < one.start or doc[cue[1] - 1].tag_ != "VBN":
        return ()
    places = [child for child in doc[cue[1] - 1].children if child.dep_ == "prep" and child.i >= cue[1]]
    return tuple((child.i, child.right_edge.i + 1) for child in places if child.lower_ in place_words().locative)


def time_in(doc: Doc, findings: Findings, one: Proposition) -> When | None:
    """When the proposition says it happened."""
    anchor = _anchor(one, exact_first=False)
    times = findings.times.within(one.content) or findings.times.within(_opening(doc, one))
    return time_of(doc, times, anchor, _triggers(one))


TIME_AT_HEAD = 3
"""Tokens that open a sentence with a time: "On late Sunday"."""


def _opening(doc: Doc, one: Proposition) -> tuple[TokenRange, ...]:
    """The first words of the sentence, where a cue follows them: "On Sunday it is claimed a convoy was hit"."""
    cue = one.attribution.cue if one.attribution else None
    if cue is None:
        return ()
    first = next(i for i in range(one.start, -1, -1) if doc[i].is_sent_start or i == 0)
    end = min(one.start, cue[0], first + TIME_AT_HEAD)
    return ((first, end),) if first < end else ()


def _triggers(one: Proposition) -> frozenset[int]:
    return frozenset(event.trigger for event in one.events)


def _anchor(one: Proposition, *, exact_first: bool) -> int:
    """The token that place and time are sought around: a figure's harm word, else the event, else the start.

    A place goes with an exact event first ("was shot down over the valley"): that is where people were killed.
    """
    top = one.leading_event
    if one.figures and not (exact_first and top is not None and top.rank > BARE):
        return one.figures[0].head
    return top.trigger if top else one.start
