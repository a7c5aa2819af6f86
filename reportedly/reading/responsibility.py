"""Who is said to have done it in an account, how, and on whose word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model import Actor, Claim, Event, Source
from reportedly.model.event import Responsibility
from reportedly.reading.blame import side_of, sides, speaks_for
from reportedly.reading.events import names_a_weapon
from reportedly.reading.members import Draft, Member


@dataclass(frozen=True, slots=True)
class Doer:
    """The doers of an account's event, how they are named, and by whom."""

    perpetrators: tuple[Actor, ...]
    responsibility: Responsibility
    said_by: tuple[Source, ...]


NOBODY = Doer((), "unknown", ())


def who_did_it(draft: Draft, event: Event | None) -> Doer:
    """The doer that the account names first and most: headline and lead before the rest, known parties before "gunmen".

    Words that commit to nothing ("asked whether the army had shelled") name nobody where others do. The doer's own word
    outranks everything ("it hit a base, and denies hitting civilians"), then a denial by its side. Between the report's
    own voice and somebody else's accusation the body decides: a headline drops "a monitor said". A clash has two sides,
    so there only headline and lead make one of them its doer.
    """
    said_of_it = [one for one in draft.found if one.claim.event is None]
    telling = _naming([*draft.body, *draft.headlines]) or _naming(said_of_it)
    telling = [one for one in telling if one.claim.factuality != "Uu"] or telling
    lead = {one.sentence for one in draft.body[:1]}
    opening = [one for one in telling if one.in_headline or one.sentence in lead]
    if event is not None and event.sub_type == "Armed clash":
        telling = opening
    owning = [one for one in [*telling, *_naming(said_of_it)] if one.claim.responsibility == "claimed"]
    naming = _identified(opening) or _identified(owning) or _known(opening) or _known(telling) or opening or telling
    if not naming:
        return NOBODY
    counts: Counter[str] = Counter()
    for one in naming:
        counts[_side(one.claim)] += 3 if one.in_headline else 2 if one is naming[0] else 1
    chosen = counts.most_common(1)[0][0]
    same = [one.claim for one in naming if _side(one.claim) == chosen]
    also = [one.claim for one in telling if _side(one.claim) == chosen]
    first = next((claim for claim in same if not claim.factuality.endswith("-")), same[0])
    doers = sides(first.perpetrators)
    claimed = next((claim for claim in also if claim.responsibility == "claimed"), None)
    if claimed is not None:
        return Doer(first.perpetrators, "claimed", claimed.said_by)
    if any(_denies(one.claim, doers) for one in draft.found):
        accusers = next((claim.said_by for claim in also if claim.responsibility == "accused"), ())
        return Doer(first.perpetrators, "denied", accusers)
    return Doer(first.perpetrators, first.responsibility, first.said_by)


def _naming(members: Sequence[Member]) -> list[Member]:
    """Those that name a doer of what took place, be it by no more than "the army is responsible"."""
    return [one for one in members if one.claim.perpetrators and one.claim.stage == "accomplished"]


def _identified(members: Sequence[Member]) -> list[Member]:
    """Those that name a party the knowledge has an entry for."""
    return [one for one in members if any(actor.id for actor in one.claim.perpetrators)]


def _known(members: Sequence[Member]) -> list[Member]:
    """Those that name people as doers, be it "gunmen", rather than "warplanes" of nobody's."""
    return [
        one for one in members if any(actor.id or not names_a_weapon(actor.text) for actor in one.claim.perpetrators)
    ]


def _side(claim: Claim) -> str:
    first = claim.perpetrators[0]
    return side_of(first.id) if first.id else first.name


def _denies(claim: Claim, doers: set[str]) -> bool:
    """Whether the doer's own side denies having done it."""
    denies = claim.factuality.endswith("-") or (claim.stance is not None and claim.stance.relation == "denies")
    return bool(claim.said_by) and denies and bool(doers & speaks_for(claim.said_by))
