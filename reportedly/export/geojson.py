"""GeoJSON (RFC 7946): a feature an incident, without a geometry where the place is not known."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from reportedly.export.files import opened
from reportedly.export.rows import Row, row_of
from reportedly.model import Claim, Incident, Report


def write(
    incidents: Iterable[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim], out: Path | IO[Any]
) -> None:
    """Write ``incidents`` as a feature collection to ``out``, one feature a line."""
    with opened(out) as stream:
        stream.write('{"type":"FeatureCollection","features":[')
        for number, incident in enumerate(incidents):
            stream.write(",\n" if number else "\n")
            json.dump(_feature(row_of(incident, reports, claims)), stream, allow_nan=False)
        stream.write("\n]}\n")


def _feature(row: Row) -> dict[str, Any]:
    properties = asdict(row)
    latitude, longitude = properties.pop("latitude"), properties.pop("longitude")
    known = latitude is not None and longitude is not None
    return {
        "type": "Feature",
        "id": properties.pop("id"),
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if known else None,
        "properties": properties,
    }
