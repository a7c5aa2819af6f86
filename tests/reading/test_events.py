"""What happened, who did it and with what: the event component over the parse."""

import pytest

from reportedly.reading.pipeline import pipeline, read


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


def leading(nlp, text):
    """The most exact event of ``text``: its sub-event type, weapon and doers."""
    events = [event for event in nlp(text)._.events if not event.aside]
    top = max(events, key=lambda event: event.rank)
    return top.sub_type, top.weapon, [actor.name for actor in top.perpetrators]


@pytest.mark.parametrize(
    ("text", "sub_type", "weapon", "doers"),
    [
        (
            "Russian warplanes bombed the town of Binnish in Syria.",
            "Air/drone strike",
            "aircraft",
            ["Russian air force"],
        ),
        ("Rebels fired rockets at Aleppo in Syria.", "Shelling/artillery/missile attack", "artillery", ["Rebels"]),
        (
            "A Russian ballistic missile slammed into a five-storey residential building in the south of the Ukrainian "
            "city of Odesa overnight, killing nine people.",
            "Shelling/artillery/missile attack",
            "artillery",
            ["Russia"],
        ),
        ("Five Hezbollah and army soldiers died.", "Attack", None, []),
        ("The Syrian army planned and participated in the massacre.", "Attack", None, ["Syrian army"]),
        (
            "The Syrian army participated in the massacre of villagers by Hezbollah.",
            "Attack",
            None,
            ["Hezbollah", "Syrian army"],
        ),
        ("A suicide bomber blew himself up in Baghdad.", "Suicide bomb", "suicide bomb", ["suicide bomber"]),
        ("A car bomb exploded in Homs.", "Remote explosive/landmine/IED", "explosive", []),
        ("Chlorine gas fell on Saraqeb, killing two.", "Chemical weapon", "chemical", []),
        ("Gunmen kidnapped four doctors in Tripoli.", "Abduction/forced disappearance", None, ["Gunmen"]),
        ("Hundreds marched in protest against the air strikes.", "Peaceful protest", None, []),
        ("Crowds marched in protest against the siege and air strikes.", "Peaceful protest", None, []),
        ("Islamic State fighters beheaded two men in Mosul.", "Attack", None, ["Islamic State"]),
    ],
)
def test_words_type_an_event_as_acled_does(nlp, text, sub_type, weapon, doers):
    assert leading(nlp, text) == (sub_type, weapon, doers)


def test_a_weapon_that_is_the_target_does_not_type_the_attack(nlp):
    assert leading(nlp, "Rebels shot down a helicopter near Saraqeb in Syria.") == ("Armed clash", None, ["Rebels"])


def test_strikes_of_a_state_are_air_strikes_though_the_word_air_is_left_out(nlp):
    assert leading(nlp, "Russian strikes killed ten people in Idlib.")[0] == "Air/drone strike"


def test_a_change_of_control_is_typed_by_who_gains_it(nlp):
    assert leading(nlp, "The Syrian army captured the town of Tadef.")[0] == "Government regains territory"
    assert leading(nlp, "Rebels captured the town of Tadef in Syria.")[0] == "Non-state actor overtakes territory"


def test_people_who_are_seized_are_abducted_and_no_territory(nlp):
    assert leading(nlp, "Militants seized 20 villagers near Kirkuk.")[0] == "Abduction/forced disappearance"


def test_those_who_died_did_not_do_it(nlp):
    for event in nlp("Five Russians died as a helicopter was shot down in Syria.")._.events:
        assert event.perpetrators == ()


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("The opposition blamed the Syrian army for the deaths.", ["Syrian army"]),
        ("Washington said Islamic State was behind the killings.", ["Islamic State"]),
        ("The ministry accused Turkey of arming rebels who killed two men.", []),
    ],
)
def test_blame_names_a_doer_only_when_it_is_for_a_deed(nlp, text, blamed):
    from reportedly.reading.blame import blamed_in

    doc = nlp(text)
    assert [actor.name for actor in blamed_in(doc, [(0, len(doc))])] == blamed


def test_what_an_area_has_been_through_types_no_event(nlp):
    words = "Jets of an unknown kind struck the town, where five people died, in an area that has witnessed battles."
    assert leading(nlp, words)[0] == "Air/drone strike"
    bare = nlp("They struck the town where five people died in an area that has witnessed fierce battles.")._.events
    assert max(bare, key=lambda event: event.rank).sub_type == "Attack"


def test_gas_that_is_dropped_types_the_event_though_a_plane_was_shot_down_near_there(nlp):
    text = "A helicopter dropped two barrels of gas on Saraqeb, close to where a plane had been shot down."
    assert leading(nlp, text) == ("Chemical weapon", "chemical", ["helicopter"])


def test_what_an_attack_answers_is_told_in_passing(nlp):
    events = nlp("The raid was a response to the shelling of Homs.")._.events
    assert [(event.sub_type, event.aside) for event in events] == [
        ("Attack", False),
        ("Shelling/artillery/missile attack", True),
    ]


def test_a_bomber_alone_is_no_aircraft(nlp):
    assert leading(nlp, "A bomber killed nine people in Quetta.")[:2] == ("Attack", None)


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("The Syrian government's bombing of Aleppo killed 19 people.", "Air/drone strike"),
        ("US-led coalition bombing killed 20 people in Raqqa.", "Air/drone strike"),
        ("A bombing killed 20 people in Baghdad.", "Remote explosive/landmine/IED"),
        ("US missile strikes hit the airbase in Homs.", "Shelling/artillery/missile attack"),
    ],
)
def test_bombing_by_a_state_comes_from_the_air(nlp, text, sub_type):
    assert leading(nlp, text)[0] == sub_type


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Hamas and Islamic Jihad fired rockets at the town.", ["Hamas", "Palestinian Islamic Jihad"]),
        ("The Syrian army and its ally Hezbollah attacked the town.", ["Syrian army", "Hezbollah"]),
        ("President Bashar al-Assads forces staged the attack in Syria.", ["Syrian government forces"]),
    ],
)
def test_all_who_are_said_to_have_done_it_are_its_doers(nlp, text, doers):
    assert leading(nlp, text)[2] == doers


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors are to visit the attack site in Homs.",
        "Attack helicopters flew over the town.",
        "The peace plan is dead.",
    ],
)
def test_a_word_that_says_what_kind_of_thing_another_is_tells_of_no_event(nlp, text):
    assert nlp(text)._.events == ()


def test_a_verb_is_known_in_all_its_forms(nlp):
    assert leading(nlp, "Militiamen raped women in the camp.")[0] == "Sexual violence"


@pytest.mark.parametrize(
    ("text", "sub_types"),
    [
        ("The aircraft fell in a field near Saraqeb.", []),
        ("None of its own aircraft were in the area on Monday night.", []),
        ("Barrel bombs fell on Saraqeb overnight.", ["Air/drone strike"]),
        ("The raid was revenge for the helicopter, in which five people died.", ["Attack", "Attack"]),
        ("Both pilots of the helicopter died.", ["Attack"]),
    ],
)
def test_an_aircraft_that_flies_or_falls_strikes_nobody(nlp, text, sub_types):
    assert [event.sub_type for event in nlp(text)._.events] == sub_types


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Doctors said 24 people struggled to breathe after barrel bombs hit the town.", "Chemical weapon"),
        ("Shells caused dozens of cases of suffocation in Douma.", "Chemical weapon"),
        ("Dozens had breathing problems after police fired tear gas in Hebron.", "Attack"),
        ("Shelling set a house ablaze and five people suffocated in the smoke.", "Shelling/artillery/missile attack"),
        ("The army shelled the road to choke off rebel supplies.", "Shelling/artillery/missile attack"),
    ],
)
def test_people_who_choke_on_what_was_dropped_or_fired_were_hit_with_gas(nlp, text, sub_type):
    assert leading(nlp, text)[0] == sub_type


def test_a_clause_that_only_says_where_something_is_tells_of_another_event(nlp):
    def apart(text):
        return [event.sub_type for event in nlp(text)._.events if event.apart]

    assert apart("The village lies near the spot where a helicopter was shot down.") == ["Armed clash"]
    assert apart("Shells hit Homs, close to where a bus had been blown up.") == ["Remote explosive/landmine/IED"]
    assert apart("They fled the city, where shelling killed nine.") == []


def test_what_only_gives_cover_does_not_carry_out_the_act(nlp):
    text = "An infantry unit, with a cover from the air force, killed twelve fighters in a village of Syria."
    assert leading(nlp, text)[:2] == ("Attack", None)


@pytest.mark.parametrize(
    "text",
    [
        "The announcement drew protests from the capital.",
        "A suspect in the attacks on the airport lived nearby.",
        "The repression of protests began the war.",
    ],
)
def test_what_another_event_is_about_is_not_told(nlp, text):
    assert not [event for event in nlp(text)._.events if event.sub_type in ("Attack", "Peaceful protest")]


def test_a_crowd_that_protests_is_told(nlp):
    text = "Crowds marched in the capital. The killing sparked protests in the south."
    assert "Peaceful protest" in {event.sub_type for event in nlp(text)._.events}


def test_an_aircraft_that_comes_down_has_struck_nobody(nlp):
    assert leading(nlp, "A private jet crashed north of Moscow, killing all ten on board.")[:2] == ("Attack", None)
    assert not nlp("Days earlier, a drone fell into the sea off Latakia.")._.events


@pytest.mark.parametrize(
    "text",
    [
        "Helicopters dropped barrel bombs containing chlorine on the district, killing two.",
        "Jets bombed the town with barrel bombs laden with poisonous gas, killing six.",
        "Barrels containing chlorine fell on the village.",
        "The army dropped gas-filled barrels on the town, killing two.",
    ],
)
def test_gas_in_barrels_from_the_air_is_a_chemical_attack(nlp, text):
    assert leading(nlp, text)[:2] == ("Chemical weapon", "chemical")


def test_a_headline_leaves_out_that_its_subject_suffered():
    claims = read("Soldiers of the Syrian army ambushed\n\nGunmen attacked a convoy near Homs in Syria.").claims
    assert claims[0].perpetrators == ()
    assert claims[0].event.trigger.exact == "ambushed"
