"""re3d: the words that name organisations and places, in 59 texts on Syria and Iraq.

Reads the set as it was published: a folder for each publisher with ``documents.json`` and ``entities.json``, one object
a line. Measures, each as F1 over spans, matched one to one:

- ``actors``: what the key calls an organisation (states, forces and groups among them) against the parties found.
- ``places``: what the key calls a location against the places found.
- ``exact``: the same characters; ``overlapping``: at least one character in common.

The key names every organisation, a bank or a ministry too; the reader looks for parties to a conflict. A state's name
is in the key once as an organisation and once as a location, whichever it acts as.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from reportedly.evaluation.intervals import F1, Counts, Measure, measured
from reportedly.evaluation.readings import ReadAll, report_of
from reportedly.evaluation.spans_compared import Range, matched
from reportedly.reading.pipeline import pipeline

ROLES = {"actors": "Organisation", "places": "Location"}
"""What is looked for, and the key's type of it."""

MEASURES: dict[str, Measure] = {
    f"{role}_{how}": F1(f"{role}_{how}", f"{role}_gold", f"{role}_found")
    for role in ROLES
    for how in ("exact", "overlapping")
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text and the spans that its key gives for each role."""

    name: str
    title: str
    text: str
    spans: dict[str, frozenset[Range]]


def read_documents(data: Path, limit: int | None = None) -> Iterator[Document]:
    """The documents under ``data``, in order of publisher. Raises ``FileNotFoundError``."""
    folders = sorted(path.parent for path in data.glob("*/documents.json"))
    if not folders:
        raise FileNotFoundError(f"no folder with documents.json and entities.json in {data}")
    count = 0
    for folder in folders:
        spans: dict[str, dict[str, set[Range]]] = {}
        for entity in _lines(folder / "entities.json"):
            of_type = spans.setdefault(entity["documentId"], {})
            of_type.setdefault(entity["type"], set()).add((entity["begin"], entity["end"]))
        for row in _lines(folder / "documents.json"):
            if limit is not None and count >= limit:
                return
            count += 1
            known = spans.get(row["_id"], {})
            of_role = {role: frozenset(known.get(kind, ())) for role, kind in ROLES.items()}
            yield Document(row["_id"], row.get("title") or "", row["text"], of_role)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip())


def found_in(documents: Iterable[Document]) -> Iterator[dict[str, frozenset[Range]]]:
    """The spans that the reader finds in each document, by role."""
    nlp = pipeline()
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc._.report = report_of(document.text, f"re3d:{document.name}")
        yield _spans(nlp(doc))


def _spans(doc: Doc) -> dict[str, frozenset[Range]]:
    mentions = {"actors": doc._.actors, "places": doc._.places}
    ranges = {role: [doc[one.start : one.end] for one in found] for role, found in mentions.items()}
    return {role: frozenset((span.start_char, span.end_char) for span in spans) for role, spans in ranges.items()}


def counted(gold: dict[str, frozenset[Range]], found: dict[str, frozenset[Range]]) -> Counts:
    """Spans that match in one document, under the names of ``MEASURES``."""
    counts: dict[str, float] = {}
    for role in ROLES:
        counts |= {
            f"{role}_gold": len(gold[role]),
            f"{role}_found": len(found[role]),
            f"{role}_exact": len(matched(gold[role], found[role], exact=True)),
            f"{role}_overlapping": len(matched(gold[role], found[role], exact=False)),
        }
    return counts


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The measures with their 95% intervals; ``read_all`` is not asked, spans being no part of a reading.

    Raises ``FileNotFoundError``.
    """
    documents = list(read_documents(data, limit))
    found = found_in(documents)
    counts = [counted(document.spans, spans) for document, spans in zip(documents, found, strict=True)]
    return {"benchmark": "re3d", "documents": len(counts), "measures": measured(counts, MEASURES)}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` documents with most spans missed or invented, worst first, with their words."""
    documents = list(read_documents(data, limit))
    cases = [_case(document, spans) for document, spans in zip(documents, found_in(documents), strict=True)]
    return sorted(cases, key=lambda case: (-case["unmatched"], case["document"]))[:number]


def _case(document: Document, found: dict[str, frozenset[Range]]) -> dict[str, Any]:
    case: dict[str, Any] = {"document": document.name, "title": document.title, "unmatched": 0}
    for role in ROLES:
        pairs = matched(document.spans[role], found[role], exact=False)
        missed = document.spans[role] - {one for one, _ in pairs}
        invented = found[role] - {other for _, other in pairs}
        case["unmatched"] += len(missed) + len(invented)
        case[f"{role}_missed"] = [document.text[slice(*span)] for span in sorted(missed)]
        case[f"{role}_invented"] = [document.text[slice(*span)] for span in sorted(invented)]
    return case
