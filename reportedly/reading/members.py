"""What the grouping goes by: each claim with the day, the place and the turns of discourse that its words give."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Claim, Event, Place, When
from reportedly.model.thing import ThingKind
from reportedly.reading.claims import Found, Proposition
from reportedly.reading.events import BARE
from reportedly.reading.once import lower_words
from reportedly.reading.positions import sentence_at
from reportedly.reading.struck import kind_of_thing
from reportedly.reading.told_before import EVENT_NOUNS, brings_in, gives_the_toll, points_back

_RAW = load_lexicon("discourse")
_ELSEWHERE = tuple(tuple(phrase.split()) for phrase in _RAW["elsewhere"])
_PAST = tuple(tuple(phrase.split()) for phrase in _RAW["background"])
_FAMILIES = tuple(tuple(family) for family in _RAW["families"])
_RELATIVE = frozenset({"which", "whom", "whose"})

MARKED_WORDS = 8
"""Tokens at the head of a sentence that may mark it as told of elsewhere or of the past."""

SPECIFIC = 30
"""From this rank on a sub-event type is exact enough that two of them are two events."""


@dataclass(frozen=True)
class Member:
    """A claim with what the grouping goes by.

    ``answered`` marks an earlier event that the rest of its sentence answers: "AFTER A MORTAR ATTACK KILLED TWO".
    """

    found: Found
    section: str
    sentence: int
    elsewhere: bool
    past: bool
    commemorates: bool
    points_back: bool
    gives_the_toll: bool
    introduces: bool
    relative: bool
    apart: bool
    inside: ThingKind | None
    opens_with_place: bool
    answered: bool
    place: Place | None
    when: When | None

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.found.claim

    @property
    def proposition(self) -> Proposition:
        """The proposition that the claim was made from."""
        return self.found.proposition

    @property
    def in_headline(self) -> bool:
        """Whether the headline or the standfirst tells it."""
        return self.section != "body"

    @property
    def rank(self) -> int:
        """How exactly its words type the event, 0 without an event; one told in passing types nothing exactly."""
        top = self.proposition.leading_event
        if top is None:
            return 0
        return min(top.rank, BARE) if top.aside and not top.apart else top.rank

    @cached_property
    def exact_kind(self) -> str | None:
        """The family of its event's type where its words are exact enough to tell it from another event's.

        What is told in passing counts where people were harmed and nothing else says by what: "were treated after a
        gas attack".
        """
        top = self.proposition.leading_event
        event = self.claim.event
        if top is None or event is None or top.rank < SPECIFIC:
            return None
        if is_of_any_kind(event):
            return None
        alone = bool(self.claim.figures) and all(event.aside for event in self.proposition.events)
        return kind_of(event.sub_type) if alone or top.apart or not top.aside else None

    @cached_property
    def tells(self) -> bool:
        """Whether it tells of an event that took place, or of people harmed."""
        return self.claim.stage in ("accomplished", "attempted") and (
            self.claim.event is not None or any(not figure.cumulative for figure in self.claim.figures)
        )


@dataclass(slots=True)
class Draft:
    """The claims that speak of one event, in the order told."""

    found: list[Member] = field(default_factory=list)

    @property
    def telling(self) -> list[Member]:
        """The members that tell of the event; the others are said about it."""
        return [one for one in self.found if one.tells]

    @property
    def body(self) -> list[Member]:
        """The members that the body tells."""
        return [one for one in self.telling if not one.in_headline]

    @property
    def headlines(self) -> list[Member]:
        """The members that the headline or the standfirst tells."""
        return [one for one in self.telling if one.in_headline]

    @property
    def in_headline(self) -> bool:
        """Whether the headline speaks of it."""
        return any(one.section == "headline" for one in self.telling)

    @property
    def told_as_past(self) -> bool:
        """Whether every telling of it is marked as what went before."""
        return all(one.past for one in self.telling)

    @property
    def is_remembered(self) -> bool:
        """Whether the report only looks back on it: "ten years after 58 people were killed"."""
        harmed = [one for one in self.telling if one.claim.figures] or self.telling
        return all(one.commemorates for one in harmed)

    @property
    def cumulative_only(self) -> bool:
        """Whether it holds nothing but running totals."""
        figures = [figure for one in self.telling for figure in one.claim.figures]
        return bool(figures) and all(figure.cumulative for figure in figures)


def is_of_any_kind(event: Event) -> bool:
    """Whether its word says that people were attacked, and leaves open by what: "the massacre"."""
    return event.sub_type == "Attack" and event.trigger.exact.lower() in EVENT_NOUNS


def kind_of(sub_type: str) -> str:
    """The family of ``sub_type``: types that reports use for one and the same event."""
    return next((family[0] for family in _FAMILIES if sub_type in family), sub_type)


def members_of(doc: Doc, found: Sequence[Found]) -> list[Member]:
    """``found`` with what the grouping goes by, in the same order."""
    published = doc._.report.published
    day = published.date if published and published.precision == "day" else None
    members = [_member(doc, one, day) for one in found]
    if published is None:
        members = _past_beside_a_weekday(members)
    return _sharing(doc, members)


def _is_earlier(act: Token) -> bool:
    """Whether the act is told to have come before another: "earlier shot down a plane", and not "earlier on Monday"."""
    word = next((child for child in act.children if child.lower_ == "earlier" and child.i < act.i), None)
    return word is not None and not any(True for _ in word.children)


def _past_beside_a_weekday(members: Sequence[Member]) -> list[Member]:
    """``members`` of an undated report, with those of a month or a year as past where one before them tells of a
    weekday: what happened "on Monday" did not happen "in December 2014".
    """
    dated = [(one, one.when) for one in members if one.when is not None]
    if not dated or dated[0][1].start is not None:
        return list(members)
    past = {id(one) for one, when in dated if when.start is not None and (when.precision or 1) >= MONTH}
    return [replace(one, past=True) if id(one) in past else one for one in members]


MONTH = 4
"""UCDP's date_prec of a month; a year is vaguer still."""


def _member(doc: Doc, one: Found, published: str | None) -> Member:
    start = one.proposition.start
    sentence, end = sentence_at(doc, start)
    section = next((part.kind for part in doc._.sections if part.start <= start < part.end), "body")
    low = lower_words(doc)
    opening = low[sentence : min(end, sentence + MARKED_WORDS)]
    events = one.proposition.events
    commemorates = _tells_of_years(opening) or _looks_back(doc, sentence, end)
    return Member(
        found=one,
        section=section,
        sentence=sentence,
        elsewhere=(_opens_with(opening, _ELSEWHERE) and not _counts_more(doc, sentence))
        or any(_is_earlier(doc[event.trigger]) for event in events[:1]),
        past=commemorates or _opens_with(opening, _PAST) or _is_long_past(one.claim.when, published),
        commemorates=commemorates,
        points_back=any(points_back(doc[event.trigger]) for event in events),
        gives_the_toll=any(gives_the_toll(doc[event.trigger]) for event in events),
        introduces=any(event.rank >= BARE and brings_in(doc[event.trigger]) for event in events),
        relative=not _RELATIVE.isdisjoint(low[start : start + 2]) or any(event.apart for event in events),
        apart=any(event.apart for event in events),
        inside=_what_it_befell(doc, start),
        opens_with_place=low[sentence] in ("in", "at")
        and any(mention.start in (sentence + 1, sentence + 2) for mention in doc._.places),
        answered=start > sentence and low[start] == "after" and _came_before(doc, one),
        place=None if section == "headline" and _sums_up(doc) else one.claim.place,
        when=one.claim.when,
    )


def _what_it_befell(doc: Doc, start: int) -> ThingKind | None:
    """The kind of thing that a relative clause at token ``start`` tells of: "the helicopter, IN WHICH five died"."""
    which = next((token for token in doc[start : start + 2] if token.lower_ in _RELATIVE), None)
    clause = next((head for head in which.ancestors if head.dep_ == "relcl"), None) if which is not None else None
    return kind_of_thing(clause.head) if clause is not None and clause.head.i < start else None


def _sums_up(doc: Doc) -> bool:
    """Whether the headline names several provinces and a text goes on to tell what befell each."""
    return len(provinces_of_headline(doc)) > 1 and any(section.kind == "body" for section in doc._.sections)


def provinces_of_headline(doc: Doc) -> frozenset[tuple[str | None, str | None]]:
    """Country and province of the places that the headline names; of more than one, it says of none what befell it."""
    end = next((section.end for section in doc._.sections if section.kind == "headline"), 0)
    places = [mention.place for mention in doc._.places if mention.start < end]
    return frozenset((place.country, place.admin1) for place in places if place.admin1 is not None)


def _sharing(doc: Doc, members: Sequence[Member]) -> list[Member]:
    """``members``, each without a place or a day of its own with that of the claim which an "and" joins to it.

    "Two were killed and three hurt in shelling of the town on Monday" says where and when both happened.
    """
    shared: list[Member] = []
    for member in reversed(members):
        end = member.proposition.content[-1][1]
        if shared and shared[-1].proposition.start == end + 1 and doc[end].lower_ == "and":
            after = shared[-1]
            member = replace(member, place=member.place or after.place, when=member.when or after.when)
        shared.append(member)
    return shared[::-1]


def _opens_with(opening: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    return any(tuple(opening[: len(phrase)]) == phrase for phrase in phrases)


def _came_before(doc: Doc, one: Found) -> bool:
    """Whether a claim is a clause that an "after" opens, of an attack or with a doer of its own: "AFTER A RAID KILLED
    TWO", "AFTER REBELS KILLED TWO".
    """
    clause = doc[one.proposition.start].head
    if clause.dep_ != "advcl":
        return False
    events = one.proposition.events
    attack = any(child.dep_ == "nsubj" and child.i in {event.trigger for event in events} for child in clause.children)
    return attack or any(event.trigger == clause.i and event.perpetrators for event in events)


def _counts_more(doc: Doc, start: int) -> bool:
    """Whether a sentence goes on counting the same event's people: "ANOTHER 31 were injured", "A FURTHER six died"."""
    first = start + (doc[start].lower_ == "a")
    opens = first + 1 < len(doc) and doc[first].lower_ in ("another", "further")
    return opens and (doc[first + 1].like_num or doc[first + 1].lower_ in ("dozen", "dozens"))


def _tells_of_years(opening: Sequence[str]) -> bool:
    """Whether a sentence opens with how long ago something happened: "ten years after"."""
    return any(word in _YEARS and after in ("after", "since", "on") for word, after in pairwise(opening[:4]))


def _looks_back(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence is about a commemoration ("mark the anniversary of the raid"), and not about what befell one
    or came on its day: "killed nine at a ceremony commemorating the saint".
    """
    low = lower_words(doc)
    words = [doc[i] for i in range(start, end) if low[i] in _COMMEMORATING]
    harming = {event.trigger for event in doc._.events if event.sub_type not in BESIDE_KILLING} if words else set()
    return any(not any(head.i in harming for head in word.ancestors) for word in words)


_YEARS = frozenset({"years", "year", "decade", "decades"})
BESIDE_KILLING = frozenset(_RAW["beside_killing"])
_COMMEMORATING = frozenset(_RAW["commemorating"])


def _is_long_past(when: When | None, published: str | None) -> bool:
    """Whether a claim is dated to a month or a year before the report: history, not the event of an exact day."""
    if when is None or when.start is None or published is None or (when.precision or 1) < MONTH:
        return False
    return when.start[:7] < published[:7]
