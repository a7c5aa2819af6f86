"""What the ledger holds, as nouns: the readings that count, reports, claims, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Max, QuerySet, prefetch_related_objects

from reportedly.ledger.batches import batches
from reportedly.ledger.errors import LedgerError
from reportedly.ledger.models import ClaimRow, ReadingRow, ReviewRow
from reportedly.ledger.reviewing import in_force
from reportedly.model import Claim, Reading, Report, Review

CHUNK = 500
"""Rows fetched at a time, well under the number of values that SQLite takes in one statement."""


def current(alias: str, through: int | None = None, refs: Iterable[str] | None = None) -> QuerySet[ReadingRow]:
    """The readings that count: the last of each report (of those in ``refs``), among those up to row ``through``."""
    rows = ReadingRow.objects.using(alias)
    bounded = rows if through is None else rows.filter(pk__lte=through)
    among = bounded if refs is None else bounded.filter(report_ref__in=list(refs))
    last = among.values("report_ref").annotate(last=Max("pk")).values("last")
    return rows.filter(pk__in=last).order_by("pk")


def readings(
    alias: str, through: int | None = None, *, after: int = 0, refs: Iterable[str] | None = None
) -> Iterator[Reading]:
    """The readings that count, whole, in the order in which they were recorded.

    ``through`` and ``after`` bound their row numbers; with ``refs``, only those of these reports. Raises
    ``LedgerError`` for one that was damaged beyond reading.
    """
    if refs is None:
        chosen = [current(alias, through)]
    else:
        chosen = [current(alias, through, chunk) for chunk in batches(dict.fromkeys(refs), CHUNK)]
    wanted = sorted(key for rows in chosen for key in rows.filter(pk__gt=after).values_list("pk", flat=True))
    for keys in batches(wanted, CHUNK):
        rows = list(ReadingRow.objects.using(alias).filter(pk__in=keys).order_by("pk"))
        prefetch_related_objects(rows, "report", "claims", "accounts")
        yield from map(_reading, rows)


def reviews(alias: str, through: int | None = None, *, after: int = 0) -> tuple[Review, ...]:
    """Every review ever made, undone or not, in the order in which they were recorded."""
    rows = ReviewRow.objects.using(alias).filter(pk__gt=after).order_by("pk")
    return tuple(row.noun for row in (rows if through is None else rows.filter(pk__lte=through)))


def claim_decisions(alias: str, refs: Iterable[str]) -> tuple[Review, ...]:
    """The reviews of claims of the reports with these ids that hold, oldest first."""
    undos = [row.noun for row in ReviewRow.objects.using(alias).filter(action="undo")]
    found = list(undos)
    for chunk in batches(dict.fromkeys(refs), CHUNK):
        rows = ReviewRow.objects.using(alias).filter(report_ref__in=chunk).exclude(action="undo")
        found += [row.noun for row in rows]
    return tuple(review for review in in_force(found) if review.claim is not None)


def reviews_of_claims(alias: str, report: str) -> tuple[Review, ...]:
    """Every review of a claim of one report, undone or not, with what undid them, oldest first."""
    rows = ReviewRow.objects.using(alias)
    found = {row.ref: row.noun for row in rows.filter(report_ref=report).exclude(action="undo")}
    for row in rows.filter(action="undo").order_by("pk"):
        undo = row.noun
        if undo.undoes in found:
            found[undo.id] = undo
    return tuple(sorted(found.values(), key=lambda review: (review.at, review.id)))


def reports(alias: str, refs: Iterable[str]) -> dict[str, Report]:
    """The reports with these ids, as they were captured for the reading that counts."""
    found: dict[str, Report] = {}
    for chunk in batches(dict.fromkeys(refs), CHUNK):
        rows = current(alias, refs=chunk).select_related("report")
        found.update((row.report_ref, row.report.noun) for row in rows)
    return found


def claims(alias: str, refs: Iterable[str]) -> dict[str, Claim]:
    """The claims with these ids, from the readings that count."""
    found: dict[str, Claim] = {}
    for chunk in batches(dict.fromkeys(refs), CHUNK):
        rows = ClaimRow.objects.using(alias).filter(ref__in=chunk, reading__in=current(alias).values("pk"))
        found.update((row.ref, row.noun) for row in rows)
    return found


def _reading(row: ReadingRow) -> Reading:
    try:
        return Reading(
            report=row.report.noun,
            claims=tuple(each.noun for each in sorted(row.claims.all(), key=lambda each: each.position)),
            accounts=tuple(each.noun for each in sorted(row.accounts.all(), key=lambda each: each.position)),
        )
    except ValueError as error:
        raise LedgerError(
            f"the reading of {row.report_ref} is damaged: see what `reportedly verify` says, and restore a copy"
        ) from error
