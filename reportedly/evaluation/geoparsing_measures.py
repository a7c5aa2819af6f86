"""The geoparsing scores (``geoparsing`` says what they are) with their 95% intervals, for LGL and TR-News."""

from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from reportedly.evaluation import geoparsing
from reportedly.evaluation.geoparsing import Article
from reportedly.evaluation.intervals import F1, Counts, Measure, Share, measured
from reportedly.evaluation.readings import ReadAll
from reportedly.reading.places import gazetteer, mentions_of

MEASURES: dict[str, Measure] = {
    "given_the_name": Share("right", "named"),
    "detection": F1("matched", "gold", "found"),
    "detection_and_resolution": F1("placed_right", "placed_gold", "placed_found"),
}
CORPORA = {"lgl.xml": "lgl", "TR-News.xml": "tr_news"}


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The measures of each corpus that ``data`` holds. ``read_all`` is not asked: places alone are measured."""
    present = {short: data / name for name, short in CORPORA.items() if (data / name).is_file()}
    if not present:
        raise FileNotFoundError(f"none of {', '.join(CORPORA)} in {data}")
    measures: dict[str, Any] = {}
    documents = 0
    for short, path in present.items():
        counts = [_counted(*pair) for pair in geoparsing.read_docs(geoparsing.read_articles(path, limit))]
        documents += len(counts)
        measures |= {f"{short}.{name}": value for name, value in measured(counts, MEASURES).items()}
    return {"benchmark": "geoparsing", "documents": documents, "measures": measures}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` names of each corpus that are placed farthest from where they are."""
    return geoparsing.worst(data, limit, number)


def _counted(article: Article, doc: Doc) -> Counts:
    resolved = geoparsing.given_the_name(article, doc)
    found = geoparsing.detected(article, [mention.place for mention in mentions_of(doc, gazetteer())])
    return {
        "right": sum(one.right for one in resolved),
        "named": len(resolved),
        "matched": found.matched,
        "gold": found.gold,
        "found": found.found,
        "placed_right": found.placed_right,
        "placed_gold": found.placed_gold,
        "placed_found": found.placed_found,
    }
