"""Readings into the ledger: each once, whole, with its audit entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.ledger.batches import batches
from reportedly.ledger.canonical import canonical, digest, storable
from reportedly.ledger.chain import Chain, writing
from reportedly.ledger.models import ID, NAME, AccountRow, ClaimRow, ReadingRow, ReportRow, ReviewRow
from reportedly.ledger.values import Recorded
from reportedly.model import Account, Claim, Reading, Report, Review, sha256_of_text

BATCH = 50
"""Readings a transaction: enough that the disk is not waited for, few enough that a kill costs little."""


@dataclass(frozen=True)
class _Entry:
    """A reading as it will be stored: its hash, its report's version, and the bodies of its claims and accounts."""

    reading: Reading
    version: str
    sha256: str
    claims: tuple[str, ...]
    accounts: tuple[str, ...]


def record(alias: str, readings: Iterable[Reading], author: str, *, again: bool = False) -> Recorded:
    """Record ``readings``; those the ledger holds already leave no trace, not even in the audit log.

    With ``again``, one that it holds is recorded once more where a later one of its report counts, and then counts.
    """
    done = Recorded()
    for batch in batches(readings, BATCH):
        entries = list(map(_entry, batch))
        # Most of what is known is seen without waiting for other writers; the rest is looked at again under the lock.
        sorted_out = _Sorted(alias, entries, again)
        reports = 0
        if sorted_out.fresh:
            with writing(alias) as chain:
                sorted_out = _Sorted(alias, entries, again)
                reports = _record_fresh(chain, sorted_out.fresh, author)
        new = len(sorted_out.fresh)
        done += Recorded(reports, new, len(batch) - new, tuple(sorted_out.outdone))
    return done


class _Sorted:
    """What becomes of ``entries``, given in this order: ``fresh`` ones with the hash that each is recorded under, and
    the ids of the reports of which a later reading counts than the one given (``outdone``).
    """

    def __init__(self, alias: str, entries: Sequence[_Entry], again: bool) -> None:
        self.fresh: list[tuple[_Entry, str]] = []
        self.outdone: dict[str, None] = {}
        told = _told(alias, {entry.reading.report.id for entry in entries})
        for entry in entries:
            ref = entry.reading.report.id
            before = told.setdefault(ref, [])
            if _counts(entry.sha256, before):
                self.outdone.pop(ref, None)
            elif entry.sha256 not in before:
                self._add(entry, entry.sha256, before)
            elif again:
                self._add(entry, told_again(entry.sha256, before[-1]), before)
            else:
                self.outdone[ref] = None

    def _add(self, entry: _Entry, sha256: str, before: list[str]) -> None:
        self.fresh.append((entry, sha256))
        self.outdone.pop(entry.reading.report.id, None)
        before.append(sha256)


def _told(alias: str, refs: Iterable[str]) -> dict[str, list[str]]:
    """The hashes of the readings of each report, in the order of recording."""
    found: dict[str, list[str]] = {}
    rows = ReadingRow.objects.using(alias).filter(report_ref__in=list(refs)).order_by("pk")
    for ref, sha256 in rows.values_list("report_ref", "sha256"):
        found.setdefault(ref, []).append(sha256)
    return found


def _counts(sha256: str, told: Sequence[str]) -> bool:
    """Whether the reading with this hash is the last one ``told`` of its report, for the first time or again."""
    return told[-1:] == [sha256] or (len(told) > 1 and told[-1] == told_again(sha256, told[-2]))


def told_again(sha256: str, before: str) -> str:
    """The hash under which a reading (``sha256``) is recorded once more, after the one recorded under ``before``."""
    return digest([sha256, before])


def record_reviews(
    alias: str, reviews: Iterable[Review], author: str | None, check: Callable[[], None] | None = None
) -> int:
    """Add ``reviews`` that the ledger does not hold yet; how many those were.

    ``check`` is called while nobody else can write: what it raises, stops the writing.
    """
    added = 0
    for batch in batches(reviews, BATCH):
        with writing(alias) as chain:
            if check is not None:
                check()
            known = _known(ReviewRow, alias, "ref", [review.id for review in batch])
            fresh = [review for review in {review.id: review for review in batch}.values() if review.id not in known]
            for review in fresh:
                about = [review.id, *filter(None, (review.report, review.claim)), *review.accounts]
                chain.add("review", author or review.author, about, digest(review))
            ReviewRow.objects.using(alias).bulk_create(review_row(review) for review in fresh)
            added += len(fresh)
    return added


def version(report: Report) -> str:
    """The hash of what makes one capture differ from another: all but when it was made, and on which machine."""
    plain = report.model_dump(mode="json")
    del plain["captured_at"]
    if not (report.uri or "").startswith(("http://", "https://")):
        del plain["uri"]
    return digest(plain)


def is_as_recorded(row: ReadingRow) -> bool:
    """Whether the claims and accounts that are stored are those that ``row.sha256`` was made of."""
    bodies = [
        [each.body for each in sorted(rows, key=lambda each: each.position)]
        for rows in (row.claims.all(), row.accounts.all())
    ]
    sha256 = _digest_of_parts(row.report.version, *bodies)
    if row.sha256 == sha256:
        return True
    earlier = ReadingRow.objects.using(row._state.db).filter(report_ref=row.report_ref, pk__lt=row.pk)
    before = earlier.order_by("-pk").values_list("sha256", flat=True).first()
    return before is not None and row.sha256 == told_again(sha256, before)


def _digest_of_parts(report: str, claims: Iterable[str], accounts: Iterable[str]) -> str:
    return digest([report, [sha256_of_text(body) for body in claims], [sha256_of_text(body) for body in accounts]])


def _entry(reading: Reading) -> _Entry:
    key = version(reading.report)
    claims = tuple(map(canonical, reading.claims))
    accounts = tuple(map(canonical, reading.accounts))
    return _Entry(reading, key, _digest_of_parts(key, claims, accounts), claims, accounts)


def _record_fresh(chain: Chain, fresh: Sequence[tuple[_Entry, str]], author: str) -> int:
    """Record each entry under its hash; how many of the reports were not captured so yet."""
    alias = chain.alias
    reports = {entry.version: entry.reading.report for entry, _ in fresh}
    standing = _known(ReportRow, alias, "version", reports)
    captured = [report_row(report, key) for key, report in reports.items() if key not in standing]
    for row in captured:
        chain.add("capture", author, [row.ref], row.sha256)
    ReportRow.objects.using(alias).bulk_create(captured)
    report_rows = {row.version: row for row in ReportRow.objects.using(alias).filter(version__in=list(reports))}

    rows = [(_reading_row(entry, report_rows, sha256), entry) for entry, sha256 in fresh]
    for row, _ in rows:
        chain.add("read", author, [row.report_ref], row.sha256, {"reader": row.reader})
    ReadingRow.objects.using(alias).bulk_create(row for row, _ in rows)
    ClaimRow.objects.using(alias).bulk_create(
        claim_row(row, position, claim, body)
        for row, entry in rows
        for position, (claim, body) in enumerate(zip(entry.reading.claims, entry.claims, strict=True))
    )
    AccountRow.objects.using(alias).bulk_create(
        account_row(row, position, account, body)
        for row, entry in rows
        for position, (account, body) in enumerate(zip(entry.reading.accounts, entry.accounts, strict=True))
    )
    return len(captured)


def _reading_row(entry: _Entry, reports: Mapping[str, ReportRow], sha256: str) -> ReadingRow:
    claims = entry.reading.claims
    return reading_row(reports[entry.version], claims[0].reader if claims else None, sha256)


def report_row(report: Report, key: str) -> ReportRow:
    """The row of a report; ``key`` is its version."""
    body = canonical(report)
    return ReportRow(
        ref=report.id,
        version=key,
        sha256=sha256_of_text(body),
        uri=storable(report.uri),
        publisher=storable(report.publisher, NAME),
        headline=storable(report.headline),
        published=storable(report.published.date if report.published else None, 10),
        body=body,
    )


def reading_row(report: ReportRow, reader: str | None, sha256: str) -> ReadingRow:
    """The row of a reading of ``report`` by ``reader`` (``name@version``)."""
    return ReadingRow(report=report, report_ref=report.ref, reader=storable(reader, NAME), sha256=sha256)


def claim_row(reading: ReadingRow, position: int, claim: Claim, body: str) -> ClaimRow:
    """The row of the claim at ``position`` of a reading; ``body`` is its canonical JSON."""
    return ClaimRow(
        reading=reading,
        position=position,
        ref=claim.id,
        said_by=storable(claim.said_by[0].name if claim.said_by else None, NAME),
        factuality=claim.factuality,
        stage=claim.stage,
        sub_event=storable(claim.event.sub_type if claim.event else None, NAME),
        body=body,
    )


def account_row(reading: ReadingRow, position: int, account: Account, body: str) -> AccountRow:
    """The row of the account at ``position`` of a reading; ``body`` is its canonical JSON."""
    return AccountRow(
        reading=reading,
        position=position,
        ref=account.id,
        role=account.role,
        sub_event=storable(account.event.sub_type if account.event else None, NAME),
        body=body,
    )


def review_row(review: Review) -> ReviewRow:
    """The row of a review."""
    return ReviewRow(
        ref=review.id,
        action=review.action,
        author=storable(review.author, NAME),
        at=storable(review.at, 40),
        report_ref=storable(review.report, ID),
        body=canonical(review),
    )


def _known(table: type[ReportRow | ReviewRow], alias: str, column: str, values: Iterable[str]) -> set[str]:
    return set(table.objects.using(alias).filter(**{f"{column}__in": list(values)}).values_list(column, flat=True))
