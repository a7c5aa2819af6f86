"""UCDP GED in Syria: headlines that one event rests on should link.

Reads ``*.csv.gz`` of the events (36 columns and more, ``source_article`` among them) and takes the year that linking is
not trained on. Every headline is read as a report of its own; headlines given for more than three events are round-ups
and left out. Two headlines belong together when some event rests on both.

Headlines alone are a hard measure: most give no day and no number, and one of a pair is often of another event of that
day and town. ``precision`` is the share of links that are right, ``recall`` the share of pairs that are linked; a draw
of the interval is of headlines with all their pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.evaluation.intervals import F1, Counts, Measure, Share, measured
from reportedly.evaluation.linking_weights import MEASURED_YEAR, Labelled, war_headlines
from reportedly.evaluation.readings import ReadAll, ReadOnce
from reportedly.linking import link
from reportedly.model import Report

MEASURES: dict[str, Measure] = {
    "pairs_f1": F1("both", "expected", "linked"),
    "pairs_precision": Share("both", "linked"),
    "pairs_recall": Share("both", "expected"),
}
"""Each pair counts once for either headline of it."""

Partners = Mapping[str, frozenset[str]]
"""For each report, the reports that it belongs together with."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The headlines by report id, who belongs with whom by UCDP's events, and who was linked with whom."""

    reports: dict[str, Report]
    expected: Partners
    found: Partners


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """Pairs of headlines in one incident against pairs that one event rests on; at most ``limit`` headlines.

    Raises ``FileNotFoundError`` when ``data`` holds no events.
    """
    linked = linked_headlines(_measured(data, limit), read_all or ReadOnce())
    return {
        "benchmark": "ucdp",
        "documents": len(linked.reports),
        "measures": measured([_counted(linked, one) for one in linked.reports], MEASURES),
    }


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` headlines with the most pairs missed or wrongly linked. Raises ``FileNotFoundError``."""
    linked = linked_headlines(_measured(data, limit), read_all or ReadOnce())
    cases = []
    for one, report in linked.reports.items():
        missed, wrong = linked.expected[one] - linked.found[one], linked.found[one] - linked.expected[one]
        if missed or wrong:
            named = {"missed": missed, "wrongly_linked": wrong}
            shown = {why: sorted(linked.reports[other].text for other in others) for why, others in named.items()}
            cases.append({"headline": report.text, **shown, "error": len(missed) + len(wrong)})
    return sorted(cases, key=lambda case: (-case["error"], case["headline"]))[:number]


def linked_headlines(headlines: Iterable[Labelled], read_all: ReadAll) -> Linked:
    """Headlines read and linked, beside what their events expect."""
    reports: dict[str, Report] = {}
    by_event: defaultdict[str, set[str]] = defaultdict(set)
    for one in headlines:
        reports[one.report.id] = one.report
        for event in one.incidents:
            by_event[event].add(one.report.id)
    incidents = link(read_all(reports.values()))
    current = [{account.report for account in one.accounts if account.role != "background"} for one in incidents]
    return Linked(reports, _partners(reports, by_event.values()), _partners(reports, current))


def _measured(data: Path, limit: int | None) -> list[Labelled]:
    if not any(data.glob("*.csv.gz")):
        raise FileNotFoundError(f"{data} holds no *.csv.gz of UCDP events")
    return list(war_headlines(data, frozenset({MEASURED_YEAR})))[:limit]


def _partners(reports: Iterable[str], groups: Iterable[set[str]]) -> Partners:
    partners: dict[str, set[str]] = {one: set() for one in reports}
    for together in groups:
        for one in together:
            partners[one] |= together - {one}
    return {one: frozenset(others) for one, others in partners.items()}


def _counted(linked: Linked, one: str) -> Counts:
    expected, found = linked.expected[one], linked.found[one]
    return {"both": len(expected & found), "expected": len(expected), "linked": len(found)}
