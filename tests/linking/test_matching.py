import json
import subprocess
import sys

import pytest

from reportedly.linking import explain, link
from reportedly.linking.comparisons import COMPARISONS
from reportedly.linking.matching import Weights, levels_of, settings, shipped_weights, untrained, weigh
from reportedly.linking.records import records_of
from reportedly.linking.whereabouts import town_around
from reportedly.model import Place
from tests.linking.making import COUNCIL, MONITOR, RUSSIA, simple, town

STORY = (
    "Warplanes struck the vegetable market on Monday morning, and volunteers pulled bodies from under collapsed stalls "
    "while relatives searched hospitals nearby. Witness Khaled Bakri said that Mahmoud Ziada and Farouk Darwish, who "
    "sold peppers there, were among the dead, and the school behind the square was damaged as well."
)


def pair(text="Warplanes hit a market.", place="Saraqeb", on="2016-08-01", killed=18, **more):
    """The levels that two accounts reach, each in words: an air strike in Saraqeb, and what the arguments say."""
    one = simple(STORY, "Saraqeb", "2016-08-01", 18, publisher="A", weapon="jets", doers=[RUSSIA], said_by=[MONITOR])
    other = simple(text, place, on, killed, publisher="B", **more)
    return levels_between(one, other)


def levels_between(one, other):
    """The levels that the accounts of two readings reach, each in words; ``None`` where they share no block."""
    records = [record for reading in (one, other) for record in records_of(reading)]
    for _, levels in levels_of(records, untrained()):
        return {
            comparison.name: None if levels[comparison.name] < 0 else
            comparison.levels[len(comparison.levels) - 1 - levels[comparison.name]].says
            for comparison in COMPARISONS
        }  # fmt: skip
    return None


def test_two_accounts_are_compared_level_by_level():
    assert pair(doers=[RUSSIA], weapon="warplanes", said_by=[COUNCIL]) == {
        "days_apart": "the same day",
        "kilometres_apart": "the same place",
        "event_type": "the same kind of event",
        "weapon": "the same kind of weapon",
        "doers": "the same doer",
        "targets": None,
        "killed_compatible": "the same number, of ten or more",
        "injured_compatible": None,
        "shared_names": None,
        "shared_wording": None,
        "shared_headline": None,
        "something_particular": "something particular in common",
    }


def test_a_day_later_in_the_next_town_with_another_toll():
    levels = pair(place="Maarat al-Numan", on="2016-08-02", killed=90)
    assert (levels["days_apart"], levels["kilometres_apart"], levels["killed_compatible"]) == (
        "a day apart",
        "the same province",
        "numbers far apart",
    )
    assert levels["something_particular"] == "nothing particular in common"


def test_a_text_that_is_reused_shares_names_and_wording():
    levels = pair(text="An agency adds: " + STORY)
    assert (levels["shared_names"], levels["shared_wording"]) == (
        "five or more names in common",
        "half of the words or more in common",
    )


def test_lost_commas_and_apostrophes_change_neither():
    levels = pair(text=STORY.replace(",", "").replace("'", ""))
    assert levels["shared_wording"] == "half of the words or more in common"


def test_gas_and_bombs_are_told_apart():
    assert pair(sub_type="Chemical weapon")["event_type"] == "gas in one, not in the other"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Air/drone strike", "Shelling/artillery/missile attack", "kinds of event that reports mix up"),
        ("Armed clash", "Non-state actor overtakes territory", "kinds of event that reports mix up"),
        ("Attack", "Air/drone strike", "an attack, more exact in one"),
        ("Attack", "Attack", "an attack, no more exact"),
        ("Remote explosive/landmine/IED", "Air/drone strike", "different kinds of event"),
        ("Abduction/forced disappearance", "Armed clash", "different kinds of event"),
    ],
)
def test_kinds_of_event_that_reports_mix_up_are_told_from_those_that_they_do_not(one, other, level):
    told = [
        simple(f"Report of {kind}.", "Homs", "2016-08-01", 5, sub_type=kind, publisher=kind) for kind in (one, other)
    ]
    if one == other:
        told[1] = simple("Another report.", "Homs", "2016-08-01", 5, sub_type=other, publisher="B")
    assert levels_between(*told)["event_type"] == level


@pytest.mark.parametrize(
    ("headline", "level"),
    [
        ("Shepherd dies by mine near Jubb Ramla", "three or more, half of them all"),
        ("Shepherd of Jubb Barak buries brothers, refuses charity, sells sheep", "two, half of them all"),
        ("Fighters shelled Ramla granary, windmill, orchard", "one rarer word in common"),
        ("Shells kill two in the city", None),
        ("Guard shot in Homs", "no rarer word in common"),
    ],
)
def test_headlines_are_compared_by_their_rarer_words(headline, level):
    told = [simple(text, "Homs", "2016-08-01", 5) for text in ("Mine kills shepherd near Jubb Ramla", headline)]
    assert levels_between(*told)["shared_headline"] == level


@pytest.mark.parametrize(
    ("published", "level"),
    [
        ("2016-08-02", "told on the same day"),
        ("2016-08-03", "told a day apart"),
        ("2016-08-04", "told two days apart"),
        ("2016-08-05", "a day apart"),
    ],
)
def test_accounts_that_tell_no_day_are_compared_by_the_days_they_were_published(published, level):
    told = [simple(f"Told on {day}.", "Homs", None, 5, published=day) for day in ("2016-08-02", published)]
    if published == "2016-08-02":
        told[1] = simple("Told as well.", "Homs", None, 5, published=published)
    assert levels_between(*told)["days_apart"] == level


def test_accounts_of_one_report_are_not_compared():
    one = simple(STORY, "Saraqeb", "2016-08-01", 18)
    assert weigh([*records_of(one), *records_of(one)], untrained()) == {}


def test_a_month_and_half_a_country_apart_share_no_block():
    assert pair(place="Deir ez-Zor", on="2016-09-15", killed=2) is None


def test_the_shipped_weights_are_readable_and_hold_every_level():
    weights = shipped_weights()
    levels = {comparison.name: [level.says for level in comparison.levels] for comparison in COMPARISONS}
    shown = json.loads(weights.to_json())
    assert {name: list(by_level) for name, by_level in shown["comparisons"].items()} == levels
    assert Weights.from_json(weights.to_json()).to_json() == weights.to_json()
    assert all(
        0 < share < 1 for by_level in shown["comparisons"].values() for level in by_level.values()
        for share in (level["m"], level["u"])
    )  # fmt: skip


def test_weights_that_are_none_are_named_as_such():
    with pytest.raises(
        ValueError, match=r"these are not linking weights .*: write them anew with evaluation\.linking_weights"
    ):
        Weights.from_json('{"prior": 0.1}')


def test_the_same_model_is_written_for_spark():
    conditions = json.dumps(settings(untrained(), "spark"))
    assert "array_intersect" in conditions
    assert "list_intersect" not in conditions
    assert "shared_values" not in conditions


def test_a_link_explains_itself_in_words_and_as_a_waterfall():
    one = simple(STORY, "Saraqeb", "2016-08-01", 18, publisher="A", said_by=[MONITOR])
    other = simple("An agency adds: " + STORY, "Saraqeb", "2016-08-01", 40, publisher="B", said_by=[COUNCIL])
    incident = link([one, other])[0]
    (explanation,) = explain(incident, [one, other])
    assert explanation.accounts == tuple(sorted(account.id for account in incident.accounts))
    assert explanation.linked
    assert "the place: the same place" in explanation.in_words()
    # The bars of the waterfall add up to the weight: the prior, one bar a comparison, the final score.
    *bars, final = explanation.waterfall
    assert [bar["column_name"] for bar in bars] == ["Prior", *(comparison.name for comparison in COMPARISONS)]
    assert sum(bar["log2_bayes_factor"] for bar in bars) == pytest.approx(final["log2_bayes_factor"], abs=1e-6)
    assert explanation.weight == pytest.approx(final["log2_bayes_factor"], abs=0.01)


def test_explaining_without_its_readings_says_which_are_missing():
    one = simple(STORY, "Saraqeb", "2016-08-01", 18)
    with pytest.raises(ValueError, match=f"no reading holds {one.accounts[0].id}"):
        explain(link([one])[0], [])


def test_linking_is_imported_without_the_reader_and_without_a_database():
    code = "import sys, reportedly.linking; print({'spacy', 'splink', 'duckdb', 'django'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_quarter_lies_inside_its_town_and_not_inside_the_village_beside_it():
    def level(place):
        quarter = Place(text="Hamdaniya", span=None, name="Hamdaniyeh", feature_code="PPLX", admin1="Aleppo",
                        country="SY", latitude=36.17, longitude=37.095, precision=1)  # fmt: skip
        told = [simple("Shells.", "Atmeh", "2016-08-01", 18, publisher=paper) for paper in ("A", "B")]
        placed = [
            one.model_copy(update={"accounts": (one.accounts[0].model_copy(update={"place": where}),)})
            for one, where in zip(told, (quarter, place), strict=True)
        ]
        ((_, levels),) = levels_of([record for one in placed for record in records_of(one)], untrained())
        known = next(comparison for comparison in COMPARISONS if comparison.name == "kilometres_apart")
        return known.levels[len(known.levels) - 1 - levels["kilometres_apart"]].says

    aleppo = town("Aleppo").model_copy(update={"geonameid": 170063})
    village = town("Aleppo").model_copy(update={"geonameid": 9, "name": "Khan Tuman", "text": "Khan Tuman"})
    assert (level(aleppo), level(village)) == ("one place inside the other", "within 25 km")


def test_a_quarter_at_a_border_lies_in_the_town_of_its_own_country():
    def around(country, latitude, longitude):
        quarter = Place(text="a quarter", span=None, name=None, feature_code="PPLX", country=country,
                        latitude=latitude, longitude=longitude)  # fmt: skip
        return town_around(quarter)

    nusaybin, qamishli = "303750", "173377"
    assert (around("TR", 37.07, 41.215), around("SY", 37.05, 41.23)) == (nusaybin, qamishli)
