"""The page of evidence, as it is written."""

import re
from html.parser import HTMLParser

from handmade import TEXT, aleppo, aleppo_learned, claim, report
from markupsafe import Markup

from reportedly.model import Reading
from reportedly.render.page import evidence_page


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of each paragraph of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self._inside_text = False
        self._inside_paragraph = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "section":
            self._inside_text = dict(attrs).get("class") == "text"
        if tag == "p" and self._inside_text:
            self._inside_paragraph = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._inside_paragraph = False

    def handle_data(self, data: str) -> None:
        if self._inside_paragraph:
            self.paragraphs[-1] += data


def page_of(*readings: Reading) -> str:
    return evidence_page(readings)


def elements(page: str) -> Elements:
    parsed = Elements()
    parsed.feed(page)
    return parsed


def only_text(text: str) -> Reading:
    return Reading(report=report(text), claims=(), accounts=())


def test_the_text_of_the_report_stands_in_the_page_as_it_is():
    assert elements(page_of(aleppo())).paragraphs == [line for line in TEXT.split("\n") if line]


def test_what_the_learned_reader_finds_stands_apart_where_it_was_asked():
    page = page_of(aleppo_learned())
    assert [sections.get("aria-label") for tag, sections in elements(page).found if tag == "section"] == [
        "What it adds up to",
        "What the learned reader finds",
        "The report's text",
        "Its claims",
    ]
    assert "<bdi>bombing (94%)</bdi>" in page
    assert "<li><bdi>perpetrator: his men (61%)</bdi></li>" in page
    assert "earned reader" not in page_of(aleppo())


def test_marked_words_say_which_claims_they_carry():
    found = re.search(r'<span class="([^"]+)" data-carries="([^"]+)">at least 28 civilians</span>', page_of(aleppo()))
    assert found is not None
    assert found.groups() == ("w k-content k-figure", "1:content 1:figure")


def test_each_claim_can_be_addressed():
    ids = [attrs["id"] for tag, attrs in elements(page_of(aleppo(), aleppo())).found if tag == "li" and "id" in attrs]
    assert ids == ["r1-c0", "r1-c1", "r1-c2", "r1-c3", "r2-c0", "r2-c1", "r2-c2", "r2-c3"]


def test_every_link_leads_to_something_in_the_page():
    found = elements(page_of(aleppo(), only_text("Nothing"))).found
    ids = {attrs["id"] for _, attrs in found if "id" in attrs}
    links = {attrs["href"] for tag, attrs in found if tag == "a"}
    assert links == {"#r1", "#r2", "#r1-c1", "#r1-c2"}
    assert {link[1:] for link in links} <= ids  # type: ignore[index]


def test_nothing_outside_the_page_is_asked_for():
    found = elements(page_of(aleppo())).found
    assert not [tag for tag, attrs in found if {"src", "srcset", "action", "background"} & attrs.keys()]
    assert not [tag for tag, _ in found if tag in {"link", "img", "iframe", "object", "embed", "base", "form"}]
    assert "url(" not in page_of(aleppo())
    assert "@import" not in page_of(aleppo())


def test_a_script_in_a_report_stays_text():
    attack = "</p><script>alert(1)</script><img src=x onerror=alert(2)> \"' & {{ 7 * 7 }}"
    plain = elements(page_of(only_text("x"))).found
    attacked = Reading(
        report=report(attack, publisher=attack, uri=attack, by=attack),
        claims=(claim(report(attack), attack),),
        accounts=(),
    )
    parsed = elements(page_of(attacked))
    assert parsed.paragraphs == [attack]
    tags = {tag for tag, _ in parsed.found}
    assert tags - {tag for tag, _ in plain} <= {"bdi", "button", "li", "ol", "span"}
    assert [tag for tag, _ in parsed.found].count("script") == 1


def test_no_inline_style_or_handler_is_needed():
    found = elements(page_of(aleppo())).found
    assert not [attrs for _, attrs in found if any(name == "style" or name.startswith("on") for name in attrs)]


def test_a_text_already_marked_safe_is_escaped_all_the_same():
    assert elements(page_of(only_text(Markup("<b>bold</b>")))).paragraphs == ["<b>bold</b>"]


def test_text_written_from_the_right_is_laid_out_by_its_own_letters():
    found = elements(page_of(only_text("قال المرصد السوري"))).found
    assert [attrs.get("dir") for tag, attrs in found if tag == "p" and "dir" in attrs] == ["auto"]


def test_a_run_without_reports_is_still_a_page():
    assert "No report could be read." in page_of()


def test_the_same_readings_give_the_same_page():
    assert page_of(aleppo()) == page_of(aleppo())
