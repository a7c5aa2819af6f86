"""What was recorded cannot be changed, not even by somebody at the database."""

import pytest
from django.db import DatabaseError, connections
from ledger_samples import link_apart, make_reading

from reportedly.ledger import open_ledger
from reportedly.ledger.models import AccountRow, AuditRow, ClaimRow, ReadingRow, ReportRow, ReviewRow
from reportedly.model import Review

TABLES = [
    (ReportRow, "body"),
    (ReadingRow, "sha256"),
    (ClaimRow, "body"),
    (AccountRow, "body"),
    (ReviewRow, "body"),
    (AuditRow, "actor"),
]


def fill(ledger):
    reading = make_reading()
    ledger.record([reading], author="amal")
    ledger.review(
        Review.of("accept", author="amal", at="2026-01-02T00:00:00Z", reason="seen", accounts=(reading.accounts[0].id,))
    )


@pytest.mark.parametrize(("table", "column"), TABLES)
def test_a_recorded_row_cannot_be_updated(ledger, table, column):
    fill(ledger)
    before = list(table.objects.using(ledger.alias).values())
    with pytest.raises(DatabaseError, match="only ever added to"):
        table.objects.using(ledger.alias).update(**{column: "x"})
    assert list(table.objects.using(ledger.alias).values()) == before


@pytest.mark.parametrize("table", [table for table, _ in TABLES])
def test_a_recorded_row_cannot_be_deleted(ledger, table):
    fill(ledger)
    before = list(table.objects.using(ledger.alias).values())
    with pytest.raises(DatabaseError, match="only ever added to"):
        table.objects.using(ledger.alias)._raw_delete(ledger.alias)
    assert list(table.objects.using(ledger.alias).values()) == before != []


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE reportedly_report CASCADE",
        "TRUNCATE reportedly_reading CASCADE",
        "TRUNCATE reportedly_claim CASCADE",
        "TRUNCATE reportedly_account CASCADE",
        "TRUNCATE reportedly_review",
        "TRUNCATE reportedly_audit",
    ],
)
def test_a_table_cannot_be_emptied_at_one_stroke_on_postgresql(postgresql_address, statement):
    with open_ledger(postgresql_address, linker=link_apart) as ledger:
        fill(ledger)
        with connections[ledger.alias].cursor() as cursor, pytest.raises(DatabaseError, match="only ever added to"):
            cursor.execute(statement)
