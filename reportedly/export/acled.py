"""ACLED's 31 columns: one row a day and place. What is lost and assumed on the way stands in docs/exports.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from reportedly.export.common import doers, joined, parts_of, shared_out, sources_of, struck
from reportedly.export.countries import country
from reportedly.export.files import Cell, write_csv
from reportedly.model import Actor, Claim, Incident, Report, Toll
from reportedly.model.overall import tolls_in_all

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
"""Source: ACLED Codebook, 2024."""

MOST_DAYS = 6
"""An event of more days is not known by the day (UCDP's date_prec 3 and above), and stays one row."""

VAGUE = {"dozen": 12, "hundred": 100}
"""What ACLED puts down for a vague word. Source: ACLED, "Fatalities: coding decisions"."""

TIME_PRECISION = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}
"""UCDP's date_prec → ACLED's time_precision: 1 day, 2 week, 3 month."""

GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""UCDP's where_prec → ACLED's geo_precision: 1 the place itself, 2 near it, 3 somewhere in the region."""

INTER = {"state": 1, "rebel": 2, "militia": 3, "civilians": 7, "external": 8, "unknown": 3}
RIOTERS, PROTESTERS, EXTERNAL = 5, 6, 8

DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Political violence",
    "Strategic developments": "Strategic developments",
}
DISORDER_OF_SUB_TYPE = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Violent demonstration": "Demonstrations",
}


def write(
    incidents: Iterable[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim], out: Path | IO[Any]
) -> None:
    """Write ``incidents`` as ACLED rows to ``out``."""
    every = list(incidents)
    parts = parts_of(every)
    rows = (row for one in every for row in _rows(one, parts.get(one.id, ()), reports, claims))
    write_csv(out, [COLUMNS, *(tuple(row[column] for column in COLUMNS) for row in rows)])


def fatalities(incident: Incident) -> int | None:
    """The lowest number of dead that is given; "dozens" counts 12. ``None`` where no number is given."""
    tolls = tolls_in_all(incident, "killed")
    given = [number for number in (_lowest(incident, toll) for toll in tolls) if number is not None]
    return sum(given) if given else None


def _lowest(incident: Incident, toll: Toll) -> int | None:
    lowest = next((bound for bound in (toll.low, toll.best) if bound is not None), None)
    figures = [figure for account in incident.accounts for figure in account.figures]
    words = [
        figure.verbatim.lower()
        for figure in figures
        if figure.claim in toll.used
        and (figure.harm, figure.subgroup, figure.qualifier) == (toll.harm, toll.subgroup, "vague")
        and figure.minimum == lowest
    ]
    projected = [number for word in words for stem, number in VAGUE.items() if stem in word]
    return min(projected, default=lowest)


def _rows(
    incident: Incident, parts: Sequence[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim]
) -> Iterator[dict[str, Cell]]:
    days = _days(incident)
    dead = fatalities(incident)
    if dead is not None and parts:
        # The parts have rows of their own: the roll-up keeps only those dead that no part accounts for.
        dead = max(0, dead - sum(fatalities(part) or 0 for part in parts))
    dead_by_day: Sequence[int | None] = [None] * len(days) if dead is None else shared_out(dead, len(days))
    base = _base(incident, reports, claims)
    for number, (day, killed) in enumerate(zip(days, dead_by_day, strict=True), start=1):
        own_id = base["event_id_cnty"] if len(days) == 1 else f"{base['event_id_cnty']}-{number}"
        dated = {"event_date": day, "year": int(day[:4]) if day else None}
        yield {**base, **dated, "event_id_cnty": own_id, "fatalities": killed}


def _days(incident: Incident) -> list[str | None]:
    when = incident.when
    if when is None or when.start is None:
        return [None]
    start = date.fromisoformat(when.start)
    end = date.fromisoformat(when.end or when.start)
    length = (end - start).days + 1
    if not 1 <= length <= MOST_DAYS:
        return [when.start]
    return [(start + timedelta(days=number)).isoformat() for number in range(length)]


def _base(incident: Incident, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> dict[str, Cell]:
    place, event, when = incident.place, incident.event, incident.when
    land = country(place.country if place else None)
    first, second = doers(incident), struck(incident)
    one, other = _inter(first, incident), _inter(second, incident)
    captured = [reports[account.report].captured_at for account in incident.accounts if account.report in reports]
    demonstrators = event is not None and event.type in ("Protests", "Riots")
    if demonstrators and not first:
        one = PROTESTERS if event is not None and event.type == "Protests" else RIOTERS
    return {
        "event_id_cnty": f"{land.iso3 if land else 'XXX'}-{incident.id}",
        "time_precision": TIME_PRECISION.get(when.precision) if when and when.precision else None,
        "disorder_type": DISORDER_OF_SUB_TYPE.get(event.sub_type, DISORDER.get(event.type)) if event else None,
        "event_type": event.type if event else None,
        "sub_event_type": event.sub_type if event else None,
        "actor1": first[0].name if first else None,
        "assoc_actor_1": joined(actor.name for actor in first[1:]),
        "inter1": one,
        "actor2": second[0].name if second else None,
        "assoc_actor_2": joined(actor.name for actor in second[1:]),
        "inter2": other,
        "interaction": _interaction(one, other),
        "civilian_targeting": "Civilian targeting" if second and second[0].kind == "civilians" else None,
        "iso": land.iso if land else None,
        "region": land.acled_region if land else None,
        "country": land.name if land else None,
        "admin1": place.admin1 if place else None,
        "admin2": None,
        "admin3": None,
        "location": (place.name or place.text) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_precision": GEO_PRECISION.get(place.precision) if place and place.precision else None,
        "source": joined(sources_of(incident, reports, claims)),
        "source_scale": None,
        "notes": f"{incident.title} Graded {incident.grading}, from {_counted(incident.independent_sources)}.",
        "tags": "",
        "timestamp": max((_seconds(time) for time in captured if time), default=None),
    }


def _inter(actors: Sequence[Actor], incident: Incident) -> int | None:
    if not actors:
        return None
    actor = actors[0]
    here = incident.place.country if incident.place else None
    if actor.kind == "state" and actor.country and here and actor.country != here:
        return EXTERNAL
    return INTER[actor.kind]


def _interaction(one: int | None, other: int | None) -> int | None:
    known = sorted(code for code in (one, other) if code is not None)
    if not known:
        return None
    return known[0] * 10 + known[1] if len(known) == 2 else known[0] * 10


def _counted(sources: int) -> str:
    return f"{sources} independent source" if sources == 1 else f"{sources} independent sources"


def _seconds(time: str) -> int:
    moment = datetime.fromisoformat(time)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
