"""The page of evidence in a real browser: Chromium, opened from a file, without a network."""

import shutil
from collections.abc import Iterator

import pytest
from runs import EXAMPLES, Run

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ATTACK = """<script>document.title = 'taken over'</script>

Saraqeb, 1 August 2016

A rocket killed three people in Saraqeb on Monday, <img src=x onerror="document.title = 'taken over'"> activists said.

The people of the town had been waiting for bread when it struck, they said, and two of the dead were children. The
army denied that it had fired on the town.

قال ناشطون إن ثلاثة قتلوا في سراقب.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, reportedly: Run) -> str:
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "attack.txt").write_text(ATTACK, encoding="utf-8")
    reports = [EXAMPLES / "atmeh-first.txt", EXAMPLES / "old-aleppo-gas-state.html", folder / "attack.txt"]
    out = folder / "evidence.html"
    assert reportedly("read", *reports, "--html", out).returncode == 0
    return out.as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Opened:
    """The page in a window of its own, with what it asked for and complained of."""

    def __init__(self, browser: "playwright.Browser", address: str, width: int = 1280, **context: str) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **context)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def words(self, selector: str) -> str:
        return self.page.evaluate("s => [...document.querySelectorAll(s)].map(e => e.textContent).join('')", selector)

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()


@pytest.fixture
def opened(chromium: "playwright.Browser", address: str) -> Iterator[Opened]:
    window = Opened(chromium, address)
    yield window
    window.context.close()


def claim_with(opened: Opened, words: str) -> "playwright.Locator":
    return opened.page.locator(".claim", has_text=words).first


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Opened, address: str):
    assert opened.requests == [address]
    assert opened.complaints == []


def test_a_script_in_a_report_does_not_run(opened: Opened):
    assert opened.page.title() == "Who says what: Reportedly"
    assert opened.count("article img") == 0
    assert "<script>document.title" in opened.words("#r3 .text")


def test_pointing_at_a_claim_lights_up_its_words_and_leaving_puts_them_out(opened: Opened):
    claim_with(opened, "tore through a crowd").hover()
    assert "A bomb tore through a crowd of Syrian rebels" in opened.words("#r1 .lit-content")
    opened.page.locator("h1").hover()
    assert opened.count("[class*=lit-]:not(.legend *)") == 0


def test_a_claim_lights_up_who_says_it_and_how(opened: Opened):
    claim_with(opened, "Amaq").hover()
    assert "Amaq" in opened.words("#r1 .lit-source")
    assert opened.words("#r1 .lit-cue") == "said"
    assert "fifty" in opened.words("#r1 .lit-figure") or "50" in opened.words("#r1 .lit-figure")


def test_a_claim_that_is_clicked_stays_lit_until_escape(opened: Opened):
    claim = claim_with(opened, "Amaq")
    claim.locator(".pick").click()
    opened.page.locator("h1").hover()
    assert claim.locator(".pick").get_attribute("aria-pressed") == "true"
    assert opened.count("#r1 .lit-content") > 0
    opened.page.keyboard.press("Escape")
    assert claim.locator(".pick").get_attribute("aria-pressed") == "false"
    assert opened.count("#r1 .lit-content") == 0


def test_words_light_up_every_claim_that_rests_on_them(opened: Opened):
    words = opened.page.locator("#r1 .text .w").first
    resting = {pair.split(":")[0] for pair in (words.get_attribute("data-carries") or "").split()}
    words.hover()
    lit = opened.page.evaluate("[...document.querySelectorAll('.claim.lit')].map(e => e.dataset.claim)")
    assert set(lit) == resting


def test_everything_can_be_reached_by_keyboard(opened: Opened):
    page = opened.page
    page.locator("#r1 .text .w").first.focus()
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.textContent")
    assert second == page.locator("#r1 .text .w").nth(1).text_content()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "pick"
    first_claim = page.evaluate("document.activeElement.closest('.claim').dataset.claim")
    page.keyboard.press("ArrowDown")
    next_claim = page.evaluate("document.activeElement.closest('.claim').dataset.claim")
    assert int(next_claim) == int(first_claim) + 1
    assert opened.count("#r1 .claim.lit") == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_focus_can_be_seen(opened: Opened):
    opened.page.keyboard.press("Tab")
    style = opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_tab_goes_from_the_text_to_the_claims_in_one_step(opened: Opened):
    opened.page.locator("#r1 .text .w").first.focus()
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "pick"


def test_a_figure_of_an_account_leads_to_its_claim(opened: Opened):
    link = opened.page.locator("#r1 .figures a").first
    target = link.get_attribute("href")
    link.click()
    opened.page.locator(f"{target}.kept").wait_for()  # the page hears of its new address a moment later
    assert opened.count("#r1 .kept") == 1
    assert opened.count("#r1 .lit-content") > 0


def test_the_kinds_of_mark_differ_in_more_than_colour(opened: Opened):
    opened.page.locator("summary").click()
    lines = opened.page.evaluate(
        "[...document.querySelectorAll('.legend .w')].map(e => { const s = getComputedStyle(e);"
        " return [s.textDecorationStyle, s.textDecorationThickness, s.fontWeight].join(' '); })"
    )
    assert len(lines) == len(set(lines)) == 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_light_and_in_dark(chromium: "playwright.Browser", address: str, scheme: str):
    opened = Opened(chromium, address, color_scheme=scheme)
    opened.page.locator("summary").click()
    contrasts = opened.page.evaluate(CONTRASTS)
    opened.context.close()
    assert min(contrasts.values()) >= 4.5, contrasts


@pytest.mark.parametrize("width", [360, 768, 1280, 2560])
def test_nothing_overflows_at_any_width(chromium: "playwright.Browser", address: str, width: int):
    opened = Opened(chromium, address, width)
    widest = opened.page.evaluate("document.documentElement.scrollWidth")
    opened.context.close()
    assert widest == width


def test_a_claim_chosen_on_a_phone_is_not_hidden_behind_the_text(chromium: "playwright.Browser", address: str):
    opened = Opened(chromium, f"{address}#r1-c5", 360)
    opened.page.wait_for_function("document.querySelector('#r1-c5').classList.contains('kept')")
    text, claim = (opened.page.locator(one).bounding_box() for one in ("#r1 .text", "#r1-c5"))
    opened.context.close()
    assert text is not None
    assert claim is not None
    assert text["y"] + text["height"] <= claim["y"] + 2
    assert claim["y"] < 900


def test_text_written_from_the_right_runs_from_the_right(opened: Opened):
    paragraph = opened.page.locator("#r3 .text p", has_text="ناشطون")
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_the_page_is_whole_without_its_script(chromium: "playwright.Browser", address: str):
    opened = Opened(chromium, address, java_script_enabled=False)
    assert opened.page.locator("#r1 .claim").count() > 0
    assert opened.page.locator("#r1 .text p").count() > 0
    opened.context.close()


CONTRASTS = """() => {
  const parse = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const element of document.querySelectorAll("h1,h2,h3,p,a,li,dt,dd,kbd,summary,.w,.said,.words,.sure")) {
    const [a, b] = [parse(getComputedStyle(element).color), behind(element)].map(light);
    found[element.tagName + "." + element.className] = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  return found;
}"""
