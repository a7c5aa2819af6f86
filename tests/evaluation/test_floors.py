"""The accuracy gate: how floors hold and move, and that the reader is above them where the data is at hand."""

from pathlib import Path

import pytest
from shared_data import DATA, with_data

from reportedly.evaluation import BENCHMARKS
from reportedly.evaluation.gate import (
    QUICK,
    Below,
    below,
    floors_file,
    moved,
    read_floors,
    run,
    write_floors,
)

RESULT = {
    "benchmark": "who-says",
    "documents": 3,
    "measures": {
        "figures": {"value": 0.8561, "low": 0.8, "high": 0.9, "n": 10},
        "main_date": {"value": None, "low": None, "high": None, "n": 0},
    },
}


def test_a_measure_below_its_floor_fails() -> None:
    assert below(RESULT, {"figures": 0.86}) == [Below("who-says", "figures", 0.8561, 0.86)]


def test_a_measure_at_or_above_its_floor_passes() -> None:
    assert below(RESULT, {"figures": 0.8561}) == []


def test_a_measure_that_is_gone_fails() -> None:
    assert below(RESULT, {"main_date": 0.5, "main_place": 0.5}) == [
        Below("who-says", "main_date", None, 0.5),
        Below("who-says", "main_place", None, 0.5),
    ]


def test_raising_takes_what_was_measured_rounded_down() -> None:
    assert moved(RESULT, {"figures": 0.8}, lower=False) == {"figures": 0.85}


def test_raising_never_lowers() -> None:
    assert moved(RESULT, {"figures": 0.9, "main_date": 0.7}, lower=False) == {"figures": 0.9, "main_date": 0.7}


def test_lowering_takes_what_was_measured() -> None:
    assert moved(RESULT, {"figures": 0.9}, lower=True) == {"figures": 0.85}


def test_floors_survive_writing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    floors = {"fa-kes": {"killed": 0.77}, "who-says": {"figures": 0.85}}

    write_floors(path, floors)

    assert read_floors(path) == floors
    assert list(read_floors(path)) == ["who-says", "fa-kes"]


def test_every_floor_is_of_a_benchmark_and_between_nothing_and_all() -> None:
    floors = read_floors(floors_file())

    assert set(QUICK) <= set(floors) <= set(BENCHMARKS)
    assert all(0 <= floor <= 1 for measures in floors.values() for floor in measures.values())


@with_data
@pytest.mark.parametrize("name", QUICK)
def test_the_reader_is_as_good_as_it_was(name: str) -> None:
    (result,) = run(DATA, [name], jobs=2)

    assert [str(one) for one in below(result, read_floors(floors_file())[name])] == []
