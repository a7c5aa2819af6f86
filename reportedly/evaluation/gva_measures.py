"""The linking scores on US shooting reports (``gva`` says what they are) with their 95% intervals.

A draw is of true incidents with all their reports, and scores the clusters as they were found; the CoNLL score is of
all reports together and has no interval.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportedly.evaluation import gva
from reportedly.evaluation.gva import Linked
from reportedly.evaluation.intervals import Counts, Measure, Share, measured
from reportedly.evaluation.readings import ReadAll, ReadOnce

MEASURES: dict[str, Measure] = {
    "b_cubed_precision": Share("precision", "documents"),
    "b_cubed_recall": Share("recall", "documents"),
    "killed": Share("killed", "killed_known"),
    "injured": Share("injured", "injured_known"),
}


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The measures of each file of the corpus that ``data`` holds. Raises ``FileNotFoundError``."""
    present = _present(data)
    measures: dict[str, Any] = {}
    documents = 0
    for path in present:
        short = path.name.split(".")[0]
        linked = gva.linked_documents(list(gva.documents_of(path, limit)), read_all or ReadOnce())
        scores = gva.scores(linked)
        documents += scores["documents"]
        measures[f"{short}.conll_f1"] = _bare(scores["conll_f1"], scores["documents"])
        measures[f"{short}.b_cubed_f1"] = _bare(scores["b_cubed"]["f1"], scores["documents"])
        measures |= {f"{short}.{name}": value for name, value in measured(_counted(linked), MEASURES).items()}
    return {"benchmark": "gva", "documents": documents, "measures": measures}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` true incidents of the last file that come out most wrong."""
    return gva.worst(data, _present(data)[-1].name, limit)[:number]


def _present(data: Path) -> list[Path]:
    present = [data / name for name in gva.FILES if (data / name).is_file()]
    if not present:
        raise FileNotFoundError(f"none of {', '.join(gva.FILES)} in {data}")
    return present


def _bare(value: float, n: int) -> dict[str, Any]:
    return {"value": value, "low": None, "high": None, "n": n}


def _counted(linked: Linked) -> Sequence[Counts]:
    """For each true incident: its reports, their B-cubed precision and recall, and whether its numbers came out."""
    found, _ = gva.clusterings(linked)
    home = {name: cluster for cluster in found for name in cluster}
    rows: list[Counts] = []
    for incident, documents in gva.gold_incidents(linked).items():
        names = {document.name for document in documents}
        shared = {name: len(home[name] & names) for name in names}
        counts: dict[str, float] = {
            "documents": len(names),
            "precision": sum(shared[name] / len(home[name]) for name in names),
            "recall": sum(shared[name] / len(names) for name in names),
        }
        for harm in gva.HARMS:
            truth, given = gva._numbers(linked, incident, harm)
            counts |= {f"{harm}_known": truth is not None, harm: truth is not None and truth == given}
        rows.append(counts)
    return rows
