"""Dates as pages print them."""

import pytest

from reportedly.capture.dates import dates_in, first_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1 August 2016", "2016-08-01"),
        ("1st of August, 2016", "2016-08-01"),
        ("August 1, 2016", "2016-08-01"),
        ("Aug. 1 2016", "2016-08-01"),
        ("Monday, 1 August 2016", "2016-08-01"),
        ("Mon Aug 1 2016", "2016-08-01"),
        ("01-Aug-2016", "2016-08-01"),
        ("Last updated at Aug 012016", "2016-08-01"),
        ("Last updated at Jul 152015", "2015-07-15"),
        ("1Aug2016", "2016-08-01"),
        ("2016-08-01", "2016-08-01"),
        ("2016/8/1", "2016-08-01"),
        ("01.08.2016", "2016-08-01"),
        ("01-08-2016", "2016-08-01"),
        ("31/08/2016", "2016-08-31"),
        ("08/31/2016", "2016-08-31"),
        ("05/05/2016", "2016-05-05"),
        ("16.04.2017Get short URL", "2017-04-16"),
        ("29 February 2016", "2016-02-29"),
    ],
)
def test_a_date_is_read_in_the_forms_that_pages_use(text: str, date: str):
    found = first_date(text)
    assert found is not None
    assert (found.date, found.precision) == (date, "day")


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2016",
        "31.31.2016",
        "1 August",
        "in August 2016",
        "12,08,2016",
        "v1.08.2016",
        "1899-01-01",
        "may 20",
    ],
)
def test_what_is_no_full_date_is_left_alone(text: str):
    assert first_date(text) is None


def test_with_slashes_day_and_month_are_never_guessed():
    found = first_date("04/05/2016")
    assert found is not None
    assert (found.date, found.precision) == ("2016", "year")


def test_a_weekday_settles_which_number_is_the_day():
    assert [date.date for date in dates_in("Wednesday 04/05/2016; Tuesday 04/05/2016")] == ["2016-05-04", "2016-04-05"]


def test_a_weekday_that_fits_neither_reading_settles_nothing():
    assert [date.date for date in dates_in("Sunday 04/05/2016")] == ["2016"]


@pytest.mark.parametrize(("day_first", "date"), [(True, "2016-05-04"), (False, "2016-04-05")])
def test_the_locale_of_the_page_settles_which_number_is_the_day(day_first: bool, date: str):
    found = first_date("04/05/2016", day_first)
    assert found is not None
    assert found.date == date


def test_all_dates_of_a_text_are_found_in_order():
    assert [date.date for date in dates_in("From 1 May 2016 to June 2, 2016, as of 2016-06-03")] == [
        "2016-05-01",
        "2016-06-02",
        "2016-06-03",
    ]
