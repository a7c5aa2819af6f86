"""``reportedly evaluate`` on small sets made for these tests."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli import app
from reportedly.evaluation import BENCHMARKS, MissingDataError, evaluate, folder_of

TABLE = """\
unit_id,label,nb_women,nb_children,nb_civilians,nb_noncivilians,actor,cause_of_death,location,source,date,\
article_title,article_content
1,1,0,0,5,0,unknown,shelling,idlib,x,8/1/2016,Shelling kills four in Binnish,\
Rockets killed four civilians in Binnish in Idlib province on Monday residents said.
"""


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    (tmp_path / "fa_kes").mkdir()
    (tmp_path / "fa_kes" / "dev.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_table_says_each_measure_with_its_interval_and_its_number(sets: Path) -> None:
    status, output, _ = run("fa-kes", "--data", sets)

    lines = [line.split() for line in output.splitlines()]
    assert status == 0
    assert ["fa-kes:", "1", "document"] in lines
    assert ["province", "1.000", "\N{EN DASH}", "1"] in lines


def test_json_is_one_object_and_nothing_else(sets: Path) -> None:
    status, output, _ = run("fa-kes", "--data", sets, "--json", "--errors", 3)

    result = json.loads(output)
    assert status == 0
    assert (result["benchmark"], result["documents"]) == ("fa-kes", 1)
    assert result["measures"]["killed"] == {"value": 0.0, "low": None, "high": None, "n": 1}
    assert result["errors"][0]["expected_and_found"]["killed"] == ["5", "4"]


def test_errors_show_the_words_in_question(sets: Path) -> None:
    _, output, _ = run("fa-kes", "--data", sets, "--errors", 1)

    assert "headline: Shelling kills four in Binnish" in output
    assert "killed: four civilians" in output


def test_missing_data_are_named_with_the_way_out(sets: Path) -> None:
    status, output, error = run("muc4", "--data", sets)

    assert (status, output) == (1, "")
    assert error == (
        f"{sets}: no folder muc4 here, which muc4 needs. "
        "Give with --data the folder that holds muc4; docs/accuracy.md says what belongs in it.\n"
    )


def test_all_measures_what_is_there_and_says_what_is_not(sets: Path) -> None:
    status, output, error = run("all", "--data", sets, "--json")

    assert status == 1
    assert [json.loads(line)["benchmark"] for line in output.splitlines()] == ["fa-kes"]
    assert len(error.splitlines()) == len(BENCHMARKS) - 1


def test_an_unknown_benchmark_is_refused_with_those_there_are(sets: Path) -> None:
    status, _, error = run("fakes", "--data", sets)

    assert status == 2
    assert "there is no fakes" in error
    assert "fa-kes" in error


def test_a_benchmarks_own_folder_will_do_as_well(sets: Path) -> None:
    assert folder_of("fa-kes", sets) == folder_of("fa-kes", sets / "fa_kes") == sets / "fa_kes"
    assert evaluate("fa-kes", sets / "fa_kes")["documents"] == 1


def test_the_seed_is_looked_for_beside_the_sets(tmp_path: Path) -> None:
    (tmp_path / "seed").mkdir()
    (tmp_path / "data" / "fa_kes").mkdir(parents=True)

    assert folder_of("seed", tmp_path / "data") == tmp_path / "seed"
    with pytest.raises(MissingDataError, match="no folder gva here"):
        folder_of("gva", tmp_path / "data")


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_says_that_its_data_are_missing(name: str, tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=name):
        evaluate(name, tmp_path)
