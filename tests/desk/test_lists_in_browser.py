"""The main path of each list in a real browser: keys, map, timeline, uploads; nothing from elsewhere, no errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations

import pytest
from desk_samples import FIRST, OTHER
from test_in_the_browser import CHROMIUM, SERIOUS, Window, axe, playwright, served, window

__all__ = ["served", "window"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

DRAWING = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""The map is drawn with WebGL, here without a graphics card."""


@pytest.fixture(scope="module")
def chromium() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=DRAWING)
        yield browser
        browser.close()


@pytest.fixture
def page_of(window, served):
    """A page signed in as somebody of this role. Whatever it complains of or asks elsewhere for fails the test."""
    opened: list[Window] = []

    def open_as(role: str):
        opened.append(window(role))
        return opened[-1].page

    yield open_as
    # A graphics card that is only imitated is slow, and the browser says so: that is not about the page.
    said = [text for one in opened for text in one.complaints if "GPU stall" not in text and "GL Driver" not in text]
    elsewhere = [url for one in opened for url in one.requests if not url.startswith((served.base, "blob:", "data:"))]
    assert (said, elsewhere) == ([], [])


@pytest.fixture
def site(served):
    return served.base


def rows(served, query: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(served.ledger, timeout=30)) as connection, connection:
        return connection.execute(query, values).fetchall()


def holding(served, account: str) -> str:
    query = """SELECT incident.ref FROM reportedly_incident incident
        JOIN reportedly_incident_account link ON link.incident_id = incident.id
        JOIN reportedly_account account ON account.id = link.account_id WHERE account.ref = ?"""
    return rows(served, query, account)[0][0]


def actions(served) -> list[str]:
    return [review["action"] for review in served.reviews()]


def ask_about_market_and_bakery(served, page) -> tuple[str, str]:
    """Put the two incidents before people as a pair; gives their accounts."""
    page.goto(f"{served.base}/same/")
    sides = sorted((holding(served, one.accounts[0].id), one.accounts[0].id) for one in (FIRST, OTHER))
    (left, left_account), (right, right_account) = sides
    insert = "INSERT INTO desk_candidatepair (left, right, left_account, right_account, weight) VALUES (?, ?, ?, ?, -1)"
    rows(served, insert.replace("(left, right", '("left", "right"'), left, right, left_account, right_account)
    page.goto(f"{served.base}/same/")
    return left_account, right_account


def test_filters_work_while_one_types_and_stand_in_the_address(page_of, site):
    page = page_of("viewer")
    page.goto(f"{site}/incidents/")
    page.get_by_label("Words").fill("bakery")
    page.get_by_text("1 incident", exact=True).wait_for()
    page.wait_for_url("**/incidents/?text=bakery")
    page.reload()
    assert page.locator("[data-row]").count() == 1
    page.get_by_role("link", name="Take away: Words bakery").click()
    page.get_by_text("2 incidents", exact=True).wait_for()


def test_keys_walk_through_the_list_tick_and_open(page_of, site):
    page = page_of("editor")
    page.goto(f"{site}/incidents/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-ticked]").inner_text() == "2 ticked"
    page.keyboard.press("Enter")
    page.wait_for_url("**/incident/*/")


def test_the_map_draws_its_circles_and_a_box_on_it_filters(page_of, site):
    page = page_of("viewer")
    page.goto(f"{site}/incidents/?view=map")
    page.locator("#map .dot").first.wait_for()
    assert page.locator("#map .dot").count() == 2
    homs = page.get_by_role("button", name="Homs").bounding_box()
    page.get_by_role("button", name="Draw a box").click()
    x, y = homs["x"] + homs["width"] / 2, homs["y"] + homs["height"] / 2
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    page.mouse.move(x, y)
    page.mouse.move(x + 40, y + 40)
    page.mouse.up()
    page.wait_for_url("**box=**")
    page.get_by_text("1 incident", exact=True).wait_for()


ON_THE_MAP = """() => [...document.querySelectorAll("#map .map-name, #map .dot")].map((each) => {
  const { left, top, right, bottom } = each.getBoundingClientRect();
  return [each.textContent || each.title, left, top, right, bottom];
})"""


@pytest.mark.parametrize(("width", "height", "at_least"), [(360, 740, 4), (2560, 1440, 25)])
def test_names_on_the_map_cover_neither_one_another_nor_a_circle(page_of, site, width, height, at_least):
    page = page_of("viewer")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}/incidents/?view=map")
    page.locator("#map[data-named] .dot").first.wait_for()
    drawn = page.evaluate(ON_THE_MAP)
    names = {name for name, *_ in drawn}
    assert "Homs" in names
    assert {"Syria", "Lebanon"} & names
    assert len(drawn) >= at_least
    covered = [
        (one[0], other[0])
        for one, other in combinations(drawn, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
    assert covered == []


def test_another_filter_draws_the_map_anew(page_of, site):
    page = page_of("viewer")
    page.goto(f"{site}/incidents/?view=map")
    page.locator("#map .dot").first.wait_for()
    page.get_by_role("searchbox", name="Place").fill("homs")
    page.get_by_text("1 incident", exact=True).wait_for()
    page.locator("#map[data-drawn='1'] .dot").wait_for()


def test_drawing_across_the_timeline_asks_for_these_days(page_of, site):
    page = page_of("viewer")
    page.goto(f"{site}/incidents/?view=timeline")
    drawing = page.locator("[data-timeline]").bounding_box()
    y = drawing["y"] + drawing["height"] / 2
    page.mouse.move(drawing["x"] + drawing["width"] * 0.6, y)
    page.mouse.down()
    page.mouse.move(drawing["x"] + drawing["width"] * 0.8, y)
    page.mouse.move(drawing["x"] + drawing["width"] * 0.99, y)
    page.mouse.up()
    page.wait_for_url("**since=2016-08-04**")
    page.get_by_text("1 incident", exact=True).wait_for()


def test_pairs_are_answered_by_keys_and_taken_back_by_one(page_of, served):
    page = page_of("editor")
    one, other = ask_about_market_and_bakery(served, page)
    page.keyboard.press("y")
    page.get_by_text("Merged into one").wait_for()
    assert holding(served, one) == holding(served, other)
    page.keyboard.press("u")
    page.get_by_text("Taken back.").wait_for()
    assert holding(served, one) != holding(served, other)
    assert actions(served) == ["merge", "undo"]


def test_files_are_uploaded_and_their_progress_ends_by_itself(page_of, site, tmp_path):
    story = tmp_path / "clinic.txt"
    story.write_text("Two killed as mortar hits Douma clinic\nA mortar shell hit a clinic in Douma, the medics said.\n")
    page = page_of("analyst")
    page.goto(f"{site}/jobs/")
    page.get_by_label("Files").set_input_files(story)
    page.get_by_role("button", name="Upload and read").click()
    page.get_by_text("1 new, 0 known already.").wait_for()


def test_an_export_is_asked_for_and_saved(page_of, site):
    page = page_of("analyst")
    page.goto(f"{site}/incidents/?text=bakery")
    page.get_by_label("Format").select_option("geojson")
    page.get_by_role("button", name="Export ticked, or all if none").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save incidents-").click()
    assert saved.value.suggested_filename.endswith(".geojson")


PAGES = ["/incidents/", "/incidents/?view=map", "/incidents/?view=timeline", "/queue/", "/same/", "/sources/",
         "/sources/actors/", "/sources/said/?name=doctor", "/jobs/", "/api/"]  # fmt: skip


def test_no_page_has_a_serious_fault_of_access_and_each_fits_a_telephone(page_of, served):
    page = page_of("administrator")
    ask_about_market_and_bakery(served, page)
    faults: list[tuple] = []
    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(served.base + address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = axe.Axe().run(page).response["violations"]
            serious = [one for one in found if one["impact"] in SERIOUS]
            faults += [(address, scheme, one["id"], [node["target"] for node in one["nodes"]]) for one in serious]
        page.set_viewport_size({"width": 360, "height": 740})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append((address, "wider than a telephone"))
    assert faults == []


def test_the_list_runs_from_right_to_left_as_well(page_of, site):
    page = page_of("viewer")
    page.context.add_cookies([{"name": "reportedly_direction", "value": "rtl", "url": site}])
    page.set_viewport_size({"width": 360, "height": 740})
    for address in PAGES[:4]:
        page.goto(site + address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
