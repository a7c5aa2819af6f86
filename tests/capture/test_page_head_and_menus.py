"""What stands around a story on pages and in dumps: the date below a headline, menus, newsletter forms."""

import pytest

from reportedly.capture import capture
from reportedly.capture.furniture import is_furniture
from reportedly.model import Published

STORY = (
    "Two shells fell on the market of the town shortly before noon, and a nurse at the clinic counted nine wounded. "
    "The mayor asked people to stay at home until the morning, and the bakery shut its doors for the day."
)


def page(below_the_headline: str, after_the_story: str = "") -> str:
    return (
        f"<html><body><h1>Shells hit a market</h1>{below_the_headline}<p>{STORY}</p><p>{STORY.upper()}</p>"
        f"{after_the_story}</body></html>"
    )


@pytest.mark.parametrize(
    "line", ["Last updated at 4:12 PM on Aug 02 2016", "Published: 2 August 2016", "By A. Writer<br>Updated 2 Aug 2016"]
)
def test_a_date_printed_below_the_headline_dates_the_page(line: str):
    published = capture(page(f"<div class='meta'>{line}</div>")).published
    assert published == Published(date="2016-08-02", precision="day", basis="text")


def test_a_date_printed_under_the_comments_does_not():
    comments = "".join(f"<div>reader {n}<br>I agree</div>" for n in range(12))
    assert capture(page("", f"{comments}<div>Posted on 5 March 2011</div>")).published is None


def test_a_menu_with_one_section_a_line_is_not_the_headline():
    report = capture(f"Home\nNews\nOpinion\nVideo\n\nShells hit a market\n\n{STORY}\n")
    assert (report.headline, report.text) == ("Shells hit a market", f"Shells hit a market\n\n{STORY}")


@pytest.mark.parametrize(
    "line",
    [
        "Get the Post's weekly letter",
        "Enter your email address",
        "Explainer: who holds what in the city",
        "Stories may be republished under a licence; write to the desk.",
    ],
)
def test_forms_and_pointers_are_no_part_of_a_story(line: str):
    assert is_furniture(line)


@pytest.mark.parametrize("line", ["In pictures: shelling killed nine in the market", "Her letter said nine had died."])
def test_a_line_that_reports_something_stays(line: str):
    assert not is_furniture(line)
