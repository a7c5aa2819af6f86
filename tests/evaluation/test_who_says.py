"""The who-says scorer: on an article worked by hand, and against the scorer that came with the gold."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from shared_data import DATA, with_data

from reportedly.capture import capture
from reportedly.evaluation import seed, who_says
from reportedly.evaluation.readings import ReadOnce
from reportedly.evaluation.sources_compared import party, same_name, same_place, same_source
from reportedly.evaluation.who_says import Article, Number, Told
from reportedly.model import Reading, Report

SCORERS = DATA.parent / "bin"


def number(minimum: int | None, maximum: int | None, *said_by: str, main: bool = False, harm: str = "killed") -> Number:
    return Number(harm, minimum, maximum, said_by, main, "")


def told(*numbers: Number, **changes: Any) -> Told:
    fields: dict[str, Any] = {
        "role": "main",
        "sub_type": "Air/drone strike",
        "day": "2016-08-14",
        "places": ("Atmeh", "Idlib"),
        "parties": frozenset({"russia"}),
        "responsibility": "accused",
        "numbers": numbers,
    }
    return Told(**(fields | changes))


def test_figures_are_right_by_harm_and_bounds_and_once_only() -> None:
    gold = Article("a", None, (told(number(12, 12), number(4, 4, harm="injured"), number(3, None)),))
    found = Article("a", None, (told(number(12, 12), number(12, 12), number(4, 4), number(3, 3)),))

    counts = who_says.counted(gold, found)

    assert (counts["gold_figures"], counts["found_figures"], counts["figures"]) == (3, 4, 1)


def test_a_figure_is_said_by_whom_the_gold_names_first_anywhere_in_the_chain() -> None:
    gold = Article("a", None, (told(number(9, 9, "Rural Aid", "Wire"), number(2, 2, "Wire"), number(5, 5)),))
    found = Article("a", None, (told(number(9, 9, "A nurse", "Rural Aid"), number(2, 2), number(5, 5)),))

    counts = who_says.counted(gold, found)

    assert (counts["figures"], counts["figures_said"]) == (3, 2)


def test_figures_of_one_incident_are_to_stand_together_and_those_of_two_apart() -> None:
    gold = Article("1", None, (told(number(9, 9), number(2, 2), number(3, 3)), told(number(4, 4), number(5, 5))))
    found = Article("1", None, (told(number(9, 9), number(2, 2), number(4, 4)), told(number(3, 3), number(8, 8))))

    counts = who_says.counted(gold, found)

    assert {name: counts[name] for name in ("gold_together", "found_together", "together")} == {
        "gold_together": 3,
        "found_together": 3,
        "together": 1,
    }


def test_the_main_incident_is_scored_field_by_field() -> None:
    gold = Article("a", "2016-08-15", (told(number(30, None, main=True)),))
    found = Article("a", "2016-08-15", (told(number(30, 30, main=True), day="2016-08-13", places=("Atmah",)),))

    assert who_says.counted(gold, found) == {
        "gold_figures": 1,
        "found_figures": 1,
        "figures": 0,
        "figures_said": 0,
        "gold_together": 0,
        "found_together": 0,
        "together": 0,
        "published_known": 1,
        "published": True,
        "mains": 1,
        "main_event": True,
        "main_actor": True,
        "main_responsibility": True,
        "tolls": 1,
        "main_toll": False,
        "main_toll_said": False,
        "dated": 1,
        "main_date": False,
        "placed": 1,
        "main_place": False,
    }


def test_an_article_read_as_empty_gets_nothing_right() -> None:
    counts = who_says.counted(Article("a", None, (told(number(7, 7, main=True)),)), Article("a", None, ()))

    assert sum(value for name, value in counts.items() if name in who_says.MEASURES) == 0


def test_what_the_gold_does_not_say_is_not_asked_for() -> None:
    counts = who_says.counted(Article("a", None, (told(day=None, places=()),)), Article("a", None, ()))

    assert not {"dated", "placed", "tolls", "published_known"} & set(counts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Syrian Observatory for Human Rights", "the Britain-based Observatory", True),
        ("SANA", "Syrian state news agency", True),
        ("Colonel Aylin Demir", "Aylin Demir", True),
        ("Harbour Relief", "River Relief Fund", True),
        ("Harbour Relief", "Mountain Watch", False),
        ("", "Mountain Watch", False),
    ],
)
def test_names_of_one_body_are_told_from_names_of_two(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_two_silences_are_the_same_voice_and_a_silence_is_nobody_elses() -> None:
    assert same_source([], [])
    assert not same_source([], ["Wire"])
    assert not same_source(["Wire"], [])


def test_a_place_is_right_by_any_telling_word_of_its_name() -> None:
    assert same_place(["Khan Sheikhun", "Idlib province"], ["Khan Shaykhun"])
    assert same_place(["Idlib province"], ["Idlib"])
    assert not same_place(["Atmeh"], ["Aleppo"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Islamic State fighters", "islamic_state"),
        ("Kurdish units", "sdf_kurdish"),
        ("coalition jets", "us_coalition"),
        ("Russian helicopters", "russia"),
        ("rebel gunmen", "armed_opposition"),
        ("government troops", "syrian_government"),
        ("unknown men", "unknown"),
    ],
)
def test_perpetrators_fall_into_the_kinds_of_the_gold(name: str, kind: str) -> None:
    assert party(name) == kind


def test_the_worst_articles_come_first_with_their_words(tmp_path: Path) -> None:
    texts = {"1": "Shelling kills two in Binnish", "2": "Rain ends drought in the valley"}
    account = {
        "role": "main",
        "sub_event": "Shelling/artillery/missile attack",
        "date_start": None,
        "place": "Binnish",
        "within": None,
        "perpetrator": None,
        "actor": "unknown",
        "responsibility": "unknown",
        "figures": [{"harm": "killed", "min": 40, "max": 40, "verbatim": "forty", "said_by": ["Nobody at all"]}],
    }
    (tmp_path / "texts").mkdir()
    rows = []
    for name, headline in texts.items():
        (tmp_path / "texts" / f"{name}.txt").write_text(
            f"{headline}\n\n{headline}, residents said.\n", encoding="utf-8"
        )
        rows.append({"unit_id": int(name), "published": None, "accounts": [account] if name == "1" else []})
    (tmp_path / "dev.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    (case,) = who_says.worst(tmp_path, 1)

    assert case["article"] == "1"
    assert case["missed"] == [{"words": "forty", "harm": "killed", "bounds": [40, 40], "said_by": ["Nobody at all"]}]


@pytest.fixture(scope="session")
def shared_reader() -> ReadOnce:
    return ReadOnce()


@with_data
def test_scores_are_those_of_the_scorer_that_came_with_the_gold(shared_reader: ReadOnce, tmp_path: Path) -> None:
    folder = DATA / "who_says"
    readings = tmp_path / "readings.jsonl"
    mine = who_says.evaluate(folder, read_all=_kept(shared_reader, readings))["measures"]

    theirs = json.loads(_run("score_who_says.py", folder / "dev.jsonl", readings, "--json"))

    f1 = {name: theirs.pop(name)["f1"] for name in ("figures", "figures_said")}
    assert theirs.pop("articles") == 72
    scored = theirs | f1
    assert {name: measure["value"] for name, measure in mine.items() if name in scored} == pytest.approx(
        scored, abs=6e-4
    )


@with_data
def test_scores_of_the_seed_are_those_of_its_scorer(shared_reader: ReadOnce, tmp_path: Path) -> None:
    folder = DATA.parent / "seed"
    (page,) = folder.glob("*.txt")
    (reading,) = shared_reader([capture(page)])
    written = tmp_path / "reading.json"
    written.write_text(reading.model_dump_json(), encoding="utf-8")
    mine = seed.counted(list(seed.lines_of(folder / "expected_claims.jsonl")), reading)

    last_line = _run("score_claims.py", folder / "expected_claims.jsonl", written).splitlines()[-1]

    expected = f"found {mine['found']}/{mine['expected']}  properties {mine['right']}/{mine['asked']}"
    assert last_line.startswith(expected)


def _kept(reader: ReadOnce, path: Path) -> Any:
    """``reader``, which also writes what it reads to ``path``, one JSON object a line."""

    def read(reports: Iterable[Report]) -> Iterator[Reading]:
        with path.open("w", encoding="utf-8") as lines:
            for reading in reader(reports):
                lines.write(reading.model_dump_json() + "\n")
                yield reading

    return read


def _run(script: str, *arguments: Path | str) -> str:
    command = [sys.executable, str(SCORERS / script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=SCORERS).stdout
