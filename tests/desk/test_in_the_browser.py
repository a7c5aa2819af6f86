"""The desk in a real browser: a whole report reviewed by keyboard, two at once, both directions, any width."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_samples import FIRST, OTHER, PASSWORD

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
REPORT = f"/reports/{FIRST.report.id}/"
SERIOUS = {"serious", "critical"}


class Served:
    """A desk in a process of its own, on a ledger of its own."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTEDLY_SECRET_KEY": "only for the tests"}
        command = [sys.executable, "-u", "-m", "reportedly", "serve", "--port", "0", "--ledger", str(ledger)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
        line = self.process.stdout.readline()
        self.base = re.search(r"http://\S+(?=/)", line).group(0)

    def reviews(self) -> list[dict]:
        with sqlite3.connect(self.ledger) as connection:
            rows = connection.execute("SELECT body FROM reportedly_review ORDER BY id").fetchall()
        return [json.loads(body) for (body,) in rows]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[Served]:
    desk = Served(Path(shutil.copy(prepared, tmp_path / "ledger.sqlite3")))
    yield desk
    desk.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


PATIENCE = 120_000
"""Milliseconds that a page is waited for: the machine may be busy with other things."""


class Window:
    """A window of somebody who signed in, with what it asked for and complained of."""

    def __init__(self, browser: "playwright.Browser", served: Served, person: str, width: int, **context) -> None:
        self.base, self.width = served.base, width
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.go("/account/login/")
        self.page.fill("[name=login]", person)
        self.page.fill("[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.base}/incidents/**")

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def go(self, address: str) -> "playwright.Page":
        self.page.goto(f"{self.base}{address}")
        return self.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def state(self, number: int) -> str:
        return self.page.locator(".claim .rest").nth(number).get_attribute("data-state")

    def wait_for_state(self, number: int, state: str) -> None:
        self.page.wait_for_selector(f".claim[data-claim='{number}'] .rest[data-state='{state}']")

    def current(self) -> int:
        return int(self.page.evaluate("document.activeElement.closest('.claim').dataset.claim"))


@pytest.fixture
def window(chromium: "playwright.Browser", served: Served) -> Iterator[Callable[..., Window]]:
    opened: list[Window] = []

    def open_window(person: str = "analyst", width: int = 1280, **context) -> Window:
        opened.append(Window(chromium, served, person, width, **context))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()


def test_a_whole_report_is_reviewed_by_keyboard_alone(window, served):
    one = window()
    one.go(REPORT)
    one.press("j")
    assert one.current() == 0
    one.press("a")
    one.wait_for_state(0, "accepted")
    one.page.wait_for_function("document.activeElement.closest('.claim')?.dataset.claim === '1'")
    one.press("x")
    one.wait_for_state(1, "rejected")
    one.page.wait_for_function("document.activeElement.closest('.claim')?.dataset.claim === '2'")
    one.press("k", "u")
    one.wait_for_state(1, "open")
    one.press("j", "c")
    one.page.wait_for_selector(".correction")
    one.page.wait_for_function("document.activeElement.name === 'c-said_by'")
    one.press("Control+a")
    one.page.keyboard.type("a surgeon")
    one.press("Enter")
    one.wait_for_state(2, "corrected")
    assert one.page.locator(".claim").nth(2).locator(".said").inner_text() == "a surgeon"
    assert one.page.locator("#progress").inner_text() == "2 of 3 claims decided"
    assert [review["action"] for review in served.reviews()] == ["accept", "reject", "undo", "correct"]
    assert {review["author"] for review in served.reviews()} == {"analyst"}
    assert one.complaints == []


def test_a_missed_claim_is_added_from_selected_words_by_keyboard(window, served):
    one = window()
    page = one.go(REPORT)
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf("السوق كان مكتظا");
            if (at >= 0) window.getSelection().setBaseAndExtent(node, at, node, at + "السوق كان مكتظا".length);
          }
        }"""
    )
    one.press("m")
    page.wait_for_function("document.activeElement.name === 'new-said_by'")
    page.keyboard.type("activists")
    one.press("Enter")
    page.wait_for_selector(".message.success")
    (review,) = served.reviews()
    (span,) = review["value"]["content"]
    assert span["exact"] == "السوق كان مكتظا" == FIRST.report.text[span["start"] : span["end"]]
    assert one.state(3) == "added"
    assert one.complaints == []


def test_the_question_mark_shows_the_keys_and_escape_closes_them(window):
    one = window()
    page = one.go(REPORT)
    one.press("?")
    assert page.locator("#keys").is_visible()
    one.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_a_claim_and_its_words_light_up_and_scroll_to_each_other(window):
    one = window()
    page = one.go(REPORT)
    one.press("j", "j")
    lit = page.evaluate("[...document.querySelectorAll('.text .lit-content')].map(e => e.textContent).join('')")
    assert lit == "that it had fired on the market"
    page.locator(".text .w", has_text="Twelve").first.click()
    assert page.locator(".claim.kept").get_attribute("data-claim") == "2"


def test_two_people_at_one_claim_are_told_and_nothing_is_overwritten(window, served):
    first, second = window("analyst"), window("editor")
    first.go(REPORT)
    second.go(REPORT)
    first.press("j", "x")
    first.wait_for_state(0, "rejected")
    second.press("j", "a")
    second.wait_for_state(0, "rejected")
    assert "analyst has changed this claim" in second.page.locator(".claim").first.inner_text()
    assert [(review["author"], review["action"]) for review in served.reviews()] == [("analyst", "reject")]


def test_two_incidents_are_merged_and_that_is_undone(window, served):
    one = window("editor")
    page = one.go("/incidents/")
    page.get_by_role("link", name=re.compile("Homs")).first.click()
    page.get_by_label("The same as").select_option(index=1)
    page.get_by_role("button", name="Merge").click()
    page.wait_for_selector("text=Recorded.")
    assert page.locator(".reports li").count() == 3
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("text=no longer holds")
    assert [review["action"] for review in served.reviews()] == ["merge", "undo"]
    one.go("/incidents/")
    assert page.get_by_role("link", name=re.compile("Homs")).count() > 0
    assert one.complaints == []


def test_a_toll_is_settled(window, served):
    one = window("editor")
    page = one.go(f"/reports/{OTHER.report.id}/")
    page.locator("summary", has_text="What it adds up to").click()
    page.get_by_role("link", name="To the incident").click()
    page.locator("summary", has_text="Settle this row").first.click()
    page.get_by_label("Best").first.fill("3")
    page.get_by_label("High").first.fill("3")
    page.get_by_role("button", name="Record", exact=True).first.click()
    page.wait_for_selector("text=settled by a person")
    assert served.reviews()[0]["value"][0]["best"] == 3


PAGES = ("/reports/", REPORT, "incident", "/account/", "/people/")


def visit(one: Window, page: str) -> "playwright.Page":
    if page == "incident":
        shown = one.go(REPORT)
        shown.locator("summary", has_text="What it adds up to").click()
        shown.get_by_role("link", name="To the incident").click()
        return shown
    return one.go(page)


def test_pages_ask_nobody_else_for_anything_and_complain_of_nothing(window):
    one = window("administrator")
    for page in PAGES:
        visit(one, page)
    assert [address for address in one.requests if not address.startswith((one.base, "data:"))] == []
    assert one.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_axe_finds_nothing_serious(window, scheme, direction):
    one = window("administrator", color_scheme=scheme)
    one.context.add_cookies([{"name": "reportedly_direction", "value": direction, "url": one.base}])
    found = {}
    for page in PAGES:
        shown = visit(one, page)
        violations = axe.Axe().run(shown).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"]) for v in violations if v["impact"] in SERIOUS]
        if serious:
            found[page] = serious
    assert found == {}


def test_right_to_left_pages_run_from_the_right_and_reports_keep_their_own_direction(window):
    one = window()
    one.go("/account/")
    one.page.get_by_role("button", name="Right to left").click()
    page = one.go(REPORT)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    text, claims = (page.locator(part).bounding_box() for part in (".text", ".claims"))
    assert text["x"] > claims["x"]
    paragraphs = page.locator(".text p")
    directions = [paragraphs.nth(at).evaluate("e => getComputedStyle(e).direction") for at in (0, 4)]
    assert directions == ["ltr", "rtl"]


@pytest.mark.parametrize("width", [360, 768, 2560])
def test_nothing_overflows_at_any_width(window, width):
    one = window("administrator", width)
    wide = {}
    for page in PAGES:
        visit(one, page)
        wide[page] = one.page.wait_for_function("document.documentElement?.scrollWidth").json_value()
    assert wide == dict.fromkeys(PAGES, width)


def test_a_claim_is_decided_without_scripts(window, served):
    one = window(java_script_enabled=False)
    page = one.go(REPORT)
    page.get_by_role("button", name="Accept").first.click()
    assert page.locator(".rest").first.get_attribute("data-state") == "accepted"
    page.get_by_role("link", name="Correct").nth(1).click()
    page.locator(".correction [name=c-factuality]").select_option("PS+")
    page.get_by_role("button", name="Record the correction").click()
    assert page.locator(".rest").nth(1).get_attribute("data-state") == "corrected"
    assert [review["action"] for review in served.reviews()] == ["accept", "correct"]
