"""Incidents in the ledger as the project's own linking makes them: little by little, or all at once."""

import random

import pytest
from ledger_samples import make_reading

from reportedly.export import jsonl
from reportedly.ledger import open_ledger
from reportedly.ledger.models import IncidentClaimRow, IncidentRow
from reportedly.linking import link
from reportedly.model import Review

READINGS = [
    make_reading(number, town=town, day=day, killed=killed, publisher=publisher)
    for number, (town, day, killed, publisher) in enumerate(
        [
            ("Saraqib", "2016-08-01", 5, "Levant Wire"),
            ("Saraqib", "2016-08-01", 6, "Orontes Post"),
            ("Saraqib", "2016-08-02", 6, "Harbour Courier"),
            ("Atmeh", "2016-08-14", 50, "Levant Wire"),
            ("Atmeh", "2016-08-14", 32, "Orontes Post"),
            ("Aleppo", "2016-09-20", 28, "Levant Wire"),
        ]
    )
]


@pytest.fixture
def own(address):
    """A ledger that links as the project does."""
    with open_ledger(address) as opened:
        yield opened


def in_ledger(ledger):
    return {incident.id: incident for incident in ledger.incidents()}


def by_id(incidents):
    return {incident.id: incident for incident in incidents}


@pytest.mark.parametrize("seed", range(3))
def test_incidents_placed_little_by_little_equal_those_linked_at_once(own, seed):
    readings = random.Random(seed).sample(READINGS, len(READINGS))  # noqa: S311 - no secret
    for reading in readings:
        own.record([reading], author="amal")
    assert in_ledger(own) == by_id(link(READINGS))
    own.rebuild()
    assert in_ledger(own) == by_id(link(READINGS))
    assert own.verify().problems == ()


def test_another_process_goes_on_where_the_first_left_off(own, address):
    own.record(READINGS[:3], author="amal")
    before = in_ledger(own)
    with open_ledger(address) as other:
        assert in_ledger(other) == before
        other.record(READINGS[3:], author="basil")
    assert in_ledger(own) == by_id(link(READINGS))


def test_decisions_shape_the_incidents_and_outlive_a_rebuild(own):
    own.record(READINGS, author="amal")
    untouched = in_ledger(own)
    first, second = READINGS[0].accounts[0].id, READINGS[5].accounts[0].id
    merge = Review.of("merge", author="amal", at="2026-01-01T00:00:00Z", reason="one event", accounts=(first, second))
    own.review(merge)
    merged = in_ledger(own)
    assert merged == by_id(link(READINGS, [merge])) != untouched
    own.rebuild()
    assert in_ledger(own) == merged
    own.review(Review.of("undo", author="amal", at="2026-01-02T00:00:00Z", reason="no", undoes=merge.id))
    assert in_ledger(own) == untouched


def test_a_decision_on_one_incident_leaves_the_rows_of_the_others_alone(own):
    own.record(READINGS, author="amal")
    rows = dict(IncidentRow.objects.using(own.alias).values_list("ref", "pk"))
    decided = own.holding(READINGS[5].accounts[0].id)
    own.review(
        Review.of("accept", author="amal", at="2026-01-01T00:00:00Z", reason="", accounts=(READINGS[5].accounts[0].id,))
    )
    now = dict(IncidentRow.objects.using(own.alias).values_list("ref", "pk"))
    assert {ref for ref in rows if rows[ref] != now[ref]} == {decided}


def test_every_claim_is_found_by_the_incident_it_speaks_of(own):
    own.record(READINGS, author="amal")
    for incident in own.incidents():
        links = IncidentClaimRow.objects.using(own.alias).filter(incident__ref=incident.id)
        told = {claim for account in incident.accounts for claim in account.claims}
        assert set(links.values_list("claim__ref", flat=True)) == told


def test_an_incident_is_found_by_an_id_that_it_lost_in_a_merger(own):
    own.record(READINGS, author="amal")
    ids = [own.holding(READINGS[0].accounts[0].id), own.holding(READINGS[5].accounts[0].id)]
    every = tuple(account.id for ref in ids for account in own.incident(ref).accounts)
    for number, (ref, accounts) in enumerate(zip(ids, [every, every[::-1]], strict=True)):
        at = f"2026-01-0{number + 1}T00:00:00Z"
        own.review(Review.of("merge", author="amal", at=at, reason="", incident=ref, accounts=accounts))
    assert own.incident(ids[0]) == own.incident(ids[1])
    assert len(own.incident(ids[0]).accounts) == len(every)


def test_the_two_databases_hold_the_same(sqlite_address, postgresql_address):
    with open_ledger(sqlite_address) as one, open_ledger(postgresql_address) as other:
        for ledger in (one, other):
            ledger.record(READINGS, author="amal")
        columns = [field.attname for field in IncidentRow._meta.concrete_fields if not field.primary_key]
        assert list(one.rows().values(*columns)) == list(other.rows().values(*columns))
        assert list(one.readings()) == list(other.readings())


def test_an_import_of_an_export_comes_to_the_same_incidents_whatever_was_decided(own, tmp_path):
    own.record(READINGS, author="amal")
    wrong = READINGS[1].claims[0]
    own.review(
        Review.of(
            "reject", author="amal", at="2026-01-01T00:00:00Z", reason="misread", report=wrong.report, claim=wrong.id
        )
    )
    path = tmp_path / "everything.jsonl"
    accounts = [account for reading in own.readings() for account in reading.accounts]
    reports = {reading.report.id: reading.report for reading in own.readings()}
    claims = {claim.id: claim for reading in own.readings() for claim in reading.claims}
    jsonl.write(own.incidents(), reports, claims, path, accounts=accounts, reviews=own.reviews())
    everything = jsonl.read_jsonl(path)
    with open_ledger(tmp_path / "copy.sqlite3") as copy:
        copy.record(everything.readings(), author="basil")
        copy.review(*everything.reviews, author="basil")
        assert list(copy.readings()) == list(own.readings())
        assert in_ledger(copy) == in_ledger(own) == by_id(everything.incidents) != by_id(link(READINGS))
