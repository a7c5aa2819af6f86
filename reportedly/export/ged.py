"""UCDP GED's 49 columns: one row an incident. What is lost and assumed on the way stands in docs/exports.md."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from reportedly.export.common import doers, joined, parts_of, reports_of, sources_of, struck
from reportedly.export.countries import country
from reportedly.export.files import Cell, write_csv
from reportedly.model import Actor, Claim, Incident, Report, sha256_of_text
from reportedly.model.figure import Group
from reportedly.model.overall import Range, overall

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
"""Source: UCDP Georeferenced Event Dataset Codebook, version 25.1."""

TYPES = {"state-based": 1, "non-state": 2, "one-sided": 3}
ONE_EVENT, SUMMARY = 1, 2
"""UCDP's event_clarity: 1 where one event is told of, 2 where several are summed up."""

SIDES: Mapping[str, Group] = {"deaths_a": "side_a", "deaths_b": "side_b", "deaths_civilians": "civilians"}
CELLS_PER_DEGREE = 2
"""A PRIO-GRID cell is half a degree wide and high."""


def write(
    incidents: Iterable[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim], out: Path | IO[Any]
) -> None:
    """Write ``incidents`` as GED rows to ``out``."""
    every = list(incidents)
    parts = parts_of(every)
    rows = (_row(incident, parts.get(incident.id, ()), reports, claims) for incident in every)
    write_csv(out, [COLUMNS, *(tuple(row[column] for column in COLUMNS) for row in rows)])


def priogrid(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell (1 to 259,200) that holds a point in WGS 84 degrees.

    Cells are counted from the south-west corner of the world, eastwards, then northwards.
    Source: A. F. Tollefsen, H. Strand and H. Buhaug, "PRIO-GRID: A unified spatial data structure".
    """
    columns, rows = 360 * CELLS_PER_DEGREE, 180 * CELLS_PER_DEGREE
    row = min(int((latitude + 90) * CELLS_PER_DEGREE), rows - 1)
    column = min(int((longitude + 180) * CELLS_PER_DEGREE), columns - 1)
    return row * columns + column + 1


def deaths(incident: Incident, parts: Sequence[Incident] = ()) -> dict[str, int | None]:
    """The four columns of deaths, and their sum ``best`` between ``low`` and ``high``; all ``None`` where none is told.

    Those dead who are told of but on no side are of unknown side. A roll-up's ``parts`` are taken off it.
    """
    total = overall(incident, "killed")
    if total == Range():
        return dict.fromkeys((*SIDES, "deaths_unknown", "best", "high", "low"))
    dead = {column: _best_of(incident, group) for column, group in SIDES.items()}
    told = next(bound for bound in (total.best, total.low, total.high) if bound is not None)
    dead["deaths_unknown"] = max(0, told - sum(dead.values()))
    low = total.low if total.low is not None else told
    high = total.high if total.high is not None else told
    for part in parts:
        theirs = deaths(part)
        dead = {column: max(0, number - (theirs[column] or 0)) for column, number in dead.items()}
        low, high = max(0, low - (theirs["low"] or 0)), max(0, high - (theirs["high"] or 0))
    best = sum(dead.values())
    return {**dead, "best": best, "high": max(high, best), "low": min(low, best)}


def _best_of(incident: Incident, group: Group) -> int:
    tolls = [toll for toll in incident.tolls if (toll.harm, toll.group, toll.subgroup) == ("killed", group, None)]
    bounds = (bound for toll in tolls for bound in (toll.best, toll.low, toll.high) if bound is not None)
    return next(bounds, 0)


def _row(
    incident: Incident, parts: Sequence[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim]
) -> dict[str, Cell]:
    place, when = incident.place, incident.when
    land = country(place.country if place else None)
    told_by = reports_of(incident, reports)
    side_a = incident.side_a or next(iter(doers(incident)), None)
    side_b = incident.side_b or next(iter(struck(incident)), None)
    point = (place.latitude, place.longitude) if place else (None, None)
    latitude, longitude = point
    known = latitude is not None and longitude is not None
    row: dict[str, Cell] = dict.fromkeys(COLUMNS)
    row |= {
        # GED's own ids are numbers, and tools read them as such: 48 bits of a hash of ours.
        "id": int(sha256_of_text(incident.id)[:12], 16),
        "relid": incident.id,
        "year": int(when.start[:4]) if when and when.start else None,
        "type_of_violence": TYPES.get(incident.type_of_violence) if incident.type_of_violence else None,
        "dyad_name": f"{side_a.name} - {side_b.name}" if side_a and side_b else None,
        "side_a": side_a.name if side_a else None,
        "side_b": _side_b(side_b),
        "number_of_sources": len(told_by),
        "source_article": ";".join(_article(report) for report in told_by),
        "source_office": joined(report.publisher or "" for report in told_by),
        "source_date": joined(report.published.date if report.published else "" for report in told_by),
        "source_headline": joined(report.headline or "" for report in told_by),
        "source_original": joined(_speakers(incident, reports, claims)),
        "where_prec": place.precision if place else None,
        "where_coordinates": (place.name or place.text) if place else None,
        "where_description": place.text if place else None,
        "adm_1": place.admin1 if place else None,
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})" if known else None,
        "priogrid_gid": priogrid(latitude, longitude) if latitude is not None and longitude is not None else None,
        "country": land.ucdp_name if land else None,
        "country_id": land.gw if land else None,
        "region": land.ucdp_region if land else None,
        "event_clarity": SUMMARY if parts else ONE_EVENT,
        "date_prec": when.precision if when else None,
        "date_start": when.start if when else None,
        "date_end": (when.end or when.start) if when else None,
        **deaths(incident, parts),
        "gwnoa": _gw(side_a),
        "gwnob": _gw(side_b),
    }
    return row


def _side_b(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    return "Civilians" if actor.kind == "civilians" else actor.name


def _gw(actor: Actor | None) -> int | None:
    land = country(actor.country) if actor is not None and actor.kind in ("state", "external") else None
    return land.gw if land else None


def _article(report: Report) -> str:
    """One report as GED cites it: office, date and headline, each in quotation marks."""
    parts = (report.publisher, report.published.date if report.published else None, report.headline)
    return ",".join('"{}"'.format((part or "").replace('"', "'")) for part in parts)


def _speakers(incident: Incident, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> list[str]:
    publishers = {report.publisher for report in reports_of(incident, reports)}
    return [name for name in sources_of(incident, reports, claims) if name not in publishers]
