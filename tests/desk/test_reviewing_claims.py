"""The page of a report: what is shown, what each decision does, and what becomes of two at one time."""

import pytest
from desk_samples import FIRST, SECOND
from django.urls import reverse

REPORT = FIRST.report.id
COUNCIL, ARMY, DOCTOR = FIRST.claims
(RISEN,) = SECOND.claims
PAGE = f"/reports/{REPORT}/"


def address(claim):
    return reverse("report:decide", args=[claim.report, claim.id])


def last(ledger, claim):
    decisions = [review for review in ledger.claim_decisions(claim.report) if review.claim == claim.id]
    return decisions[-1].id if decisions else ""


def decide(client, claim, decision, seen="", **more):
    return client.post(address(claim), {"decision": decision, "seen": seen, **more}, follow=True)


def figure_fields(claim, **changed):
    fields = {"f-TOTAL_FORMS": len(claim.figures) + 1, "f-INITIAL_FORMS": len(claim.figures)}
    for number, figure in enumerate(claim.figures):
        for name in ("harm", "group", "subgroup", "minimum", "maximum"):
            value = getattr(figure, name)
            fields[f"f-{number}-{name}"] = "" if value is None else value
    return {**fields, **changed}


def form(claim, **changed):
    from reportedly.desk.report.forms import initial

    fields = {f"c-{name}": "" if value is None else value for name, value in initial(claim).items()}
    return {**fields, **figure_fields(claim), **changed}


def killed(ledger):
    incident = ledger.incident(ledger.holding(FIRST.accounts[0].id))
    return [(toll.low, toll.best, toll.high) for toll in incident.tolls if toll.harm == "killed"]


def test_the_page_shows_the_text_with_each_claim_s_words_and_the_claims_beside_it(signed_in):
    page = signed_in("analyst").get(PAGE).content.decode()
    assert 'class="w k-content k-event k-source"' not in page
    assert page.count('<li class="claim"') == 3
    assert "town council" in page
    assert "0 of 3 claims decided" in page


def test_report_text_is_shown_as_text(signed_in):
    page = signed_in("analyst").get(PAGE).content.decode()
    assert "&lt;script&gt;document.title" in page
    assert "<script>document.title" not in page


def test_an_unknown_report_is_not_found(signed_in):
    assert signed_in("analyst").get("/reports/report-0000000000000000/").status_code == 404


def test_an_accepted_claim_is_a_row_in_the_ledger_under_its_author_and_an_entry_in_the_log(signed_in, ledger):
    decide(signed_in("analyst"), COUNCIL, "accept")
    (review,) = ledger.reviews()
    assert (review.action, review.author, review.report, review.claim) == ("accept", "analyst", REPORT, COUNCIL.id)
    entry = [entry for entry in ledger.audit() if entry.action == "review"][-1]
    assert (entry.actor, COUNCIL.id in entry.objects_touched) == ("analyst", True)
    assert ledger.verify().ok


def test_a_rejected_claim_s_figure_leaves_the_toll_and_is_listed_there_with_who_and_why(signed_in, ledger):
    analyst = signed_in("analyst")
    assert killed(ledger) == [(9, 9, 9)]
    decide(analyst, RISEN, "reject")
    ledger.place()
    assert killed(ledger) == [(5, 5, 5)]
    decide(analyst, COUNCIL, "reject", reason="counts the wounded")
    ledger.place()
    assert killed(ledger) == []
    assert ledger.verify().ok
    incident = analyst.get(f"/incident/{ledger.holding(FIRST.accounts[0].id)}/").content.decode()
    assert "rejected by analyst: counts the wounded" in incident


def test_undo_takes_the_decision_back_and_leaves_both_in_the_history(signed_in, ledger):
    analyst = signed_in("analyst")
    decide(analyst, RISEN, "reject")
    ledger.place()
    page = decide(analyst, RISEN, "undo", seen=last(ledger, RISEN)).content.decode()
    ledger.place()
    assert killed(ledger) == [(9, 9, 9)]
    assert [review.action for review in ledger.reviews()] == ["reject", "undo"]
    assert "2 decisions" in page
    assert "0 of 1 claim decided" in page


def test_a_correction_changes_the_claim_the_toll_and_nothing_else(signed_in, ledger):
    changed = form(COUNCIL, **{"f-0-minimum": 6, "f-0-maximum": 6, "c-reason": "six names"})
    decide(signed_in("analyst"), COUNCIL, "correct", **changed)
    (review,) = ledger.reviews()
    assert (review.action, review.reason, list(review.value)) == ("correct", "six names", ["figures"])
    reading = ledger.reviewed([REPORT])[REPORT]
    figure = reading.accounts[0].figures[0]
    assert (figure.minimum, figure.maximum, figure.verbatim, figure.main_toll) == (6, 6, "5 civilians", True)
    assert reading.claims[1:] == FIRST.claims[1:]


def test_every_field_of_a_claim_can_be_corrected(signed_in, ledger):
    changed = form(
        COUNCIL,
        **{
            "c-said_by": "mayor; town council", "c-kind": "official", "c-factuality": "PR+", "c-stage": "attempted",
            "c-sub_type": "Grenade", "c-perpetrators": "Syrian army; militia", "c-responsibility": "fact",
            "c-place": "Aleppo", "c-start": "2016-08-02", "c-end": "2016-08-03",
        },
    )  # fmt: skip
    decide(signed_in("analyst"), COUNCIL, "correct", **changed)
    claim = ledger.reviewed([REPORT])[REPORT].claims[0]
    assert [source.name for source in claim.said_by] == ["mayor", "town council"]
    assert [actor.name for actor in claim.perpetrators] == ["Syrian army", "militia"]
    assert (claim.factuality, claim.stage, claim.responsibility) == ("PR+", "attempted", "fact")
    assert (claim.event.type, claim.event.sub_type) == ("Explosions/Remote violence", "Grenade")
    assert (claim.place.name, claim.place.country) == ("Aleppo", "SY")
    assert (claim.when.start, claim.when.end) == ("2016-08-02", "2016-08-03")
    assert claim.figures == COUNCIL.figures


def test_a_correction_that_changes_nothing_is_no_decision(signed_in, ledger):
    decide(signed_in("analyst"), COUNCIL, "correct", **form(COUNCIL))
    assert ledger.reviews() == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"c-start": "2016-08-03", "c-end": "2016-08-01"}, "must not be before"),
        ({"f-0-minimum": 9, "f-0-maximum": 5}, "must not be less"),
        ({"c-factuality": "nonsense"}, "not one of the available choices"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_its_reason_and_what_was_typed(signed_in, ledger, wrong, told):
    answer = decide(signed_in("analyst"), COUNCIL, "correct", **form(COUNCIL, **wrong))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert ledger.reviews() == ()


def test_a_missed_claim_is_added_from_words_of_the_report_and_counts(signed_in, ledger):
    words = "the market of Saraqib on Monday, killing 5 civilians"
    fields = {
        "words": words, "account": FIRST.accounts[0].id, "new-said_by": "town council", "new-kind": "official",
        "new-factuality": "CT+", "new-stage": "accomplished", "new-responsibility": "unknown",
        "newfigure-TOTAL_FORMS": 1, "newfigure-INITIAL_FORMS": 0, "newfigure-0-harm": "missing",
        "newfigure-0-minimum": 3, "newfigure-0-group": "civilians",
    }  # fmt: skip
    answer = signed_in("analyst").post(f"{PAGE}add/", fields, follow=True)
    assert "The claim was added" in answer.content.decode()
    claim = ledger.reviewed([REPORT])[REPORT].claims[-1]
    (span,) = claim.content
    assert (span.exact, FIRST.report.text[span.start : span.end]) == (words, words)
    incident = ledger.incident(ledger.holding(FIRST.accounts[0].id))
    assert [(toll.harm, toll.best) for toll in incident.tolls if toll.harm == "missing"] == [("missing", 3)]
    assert ledger.verify().ok


def test_a_missed_claim_must_rest_on_words_that_are_there(signed_in, ledger):
    fields = {"words": "words of no report", "newfigure-TOTAL_FORMS": 0, "newfigure-INITIAL_FORMS": 0}
    answer = signed_in("analyst").post(f"{PAGE}add/", fields)
    assert answer.status_code == 422
    assert "not in the report" in answer.content.decode()
    assert ledger.reviews() == ()


@pytest.mark.parametrize("htmx", [False, True])
def test_of_two_people_at_one_claim_the_second_is_told_and_nothing_is_overwritten(signed_in, ledger, htmx):
    first, second = signed_in("analyst"), signed_in("editor")
    decide(first, COUNCIL, "reject")
    headers = {"HX-Request": "true"} if htmx else {}
    answer = second.post(address(COUNCIL), {"decision": "accept", "seen": ""}, headers=headers)
    assert answer.status_code == 409
    assert "analyst" in answer.content.decode()
    assert [(review.author, review.action) for review in ledger.reviews()] == [("analyst", "reject")]


def test_a_decision_sent_twice_is_told_apart_from_two_decisions(signed_in, ledger):
    analyst = signed_in("analyst")
    decide(analyst, COUNCIL, "accept")
    assert analyst.post(address(COUNCIL), {"decision": "accept", "seen": ""}).status_code == 409
    assert len(ledger.reviews()) == 1


def test_people_at_different_claims_of_one_report_do_not_get_in_each_other_s_way(signed_in, ledger):
    first, second = signed_in("analyst"), signed_in("editor")
    decide(first, COUNCIL, "accept")
    decide(second, ARMY, "accept")
    assert {review.author for review in ledger.reviews()} == {"analyst", "editor"}


def test_a_claim_of_another_report_is_not_found(signed_in):
    wrong = reverse("report:decide", args=[REPORT, SECOND.claims[0].id])
    assert signed_in("analyst").post(wrong, {"decision": "accept", "seen": ""}).status_code == 404


def test_the_answer_to_htmx_is_the_claim_alone_with_the_progress(signed_in):
    answer = signed_in("analyst").post(
        address(DOCTOR), {"decision": "accept", "seen": ""}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert "<html" not in page
    assert "1 of 3 claims decided" in page
    assert "accepted" in page
