"""CSV with a row of Humanitarian Exchange Language hashtags under the headings."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from reportedly.export.files import write_csv
from reportedly.export.rows import row_of
from reportedly.model import Claim, Incident, Report

HASHTAGS = {
    "id": "#event+id",
    "title": "#event+name",
    "date_start": "#date+occurred+start",
    "date_end": "#date+occurred+end",
    "date_precision": "#date+precision+code",
    "event_type": "#event+type",
    "sub_event_type": "#event+subtype",
    "weapon": "#cause+weapon",
    "type_of_violence": "#event+violence+type",
    "country": "#country+code+v_iso2",
    "admin1": "#adm1+name",
    "place": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "place_precision": "#geo+precision+code",
    "killed_low": "#affected+killed+min",
    "killed_best": "#affected+killed",
    "killed_high": "#affected+killed+max",
    "injured_low": "#affected+injured+min",
    "injured_best": "#affected+injured",
    "injured_high": "#affected+injured+max",
    "done_by": "#group+perpetrator+name",
    "done_to": "#group+target+name",
    "things_hit": "#impact+damaged+name",
    "victims_named": "#affected+victims+name",
    "grading": "#status+grading",
    "independent_sources": "#meta+source+num",
    "disputed": "#status+disputed",
    "sources": "#meta+source+name",
    "reports": "#meta+url",
    "part_of": "#event+id+parent",
}
"""Source: HXL hashtag schema 1.1; attributes of our own where it has none."""


def write(
    incidents: Iterable[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim], out: Path | IO[Any]
) -> None:
    """Write ``incidents`` as HXL to ``out``."""
    rows = (asdict(row_of(incident, reports, claims)) for incident in incidents)
    write_csv(out, [list(HASHTAGS), list(HASHTAGS.values()), *([row[name] for name in HASHTAGS] for row in rows)])
