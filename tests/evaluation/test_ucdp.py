import csv
import gzip

import pytest

from reportedly.evaluation.linking_weights import war_headlines
from reportedly.evaluation.ucdp import evaluate, scores
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


def test_headlines_of_one_event_are_expected_together(events):
    assert scores(war_headlines(events, frozenset({"2018"})), read_by_hand) == {
        "headlines": 3,
        "pairs": {"precision": 1.0, "recall": 1.0, "f1": 1.0},
        "linked": 1,
        "expected": 1,
    }


def test_training_leaves_the_measured_year_out(events):
    assert [one.incidents for one in war_headlines(events)] == [frozenset({"3"})]


def test_a_folder_without_events_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"holds no \*\.csv\.gz of UCDP events"):
        evaluate(tmp_path)
