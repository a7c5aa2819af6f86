"""Readings into the ledger: each once, whole, with its audit entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

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


def record(alias: str, readings: Iterable[Reading], author: str) -> Recorded:
    """Record ``readings``; those the ledger holds already leave no trace, not even in the audit log."""
    done = Recorded()
    for batch in batches(readings, BATCH):
        entries = {entry.sha256: entry for entry in map(_entry, batch)}
        # Most of what is known is seen without waiting for other writers; the rest is looked at again under the lock.
        new = Recorded()
        if _known(ReadingRow, alias, "sha256", entries) != entries.keys():
            with writing(alias) as chain:
                new = _record_batch(chain, entries, author)
        done += replace(new, known=len(batch) - new.readings)
    return done


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


def stored_digest(row: ReadingRow) -> str:
    """What ``row.sha256`` must be, from the claims and accounts as they are stored."""
    bodies = [
        [each.body for each in sorted(rows, key=lambda each: each.position)]
        for rows in (row.claims.all(), row.accounts.all())
    ]
    return _digest_of_parts(row.report.version, *bodies)


def _digest_of_parts(report: str, claims: Iterable[str], accounts: Iterable[str]) -> str:
    return digest([report, [sha256_of_text(body) for body in claims], [sha256_of_text(body) for body in accounts]])


def _entry(reading: Reading) -> _Entry:
    key = version(reading.report)
    claims = tuple(map(canonical, reading.claims))
    accounts = tuple(map(canonical, reading.accounts))
    return _Entry(reading, key, _digest_of_parts(key, claims, accounts), claims, accounts)


def _record_batch(chain: Chain, entries: Mapping[str, _Entry], author: str) -> Recorded:
    alias = chain.alias
    known = _known(ReadingRow, alias, "sha256", entries)
    fresh = [entry for entry in entries.values() if entry.sha256 not in known]

    reports = {entry.version: entry.reading.report for entry in fresh}
    standing = _known(ReportRow, alias, "version", reports)
    captured = [report_row(report, key) for key, report in reports.items() if key not in standing]
    for row in captured:
        chain.add("capture", author, [row.ref], row.sha256)
    ReportRow.objects.using(alias).bulk_create(captured)
    report_rows = {row.version: row for row in ReportRow.objects.using(alias).filter(version__in=list(reports))}

    rows = [(_reading_row(entry, report_rows), entry) for entry in fresh]
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
    return Recorded(reports=len(captured), readings=len(rows))


def _reading_row(entry: _Entry, reports: Mapping[str, ReportRow]) -> ReadingRow:
    claims = entry.reading.claims
    return reading_row(reports[entry.version], claims[0].reader if claims else None, entry.sha256)


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


def _known(table: type[ReportRow | ReadingRow | ReviewRow], alias: str, column: str, values: Iterable[str]) -> set[str]:
    return set(table.objects.using(alias).filter(**{f"{column}__in": list(values)}).values_list(column, flat=True))
