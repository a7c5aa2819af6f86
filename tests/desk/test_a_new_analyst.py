"""The sample reports as somebody new meets them, from the list to the export, at a desk and on a telephone."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_in_the_browser import CHROMIUM, Served, chromium, window

__all__ = ["chromium", "window"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture
def served(examples: Path, tmp_path: Path) -> Iterator[Served]:
    desk = Served(Path(shutil.copy(examples, tmp_path / "ledger.sqlite3")))
    yield desk
    desk.stop()


@pytest.mark.parametrize("width", [360, 1280])
def test_from_finding_the_helicopter_to_an_export(window, served, width):
    one = window("editor", width)
    page = one.page

    # Who says that the helicopter carried aid, and who disputes it?
    one.go("/incidents/")
    page.get_by_label("Words").fill("relief goods")
    page.wait_for_url(re.compile("text=relief"))
    page.wait_for_load_state("networkidle")  # the list is put in after its address
    page.locator("[data-open]").first.click()
    page.wait_for_url("**/incident/*/")
    disputed = page.locator("section", has=page.get_by_role("heading", name="In dispute"))
    sides = {side.locator("h4").inner_text(): side.inner_text() for side in disputed.locator(".side").all()}
    assert "delivered relief goods" in sides["Russian defence ministry"]
    assert "Activists in Idlib" in sides

    # Settle how many the shelling of Aleppo killed.
    one.go("/incidents/?place=Aleppo&event=Shelling%2Fartillery%2Fmissile+attack")
    page.locator("[data-open]").first.click()
    page.wait_for_url("**/incident/*/")
    page.locator("summary", has_text="Settle this row").first.click()
    page.get_by_label("Best").first.fill("40")
    page.get_by_label("High").first.fill("40")
    page.get_by_role("button", name="Record", exact=True).first.click()
    page.get_by_text("settled by a person").first.wait_for()

    # Two that are one, and then two again.
    one.go("/incidents/")
    before = page.locator("[data-row]").count()
    for at in (0, 1):
        page.locator("input[name=chosen]").nth(at).check()
    page.get_by_role("button", name="Merge into one").click()
    page.get_by_text("Merged 2 incidents").wait_for()
    assert page.locator("[data-row]").count() == before - 1
    one.go("/queue/").locator("[data-undo]").first.click()
    page.get_by_text("Taken back.").wait_for()
    one.go("/incidents/")
    assert page.locator("[data-row]").count() == before

    # Take the Aleppo incidents away in a file.
    one.go("/incidents/?place=Aleppo")
    page.get_by_label("Format").select_option("geojson")
    page.get_by_role("button", name=re.compile("Export ticked")).click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save incidents-").click()
    places = {
        feature["properties"].get("title", "") for feature in json.loads(saved.value.path().read_text())["features"]
    }
    assert any("Aleppo" in title for title in places)
    assert [review["action"] for review in served.reviews()] == ["correct", "merge", "undo"]
    assert one.complaints == []
