"""What geoparsing and linking give for each document, so that their scores have intervals."""

import gzip
import json
from pathlib import Path

import pytest

from reportedly.evaluation import geoparsing_measures, gva_measures
from reportedly.evaluation.readings import ReadOnce

LGL = """<articles><article docid="1"><title>Fair</title><text>The fair in Damascus and the one in Aleppo.</text>
<toponyms>
<toponym><start>12</start><end>20</end><phrase>Damascus</phrase><gaztag><lat>33.51</lat><lon>36.29</lon></gaztag></toponym>
<toponym><start>36</start><end>42</end><phrase>Aleppo</phrase><gaztag><lat>10.0</lat><lon>10.0</lon></gaztag></toponym>
</toponyms></article></articles>
"""


def shooting(name: str, incident: str, day: str, headline: str, killed: int | None) -> str:
    text = f"{headline}, police said. The shooting happened on Elm Street in Dayton, Ohio."
    row = {"id": name, "incident": incident, "title": headline, "text": text, "published": day}
    return json.dumps(row | {"gold": {"killed": killed, "injured": 0}})


def test_places_are_scored_for_each_corpus(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text(LGL, encoding="utf-8")

    result = geoparsing_measures.evaluate(tmp_path)

    assert result["documents"] == 1
    assert {name: (measure["value"], measure["n"]) for name, measure in result["measures"].items()} == {
        "lgl.given_the_name": (0.5, 2),
        "lgl.detection": (1.0, 2),
        "lgl.detection_and_resolution": (0.5, 2),
    }


def test_links_are_scored_by_true_incident(tmp_path: Path) -> None:
    rows = [
        shooting("a", "one", "2014-03-02", "Two men killed in shooting in Dayton on Saturday", 2),
        shooting("b", "one", "2014-03-02", "Two men killed in Saturday shooting in Dayton", 2),
        shooting("c", "two", "2014-09-20", "Woman killed in shooting in Dayton on Friday", None),
    ]
    with gzip.open(tmp_path / "dev.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(rows))

    measures = gva_measures.evaluate(tmp_path, read_all=ReadOnce())["measures"]

    assert measures["dev.b_cubed_f1"]["n"] == 3
    assert (measures["dev.b_cubed_precision"]["value"], measures["dev.b_cubed_recall"]["value"]) == (1.0, 1.0)
    assert (measures["dev.killed"]["value"], measures["dev.killed"]["n"]) == (1.0, 1)


@pytest.mark.parametrize("module", [geoparsing_measures, gva_measures])
def test_a_folder_without_the_corpus_is_named_in_the_error(module: object, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        module.evaluate(tmp_path)  # type: ignore[attr-defined]
