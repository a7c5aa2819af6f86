"""Under which name a doer is told: a general one under the particular party that it stands for."""

import pytest

from reportedly.linking.doers import told_as, told_under
from reportedly.model import Actor, Attributed


def party(name, kind="rebel", key=None, country=None):
    return Actor(id=key, name=name, kind=kind, country=country, text=name)


REBELS, SYRIAN_REBELS = party("Rebels"), party("Syrian rebels", country="SY")
TERRORIST, FORCES = party("Terrorist", "unknown"), party("government forces", "state")
FSA = party("Free Syrian Army", key="free-syrian-army", country="SY")
ISLAMIC_STATE = party("Islamic State", key="islamic-state")
SYRIA = party("Syria", "state", "syria", "SY")
AIR_FORCE = party("Syrian air force", "state", "syria-air-force", "SY")
RUSSIA = party("Russia", "state", "russia", "RU")
KURDS = party("Kurdish fighters", "militia")


def names(*actors):
    return list(dict.fromkeys(one.name for one in told_under(actors).values()))


@pytest.mark.parametrize(
    ("actors", "told"),
    [
        ([REBELS, SYRIAN_REBELS, TERRORIST], ["Syrian rebels"]),
        ([SYRIA, AIR_FORCE], ["Syrian air force"]),
    ],
)
def test_a_general_name_is_told_under_the_particular_party_in_it(actors, told):
    assert names(*actors) == told


@pytest.mark.parametrize(
    "actors",
    [
        [REBELS, FSA],
        [TERRORIST, ISLAMIC_STATE],
        [FORCES, RUSSIA],
        [SYRIA, RUSSIA],
        [TERRORIST, SYRIA],
        [KURDS, FSA],
        [AIR_FORCE, RUSSIA],
    ],
)
def test_a_name_that_may_stand_for_several_or_for_none_stays(actors):
    assert names(*actors) == [one.name for one in actors]


def test_names_that_say_no_more_than_rebels_are_one_party_under_the_fullest():
    factions, groups = party("rebel factions", country="SY"), party("opposition groups", country="SY")
    assert names(TERRORIST, REBELS, factions, groups) == ["rebel factions"]
    assert names(REBELS, factions, SYRIAN_REBELS) == ["rebel factions"]
    assert names(factions, party("rebel fighters", country="YE")) == ["rebel factions", "rebel fighters"]
    assert names(party("rebels", country="SY"), party("Kurdish militia", "militia")) == ["rebels", "Kurdish militia"]


def test_an_aircraft_that_nobody_is_named_for_is_told_under_the_one_force_that_is_named():
    helicopter = party("helicopter", "unknown")
    assert names(helicopter, SYRIA, AIR_FORCE) == ["Syrian air force"]
    assert names(helicopter, AIR_FORCE, RUSSIA) == ["helicopter", "Syrian air force", "Russia"]
    assert names(helicopter, ISLAMIC_STATE) == ["helicopter", "Islamic State"]


def test_an_aircraft_is_not_told_under_the_force_that_only_denies_it():
    warplanes = party("warplanes", "unknown")

    def told(how):
        named = ((warplanes, "fact"), (RUSSIA, how))
        found = told_as([Attributed(actor=actor, how=one, said_by=(), claims=()) for actor, one in named])
        return [one.name for one in found.values()]

    assert told("denied") == ["warplanes", "Russia"]
    assert told("accused") == ["Russia", "Russia"]
