"""The exports as tables: columns, projections, and cells that no spreadsheet computes."""

import csv
import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from export_samples import (
    ARMY,
    CIVILIANS,
    CLAIMS,
    REBELS,
    REPORTS,
    RUSSIA,
    SARAQIB,
    SHELLING,
    accused,
    days,
    incident,
    toll,
)
from hypothesis import given
from hypothesis import strategies as st

from reportedly.export import FORMATS, acled, export, ged, hxl
from reportedly.export.common import doers, shared_out, struck
from reportedly.export.files import opened, safe
from reportedly.model import Actor, Attributed, Event

STANDARDS = Path(__file__).parents[2] / "shared" / "standards" / "columns.json"


def rows(name, *incidents):
    out = io.StringIO()
    export(name, incidents, REPORTS, CLAIMS, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


@pytest.mark.parametrize("module", [acled, ged])
def test_the_columns_are_those_of_the_standard(module):
    standards = STANDARDS if STANDARDS.exists() else STANDARDS.parents[3] / "shared" / "standards" / "columns.json"
    if not standards.exists():
        pytest.skip("the list of the standards' columns is not beside this repository")
    assert list(module.COLUMNS) == json.loads(standards.read_text())[module.__name__.rpartition(".")[2]]


def test_acled_has_31_columns_and_ged_49():
    assert (len(set(acled.COLUMNS)), len(set(ged.COLUMNS))) == (31, 49)


def test_an_incident_is_one_acled_row():
    assert rows("acled", incident()) == [
        {
            "event_id_cnty": "SYR-lusabi-babado-guvipa",
            "event_date": "2016-08-01",
            "year": "2016",
            "time_precision": "1",
            "disorder_type": "Political violence",
            "event_type": "Explosions/Remote violence",
            "sub_event_type": "Shelling/artillery/missile attack",
            "actor1": "Syrian rebels",
            "assoc_actor_1": "",
            "inter1": "2",
            "actor2": "Syrian army",
            "assoc_actor_2": "",
            "inter2": "1",
            "interaction": "12",
            "civilian_targeting": "",
            "iso": "760",
            "region": "Middle East",
            "country": "Syria",
            "admin1": "Idlib",
            "admin2": "",
            "admin3": "",
            "location": "Saraqib",
            "latitude": "35.8643",
            "longitude": "36.8031",
            "geo_precision": "1",
            "source": "Levant Wire; Syrian Observatory for Human Rights",
            "source_scale": "",
            "notes": "A shelling in Saraqib (Idlib) on 1 August 2016 reportedly killed 5 people. "
            "Graded weak, from 1 independent source.",
            "fatalities": "5",
            "tags": "",
            "timestamp": "1470096000",
        }
    ]


def test_acled_takes_the_lowest_figure_and_leaves_an_unknown_one_empty():
    assert rows("acled", incident(tolls=(toll(10, low=7, high=50),)))[0]["fatalities"] == "7"
    assert rows("acled", incident(tolls=()))[0]["fatalities"] == ""
    assert rows("acled", incident(tolls=(toll(0),)))[0]["fatalities"] == "0"


def test_acled_counts_dozens_as_twelve():
    dozens = toll(24, group="unknown", used=("claim-1",))
    assert rows("acled", incident(tolls=(dozens,)))[0]["fatalities"] == "12"


def test_casualties_are_never_fatalities():
    assert rows("acled", incident(tolls=(toll(40, harm="casualties"),)))[0]["fatalities"] == ""
    assert rows("ged", incident(tolls=(toll(40, harm="casualties"),)))[0]["best"] == ""


def test_an_event_of_several_days_is_a_row_a_day_and_keeps_its_total():
    found = rows("acled", incident(when=days("2016-07-31", "2016-08-02", 2), tolls=(toll(8),)))
    assert [(row["event_id_cnty"], row["event_date"], row["fatalities"]) for row in found] == [
        ("SYR-lusabi-babado-guvipa-1", "2016-07-31", "3"),
        ("SYR-lusabi-babado-guvipa-2", "2016-08-01", "3"),
        ("SYR-lusabi-babado-guvipa-3", "2016-08-02", "2"),
    ]


def test_an_event_known_only_by_the_month_stays_one_row():
    found = rows("acled", incident(when=days("2016-08-01", "2016-08-31", 4)))
    assert [(row["event_date"], row["time_precision"]) for row in found] == [("2016-08-01", "3")]


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=1, max_value=6))
def test_a_total_shared_out_over_days_is_conserved(total, shares):
    parts = shared_out(total, shares)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1


def test_a_roll_up_keeps_only_the_dead_that_its_parts_do_not_have():
    whole = incident(id="whole", tolls=(toll(49),))
    parts = [
        incident(id="one", part_of="whole", tolls=(toll(28),)),
        incident(id="two", part_of="whole", tolls=(toll(15),)),
    ]
    assert [row["fatalities"] for row in rows("acled", whole, *parts)] == ["6", "28", "15"]
    assert [(row["best"], row["event_clarity"]) for row in rows("ged", whole, *parts)] == [
        ("6", "2"),
        ("28", "1"),
        ("15", "1"),
    ]


def test_forces_of_another_state_are_external_in_acled():
    found = rows("acled", incident(side_a=RUSSIA, side_b=CIVILIANS, responsibility=(accused(RUSSIA),)))[0]
    assert (found["inter1"], found["inter2"], found["interaction"], found["civilian_targeting"]) == (
        "8",
        "7",
        "78",
        "Civilian targeting",
    )


def test_a_protest_without_a_named_actor_is_one_of_protesters():
    protest = Event(type="Protests", sub_type="Peaceful protest", weapon=None, trigger=SHELLING.trigger)
    found = rows("acled", incident(event=protest, side_a=None, side_b=None, responsibility=()))[0]
    assert (found["disorder_type"], found["inter1"], found["interaction"]) == ("Demonstrations", "6", "60")


def test_an_incident_is_one_ged_row():
    tolls = (
        toll(12, low=10, high=15),
        toll(5, group="civilians"),
        toll(4, group="side_b"),
        toll(2, group="civilians", subgroup="children"),
    )
    assert rows("ged", incident(tolls=tolls)) == [
        {
            **dict.fromkeys(ged.COLUMNS, ""),
            "id": "52901159526814",
            "relid": "lusabi-babado-guvipa",
            "year": "2016",
            "type_of_violence": "1",
            "dyad_name": "Syrian rebels - Syrian army",
            "side_a": "Syrian rebels",
            "side_b": "Syrian army",
            "number_of_sources": "1",
            "source_article": '"Levant Wire","2016-08-01","Shells hit Saraqib"',
            "source_office": "Levant Wire",
            "source_date": "2016-08-01",
            "source_headline": "Shells hit Saraqib",
            "source_original": "Syrian Observatory for Human Rights",
            "where_prec": "1",
            "where_coordinates": "Saraqib",
            "where_description": "Saraqeb",
            "adm_1": "Idlib",
            "latitude": "35.8643",
            "longitude": "36.8031",
            "geom_wkt": "POINT (36.8031 35.8643)",
            "priogrid_gid": "181154",
            "country": "Syria",
            "country_id": "652",
            "region": "Middle East",
            "event_clarity": "1",
            "date_prec": "1",
            "date_start": "2016-08-01",
            "date_end": "2016-08-01",
            "deaths_a": "0",
            "deaths_b": "4",
            "deaths_civilians": "5",
            "deaths_unknown": "3",
            "best": "12",
            "high": "15",
            "low": "10",
            "gwnob": "652",
        }
    ]


counts = st.none() | st.integers(min_value=0, max_value=500)


@given(st.lists(st.tuples(st.sampled_from(["all", "unknown", "civilians", "side_a", "side_b"]), counts), max_size=5))
def test_the_best_of_ged_is_the_sum_of_its_parts_and_lies_between_low_and_high(given_tolls):
    tolls = tuple(toll(best, group=group) for group, best in dict(given_tolls).items())
    dead = ged.deaths(incident(tolls=tolls))
    parts = [dead[column] for column in (*ged.SIDES, "deaths_unknown")]
    if all(part is None for part in parts):
        assert {best for _, best in dict(given_tolls).items()} <= {None}
    else:
        assert sum(parts) == dead["best"]
        assert dead["low"] <= dead["best"] <= dead["high"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [(-90, -180, 1), (90, 180, 259200), (34.5289, 69.1725, 179779), (0.1, 0.1, 129961)],
)
def test_a_point_lies_in_its_priogrid_cell(latitude, longitude, cell):
    assert ged.priogrid(latitude, longitude) == cell


def test_hxl_has_a_hashtag_under_every_heading():
    found = rows("hxl", incident(side_a=REBELS, side_b=ARMY))
    assert list(found[0].values()) == list(hxl.HASHTAGS.values())
    assert all(tag.startswith("#") for tag in found[0].values())
    assert (found[1]["killed_best"], found[1]["country"], found[1]["reports"]) == (
        "5",
        "SY",
        "https://news.example/saraqib",
    )


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\uff1d1", "'\uff1d1"),
        ("Saraqib", "Saraqib"),
        ("a=b", "a=b"),
        (-33.5, -33.5),
        (-1, -1),
        (None, None),
    ],
)
def test_text_that_a_spreadsheet_would_compute_is_made_safe_and_numbers_are_not_touched(cell, written):
    assert safe(cell) == written


@pytest.mark.parametrize("name", ["acled", "ged", "hxl"])
def test_a_malicious_name_and_a_southern_place_come_through_a_csv(name):
    place = SARAQIB.model_copy(update={"name": "=cmd()", "latitude": -33.5, "longitude": -70.25})
    found = rows(name, incident(place=place))[-1]
    assert "'=cmd()" in found.values()
    assert (found["latitude"], found["longitude"]) == ("-33.5", "-70.25")


@given(st.text(max_size=30))
def test_no_cell_of_text_begins_like_a_formula(text):
    title = incident(title=text)
    cells = [cell for row in rows("hxl", title)[1:] for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r", "\n")]


def test_an_incident_of_which_nothing_is_known_has_empty_cells_not_zeros():
    bare = incident(
        event=None,
        place=None,
        when=None,
        side_a=None,
        side_b=None,
        tolls=(),
        responsibility=(),
        type_of_violence=None,
        accounts=(),
    )
    for name, toll_columns in (
        ("acled", ["fatalities"]),
        ("ged", ["best", "high", "low", *ged.SIDES, "deaths_unknown"]),
        ("hxl", ["killed_low", "killed_best", "killed_high", "injured_best"]),
    ):
        found = rows(name, bare)[-1]
        assert {found[column] for column in (*toll_columns, "latitude", "longitude")} == {""}


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(ValueError, match="there is no format 'excel': choose among acled, ged, hxl"):
        export("excel", [], {}, {}, io.StringIO())


def test_every_format_says_in_a_line_what_it_is():
    assert {name: "\n" in known.description for name, known in FORMATS.items()} == dict.fromkeys(FORMATS, False)


def test_a_file_is_replaced_whole_or_left_alone(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("what was there")

    def broken():
        yield incident()
        raise RuntimeError("the ledger went away")

    with pytest.raises(RuntimeError):
        export("geojson", broken(), REPORTS, CLAIMS, path)
    assert path.read_text() == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path):
    target, link, pipe = tmp_path / "target.json", tmp_path / "link.json", tmp_path / "pipe"
    link.symlink_to("target.json")
    export("geojson", [incident()], REPORTS, CLAIMS, link)
    assert (link.is_symlink(), json.loads(target.read_text())["type"]) == (True, "FeatureCollection")
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as beside:
        read = beside.submit(pipe.read_text)
        export("geojson", [incident()], REPORTS, CLAIMS, pipe)
        assert read.result() == target.read_text()
    assert pipe.is_fifo()


def test_a_file_that_cannot_be_written_is_called_what_its_user_called_it(tmp_path):
    out = tmp_path / "no such folder" / "out.json"
    with pytest.raises(FileNotFoundError) as refused:
        export("geojson", [incident()], REPORTS, CLAIMS, out)
    assert refused.value.filename == str(out)


def test_what_cannot_be_fetched_for_a_file_is_named_and_not_the_file(tmp_path):
    with pytest.raises(FileNotFoundError) as refused, opened(tmp_path / "out.json"):
        (tmp_path / "in.json").read_text()
    assert str(refused.value.filename) == str(tmp_path / "in.json")
    assert list(tmp_path.iterdir()) == []


def test_a_party_under_two_names_is_one_doer_and_is_not_told_as_hit_by_itself():
    rebels = Actor(id=None, name="Rebels", kind="rebel", country="SY", text="Rebels")
    syrian = rebels.model_copy(update={"name": "Syrian rebels", "text": "Syrian rebels"})
    army = Actor(id="syria-army", name="Syrian army", kind="state", country="SY", text="soldiers")
    did = tuple(Attributed(actor=one, how="fact", said_by=(), claims=()) for one in (rebels, syrian))
    battle = incident(responsibility=did, side_b=army, accounts=())
    told = ([one.name for one in doers(battle)], [one.name for one in struck(battle)])
    assert told == (["Syrian rebels"], ["Syrian army"])
    assert struck(battle.model_copy(update={"side_b": rebels})) == [rebels]
