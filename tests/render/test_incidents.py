"""Incidents on the terminal: tolls and doers in words, a table, and a recorder's sheet."""

import io

import pytest
from rich.console import Console, RenderableType

from reportedly.model import Actor, Attributed, Incident, LeftOut, Place, Review, Source, Toll, When
from reportedly.model.overall import Range
from reportedly.render.incidents import IncidentTable, blamed, people
from reportedly.render.sheet import Sheet

OBSERVATORY = Source(id="sohr", name="Syrian Observatory for Human Rights", kind="ngo")
RUSSIA = Actor(id="ru", name="Russia", kind="state", country="RU", text="Moscow")
REBELS = Actor(id=None, name="rebels", kind="rebel", text="rebels")


def attributed(actor: Actor, how: str) -> Attributed:
    return Attributed(actor=actor, how=how, said_by=(OBSERVATORY,), claims=())


def incident(**changes: object) -> Incident:
    return Incident(
        **{
            "id": "bokari-lusami-tevodu",
            "title": "A shelling in Aleppo on 1 August 2016 reportedly killed 28 civilians.",
            "accounts": (),
            "event": None,
            "type_of_violence": "one-sided",
            "side_a": None,
            "side_b": None,
            "place": Place(text="Aleppo", span=None, name="Aleppo", country="SY", precision=1),
            "when": When(text="", span=None, start="2016-08-01", end="2016-08-01", precision=1),
            "responsibility": (attributed(REBELS, "accused"), attributed(REBELS, "denied")),
            "tolls": (
                Toll(
                    harm="killed",
                    group="civilians",
                    subgroup=None,
                    low=28,
                    best=28,
                    high=None,
                    method="range/1",
                    used=(),
                    left_out=(LeftOut(claim="claim-1", why="a running total, not this incident's own"),),
                    independent_sources=1,
                    flags=("children killed (30) exceed civilians killed (at most 28)",),
                ),
            ),
            "disputes": (),
            "grading": "weak",
            "independent_sources": 1,
            **changes,
        }
    )


def printed(what: RenderableType, width: int = 140) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(what)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (5, 5, 5, "5"),
        (3, 5, 7, "5 (3 to 7)"),
        (28, 28, None, "28 or more"),
        (10, 28, None, "28 (10 or more)"),
        (None, 22, 22, "up to 22"),
        (None, None, 22, "up to 22"),
        (24, None, None, "24 or more"),
        (0, 0, 0, "0"),
        (1200, 1200, 1200, "1,200"),
        (None, None, None, ""),
    ],
)
def test_a_toll_says_what_is_known_of_it(low, best, high, words):
    assert people(Range(low=low, best=best, high=high)) == words


def test_the_doers_are_named_with_all_that_is_said_of_them():
    said = [attributed(REBELS, "denied"), attributed(RUSSIA, "claimed"), attributed(REBELS, "accused")]
    assert blamed(said, 3) == "Russia (claimed); rebels (accused, denied)"
    assert blamed(said, 1) == "Russia (claimed); 1 more"
    assert blamed([], 3) == ""


def test_a_wide_table_has_a_row_an_incident():
    lines = printed(IncidentTable([incident()], {"bokari-lusami-tevodu": "accepted"})).splitlines()
    row = next(line for line in lines if "bokari-lusami-tevodu" in line)
    for part in ("1 August 2016", "Aleppo (SY)", "28 or more", "rebels (accused", "weak"):
        assert part in row
    assert "accepted" in "\n".join(lines)


def test_a_narrow_table_is_a_block_an_incident():
    assert printed(IncidentTable([incident()], {}), width=90) == (
        " bokari-lusami-tevodu  A shelling in Aleppo on 1 August 2016 reportedly killed 28\ncivilians.\n  weak\n"
    ).lstrip(" ")


def test_a_sheet_says_what_is_not_known_and_what_does_not_add_up():
    decision = Review.of("accept", author="amal", at="2026-01-02T00:00:00Z", reason="seen", accounts=("account-1",))
    sheet = printed(Sheet(incident(when=None, place=None), {}, {}, decided="accepted", reviews=[decision]))
    assert "  When      not known\n  Where     not known\n" in sheet
    assert "weak, 1 independent source; review: accepted" in sheet
    assert "Civilians killed: 28 or more  range/1" in sheet
    assert "left out: a running total, not this incident's own" in sheet
    assert "children killed (30) exceed civilians killed (at most 28)" in sheet
    assert "rebels: denied by Syrian Observatory for Human Rights" in sheet
    assert "2026-01-02 amal accept: seen" in sheet


def test_a_sheet_of_an_incident_without_reports_has_no_empty_headings():
    bare = printed(Sheet(incident(tolls=(), responsibility=()), {}, {}))
    for heading in ("How many", "Who did it", "In dispute", "Reports", "In their words", "Decisions"):
        assert heading not in bare


def test_a_sheet_tells_the_dead_before_the_injured_and_the_whole_before_its_parts():
    bare = incident().tolls[0].model_copy(update={"left_out": (), "flags": ()})
    tolls = tuple(
        bare.model_copy(update={"harm": harm, "group": group})
        for harm, group in [("injured", "all"), ("killed", "civilians"), ("killed", "all")]
    )
    sheet = printed(Sheet(incident(tolls=tolls), {}, {}))
    told = [sheet.index(words) for words in ("All killed", "Civilians killed", "All injured")]
    assert told == sorted(told)


def test_names_of_one_party_are_told_as_the_most_particular_of_them():
    rebels = REBELS.model_copy(update={"id": None, "name": "Rebels", "kind": "rebel"})
    syrian = rebels.model_copy(update={"name": "Syrian rebels", "country": "SY"})
    terrorist = rebels.model_copy(update={"name": "Terrorist", "kind": "unknown"})
    said = [attributed(rebels, "accused"), attributed(syrian, "denied"), attributed(terrorist, "accused")]
    assert blamed(said, 3) == "Syrian rebels (accused, denied)"
