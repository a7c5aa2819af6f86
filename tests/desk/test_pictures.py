"""The pictures in the documentation: of the desk as it is, over the reports in ``examples/``.

``make screenshots`` runs this with ``REPORTEDLY_PICTURES=1``, which writes them anew. Without it the same pages are
looked at in the same way and nothing is written.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_in_the_browser import CHROMIUM, ROOT, Served, Window
from test_lists_in_browser import chromium

__all__ = ["chromium"]

FOLDER = ROOT / "docs" / "pictures"
WRITE = os.environ.get("REPORTEDLY_PICTURES") == "1"
MOST_BYTES = 200_000
WIDTH, HEIGHT = 1040, 680
SLOW_CARD = ("GPU stall", "GL Driver")
"""What the browser says of a graphics card that is only imitated. It is not about the page."""


def table(one: Window) -> None:
    one.go("/incidents/").locator("[data-row]").first.wait_for()


def on_the_map(one: Window) -> None:
    page = one.go("/incidents/?view=map")
    page.locator("#map[data-named] .dot").first.wait_for()
    page.locator("#map").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)


def incident(one: Window) -> None:
    one.go("/incidents/?place=Atmeh").locator("[data-open]").first.click()
    one.page.wait_for_url("**/incident/*/")


def report(one: Window) -> None:
    page = one.go("/reports/?q=Doubts")
    page.get_by_role("link", name=re.compile("Doubts over")).click()
    page.wait_for_url("**/reports/*/")
    # A chosen claim has its words lit.
    page.locator(".text .w", has_text="delivered relief goods").first.click()
    page.locator(".claim.kept").wait_for()
    page.locator(".text .lit-source", has_text="defence ministry").first.wait_for()


def same(one: Window) -> None:
    one.go("/same/").get_by_role("heading", name="What speaks for and against").wait_for()


PICTURES: dict[str, tuple[Callable[[Window], None], str]] = {
    "incidents": (table, "light"),
    "map": (on_the_map, "light"),
    "incident": (incident, "light"),
    "report": (report, "light"),
    "report-dark": (report, "dark"),
    "same-or-not": (same, "light"),
}
"""Each picture's name, how to get to what it shows, and in which colours."""


@pytest.fixture(scope="module")
def served(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    desk = Served(Path(shutil.copy(examples, tmp_path_factory.mktemp("pictures") / "ledger.sqlite3")))
    yield desk
    desk.stop()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("name", PICTURES)
def test_each_page_in_the_documentation_can_be_photographed_afresh(chromium, served, name):
    show, scheme = PICTURES[name]
    one = Window(chromium, served, "editor", WIDTH, color_scheme=scheme, reduced_motion="reduce")
    one.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    show(one)
    picture = one.page.screenshot(animations="disabled", caret="hide")
    one.context.close()
    assert [said for said in one.complaints if not any(words in said for words in SLOW_CARD)] == []
    assert len(picture) < MOST_BYTES
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(picture)


SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def shown() -> dict[Path, list[str]]:
    """Each picture that the documentation shows, and what stands in its place for those who do not see it."""
    found: dict[Path, list[str]] = {}
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for words, address in SHOWN.findall(page.read_text("utf-8")):
            found.setdefault((page.parent / address).resolve(), []).append(words)
    return found


def test_the_documentation_shows_each_picture_that_is_made_and_no_other():
    assert set(shown()) == {(FOLDER / f"{name}.png").resolve() for name in PICTURES}
    assert {path.resolve() for path in FOLDER.iterdir()} == set(shown())


def test_each_picture_is_small_and_says_in_words_what_it_shows():
    for picture, words in shown().items():
        assert picture.read_bytes().startswith(b"\x89PNG"), picture.name
        assert picture.stat().st_size < MOST_BYTES, picture.name
        assert all(len(said.split()) > 5 for said in words), picture.name
