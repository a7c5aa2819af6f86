"""Sources and actors: how often each was alone, early, late, and changed its figures."""

import pytest

from reportedly.desk.models import ActorTally, SourceTally
from reportedly.desk.reckoning import reckon


@pytest.fixture
def reckoned(ledger):
    reckon(ledger, "sources")
    reckon(ledger, "actors")
    return ledger


def tally(name):
    row = SourceTally.objects.get(name=name)
    return {field: getattr(row, field) for field in ("claims", "incidents", "alone", "earlier", "later", "revised")}


def test_a_source_is_counted_by_how_it_stands_to_the_others(reckoned):
    assert tally("town council") == {"claims": 2, "incidents": 1, "alone": 0, "earlier": 0, "later": 0, "revised": 1}
    assert tally("doctor") == {"claims": 2, "incidents": 2, "alone": 1, "earlier": 0, "later": 0, "revised": 0}


def test_an_actor_is_counted_by_what_is_said_of_it(reckoned):
    army = ActorTally.objects.get(name="Syrian army")
    assert (army.kind, army.incidents, army.claimed, army.accused, army.denied, army.killed) == ("state", 1, 0, 1, 1, 9)


def test_the_page_of_a_source_quotes_each_of_its_claims(signed_in, reckoned):
    page = signed_in("viewer").get("/sources/said/?name=town+council").content.decode()
    assert "killing 5 civilians" in page
    assert "has risen to 9" in page
    assert "several figures: 5 civilians, 9" in page


def test_the_page_of_an_actor_says_on_whose_word(signed_in, reckoned):
    page = signed_in("viewer").get("/sources/did/?name=Syrian+army").content.decode()
    assert "accused" in page
    assert "town council" in page


def test_who_is_no_source_has_no_page(signed_in, reckoned):
    browser = signed_in("viewer")
    assert browser.get("/sources/said/?name=nobody").status_code == 404
    assert browser.get("/sources/did/?name=nobody").status_code == 404


def test_sources_are_found_by_name_and_ordered_as_asked(signed_in, reckoned):
    browser = signed_in("viewer")
    page = browser.get("/sources/?name=council").content.decode()
    assert "town council" in page
    assert "doctor" not in page
    ordered = browser.get("/sources/?order=revised").content.decode()
    assert ordered.index("town council") < ordered.index("doctor")
