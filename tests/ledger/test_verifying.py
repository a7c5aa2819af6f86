"""Checking a ledger that somebody tampered with. Whoever tampers knows to take the triggers away first."""

import json

import pytest
from django.db import connections
from ledger_samples import incident_id, make_reading

from reportedly.ledger import LedgerError
from reportedly.ledger.canonical import canonical
from reportedly.ledger.chain import writing
from reportedly.ledger.models import (
    AccountRow,
    AuditRow,
    ClaimRow,
    HeadRow,
    IncidentRow,
    ReadingRow,
    ReportRow,
    ReviewRow,
)
from reportedly.ledger.placing import incidents_digest, row_digest
from reportedly.model import Review, sha256_of_text

READINGS = [make_reading(number) for number in range(3)]
DECISION = Review.of(
    "accept", author="amal", at="2026-01-02T00:00:00Z", reason="seen", accounts=(READINGS[0].accounts[0].id,)
)


@pytest.fixture
def tampered(ledger):
    """A ledger of three reports and a review whose guards were taken away."""
    ledger.record(READINGS, author="amal")
    ledger.review(DECISION)
    connection = connections[ledger.alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("report", "reading", "claim", "account", "review", "audit"):
                cursor.execute(f"ALTER TABLE reportedly_{table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
    return ledger


def rows(ledger, table):
    return table.objects.using(ledger.alias)


def first_problem(ledger):
    return str(ledger.verify().problems[0])


def test_an_untouched_ledger_verifies(tampered):
    found = tampered.verify()
    assert found.problems == ()
    assert found.ok
    assert (found.entries, found.reports, found.readings, found.reviews, found.incidents) == (9, 3, 3, 1, 3)
    assert found.head == list(tampered.audit())[-1].hash


def test_a_changed_report_text_is_named(tampered):
    row = rows(tampered, ReportRow).get(ref=READINGS[1].report.id)
    rows(tampered, ReportRow).filter(pk=row.pk).update(body=row.body.replace("soldiers", "children"))
    assert first_problem(tampered) == (f"{row.ref}: the report does not match the hash that it was captured with")


def test_a_changed_report_whose_hash_was_changed_with_it_is_named(tampered):
    row = rows(tampered, ReportRow).get(ref=READINGS[1].report.id)
    rows(tampered, ReportRow).filter(pk=row.pk).update(sha256="0" * 64)
    assert first_problem(tampered) == (f"{row.ref}: the report that audit entry 2 captured is missing or was changed")


def test_a_changed_claim_is_named_by_its_report(tampered):
    row = rows(tampered, ClaimRow).get(ref=READINGS[2].claims[0].id)
    rows(tampered, ClaimRow).filter(pk=row.pk).update(body=row.body.replace('"minimum":5', '"minimum":50'))
    assert first_problem(tampered) == (
        f"reading of {READINGS[2].report.id}: its claims or accounts are not those that audit entry 6 recorded"
    )


def test_a_claim_changed_in_a_reading_that_was_told_again_is_named(tampered):
    again = make_reading(0, reader="rules@2")
    tampered.record([again], author="amal")
    tampered.record([READINGS[0]], author="amal", again=True)
    assert tampered.verify().ok
    row = rows(tampered, ClaimRow).filter(ref=READINGS[0].claims[0].id).latest("pk")
    rows(tampered, ClaimRow).filter(pk=row.pk).update(body=row.body.replace("CT+", "CT-"))
    last = max(entry.sequence for entry in tampered.audit() if entry.action == "read")
    told = f"reading of {again.report.id}: its claims or accounts are not those that audit entry {last} recorded"
    assert first_problem(tampered) == told


def test_a_removed_claim_is_noticed(tampered):
    row = rows(tampered, ClaimRow).get(ref=READINGS[0].claims[0].id)
    row.incident_links.all().delete()
    row.delete()
    assert first_problem(tampered).startswith(f"reading of {READINGS[0].report.id}: its claims")


def test_a_filter_column_that_no_longer_says_what_the_claim_says_is_named(tampered):
    rows(tampered, ClaimRow).filter(ref=READINGS[0].claims[0].id).update(said_by="somebody else")
    assert first_problem(tampered) == (
        f"{READINGS[0].claims[0].id}: its column said_by does not say what the row's own JSON says"
    )


def test_a_report_slipped_in_without_an_audit_entry_is_named(tampered):
    row = rows(tampered, ReportRow).first()
    row.pk, row.ref, row.version, row.sha256 = None, "report-slipped", "v", "s"
    row.save(using=tampered.alias)
    assert first_problem(tampered) == "report-slipped: the row was added without an audit entry, or changed since"


def test_a_changed_decision_is_named(tampered):
    row = rows(tampered, ReviewRow).get()
    rows(tampered, ReviewRow).update(body=row.body.replace("seen", "unseen"))
    assert first_problem(tampered) == f"{DECISION.id}: the review is not the one that audit entry 8 recorded"


def test_a_removed_decision_is_named(tampered):
    rows(tampered, ReviewRow).all().delete()
    assert first_problem(tampered) == f"{DECISION.id}: the review that audit entry 8 recorded is missing"


def test_an_audit_entry_in_another_name_is_named(tampered):
    rows(tampered, AuditRow).filter(sequence=4).update(actor="basil")
    assert [str(problem) for problem in tampered.verify().problems] == [
        "audit entry 4: its words do not match its hash"
    ]


def test_an_audit_entry_hashed_anew_breaks_the_chain_after_it(tampered):
    from reportedly.ledger.chain import entry_hash

    entry = rows(tampered, AuditRow).get(sequence=4)
    entry.actor = "basil"
    rows(tampered, AuditRow).filter(sequence=4).update(actor="basil", hash=entry_hash(entry))
    assert [str(problem) for problem in tampered.verify().problems] == [
        "audit entry 5: it does not follow from the entry before it"
    ]


def test_an_audit_entry_taken_out_is_named(tampered):
    rows(tampered, AuditRow).filter(sequence=7).delete()
    assert first_problem(tampered) == "audit entry 7: it is missing from the log"


def test_an_audit_entry_that_is_no_json_is_named_not_tripped_over(tampered):
    rows(tampered, AuditRow).filter(sequence=8).update(objects_touched="no json")
    assert first_problem(tampered) == "audit entry 8: its words do not match its hash"


def test_entries_cut_off_the_end_are_noticed(tampered):
    rows(tampered, AuditRow).filter(sequence=9).delete()
    assert first_problem(tampered) == "audit entry 9: the ledger has recorded this entry, but the log lacks it"


def test_entries_cut_off_the_end_with_the_head_set_back_are_noticed_by_an_earlier_head(tampered):
    kept = tampered.verify().head
    last = rows(tampered, AuditRow).get(sequence=8)
    rows(tampered, AuditRow).filter(sequence=9).delete()
    rows(tampered, HeadRow).update(sequence=8, hash=last.hash)
    found = [str(problem) for problem in tampered.verify(kept).problems]
    assert found[0] == f"audit log: the entry with the hash {kept} is no longer in it"


def test_a_changed_incident_is_named(tampered):
    row = rows(tampered, IncidentRow).get(ref=incident_id(READINGS[0].accounts[0]))
    body = json.loads(row.body)
    body["tolls"][0]["best"] = 500
    rows(tampered, IncidentRow).filter(pk=row.pk).update(body=json.dumps(body))
    assert first_problem(tampered) == f"{row.ref}: the incident does not match its hash; rebuild the incidents"


def test_an_incident_of_an_earlier_version_that_said_less_verifies(tampered):
    row = rows(tampered, IncidentRow).get(ref=incident_id(READINGS[0].accounts[0]))
    body = json.loads(row.body)
    for account in body["accounts"]:
        del account["victims"]
    body = canonical(body)
    read = rows(tampered, ReadingRow).get(report_ref=READINGS[0].report.id).pk
    rows(tampered, IncidentRow).filter(pk=row.pk).update(
        body=body, sha256=row_digest(sha256_of_text(body), row.review, [read])
    )
    with writing(tampered.alias) as chain:
        chain.add("link", "reportedly", [], incidents_digest(tampered.alias))
    assert tampered.verify().problems == ()


def test_an_incidents_toll_changed_in_the_column_only_is_named(tampered):
    ref = incident_id(READINGS[0].accounts[0])
    rows(tampered, IncidentRow).filter(ref=ref).update(killed_best=500)
    assert first_problem(tampered) == f"{ref}: its column killed_best does not say what the row's own JSON says"


def test_a_removed_incident_is_noticed_and_a_rebuild_brings_it_back(tampered):
    row = rows(tampered, IncidentRow).get(ref=incident_id(READINGS[0].accounts[0]))
    row.delete()
    assert first_problem(tampered) == "incidents: they are not those that audit entry 9 linked; rebuild them"
    tampered.rebuild()
    assert tampered.verify().ok
    assert len(list(tampered.incidents())) == 3


def test_a_reading_whose_reader_was_changed_is_named(tampered):
    rows(tampered, ReadingRow).filter(report_ref=READINGS[0].report.id).update(reader="rules@9")
    assert first_problem(tampered) == (
        f"reading of {READINGS[0].report.id}: its column reader does not say what the row's own JSON says"
    )


def test_what_was_damaged_beyond_reading_is_named_when_it_is_needed(tampered):
    rows(tampered, AccountRow).filter(ref=READINGS[0].accounts[0].id).update(body="{")
    with pytest.raises(LedgerError, match=f"the reading of {READINGS[0].report.id} is damaged: see what"):
        tampered.rebuild()
