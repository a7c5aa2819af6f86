"""How well a claim fits an event told so far: what its day, place, kind, numbers and turns of discourse speak for."""

from collections.abc import Sequence

from reportedly.knowledge.geography import LOCALITY, contains, distance_km
from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Place, When
from reportedly.reading.members import Draft, Member

_CARRIED_BY: dict[str, list[str]] = load_lexicon("discourse")["carried_by"]
_SOMEBODY = frozenset(load_lexicon("roles")["person_pronouns"])
"""Who was told of before: "he was killed along with two others" gives no number of its own."""

SAME_PLACE_KM = 8.0
"""Places nearer than this are one place to a report: a town and its outskirts."""

TELLING_NUMBER = 10
"""From here on, the same number of people harmed twice in one report is hardly chance."""


def fit(draft: Draft, member: Member, *, is_last: bool, is_lead: bool) -> float:
    """How well ``member`` fits ``draft``: above 0 it may join.

    Each kind of evidence adds or takes away; the sizes say which outweighs which: a contradiction in day or place
    outweighs all but the lead's bond to its headline and a figure told again.
    """
    others = draft.telling
    told_beside = any(other.sentence == member.sentence for other in others)
    same_sentence = told_beside and not member.relative and not member.answered
    score = 1.0 if is_last else 0.5
    score += 1.0 if same_sentence else 0.0
    score += 1.5 if is_lead and draft.in_headline else 0.0
    score += 1.0 if member.points_back and _is_pointed_at(others, member, is_last=is_last) else 0.0
    score -= 2.0 if member.introduces and not same_sentence and not is_lead and _other_total(others, member) else 0.0
    score -= 1.75 if member.gives_the_toll and not _totals(others) else 0.0
    # "Meanwhile, a doctor said the attack killed nine" turns to another speaker and not to another event.
    elsewhere = member.elsewhere and not same_sentence and not (member.points_back and member.place is None)
    score -= 2.0 if elsewhere or member.relative or (member.answered and told_beside) else 0.0
    # "The helicopter, in which five died" tells of the one that was shot down, wherever that was told.
    score += 3.0 if member.inside is not None and member.inside in _things_hit(others) else 0.0
    score -= 4.0 if member.past != all(other.past for other in others) else 0.0
    return (
        score
        + _by_time(others, member)
        + _by_place(others, member)
        + _by_type(others, member)
        + _by_figures(others, member)
    )


def _things_hit(members: Sequence[Member]) -> set[str]:
    return {thing.kind for member in members for thing in member.claim.objects}


def _is_pointed_at(others: Sequence[Member], member: Member, *, is_last: bool) -> bool:
    """Whether "the missile strike" means the event of ``others``: the last one told, or the one told of its kind."""
    kinds = {other.exact_kind for other in others} - {None}
    if is_last or member.place is not None or member.when is not None or member.exact_kind is None:
        return is_last
    return member.exact_kind in kinds


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


def is_local(place: Place | None) -> bool:
    """Whether ``place`` is nearer than a country."""
    return place is not None and (place.precision or 1) < 6


def _by_place(others: Sequence[Member], member: Member) -> float:
    place = member.place
    known = [other.place for other in others if other.place is not None and is_local(other.place)]
    if place is None or not is_local(place):
        return 0.0
    if not known:
        return _as_part_of_a_sum(others, member) if member.opens_with_place else 0.0
    if any(_same(place, other) for other in known):
        return 1.5
    if any(_near(place, other) for other in known):
        return -1.0 if _other_total(others, member) else 1.5
    # "The north of Syria" holds nearly everything: it speaks for no place that the exact ones speak against.
    exact = [other for other in known if not _is_vague(other)] or known
    if _lies_in(exact, place) == {False}:
        return -3.0
    inside = _lies_in(known, place)
    # None: of two places of one province neither is known to lie in the other; a region may hold a town.
    wide = True in inside or any((one.precision or 1) > LOCALITY for one in (place, *known))
    vague = _is_vague(place) or all(_is_vague(other) for other in known)
    if wide and not vague and _other_total(others, member):
        return -2.5
    return 0.5 if True in inside else -1.0


def _lies_in(known: Sequence[Place], place: Place) -> set[bool | None]:
    """What is known of each of ``known`` lying in ``place``, and of ``place`` lying in each."""
    return {answer for other in known for answer in (contains(other, place), contains(place, other))}


def _is_vague(place: Place) -> bool:
    """Whether ``place`` is no more than a part of a country: "the north of Syria"."""
    return (place.feature_code or "").startswith("PCL")


def _other_total(others: Sequence[Member], member: Member) -> bool:
    """Whether ``member`` gives its own number of killed for a place inside that of ``others``: a part of a roll-up."""
    told, mine = _totals(others), _totals([member])
    return bool(told and mine) and not told & mine


def _as_part_of_a_sum(others: Sequence[Member], member: Member) -> float:
    """How little ``member``, told of a place, fits a number of killed that the body told for no place at all:
    "34 were killed over the weekend. In Nyala, shelling killed 11. In Nawa, jets struck a convoy".
    """
    if not _totals([other for other in others if not other.in_headline]):
        return 0.0
    if _totals([member]):
        return -2.5 if _other_total(others, member) else 0.0
    return (
        -1.0 if member.exact_kind is not None and member.exact_kind not in {one.exact_kind for one in others} else 0.0
    )


def _totals(members: Sequence[Member]) -> set[int]:
    return {
        mention.figure.minimum or mention.figure.maximum or 0
        for member in members
        for mention in member.proposition.figures
        if mention.figure.harm == "killed"
        and not (mention.part or mention.figure.cumulative or mention.figure.qualifier == "vague")
        and mention.figure.verbatim.lower() not in _SOMEBODY
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


def _by_figures(others: Sequence[Member], member: Member) -> float:
    if _people(others) & _people([member]):
        return 4.0
    if _exceeds(others, member):
        return -3.0
    told, mine = _numbers(others), _numbers([member])
    shared = told & mine
    if not shared:
        return 0.0
    return 4.0 if max(number for _, number in shared) >= TELLING_NUMBER else 1.0


def _exceeds(others: Sequence[Member], member: Member) -> bool:
    """Whether more children (or women, or any part) were killed than people in all, so that it is of another event."""
    told = _totals(others)
    parts = [
        mention.figure.minimum or 0
        for mention in member.proposition.figures
        if mention.figure.harm == "killed" and mention.figure.subgroup is not None and not mention.figure.cumulative
    ]
    return bool(told and parts) and not _totals([member]) and max(parts) > max(told)


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
