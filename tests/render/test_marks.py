"""The cutting of a text into segments that carry marks."""

from handmade import aleppo, report
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Reading
from reportedly.render.marks import KINDS, Mark, Segment, marked_paragraphs, marks_of, paragraphs, segments

marks = st.builds(
    Mark,
    start=st.integers(-5, 60),
    end=st.integers(-5, 60),
    kind=st.sampled_from(KINDS),
    claim=st.integers(0, 5),
)
some_marks = st.lists(marks, max_size=12)


def test_a_text_without_marks_is_one_segment():
    assert segments("Nothing here.", ()) == (Segment(0, 13, "Nothing here.", ()),)


def test_a_mark_inside_another_is_cut_out_of_it():
    found = segments("at least 28 died", (Mark(0, 16, "content", 0), Mark(9, 11, "figure", 0)))
    assert found == (
        Segment(0, 9, "at least ", ((0, "content"),)),
        Segment(9, 11, "28", ((0, "content"), (0, "figure"))),
        Segment(11, 16, " died", ((0, "content"),)),
    )


def test_marks_that_cross_share_the_words_in_the_middle():
    found = segments("abcdef", (Mark(0, 4, "content", 0), Mark(2, 6, "content", 1)))
    assert [(one.text, one.claims) for one in found] == [("ab", (0,)), ("cd", (0, 1)), ("ef", (1,))]


def test_the_same_mark_twice_counts_once():
    found = segments("ab", (Mark(0, 2, "cue", 3), Mark(0, 2, "cue", 3)))
    assert found == (Segment(0, 2, "ab", ((3, "cue"),)),)


def test_the_kinds_of_a_segment_come_in_drawing_order():
    found = segments("x", (Mark(0, 1, "cue", 0), Mark(0, 1, "content", 1), Mark(0, 1, "figure", 0)))
    assert found[0].kinds == ("content", "figure", "cue")


@given(st.text(max_size=50), some_marks)
def test_segments_joined_are_the_text_again(text: str, given_marks: list[Mark]):
    assert "".join(one.text for one in segments(text, given_marks)) == text


@given(st.text(max_size=50), some_marks)
def test_every_character_carries_exactly_the_marks_that_cover_it(text: str, given_marks: list[Mark]):
    for piece in segments(text, given_marks):
        for position in range(piece.start, piece.end):
            covering = {(one.claim, one.kind) for one in given_marks if one.start <= position < one.end}
            assert set(piece.carries) == covering


@given(st.text(alphabet="ab \n\r\t", max_size=50), some_marks)
def test_paragraphs_leave_out_nothing_but_white_space(text: str, given_marks: list[Mark]):
    kept = "".join(piece.text for paragraph in marked_paragraphs(text, given_marks) for piece in paragraph)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_mark_across_a_line_end_goes_on_in_the_next_paragraph():
    found = marked_paragraphs("one two\n\nthree", (Mark(4, 14, "content", 0),))
    assert found == (
        (Segment(0, 4, "one ", ()), Segment(4, 7, "two", ((0, "content"),))),
        (Segment(9, 14, "three", ((0, "content"),)),),
    )


def test_blank_lines_are_no_paragraphs():
    assert paragraphs("a\n \n\nbc\n") == ((0, 1), (5, 7))


def test_a_claim_marks_its_words_by_kind():
    reading = aleppo()
    words = [(reading.report.text[one.start : one.end], one.kind) for one in marks_of(reading) if one.claim == 1]
    assert words == [
        ("Rockets killed at least 28 civilians in Hamdaniya on Monday", "content"),
        ("the Observatory", "source"),
        ("said", "cue"),
        ("at least 28 civilians", "figure"),
        ("Hamdaniya", "setting"),
        ("Monday", "setting"),
        ("Rockets", "event"),
    ]


def test_a_reading_without_claims_has_no_marks():
    assert marks_of(Reading(report=report(), claims=(), accounts=())) == ()
