"""What the ledger holds, as nouns: the readings that count, reports, claims, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Max, QuerySet

from reportedly.ledger.batches import batches
from reportedly.ledger.errors import LedgerError
from reportedly.ledger.models import AccountRow, ClaimRow, ReadingRow, ReviewRow
from reportedly.ledger.reviewing import in_force
from reportedly.model import Account, Claim, Reading, Report, Review

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
        rows = ReadingRow.objects.using(alias).filter(pk__in=keys).order_by("pk")
        claims, accounts = _bodies(ClaimRow, alias, keys), _bodies(AccountRow, alias, keys)
        for key, ref, body in rows.values_list("pk", "report_ref", "report__body"):
            yield _reading(ref, body, claims.get(key, ()), accounts.get(key, ()))


def read_since(alias: str, through: int, after: int) -> frozenset[str]:
    """The reports of the readings after row ``after``, up to row ``through``."""
    rows = ReadingRow.objects.using(alias).filter(pk__gt=after, pk__lte=through)
    return frozenset(rows.values_list("report_ref", flat=True).iterator(chunk_size=CHUNK))


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


def headlines(alias: str, refs: Iterable[str]) -> dict[str, str]:
    """The headlines of the reports with these ids, as they were captured for the reading that counts."""
    found: dict[str, str] = {}
    for chunk in batches(dict.fromkeys(refs), CHUNK):
        found.update(current(alias, refs=chunk).values_list("report_ref", "report__headline"))
    return found


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


def _bodies(table: type[ClaimRow | AccountRow], alias: str, readings: list[int]) -> dict[int, list[str]]:
    """The JSON of the claims or the accounts of each of these readings, in their order."""
    found: dict[int, list[str]] = {}
    rows = table._default_manager.using(alias).filter(reading_id__in=readings).order_by("reading_id", "position")
    for reading, body in rows.values_list("reading_id", "body"):
        found.setdefault(reading, []).append(body)
    return found


def _reading(ref: str, report: str, claims: Iterable[str], accounts: Iterable[str]) -> Reading:
    try:
        return Reading(
            report=Report.model_validate_json(report),
            claims=tuple(map(Claim.model_validate_json, claims)),
            accounts=tuple(map(Account.model_validate_json, accounts)),
        )
    except ValueError as error:
        raise LedgerError(
            f"the reading of {ref} is damaged: see what `reportedly verify` says, and restore a copy"
        ) from error
