"""Who takes a deed on itself, in so many words or by speaking of itself as the doer."""

import pytest

from reportedly.reading.pipeline import read


def doers(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The doers of each claim of ``text``, by name, and how they are named; claims without a doer are left out."""
    claims = read(f"War in Ukraine\n\n{text}", published="2024-03-14").claims
    return [
        (tuple(actor.name for actor in claim.perpetrators), claim.responsibility)
        for claim in claims
        if claim.perpetrators
    ]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Russia's defence ministry said it had struck an airfield near Odesa.", "Russia"),
        ("Russia's defence ministry said its forces had struck an airfield near Odesa.", "Russia"),
        ("The Israeli military said it hit a depot near Tyre on Sunday.", "Israeli army"),
        ("Hamas said its fighters shelled two tanks east of Rafah.", "Hamas"),
        ("\"We killed nine soldiers,\" Hamas said.", "Hamas"),
        ("Hezbollah claimed responsibility for the bombing.", "Hezbollah"),
        ("The Quiet Lake Falcons, a little-known group, claimed the attack.", "Quiet Lake Falcons"),
        ("A group called the Quiet Lake Falcons claimed responsibility for the bombing.", "Quiet Lake Falcons"),
    ],
)  # fmt: skip
def test_who_tells_of_its_own_deed_claims_it(text, doer):
    assert doers(text) == [((doer,), "claimed")]


def test_who_denies_its_own_deed_is_named_in_a_denial():
    assert doers("The Israeli military denied that it had bombed the convoy.") == [(("Israeli army",), "denied")]


def test_the_forces_of_somebody_named_before_are_not_the_speakers():
    assert doers("Ukraine said Russia had lost a ship and its forces had shelled Kherson.") == [
        (("Russian government forces",), "accused")
    ]


def test_who_attributes_a_deed_accuses():
    assert doers("President Gustavo Petro attributed the attack to Hamas.") == [(("Hamas",), "accused")]
    assert doers("Attacks attributed to Hamas have killed twelve people.") == [(("Hamas",), "accused")]


def test_a_faction_that_left_a_party_does_not_claim_a_deed_for_it():
    assert doers("A faction of the Pakistani Taliban, Jamaat-ul-Ahrar, claimed responsibility.") == [
        (("Jamaat-ul-Ahrar",), "claimed")
    ]
    assert doers("A breakaway faction of the Pakistani Taliban claimed responsibility for it.") == [
        (("breakaway faction of the Pakistani Taliban",), "claimed")
    ]
    assert doers("A splinter group of Hamas claimed the attack.") == [(("splinter group of Hamas",), "claimed")]


@pytest.mark.parametrize(
    "text",
    [
        "Hamas said it had received reports of an attack on the town.",
        "Hamas said it lost twelve fighters in the attack.",
        "The Syrian Observatory for Human Rights said it had counted 12 dead after the shelling.",
        "Reuters said it was shelled for hours.",
        "The Israeli military said it only attacks military targets.",
        "Hamas said they shelled the town at noon.",
        "Hamas said it hit the depot after a mortar attack.",
    ],
)
def test_who_hears_counts_or_suffers_does_not_do_it(text):
    assert doers(text) == []


def test_the_army_in_a_report_on_the_palestinian_territories_is_israels():
    claims = read("Raid in Jenin\n\nThe army said it had killed two gunmen in Jenin.", published="2024-03-14").claims
    assert [source.name for source in claims[-1].said_by] == ["Israeli army"]
    assert [actor.name for actor in claims[-1].perpetrators] == ["Israeli army"]


def test_who_hits_back_did_not_do_what_it_answers():
    claims = read("Report\n\nHamas said it hit back after a rocket attack killed two people.").claims
    assert [[actor.name for actor in claim.perpetrators] for claim in claims if claim.figures] == [[]]
