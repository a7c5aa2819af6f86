"""Decisions of people: added, never changed, and outliving every rebuild."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import incident_id, make_reading

from reportedly.ledger import LedgerError
from reportedly.ledger.reviewing import in_force
from reportedly.model import Review

READING = make_reading()
ACCOUNT = READING.accounts[0]
INCIDENT = incident_id(ACCOUNT)


def decide(action, day, author="amal", **parts):
    given_parts = {} if action == "undo" else {"accounts": (ACCOUNT.id,)}
    return Review.of(action, author=author, at=f"2026-01-{day:02}T00:00:00Z", reason="as seen", **given_parts, **parts)


def state(ledger):
    return ledger.incident_row(INCIDENT).review


def test_an_accepted_incident_is_accepted_and_still_is_after_a_rebuild(ledger):
    ledger.record([READING], author="amal")
    assert state(ledger) == "open"
    accepted = decide("accept", 2)
    assert ledger.review(accepted) == 1
    assert state(ledger) == "accepted"
    ledger.rebuild()
    assert state(ledger) == "accepted"
    assert ledger.reviews() == (accepted,)


def test_a_rejected_incident_is_discounted(ledger):
    ledger.record([READING], author="amal")
    ledger.review(decide("reject", 2))
    assert (state(ledger), ledger.incident(INCIDENT).grading) == ("rejected", "discounted")


def test_an_undone_decision_stays_in_the_ledger_but_no_longer_holds(ledger):
    ledger.record([READING], author="amal")
    rejected = decide("reject", 2)
    undone = decide("undo", 3, undoes=rejected.id)
    ledger.review(rejected)
    ledger.review(undone)
    assert (state(ledger), ledger.incident(INCIDENT).grading) == ("open", "weak")
    assert ledger.reviews() == (rejected, undone)


def test_the_later_of_two_decisions_holds(ledger):
    ledger.record([READING], author="amal")
    ledger.review(decide("reject", 2), decide("accept", 3))
    assert state(ledger) == "accepted"


def test_a_decision_given_twice_is_recorded_once(ledger):
    ledger.record([READING], author="amal")
    ledger.review(decide("accept", 2))
    entries = len(list(ledger.audit()))
    assert ledger.review(decide("accept", 2)) == 0
    assert len(list(ledger.audit())) == entries


def test_a_decision_is_in_the_audit_log_under_its_author(ledger):
    ledger.record([READING], author="amal")
    ledger.review(decide("accept", 2, author="basil"))
    assert [(entry.action, entry.actor) for entry in ledger.audit()][3:] == [
        ("review", "basil"),
        ("link", "reportedly"),
    ]


def test_undoing_an_undo_puts_the_decision_back():
    accepted = decide("accept", 1)
    undone = decide("undo", 2, undoes=accepted.id)
    back = decide("undo", 3, undoes=undone.id)
    assert in_force([accepted, undone, back]) == (accepted, back)


@given(st.integers(min_value=0, max_value=9))
def test_a_decision_holds_after_an_even_number_of_undos(undos):
    chain = [decide("accept", 1)]
    for number in range(undos):
        chain.append(decide("undo", number + 2, undoes=chain[-1].id))
    assert (chain[0] in in_force(reversed(chain))) == (undos % 2 == 0)


@pytest.mark.parametrize("order", [1, -1])
def test_decisions_hold_whatever_order_they_are_given_in(order):
    reviews = [decide("reject", 2), decide("accept", 3)][::order]
    assert [review.action for review in in_force(reviews)] == ["reject", "accept"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("grading", "excellent"),
        ("when", "yesterday"),
        ("when", {"text": "", "span": None, "start": "2016-06-31", "end": None, "precision": 1}),
        ("tolls", [{"harm": "killed", "best": "many"}]),
        ("tolls", "18"),
        ("title", 7),
    ],
)
def test_a_correction_that_no_incident_can_follow_is_refused(ledger, field, value):
    ledger.record([READING], author="amal")
    with pytest.raises(LedgerError, match=f"^{field} cannot be corrected to "):
        ledger.review(decide("correct", 2, field=field, value=value))
    assert ledger.reviews() == ()


def test_an_incident_cannot_be_corrected_to_end_before_it_begins(ledger):
    ledger.record([READING], author="amal")
    when = {"text": "", "span": None, "start": "2016-08-02", "end": "2016-08-01", "precision": 1}
    with pytest.raises(LedgerError, match="cannot end on 2016-08-01, before it begins on 2016-08-02"):
        ledger.review(decide("correct", 2, field="when", value=when))
    assert ledger.reviews() == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "A title"),
        ("grading", "fair"),
        ("place", None),
        ("tolls", [{"harm": "killed", "group": "all", "subgroup": None, "low": 1, "best": 2, "high": 3}]),
    ],
)
def test_a_correction_that_an_incident_can_follow_is_recorded(ledger, field, value):
    ledger.record([READING], author="amal")
    assert ledger.review(decide("correct", 2, field=field, value=value)) == 1
