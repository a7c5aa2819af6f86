"""Decisions on single claims, in the readings and in the incidents that are linked from them."""

import pytest

from reportedly.linking import link, link_incrementally, linked
from reportedly.model import Review
from reportedly.model.reviewed import corrected, reviewed
from tests.linking.making import simple

FIRST = simple("Shells fell on Saraqeb at noon, killing 5 people.", "Saraqeb", "2016-08-01", killed=5)
SECOND = simple(
    "A raid on Saraqeb left 9 dead, medics at the hospital said.",
    "Saraqeb",
    "2016-08-01",
    killed=9,
    publisher="The Other Paper",
)
(CLAIM,) = FIRST.claims


def decide(action, day, **parts):
    at = f"2026-01-{day:02}T00:00:00Z"
    where = {} if action == "undo" else {"report": FIRST.report.id, "claim": CLAIM.id}
    return Review.of(action, author="amal", at=at, reason="as seen", **where, **parts)


def killed(incidents):
    return [(toll.low, toll.best, toll.high) for one in incidents for toll in one.tolls if toll.harm == "killed"]


def test_an_accepted_claim_changes_nothing():
    assert reviewed(FIRST, [decide("accept", 1)]) is FIRST


def test_a_rejected_claim_is_gone_and_with_it_an_account_that_has_no_other():
    left = reviewed(FIRST, [decide("reject", 1)])
    assert (left.claims, left.accounts) == ((), ())


def test_of_a_rejection_and_an_acceptance_the_later_holds():
    assert reviewed(FIRST, [decide("reject", 1), decide("accept", 2)]) == FIRST


def test_a_corrected_figure_is_corrected_in_the_account_and_stays_its_main_toll():
    figures = [{**CLAIM.figures[0].model_dump(mode="json"), "minimum": 6, "maximum": 6}]
    left = reviewed(FIRST, [decide("correct", 1, value={"figures": figures})])
    (figure,) = left.accounts[0].figures
    assert (figure.minimum, figure.maximum, figure.main_toll) == (6, 6, FIRST.accounts[0].figures[0].main_toll)


def test_a_corrected_place_is_the_account_s_place_too():
    place = {**CLAIM.place.model_dump(mode="json"), "name": "Ariha"}
    left = reviewed(FIRST, [decide("correct", 1, value={"place": place})])
    assert (left.claims[0].place.name, left.accounts[0].place.name) == ("Ariha", "Ariha")


def test_an_added_claim_joins_the_account_that_it_names():
    missed = CLAIM.model_copy(update={"id": "claim-0000000000000000"})
    review = Review.of(
        "add",
        author="amal",
        at="2026-01-01T00:00:00Z",
        reason="missed",
        report=FIRST.report.id,
        claim=missed.id,
        accounts=(FIRST.accounts[0].id,),
        value=missed.model_dump(mode="json"),
    )
    left = reviewed(FIRST, [review])
    assert left.claims == (CLAIM, missed)
    assert left.accounts[0].claims == (CLAIM.id, missed.id)


@pytest.mark.parametrize("field", ["id", "report", "content", "reader", "nonsense"])
def test_what_a_claim_rests_on_cannot_be_corrected(field):
    with pytest.raises(ValueError, match=field):
        corrected(CLAIM, {field: "x"})


def test_a_toll_leaves_out_what_a_person_rejected_and_takes_it_back_when_that_is_undone():
    rejected = decide("reject", 1)
    undone = decide("undo", 2, undoes=rejected.id)
    both = killed(link([FIRST, SECOND]))
    assert killed(link([FIRST, SECOND], [rejected])) == [(9, 9, 9)]
    assert killed(link([FIRST, SECOND], [rejected, undone])) == both


@pytest.mark.parametrize(
    "reviews",
    [
        [decide("reject", 1)],
        [decide("accept", 1)],
        [decide("reject", 1), decide("undo", 2, undoes=decide("reject", 1).id)],
        [decide("correct", 1, value={"place": {**CLAIM.place.model_dump(mode="json"), "name": "Ariha"}})],
        [decide("correct", 1, value={"event": None})],
    ],
)
def test_decisions_taken_one_by_one_give_the_incidents_of_linking_anew(reviews):
    state = linked([FIRST, SECOND])
    for review in reviews:
        state = link_incrementally(state, [], [review])
    assert state.incidents == link([FIRST, SECOND], reviews)


def test_a_decision_on_a_claim_is_not_one_on_its_incident():
    incidents = link([FIRST, SECOND], [decide("accept", 1)])
    assert [incident.reviewed_by for incident in incidents] == [()] * len(incidents)
