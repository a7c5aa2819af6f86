"""A Parquet table: a row an incident, with tolls, things hit and victims as lists of structs beside flat columns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.export.common import things_hit, victims_named
from reportedly.export.files import opened
from reportedly.export.rows import Row, row_of
from reportedly.model import Claim, Incident, Report

ROWS_AT_ONCE = 10_000

_TYPES: Mapping[object, pa.DataType] = {
    str: pa.string(),
    str | None: pa.string(),
    int: pa.int64(),
    int | None: pa.int64(),
    float | None: pa.float64(),
}
TOLL = pa.struct(
    [
        ("harm", pa.string()),
        ("group", pa.string()),
        ("subgroup", pa.string()),
        ("low", pa.int64()),
        ("best", pa.int64()),
        ("high", pa.int64()),
        ("method", pa.string()),
        ("independent_sources", pa.int64()),
    ]
)
THING = pa.struct([("kind", pa.string()), ("text", pa.string())])
VICTIM = pa.struct([("name", pa.string()), ("harm", pa.string())])
NESTED = {"tolls": TOLL, "objects": THING, "victims": VICTIM}
SCHEMA = pa.schema(
    [
        *((field.name, _TYPES[field.type]) for field in fields(Row)),
        *((name, pa.list_(struct)) for name, struct in NESTED.items()),
    ]
)


def write(
    incidents: Iterable[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim], out: Path | IO[Any]
) -> None:
    """Write ``incidents`` as Parquet to ``out``, a path or a stream of bytes."""
    with opened(out, binary=True) as stream, pq.ParquetWriter(stream, SCHEMA) as writer:
        rows = (_row(incident, reports, claims) for incident in incidents)
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=SCHEMA))


def _row(incident: Incident, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> dict[str, Any]:
    nested = {"tolls": incident.tolls, "objects": things_hit(incident), "victims": victims_named(incident)}
    return {
        **asdict(row_of(incident, reports, claims)),
        **{
            name: [noun.model_dump(include=set(NESTED[name].names)) for noun in nouns] for name, nouns in nested.items()
        },
    }


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        yield batch
