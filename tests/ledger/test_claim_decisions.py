"""Decisions on single claims: only what a claim can be gets in, and it is found again by its report."""

import pytest
from ledger_samples import incident_id, make_reading

from reportedly.ledger import LedgerError
from reportedly.model import Review

READING = make_reading()
(CLAIM,) = READING.claims


def decide(action, day=1, *, claim=CLAIM.id, report=READING.report.id, **parts):
    at = f"2026-01-{day:02}T00:00:00Z"
    where = {} if action == "undo" else {"claim": claim, "report": report}
    return Review.of(action, author="amal", at=at, reason="as seen", **where, **parts)


def added(**changes):
    value = {**CLAIM.model_dump(mode="json"), "id": "claim-0000000000000001", **changes}
    return decide("add", claim="claim-0000000000000001", value=value, accounts=(READING.accounts[0].id,))


def test_a_rejected_claim_is_out_of_the_reading_until_that_is_undone(ledger):
    ledger.record([READING], author="amal")
    rejected = decide("reject")
    ledger.review(rejected, link=False)
    assert ledger.reviewed([READING.report.id])[READING.report.id].claims == ()
    ledger.review(decide("undo", 2, undoes=rejected.id), link=False)
    assert ledger.reviewed([READING.report.id])[READING.report.id] == READING
    assert ledger.verify().ok


def test_the_text_and_the_claims_as_read_stay_as_they_were(ledger):
    ledger.record([READING], author="amal")
    ledger.review(decide("correct", value={"factuality": "CT-"}), link=False)
    assert list(ledger.readings()) == [READING]
    assert ledger.reviewed([READING.report.id])[READING.report.id].claims[0].factuality == "CT-"


def test_a_decision_on_a_claim_leaves_its_incident_open(ledger):
    ledger.record([READING], author="amal")
    ledger.review(decide("accept"))
    assert ledger.incident_row(incident_id(READING.accounts[0])).review == "open"


@pytest.mark.parametrize(
    ("review", "told"),
    [
        (decide("accept", claim="claim-ffffffffffffffff"), "no claim 'claim-ffffffffffffffff'"),
        (decide("accept", report="report-ffffffffffffffff"), "no report 'report-ffffffffffffffff'"),
        (decide("correct", value={"factuality": "sure"}), "factuality"),
        (decide("correct", value={"reader": "me"}), "reader cannot be corrected"),
        (added(content=[]), "must rest on words"),
        (added(content=[{"start": 0, "end": 4, "exact": "none"}]), "must rest on words"),
        (added(report="report-ffffffffffffffff"), "must have the id and the report"),
    ],
)
def test_what_a_claim_cannot_be_does_not_get_in(ledger, review, told):
    ledger.record([READING], author="amal")
    with pytest.raises(LedgerError, match=told):
        ledger.review(review)
    assert ledger.reviews() == ()


def test_a_check_that_fails_under_the_lock_stops_the_decision(ledger):
    ledger.record([READING], author="amal")

    def changed():
        raise LedgerError("somebody was quicker")

    with pytest.raises(LedgerError, match="quicker"):
        ledger.review(decide("accept"), check=changed)
    assert ledger.reviews() == ()
    assert ledger.verify().ok


@pytest.mark.parametrize("action", ["merge", "split"])
def test_a_claim_is_neither_merged_nor_split(action):
    with pytest.raises(ValueError, match="cannot be decided on"):
        decide(action, accounts=("account-1", "account-2"), apart_from=("account-3",))
