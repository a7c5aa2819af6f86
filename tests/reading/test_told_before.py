"""Nouns for an event with their articles: what was told before, and what was not."""

import pytest

from reportedly.reading.pipeline import pipeline
from reportedly.reading.told_before import brings_in, points_back


@pytest.mark.parametrize(
    ("sentence", "noun", "back", "new"),
    [
        ("The blast killed six farmers.", "blast", True, False),
        ("These raids killed six farmers.", "raids", True, False),
        ("The shells killed six farmers.", "shells", True, False),
        ("Another blast killed six farmers.", "blast", False, True),
        ("A shell killed six farmers.", "shell", False, False),
        ("The farmers left the valley.", "farmers", False, False),
    ],
)
def test_the_article_tells_whether_an_event_was_told_before(sentence: str, noun: str, back: bool, new: bool):
    token = next(token for token in pipeline()(sentence) if token.text == noun)
    assert (points_back(token), brings_in(token)) == (back, new)
