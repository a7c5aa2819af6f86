"""The FA-KES scorer, on a table worked by hand."""

from pathlib import Path

import pytest

from reportedly.evaluation import fa_kes
from reportedly.evaluation.readings import ReadOnce

COLUMNS = (
    "unit_id,label,nb_women,nb_children,nb_civilians,nb_noncivilians,actor,cause_of_death,location,source,date,"
    "article_title,article_content"
)
ROWS = (
    "1,1,0,2,9,0,syrian government or russian troops,shelling,idlib,x,8/1/2016,"
    "Air strikes kill nine civilians in Binnish,Monday 1 August 2016. Russian air strikes killed nine civilians "
    "among them two children in the town of Binnish in Idlib province on Monday residents said.",
    "2,1,0,0,4,2,armed opposition groups,shooting,hama,x,8/2/2016,"
    "Rebels kill six soldiers near Hama,Tuesday 2 August 2016. Rebels shot dead six soldiers at a checkpoint near "
    "Hama on Tuesday the army said.",
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "dev.csv").write_text("\n".join((COLUMNS, *ROWS)) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def reader() -> ReadOnce:
    return ReadOnce()


def test_labels_come_out_under_short_names_and_the_dead_are_summed(table: Path) -> None:
    first, second = fa_kes.rows_of(table / "dev.csv")

    assert first.labels == {
        "killed": "9",
        "civilians": "9",
        "children": "2",
        "women": "0",
        "actor": "government",
        "cause": "shelling",
        "province": "idlib",
    }
    assert (second.labels["killed"], second.labels["actor"]) == ("6", "opposition")


def test_a_main_account_is_put_in_the_labels_own_values(table: Path, reader: ReadOnce) -> None:
    (_, first, _), (_, second, _) = fa_kes.compared(table, None, reader)

    assert first == {
        "killed": "9",
        "civilians": "9",
        "children": "2",
        "women": "0",
        "actor": "government",
        "cause": "shelling",
        "province": "idlib",
    }
    assert second == {
        "killed": "6",
        "civilians": "0",
        "children": "0",
        "women": "0",
        "actor": "opposition",
        "cause": "shooting",
        "province": "hama",
    }


def test_each_field_is_the_share_of_articles_with_exactly_the_label(table: Path, reader: ReadOnce) -> None:
    result = fa_kes.evaluate(table, read_all=reader)

    assert result["documents"] == 2
    # The second row says that four of the six soldiers were civilians, which no reader should.
    assert {name: measure["value"] for name, measure in result["measures"].items()} == {
        "killed": 1.0,
        "civilians": 0.5,
        "children": 1.0,
        "women": 1.0,
        "actor": 1.0,
        "cause": 1.0,
        "province": 1.0,
    }


def test_the_worst_articles_come_with_the_words_they_rest_on(table: Path, reader: ReadOnce) -> None:
    (case,) = fa_kes.worst(table, 5, read_all=reader)

    assert case["article"] == "2"
    assert case["headline"] == "Rebels kill six soldiers near Hama"
    assert case["expected_and_found"] == {"civilians": ["4", "0"]}
    assert case["words"]["figures"] == ["killed: six soldiers"]


def test_a_folder_without_the_table_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"dev\.csv"):
        fa_kes.evaluate(tmp_path)
