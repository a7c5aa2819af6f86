"""Groups the claims of one report by the event that they speak of.

Claims are taken in the order told. Each joins the event it fits best, and opens a new one when it contradicts every
event told so far: another day, another place, another kind of attack, or a turn of discourse ("elsewhere").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from reportedly.knowledge.geography import contains, distance_km
from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Claim, Place, When
from reportedly.reading.claims import Found, Proposition, leading_event
from reportedly.reading.events import BARE
from reportedly.reading.positions import Sentences

_RAW = load_lexicon("discourse")
_ELSEWHERE = tuple(tuple(phrase.split()) for phrase in _RAW["elsewhere"])
_PAST = tuple(tuple(phrase.split()) for phrase in _RAW["background"])
_FAMILIES = tuple(tuple(family) for family in _RAW["families"])
_CARRIED_BY: dict[str, list[str]] = _RAW["carried_by"]
_SAME_EVENT = frozenset(_RAW["same_event"])

SPECIFIC = 30
"""From this rank on a sub-event type is exact enough that two of them are two events."""

LOCALITY = 3
"""Up to this precision (UCDP's where_prec) a place is a town, a part of one or what is near; above, an area."""

SAME_PLACE_KM = 8.0
"""Places nearer than this are one place to a report: a town and its outskirts."""


TELLING_NUMBER = 10
"""From here on, the same number of people harmed twice in one report is hardly chance."""


@dataclass(frozen=True, slots=True)
class Member:
    """A claim with what the grouping goes by."""

    found: Found
    section: str
    sentence: int
    elsewhere: bool
    past: bool
    points_back: bool
    introduces: bool
    relative: bool
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
        top = leading_event(self.proposition)
        if top is None:
            return 0
        return min(top.rank, BARE) if top.aside else top.rank

    @property
    def exact_kind(self) -> str | None:
        """The family of its event's type where its words are exact enough to tell it from another event's.

        What is told in passing counts where people were harmed and nothing else says by what: "were treated after a
        gas attack".
        """
        top = leading_event(self.proposition)
        if top is None or self.claim.event is None or top.rank < SPECIFIC:
            return None
        alone = bool(self.claim.figures) and all(event.aside for event in self.proposition.events)
        return kind_of(self.claim.event.sub_type) if alone or not top.aside else None

    @property
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
    def cumulative_only(self) -> bool:
        """Whether it holds nothing but running totals."""
        figures = [figure for one in self.telling for figure in one.claim.figures]
        return bool(figures) and all(figure.cumulative for figure in figures)


def group(doc: Doc, found: Sequence[Found]) -> list[Draft]:
    """The events that ``found`` speaks of, in the order told, each with its claims."""
    published = doc._.report.published
    day = published.date if published and published.precision == "day" else None
    sentences = Sentences(doc)
    members = _sharing(doc, [_member(doc, sentences, one, day) for one in found])
    drafts: list[Draft] = []
    last: Draft | None = None
    leads = [
        next((one for one in members if one.tells and one.section == part), None) for part in ("standfirst", "body")
    ]
    for member in members:
        if not member.tells:
            continue
        draft = _best(drafts, member, last, is_lead=any(member is lead for lead in leads))
        if draft is None:
            if not _opens(member):
                continue
            draft = Draft()
            drafts.append(draft)
        draft.found.append(member)
        last = draft
    _attach(members, drafts)
    return drafts


def _opens(member: Member) -> bool:
    """Whether a claim says enough to be an event of its own: people harmed, a doer, a place, an exact act and a day."""
    claim = member.claim
    if claim.factuality.endswith("-") or (claim.figures and all(figure.cumulative for figure in claim.figures)):
        return False
    exact = member.rank >= SPECIFIC and (claim.when is not None or member.in_headline)
    return bool(claim.figures or claim.perpetrators or _is_local(claim.place) or exact)


def _member(doc: Doc, sentences: Sentences, one: Found, published: str | None) -> Member:
    start = one.proposition.start
    sentence = sentences.at(start)
    section = next((part.kind for part in doc._.sections if part.start <= start < part.end), "body")
    opening = [token.lower_ for token in sentence[:8]]
    return Member(
        found=one,
        section=section,
        sentence=sentence.start,
        elsewhere=_opens_with(opening, _ELSEWHERE),
        past=_opens_with(opening, _PAST) or _is_long_past(one.claim.when, published),
        points_back=_points_back(doc, one),
        introduces=_introduces(doc, one),
        relative=any(token.lower_ in ("which", "whom", "whose") for token in doc[start : start + 2]),
        place=one.claim.place,
        when=one.claim.when,
    )


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


def _is_long_past(when: When | None, published: str | None) -> bool:
    """Whether a claim is dated to a month or a year before the report: history, not the event of an exact day."""
    if when is None or when.start is None or published is None or (when.precision or 1) < 4:
        return False
    return when.start[:7] < published[:7]


def _points_back(doc: Doc, one: Found) -> bool:
    """Whether the claim speaks of "the attack", "the blast": the event just told."""
    return any(
        doc[event.trigger].lemma_.lower() in _SAME_EVENT
        and any(child.lower_ in ("the", "this", "that") for child in doc[event.trigger].children)
        for event in one.proposition.events
    )


def _introduces(doc: Doc, one: Found) -> bool:
    """Whether the claim speaks of "a raid", "another blast": an event that was not told yet."""
    return any(
        event.rank >= BARE
        and doc[event.trigger].lemma_.lower() in _SAME_EVENT
        and any(child.lower_ in ("a", "an", "another") for child in doc[event.trigger].children)
        for event in one.proposition.events
    )


def _best(drafts: Sequence[Draft], member: Member, last: Draft | None, *, is_lead: bool) -> Draft | None:
    scored = [
        (_fit(draft, member, is_last=draft is last, is_lead=is_lead), -i, draft) for i, draft in enumerate(drafts)
    ]
    scored = [row for row in scored if row[0] > 0]
    return max(scored, key=lambda row: row[:2])[2] if scored else None


def _fit(draft: Draft, member: Member, *, is_last: bool, is_lead: bool) -> float:
    """How well ``member`` fits ``draft``: above 0 it may join.

    Each kind of evidence adds or takes away; the sizes say which outweighs which: a contradiction in day or place
    outweighs all but the lead's bond to its headline and a figure told again.
    """
    others = draft.telling
    same_sentence = not member.relative and any(other.sentence == member.sentence for other in others)
    score = 1.0 if is_last else 0.5
    score += 1.0 if same_sentence else 0.0
    score += 1.5 if is_lead and draft.in_headline else 0.0
    score += 1.0 if member.points_back and is_last else 0.0
    score -= 2.0 if member.introduces and not same_sentence and not is_lead and _other_total(others, member) else 0.0
    score -= 2.0 if (member.elsewhere and not same_sentence) or member.relative else 0.0
    score -= 4.0 if member.past != all(other.past for other in others) else 0.0
    return (
        score
        + _by_time(others, member)
        + _by_place(others, member)
        + _by_type(others, member)
        + _by_figures(others, member)
    )


def _by_time(others: Sequence[Member], member: Member) -> float:
    when = member.when
    known = [other.when for other in others if other.when is not None and other.when.start]
    if when is None or when.start is None or not known:
        return 0.0
    if any(_overlap(when, other) for other in known):
        return 0.5
    return -3.0


def _overlap(one: When, other: When) -> bool:
    first = (one.start or one.end or "", one.end or one.start or "")
    second = (other.start or other.end or "", other.end or other.start or "")
    return first[0] <= second[1] and second[0] <= first[1]


def _is_local(place: Place | None) -> bool:
    """Whether ``place`` is nearer than a country."""
    return place is not None and (place.precision or 1) < 6


def _by_place(others: Sequence[Member], member: Member) -> float:
    place = member.place
    known = [other.place for other in others if other.place is not None and _is_local(other.place)]
    if place is None or not _is_local(place) or not known:
        return 0.0
    if any(_same(place, other) for other in known):
        return 1.5
    if any(_near(place, other) for other in known):
        return -1.0 if _other_total(others, member) else 1.5
    inside = {answer for other in known for answer in (contains(other, place), contains(place, other))}
    if inside == {False}:
        return -3.0
    # None: of two places of one province neither is known to lie in the other; a region may hold a town.
    wide = True in inside or any((one.precision or 1) > LOCALITY for one in (place, *known))
    vague = _is_vague(place) or all(_is_vague(other) for other in known)
    if wide and not vague and _other_total(others, member):
        return -2.5
    return 0.5 if True in inside else -1.0


def _is_vague(place: Place) -> bool:
    """Whether ``place`` is no more than a part of a country: "the north of Syria"."""
    return (place.feature_code or "").startswith("PCL")


def _other_total(others: Sequence[Member], member: Member) -> bool:
    """Whether ``member`` gives its own number of killed for a place inside that of ``others``: a part of a roll-up."""
    told, mine = _totals(others), _totals([member])
    return bool(told and mine) and not told & mine


def _totals(members: Sequence[Member]) -> set[int]:
    return {
        mention.figure.minimum or mention.figure.maximum or 0
        for member in members
        for mention in member.proposition.figures
        if mention.figure.harm == "killed"
        and not (mention.part or mention.figure.cumulative or mention.figure.qualifier == "vague")
    }


def _same(one: Place, other: Place) -> bool:
    if one.name and one.name == other.name:
        return True
    return one.geonameid is not None and one.geonameid == other.geonameid


def _near(one: Place, other: Place) -> bool:
    """Whether two places are near enough to be a town and its outskirts."""
    if (one.precision or 9) > 2 or (other.precision or 9) > 2:
        return False
    apart = distance_km(one, other)
    return apart is not None and apart < SAME_PLACE_KM


def _by_type(others: Sequence[Member], member: Member) -> float:
    told = [other for other in others if not other.in_headline] or others
    kinds = {other.exact_kind for other in told} - {None}
    if member.exact_kind is None or not kinds:
        return 0.0
    if member.exact_kind in kinds:
        return 0.5
    return -0.5 if any(_is_carried(member.exact_kind, kind) for kind in kinds if kind) else -1.5


def _is_carried(one: str, other: str) -> bool:
    """Whether one kind of event comes about by the other: gas by shelling."""
    return other in _CARRIED_BY.get(one, ()) or one in _CARRIED_BY.get(other, ())


def kind_of(sub_type: str) -> str:
    """The family of ``sub_type``: types that reports use for one and the same event."""
    return next((family[0] for family in _FAMILIES if sub_type in family), sub_type)


def _by_figures(others: Sequence[Member], member: Member) -> float:
    if _people(others) & _people([member]):
        return 4.0
    told, mine = _numbers(others), _numbers([member])
    shared = told & mine
    if not shared:
        return 0.0
    return 4.0 if max(number for _, number in shared) >= TELLING_NUMBER else 1.0


def _people(members: Sequence[Member]) -> set[int]:
    """The people meant by a name or as "the boy", by their number in the report. "A woman" may be any woman."""
    figures = [mention for member in members for mention in member.proposition.figures if mention.single]
    return {person for mention in figures for person in mention.persons}


def _numbers(members: Sequence[Member]) -> set[tuple[str, int]]:
    return {
        (figure.harm, figure.minimum or figure.maximum or 0)
        for member in members
        for figure in member.claim.figures
        if not figure.cumulative and figure.subgroup is None
    }


def _attach(members: Sequence[Member], drafts: Sequence[Draft]) -> None:
    """Give each claim that tells of no event to the event told nearest before it, else to the first."""
    if not drafts:
        return
    owner = {id(one): draft for draft in drafts for one in draft.found}
    current = drafts[0]
    for member in members:
        current = owner.get(id(member), current)
        if id(member) not in owner:
            current.found.append(member)
    position = {id(member): i for i, member in enumerate(members)}
    for draft in drafts:
        draft.found.sort(key=lambda one: position[id(one)])
