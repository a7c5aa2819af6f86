"""Checking the whole ledger against its own audit log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Max, Model, prefetch_related_objects

from reportedly.ledger import remembered
from reportedly.ledger.batches import batches
from reportedly.ledger.chain import GENESIS, entry_hash, writing
from reportedly.ledger.models import AuditRow, HeadRow, IncidentRow, ReadingRow, ReportRow, ReviewRow
from reportedly.ledger.placing import expected_rows, incidents_digest
from reportedly.ledger.recording import (
    account_row,
    claim_row,
    is_as_recorded,
    reading_row,
    report_row,
    review_row,
    version,
)
from reportedly.ledger.stored import CHUNK
from reportedly.ledger.values import Problem, Verification
from reportedly.model import sha256_of_text

MOST_PROBLEMS = 100
"""Problems that are listed before a check is given up: the first one is what matters."""


@dataclass
class _Listed:
    """What the audit log names, gathered while it is read."""

    reports: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)
    reviews: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)
    last: tuple[int, str] = (0, GENESIS)


def verify(alias: str, known_head: str | None = None) -> Verification:
    """Check every text against its hash, every row against the audit entry that recorded it, and the chain of entries.

    ``known_head`` is the ``head`` of an earlier check: it must still be in the chain. The ledger may be written to
    meanwhile.
    """
    # Rows are committed together with their entries, so whatever is there before the log is read must be in the log.
    bounds = {table: table.objects.using(alias).aggregate(last=Max("pk"))["last"] or 0 for table in _RECORDED}
    head = HeadRow.objects.using(alias).get()
    listed = _Listed()
    found = islice(_problems(alias, listed, bounds, head, known_head), MOST_PROBLEMS)
    problems = tuple(found)
    return Verification(
        entries=listed.last[0],
        reports=len(listed.reports),
        readings=len(listed.readings),
        reviews=len(listed.reviews),
        incidents=IncidentRow.objects.using(alias).count(),
        head=listed.last[1],
        problems=problems,
    )


_RECORDED = (ReportRow, ReadingRow, ReviewRow)


def _problems(
    alias: str, listed: _Listed, bounds: dict[type[Model], int], head: HeadRow, known_head: str | None
) -> Iterator[Problem]:
    entries = AuditRow.objects.using(alias).order_by("sequence").iterator(chunk_size=CHUNK)
    for chunk in batches(entries, CHUNK):
        yield from _check_entries(alias, chunk, listed)
    if head.hash != GENESIS and head.hash not in listed.hashes:
        yield Problem(f"audit entry {head.sequence}", "the ledger has recorded this entry, but the log lacks it")
    if known_head is not None and known_head not in listed.hashes:
        yield Problem("audit log", f"the entry with the hash {known_head} is no longer in it")
    yield from _check_unlisted(alias, listed, bounds)
    yield from _check_incidents(alias)


def _check_entries(alias: str, entries: list[AuditRow], listed: _Listed) -> Iterator[Problem]:
    payloads = {entry.payload_sha256 for entry in entries}
    reports = {row.sha256: row for row in ReportRow.objects.using(alias).filter(sha256__in=payloads)}
    readings = {row.sha256: row for row in ReadingRow.objects.using(alias).filter(sha256__in=payloads)}
    prefetch_related_objects(list(readings.values()), "report", "claims", "accounts")
    reviewed = [_first_object(entry) for entry in entries if entry.action == "review"]
    reviews = {row.ref: row for row in ReviewRow.objects.using(alias).filter(ref__in=reviewed)}

    for entry in entries:
        yield from _check_link(entry, listed)
        listed.last = (entry.sequence, entry.hash)
        listed.hashes.add(entry.hash)
        ref = _first_object(entry)
        if entry.action == "capture":
            listed.reports.add(entry.payload_sha256)
            yield from _check_report(ref, reports.get(entry.payload_sha256), entry)
        elif entry.action == "read":
            listed.readings.add(entry.payload_sha256)
            yield from _check_reading(ref, readings.get(entry.payload_sha256), entry)
        elif entry.action == "review":
            listed.reviews.add(ref)
            yield from _check_review(ref, reviews.get(ref), entry)


def _first_object(entry: AuditRow) -> str:
    try:
        return str(json.loads(entry.objects_touched)[0])
    except (ValueError, LookupError, TypeError):
        return ""


def _check_link(entry: AuditRow, listed: _Listed) -> Iterator[Problem]:
    name = f"audit entry {entry.sequence}"
    sequence, previous = listed.last
    if entry.sequence != sequence + 1:
        yield Problem(f"audit entry {sequence + 1}", "it is missing from the log")
    elif entry.previous != previous:
        yield Problem(name, "it does not follow from the entry before it")
    if entry.hash != entry_hash(entry):
        yield Problem(name, "its words do not match its hash")


def _check_report(ref: str, row: ReportRow | None, entry: AuditRow) -> Iterator[Problem]:
    if row is None:
        yield Problem(ref, f"the report that audit entry {entry.sequence} captured is missing or was changed")
    elif sha256_of_text(row.body) != row.sha256:
        yield Problem(ref, "the report does not match the hash that it was captured with")
    else:
        report = row.noun
        if sha256_of_text(report.text) != report.text_sha256:
            yield Problem(ref, "its text does not match its own text_sha256")
        yield from _check_columns(ref, row, report_row(report, version(report)))


def _check_reading(ref: str, row: ReadingRow | None, entry: AuditRow) -> Iterator[Problem]:
    if row is None:
        yield Problem(f"reading of {ref}", f"what audit entry {entry.sequence} recorded is missing or was changed")
        return
    if not is_as_recorded(row):
        yield Problem(
            f"reading of {ref}", f"its claims or accounts are not those that audit entry {entry.sequence} recorded"
        )
        return
    claims, accounts = list(row.claims.all()), list(row.accounts.all())
    for claim in claims:
        yield from _check_columns(claim.ref, claim, claim_row(row, claim.position, claim.noun, claim.body))
    for account in accounts:
        yield from _check_columns(account.ref, account, account_row(row, account.position, account.noun, account.body))
    reader = min(claims, key=lambda claim: claim.position).noun.reader if claims else None
    yield from _check_columns(f"reading of {ref}", row, reading_row(row.report, reader, row.sha256))


def _check_review(ref: str, row: ReviewRow | None, entry: AuditRow) -> Iterator[Problem]:
    if row is None:
        yield Problem(ref, f"the review that audit entry {entry.sequence} recorded is missing")
    elif sha256_of_text(row.body) != entry.payload_sha256:
        yield Problem(ref, f"the review is not the one that audit entry {entry.sequence} recorded")
    else:
        yield from _check_columns(ref, row, review_row(row.noun))


def _check_columns(ref: str, row: Model, expected: Model) -> Iterator[Problem]:
    """Whether the columns that the filters use say what the noun says.

    Not its JSON, which was checked against its hash: an earlier version, whose nouns said less, wrote it otherwise.
    """
    columns = (column for column in row._meta.concrete_fields if not column.primary_key and column.name != "body")
    for column in columns:
        if getattr(row, column.attname) != getattr(expected, column.attname):
            yield Problem(ref, f"its column {column.name} does not say what the row's own JSON says")


def _check_unlisted(alias: str, listed: _Listed, bounds: dict[type[Model], int]) -> Iterator[Problem]:
    tables: Iterable[tuple[type[Model], str, str, set[str]]] = (
        (ReportRow, "ref", "sha256", listed.reports),
        (ReadingRow, "report_ref", "sha256", listed.readings),
        (ReviewRow, "ref", "ref", listed.reviews),
    )
    for table, name, key, known in tables:
        rows = table._default_manager.using(alias).filter(pk__lte=bounds[table]).order_by("pk")
        for ref, value in rows.values_list(name, key).iterator(chunk_size=CHUNK):
            if value not in known:
                yield Problem(ref, "the row was added without an audit entry, or changed since")


def _check_incidents(alias: str) -> Iterator[Problem]:
    """Whether the incidents, and what is remembered of linking, are what was last linked. Nobody writes meanwhile."""
    with writing(alias):
        last = remembered.last_linking(alias)
        if last is not None:
            yield from (Problem(ref, what) for ref, what in remembered.altered(alias, last))
        if last is not None and incidents_digest(alias) != last.payload_sha256:
            yield Problem("incidents", f"they are not those that audit entry {last.sequence} linked; rebuild them")
        rows = IncidentRow.objects.using(alias).order_by("ref")
        for chunk in batches(rows.iterator(chunk_size=CHUNK), CHUNK):
            for row, expected in zip(chunk, expected_rows(alias, chunk), strict=True):
                if expected is None:
                    yield Problem(row.ref, "the incident does not match its hash; rebuild the incidents")
                else:
                    yield from _check_columns(row.ref, row, expected)
