import re

from reportedly.linking import link
from reportedly.linking.titles import speakable, speakable_ids
from tests.linking.making import ISLAMIC_STATE, MONITOR, RUSSIA, figure, simple


def title(*args, **more):
    return link([simple(*args, **more)])[0].title


def test_a_title_says_what_where_when_and_how_many():
    assert title("A raid.", "Saraqeb", "2016-08-01", 18) == (
        "An air strike in Saraqeb (Idlib) on 1 August 2016 reportedly killed 18 people."
    )


def test_one_person_is_a_person():
    assert title("A raid.", "Atmeh", "2016-08-01", 1).endswith("reportedly killed 1 person.")


def test_a_title_says_who_is_blamed():
    blamed = title("A raid.", "Atmeh", "2016-08-01", 3, doers=[RUSSIA], how="accused", said_by=[MONITOR])
    assert blamed.endswith("reportedly killed 3 people; it was blamed on Russia.")


def test_a_title_says_who_claimed_it():
    claimed = title("A bomb.", "Atmeh", "2016-08-14", 32, doers=[ISLAMIC_STATE], how="claimed",
                    sub_type="Suicide bomb", said_by=[MONITOR])  # fmt: skip
    assert claimed == (
        "A suicide bombing in Atmeh (Idlib) on 14 August 2016 reportedly killed 32 people; Islamic State claimed it."
    )


def test_an_open_range_reads_at_least():
    open_range = title("A raid.", "Atmeh", "2016-08-01", figures=[figure("killed", 28, qualifier="at_least")])
    assert open_range.endswith("reportedly killed at least 28 people.")


def test_without_a_toll_it_was_reported():
    assert title("A raid.", "Atmeh", "2016-08-01") == "An air strike in Atmeh (Idlib) on 1 August 2016 was reported."


def test_an_id_is_three_words_that_can_be_spoken():
    assert re.fullmatch(r"([bdfghjklmnprstvz][aeiou]){2}(-([bdfghjklmnprstvz][aeiou]){2}){2}", speakable("account-1"))


def test_ids_depend_on_the_founding_account_alone():
    assert speakable_ids(["a", "b"])["a"] == speakable_ids(["a", "c", "d"])["a"] == speakable("a")


def test_two_that_would_share_an_id_both_get_a_longer_one(monkeypatch):
    # One syllable a word leaves 80 words: three of a thousand accounts will share a name of one word.
    founders = [f"account-{number}" for number in range(1000)]
    monkeypatch.setattr("reportedly.linking.titles.WORDS", 1)
    ids = speakable_ids(founders)
    assert len(set(ids.values())) == len(founders)
    shared = [founder for founder in founders if len(ids[founder].split("-")) > 1]
    first_words = [speakable(founder, 1) for founder in shared]
    assert shared
    assert all(first_words.count(word) > 1 for word in first_words)
