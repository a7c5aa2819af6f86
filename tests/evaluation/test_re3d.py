"""The re3d scorer, on a text worked by hand."""

import json
from pathlib import Path

import pytest

from reportedly.evaluation import re3d
from reportedly.evaluation.spans_compared import matched

TEXT = "The Syrian army shelled Binnish on Monday."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "Valley Herald"
    folder.mkdir()
    entities = [("Organisation", "The Syrian army"), ("Location", "Binnish"), ("Temporal", "Monday")]
    rows = [
        {"documentId": "a", "type": kind, "begin": TEXT.index(words), "end": TEXT.index(words) + len(words)}
        for kind, words in entities
    ]
    (folder / "documents.json").write_text(json.dumps({"_id": "a", "title": "Shelling", "text": TEXT}) + "\n")
    (folder / "entities.json").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


def test_spans_match_one_to_one_and_most_shared_first() -> None:
    gold, found = [(0, 10), (20, 30)], [(0, 4), (2, 10), (20, 30)]

    assert matched(gold, found, exact=False) == [((20, 30), (20, 30)), ((0, 10), (2, 10))]
    assert matched(gold, found, exact=True) == [((20, 30), (20, 30))]


def test_spans_that_only_touch_do_not_match() -> None:
    assert matched([(0, 4)], [(4, 8)], exact=False) == []


def test_organisations_and_locations_are_read_as_actors_and_places(corpus: Path) -> None:
    (document,) = re3d.read_documents(corpus)

    assert document.spans == {"actors": frozenset({(0, 15)}), "places": frozenset({(24, 31)})}


def test_the_reader_is_scored_on_the_words_it_marks(corpus: Path) -> None:
    measures = re3d.evaluate(corpus)["measures"]

    assert {name: measure["value"] for name, measure in measures.items()} == {
        "actors_exact": 0.0,  # the key takes the article in
        "actors_overlapping": 1.0,
        "places_exact": 1.0,
        "places_overlapping": 1.0,
    }


def test_nothing_wrong_shows_no_words(corpus: Path) -> None:
    (case,) = re3d.worst(corpus, 3)

    assert (case["unmatched"], case["actors_missed"], case["places_invented"]) == (0, [], [])


def test_a_folder_without_documents_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"documents\.json"):
        re3d.evaluate(tmp_path)
