"""Things that were hit and people who are named as harmed, as claims and accounts hold them."""

import pytest

from reportedly.model import Victim
from reportedly.model.span import Span
from reportedly.reading.pipeline import pipeline, read
from reportedly.reading.struck import distinct_victims


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Gunmen attacked the French embassy in Lima.", [("diplomatic", "French embassy")]),
        ("Three bridges were blown up near Tingo Maria.", [("transport", "bridges")]),
        ("A bomb exploded in front of the bank on Friday.", [("business", "bank")]),
        ("The attack on the power station left the city dark.", [("energy", "power station")]),
        (
            "Rebels burned two buses and a fuel truck on the road.",
            [("vehicle", "buses"), ("vehicle", "fuel truck")],
        ),
        ("The explosion damaged several offices of the union.", [("business", "offices of the union")]),
        ("Guerrillas threw a grenade at the police station.", [("security", "police station")]),
    ],
)
def test_a_thing_is_hit_when_the_sentence_ties_it_to_what_was_done(nlp, text, things):
    assert [(one.thing.kind, one.thing.text) for one in nlp(text)._.things] == things


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb killed two people in the capital.",
        "The minister arrived at the embassy after the attack in Cali.",
        "The guerrillas did not attack the bridge.",
        "He was taken to the hospital in a private car.",
    ],
)
def test_a_thing_that_is_only_named_was_not_hit(nlp, text):
    assert nlp(text)._.things == ()


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Gunmen killed Jorge Salcedo in Bogota.", [("Jorge Salcedo", "killed")]),
        ("The murder of Elena Rojas shocked the town.", [("Elena Rojas", "killed")]),
        ("Pedro Ramirez was kidnapped on Monday.", [("Pedro Ramirez", "abducted")]),
        ("Pedro Ramirez said the attack was a crime.", []),
    ],
)
def test_a_named_person_is_a_victim_when_the_sentence_says_what_was_done(nlp, text, victims):
    assert [(one.victim.name, one.victim.harm) for one in nlp(text)._.victims] == victims


def test_an_account_names_what_and_whom_its_claims_say_was_struck():
    reading = read("Bomb in Lima\n\nA bomb exploded at the Belgian embassy in Lima on Friday and killed Rosa Quispe.")
    (account,) = reading.accounts
    assert [thing.text for thing in account.objects] == ["Belgian embassy"]
    assert [victim.name for victim in account.victims] == ["Rosa Quispe"]
    text = reading.report.text
    assert all(text[one.span.start : one.span.end] == one.span.exact for one in (*account.objects, *account.victims))


def test_a_surname_is_the_person_whose_whole_name_was_told():
    def victim(name, harm):
        return Victim(name=name, harm=harm, span=Span(start=0, end=len(name), exact=name))

    found = distinct_victims([victim("Quispe", "killed"), victim("Rosa Quispe", None), victim("Juan Soto", None)])
    assert found == (victim("Rosa Quispe", "killed"), victim("Juan Soto", None))


def test_doers_without_a_party_are_kept_as_described():
    reading = read("Mayor shot\n\nTwo hooded men shot and killed the mayor of Huanta on Friday.")
    assert [actor.name for actor in reading.accounts[0].perpetrators] == ["hooded men"]
