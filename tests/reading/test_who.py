"""Who said it and who did it, where words or a lost comma bring in another."""

import pytest

from reportedly.reading.pipeline import read


def claims(text: str, published: str = "2025-05-10"):
    headline, _, body = text.rpartition("\n\n")
    return read(f"{headline or 'Report'}\n\n{body}", published=published).claims


def speakers(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Each chain with what it says, from left to right; the report's own words left out."""
    found = claims(text)
    return [
        (tuple(source.name for source in one.said_by), " … ".join(part.exact for part in one.content))
        for one in found
        if one.said_by
    ]


def doers(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Each claim's doers and how they are named, where it names any."""
    return [
        (tuple(actor.name for actor in one.perpetrators), one.responsibility)
        for one in claims(text)
        if one.perpetrators
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nine died in fighting as the army advanced on the town.",
        "The mayor saw 25 Taliban fighters killed when a bomb went off in Kunduz.",
        "The town council condemned the army for its silence.",
        "Troops backed by Turkish air strikes left the village.",
    ],
)
def test_who_advances_suffers_keeps_silent_or_stands_behind_is_no_doer(text):
    assert doers(text) == []


def test_who_besieges_the_doer_did_not_do_it():
    assert doers("Rebels besieged by the army attacked a checkpoint.") == [(("Rebels",), "fact")]


def test_the_doer_of_one_clause_did_not_do_what_the_next_tells_with_its_own_subject():
    told = claims("The spokesman said that the Syrian army shelled a market and that none of his men had died.")
    assert [tuple(actor.name for actor in one.perpetrators) for one in told] == [("Syrian army",), ()]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A Russian Kh-101 missile struck a clinic in Dnipro, killing two.", "Russia"),
        ("The clinic in Dnipro was hit by a Ukrainian air defence missile.", "Ukraine"),
        ("At least 23 people were killed as junta jets bombed a monastery in Myanmar.", "Burmese air force"),
        ("French and British ministers blamed the attack in Homs on Assad.", "Syrian government"),
        (
            "France and Britain say forces loyal to Assad were behind the raid.",
            "Syrian government forces",
        ),
        ("Islamic State had killed and wounded dozens of villagers.", "Islamic State"),
    ],
)
def test_the_doer_is_found_behind_makes_of_weapons_leaders_and_joined_verbs(text, doer):
    assert [names[0] for names, _ in doers(text)][:1] == [doer]


def test_what_the_accused_denies_after_a_semicolon_is_not_passed_on_by_it():
    assert speakers("India accused Pakistan of backing the gunmen; Islamabad denied any role.") == [
        (("India",), "Pakistan of backing the gunmen"),
        (("Pakistan",), "any role"),
    ]
    headline = "Kyiv says Russian missile hit clinic; Moscow denies it\n\nSirens went on."
    assert speakers(headline)[0] == (("Ukraine",), "Russian missile hit clinic")


def test_who_cites_between_commas_is_the_last_in_the_chain():
    assert speakers("The Ethiopian Broadcasting Corporation, citing medics, reported that 60 people were killed.") == [
        (("medics", "Ethiopian Broadcasting Corporation"), "that 60 people were killed")
    ]
    assert speakers("The Lagos Gazette earlier reported, quoting a police source, that six officers were killed.") == [
        (("police source", "Lagos Gazette"), "that six officers were killed")
    ]


def test_adding_goes_on_with_who_speaks_and_not_with_who_did_it():
    assert speakers("Medics told Al-Manar that the YPG seized the town adding that it was heading south.") == [
        (("Medics", "Al-Manar"), "that the YPG seized the town"),
        (("Medics", "Al-Manar"), "that it was heading south"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hospital strike: what we know\n\nTwo people were hurt.",
        "The ministry condemned the attack saying it broke the truce.",
        "Turkish forces shelled two villages without casualties reported SOHR sources.",
        "An outfit calling itself the Kashmir Lions claimed the attack.",
    ],
)
def test_no_attack_no_casualties_and_no_outfit_that_names_itself_say_anything(text):
    mute = ("strike", "attack", "casualties", "outfit")
    assert not [chain for chain, _ in speakers(text) if chain[0].lower().endswith(mute)]


def test_a_group_goes_by_the_name_it_gives_itself():
    assert speakers("An outfit calling itself the Kashmir Lions claimed the attack.") == [
        (("Kashmir Lions",), "the attack")
    ]


def test_sources_named_at_the_end_without_a_comma_are_the_speakers():
    assert speakers("Turkish forces shelled two villages without casualties reported SOHR sources.") == [
        (
            ("SOHR sources", "Syrian Observatory for Human Rights"),
            "Turkish forces shelled two villages without casualties",
        )
    ]


def test_she_is_who_the_sentence_before_is_about_and_not_the_dead():
    text = "Ann Lee, the mayor, spoke after Omar Haddad was killed. She said the shelling began at noon."
    assert speakers(text) == [(("Ann Lee",), "the shelling began at noon")]


def test_a_name_between_commas_holds_the_office_before_it():
    text = "A Fano spokesman, Asres Mare, told the BBC that the army shelled a market in Bahir Dar."
    assert speakers(text)[0][0] == ("Asres Mare", "Fano", "BBC")
    assert speakers('"That is a lie," Ukraine\'s interior minister, Ihor Klymenko, said.')[0][0] == (
        "Ihor Klymenko",
        "Ukraine",
    )


def test_he_wrote_on_x_ends_a_sentence():
    text = "Three officers were killed, the governor, Octavio Ruiz, wrote on X. Minister Pedro Sanz blamed the front."
    assert speakers(text) == [
        (("Octavio Ruiz",), "Three officers were killed"),
        (("Pedro Sanz",), "the front"),
    ]


def test_the_headline_names_its_speaker_after_a_place():
    assert speakers("Haiti: gang leader claims prison raid\n\nIt was dark.")[0][0] == ("gang leader",)


def test_the_civil_defence_of_a_report_that_names_the_white_helmets_is_theirs():
    text = "The White Helmets said nine people died in Idlib. The civil defence said ten were hurt."
    assert [chain for chain, _ in speakers(text)] == [("Syrian Civil Defence",), ("Syrian Civil Defence",)]


def test_several_states_that_speak_together_are_all_in_the_chain():
    assert speakers("France and the United States say two people died.")[0][0] == ("France", "United States")


def test_it_in_an_accusation_means_the_one_who_denies_it():
    told = claims("The RSF denied accusations by the army that it had shelled the camp.", published="2024-05-10")
    accusation = next(one for one in told if one.cue and one.cue.exact == "accusations")
    assert [source.name for source in accusation.said_by] == ["Sudanese army"]
    assert [actor.name for actor in accusation.perpetrators] == ["Rapid Support Forces"]
    assert accusation.responsibility == "accused"


def test_its_in_what_an_accuser_goes_on_to_say_is_not_the_accusers_own():
    told = claims("Ukraine accused Russia of shelling Kharkiv, adding it had killed nine people.")
    assert [[actor.name for actor in one.perpetrators] for one in told] == [["Russia"], []]


def test_the_capital_where_a_report_without_a_headline_was_filed_does_nothing():
    told = claims("KABUL, May 10 (Reuters) - A blast killed nine people in Herat on Friday.")
    assert [one.perpetrators for one in told] == [()]


def test_an_organisation_called_amnesty_is_no_agreement():
    told = claims("Russia denied accusations by Amnesty that it had shelled Homs.")
    assert [one.event.sub_type if one.event else None for one in told] == [None, "Shelling/artillery/missile attack"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two sides, and no doer
        ("Philippine troops, Maoist rebels clash in Samar\n\nIt rained.", []),
        # a participle says what was done to the noun before it
        ("175 Taliban fighters killed in Kunduz\n\nIt rained.", []),
        # parsed as "is"
        ("Monitor: 12 regime soldiers killed in IS ambush\n\nIt rained.", ["Islamic State"]),
        # a name that no entry knows claims with "its fighters"
        ("The Lions of Sahel said its fighters had attacked a post and killed two.", ["Lions of Sahel"]),
        ("Dissidents of the FARC killed three officers in Cauca.", ["Dissidents of the FARC"]),
    ],
)
def test_doers_in_headlines_and_of_groups_nobody_knows(text, expected):
    found = doers(text)
    assert [name for names, _ in found[:1] for name in names] == expected


def test_what_rebels_did_before_is_not_the_air_forces_deed():
    found = claims("Chad's air force bombed two islands on Monday after Boko Haram fighters killed 15 soldiers.")
    assert [
        ([actor.name for actor in one.perpetrators], [figure.verbatim for figure in one.figures]) for one in found
    ] == [(["Chadian air force"], []), (["Boko Haram"], ["15 soldiers"])]


def test_a_foiled_attack_does_not_make_an_attempt_of_the_killing_beside_it():
    found = claims("The Syrian army foiled an attack on a barracks and killed nine gunmen.")
    assert [(one.stage, [figure.verbatim for figure in one.figures]) for one in found] == [
        ("accomplished", ["nine gunmen"])
    ]


def test_who_says_it_did_not_engage_in_combat_denies_the_combat():
    found = claims("The Ukrainian army said its troops did not engage in combat operations in Donetsk.")
    assert [one.factuality for one in found] == ["CT-"]


def test_a_headline_may_end_with_say_and_its_source():
    assert speakers("Shells hit market in Donetsk, say officials\n\nIt rained.")[0] == (
        ("officials",),
        "Shells hit market in Donetsk",
    )


def test_who_is_cited_after_the_words_is_the_first_in_the_chain():
    text = "State television said on Sunday that a strike hit the prison and killed 71 people, citing Asghar Jahangir."
    assert speakers(text) == [
        (("Asghar Jahangir", "State television"), "that a strike hit the prison and killed 71 people")
    ]


def test_a_paper_whose_name_begins_with_an_article_was_told():
    text = "More than 100 women were attacked, the UN deputy mission chief Vivian Maas told the Guardian."
    assert speakers(text)[0][0] == ("Vivian Maas", "The Guardian")


def test_the_armys_own_press_office_claims_for_the_army():
    text = "The Pakistani army killed 12 militants in Waziristan, the Inter-Services Public Relations said."
    assert doers(text) == [(("Pakistani army",), "claimed")]


def test_a_clause_after_but_has_a_speaker_of_its_own_whatever_the_parse_joins():
    text = "No group has claimed the raid but various social media accounts suggest Ahrar al-Sham shot the jet down."
    assert speakers(text)[-1] == (("various social media accounts",), "Ahrar al-Sham shot the jet down")
