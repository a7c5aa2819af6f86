"""Captions are known by their credit, and kept only where they report something."""

import pytest

from reportedly.capture.captions import is_caption, split_leading_caption


@pytest.mark.parametrize(
    "line",
    [
        "The ruins of the bakery after the shelling (@harem_press)",
        "Rescuers carry a child out of the ruins (AFP photo)",
        "A view shows the ruins of a clinic in Harem (Reuters)",
        "Smoke over Harem on 2 August 2016. [AP Photo]",
        "Men dig for the missing in Harem. REUTERS/Lina Haddad",
        "Photo: Lina Haddad",
        "Smoke over the town / Getty Images",
    ],
)
def test_a_line_that_ends_in_a_credit_is_a_caption(line: str):
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Two people were killed on Tuesday, the mayor said. (Reuters)",
        "The fighters of the Free Valley Army (FVA) left the town on Tuesday.",
        "The ministry told AFP/Reuters on Monday that it had no part in it.",
        "(Reuters)",
        "Video shows men on the hill.",
    ],
)
def test_a_line_that_tells_of_what_somebody_said_is_not(line: str):
    assert not is_caption(line)


def test_a_caption_in_running_text_is_the_sentence_before_its_credit():
    text = "The town is empty. Men look at a wall that fell. (Valley News and Agencies) Two were killed on Tuesday."
    assert split_leading_caption(text) == ("The town is empty.", "Two were killed on Tuesday.")


def test_a_date_between_caption_and_credit_belongs_to_the_caption():
    text = "Men look at a wall that fell. August 2 2016. (Valley News and Agencies) Two were killed on Tuesday."
    assert split_leading_caption(text) == ("", "Two were killed on Tuesday.")


def test_of_a_sentence_that_reports_deaths_only_the_agency_behind_it_goes():
    text = "Two airmen were killed when it fell. (Reuters) The army gave no details."
    assert split_leading_caption(text) == ("Two airmen were killed when it fell.", "The army gave no details.")


def test_brackets_in_a_sentence_are_no_credit():
    assert split_leading_caption("The Free Valley Army (FVA) left the town. Two were killed on Tuesday.") is None
