"""Single people: what befell them, and which mentions are of one person."""

import pytest

from reportedly.linking.totals import total_of
from reportedly.reading.persons import Traits, differ
from reportedly.reading.pipeline import pipeline, read
from tests.reading.reports import plain_report


def victims(text: str) -> list[tuple[str, str, tuple[int, ...]]]:
    doc = pipeline().make_doc(text)
    doc._.report = plain_report(text)
    doc = pipeline()(doc)
    return [(m.figure.verbatim, m.figure.harm, m.persons) for m in doc._.figures]


def tolls(text: str) -> list[list[tuple[str, int | None, str]]]:
    reading = read(text, published="2016-05-05")
    return [[(f.harm, f.minimum, f.verbatim) for f in account.figures] for account in reading.accounts]


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("The driver was struck by a bullet.", "injured"),
        ("The driver was hit in the chest and died on the way.", "killed"),
        ("The driver was pronounced dead at the scene.", "killed"),
        ("The driver later passed away.", "killed"),
        ("The driver, who was shot twice, could not be saved.", "casualties"),
        ("The driver was rushed to a clinic in critical condition.", "injured"),
        ("The driver suffered life-threatening injuries.", "injured"),
        ("The driver took his own life.", "killed"),
        ("The driver turned the gun on himself.", "killed"),
        ("They found the driver dead in his car.", "killed"),
        ("He was charged with the murder of the driver.", "killed"),
    ],
)
def test_what_befell_one_person_is_told_in_many_ways(text, harm):
    assert [(said, persons) for _, said, persons in victims(text)] == [(harm, (0,))]


@pytest.mark.parametrize(
    "text",
    [
        "The driver was not injured.",
        "The shell could have killed the driver.",
        "The driver shot at the guards.",
        "Two guards were shot by the driver.",
        "The driver threatened to kill himself.",
    ],
)
def test_nobody_is_harmed_by_what_was_not_done_or_by_what_he_does(text):
    assert [row for row in victims(text) if "driver" in row[0]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teen shot and killed in the park", [("Teen", "killed", (0,))]),
        ("Woman Killed in Accidental Shooting", [("Woman", "killed", (0,))]),
        ("Boy Dies After Being Shot", [("Boy", "killed", (0,))]),
        ("Husband and wife dead, son in jail", [("Husband and wife", "killed", (0, 1))]),
        ("Teen dead after shooting near the mill", [("Teen", "killed", (0,))]),
    ],
)
def test_headlines_say_what_befell_somebody_in_a_word_after_the_noun(text, expected):
    assert victims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 13-year-old was shot on Monday.", [("A 13-year-old", "casualties", (0,))]),
        ("A 90-year-old man was shot to death.", [("A 90-year-old man", "killed", (0,))]),
        ("Two 16-year-olds were wounded.", [("Two 16-year-olds", "injured", ())]),
        ("Police spoke of the death of Omar Saleh, also 18.", [("Omar Saleh", "killed", (0,))]),
    ],
)
def test_an_age_is_no_number_of_people_and_may_stand_for_the_person(text, expected):
    assert victims(text) == expected


def test_a_name_an_age_and_a_pronoun_are_one_person():
    text = (
        "A 22-year-old man was shot near the mill. Omar Saleh, 22, was taken to the hospital in the town. "
        "He died there on Sunday."
    )
    assert [persons for _, _, persons in victims(text)] == [(0,), (0,), (0,)]


def test_two_names_and_two_ages_are_two_people():
    text = "Omar Saleh, 22, was killed. Karim Haddad, 25, was also killed. Saleh died at once."
    assert [persons for _, _, persons in victims(text)] == [(0,), (1,), (0,)]


def test_who_killed_another_and_himself_is_among_the_dead():
    text = "A farmer shot his wife and then himself in a murder-suicide on Monday."
    assert {(harm, persons) for _, harm, persons in victims(text)} == {("killed", (0,)), ("killed", (1,))}


def test_whoever_died_is_no_longer_counted_as_hurt():
    text = (
        "Man shot near the mill\n\nOmar Saleh, 22, was shot near the mill on Monday. Saleh died in hospital on Tuesday."
    )
    assert [harm for account in tolls(text) for harm, _, _ in account] == ["killed"]


def test_a_later_sentence_that_tells_of_more_people_takes_the_place_of_the_first():
    text = "A man was killed in the town on Monday. The dead were a father and his son, both killed by a shell."
    assert ("killed", 2, "a father and his son") in tolls(text)[0]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (Traits(names=frozenset({"omar", "saleh"})), Traits(names=frozenset({"saleh"}), age=30), False),
        (Traits(names=frozenset({"omar", "saleh"})), Traits(names=frozenset({"karim", "haddad"})), True),
        (Traits(age=22), Traits(age=25), True),
        (Traits(gender="male"), Traits(gender="female"), True),
        (Traits(stage="child"), Traits(stage="adult"), True),
        (Traits(), Traits(age=4, gender="female"), False),
    ],
)
def test_another_name_age_or_sex_sets_two_people_apart(one, other, apart):
    assert differ(one, other) is apart
    assert differ(other, one) is apart


def in_all(text: str, harm: str = "killed") -> int | None:
    """How many the main account says were harmed."""
    (account, *_) = read(text, published="2016-05-05").accounts
    total = total_of(account.figures, harm)
    return total.minimum if total else None


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two adults, five children dead after house fire in Tal Hosn", 7),
        ("Ten rebels, four villagers killed in clashes near Qasr", 14),
        ("Mother, 3 children found dead in a cellar in Jasem.", 4),
        ("A farmer and his two young children died under the rubble on Monday.", 3),
        ("The shell killed a Jasem woman and two of her children.", 3),
        ("A Jasem couple and their three sons were found dead in the ruins.", 5),
        ("The raid killed a teacher, two pupils and three soldiers.", 6),
        ("The deputy shot and killed his wife and three sons before killing himself.", 5),
    ],
)
def test_different_people_in_one_list_add_up(text, killed):
    assert in_all(text) == killed


@pytest.mark.parametrize(
    ("text", "harm", "number"),
    [
        ("Nine villagers, six men and three boys, were killed in the raid.", "killed", 9),
        ("Five victims, three boys and two women, suffered burns.", "injured", 5),
    ],
)
def test_parts_told_after_their_whole_are_not_added_to_it(text, harm, number):
    assert in_all(text, harm) == number


@pytest.mark.parametrize(
    "text",
    [
        "The woman who was shot dead at the depot was a 20-year-old student, the mayor said.",
        "Omar Haddad, who was a member of the choir, was shot and killed at his door.",
        "Omar Haddad, a neighbour and close friend, was shot and killed on Sunday.",
        "A six-year-old boy shot his four-year-old brother in the neck, killing him, the mayor said.",
    ],
)
def test_what_somebody_is_called_or_was_makes_no_second_person(text):
    assert in_all(text) == 1


def test_two_nouns_of_one_sentence_with_different_harm_are_two_people():
    persons = {harm: persons for _, harm, persons in victims("Deacon killed, boy wounded as shells fall on Qasr")}
    assert persons == {"killed": (0,), "injured": (1,)}


def test_whoever_kills_is_not_killed():
    told = victims("The guard who shot and killed Omar Haddad fired three rounds.")
    assert [(words, harm) for words, harm, _ in told if words.startswith("The guard")] == []
