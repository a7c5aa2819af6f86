"""The page of an incident: the toll and what is behind it, and the decisions on it."""

import re

import pytest
from desk_samples import FIRST, OTHER, SECOND

from reportedly.desk.incident.chart import Told, chart
from reportedly.desk.incident.context import Evidence
from reportedly.model import Span


@pytest.fixture
def market(ledger):
    """The incident of the first report."""
    return ledger.incident_row(ledger.holding(FIRST.accounts[0].id))


@pytest.fixture
def bakery(ledger):
    """The incident of the last report."""
    return ledger.incident_row(ledger.holding(OTHER.accounts[0].id))


def post(client, incident, what, **fields):
    return client.post(f"/incident/{incident.ref}/{what}/", {"seen": incident.sha256[:16], **fields}, follow=True)


def now(ledger, reading):
    return ledger.incident(ledger.holding(reading.accounts[0].id))


def test_both_reports_of_the_market_are_one_incident_and_the_bakery_is_another(ledger, market, bakery):
    assert ledger.holding(SECOND.accounts[0].id) == market.ref != bakery.ref


def test_the_page_says_what_it_is_how_it_is_graded_and_whether_it_was_reviewed(signed_in, market):
    page = signed_in("viewer").get(f"/incident/{market.ref}/").content.decode()
    assert f">{market.ref}</p>" in page
    assert '<span class="chip contested">contested</span>' in page
    assert "not yet reviewed" in page


def test_an_incident_is_found_by_how_its_id_begins_and_an_unknown_one_is_not(signed_in, market):
    viewer = signed_in("viewer")
    assert viewer.get(f"/incident/{market.ref[:6]}/")["Location"] == f"/incident/{market.ref}/"
    assert viewer.get("/incident/nothing-of-it/").status_code == 404


def test_beneath_each_toll_stands_each_figure_with_source_date_words_and_whether_it_was_used(signed_in, market):
    page = signed_in("viewer").get(f"/incident/{market.ref}/").content.decode()
    used, left_out = (re.findall(rf'<li class="{kind}">(.*?)</li>', page, re.DOTALL) for kind in ("used", "left-out"))
    killed = [row for row in used if "killed" in row]
    assert any("9 civilians killed" in row and "2016-08-03" in row and "town council" in row for row in killed)
    assert any("5 civilians killed" in row and "superseded by" in row for row in left_out)
    assert f"/reports/{SECOND.report.id}/#{SECOND.claims[0].id}" in page


def test_who_did_it_is_shown_with_the_denial_and_both_sides_of_the_dispute(signed_in, market):
    page = signed_in("viewer").get(f"/incident/{market.ref}/").content.decode()
    who = page.split("Who says who did it")[1].split("In dispute")[0]
    assert re.findall(r"<strong>(\w+)</strong> by <bdi>([^<]+)", who) == [
        ("accused", "town council"),
        ("denied", "Syrian army"),
    ]
    sides = re.findall(r'card side"><h4><bdi>([^<]+)', page.split("In dispute")[1])
    assert {"town council", "Syrian army"} <= set(sides)


def test_an_editor_settles_a_toll_and_can_take_that_back(signed_in, ledger, market):
    editor = signed_in("editor")
    page = post(editor, market, "toll", row="killed civilians", low=7, best=8, high=9, reason="names").content.decode()
    assert "settled by a person" in page
    toll = next(toll for toll in now(ledger, FIRST).tolls if (toll.harm, toll.group) == ("killed", "civilians"))
    assert (toll.low, toll.best, toll.high, toll.method) == (7, 8, 9, "review by editor")
    (review,) = ledger.reviews()
    editor.post(f"/incident/{market.ref}/undo/", {"review": review.id})
    toll = next(toll for toll in now(ledger, FIRST).tolls if (toll.harm, toll.group) == ("killed", "civilians"))
    assert (toll.best, toll.method) == (9, "range/1")


def test_a_toll_whose_numbers_do_not_rise_is_refused(signed_in, ledger, market):
    answer = post(signed_in("editor"), market, "toll", row="killed civilians", low=9, best=8, high=7)
    assert answer.status_code == 422
    assert "must rise" in answer.content.decode()
    assert ledger.reviews() == ()


def test_two_incidents_are_merged_and_the_merge_is_undone(signed_in, ledger, market, bakery):
    editor = signed_in("editor")
    page = post(editor, market, "merge", other=bakery.ref, reason="one day").content.decode()
    assert now(ledger, FIRST).id == now(ledger, OTHER).id
    review = re.search(r'name="review" value="(review-\w+)"><button class="quiet">Undo', page).group(1)
    editor.post(f"/incident/{market.ref}/undo/", {"review": review})
    assert now(ledger, FIRST).id != now(ledger, OTHER).id
    assert [one.action for one in ledger.reviews()] == ["merge", "undo"]
    assert ledger.verify().ok


def test_a_report_is_split_off_and_comes_back_when_that_is_undone(signed_in, ledger, market):
    editor = signed_in("editor")
    post(editor, market, "split", account=SECOND.accounts[0].id, reason="another market")
    assert now(ledger, FIRST).id != now(ledger, SECOND).id
    (review,) = ledger.reviews()
    editor.post(f"/incident/{market.ref}/undo/", {"review": review.id})
    assert now(ledger, FIRST).id == now(ledger, SECOND).id


def test_splitting_off_everything_is_refused(signed_in, ledger, market):
    accounts = [FIRST.accounts[0].id, SECOND.accounts[0].id]
    page = post(signed_in("editor"), market, "split", account=accounts).content.decode()
    assert "but not all" in page
    assert ledger.reviews() == ()


def test_accepting_and_rejecting_show_on_the_page_and_in_the_history(signed_in, ledger, market):
    editor = signed_in("editor")
    post(editor, market, "judge", decision="accept", reason="seen by two")
    row = ledger.incident_row(market.ref)
    assert row.review == "accepted"
    page = post(editor, row, "judge", decision="reject", reason="it was a drill").content.decode()
    assert ledger.incident_row(market.ref).grading == "discounted"
    history = page.split('id="history-title"')[1]
    assert re.findall(r"<bdi>editor</bdi> (\w+)", history) == ["rejected", "accepted"]


def test_a_corrected_title_stays_though_incidents_are_linked_anew(signed_in, ledger, market):
    post(signed_in("editor"), market, "correct", title="The market of Saraqib", grading=market.grading)
    ledger.rebuild()
    assert ledger.incident(market.ref).title == "The market of Saraqib"


def test_of_two_editors_the_second_is_told_that_the_incident_changed(signed_in, ledger, market):
    first, second = signed_in("editor"), signed_in("administrator")
    post(first, market, "judge", decision="accept")
    answer = post(second, market, "judge", decision="reject")
    assert answer.status_code == 409
    assert "editor" in answer.content.decode()
    assert [(one.author, one.action) for one in ledger.reviews()] == [("editor", "accept")]


def test_an_analyst_cannot_take_back_what_an_editor_decided(signed_in, ledger, market):
    post(signed_in("editor"), market, "judge", decision="accept")
    (review,) = ledger.reviews()
    answer = signed_in("analyst").post(f"/incident/{market.ref}/undo/", {"review": review.id})
    assert answer.status_code == 403
    assert len(ledger.reviews()) == 1


def test_a_chart_needs_two_figures_and_keeps_each_source_s_in_order():
    from datetime import date

    early, late = Told("council", date(2016, 8, 1), 5, 5), Told("council", date(2016, 8, 3), 9, None)
    assert chart([early]) is None
    drawn = chart([late, early])
    (line,) = drawn.lines
    assert [point.words for point in line.points] == [
        "council, 1 August 2016: 5",
        "council, 3 August 2016: at least 9",
    ]
    first, last = line.points
    assert first.x < last.x
    assert first.y > last.y
    assert [tick.label for tick in drawn.up] == ["0", "9"]


def test_words_that_say_little_alone_are_shown_with_who_says_them():
    claim = FIRST.claims[2]
    start = FIRST.report.text.index("Twelve people")
    short = claim.model_copy(update={"content": (Span.of(FIRST.report.text, start, start + len("Twelve people")),)})
    told = [Evidence({FIRST.report.id: FIRST}).quote(one).words for one in (short, FIRST.claims[1])]
    assert told == ["Twelve people were wounded, a doctor said", "that it had fired on the market"]
