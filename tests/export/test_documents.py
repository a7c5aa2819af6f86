"""The exports that are no tables: GeoJSON, Parquet, JSON Lines and FollowTheMoney."""

import io
import json
from datetime import date

import pyarrow.parquet as pq
import pytest
from export_samples import CIVILIANS, CLAIM, CLAIMS, REPORT, REPORTS, SARAQIB, TOLD_OF, incident, toll
from followthemoney import model as followthemoney
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportedly.export import FORMATS, export, jsonl
from reportedly.model import Account, Claim, Incident, Place, Reading, Report, Review, Toll, When


def test_a_geojson_point_has_longitude_first():
    out = io.StringIO()
    export("geojson", [incident(), incident(id="nowhere", place=None)], REPORTS, CLAIMS, out)
    found = json.loads(out.getvalue())
    assert found["type"] == "FeatureCollection"
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [36.8031, 35.8643]}
    assert (first["id"], first["properties"]["killed_best"], first["properties"]["place"]) == (
        "lusabi-babado-guvipa",
        5,
        "Saraqib",
    )
    assert (second["id"], second["geometry"]) == ("nowhere", None)


def test_no_incidents_are_still_a_feature_collection():
    out = io.StringIO()
    export("geojson", [], {}, {}, out)
    assert json.loads(out.getvalue()) == {"type": "FeatureCollection", "features": []}


def test_a_parquet_table_has_typed_columns_and_the_tolls_whole(tmp_path):
    path = tmp_path / "out.parquet"
    export("parquet", [incident(), incident(id="bare", place=None, tolls=())], REPORTS, CLAIMS, path)
    table = pq.read_table(path)
    assert {name: str(table.schema.field(name).type) for name in ("latitude", "killed_best", "title")} == {
        "latitude": "double",
        "killed_best": "int64",
        "title": "string",
    }
    first, second = table.to_pylist()
    assert first["tolls"] == [
        {
            "harm": "killed",
            "group": "all",
            "subgroup": None,
            "low": 5,
            "best": 5,
            "high": 5,
            "method": "range/1",
            "independent_sources": 1,
        }
    ]
    assert (second["latitude"], second["killed_best"], second["tolls"]) == (None, None, [])


def test_things_hit_and_people_named_are_told_once_each_and_those_of_passing_mentions_not_at_all(tmp_path):
    path, out = tmp_path / "out.parquet", io.StringIO()
    passing = TOLD_OF.model_copy(update={"id": "account-2", "objects": (), "victims": TOLD_OF.victims[:1]})
    elsewhere = incident(id="elsewhere", accounts=(passing,), mentioned_in=("account-2",))
    export("geojson", [incident(accounts=(TOLD_OF,)), elsewhere], REPORTS, CLAIMS, out)
    found = [feature["properties"] for feature in json.loads(out.getvalue())["features"]]
    assert [(one["things_hit"], one["victims_named"]) for one in found] == [
        ("field clinic", "Samir Khoury (killed); Lina Aziz"),
        (None, None),
    ]
    export("parquet", [incident(accounts=(TOLD_OF,))], REPORTS, CLAIMS, path)
    (row,) = pq.read_table(path).to_pylist()
    assert row["objects"] == [{"kind": "medical", "text": "field clinic"}]
    assert row["victims"] == [{"name": "Samir Khoury", "harm": "killed"}, {"name": "Lina Aziz", "harm": None}]


def test_people_named_are_followthemoney_persons_of_one_incident_each():
    out = io.StringIO()
    both = [incident(accounts=(TOLD_OF,)), incident(id="second", accounts=(TOLD_OF,))]
    export("ftm", both, REPORTS, CLAIMS, out)
    entities = [followthemoney.get_proxy(json.loads(line)) for line in out.getvalue().splitlines()]
    persons = {entity.id: entity.caption for entity in entities if entity.schema.name == "Person"}
    assert sorted(persons.values()) == ["Lina Aziz", "Lina Aziz", "Samir Khoury", "Samir Khoury"]
    told = [entity for entity in entities if entity.schema.name == "UnknownLink"]
    links = [link for link in told if link.get("subject")[0] in persons]
    assert sorted((link.get("object")[0], persons[link.get("subject")[0]], link.get("role")[0]) for link in links) == [
        (ref, name, role)
        for ref in sorted(("lusabi-babado-guvipa", "second"))
        for name, role in (("Lina Aziz", "named as attacked"), ("Samir Khoury", "named as killed"))
    ]
    assert {tuple(one.get("notes")) for one in entities if one.schema.name == "Event"} == {("Hit: field clinic",)}


def test_an_incident_is_a_valid_followthemoney_event_with_its_parties_articles_and_links():
    out = io.StringIO()
    export("ftm", [incident(side_b=CIVILIANS), incident(id="second")], REPORTS, CLAIMS, out)
    entities = [followthemoney.get_proxy(json.loads(line)) for line in out.getvalue().splitlines()]
    assert len({entity.id for entity in entities}) == len(entities)
    assert sorted(entity.schema.name for entity in entities) == [
        "Article",
        "Documentation",
        "Documentation",
        "Event",
        "Event",
        "Organization",
        "PublicBody",
        "UnknownLink",
        "UnknownLink",
    ]
    event = entities[0]
    rebels = next(entity for entity in entities if entity.schema.name == "Organization")
    assert event.get("startDate") == ["2016-08-01"]
    assert event.get("country") == ["sy"]
    assert event.get("involved") == [rebels.id]
    assert rebels.caption == "Syrian rebels"
    link = next(entity for entity in entities if entity.schema.name == "UnknownLink")
    assert (link.get("subject"), link.get("object"), link.get("role"), link.get("summary")) == (
        [rebels.id],
        [event.id],
        ["responsibility: accused"],
        ["said by Syrian Observatory for Human Rights"],
    )
    ids = {entity.id for entity in entities}
    for entity in entities:
        for prop, value in entity.itervalues():
            assert prop.type.name != "entity" or value in ids


days_ = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)).map(str)
degrees = st.none() | st.floats(min_value=-90, max_value=90)
st.register_type_strategy(Place, st.builds(Place, latitude=degrees, longitude=degrees))
st.register_type_strategy(When, st.builds(When, start=st.none() | days_, end=st.none() | days_))
people = st.none() | st.integers(min_value=0, max_value=10**9)
sources = st.integers(min_value=0, max_value=100)
st.register_type_strategy(Toll, st.builds(Toll, low=people, best=people, high=people, independent_sources=sources))
ids = st.from_regex(r"[a-z]{4}(-[a-z]{4}){2}", fullmatch=True)
st.register_type_strategy(Incident, st.builds(Incident, id=ids, independent_sources=sources))
# Incidents are big values: shrinking one that fails takes minutes and tells no more.
whole_nouns = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
decisions = st.builds(
    Review.of,
    st.just("accept"),
    author=st.just("amal"),
    at=st.just("2026-01-01T00:00:00Z"),
    reason=st.text(),
    accounts=st.just(("account-1",)),
)


@whole_nouns
@given(
    incidents=st.lists(st.from_type(Incident), max_size=2),
    reports=st.lists(st.from_type(Report), max_size=2),
    claims=st.lists(st.from_type(Claim), max_size=2),
    accounts=st.lists(st.from_type(Account), max_size=2),
    reviews=st.lists(decisions, max_size=2),
)
def test_whatever_is_exported_as_jsonl_is_read_back_exactly(
    tmp_path_factory, incidents, reports, claims, accounts, reviews
):
    path = tmp_path_factory.mktemp("jsonl") / "everything.jsonl"
    by_report = {report.id: report for report in reports}
    by_claim = {claim.id: claim for claim in claims}
    jsonl.write(incidents, by_report, by_claim, path, accounts=accounts, reviews=reviews)
    assert jsonl.read_jsonl(path) == jsonl.Everything(
        incidents=tuple(incidents),
        reports=by_report,
        claims=by_claim,
        accounts=tuple(accounts),
        reviews=tuple(reviews),
    )


@whole_nouns
@given(st.from_type(Incident))
def test_any_incident_can_be_written_in_every_format(found):
    for name, known in FORMATS.items():
        export(name, [found], REPORTS, CLAIMS, io.BytesIO() if known.binary else io.StringIO())


def test_whole_readings_are_read_back_from_jsonl(tmp_path):
    path = tmp_path / "everything.jsonl"
    reading = Reading(report=REPORT, claims=(CLAIM,), accounts=incident().accounts)
    jsonl.write([incident()], REPORTS, CLAIMS, path)
    assert list(jsonl.read_jsonl(path).readings()) == [reading]


def test_an_account_as_it_was_read_comes_before_what_decisions_made_of_it(tmp_path):
    path = tmp_path / "everything.jsonl"
    read = incident().accounts[0]
    decided = read.model_copy(update={"figures": ()})
    jsonl.write([incident(accounts=(decided,))], REPORTS, CLAIMS, path, accounts=[read])
    everything = jsonl.read_jsonl(path)
    assert everything.incidents[0].accounts == (decided,)
    assert list(everything.readings()) == [Reading(report=REPORT, claims=(CLAIM,), accounts=(read,))]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no json\n", r"line 1 is not JSON"),
        ('{"novel": {}}\n', r"line 1 is none of report, claim, account, review, incident"),
        ('{"report": {"id": 1}}\n', r"line 1 holds no report that this version knows: id: "),
        ("[]\n", r"line 1 is none of"),
    ],
)
def test_a_file_that_is_no_export_is_refused_by_its_line(tmp_path, line, message):
    path = tmp_path / "notes.jsonl"
    path.write_text(line)
    with pytest.raises(jsonl.ImportFailure, match=message):
        jsonl.read_jsonl(path)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "picture.jsonl"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(jsonl.ImportFailure, match="it is not text in UTF-8"):
        jsonl.read_jsonl(path)


def test_a_toll_without_an_upper_bound_is_unknown_there():
    out = io.StringIO()
    open_ended = toll(28).model_copy(update={"high": None})
    export("geojson", [incident(tolls=(open_ended,), place=SARAQIB)], REPORTS, CLAIMS, out)
    properties = json.loads(out.getvalue())["features"][0]["properties"]
    assert (properties["killed_low"], properties["killed_best"], properties["killed_high"]) == (28, 28, None)
