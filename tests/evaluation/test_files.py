"""Which file of a benchmark's folder is measured."""

from pathlib import Path

import pytest

from reportedly.evaluation.files import only_file


def test_the_file_of_the_usual_name_is_taken(tmp_path: Path) -> None:
    for name in ("dev.csv", "test.csv"):
        (tmp_path / name).touch()

    assert only_file(tmp_path, "dev.csv") == tmp_path / "dev.csv"


def test_another_part_of_the_set_will_do_where_it_is_alone(tmp_path: Path) -> None:
    (tmp_path / "test.csv").touch()
    (tmp_path / "notes.txt").touch()

    assert only_file(tmp_path, "dev.csv") == tmp_path / "test.csv"


def test_a_choice_of_files_is_left_to_the_user(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).touch()

    with pytest.raises(FileNotFoundError, match=r"dev\.csv is not there; there are one\.csv, two\.csv"):
        only_file(tmp_path, "dev.csv")
