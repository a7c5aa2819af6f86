"""Values of the model in plain English."""

# ruff: noqa: RUF001  (letters of other scripts are what is tested)

import pytest
from handmade import HEAD, OBSERVATORY, aleppo, claim, figure, report
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Actor, Dispute, Event, Place, Published, Span, Stance, When
from reportedly.render import words

HERE = Span(start=0, end=6, exact="Shells")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"minimum": 28, "qualifier": "at_least", "group": "civilians"}, "at least 28 civilians killed"),
        ({"maximum": 22, "qualifier": "at_most"}, "up to 22 killed"),
        ({"minimum": 24, "maximum": 30}, "24 to 30 killed"),
        ({"minimum": 70, "maximum": 70, "qualifier": "about", "harm": "injured"}, "about 70 injured"),
        ({"minimum": 6, "maximum": 6, "subgroup": "children"}, "6 children killed"),
        ({"minimum": 1, "maximum": 1, "subgroup": "medics"}, "1 medic killed"),
        ({"minimum": 24, "qualifier": "vague"}, "at least 24 killed (“28”)"),
        ({}, "“28” killed"),
        ({"minimum": 280_001, "qualifier": "at_least", "cumulative": True}, "at least 280,001 killed (running total)"),
        ({"minimum": 12, "maximum": 12, "harm": "casualties", "group": "civilians"}, "12 casualties among civilians"),
    ],
)
def test_a_figure_is_worded_as_its_source_commits_to_it(values: dict[str, object], expected: str):
    assert words.figure(figure(report(), "28", **values)) == expected


def test_a_figure_names_those_whom_the_words_name():
    fighters = Actor(id=None, name="rebels", kind="rebel", text="rebels")
    assert words.figure(figure(report(), "28", minimum=28, maximum=28, who=fighters)) == "28 rebels killed"


def test_no_figure_is_nothing_rather_than_nought():
    assert words.figures(()) == ""


def test_a_chain_of_sources_begins_with_the_most_direct():
    assert words.said_by((HEAD, OBSERVATORY)) == "Rami Abdel Rahman, via Syrian Observatory for Human Rights"


def test_an_empty_chain_is_the_reports_own_voice():
    assert words.said_by(()) == "the report itself"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2016-08-01", "2016-08-01", "1 August 2016"),
        ("2016-08-01", "2016-08-02", "1 to 2 August 2016"),
        ("2016-07-31", "2016-08-01", "31 July to 1 August 2016"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2016-07-01", "2016-08-31", "1 July to 31 August 2016"),
        ("2015-12-31", "2016-01-01", "31 December 2015 to 1 January 2016"),
    ],
)
def test_days_are_said_as_shortly_as_they_can_be(start: str, end: str, expected: str):
    assert words.days(start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(None, None, "“lately”"), ("2016-08-01", None, "from 1 August 2016"), (None, "2016-08-01", "until 1 August 2016")],
)
def test_a_time_that_is_not_resolved_keeps_its_words(start: str | None, end: str | None, expected: str):
    assert words.when(When(text="lately", span=None, start=start, end=end, precision=None)) == expected


def test_a_place_says_what_it_lies_in_once():
    aleppo_city = Place(text="Aleppo", span=None, name="Aleppo", admin1="Aleppo", country="SY", precision=1)
    assert words.place(aleppo_city) == "Aleppo (SY)"


def test_a_country_stands_alone():
    assert words.place(Place(text="Syria", span=None, name="Syria", country="SY", precision=6)) == "Syria"


def test_a_dispute_says_whose_words_are_against_whose():
    claims = aleppo().claims
    about_toll = Dispute(about="toll", claims=(claims[1].id, claims[3].id))
    assert words.dispute(about_toll, claims) == (
        "how many were harmed (Syrian Observatory for Human Rights; a rebel spokesman)"
    )


def test_a_place_not_in_the_gazetteer_keeps_its_words():
    assert words.place(Place(text="the eastern  quarter", span=None, name=None)) == "the eastern quarter"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, "date not found"),
        (
            Published(date="2016-08-01", precision="day", basis="embedded_post"),
            "1 August 2016 (from a post embedded in it)",
        ),
        (Published(date="2016-08", precision="month", basis="url"), "August 2016 (from the address)"),
        (Published(date="2016", precision="year", basis="user"), "2016 (from the person who read it in)"),
    ],
)
def test_a_date_of_publication_says_where_it_comes_from(published: Published | None, expected: str):
    assert words.published(published) == expected


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("file:///reports/2016/a%20b.txt", "2016/a b.txt"),
        ("file:///reports2/a.txt", "file:///reports2/a.txt"),
        ("https://news.example/a%20b", "https://news.example/a%20b"),
        (None, ""),
    ],
)
def test_a_file_is_named_by_its_path_from_the_folder(uri: str | None, expected: str):
    assert words.address(uri, "file:///reports") == expected


def test_how_sure_says_what_else_bears_on_it():
    of = report()
    planned = claim(of, "28", factuality="PR+", stage="planned", stance=Stance(claim=None, relation="denies"))
    assert words.sureness(planned) == "probable, planned, disputes"


def test_a_denial_is_said_once():
    denied = claim(report(), "28", factuality="CT-", stance=Stance(claim=None, relation="denies"))
    assert words.sureness(denied) == "denied"


def test_a_direct_quote_stands_in_quotation_marks():
    assert words.content(aleppo().claims[2], aleppo().report) == "“six were children”"


def test_a_quote_in_part_keeps_its_own_marks():
    of = report('Army denies it\n\nThe army called it "a lie".')
    said = claim(of, 'it "a lie"', quote="direct")
    assert words.content(said, of) == 'it "a lie"'


def test_an_event_names_its_weapon():
    strike = Event(type="Explosions/Remote violence", sub_type="Air/drone strike", weapon="barrel bomb", trigger=HERE)
    assert words.event(strike) == "Air/drone strike (barrel bomb)"


def test_a_weapon_that_the_event_names_already_is_not_said_twice():
    bomb = Event(type="Explosions/Remote violence", sub_type="Suicide bomb", weapon="suicide bomb", trigger=HERE)
    assert words.event(bomb) == "Suicide bomb"


def test_an_account_without_anything_says_so():
    empty = aleppo().accounts[0].model_copy(update={"event": None, "place": None, "when": None, "figures": ()})
    assert words.account(empty) == "What happened is not said"


def test_a_report_without_headline_is_called_by_how_it_begins():
    assert words.title(report("Only a line", headline=None)) == "Only a line"


def test_a_terminal_escape_is_taken_out():
    assert words.one_line("a\x1b[31m\tb\n\u202ec\x9b") == "a[31m b c"


def test_a_name_that_needs_a_zero_width_joiner_keeps_it():
    assert words.one_line("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_a_line_never_holds_a_control_character(text: str):
    line = words.one_line(text)
    assert all(char.isprintable() or char in "\u200c\u200d" or char > "\x9f" for char in line)
    assert "\n" not in line


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_is_no_longer_than_asked(text: str, length: int):
    assert len(words.shortened(text, length)) <= length


def test_a_few_words_are_told_with_their_cue():
    of = report("Activists rejected that.")
    cue = Span(start=10, end=18, exact="rejected")
    assert words.content(claim(of, "that", cue=cue), of) == "rejected that"


def test_what_stands_between_a_few_words_and_their_cue_is_told_too():
    of = report("Six were killed, the monitor said.")
    cue = Span(start=29, end=33, exact="said")
    assert words.content(claim(of, "Six were killed", cue=cue), of) == "Six were killed, the monitor said"


def test_a_few_words_of_another_paragraph_than_their_cue_stand_alone():
    of = report("The monitor said:\n\nSix were killed.")
    cue = Span(start=12, end=16, exact="said")
    assert words.content(claim(of, "Six were killed", cue=cue), of) == "Six were killed"


def test_a_few_words_of_a_report_that_is_not_at_hand_stand_alone():
    of = report("Activists rejected that.")
    assert words.content(claim(of, "that", cue=Span(start=10, end=18, exact="rejected")), None) == "that"
