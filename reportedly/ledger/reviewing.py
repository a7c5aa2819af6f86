"""Which decisions hold, and what they make of an incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportedly.ledger.models import IncidentRow
from reportedly.model import Incident, Review

State = IncidentRow.ReviewState


def in_force(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews that hold, oldest first: those that no holding ``undo`` takes back."""
    undone: set[str] = set()
    holding: list[Review] = []
    for review in sorted(reviews, key=lambda review: (review.at, review.id), reverse=True):
        if review.id in undone:
            continue
        holding.append(review)
        if review.undoes is not None:
            undone.add(review.undoes)
    return tuple(reversed(holding))


def state_of(incident: Incident, holding: Mapping[str, Review]) -> State:
    """What people decided about ``incident``: the last review that shaped it and holds (by id in ``holding``)."""
    shaping = [holding[ref] for ref in incident.reviewed_by if ref in holding]
    if not shaping:
        return State.OPEN
    last = max(shaping, key=lambda review: (review.at, review.id))
    return {"accept": State.ACCEPTED, "reject": State.REJECTED}.get(last.action, State.CHANGED)
