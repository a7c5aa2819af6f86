"""The seed: one saved news page with the claims and accounts that a careful reader finds in it.

Reads ``expected_claims.jsonl``, ``expected_accounts.jsonl`` and the page, the one ``.txt`` beside them. Measures:

- ``claims_found``: an expected claim is found when half of its words or more stand in the content of one that was read.
- ``properties``: of what is stated of each expected claim (who says it, factuality, stage; perpetrator, responsibility,
  place, date, figures, type, quote, stance, where given), the share that the best-fitting claim has right. Those of a
  claim that is not found are wrong.
- ``figures`` and ``figures_said``: the page's accounts, scored as in ``who_says``.

One page is no sample, so there are no intervals.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.capture import capture
from reportedly.evaluation import who_says
from reportedly.evaluation.intervals import Counts, Measure, Share, measured
from reportedly.evaluation.readings import ReadAll, ReadOnce
from reportedly.evaluation.sources_compared import same_name
from reportedly.model import Claim, Reading

MEASURES: dict[str, Measure] = {
    "claims_found": Share("found", "expected"),
    "properties": Share("right", "asked"),
    "figures": who_says.MEASURES["figures"],
    "figures_said": who_says.MEASURES["figures_said"],
}
PROPERTIES = (
    *("said_by", "factuality", "stage", "perpetrator", "responsibility", "place"),
    *("date", "figures", "sub_type", "quote", "stance"),
)
"""What may be stated of an expected claim."""

UNNAMED = frozenset({"reports", "unknown", "unnamed"})


def covers(claim: Claim, words: str, text: str) -> bool:
    """Whether half of ``words`` or more lie in the claim's content, wherever they stand in ``text``."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        overlap = sum(max(0, min(end, span.end) - max(start, span.start)) for span in claim.content)
        if 2 * overlap >= end - start:
            return True
        start = text.find(words, start + 1)
    return False


def checked(expected: dict[str, Any], claim: Claim) -> dict[str, bool]:
    """Which of the properties that ``expected`` states the claim has."""
    names = [name for one in claim.perpetrators for name in (one.name, one.text) if name]
    place = (claim.place.name or claim.place.text) if claim.place else ""
    right: dict[str, bool] = {
        "said_by": _said(expected["said_by"], claim),
        "factuality": claim.factuality == expected["factuality"],
        "stage": claim.stage == expected["stage"],
        "perpetrator": any(same_name(expected.get("perpetrator"), name) for name in names),
        "responsibility": claim.responsibility == expected.get("responsibility"),
        "place": same_name(expected.get("place"), place),
        "date": ((claim.when and claim.when.start) or "")[:10] == expected.get("date"),
        "figures": _figures(claim) == sorted(expected.get("figures", ()), key=_order),
        "sub_type": claim.event is not None and claim.event.sub_type == expected.get("sub_type"),
        "quote": claim.quote == expected.get("quote"),
        "stance": claim.stance is not None and claim.stance.relation == expected.get("stance"),
    }
    return {name: right[name] for name in PROPERTIES if name in expected}


def _said(expected: list[str], claim: Claim) -> bool:
    if not expected or not claim.said_by:
        return not expected and not claim.said_by
    nearest = claim.said_by[0]
    if expected == ["unnamed"]:
        return nearest.kind == "unnamed" or nearest.name.lower() in UNNAMED
    return any(same_name(expected[0], source.name) for source in claim.said_by)


def _figures(claim: Claim) -> list[list[Any]]:
    figures = [[one.harm, one.minimum, one.maximum] for one in claim.figures if not one.cumulative]
    return sorted(figures, key=_order)


def _order(figure: list[Any]) -> tuple[str, int, int]:
    return figure[0], figure[1] or 0, figure[2] or 0


def properties(expected: dict[str, Any], reading: Reading) -> dict[str, bool] | None:
    """The properties of the best-fitting claim that covers the expected words; ``None`` where none covers them."""
    covering = [claim for claim in reading.claims if covers(claim, expected["content"], reading.report.text)]
    if not covering:
        return None
    best = max((checked(expected, claim) for claim in covering), key=lambda checks: sum(checks.values()))
    if expected.get("disputed"):
        disputed = {one for account in reading.accounts for dispute in account.disputes for one in dispute.claims}
        best["disputed"] = any(claim.id in disputed for claim in covering)
    return best


def counted(expected: list[dict[str, Any]], reading: Reading) -> Counts:
    """What is right about the page's claims, under the names of ``MEASURES``."""
    counts = {"expected": len(expected), "found": 0, "right": 0, "asked": 0}
    for one in expected:
        checks = properties(one, reading)
        counts["found"] += checks is not None
        counts["right"] += sum(checks.values()) if checks else 0
        counts["asked"] += len(checks) if checks else sum(name in one for name in PROPERTIES)
    return counts


def _page(data: Path, read_all: ReadAll) -> Reading:
    pages = sorted(data.glob("*.txt"))
    if len(pages) != 1:
        raise FileNotFoundError(f"{data} holds {len(pages)} texts where one page is expected")
    return next(iter(read_all([capture(pages[0])])))


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The measures on the page in ``data``; ``limit`` has no meaning here. Raises ``FileNotFoundError``."""
    reading = _page(data, read_all or ReadOnce())
    counts = dict(counted(list(lines_of(data / "expected_claims.jsonl")), reading))
    for row in lines_of(data / "expected_accounts.jsonl"):
        gold = who_says.gold_of({"unit_id": "seed", **row})
        counts |= who_says.counted(gold, who_says.found_of("seed", reading))
    return {"benchmark": "seed", "documents": 1, "measures": measured([counts], MEASURES)}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` expected claims with most properties wrong, those not found first."""
    reading = _page(data, read_all or ReadOnce())
    cases = []
    for expected in lines_of(data / "expected_claims.jsonl"):
        checks = properties(expected, reading)
        wrong = ["not found"] if checks is None else [name for name, right in checks.items() if not right]
        if wrong:
            cases.append({"words": expected["content"], "wrong": wrong, "expected": expected})
    return sorted(cases, key=lambda case: (case["wrong"] != ["not found"], -len(case["wrong"])))[:number]
