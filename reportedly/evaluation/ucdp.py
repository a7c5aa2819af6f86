"""UCDP GED in Syria: headlines that one event rests on should link.

Reads ``*.csv.gz`` of the events (36 columns and more, ``source_article`` among them) and takes the year that linking is
not trained on. Every headline is read as a report of its own; headlines given for more than three events are round-ups
and left out. Two headlines belong together when some event rests on both.

Headlines alone are a hard measure: most give no day and no number, and one of a pair is often of another event of that
day and town. The share of links that are right is what matters; few are found.
"""

from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from reportedly.evaluation.clusters import Score
from reportedly.evaluation.linking_weights import MEASURED_YEAR, Labelled, war_headlines
from reportedly.linking import link
from reportedly.model import Reading, Report
from reportedly.reading.pipeline import read_many


def evaluate(data: Path, limit: int | None = None) -> dict[str, Any]:
    """Pairs of headlines in one incident against pairs that one event rests on; at most ``limit`` headlines.

    Raises ``FileNotFoundError`` when ``data`` holds no events.
    """
    if not any(data.glob("*.csv.gz")):
        raise FileNotFoundError(f"{data} holds no *.csv.gz of UCDP events")
    return scores(list(war_headlines(data, frozenset({MEASURED_YEAR})))[:limit])


def scores(
    headlines: Iterable[Labelled], read_all: Callable[[Iterable[Report]], Iterable[Reading]] = read_many
) -> dict[str, Any]:
    """The scores of labelled headlines, JSON-able."""
    events: dict[str, frozenset[str]] = {}
    reports: dict[str, Report] = {}
    for one in headlines:
        reports[one.report.id] = one.report
        events[one.report.id] = events.get(one.report.id, frozenset()) | one.incidents
    incidents = link(read_all(reports.values()))
    current = [{a.report for a in incident.accounts if a.role != "background"} for incident in incidents]
    by_event: dict[str, list[str]] = {}
    for report, of in events.items():
        for event in of:
            by_event.setdefault(event, []).append(report)
    found = {frozenset(pair) for together in current for pair in combinations(together, 2)}
    gold = {frozenset(pair) for together in by_event.values() for pair in combinations(together, 2)}
    both = len(found & gold)
    score = Score(both / len(found) if found else 0.0, both / len(gold) if gold else 0.0)
    return {"headlines": len(reports), "pairs": score.as_dict(), "linked": len(found), "expected": len(gold)}
