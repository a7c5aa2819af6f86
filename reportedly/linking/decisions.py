"""Reviews → what they bind: which accounts must be together, which may not, and what was said of an incident."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.linking.matching import Pair
from reportedly.model import Review


@dataclass(frozen=True, slots=True)
class Decisions:
    """Reviews of incidents that still stand: constraints on clustering, and words on an incident (by any account)."""

    must: frozenset[Pair]
    cannot: frozenset[Pair]
    spoken: tuple[Review, ...]


def standing(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews that are not undone, earliest first. An undone undo undoes nothing."""
    ordered = sorted({review.id: review for review in reviews}.values(), key=lambda review: (review.at, review.id))
    undone: set[str] = set()
    for review in reversed(ordered):
        if review.action == "undo" and review.id not in undone and review.undoes is not None:
            undone.add(review.undoes)
    return tuple(review for review in ordered if review.action != "undo" and review.id not in undone)


def decisions_of(reviews: Iterable[Review]) -> Decisions:
    """What the reviews bind. Of a merge and a split of the same two accounts the later one holds."""
    together: dict[Pair, bool] = {}
    spoken = []
    for review in standing(reviews):
        if review.action == "merge":
            for pair in _pairs(review.accounts, review.accounts):
                together[pair] = True
        elif review.action == "split":
            for pair in _pairs(review.accounts, review.apart_from):
                together[pair] = False
        elif review.claim is None:
            spoken.append(review)
    return Decisions(
        must=frozenset(pair for pair, yes in together.items() if yes),
        cannot=frozenset(pair for pair, yes in together.items() if not yes),
        spoken=tuple(spoken),
    )


def claim_decisions(reviews: Iterable[Review]) -> dict[str, tuple[str, ...]]:
    """The reviews that change a report's claims, by report: the ids of those that stand, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for review in standing(reviews):
        if review.claim is not None and review.report is not None:
            found[review.report] = (*found.get(review.report, ()), review.id)
    return found


def _pairs(left: Iterable[str], right: Iterable[str]) -> set[Pair]:
    return {(min(a, b), max(a, b)) for a in left for b in right if a != b}
