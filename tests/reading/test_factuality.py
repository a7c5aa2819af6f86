"""How a weak saying and a weak content combine, and what negation and modals do to a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.factuality import weakest
from reportedly.reading.pipeline import read

VALUES = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-")


@given(st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_two_commitments_combine_in_either_order_and_never_grow_surer(first, second):
    combined = weakest(first, second)
    strength = ("PS", "PR", "CT")
    assert combined == weakest(second, first)
    assert strength.index(combined[:2]) == min(strength.index(first[:2]), strength.index(second[:2]))


def test_a_denied_denial_is_an_assertion():
    assert weakest("CT-", "CT-") == "CT+"


@given(st.sampled_from(VALUES))
def test_an_uncommitted_part_leaves_the_whole_uncommitted(value):
    assert weakest("Uu", value) == weakest(value, "Uu") == "Uu"


@pytest.mark.parametrize(
    ("sentence", "factuality"),
    [
        ("Rebels shelled the town on Monday.", "CT+"),
        ("Rebels may have shelled the town on Monday.", "PS+"),
        ("Rebels probably shelled the town on Monday.", "PR+"),
        ("Rebels did not shell the town on Monday.", "CT-"),
        ("Rebels not only shelled the town on Monday but stormed it.", "CT+"),
        ("Rebels did not just shell the town on Monday.", "CT+"),
        ("A spokesman denied that rebels shelled the town.", "CT-"),
        ("A spokesman said rebels might have shelled the town.", "PS+"),
        ("A spokesman said it was not clear whether rebels had shelled the town.", "Uu"),
        ("A spokesman said it was not yet clear if rebels had shelled the town.", "Uu"),
        ("It is not known if rebels shelled the town.", "Uu"),
        ("It was unclear if the strike was carried out by rebels.", "Uu"),
        ("It was not clear whether the strike, which killed six people, was an accident.", "CT+"),
        ("The ministry could not confirm that rebels had shelled the town.", "Uu"),
        ("It was not clear who had shelled the town.", "CT+"),
    ],
)
def test_modals_adverbs_and_negation_set_what_is_committed_to(sentence, factuality):
    reading = read(f"Report\n\n{sentence}", published="2016-08-03")
    assert [claim.factuality for claim in reading.claims] == [factuality]


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Rebels attacked the airbase.", "accomplished"),
        ("Twelve people died due to the airstrike.", "accomplished"),
        ("A hundred families fled the town due to the shelling.", "accomplished"),
        ("Shops closed because of the raid, as a result of which two people died.", "accomplished"),
        ("The attack aimed to cut the road.", "accomplished"),
        ("The army aims to attack the airbase.", "planned"),
        ("The army is due to attack the airbase.", "planned"),
        ("Rebels will attack the airbase.", "planned"),
        ("Rebels threatened to attack the airbase.", "threatened"),
        ("Rebels tried to attack the airbase.", "attempted"),
    ],
)
def test_the_stage_tells_what_was_done_from_what_was_tried_planned_or_threatened(sentence, stage):
    reading = read(f"Report\n\n{sentence}", published="2016-08-03")
    assert {claim.stage for claim in reading.claims} == {stage}


def test_a_question_whether_somebody_did_it_accuses_nobody():
    reading = read("Report\n\nThe monitor said it was not clear whether rebels had shelled the town.")
    assert [(claim.factuality, claim.responsibility) for claim in reading.claims] == [("Uu", "unknown")]


def test_who_is_asked_about_gives_way_to_who_is_said_to_have_done_it():
    body = "Residents asked whether rebels had shelled the market. The monitor said the army had shelled the market."
    accounts = read(f"Shells hit the market\n\n{body}").accounts
    assert [([actor.text for actor in one.perpetrators], one.responsibility) for one in accounts] == [
        (["army"], "accused")
    ]


def test_what_stands_beside_a_foiled_attack_was_done():
    def stages(text):
        return [claim.stage for claim in read(text, published="2016-08-03").claims if claim.figures]

    assert stages("The army foiled a large attack near Aleppo on Monday and killed nine rebels.") == ["accomplished"]
    assert stages("The army tried to storm Aleppo and to kill nine rebels there.") == ["attempted"]


def test_that_nobody_survived_denies_no_death():
    (claim,) = read("The ministry said none of the five people on board had survived.", published="2016-08-03").claims
    assert (claim.factuality, [figure.harm for figure in claim.figures]) == ("CT+", ["killed"])
