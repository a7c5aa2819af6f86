"""Same or not: which pairs are asked about, what an answer does, and how it is taken back."""

import re

import pytest

from reportedly.desk.models import CandidatePair, Unsure
from reportedly.desk.reckoning import is_behind, reckon, throw_away
from reportedly.ledger.models import ReviewRow


@pytest.fixture
def apart(ledger):
    """The market's two reports in two incidents, as a person once parted them and then thought better of it."""
    from desk_samples import FIRST, SECOND

    from reportedly.desk.deciding import undo
    from reportedly.desk.people.models import User
    from reportedly.ledger.deciding import decision

    one, other = FIRST.accounts[0].id, SECOND.accounts[0].id
    split = decision("split", author="editor", reason="", accounts=(one,), apart_from=(other,))
    ledger.review(split)
    throw_away("pairs")
    return ledger, one, other, split, lambda: undo(ledger, split.id, user=User.objects.get(username="editor"))


@pytest.fixture
def pair(ledger):
    """The market and the bakery as a pair to ask about."""
    from desk_samples import FIRST, OTHER

    reckon(ledger, "pairs")
    left, right = sorted((ledger.holding(account), account) for account in (FIRST.accounts[0].id, OTHER.accounts[0].id))
    return CandidatePair.objects.create(
        left=left[0], right=right[0], left_account=left[1], right_account=right[1], weight=-1.0
    )


def answer(browser, pair, given, **more):
    page = browser.get("/same/").content.decode()
    shown = dict(re.findall(r'name="(left|right)" value="([^"]+)"', page))
    return browser.post("/same/decide/", {**shown, "answer": given, **more})


def test_incidents_that_a_person_parted_are_not_asked_about_again(apart):
    ledger, one, other, _, _ = apart
    assert ledger.holding(one) != ledger.holding(other)
    reckon(ledger, "pairs")
    asked = {frozenset((pair.left_account, pair.right_account)) for pair in CandidatePair.objects.all()}
    assert frozenset((one, other)) not in asked


def test_two_incidents_stand_side_by_side_with_what_speaks_for_and_against(signed_in, pair):
    page = signed_in("viewer").get("/same/").content.decode()
    assert "Saraqib" in page
    assert "Homs" in page
    assert "For one incident" in page
    assert "Against it" in page
    assert re.search(r"[+-]\d+\.\d</span>", page)


def test_yes_merges_and_the_pair_is_gone(signed_in, ledger, pair):
    response = answer(signed_in("editor"), pair, "yes", reason="one market day")
    assert (response.status_code, response.url) == (302, "/same/")
    assert ledger.holding(pair.left_account) == ledger.holding(pair.right_account)
    (review,) = (row.noun for row in ReviewRow.objects.all())
    assert (review.action, review.author, review.reason) == ("merge", "editor", "one market day")
    assert CandidatePair.objects.count() == 0


def test_no_parts_them_for_good(signed_in, ledger, pair):
    answer(signed_in("editor"), pair, "no")
    (review,) = (row.noun for row in ReviewRow.objects.all())
    assert review.action == "split"
    assert ledger.holding(pair.left_account) != ledger.holding(pair.right_account)
    assert "No two incidents are alike enough" in signed_in("editor").get("/same/").content.decode()


def test_cannot_tell_decides_nothing_and_sends_the_pair_to_the_end(signed_in, pair):
    browser = signed_in("editor")
    answer(browser, pair, "unsure")
    assert ReviewRow.objects.count() == 0
    assert Unsure.objects.get().by == "editor"
    assert "could not tell" in browser.get("/same/").content.decode()


def test_an_answer_is_taken_back_with_undo(signed_in, ledger, pair):
    browser = signed_in("editor")
    answer(browser, pair, "yes")
    merged = ReviewRow.objects.get()
    response = browser.post("/queue/undo/", {"review": merged.ref, "back": "/same/"})
    assert response.url == "/same/"
    assert ledger.holding(pair.left_account) != ledger.holding(pair.right_account)
    assert [row.action for row in ReviewRow.objects.order_by("pk")] == ["merge", "undo"]


def test_an_answer_to_what_is_no_longer_so_is_refused(signed_in, ledger, pair):
    browser = signed_in("editor")
    page = browser.get("/same/").content.decode()
    shown = dict(re.findall(r'name="(left|right)" value="([^"]+)"', page))
    answer(signed_in("administrator"), pair, "yes")
    response = browser.post("/same/decide/", {**shown, "answer": "no"})
    assert response.status_code == 409
    assert [row.action for row in ReviewRow.objects.all()] == ["merge"]


def test_what_is_no_answer_decides_nothing(signed_in, pair):
    response = answer(signed_in("editor"), pair, "perhaps")
    assert (response.status_code, ReviewRow.objects.count()) == (302, 0)


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_who_may_not_merge_may_look_but_not_answer(signed_in, pair, role):
    browser = signed_in(role)
    assert "Your role may look but not decide here." in browser.get("/same/").content.decode()
    assert browser.post("/same/decide/", {"pair": pair.pk, "answer": "yes"}).status_code == 403


def test_pairs_are_reckoned_anew_when_reports_come_in_and_not_at_every_decision(ledger, apart):
    reckon(ledger, "pairs")
    assert not is_behind(ledger, "pairs")
    apart[4]()
    assert not is_behind(ledger, "pairs")
    from desk_samples import Writer

    writer = Writer("A market in Homs\nA rocket hit Homs again, a doctor said.\n", "2016-08-07", "Paper", "Homs",
                    "2016-08-06")  # fmt: skip
    from desk_samples import DOCTOR

    writer.claim("A rocket hit Homs again", DOCTOR, "a doctor", "doctor said", trigger="hit")
    ledger.record([writer.reading()], author="importer")
    assert is_behind(ledger, "pairs")
