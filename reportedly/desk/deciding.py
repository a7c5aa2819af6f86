"""Decisions on incidents as the pages of lists make them: written into the ledger, and taken back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max

from reportedly.desk.access import PERMISSIONS, may
from reportedly.desk.conflict import ChangedMeanwhile, NotYetCarriedThrough
from reportedly.ledger.book import Ledger
from reportedly.ledger.deciding import decision, own_accounts
from reportedly.ledger.models import HeadRow, IncidentRow, ReviewRow
from reportedly.model import Incident, Review


def parting(left: Incident, right: Incident, *, author: str, reason: str) -> Review:
    """The decision that two incidents are not one, not yet written."""
    accounts, others = own_accounts(left), own_accounts(right)
    return decision("split", author=author, reason=reason, incident=left.id, accounts=accounts, apart_from=others)


def unchanged(ledger: Ledger, seen: Iterable[tuple[str, str]]) -> list[IncidentRow]:
    """The rows of the incidents that were seen, as (id, how its hash began). Raises ``ChangedMeanwhile``.

    An incident of which nobody knows yet what an earlier decision makes of it, is not as it was seen either.
    """
    pairs = list(seen)
    last = ReviewRow.objects.using(ledger.alias).aggregate(last=Max("pk"))["last"]
    if last is not None and HeadRow.objects.using(ledger.alias).get().reviews < last:
        raise NotYetCarriedThrough
    rows = {row.ref: row for row in IncidentRow.objects.using(ledger.alias).filter(ref__in=[ref for ref, _ in pairs])}
    for ref, mark in pairs:
        if not mark or ref not in rows or not rows[ref].sha256.startswith(mark):
            raise ChangedMeanwhile(ref, _last_author(ledger))
    return [rows[ref] for ref, _ in pairs]


def undo(ledger: Ledger, ref: str, *, user: Any, reason: str = "") -> Review:
    """Take the decision ``ref`` back, as ``user``. Raises ``PermissionDenied`` where it is not theirs to decide."""
    taken_back = ReviewRow.objects.using(ledger.alias).get(ref=ledger.find("review", ref)).noun
    needed = permission_for(taken_back, ledger)
    if not may(user, needed):
        raise PermissionDenied(PERMISSIONS[needed])
    review = decision("undo", author=user.username, reason=reason, undoes=taken_back.id)
    ledger.review(review)
    return review


def permission_for(review: Review, ledger: Ledger) -> str:
    """What somebody must be allowed to do to make or take back such a decision. An undo needs what it takes back."""
    seen = set()
    while review.undoes is not None and review.id not in seen:
        seen.add(review.id)
        row = ReviewRow.objects.using(ledger.alias).filter(ref=review.undoes).first()
        if row is None:
            break
        review = row.noun
    if review.claim is not None:
        return "decide_claims"
    return "decide_incidents"


def _last_author(ledger: Ledger) -> str | None:
    row = ReviewRow.objects.using(ledger.alias).order_by("-pk").first()
    return row.author if row else None
