"""Incidents in other people's tables: one module per format.

Every module has ``write(incidents, reports, claims, out)``: ``reports`` and ``claims`` hold, by id, those that the
incidents' accounts speak of; ``out`` is a path, or a stream opened for text (``parquet``: for bytes).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from reportedly.model import Claim, Incident, Report

__all__ = ["FORMATS", "Format", "export"]


@dataclass(frozen=True)
class Format:
    """A format to export to: a line that says what it is, the usual end of a file's name, whether it is not text."""

    description: str
    suffix: str
    binary: bool = False


FORMATS: Mapping[str, Format] = {
    "acled": Format("CSV with ACLED's 31 columns, one row a day and place", ".csv"),
    "ged": Format("CSV with the 49 columns of UCDP's Georeferenced Event Dataset", ".csv"),
    "hxl": Format("CSV with a row of Humanitarian Exchange Language hashtags", ".csv"),
    "geojson": Format("GeoJSON points for a map", ".geojson"),
    "parquet": Format("a Parquet table for data frames", ".parquet", binary=True),
    "jsonl": Format("everything, as JSON Lines that `reportedly import` reads back", ".jsonl"),
    "ftm": Format("FollowTheMoney entities for Aleph and its kin, as JSON Lines", ".ftm.json"),
}
"""What ``export`` can write, by name. Each is a module of this package."""


def export(
    name: str,
    incidents: Iterable[Incident],
    reports: Mapping[str, Report],
    claims: Mapping[str, Claim],
    out: Path | IO[Any],
) -> None:
    """Write ``incidents`` to ``out`` in the format called ``name``. Raises ``ValueError`` for a name that is none."""
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}: choose among {', '.join(FORMATS)}")
    import_module(f"{__name__}.{name}").write(incidents, reports, claims, out)
