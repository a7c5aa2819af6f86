"""Where and when something happened: which of the places and times in its words are the event's own."""

import pytest

from reportedly.reading.pipeline import read


def setting(text: str, published: str = "2016-09-14") -> tuple[str | None, str | None, int | None, str | None]:
    """Name, division and precision of the place of the first claim in the body, and its first day."""
    claim = read(f"Report\n\n{text}", published=published).claims[0]
    place = claim.place
    return (
        place.name if place else None,
        place.admin1 if place else None,
        place.precision if place else None,
        claim.when.start if claim.when else None,
    )


@pytest.mark.parametrize(
    "words",
    [
        "Syrian warplanes or those of its ally Russia hit the clinic, killing 12 people.",
        "Shells killed 12 people in a raid condemned by Ankara.",
        "Fighters backed by Turkey and Qatar killed 14 Syrian soldiers.",
        "Shells killed six Syrians, a raid that drew protests from Moscow and its allies.",
        "Moscow shelled the camp, killing 12 Syrian fighters.",
    ],
)
def test_a_state_that_acts_is_not_where_it_happened(words):
    assert setting(words)[0] is None


@pytest.mark.parametrize(
    "words",
    [
        "Gunmen led by a Damascus-backed commander killed nine villagers in Saraqeb in Idlib.",
        "Gunmen led by a Damascus backed commander killed nine villagers in Saraqeb in Idlib.",
        "Shells killed nine villagers in Saraqeb in Idlib despite a Damascus promise of quiet.",
        "Gunmen killed nine evacuees from Zabadani in Saraqeb in Idlib.",
        "DAMASCUS (Our Agency) Gunmen killed nine villagers in Saraqeb in Idlib.",
    ],
)
def test_a_place_that_says_who_somebody_is_or_where_it_was_written_is_not_where_it_happened(words):
    assert setting(words)[:2] == ("Saraqib", "Idlib")


def test_a_city_that_suffers_is_where_it_happened():
    assert setting("Damascus suffered heavy shelling that killed four Syrians.")[:2] == ("Damascus", "Damascus")


def test_of_two_places_the_one_named_is_taken_and_not_the_one_it_lies_beside():
    words = "Three shells fell on Jisrayn, east of the capital Damascus, killing two Syrians on Monday."
    assert setting(words) == ("Jisrayn", "Damascus", 3, "2016-09-12")


def test_a_village_that_the_gazetteer_lacks_is_kept_with_the_province_told_after_it():
    words = "A drone struck Blorfeska near the Turkish border in the countryside of Idlib and killed three Syrians."
    assert setting(words)[:3] == ("Blorfeska", "Idlib", 4)


def test_what_is_hit_may_be_placed_by_a_clause_with_where():
    words = "A rocket hit a hall where voters had gathered in the Syrian city of Daraa and killed nine people."
    assert setting(words)[:2] == ("Daraa", "Daraa")


def test_a_date_before_a_thing_does_not_date_the_event():
    words = "Rebels shelled a rally ahead of the June 3 poll in the Syrian city of Daraa, killing nine people."
    assert setting(words)[3] is None


def test_a_time_before_hearsay_is_when_it_happened():
    words = "On Sunday it is claimed that a helicopter hit the Syrian town of Binnish and killed four people."
    assert setting(words)[::3] == ("Binnish", "2016-09-11")


def test_a_time_before_a_speaker_is_when_it_was_said():
    assert setting("On Sunday the army said that shells had killed four Syrians.")[3] is None


def test_a_country_that_a_border_or_a_town_belongs_to_is_where_it_happened():
    assert setting("A bomb killed 32 rebels at Syria's border with Turkey.")[0] == "Syria"
    assert setting("A raid by Syria's army killed 32 rebels.")[0] is None


def test_where_something_else_went_on_at_the_same_time_is_not_where_it_happened():
    words = "A car bomb killed 43 Syrians on Monday as fighters advanced in their push to the city of Raqqa."
    assert setting(words)[::3] == (None, "2016-09-12")


def test_a_clause_about_the_blast_itself_says_where_people_died():
    assert setting("Two nurses were killed by a blast that hit their van on a road in the province of Idlib.")[1] == (
        "Idlib"
    )


def test_a_capital_after_near_is_where_even_if_it_seems_to_claim_the_lives():
    assert setting("Twin car bombs hit a checkpoint near Damascus claim four lives.")[0] == "Damascus"


def test_who_advances_meanwhile_has_not_set_off_the_bomb():
    text = "Report\n\nA car bomb killed 12 evacuees on Monday as Kurdish fighters advanced on another town."
    assert [claim.perpetrators for claim in read(text, published="2016-09-14").claims if claim.figures] == [()]


def test_where_those_who_shoot_are_is_not_where_the_shells_fell():
    words = "Terrorists positioned in Douma fired shells at a camp in Harasta in Syria, injuring nine people."
    assert setting(words)[0] == "Harasta"


def test_where_people_come_from_is_not_where_they_attacked():
    text = "At dawn gunmen from Homs stormed villages in Hama province, killing six people in Syria."
    assert setting(text) == ("Hama", "Hama", 4, None)


def test_a_direction_from_a_town_gives_way_to_the_province_before_it():
    text = "A jet was shot down in the Tver region north of Moscow, killing all ten on board."
    assert setting(text)[:3] == ("Tver", "Tver", 4)


def test_a_dateline_gives_way_to_any_place_told():
    text = "HOMS, Syria: Six people were killed when a bomber rammed a car into a bus in Idlib province."
    assert setting(text)[:2] == ("Idlib", "Idlib")


def test_a_rising_toll_does_not_date_the_attack():
    text = "The death toll of a suicide bombing at a mosque in Homs, Syria, rose to 100 on Tuesday."
    assert setting(text) == ("Homs", "Homs", 1, None)


def test_the_day_that_an_attack_began_on_dates_it():
    text = "Gunmen razed the town of Baga in Nigeria in an assault that began on September 3, killing 200 people."
    assert setting(text)[3] == "2016-09-03"


def test_prayers_tell_when():
    text = "A bomb tore through a mosque during Friday prayers in Kunduz, Afghanistan, killing 50."
    assert setting(text)[3] == "2016-09-09"


def test_what_is_reported_in_a_town_is_placed_there():
    assert setting("Air strikes were reported in Omdurman, Sudan.")[0] == "Omdurman"


def test_a_quarter_is_no_town_of_another_country():
    text = "A car bomb went off in the Madina district, killing two. Mogadishu was shaken by a truck bomb before that."
    assert setting(text)[:2] == ("Madina", None)


def test_where_a_rocket_comes_from_is_not_where_it_fell():
    assert setting("A rocket from Gaza hit Sderot in Israel, hurting three.")[0] == "Sderot"


def test_the_edge_of_a_city_says_where_a_town_lies():
    text = "Gunmen opened fire at a hall in Krasnogorsk, on the western edge of Moscow, killing 115."
    assert setting(text)[0] == "Krasnogorsk"
