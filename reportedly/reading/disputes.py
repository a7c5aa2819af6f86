"""Disputes inside one report: claims of one account that contradict one another."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from reportedly.model import Claim, Dispute, Figure
from reportedly.model.parties import opposed
from reportedly.reading.blame import sides, speaks_for


def disputes_of(claims: Sequence[Claim], some: Collection[int] = ()) -> tuple[Dispute, ...]:
    """The disputes among the claims of one account: about the toll, about who did it, about whether it happened.

    ``some`` are the characters at which the figures begin that are of some of the people only ("my two sons").
    """
    found = [*_tolls(claims, some), *_responsibility(claims), *_stances(claims)]
    return tuple(dict.fromkeys(found))


def _tolls(claims: Sequence[Claim], some: Collection[int]) -> Iterable[Dispute]:
    """Two sources give different numbers of killed (or injured) for the same whole."""
    for harm in ("killed", "injured"):
        given = [
            (claim, figure)
            for claim in claims
            for figure in claim.figures
            if figure.harm == harm
            and figure.subgroup is None
            and not figure.cumulative
            and figure.who is None
            and figure.span.start not in some
        ]
        for i, (first, one) in enumerate(given):
            for second, other in given[i + 1 :]:
                if first.said_by and second.said_by and not _share_a_source(first, second) and _apart(one, other):
                    yield Dispute(about="toll", claims=(first.id, second.id))


def _apart(one: Figure, other: Figure) -> bool:
    low, high = sorted((one, other), key=lambda figure: figure.minimum or figure.maximum or 0)
    return low.maximum is not None and high.minimum is not None and low.maximum < high.minimum


def _share_a_source(first: Claim, second: Claim) -> bool:
    return bool({s.id or s.name for s in first.said_by} & {s.id or s.name for s in second.said_by})


def _responsibility(claims: Sequence[Claim]) -> Iterable[Dispute]:
    """Different doers are named by different voices, or a doer denies it."""
    naming = [claim for claim in claims if claim.perpetrators and claim.stage == "accomplished" and claim.event]
    for first, second in combinations(naming, 2):
        if _is_denied(first, second) or _is_competing(first, second):
            yield Dispute(about="responsibility", claims=(first.id, second.id))


def _is_denied(first: Claim, second: Claim) -> bool:
    """Whether one side says that a party did it, and another that it did not."""
    if speaks_for(first.said_by) & speaks_for(second.said_by):
        return False
    denies = first.factuality.endswith("-") != second.factuality.endswith("-")
    return denies and bool(sides(first.perpetrators) & sides(second.perpetrators))


def _is_competing(first: Claim, second: Claim) -> bool:
    """Whether two voices name doers of whom it can have been only one."""
    if not {first.responsibility, second.responsibility} <= {"accused", "claimed"} or _share_a_source(first, second):
        return False
    return all(opposed(one, other) for one in first.perpetrators for other in second.perpetrators)


def _stances(claims: Sequence[Claim]) -> Iterable[Dispute]:
    """A claim that takes a stand against an earlier one."""
    for i, claim in enumerate(claims):
        if claim.stance is None or claim.stance.relation != "denies":
            continue
        against = next((other for other in claims if other.id == claim.stance.claim), None)
        if against is None:
            earlier = [other for other in claims[:i] if not _share_a_source(other, claim)]
            against = earlier[-1] if earlier else None
        if against is not None:
            yield Dispute(about="description", claims=(against.id, claim.id))
