"""The last decisions, in words, and whether one may take each of them back."""

from dataclasses import dataclass
from typing import Any

from reportedly.desk.access import may
from reportedly.desk.deciding import permission_for
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import IncidentRow, ReviewRow
from reportedly.ledger.reviewing import in_force
from reportedly.model import Review

SHOWN = 10
WORDS = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "merge": "merged",
    "split": "kept apart",
    "add": "added a claim to",
    "undo": "took back",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as the list shows it."""

    review: Review
    words: str
    incident: IncidentRow | None
    undone: bool
    may_undo: bool


def last_decisions(ledger: Ledger, user: Any) -> list[Decision]:
    """The last ten decisions, the latest first."""
    rows = ReviewRow.objects.using(ledger.alias).order_by("-pk")[:SHOWN]
    reviews = [row.noun for row in rows]
    earliest = min((row.pk for row in rows), default=0)
    later = [row.noun for row in ReviewRow.objects.using(ledger.alias).filter(pk__gte=earliest, action="undo")]
    holding = {review.id for review in in_force([*reviews, *later])}
    return [_decision(ledger, review, review.id not in holding, user) for review in reviews]


def _decision(ledger: Ledger, review: Review, undone: bool, user: Any) -> Decision:
    ref = ledger.holding(review.accounts[0]) if review.accounts else None
    row = IncidentRow.objects.using(ledger.alias).filter(ref=ref).only("ref", "title").first() if ref else None
    mine = may(user, permission_for(review, ledger))
    return Decision(review, WORDS[review.action], row, undone, mine and not undone)
