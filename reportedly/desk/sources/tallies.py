"""How sources and actors fare over all incidents. Each function reads the ledger and gives what writes the table."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from reportedly.desk.models import NAME, ActorTally, SourceTally
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import IncidentClaimRow, IncidentRow

CHUNK = 500
_KILLED = '"harm":"killed"'
_REVISES = '"relation":"revises"'

Told = tuple[str, str, tuple[Any, ...] | None, bool]
"""What one claim adds: its source, when its report was published, the killed it gives, whether it revises."""


def tally_sources(ledger: Ledger) -> Callable[[], None]:
    """Every source: how often it was alone, among the first, later than the first, and revised its own figures."""
    rows = IncidentClaimRow.objects.using(ledger.alias).order_by("incident_id")
    columns = ("claim__said_by", "claim__reading__report__publisher", "claim__reading__report__published")
    tallies: dict[str, SourceTally] = {}
    told: list[Told] = []
    before: int | None = None
    for incident, said_by, publisher, published, body in rows.values_list(
        "incident_id", *columns, "claim__body"
    ).iterator(chunk_size=CHUNK):
        if incident != before:
            _count(tallies, told)
            before, told = incident, []
        name = source_name(said_by, publisher)
        if name not in tallies:
            tallies[name] = SourceTally(name=name, kind=_kind(body) if said_by else "media")
        tallies[name].claims += 1
        told.append((name, published, killed_in(body), _REVISES in body))
    _count(tallies, told)
    return _writes(SourceTally, tallies.values())


def source_name(said_by: str, publisher: str) -> str:
    """Who is the source of a claim: whoever is named most directly, else the publisher in its own voice."""
    return (said_by or publisher or "not named")[:NAME]


def killed_in(body: str) -> tuple[Any, ...] | None:
    """Whom and how many a claim (its JSON) says were killed, to tell a revision by; ``None`` where it says nothing."""
    if _KILLED not in body:
        return None
    figures = [one for one in json.loads(body)["figures"] if one["harm"] == "killed" and not one["cumulative"]]
    return (
        tuple(sorted((f["group"], f["subgroup"] or "", f["minimum"] or 0, f["maximum"] or 0) for f in figures)) or None
    )


def _count(tallies: dict[str, SourceTally], told: list[Told]) -> None:
    first: dict[str, str] = {}
    given: dict[str, dict[tuple[str, str], set[tuple[int, int, str]]]] = defaultdict(lambda: defaultdict(set))
    revises = set()
    for name, published, killed, revised in told:
        first[name] = min(first.get(name, "9"), published or "9")
        for group, subgroup, minimum, maximum in killed or ():
            given[name][group, subgroup].add((minimum, maximum, published))
        if revised:
            revises.add(name)
    known = {name: day for name, day in first.items() if day != "9"}
    for name in first:
        tally = tallies[name]
        tally.incidents += 1
        tally.alone += len(first) == 1
        others = [day for other, day in known.items() if other != name]
        if name in known and others:
            tally.earlier += known[name] <= min(others) and known[name] < max(others)
            tally.later += known[name] > min(others)
        # Another figure for the same group on another day: two figures in one text are a range, not a revision.
        changed = any(
            len({(low, high) for low, high, _ in values}) > 1 and len({day for _, _, day in values}) > 1
            for values in given[name].values()
        )
        tally.revised += changed or name in revises


def _kind(body: str) -> str:
    said_by = json.loads(body)["said_by"]
    return said_by[0]["kind"] if said_by else "media"


def tally_actors(ledger: Ledger) -> Callable[[], None]:
    """Every actor: in how many incidents it claimed, was blamed, denied or was struck;  the killed it is blamed for."""
    tallies: dict[str, ActorTally] = {}
    rows = IncidentRow.objects.using(ledger.alias).order_by("pk").values_list("body", "killed_best", "killed_low")
    for body, best, low in rows.iterator(chunk_size=CHUNK):
        incident = json.loads(body)
        ways: dict[str, Counter[str]] = defaultdict(Counter)
        kinds: dict[str, str] = {}
        for one in incident["responsibility"]:
            name = one["actor"]["name"][:NAME]
            kinds[name] = one["actor"]["kind"]
            ways[name][one["how"]] += 1
        for account in incident["accounts"]:
            for actor in account["targets"]:
                name = actor["name"][:NAME]
                kinds.setdefault(name, actor["kind"])
                ways[name]["struck"] += 1
        for name, how in ways.items():
            tally = tallies.setdefault(name, ActorTally(name=name, kind=kinds[name]))
            tally.incidents += 1
            tally.claimed += "claimed" in how
            blamed = "accused" in how or "fact" in how
            tally.accused += blamed
            tally.denied += "denied" in how
            tally.struck += "struck" in how
            if blamed or "claimed" in how:
                tally.killed += (best if best is not None else low) or 0
    return _writes(ActorTally, tallies.values())


def _writes(table: type[SourceTally] | type[ActorTally], rows: Iterable[Any]) -> Callable[[], None]:
    def write() -> None:
        table.objects.all().delete()
        table.objects.bulk_create(rows, batch_size=CHUNK)

    return write
