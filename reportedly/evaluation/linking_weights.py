"""Learns the weights of linking from labelled reports and writes them as readable JSON.

    python -m reportedly.evaluation.linking_weights --data DIR [--cache FOLDER]

``DIR`` holds ``gva/train.jsonl.gz`` and ``gva/gvc_train.jsonl.gz`` (US shooting reports by incident) and
``ucdp_syria/*.csv.gz`` (the headlines that one event of the war in Syria rests on; 2018 is left for measuring). The
reports are read by the reader, their accounts paired by the blocking rules that linking uses, and each comparison's
levels counted among pairs of one incident (m) and of two (u). The events of that war, paired with one another, show
what two events that are close by have in common anyway. Prior beliefs count as ``BELIEF`` pairs of each, so that
what the data do not show keeps a sensible weight. The weights hold no names and no texts. Reading takes most of an
hour; with ``--cache`` the readings are kept in a folder, and a run that was stopped goes on where it was.

What each set cannot show is not counted in it: shootings are all of one kind of event, and headlines are too short for
names and wording, and the events name parties in UCDP's words and not in a report's. The match weight from which
accounts are linked is the one that serves all sets best: the mean of how well either set of shooting reports falls into
its incidents (B-cubed F1) and of how well headlines of one event are linked (F1 of pairs). Nothing here is drawn by
chance, so that the same reader and data give the same file, byte for byte.
"""

import argparse
import csv
import gzip
import json
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import combinations
from pathlib import Path

from reportedly.evaluation.clusters import b_cubed
from reportedly.evaluation.gva import documents_of
from reportedly.evaluation.readings import dated, read_and_kept, report_of
from reportedly.linking.blocking import blocks_of
from reportedly.linking.cluster import clusters, components
from reportedly.linking.comparisons import COMPARISONS, Comparison
from reportedly.linking.contradiction import contradict
from reportedly.linking.matching import Weights, levels_of, untrained, weigh
from reportedly.linking.records import Record, records_of
from reportedly.linking.whereabouts import folded
from reportedly.model import Reading, Report
from reportedly.reading.pipeline import read_many

THRESHOLDS = (0.0, -0.5, -1.0, -1.5, -2.0, -2.5, -3.0, -3.5)
"""The match weights tried as the one from which accounts are linked."""

BELIEF = 40.0
"""How many pairs the prior beliefs count for."""

MOST_PAIRS_OF_A_SET = 300
"""How many pairs a set counts for at most, so that a large set does not drown a small one."""

MEASURED_YEAR = "2018"
LEAST_HEADLINE_WORDS = 6
MOST_EVENTS_A_HEADLINE = 3
"""Headlines that more events rest on are round-ups, and say nothing about what belongs together."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report and the true incidents that it is of."""

    report: Report
    incidents: frozenset[str]


def war_events(folder: Path) -> list[Record]:
    """The events themselves, as records: what two different events that are near one another have in common."""
    found = []
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if not row["year"].startswith(MEASURED_YEAR):
                    found.append(_event_record(row))
    return found


def _event_record(row: Mapping[str, str]) -> Record:
    reach = {4: "province", 6: "country"}.get(int(float(row["where_prec"])), "point")
    killed = int(float(row["best"]))
    bare = Record(
        unique_id=row["id"],
        report=row["id"],
        role="main",
        rollup=False,
        published=None,
        dated=True,
        day_start=date.fromisoformat(row["date_start"][:10]).toordinal(),
        day_end=date.fromisoformat(row["date_end"][:10]).toordinal(),
        place_key=folded(row["where_coordinates"]),
        place_name=folded(row["where_coordinates"]),
        place_words=None,
        place_reach=reach,
        place_town=None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        province=folded(row["adm_1"]) or None,
        country="SY",
        event_type=None,
        sub_type=None,
        event_family=None,
        weapon=None,
        doers=(row["side_a"],),
        targets=(row["side_b"],),
        killed_low=killed,
        killed_high=killed,
        injured_low=None,
        injured_high=None,
        names=None,
        wording=None,
        telling=None,
        blocks=array("q"),
    )
    return replace(bare, blocks=blocks_of(bare))


OF_THE_TEXT = frozenset({"shared_names", "shared_wording"})
"""What headlines are too short to show."""

OF_THE_KIND = frozenset({"event_type"})
"""What reports that are all of shootings cannot show."""

OF_THE_PARTIES = frozenset({"doers", "targets"})
"""What events that UCDP coded cannot show: how reports name those who did it and those who were hit."""

CHANCE = 0.001
"""Mean scores that differ by no more than this are taken for equal."""

Counts = dict[str, Counter[int]]


SHOOTINGS = ("gvc_train.jsonl.gz", "train.jsonl.gz")
"""The Gun Violence Corpus, with many reports of an incident, and the Archive's own list, with one or two."""


def shooting_reports(folder: Path, name: str, limit: int | None = None) -> Iterator[Labelled]:
    """Reports of the Gun Violence Archive or its corpus, from the training file ``name`` in ``folder``."""
    for document in documents_of(folder / name, limit):
        yield Labelled(document.report, frozenset([document.incident]))


def war_headlines(folder: Path, years: frozenset[str] | None = None) -> Iterator[Labelled]:
    """Headlines that events of the war in Syria rest on, each with the events that it is given for.

    ``years`` chooses events by the year; all but the measured one by default.
    """
    events: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                year = row["year"].partition(".")[0]
                if year != MEASURED_YEAR if years is None else year in years:
                    for office, day, headline in _sources(row["source_article"]):
                        events[office, day, headline].add(row["id"])
    for (office, day, headline), of in sorted(events.items()):
        if len(headline.split()) >= LEAST_HEADLINE_WORDS and len(of) <= MOST_EVENTS_A_HEADLINE:
            report = report_of(headline, headline=headline, published=dated(day), publisher=office)
            yield Labelled(report, frozenset(of))


def _sources(cell: str) -> Iterator[tuple[str, str, str]]:
    """The (office, date, headline) of each source in UCDP's ``source_article``: quoted, parted by semicolons."""
    for entry in cell.split('";"'):
        parts = entry.strip('"').split(",", 2)
        if len(parts) == 3:
            yield parts[0].strip(), parts[1].strip(), parts[2].strip()


def main_records(readings: Iterable[Reading]) -> dict[str, Record]:
    """The record of each report's main account, by report id. Roll-ups are left out."""
    found = {}
    for reading in readings:
        for record in records_of(reading):
            if record.role == "main" and not record.rollup:
                found[record.report] = replace(record, unique_id=record.report)
    return found


def counted(
    records: Sequence[Record], labels: Mapping[str, frozenset[str]], blind_to: frozenset[str] = frozenset()
) -> tuple[Counts, Counts, Counter[str]]:
    """Levels reached among pairs of one incident, among pairs of two, and how many pairs there are of each.

    ``blind_to`` names comparisons that the records cannot show.
    """
    same: Counts = defaultdict(Counter)
    other: Counts = defaultdict(Counter)
    pairs: Counter[str] = Counter()
    for (left, right), levels in levels_of(records, untrained()):
        match = bool(labels[left] & labels[right])
        pairs["one incident" if match else "two incidents"] += 1
        for name, level in levels.items():
            if name not in blind_to:
                (same if match else other)[name][level] += 1
    return same, other, pairs


def learned(counts: Sequence[tuple[Counts, Counts, Counter[str]]], threshold: float) -> Weights:
    """Weights from the counts of several sets, each set having the same say on the prior."""
    levels = {}
    for comparison in COMPARISONS:
        if not comparison.trained:
            continue
        m = _shares(comparison, [same for same, _, _ in counts], [level.m for level in comparison.levels])
        u = _shares(comparison, [other for _, other, _ in counts], [level.u for level in comparison.levels])
        levels[comparison.name] = {
            level.says: (round(m[number], 5), round(u[number], 5)) for number, level in enumerate(comparison.levels)
        }
    trained_on: Counter[str] = Counter()
    for _, _, pairs in counts:
        trained_on.update(pairs)
    shares = [pairs["one incident"] / pairs.total() for _, _, pairs in counts if pairs["one incident"]]
    prior = sum(shares) / len(shares) if shares else untrained().prior
    return Weights(prior=round(prior, 5), threshold=threshold, levels=levels, trained_on=dict(trained_on))


def _shares(comparison: Comparison, counts: Sequence[Counts], beliefs: Sequence[float]) -> list[float]:
    """The share of each level, the first level first. A set counts for its pairs that show it, up to a limit."""
    top = len(comparison.levels) - 1
    pooled = [BELIEF * belief / sum(beliefs) for belief in beliefs]
    for one in counts:
        seen = [one[comparison.name][top - number] for number in range(len(beliefs))]
        scale = min(1.0, MOST_PAIRS_OF_A_SET / sum(seen)) if sum(seen) else 0.0
        pooled = [before + scale * number for before, number in zip(pooled, seen, strict=True)]
    return [number / sum(pooled) for number in pooled]


Score = Callable[[Sequence[tuple[str, ...]], Mapping[str, frozenset[str]]], float]


@dataclass(frozen=True, slots=True)
class Trial:
    """Main accounts, one a report, with the incidents of each; ``score`` says how well clusters agree with them."""

    records: Sequence[Record]
    labels: Mapping[str, frozenset[str]]
    score: Score


def by_incident(found: Sequence[tuple[str, ...]], labels: Mapping[str, frozenset[str]]) -> float:
    """B-cubed F1 of ``found`` against the incidents, where each report is of one."""
    gold: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for key in (key for cluster in found for key in cluster):
        gold[labels[key]].add(key)
    return b_cubed(found, gold.values()).f1


def by_pair(found: Sequence[tuple[str, ...]], labels: Mapping[str, frozenset[str]]) -> float:
    """F1 of the pairs in one cluster against those that share an event, where a report may be of several."""
    by_event: defaultdict[str, set[str]] = defaultdict(set)
    for key in (key for cluster in found for key in cluster):
        for event in labels[key]:
            by_event[event].add(key)
    expected = {pair for together in by_event.values() for pair in combinations(sorted(together), 2)}
    linked = [pair for cluster in found for pair in combinations(sorted(cluster), 2)]
    both = sum(pair in expected for pair in linked)
    return 2 * both / (len(expected) + len(linked)) if both else 0.0


def best_threshold(trials: Sequence[Trial], weights: Weights, candidates: Sequence[float] = THRESHOLDS) -> float:
    """The candidate at which the mean score of ``trials`` is highest; of those that are as good but for ``CHANCE``, the
    least: the more reports an incident has, the lower is the mean weight between them.
    """
    clustered = [(trial, _clustering(trial.records, weights)) for trial in trials]

    def score(threshold: float) -> float:
        return sum(trial.score(found(threshold), trial.labels) for trial, found in clustered) / len(clustered)

    scores = {threshold: score(threshold) for threshold in candidates}
    return min(threshold for threshold in candidates if scores[threshold] >= max(scores.values()) - CHANCE)


def _clustering(records: Sequence[Record], weights: Weights) -> Callable[[float], list[tuple[str, ...]]]:
    """The clusters of ``records`` at a threshold."""
    by_id = {record.unique_id: record for record in records}
    neighbours: dict[str, dict[str, float]] = {key: {} for key in by_id}
    for (left, right), weight in weigh(records, weights).items():
        neighbours[left][right] = neighbours[right][left] = weight

    def forbidden(left: str, right: str) -> bool:
        return contradict(by_id[left], by_id[right])

    def found(threshold: float) -> list[tuple[str, ...]]:
        def joined(key: str) -> list[str]:
            return [other for other, weight in neighbours[key].items() if weight >= threshold]

        return [
            cluster
            for component in components(sorted(by_id), joined)
            for cluster in clusters(component, neighbours, threshold, forbidden=forbidden)
        ]

    return found


def train(data: Path, limit: int | None = None, threshold: float | None = None, cache: Path | None = None) -> Weights:
    """The weights that the labelled reports under ``data`` give, with the best threshold unless one is given.

    Readings are kept in the folder ``cache`` and taken from it. Raises ``FileNotFoundError`` where the reports are not.
    """
    shootings = [list(shooting_reports(data / "gva", name, limit)) for name in SHOOTINGS]
    headlines = list(war_headlines(data / "ucdp_syria"))[:limit]
    read = {
        "shootings": _read([one for labelled in shootings for one in labelled], cache and cache / "shootings.jsonl"),
        "headlines": _read(headlines, cache and cache / "headlines.jsonl"),
    }
    counts = [
        counted(list(records.values()), labels, OF_THE_KIND if name == "shootings" else OF_THE_TEXT)
        for name, (records, labels) in read.items()
    ]
    events = war_events(data / "ucdp_syria")
    apart = {event.unique_id: frozenset([event.unique_id]) for event in events}
    counts.append(counted(events, apart, OF_THE_PARTIES))
    if threshold is not None:
        return learned(counts, threshold)
    weights = learned(counts, 0.0)
    trials = [_trial(labelled, *read["shootings"], by_incident) for labelled in shootings]
    trials.append(_trial(headlines, *read["headlines"], by_pair))
    return replace(weights, threshold=best_threshold(trials, weights))


def _read(labelled: Sequence[Labelled], kept: Path | None) -> tuple[dict[str, Record], dict[str, frozenset[str]]]:
    """The main accounts of reports and their incidents, by report id; ``kept`` is the file that keeps readings."""
    labels: dict[str, frozenset[str]] = {}
    for one in labelled:
        labels[one.report.id] = labels.get(one.report.id, frozenset()) | one.incidents
    reports = {one.report.id: one.report for one in labelled}.values()
    return main_records(read_many(reports) if kept is None else read_and_kept(reports, kept)), labels


def _trial(
    labelled: Sequence[Labelled], records: Mapping[str, Record], labels: Mapping[str, frozenset[str]], score: Score
) -> Trial:
    told = dict.fromkeys(one.report.id for one in labelled)
    return Trial([records[report] for report in told if report in records], labels, score)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m reportedly.evaluation.linking_weights", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gva/ and ucdp_syria/")
    parser.add_argument("--limit", type=int, help="reports of each file to read (all by default)")
    parser.add_argument(
        "--threshold", type=float, help="match weight from which accounts are linked (by default the best in training)"
    )
    parser.add_argument(
        "--cache", type=Path, help="folder that keeps readings from run to run; empty it when the reader has changed"
    )
    parser.add_argument("--out", type=Path, help="where to write the weights (by default those that are shipped)")
    chosen = parser.parse_args(arguments)
    try:
        weights = train(chosen.data, chosen.limit, chosen.threshold, chosen.cache)
    except FileNotFoundError as error:
        parser.error(f"{error}: --data must hold gva/train.jsonl.gz, gva/gvc_train.jsonl.gz and ucdp_syria/*.csv.gz")
    out = chosen.out or Path(str(files("reportedly.linking").joinpath("weights.json")))
    out.write_text(weights.to_json(), encoding="utf-8")
    sys.stdout.write(f"{out}: trained on {json.dumps(dict(weights.trained_on))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
