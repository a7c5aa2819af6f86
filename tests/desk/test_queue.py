"""The queue: its lines, how far the work is, the last decisions and taking them back."""

from datetime import UTC, datetime, timedelta

import pytest
from desk_samples import FIRST

from reportedly.desk.queue.views import line
from reportedly.ledger.deciding import judgement
from reportedly.ledger.models import ReviewRow
from reportedly.model import Review


def accepted(ledger, author="editor"):
    incident = next(ledger.incidents(place="Saraqib"))
    review = judgement("accept", incident, author=author, reason="seen")
    ledger.review(review)
    return review


def test_each_line_holds_what_its_name_says(ledger):
    lines = {name: {row.noun.place.name for row in line(ledger, name)} for name in ("contested", "large", "unsure")}
    assert lines == {"contested": {"Saraqib"}, "large": set(), "unsure": {"Homs"}}


def test_new_is_what_was_read_yesterday_or_today(ledger):
    now = datetime.now(UTC)
    assert line(ledger, "new", now).count() == 2
    assert line(ledger, "new", now + timedelta(days=1)).count() == 2
    assert line(ledger, "new", now + timedelta(days=2)).count() == 0


def test_the_queue_tells_how_far_the_work_is(signed_in, ledger):
    browser = signed_in("viewer")
    assert "0 of 2 incidents decided on." in browser.get("/queue/").content.decode()
    accepted(ledger)
    page = browser.get("/queue/").content.decode()
    assert "1 of 2 incidents decided on." in page
    assert "Nothing waits in this line." in page


def test_the_last_ten_decisions_are_shown_with_who_and_why(signed_in, ledger):
    for number in range(12):
        accepted(ledger, author=f"person {number}")
    page = signed_in("viewer").get("/queue/").content.decode()
    assert [number for number in range(12) if f"person {number}<" in page] == list(range(2, 12))


def test_a_decision_is_taken_back_by_whoever_may_decide(signed_in, ledger):
    review = accepted(ledger)
    response = signed_in("editor").post("/queue/undo/", {"review": review.id, "back": "/queue/"}, follow=True)
    assert "Taken back." in response.content.decode()
    assert {row.review for row in ledger.rows()} == {"open"}
    assert ReviewRow.objects.count() == 2


def test_an_undo_is_taken_back_as_well(signed_in, ledger):
    review = accepted(ledger)
    editor = signed_in("editor")
    editor.post("/queue/undo/", {"review": review.id})
    undo = ReviewRow.objects.get(action="undo")
    editor.post("/queue/undo/", {"review": undo.ref})
    assert {row.review for row in ledger.rows()} == {"open", "accepted"}


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_who_may_not_decide_on_incidents_takes_no_such_decision_back(signed_in, ledger, role):
    review = accepted(ledger)
    browser = signed_in(role)
    assert "data-undo" not in browser.get("/queue/").content.decode()
    assert browser.post("/queue/undo/", {"review": review.id}).status_code == 403
    assert ReviewRow.objects.count() == 1


def test_an_analyst_takes_a_decision_on_a_claim_back(signed_in, ledger):
    claim = FIRST.claims[2]
    now = datetime.now(UTC).isoformat()
    review = Review.of("reject", author="editor", at=now, reason="", report=FIRST.report.id, claim=claim.id)
    ledger.review(review)
    assert signed_in("analyst").post("/queue/undo/", {"review": review.id}).status_code == 302
    assert [row.action for row in ReviewRow.objects.order_by("pk")] == ["reject", "undo"]


def test_undo_returns_to_no_other_site(signed_in, ledger):
    review = accepted(ledger)
    response = signed_in("editor").post("/queue/undo/", {"review": review.id, "back": "https://elsewhere.example/"})
    assert response.url == "/queue/"
