import csv
import gzip

import pytest

from reportedly.evaluation.linking_weights import war_headlines
from reportedly.evaluation.ucdp import evaluate, worst
from tests.linking.making import account, day, figure, reading, town

HEADLINES = {
    "raid": "Warplanes strike a market in Homs city killing at least twelve",
    "again": "Death toll of the raid on Homs market rises to twelve people",
    "other": "Shells fall on a village near Atmeh and wound several people",
}


@pytest.fixture
def events(tmp_path):
    cited = [("1", "2018", ["raid", "again"]), ("2", "2018", ["other"]), ("3", "2017", ["other"])]
    with gzip.open(tmp_path / "events.csv.gz", "wt", encoding="utf-8", newline="") as rows:
        table = csv.DictWriter(rows, ["id", "year", "source_article"])
        table.writeheader()
        for number, year, sources in cited:
            cell = ";".join(f'"Paper,{year}-03-0{index + 1},{HEADLINES[s]}"' for index, s in enumerate(sources))
            table.writerow({"id": number, "year": f"{year}.0", "source_article": cell})
    return tmp_path


def read_by_hand(reports):
    for made in reports:
        where = town("Homs") if "Homs" in made.text else town("Atmeh")
        figures = [figure("killed", 12)] if "Homs" in made.text else []
        yield reading(made, account(made, place=where, when=day("2018-03-01"), figures=figures))


def test_pairs_of_one_event_are_expected_together_and_counted_from_either_side(events):
    result = evaluate(events, read_all=read_by_hand)

    assert {name: (measure["value"], measure["n"]) for name, measure in result["measures"].items()} == {
        "pairs_f1": (1.0, 2),
        "pairs_precision": (1.0, 2),
        "pairs_recall": (1.0, 2),
    }
    assert result["documents"] == 3


def test_the_worst_cases_show_which_headlines_were_missed_or_wrongly_linked(events):
    def read_badly(reports):
        for made in reports:
            where = town("Atmeh") if made.text == HEADLINES["again"] else town("Homs")
            yield reading(made, account(made, place=where, when=day("2018-03-01"), figures=[figure("killed", 12)]))

    assert worst(events, 9, read_all=read_badly) == [
        {
            "headline": HEADLINES["raid"],
            "missed": [HEADLINES["again"]],
            "wrongly_linked": [HEADLINES["other"]],
            "error": 2,
        },
        {"headline": HEADLINES["again"], "missed": [HEADLINES["raid"]], "wrongly_linked": [], "error": 1},
        {"headline": HEADLINES["other"], "missed": [], "wrongly_linked": [HEADLINES["raid"]], "error": 1},
    ]


def test_training_leaves_the_measured_year_out(events):
    assert [one.incidents for one in war_headlines(events)] == [frozenset({"3"})]


def test_a_folder_without_events_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"holds no \*\.csv\.gz of UCDP events"):
        evaluate(tmp_path)
