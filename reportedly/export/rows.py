"""One flat row an incident: what ``hxl``, ``geojson`` and ``parquet`` share."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.export.common import doers, joined, reports_of, sources_of, struck, things_hit, victims_named
from reportedly.model import Claim, Incident, Report, Victim
from reportedly.model.overall import overall


@dataclass(frozen=True)
class Row:
    """An incident on one line. Counts are of people; unknown is ``None``."""

    id: str
    title: str
    date_start: str | None
    date_end: str | None
    date_precision: int | None
    event_type: str | None
    sub_event_type: str | None
    weapon: str | None
    type_of_violence: str | None
    country: str | None
    admin1: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    place_precision: int | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    done_by: str | None
    done_to: str | None
    things_hit: str | None
    victims_named: str | None
    grading: str
    independent_sources: int
    disputed: str | None
    sources: str | None
    reports: str | None
    part_of: str | None


def row_of(incident: Incident, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> Row:
    """``incident`` on one line; several names in one cell are parted by semicolons."""
    place, when, event = incident.place, incident.when, incident.event
    killed, injured = overall(incident, "killed"), overall(incident, "injured")
    return Row(
        id=incident.id,
        title=incident.title,
        date_start=when.start if when else None,
        date_end=when.end if when else None,
        date_precision=when.precision if when else None,
        event_type=event.type if event else None,
        sub_event_type=event.sub_type if event else None,
        weapon=event.weapon if event else None,
        type_of_violence=incident.type_of_violence,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        place=(place.name or place.text) if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        place_precision=place.precision if place else None,
        killed_low=killed.low,
        killed_best=killed.best,
        killed_high=killed.high,
        injured_low=injured.low,
        injured_best=injured.best,
        injured_high=injured.high,
        done_by=joined(actor.name for actor in doers(incident)) or None,
        done_to=joined(actor.name for actor in struck(incident)) or None,
        things_hit=joined(thing.text for thing in things_hit(incident)) or None,
        victims_named=joined(_told(victim) for victim in victims_named(incident)) or None,
        grading=incident.grading,
        independent_sources=incident.independent_sources,
        disputed=joined(dispute.about for dispute in incident.disputes) or None,
        sources=joined(sources_of(incident, reports, claims)) or None,
        reports=joined(report.uri or report.id for report in reports_of(incident, reports)) or None,
        part_of=incident.part_of,
    )


def _told(victim: Victim) -> str:
    return f"{victim.name} ({victim.harm})" if victim.harm else victim.name
