"""Number phrases and the bounds they give."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.numbers import find_numbers

NLP = spacy.blank("en")


def bounds(text: str) -> list[tuple[str, int | None, int | None, str]]:
    doc = NLP(text)
    return [(doc[n.start : n.end].text, n.minimum, n.maximum, n.qualifier) for n in find_numbers(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28 people", ("28", 28, 28, "exact")),
        ("at least 28 people", ("at least 28", 28, None, "at_least")),
        ("more than 1,300 people", ("more than 1,300", 1300, None, "at_least")),
        ("no fewer than nine people", ("no fewer than nine", 9, None, "at_least")),
        ("up to 22 people", ("up to 22", None, 22, "at_most")),
        ("nearly forty soldiers", ("nearly forty", None, 40, "at_most")),
        ("about 41 rebels", ("about 41", 41, 41, "about")),
        ("twenty-five members", ("twenty-five", 25, 25, "exact")),
        ("fifty nine people", ("fifty nine", 59, 59, "exact")),
        ("one hundred and twenty people", ("one hundred and twenty", 120, 120, "exact")),
        ("1.5 million people", ("1.5 million", 1_500_000, 1_500_000, "exact")),
        ("dozens of people", ("dozens", 24, None, "vague")),
        ("several dozen fighters", ("several dozen", 36, None, "vague")),
        ("tens of thousands of people", ("tens of thousands", 20_000, None, "vague")),
        ("half a dozen guards", ("half a dozen", 6, 6, "exact")),
        ("between 10 and 15 people", ("between 10 and 15", 10, 15, "about")),
        ("10 to 15 people", ("10 to 15", 10, 15, "about")),
        ("40 or more people", ("40 or more", 40, None, "at_least")),
    ],
)
def test_a_number_phrase_gives_its_bounds(text, expected):
    assert bounds(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a 24-hour truce",
        "12 km away",
        "aged 30",
        "30 percent",
        "on August 14",
        "5 days later",
        "Resolution 2254",
        "a Su-24 jet",
        "99,999,999,999,999 people",
    ],
)
def test_a_number_that_measures_or_dates_something_is_no_number_of_people(text):
    assert bounds(text) == []


@given(st.integers(min_value=1, max_value=999_999))
def test_any_number_in_digits_is_read_as_itself_with_or_without_commas(number):
    assert bounds(f"killed {number} people") == [(str(number), number, number, "exact")]
    assert bounds(f"killed {number:,} people") == [(f"{number:,}", number, number, "exact")]


@given(st.text(max_size=200))
def test_no_text_makes_the_finder_fail_and_every_phrase_lies_in_order(text):
    doc = NLP(text)
    found = list(find_numbers(doc))
    assert all(n.start <= n.core_start < n.core_end <= n.end for n in found)
    assert all(first.end <= second.core_start for first, second in pairwise(found))
