"""The MUC-4 reader and scorer, on a message and a key worked by hand."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from reportedly.evaluation import muc4
from reportedly.evaluation.muc4 import Entities, counted_entities, counted_slots, entities_of, points
from reportedly.evaluation.muc4_filling import FILLED, templates_of
from reportedly.evaluation.muc4_keys import Alternative, Fill, Template, read_messages, report_of_message
from reportedly.evaluation.readings import ReadOnce
from reportedly.evaluation.truecase import truecased
from reportedly.model import Attack, Part, Reading, Report, Span

MESSAGE = """\
TST1-MUC3-0901

   SAN SALVADOR, 4 FEB 90 (ACAN-EFE) -- [TEXT] FMLN REBELS KILLED TWO
PEASANTS IN THE TOWN OF USULUTAN ON SATURDAY, COLONEL ARTURO ISASI SAID.
THEY CAME AT DAWN.

   THE ARMY DENIED IT.


TST1-MUC3-0902

   LIMA, NO DATE -- [EDITORIAL] THE WEATHER WAS FINE.
"""


def line(number: int, heading: str, value: str) -> str:
    return f"{f'{number}. {heading}':<36}{value}"


KEY = "\n".join(
    [
        line(0, "MESSAGE: ID", "TST1-MUC3-0901"),
        line(1, "MESSAGE: TEMPLATE", "1"),
        line(2, "INCIDENT: DATE", "03 FEB 90"),
        line(3, "INCIDENT: LOCATION", "EL SALVADOR: USULUTAN (CITY)"),
        line(4, "INCIDENT: TYPE", "ATTACK / BOMBING"),
        line(5, "INCIDENT: STAGE OF EXECUTION", "ACCOMPLISHED"),
        line(6, "INCIDENT: INSTRUMENT ID", '? "DYNAMITE"'),
        line(7, "INCIDENT: INSTRUMENT TYPE", '? DYNAMITE: "DYNAMITE"'),
        line(8, "PERP: INCIDENT CATEGORY", "TERRORIST ACT"),
        line(9, "PERP: INDIVIDUAL ID", '"FMLN REBELS" / "GUERRILLA COLUMN"'),
        f"{'':<36}" + '"COMMANDOS"',
        line(10, "PERP: ORGANIZATION ID", '"FMLN"'),
        line(11, "PERP: ORGANIZATION CONFIDENCE", 'REPORTED AS FACT: "FMLN"'),
        line(12, "PHYS TGT: ID", "-"),
        line(16, "PHYS TGT: EFFECT OF INCIDENT", "-"),
        line(18, "HUM TGT: NAME", "-"),
        line(19, "HUM TGT: DESCRIPTION", '"PEASANTS"'),
        line(20, "HUM TGT: TYPE", 'CIVILIAN: "PEASANTS"'),
        line(21, "HUM TGT: NUMBER", '2: "PEASANTS"'),
        line(23, "HUM TGT: EFFECT OF INCIDENT", 'DEATH: "PEASANTS"'),
        "",
        ";;; nothing to report",
        line(0, "MESSAGE: ID", "TST1-MUC3-0902"),
        line(1, "MESSAGE: TEMPLATE", "*"),
        line(4, "INCIDENT: TYPE", "*"),
    ]
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "tst1").mkdir()
    (tmp_path / "tst1" / "tst1-muc3").write_text(MESSAGE, encoding="latin-1")
    (tmp_path / "tst1" / "key-tst1.v1").write_text(KEY, encoding="latin-1")
    return tmp_path


def said(words: str) -> Fill:
    return Fill((Alternative(None, words),))


def value(name: str, about: str | None = None) -> Fill:
    return Fill((Alternative(name, about),))


def test_a_key_is_read_with_its_alternatives_its_pointers_and_what_is_optional(corpus: Path) -> None:
    message, empty = read_messages(corpus)
    (template,) = message.templates

    assert empty.templates == ()
    assert {slot: fills for slot, fills in template.slots.items() if fills} == {
        "date": (value("03 FEB 90"),),
        "location": (value("EL SALVADOR: USULUTAN (CITY)"),),
        "type": (Fill((Alternative("ATTACK", None), Alternative("BOMBING", None))),),
        "stage": (value("ACCOMPLISHED"),),
        "instrument": (Fill((Alternative(None, "DYNAMITE"),), optional=True),),
        "instrument_type": (Fill((Alternative("DYNAMITE", "DYNAMITE"),), optional=True),),
        "category": (value("TERRORIST ACT"),),
        "perpetrator": (
            Fill((Alternative(None, "FMLN REBELS"), Alternative(None, "GUERRILLA COLUMN"))),
            said("COMMANDOS"),
        ),
        "organization": (said("FMLN"),),
        "confidence": (value("REPORTED AS FACT", "FMLN"),),
        "victim_description": (said("PEASANTS"),),
        "victim_type": (value("CIVILIAN", "PEASANTS"),),
        "victim_number": (value("2", "PEASANTS"),),
        "victim_effect": (value("DEATH", "PEASANTS"),),
    }


def test_a_message_becomes_a_dated_report_in_small_letters_without_marks(corpus: Path) -> None:
    message, undated = read_messages(corpus)

    assert message.report.text == (
        "San Salvador -- FMLN rebels killed two peasants in the town of Usulutan on Saturday, Colonel Arturo Isasi "
        "said. They came at dawn.\n\nThe army denied it."
    )
    assert message.report.published is not None
    assert date.fromisoformat(message.report.published.date) == date(1990, 2, 4)
    assert undated.report.published is None


def test_small_letters_keep_every_offset() -> None:
    text = 'THE "FREE VALLEY" FRONT (FVF) HAS 12 MEN. IT SAID ON 3 MAY THAT COL DURAN LIED.'

    assert truecased(text).upper() == text
    assert len(truecased(text)) == len(text)


def test_names_months_and_abbreviations_get_their_capitals_and_words_do_not() -> None:
    assert truecased("ON 3 MAY HE MAY LEAVE MEDELLIN. POLICE SAID THE ELN (ELN) OF COLOMBIA DID IT.") == (
        "On 3 May he may leave Medellin. Police said the ELN (ELN) of Colombia did it."
    )


def test_fills_agree_wholly_in_part_or_not_at_all() -> None:
    assert points("perpetrator", said("THE GUERRILLAS"), said("guerrillas")) == 1
    assert points("perpetrator", said("URBAN GUERRILLAS"), said("guerrillas")) == 0.5
    assert points("perpetrator", said("GUERRILLAS"), said("gunmen")) == 0
    assert points("victim_effect", value("DEATH", "PEASANT"), value("DEATH", "peasant")) == 1
    assert points("victim_effect", value("DEATH", "PEASANT"), value("DEATH", "nun")) == 0.5
    assert points("victim_effect", value("DEATH", "PEASANT"), value("INJURY", "peasant")) == 0
    assert points("type", value("ATTACK"), value("BOMBING")) == 0.5


def test_dates_agree_in_part_where_the_days_overlap() -> None:
    assert points("date", value("03 FEB 90"), value("03 FEB 90")) == 1
    assert points("date", value("- 04 FEB 90"), value("04 FEB 90")) == 0.5
    assert points("date", value("01 FEB 90 - 03 FEB 90"), value("03 FEB 90")) == 0.5
    assert points("date", value("03 FEB 90"), value("05 FEB 90")) == 0


def test_a_place_is_right_by_its_most_exact_part_and_half_right_by_the_country() -> None:
    gold = value("GUATEMALA: PETEN (DEPARTMENT): FLORES (CITY)")

    assert points("location", gold, value("GUATEMALA: FLORES")) == 1
    assert points("location", gold, value("GUATEMALA: COBAN")) == 0.5
    assert points("location", gold, value("PERU: LIMA")) == 0


def test_slots_of_an_example_worked_by_hand() -> None:
    gold = Template(
        {"type": (value("ATTACK"),), "perpetrator": (said("REBELS"), said("GUNMEN")), "stage": (value("ACCOMPLISHED"),)}
    )
    found = Template({"type": (value("ATTACK"),), "perpetrator": (said("rebels"),), "date": (value("03 FEB 90"),)})
    missed = Template({"type": (value("KIDNAPPING"),), "physical_target_type": (value("VEHICLE"),)})
    left_out = Template({"type": (value("ARSON"),)}, optional=True)

    counts = counted_slots([gold, missed, left_out], [found])

    # Right: the type and one of two perpetrators. Asked for: 4 fills of the pair and 2 missed; the optional one costs
    # nothing. Given: 3.
    assert (counts["slots_hits"], counts["slots_gold"], counts["slots_found"]) == (2, 6, 3)
    assert (counts["filled_hits"], counts["filled_gold"], counts["filled_found"]) == (2, 5, 3)
    assert (counts["perpetrator.hits"], counts["perpetrator.gold"], counts["perpetrator.found"]) == (1, 2, 1)


def test_entities_of_an_example_worked_by_hand() -> None:
    def entities(kind: str, **roles: list[set[str]]) -> Entities:
        return Entities(frozenset({kind}), {role: tuple(map(frozenset, roles.get(role, []))) for role in muc4.ROLES})

    gold = [
        entities("ATTACK", perpetrator=[{"rebels", "guerrilla column"}, {"commandos"}], victim=[{"ana ruiz"}]),
        entities("BOMBING", weapon=[{"bomb"}]),
    ]
    found = [
        entities("ATTACK", perpetrator=[{"rebels"}, {"guerrilla column"}]),
        entities("KIDNAPPING", weapon=[{"bomb"}]),
    ]

    counts = counted_entities(gold, found)

    # The attack's type and one perpetrator: the two found name the same entity. A weapon counts in its own type only.
    assert (counts["ree_hits"], counts["ree_gold"], counts["ree_found"]) == (2, 6, 5)
    assert (counts["perpetrator_hits"], counts["weapon_hits"]) == (1, 0)


def test_wordings_that_do_not_stand_in_the_message_are_not_asked_for() -> None:
    template = Template({"type": (value("ATTACK"),), "victim_name": (said("ANA RUIZ"), said("JOSE PAZ"))})

    assert entities_of(template, "MRS. ANA RUIZ IS DEAD.").roles["victim"] == (frozenset({"ana ruiz"}),)


def test_an_account_fills_the_slots_that_it_holds(corpus: Path) -> None:
    (name, text) = ("TST1-MUC3-0901", MESSAGE.split("\n\n   ", 1)[1].split("\n\n\n")[0])
    (reading,) = ReadOnce()([report_of_message(name, text)])

    (template,) = templates_of(reading)

    assert set(template.slots) == set(FILLED)
    assert template.slots["type"] == (value("ATTACK"),)
    assert template.slots["stage"] == (value("ACCOMPLISHED"),)
    assert template.slots["date"] == (value("03 FEB 90"),)
    assert template.slots["organization"] == (said("FMLN"),)
    assert template.slots["victim_description"] == (said("peasants"),)
    assert template.slots["victim_number"] == (value("2", "peasants"),)
    assert template.slots["victim_effect"] == (value("DEATH", "peasants"),)


def test_an_attack_of_the_learned_reader_takes_the_rest_from_the_account_of_its_kind() -> None:
    (name, text) = ("TST1-MUC3-0901", MESSAGE.split("\n\n   ", 1)[1].split("\n\n\n")[0])
    (reading,) = ReadOnce()([report_of_message(name, text)])
    words = Span(start=0, end=6, exact="rebels")
    part = Part(role="perpetrator", probability=0.9, text="rebels", span=words)
    attacks = (Attack(kind="attack", probability=0.8, parts=(part,)), Attack(kind="arson", probability=0.6, parts=()))

    attack, arson = templates_of(reading.model_copy(update={"attacks": attacks}))

    assert attack.slots["perpetrator"] == (said("rebels"),)
    assert attack.slots["organization"] == ()
    assert attack.slots["date"] == (value("03 FEB 90"),)
    assert attack.slots["victim_number"] == (value("2", "peasants"),)
    assert (arson.slots["type"], arson.slots["date"]) == ((value("ARSON"),), ())


def test_a_reading_of_the_learned_reader_without_attacks_fills_no_template() -> None:
    (name, text) = ("TST1-MUC3-0901", MESSAGE.split("\n\n   ", 1)[1].split("\n\n\n")[0])
    (reading,) = ReadOnce()([report_of_message(name, text)])

    assert templates_of(reading.model_copy(update={"attacks": ()})) == []


def test_a_day_that_no_calendar_has_is_not_right() -> None:
    assert points("date", value("31 JUN 89"), value("30 JUN 89")) == 0


def test_the_whole_benchmark_runs_on_a_folder(corpus: Path) -> None:
    result = muc4.evaluate(corpus)

    assert result["documents"] == 2
    assert result["measures"]["ceaf_ree.type"]["value"] == 1.0
    assert muc4.worst(corpus, 1)[0]["message"] == "TST1-MUC3-0901"


def test_a_folder_without_messages_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="tst1 or tst2"):
        muc4.evaluate(tmp_path)


def test_fights_among_fighters_are_no_incident_of_the_key() -> None:
    text = "GUERRILLAS AND SOLDIERS CLASHED NEAR USULUTAN ON SATURDAY. FOUR SOLDIERS DIED IN THE CLASHES."
    (reading,) = ReadOnce()([report_of_message("TST1-MUC3-0903", text)])

    assert [account.event.sub_type for account in reading.accounts if account.event] == ["Armed clash"]
    assert templates_of(reading) == []


def test_what_the_rules_reach_alone_is_measured_beside(corpus: Path) -> None:
    invented = (Attack(kind="arson", probability=0.6, parts=()),)

    def with_attacks(reports: Iterable[Report]) -> Iterator[Reading]:
        return (reading.model_copy(update={"attacks": invented}) for reading in ReadOnce()(reports))

    alone = muc4.evaluate(corpus, read_all=lambda reports: ReadOnce()(reports))["measures"]
    beside = muc4.evaluate(corpus, read_all=with_attacks)["measures"]

    assert beside["ceaf_ree_by_rules"] == alone["ceaf_ree_by_rules"]
    assert alone["ceaf_ree_by_rules"]["value"] == alone["ceaf_ree"]["value"] > beside["ceaf_ree"]["value"] == 0
