"""Gun Violence Archive and the Gun Violence Corpus: US shooting reports, grouped by incident, with its dead and hurt.

Reads ``gvc_*.jsonl.gz`` (the corpus's documents) and ``dev.jsonl.gz`` or ``train.jsonl.gz`` (the archive's reports).
Every document is read as any report is, and all of a file are linked together. Scores:

- ``documents``: clusters of documents against the true incidents: MUC, B-cubed, CEAF-e, CoNLL, and pairs. A document
  stands in the incident of its main account; one that the reader finds no current account in stands alone.
- ``killed`` and ``injured``: the share of true incidents whose number the ledger's incident gives exactly (its
  headline toll's ``best``). A true incident is looked for where most of its documents are. No toll counts as 0 here,
  since the archive writes 0 where reports are silent. The archive counts everybody once, by what became of him in the
  end, so the number of hurt is projected from the tolls: whoever died after a report told him hurt is taken out.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.evaluation.clusters import b_cubed, ceaf_e, conll, muc, pairwise
from reportedly.evaluation.readings import dated, report_of
from reportedly.linking import headline_toll, link
from reportedly.linking.totals import Total, total_of
from reportedly.model import Incident, Reading, Report
from reportedly.model.figure import Harm
from reportedly.reading.pipeline import read_many

FILES = ("gvc_dev.jsonl.gz", "dev.jsonl.gz")
HARMS: tuple[Harm, ...] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Document:
    """One report of the archive with the incident it is of and that incident's numbers."""

    name: str
    incident: str
    report: Report
    killed: int | None
    injured: int | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A file's documents, their readings by report id, the incidents, and the incident that each document is in."""

    documents: tuple[Document, ...]
    readings: dict[str, Reading]
    incidents: tuple[Incident, ...]
    home: dict[str, str]


def documents_of(path: Path, limit: int | None = None) -> Iterator[Document]:
    """The documents of one file. Raises ``ValueError`` naming the line that is not a document."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if limit is not None and number > limit:
                return
            try:
                yield _document(json.loads(line))
            except (KeyError, json.JSONDecodeError) as error:
                raise ValueError(f"{path.name}, line {number}: not a document of this corpus ({error})") from error


def _document(row: dict[str, Any]) -> Document:
    gold = row.get("gold") or {}
    name = row.get("id") or row["doc_id"]
    text = f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])
    published = row.get("published") or row.get("date")
    return Document(
        name=name,
        incident=row["incident"],
        report=report_of(text, row.get("uri") or row.get("url"), headline=row.get("title"), published=dated(published)),
        killed=gold.get("killed", row.get("num_killed")),
        injured=gold.get("injured", row.get("num_injured")),
    )


def linked_documents(
    documents: Sequence[Document], read_all: Callable[[Iterable[Report]], Iterable[Reading]] = read_many
) -> Linked:
    """Documents read and linked."""
    reports = {document.report.id: document.report for document in documents}
    readings = {reading.report.id: reading for reading in read_all(reports.values())}
    incidents = link(readings.values())
    return Linked(tuple(documents), readings, incidents, homes(readings, incidents))


def homes(readings: dict[str, Reading], incidents: Iterable[Incident]) -> dict[str, str]:
    """For each report, the incident of its main account, else of its first account that has one."""
    of_account = {account.id: incident.id for incident in incidents for account in incident.accounts}
    found = {}
    for report, reading in readings.items():
        ordered = sorted(reading.accounts, key=lambda account: account.role != "main")
        home = next((of_account[account.id] for account in ordered if account.id in of_account), None)
        if home is not None:
            found[report] = home
    return found


def scores(linked: Linked) -> dict[str, Any]:
    """The scores of one file, JSON-able."""
    found, gold = clusterings(linked)
    exact = {harm: [_numbers(linked, incident, harm) for incident in gold_incidents(linked)] for harm in HARMS}
    return {
        "documents": len(linked.documents),
        "incidents": len(gold),
        "b_cubed": b_cubed(found, gold).as_dict(),
        "muc": muc(found, gold).as_dict(),
        "ceaf_e": ceaf_e(found, gold).as_dict(),
        "conll_f1": round(conll(found, gold), 4),
        "pairs": pairwise(found, gold).as_dict(),
        "documents_without_incident": sum(d.report.id not in linked.home for d in linked.documents),
        **{harm: _share(numbers) for harm, numbers in exact.items()},
    }


def clusterings(linked: Linked) -> tuple[list[set[str]], list[set[str]]]:
    """The documents by found incident and by true incident."""
    found: dict[str, set[str]] = {}
    gold: dict[str, set[str]] = {}
    for document in linked.documents:
        found.setdefault(linked.home.get(document.report.id, document.name), set()).add(document.name)
        gold.setdefault(document.incident, set()).add(document.name)
    return list(found.values()), list(gold.values())


def gold_incidents(linked: Linked) -> dict[str, list[Document]]:
    """The documents of each true incident."""
    gold: dict[str, list[Document]] = {}
    for document in linked.documents:
        gold.setdefault(document.incident, []).append(document)
    return gold


def _numbers(linked: Linked, incident: str, harm: Harm) -> tuple[int | None, int]:
    """The true number and the ledger's, for one true incident."""
    documents = gold_incidents(linked)[incident]
    truth = getattr(documents[0], harm)
    votes = Counter(linked.home[d.report.id] for d in documents if d.report.id in linked.home)
    if not votes:
        return truth, 0
    home = min(votes, key=lambda one: (-votes[one], one))
    found = next(one for one in linked.incidents if one.id == home)
    return truth, (_hurt(found) if harm == "injured" else _best(found, harm)) or 0


def _hurt(incident: Incident) -> int:
    """How many were hurt and lived, as the archive counts: everybody once, by what became of him in the end.

    Where no toll of hurt is told, those shot less the dead: "four people were shot" leaves open who lived. Where every
    account that tells of these hurt tells of fewer dead than there were in the end, the difference died since.
    """
    dead = _best(incident, "killed") or 0
    best = _best(incident, "injured")
    hurt = best if best is not None else max(0, (_best(incident, "casualties") or 0) - dead)
    told_of_dead = []
    for account in incident.accounts:
        killed, injured, either = (_people(total_of(account.figures, harm)) for harm in HIT)
        lived = injured if injured is not None else max(0, (either or 0) - (killed or 0))
        if account.role != "background" and account.id not in incident.mentioned_in and lived == hurt:
            told_of_dead.append(killed or 0)
    died_since = max(0, dead - max(told_of_dead)) if told_of_dead else 0
    return max(0, hurt - died_since)


HIT: tuple[Harm, ...] = ("killed", "injured", "casualties")


def _people(total: Total | None) -> int | None:
    if total is None:
        return None
    return total.minimum if total.minimum is not None else total.maximum


def _best(incident: Incident, harm: Harm) -> int | None:
    toll = headline_toll(incident, harm)
    return toll.best if toll else None


def _share(numbers: Sequence[tuple[int | None, int]]) -> dict[str, float | int]:
    known = [(truth, found) for truth, found in numbers if truth is not None]
    right = sum(truth == found for truth, found in known)
    return {"exact": round(right / len(known), 4) if known else 0.0, "incidents": len(known)}


def worst(data: Path, name: str = "dev.jsonl.gz", limit: int | None = None) -> list[dict[str, Any]]:
    """The true incidents that came out wrong, with what was expected and found, the largest error first."""
    linked = linked_documents(list(documents_of(data / name, limit)))
    found = []
    for incident, documents in gold_incidents(linked).items():
        numbers = {harm: _numbers(linked, incident, harm) for harm in HARMS}
        error = sum(abs((truth or 0) - given) for truth, given in numbers.values())
        parted = len({linked.home.get(document.report.id, document.name) for document in documents}) - 1
        if error or parted:
            found.append(
                {
                    "incident": incident,
                    "documents": [document.report.headline for document in documents],
                    "expected_and_found": {harm: list(pair) for harm, pair in numbers.items()},
                    "error": error,
                    "clusters_too_many": parted,
                }
            )
    return sorted(found, key=lambda row: (-row["error"] - row["clusters_too_many"], row["incident"]))
