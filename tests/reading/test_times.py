"""Times of news English in days: what the words mean, counted from the day the report was published."""

from calendar import day_name
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from reportedly.model import Published
from reportedly.reading import times
from reportedly.reading.calendar_words import UNKNOWN, Anchor, Days, find, resolve
from reportedly.reading.language_model import load_language_model
from tests.reading.reports import plain_report

WEDNESDAY = date(2016, 8, 3)

tokenize = English()


@pytest.fixture(scope="module")
def parse():
    return load_language_model()


def read(parse, text: str, published: str | None = "2016-08-03", precision: str = "day") -> Doc:
    doc = parse(text)
    on = Published(date=published, precision=precision, basis="user") if published else None
    doc._.report = plain_report(text, on)
    return times.find_times(doc)


def found(doc: Doc) -> list[tuple[str, str | None, str | None]]:
    return [(mention.when.text, mention.when.start, mention.when.end) for mention in doc._.times]


def day(iso: str) -> Days:
    return Days(iso, iso, 1)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("on Monday", "2016-08-01"),
        ("Mondays", "2016-08-01"),
        ("Monday's", "2016-08-01"),
        ("late Monday", "2016-08-01"),
        ("early on Sunday", "2016-07-31"),
        ("before dawn on Friday", "2016-07-29"),
        ("Monday morning", "2016-08-01"),
        ("Monday night", "2016-08-01"),
        ("Thursday", "2016-07-28"),
    ],
)
def test_a_weekday_is_the_last_one_before_publication(words, iso):
    assert resolve(words, WEDNESDAY) == day(iso)


def test_the_weekday_of_publication_is_publication_day():
    assert resolve("on Wednesday", WEDNESDAY) == day("2016-08-03")


def test_last_with_the_weekday_of_publication_is_a_week_earlier():
    assert resolve("last Wednesday", WEDNESDAY) == day("2016-07-27")


@pytest.mark.parametrize("words", ["next Friday", "the coming Friday", "this Friday"])
def test_a_weekday_said_to_come_is_after_publication(words):
    assert resolve(words, WEDNESDAY) == day("2016-08-05")


@given(published=st.dates(date(1990, 1, 1), date(2060, 12, 31)), weekday=st.integers(0, 6))
def test_any_weekday_lies_within_the_six_days_before_any_publication(published, weekday):
    resolved = date.fromisoformat(resolve(f"on {day_name[weekday]}", published).start or "")
    assert (resolved.weekday(), 0 <= (published - resolved).days <= 6) == (weekday, True)


@given(published=st.dates(date(1990, 1, 1), date(2060, 12, 31)), weekday=st.integers(0, 6))
def test_any_weekday_ahead_lies_within_the_seven_days_after_any_publication(published, weekday):
    resolved = date.fromisoformat(resolve(f"next {day_name[weekday]}", published).start or "")
    assert (resolved.weekday(), 1 <= (resolved - published).days <= 7) == (weekday, True)


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("yesterday", "2016-08-02", "2016-08-02", 1),
        ("last night", "2016-08-02", "2016-08-02", 1),
        ("earlier today", "2016-08-03", "2016-08-03", 1),
        ("this morning", "2016-08-03", "2016-08-03", 1),
        ("the day before yesterday", "2016-08-01", "2016-08-01", 1),
        ("overnight", "2016-08-02", "2016-08-03", 2),
        ("overnight into Sunday", "2016-07-30", "2016-07-31", 2),
        ("at the weekend", "2016-07-30", "2016-07-31", 2),
        ("this week", "2016-08-01", "2016-08-03", 3),
        ("last week", "2016-07-25", "2016-07-31", 3),
        ("this month", "2016-08-01", "2016-08-03", 4),
        ("last month", "2016-07-01", "2016-07-31", 4),
        ("late last month", "2016-07-21", "2016-07-31", 4),
        ("last year", "2015-01-01", "2015-12-31", 5),
        ("over the past 24 hours", "2016-08-02", "2016-08-03", 2),
        ("in the last three days", "2016-07-31", "2016-08-03", 2),
        ("over the past week", "2016-07-28", "2016-08-03", 3),
        ("in the past two years", "2014-08-03", "2016-08-03", 5),
        ("three days ago", "2016-07-31", "2016-07-31", 1),
        ("two weeks ago", "2016-07-17", "2016-07-23", 3),
        ("five months ago", "2016-03-01", "2016-03-31", 4),
        ("three years ago", "2013-01-01", "2013-12-31", 5),
        ("for the tenth day", "2016-07-25", "2016-08-03", 4),
        ("for a third consecutive day", "2016-08-01", "2016-08-03", 2),
    ],
)
def test_relative_words_count_from_publication(words, start, end, precision):
    assert resolve(words, WEDNESDAY) == Days(start, end, precision)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("September 19, 2016", "2016-09-19"),
        ("September 19 2016", "2016-09-19"),
        ("19 September 2016", "2016-09-19"),
        ("the 19th of September 2016", "2016-09-19"),
        ("Sept. 19, 2016", "2016-09-19"),
        ("Monday, September 19, 2016", "2016-09-19"),
        ("19/09/2016", "2016-09-19"),
        ("09/19/2016", "2016-09-19"),
        ("19.09.2016", "2016-09-19"),
        ("2016-09-19", "2016-09-19"),
        ("Jul 152015", "2015-07-15"),
        ("Aug 012016", "2016-08-01"),
    ],
)
def test_a_whole_date_needs_no_publication_date(words, iso):
    assert resolve(words, None) == day(iso)


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "19 September", "in April", "last week", "02/09/2016"])
def test_words_that_leave_the_day_open_stay_unresolved_without_a_publication_date(words):
    assert ([hit.days for hit in find(words, None)], resolve(words, None)) == ([UNKNOWN], UNKNOWN)


def test_a_slashed_date_that_could_be_two_days_is_found_and_not_guessed():
    assert [(hit.start, hit.end, hit.days) for hit in find("02/09/2016", Anchor(WEDNESDAY, "day"))] == [
        (0, 10, UNKNOWN)
    ]


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("19 July", "2016-07-19", "2016-07-19", 1),
        ("Sept 19", "2015-09-19", "2015-09-19", 1),
        ("29 February", "2016-02-29", "2016-02-29", 1),
        ("in April", "2016-04-01", "2016-04-30", 4),
        ("in September", "2015-09-01", "2015-09-30", 4),
        ("last August", "2015-08-01", "2015-08-31", 4),
        ("late March", "2016-03-21", "2016-03-31", 4),
        ("mid-June", "2016-06-11", "2016-06-20", 4),
        ("at the start of May", "2016-05-01", "2016-05-10", 4),
    ],
)
def test_a_date_without_its_year_is_the_last_one_by_publication(words, start, end, precision):
    assert resolve(words, WEDNESDAY) == Days(start, end, precision)


def test_a_date_line_a_day_after_publication_is_not_put_a_year_back():
    assert resolve("4 August", WEDNESDAY) == day("2016-08-04")


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("August 2013", "2013-08-01", "2013-08-31", 4),
        ("in 2014", "2014-01-01", "2014-12-31", 5),
        ("early 2015", "2015-01-01", "2015-04-30", 5),
        ("from 3 to 7 May 2015", "2015-05-03", "2015-05-07", 2),
        ("May 3-7, 2015", "2015-05-03", "2015-05-07", 2),
        ("between March and June 2015", "2015-03-01", "2015-06-30", 5),
    ],
)
def test_a_range_or_period_with_its_year_needs_no_publication_date(words, start, end, precision):
    assert resolve(words, None) == Days(start, end, precision)


@pytest.mark.parametrize(
    ("words", "start", "precision"),
    [
        ("since Sunday", "2016-07-31", 2),
        ("since late Monday", "2016-08-01", 2),
        ("since last week", "2016-07-25", 4),
        ("since the start of the year", "2016-01-01", 5),
        ("since March 2011", "2011-03-01", 5),
        ("since 2011", "2011-01-01", 5),
    ],
)
def test_since_runs_from_its_moment_to_publication(words, start, precision):
    assert resolve(words, WEDNESDAY) == Days(start, "2016-08-03", precision)


def test_since_a_known_month_has_no_end_without_a_publication_date():
    assert resolve("since March 2011", None) == Days("2011-03-01", None, None)


def test_a_range_of_weekdays_ends_with_the_last_such_day_by_publication():
    saturday = date(2016, 8, 6)
    assert resolve("between Friday and Sunday", saturday) == Days("2016-07-29", "2016-07-31", 2)


def test_a_month_is_resolved_in_a_report_dated_to_the_month_and_a_weekday_is_not():
    august = date(2016, 8, 1)
    assert resolve("in April", august, precision="month") == Days("2016-04-01", "2016-04-30", 4)
    assert resolve("last year", august, precision="month") == Days("2015-01-01", "2015-12-31", 5)
    assert resolve("on Monday", august, precision="month") == UNKNOWN


@pytest.mark.parametrize(
    "words", ["a day after", "the next day", "two days later", "a few days ago", "in recent weeks"]
)
def test_words_that_count_from_something_else_are_found_and_stay_unresolved(words):
    assert [(hit.start, hit.end, hit.days) for hit in find(words, Anchor(WEDNESDAY, "day"))] == [
        (0, len(words), UNKNOWN)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a shopkeeper aged 30",
        "a 24-hour ceasefire",
        "a two-day truce",
        "At least 30 May have drowned",
        "The group may 3 times refuse",
        "a March on the palace",
        "the March 14 alliance",
        "a vigil for Bloody Sunday",
        "an F-16 and a Su-24",
        "2014 rockets",
        "patrols on Mondays",
        "July 30,000 litres",
        "Feb 30",
        "on the last day of talks",
    ],
)
def test_what_is_no_time_is_left_alone(text):
    assert list(find(text, Anchor(WEDNESDAY, "day"))) == []


def test_a_number_of_people_after_a_month_is_no_day_where_a_comma_was_lost():
    text = "In March 30 people were buried there"
    assert [text[hit.start : hit.end] for hit in find(text, Anchor(WEDNESDAY, "day"))] == ["In March"]


def test_a_document_keeps_the_words_of_every_time_in_order(parse):
    doc = read(
        parse, "Shells fell on Tuesday. Two days earlier, on 31 July, a market burned. Talks broke down in 2014."
    )
    assert found(doc) == [
        ("on Tuesday", "2016-08-02", "2016-08-02"),
        ("Two days earlier", None, None),
        ("on 31 July", "2016-07-31", "2016-07-31"),
        ("in 2014", "2014-01-01", "2014-12-31"),
    ]


def test_a_report_without_a_date_keeps_relative_words_unresolved(parse):
    doc = read(parse, "Shells fell on Tuesday, as they did on 31 July 2016.", published=None)
    assert found(doc) == [("on Tuesday", None, None), ("on 31 July 2016", "2016-07-31", "2016-07-31")]


def test_a_sentence_about_the_future_puts_its_weekday_after_publication(parse):
    doc = read(parse, "The envoy will meet both sides on Friday.")
    assert found(doc) == [("on Friday", "2016-08-05", "2016-08-05")]


def test_a_sentence_about_the_past_puts_its_weekday_before_publication(parse):
    doc = read(parse, "The envoy met both sides this Monday.")
    assert found(doc) == [("this Monday", "2016-08-01", "2016-08-01")]


@pytest.mark.parametrize(
    "text",
    [
        "A monitor said late Monday that two jets bombed the town.",
        "The rebels told AFP on Friday that they had left.",
        "Two jets bombed the town, a monitor said on Wednesday.",
        "Two jets bombed the town a monitor said Wednesday.",
    ],
)
def test_a_time_on_a_verb_of_saying_dates_the_saying(parse, text):
    assert [mention.of_saying for mention in read(parse, text)._.times] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Two jets bombed the town on Monday, a monitor said.",
        "A monitor said that two jets bombed the town on Monday.",
        "Shelling killed six people in the town on Monday, medics told reporters.",
        "The army said it has lost 20 men since Sunday.",
    ],
)
def test_a_time_on_what_happened_dates_the_event(parse, text):
    assert [mention.of_saying for mention in read(parse, text)._.times] == [False]


FRAGMENTS = st.sampled_from(
    [
        "on Monday",
        "May",
        "March 3",
        " 152015",
        "since",
        "2016",
        "last",
        "week",
        "-",
        "31",
        "from",
        "to",
        "\n",
        "٣",
        "Mai",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=12), st.dates() | st.none())
def test_any_text_gives_ordered_apart_and_valid_times(pieces, published):
    text = " ".join(pieces)
    hits = list(find(text, Anchor(published, "day") if published else None))
    assert all(first.end <= second.start for first, second in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        if hit.days.start and hit.days.end:
            assert date.fromisoformat(hit.days.start) <= date.fromisoformat(hit.days.end)


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=12))
def test_the_words_of_any_mention_are_the_words_of_the_text(pieces):
    text = " ".join(pieces)
    doc = tokenize(text)
    doc._.report = plain_report(text, Published(date="2016-08-03", precision="day", basis="user"))
    for mention in times.find_times(doc)._.times:
        span = mention.when.span
        assert text[span.start : span.end] == span.exact == mention.when.text
        assert doc[mention.start : mention.end].text.find(span.exact) >= 0


@pytest.mark.parametrize(
    ("words", "published", "days"),
    [
        ("on the first day of Eid al-Fitr", date(2014, 7, 31), Days("2014-07-28", "2014-07-28", 2)),
        ("during Eid al-Adha", date(2016, 9, 20), Days("2016-09-12", "2016-09-15", 2)),
        ("during Eid al-Adha", date(2016, 9, 13), Days("2016-09-12", "2016-09-13", 2)),
        ("on the eve of Eid", date(2016, 7, 8), Days("2016-07-05", "2016-07-05", 2)),
        ("Eid al-Adha", date(1999, 4, 1), UNKNOWN),
    ],
)
def test_a_feast_that_moves_is_the_last_one_and_never_exact(words, published, days):
    assert resolve(words, published) == days


def test_hours_are_counted_back_from_the_day_that_they_were_told_on(parse):
    doc = read(parse, "Seventy fighters have been killed in 24 hours, a monitor said on Monday.")
    assert found(doc) == [("in 24 hours", "2016-07-31", "2016-08-01"), ("on Monday", "2016-08-01", "2016-08-01")]


def test_hours_ahead_are_no_time_of_what_happened():
    assert resolve("in 24 hours", WEDNESDAY, ahead=True) == UNKNOWN
