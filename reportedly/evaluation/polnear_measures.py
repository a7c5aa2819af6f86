"""PolNeAR's scores (``polnear`` says what they are) with their 95% intervals.

Of the corpus's parts, ``dev`` is measured where it is there, else all texts given.
"""

from pathlib import Path
from typing import Any

from reportedly.evaluation import polnear
from reportedly.evaluation.intervals import F1, Counts, Measure, measured
from reportedly.evaluation.readings import ReadAll

WAYS = ("exact", "overlapping")
MEASURES: dict[str, Measure] = {
    f"{role}_{way}": F1(f"{role}_{way}.matched", f"{role}_{way}.gold", f"{role}_{way}.found")
    for role in (*polnear.ROLES, "whole")
    for way in WAYS
}


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """F1 of each role, exact and overlapping. ``read_all`` is not asked: the spans are measured before any claim."""
    nlp = polnear.pipeline()
    counts = [
        _flat(polnear.count(article.gold, polnear.predict(nlp, article.text)))
        for article in polnear.read_articles(_part(data), limit)
    ]
    return {"benchmark": "polnear", "documents": len(counts), "measures": measured(counts, MEASURES)}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` articles with most unmatched content, worst first, with the words."""
    return polnear.worst(_part(data), number, limit)


def _part(data: Path) -> Path:
    return data / "dev" if (data / "dev").is_dir() else data


def _flat(counts: dict[str, dict[str, dict[str, int]]]) -> Counts:
    return {
        f"{role}_{way}.{name}": number
        for role, ways in counts.items()
        for way, numbers in ways.items()
        for name, number in numbers.items()
    }
