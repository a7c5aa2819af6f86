"""The list of incidents: filters, three views, ticks, kept searches, and who may do what."""

import json
import re

import pytest
from django.http import QueryDict

from reportedly.desk.incidents.maps import clusters
from reportedly.desk.incidents.search import FilterForm, Search, search_from
from reportedly.desk.incidents.timeline import timeline_of
from reportedly.desk.models import SavedSearch
from reportedly.ledger import Filters, LedgerError
from reportedly.ledger.models import IncidentRow, ReviewRow


def titles(response):
    return re.findall(r"data-open>([^<]+)</a>", response.content.decode())


def places(ledger, **query):
    rows = search_from({name: str(value) for name, value in query.items()}).rows(ledger)
    return [json.loads(row.body)["place"]["name"] for row in rows.defer(None)]


def marks(ledger):
    return [f"{row.ref}:{row.sha256[:16]}" for row in ledger.rows()]


@pytest.fixture
def settings_of_map():
    from django.test import override_settings

    with override_settings(MAP_TILES="https://tiles.example/{z}/{x}/{y}.png"):
        yield


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Saraqib", "Homs"}),
        ({"text": "bakery"}, {"Homs"}),
        ({"text": "BAKERY"}, {"Homs"}),
        ({"since": "2016-08-02"}, {"Homs"}),
        ({"until": "2016-08-04"}, {"Saraqib"}),
        ({"since": "2016-08", "until": "2016-08"}, {"Saraqib", "Homs"}),
        ({"place": "idlib"}, {"Saraqib"}),
        ({"actor": "syrian army"}, {"Saraqib"}),
        ({"grading": "contested"}, {"Saraqib"}),
        ({"review": "accepted"}, set()),
        ({"killed": 3}, {"Saraqib"}),
        ({"box": "36,34,37,35"}, {"Homs"}),
        ({"event": "Shelling/artillery/missile attack"}, {"Saraqib", "Homs"}),
        ({"event": "Suicide bomb"}, set()),
    ],
)
def test_a_filter_keeps_the_incidents_that_meet_it(ledger, query, found):
    assert set(places(ledger, **query)) == found


def test_a_box_may_cross_the_line_where_east_meets_west(ledger):
    assert set(places(ledger, box="170,30,-170,40")) == set()
    assert set(places(ledger, box="36.75,30,36.0,40")) == {"Saraqib"}


def test_filters_stand_in_the_address_and_come_back_from_it():
    search = Search(Filters(text="a & b", since="2016-08", minimum_killed=0), (36.0, 34.5, 37.0, 35.0), "deadliest")
    assert search_from(QueryDict(search.address()[1:])) == search


def test_what_is_no_date_is_said_beside_the_field_and_the_other_filters_hold(signed_in):
    response = signed_in("viewer").get("/incidents/?since=last+week&text=bakery")
    assert "Write 2016-08-01, 2016-08 or 2016." in response.content.decode()
    assert [title for title in titles(response) if "Homs" in title] == titles(response)
    with pytest.raises(LedgerError, match="since"):
        search_from({"since": "last week"})


def test_a_search_that_finds_nothing_says_so_and_offers_all(signed_in):
    page = signed_in("viewer").get("/incidents/?text=zeppelin").content.decode()
    assert "No incident meets all of these filters." in page
    assert "Show all of them" in page


def test_htmx_gets_the_results_alone(signed_in):
    browser = signed_in("viewer")
    headers = {"HX-Request": "true", "HX-Target": "results"}
    part = browser.get("/incidents/?text=bakery", headers=headers).content.decode()
    assert "<html" not in part
    assert "bakery" in part
    assert "<html" in browser.get("/incidents/?text=bakery").content.decode()


def test_a_filter_that_is_set_can_be_taken_away_with_a_link(signed_in):
    page = signed_in("viewer").get("/incidents/?text=bakery&killed=1").content.decode()
    assert 'href="?killed=1"' in page
    assert 'href="?text=bakery"' in page


def test_the_map_gathers_what_is_close_together_and_says_how_exactly_it_is_placed(ledger):
    rows = ledger.rows()
    (far,) = clusters(rows, zoom=2)
    assert (far.count, far.contested, far.reach) == (2, 1, ("point", 2))
    near = clusters(rows, zoom=10)
    assert sorted((one.count, round(one.latitude, 3)) for one in near) == [(1, 34.727), (1, 35.864)]
    assert clusters(rows, 10, (36.0, 34.0, 37.0, 35.0))[0].plain()["box"] == [36.723, 34.727, 36.723, 34.727]


def test_the_circles_of_the_map_meet_the_same_filters_as_the_list(signed_in):
    browser = signed_in("viewer")
    every = browser.get("/incidents/map.json?zoom=10").json()["clusters"]
    some = browser.get("/incidents/map.json?zoom=10&text=bakery").json()["clusters"]
    assert (len(every), len(some)) == (2, 1)
    assert browser.get("/incidents/map.json?zoom=ten").status_code == 422


SYRIA = "33.5,32.3,42.4,37.4"


def written(browser, zoom: float, window: str) -> dict[str, list[str]]:
    """The names on the map, by kind, the most important first."""
    names = browser.get(f"/incidents/map.json?zoom={zoom}&window={window}").json()["names"]
    return {kind: [name["name"] for name in names if name["kind"] == kind] for kind in ("country", "town")}


def test_the_map_names_countries_from_afar_and_from_nearer_their_largest_towns_too(signed_in):
    browser = signed_in("viewer")
    world, near = written(browser, 1.0, "-180,-85,180,85"), written(browser, 6.0, SYRIA)
    assert world["town"] == []
    assert {"Turkey", "Russia"} <= set(world["country"])
    assert "Lebanon" not in world["country"]
    assert {"Syria", "Lebanon"} <= set(near["country"])
    assert {"Damascus", "Aleppo", "Homs"} <= set(near["town"])
    assert near["town"].index("Aleppo") < near["town"].index("Homs")


def test_a_country_whose_middle_is_out_of_sight_is_named_in_the_part_that_is_seen(signed_in):
    west, south, east, north = 35.9, 35.0, 37.9, 37.2
    answer = signed_in("viewer").get(f"/incidents/map.json?zoom=8&window={west},{south},{east},{north}").json()
    countries = {name["name"]: name["at"] for name in answer["names"] if name["kind"] == "country"}
    assert set(countries) == {"Syria", "Turkey"}
    assert all(west < longitude < east and south < latitude < north for longitude, latitude in countries.values())
    assert countries["Turkey"][1] > countries["Syria"][1]


def test_tiles_bring_names_of_their_own(signed_in, settings_of_map):
    assert written(signed_in("viewer"), 6.0, SYRIA) == {"country": [], "town": []}


def test_the_map_page_lists_the_places_for_those_who_see_no_map(signed_in):
    page = signed_in("viewer").get("/incidents/?view=map").content.decode()
    assert "Saraqib, Idlib" in page
    assert "Homs, Homs" in page


def test_the_map_alone_may_ask_the_tiles_address_and_no_page_runs_what_stands_in_it(signed_in, settings_of_map):
    browser = signed_in("viewer")
    parts = {view: browser.get(f"/incidents/?view={view}")["Content-Security-Policy"] for view in ("map", "table")}
    assert "connect-src 'self' https://tiles.example;" in parts["map"]
    assert "worker-src blob:" in parts["map"]
    assert "tiles.example" not in parts["table"]
    assert "unsafe" not in "".join(parts.values())


def test_the_timeline_counts_incidents_and_killed_by_day(ledger):
    found = timeline_of(ledger.rows())
    counted = [(bar.since, bar.incidents) for bar in found.bars if bar.incidents]
    assert counted == [("2016-08-01", 1), ("2016-08-05", 1)]
    assert [bar.killed for bar in found.bars if bar.since == "2016-08-05"] == [2]
    assert (found.unit, len(found.bars), found.undated) == ("day", 5, 0)


def test_each_bar_of_the_timeline_is_a_link_to_its_days(signed_in):
    page = signed_in("viewer").get("/incidents/?view=timeline").content.decode()
    assert 'href="?since=2016-08-05&amp;until=2016-08-05"' in page


def test_ticked_incidents_are_accepted_with_the_reason_that_was_given(signed_in, ledger):
    data = {"action": "accept", "chosen": marks(ledger), "reason": "checked by telephone", "query": "text=a"}
    response = signed_in("editor").post("/incidents/decide/", data)
    assert (response.status_code, response.url) == (302, "/incidents/?text=a")
    assert {row.review for row in ledger.rows()} == {"accepted"}
    reviews = [row.noun for row in ReviewRow.objects.all()]
    assert {(one.action, one.author, one.reason) for one in reviews} == {("accept", "editor", "checked by telephone")}


def test_ticked_incidents_become_one_and_no_other_site_is_returned_to(signed_in, ledger):
    data = {"action": "merge", "chosen": marks(ledger), "query": "//elsewhere.example/?text=x"}
    response = signed_in("editor").post("/incidents/decide/", data)
    assert response.url.startswith("/incidents/?")
    assert ledger.rows().count() == 1


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_only_editors_decide_on_incidents(signed_in, ledger, role):
    data = {"action": "accept", "chosen": marks(ledger)}
    assert signed_in(role).post("/incidents/decide/", data).status_code == 403
    assert ReviewRow.objects.count() == 0


def test_nothing_is_decided_on_an_incident_that_changed_since_it_was_shown(signed_in, ledger):
    shown = marks(ledger)
    editor, other = signed_in("editor"), signed_in("administrator")
    other.post("/incidents/decide/", {"action": "reject", "chosen": shown[:1]})
    response = editor.post("/incidents/decide/", {"action": "accept", "chosen": shown})
    assert response.status_code == 409
    assert "administrator" in response.content.decode()
    assert [row.action for row in ReviewRow.objects.all()] == ["reject"]


def test_a_decision_without_a_tick_says_what_is_missing(signed_in, ledger):
    response = signed_in("editor").post("/incidents/decide/", {"action": "accept"}, follow=True)
    assert "Tick at least one incident first." in response.content.decode()


def test_a_search_is_kept_for_the_one_who_keeps_it(signed_in):
    viewer, editor = signed_in("viewer"), signed_in("editor")
    viewer.post("/incidents/searches/", {"name": "bakeries", "query": "text=bakery&view=map&evil=1"})
    kept = SavedSearch.objects.get()
    assert (kept.name, kept.query) == ("bakeries", "text=bakery&view=map")
    assert "bakeries" in viewer.get("/incidents/").content.decode()
    assert "bakeries" not in editor.get("/incidents/").content.decode()
    assert editor.post(f"/incidents/searches/{kept.pk}/forget/").status_code == 404
    assert viewer.post(f"/incidents/searches/{kept.pk}/forget/").status_code == 302
    assert SavedSearch.objects.count() == 0


def test_the_names_of_saved_searches_are_text_and_nothing_else(signed_in):
    viewer = signed_in("viewer")
    viewer.post("/incidents/searches/", {"name": "<script>x</script>", "query": ""})
    assert "<script>x" not in viewer.get("/incidents/").content.decode()


def test_whoever_lost_all_roles_sees_neither_list_nor_circles(signed_in):
    from reportedly.desk.people.models import User

    browser = signed_in("viewer")
    User.objects.get(username="viewer").groups.clear()
    addresses = ["/incidents/", "/incidents/map.json", "/incidents/outlines.json", "/queue/", "/same/", "/sources/",
                 "/sources/actors/", "/jobs/", "/api/", "/api/openapi.json"]  # fmt: skip
    assert {address: browser.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 403)


def test_all_fields_of_the_filters_are_optional():
    form = FilterForm({})
    assert form.is_valid()
    assert form.search() == Search()


def test_an_incident_that_the_filters_pass_over_is_not_counted(signed_in):
    page = signed_in("viewer").get("/incidents/?text=bakery").content.decode()
    assert "<strong>1</strong> incident</p>" in page
    assert IncidentRow.objects.count() == 2
