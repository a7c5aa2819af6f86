"""The PolNeAR scorer, against an example worked by hand."""

import json
from pathlib import Path

import pytest

from reportedly.evaluation import polnear
from reportedly.evaluation.polnear import Attributed, Numbered

TEXT = "The mayor said the bridge fell. Divers found six cars, a guard told reporters."
STANDOFF = "\n".join(
    [
        "T1\tSource 0 9\tThe mayor",
        "T2\tCue 10 14\tsaid",
        "T3\tContent 15 30\tthe bridge fell",
        "T4\tAttribution 10 14\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "T5\tContent 32 53\tDivers found six cars",
        "T6\tSource 55 62\ta guard",
        "T7\tCue 63 67;68 77\ttold reporters",
        "T8\tAttribution 63 67\ttold",
        "E2\tAttribution:T8 Cue:T7 Source:T6 Content:T5",
        "T9\tDiscuss 0 9\tThe mayor",
    ]
)


def corpus(folder: Path) -> Path:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "flood.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "flood_a1.ann").write_text(STANDOFF, encoding="utf-8")
    (folder / "attributions" / "flood_b2.ann").write_text("", encoding="utf-8")
    return folder


def of(source: set[int], cue: set[int], content: set[int]) -> Attributed:
    return Attributed(frozenset(source), frozenset(cue), frozenset(content))


def test_brat_standoff_becomes_sets_of_word_numbers() -> None:
    assert list(polnear.parse_brat(STANDOFF, Numbered(TEXT))) == [
        of({0, 1}, {2}, {3, 4, 5}),
        of({10, 11}, {12, 13}, {6, 7, 8, 9}),
    ]


def test_the_first_annotator_of_a_text_counts(tmp_path: Path) -> None:
    assert [(a.name, len(a.gold)) for a in polnear.read_articles(corpus(tmp_path))] == [("flood", 2)]


def test_a_folder_without_the_corpus_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no PolNeAR here"):
        list(polnear.read_articles(tmp_path))


def test_scores_of_an_example_worked_by_hand() -> None:
    gold = (of({0, 1}, {2}, {3, 4, 5}), of({10, 11}, {12, 13}, {6, 7, 8, 9}))
    got = (
        of({0, 1}, {2}, {3, 4, 5}),  # right in every word
        of({11}, {12}, {6, 7}),  # each role shares a word, none is exact
        of({20}, {21}, {22}),  # invented
    )
    assert polnear.count(gold, got) == {
        "source": {
            "exact": {"matched": 1, "gold": 2, "found": 3},
            "overlapping": {"matched": 2, "gold": 2, "found": 3},
        },
        "cue": {
            "exact": {"matched": 1, "gold": 2, "found": 3},
            "overlapping": {"matched": 2, "gold": 2, "found": 3},
        },
        "content": {
            "exact": {"matched": 1, "gold": 2, "found": 3},
            "overlapping": {"matched": 2, "gold": 2, "found": 3},
        },
        "whole": {
            "exact": {"matched": 1, "gold": 2, "found": 3},
            "overlapping": {"matched": 2, "gold": 2, "found": 3},
        },
    }


def test_a_span_matches_only_once_and_the_closest_pair_first() -> None:
    gold = [frozenset({1, 2, 3}), frozenset({3, 4})]
    assert polnear.matched(gold, [frozenset({3, 4})], exact=False) == [(1, 0)]


def test_a_whole_attribution_does_not_ask_for_a_source_that_gold_lacks() -> None:
    gold = [of(set(), {2}, {3, 4})]
    assert polnear.matched_whole(gold, [of({1}, {2}, {3, 4})], exact=True) == [(0, 0)]
    assert polnear.matched_whole(gold, [of({1}, {2}, {3})], exact=True) == []


def test_evaluate_gives_counts_that_json_can_hold(tmp_path: Path) -> None:
    result = polnear.evaluate(corpus(tmp_path))
    assert json.loads(json.dumps(result)) == result
    assert result["articles"] == 1
    assert result["scores"]["content"]["overlapping"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "matched": 2, "gold": 2, "found": 2,
    }  # fmt: skip


def test_worst_shows_the_words_that_were_missed(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    silent = STANDOFF + "\nT10\tCue 10 14\tsaid\nT11\tContent 19 25\tbridge\nE3\tAttribution:T10 Content:T11 Cue:T10"
    (folder / "attributions" / "flood_a1.ann").write_text(silent, encoding="utf-8")
    case = polnear.worst(folder, 1)[0]
    assert (case["article"], case["unmatched"], case["invented"]) == ("flood", 1, [])
    assert case["missed"] == [{"source": "", "cue": "said", "content": "bridge"}]


def test_what_is_said_inside_anothers_words_is_left_out_as_in_the_corpus() -> None:
    text = "The mayor said a guard had told him that the bridge fell."
    found = polnear.predict(polnear.pipeline(), text)
    assert [Numbered(text).written(one.source) for one in found] == ["The mayor"]
