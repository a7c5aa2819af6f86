"""Decisions as people make them."""

import pytest
from ledger_samples import link_apart, make_reading

from reportedly.ledger import LedgerError
from reportedly.ledger.deciding import judgement, merging, splitting

READINGS = [make_reading(number) for number in range(3)]
ACCOUNTS = [reading.accounts[0] for reading in READINGS]
FIRST, SECOND = (link_apart([reading])[0] for reading in READINGS[:2])
BOTH = FIRST.model_copy(update={"accounts": (ACCOUNTS[0], ACCOUNTS[1])})


def test_a_judgement_speaks_of_the_account_that_founded_the_incident():
    review = judgement("correct", BOTH, author="amal", reason="seen", field="title", value="A title")
    assert (review.incident, review.accounts, review.field, review.value) == (
        FIRST.id,
        (ACCOUNTS[0].id,),
        "title",
        "A title",
    )


def test_a_merger_names_all_accounts_but_passing_mentions():
    mentioned = BOTH.model_copy(update={"mentioned_in": (ACCOUNTS[1].id,)})
    third = link_apart([READINGS[2]])[0]
    assert merging([mentioned, third], author="amal", reason="").accounts == (ACCOUNTS[0].id, ACCOUNTS[2].id)


def test_one_incident_alone_cannot_be_merged():
    with pytest.raises(LedgerError, match="name at least two different incidents to merge"):
        merging([FIRST, FIRST], author="amal", reason="")


@pytest.mark.parametrize("named", [ACCOUNTS[1].id, ACCOUNTS[1].id[8:14], ACCOUNTS[1].report, ACCOUNTS[1].report[:14]])
def test_a_split_names_accounts_or_reports_or_how_their_ids_begin(named):
    review = splitting(BOTH, [named], author="amal", reason="")
    assert (review.accounts, review.apart_from) == ((ACCOUNTS[1].id,), (ACCOUNTS[0].id,))


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (["account-zzzz"], "'account-zzzz' is no account or report of "),
        ([""], "'' is no account or report of "),
        ([ACCOUNTS[0].id, ACCOUNTS[1].id], "these are all the accounts of "),
    ],
)
def test_a_split_that_parts_nothing_is_refused(named, message):
    with pytest.raises(LedgerError, match=message):
        splitting(BOTH, named, author="amal", reason="")


def test_a_decision_of_nobody_is_refused():
    with pytest.raises(LedgerError, match="a review needs an author: say who decided"):
        judgement("accept", FIRST, author=" ", reason="")
