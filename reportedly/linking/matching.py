"""How strongly two accounts seem to be of one event: Splink on DuckDB, with the weights that were shipped.

Nothing is trained here. A match weight is log2 of the odds that two accounts are of one incident; 0 is even odds.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from reportedly.linking.comparisons import COMPARISONS, DIFFERING_BITS, LENGTH, SHARED, Comparison, Level
from reportedly.linking.records import Record
from reportedly.linking.sketch import WORDING_NUMBERS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

Pair = tuple[str, str]
"""Two account ids, the lesser first."""

FLOOR = -4.0
"""Weights below this are not kept: a pair that is not listed counts as this far from being of one incident."""

CEILING = 12.0
"""Weights above this count as this, so that one copied text cannot outvote everything else in a cluster."""

DIALECTS = {
    "duckdb": {
        SHARED: r"len(list_intersect(\1, \2))",
        DIFFERING_BITS: r"cast(bit_count(xor(\1, \2)) as integer)",
        LENGTH: r"len(\1)",
    },
    "spark": {
        SHARED: r"size(array_intersect(\1, \2))",
        DIFFERING_BITS: r"cast(bit_count(\1 ^ \2) as integer)",
        LENGTH: r"size(\1)",
    },
}
"""How each database writes the functions that conditions name."""

PLAIN_COLUMNS = {
    "role": "string",
    "dated": "bool_",
    "day_start": "int64",
    "day_end": "int64",
    "place_key": "string",
    "place_name": "string",
    "place_reach": "string",
    "place_town": "string",
    "latitude": "float64",
    "longitude": "float64",
    "province": "string",
    "country": "string",
    "event_type": "string",
    "sub_type": "string",
    "event_family": "string",
    "weapon": "string",
    "killed_low": "int64",
    "killed_high": "int64",
    "injured_low": "int64",
    "injured_high": "int64",
}
"""The columns of a record that comparisons read as they are, with their Arrow types."""

RULE = (
    "l.blocks = r.blocks and l.report <> r.report and (l.fresh or r.fresh)"
    " and not (l.role = 'background' and r.role = 'background')"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What training found: the share of compared pairs that match, and ``(m, u)`` of every level by its words.

    ``threshold`` is the match weight from which two accounts count as of one incident. ``trained_on`` counts pairs.
    """

    prior: float
    threshold: float
    levels: Mapping[str, Mapping[str, tuple[float, float]]]
    trained_on: Mapping[str, int]

    def of(self, comparison: Comparison, level: Level) -> tuple[float, float]:
        """``m`` and ``u`` of a level; the prior beliefs where training never saw the comparison."""
        return self.levels.get(comparison.name, {}).get(level.says, (level.m, level.u))

    def to_json(self) -> str:
        """Readable JSON: each level with m, u and its weight in bits."""
        comparisons = {
            comparison.name: {level.says: _shown(*self.of(comparison, level)) for level in comparison.levels}
            for comparison in COMPARISONS
        }
        shown = {
            "prior": self.prior,
            "threshold": self.threshold,
            "trained_on": dict(self.trained_on),
            "comparisons": comparisons,
        }
        return json.dumps(shown, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """The weights that ``to_json`` wrote. Raises ``ValueError`` when the text is not of that form."""
        try:
            shown = json.loads(text)
            levels = {
                name: {says: (float(level["m"]), float(level["u"])) for says, level in by_level.items()}
                for name, by_level in shown["comparisons"].items()
            }
            return cls(float(shown["prior"]), float(shown["threshold"]), levels, dict(shown["trained_on"]))
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            raise ValueError(
                f"these are not linking weights ({error}): write them anew with evaluation.linking_weights"
            ) from error


def _shown(m: float, u: float) -> dict[str, float]:
    return {"m": round(m, 5), "u": round(u, 5), "weight": round(math.log2(m / u), 2)}


def untrained() -> Weights:
    """The prior beliefs of ``comparisons.py``, before any training."""
    return Weights(prior=0.05, threshold=0.0, levels={}, trained_on={})


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package."""
    source = files("reportedly.linking").joinpath("weights.json")
    return Weights.from_json(source.read_text(encoding="utf-8")) if source.is_file() else untrained()


def settings(weights: Weights, dialect: str = "duckdb") -> dict[str, Any]:
    """The Splink model as a settings dictionary, for DuckDB or for Spark."""
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": weights.prior,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": RULE, "arrays_to_explode": ["blocks"]}],
        "comparisons": [_comparison(comparison, weights, dialect) for comparison in COMPARISONS],
    }


def _comparison(comparison: Comparison, weights: Weights, dialect: str) -> dict[str, Any]:
    unknown = {
        "sql_condition": _in_dialect(comparison.unknown, dialect),
        "label_for_charts": "unknown",
        "is_null_level": True,
    }
    levels = [unknown]
    for level in comparison.levels:
        m, u = weights.of(comparison, level)
        condition = _in_dialect(level.condition, dialect)
        levels.append(
            {"sql_condition": condition, "label_for_charts": level.says, "m_probability": m, "u_probability": u}
        )
    return {
        "output_column_name": comparison.name,
        "comparison_description": comparison.about,
        "comparison_levels": levels,
    }


def _in_dialect(condition: str, dialect: str) -> str:
    for function, written in DIALECTS[dialect].items():
        arguments = r"\((\w+), (\w+)\)" if r"\2" in written else r"\((\w+)\)"
        condition = re.sub(function + arguments, written, condition)
    return condition


def weigh(
    records: Sequence[Record], weights: Weights, fresh: frozenset[str] | None = None, floor: float = FLOOR
) -> dict[Pair, float]:
    """The match weights of all pairs that share a block, at least one of them ``fresh`` (all are, by default).

    Pairs of one report and pairs of background mentions are never compared. Pairs below ``floor`` are not listed.
    """
    if len(records) < 2:
        return {}
    with _predicted(records, weights, fresh, floor, levels=False) as relation:
        return {
            _pair(records[left], records[right]): min(round(weight, 6), CEILING)
            for left, right, weight in relation.select("unique_id_l, unique_id_r, match_weight").fetchall()
        }


def levels_of(records: Sequence[Record], weights: Weights) -> Iterator[tuple[Pair, dict[str, int]]]:
    """For every pair that shares a block: the number of the level that each comparison reached, -1 where unknown.

    Levels count down from the first (the most alike) to 0 (the last).
    """
    names = [comparison.name for comparison in COMPARISONS]
    columns = ", ".join(f"gamma_{name}" for name in names)
    with _predicted(records, weights, None, None, levels=True) as relation:
        for left, right, *levels in relation.select(f"unique_id_l, unique_id_r, {columns}").fetchall():
            yield _pair(records[left], records[right]), dict(zip(names, levels, strict=True))


def waterfalls(records: Sequence[Record], weights: Weights) -> dict[Pair, list[dict[str, Any]]]:
    """Splink's waterfall records of every pair of ``records``, whether or not they share a block."""
    if len(records) < 2:
        return {}
    from splink import Linker

    linker: Linker
    with _connected() as api:
        chosen = {
            **settings(weights),
            "retain_matching_columns": True,
            "retain_intermediate_calculation_columns": True,
            "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.report <> r.report"}],
        }
        linker = Linker(api.register(table_of(records, None)), chosen, log_level=None)
        scored = linker.inference.predict(warning_mode="never").as_record_list()
        found: dict[Pair, list[dict[str, Any]]] = {}
        for row in scored:
            chart = linker.visualisations.waterfall_chart([row], filter_nulls=False)
            pair = _pair(records[row["unique_id_l"]], records[row["unique_id_r"]])
            found[pair] = list(cast("Sequence[dict[str, Any]]", chart.raw_records))
        return found


def table_of(rows: Sequence[Record], fresh: frozenset[str] | None) -> "pa.Table":
    """The records as an Arrow table, with a column ``fresh``, words as numbers and the wording's bits apart.

    ``unique_id`` is the place in ``rows``, since numbers are joined in far less room than names.
    """
    import pyarrow as pa

    reports = {report: number for number, report in enumerate(dict.fromkeys(row.report for row in rows))}
    columns = {
        name: pa.array([getattr(row, name) for row in rows], type=getattr(pa, kind)())
        for name, kind in PLAIN_COLUMNS.items()
    }
    columns["unique_id"] = pa.array(range(len(rows)), type=pa.int32())
    columns["report"] = pa.array([reports[row.report] for row in rows], type=pa.int32())
    for name in ("names", "place_words", "doers", "targets", "telling"):
        hashed = [_numbers(getattr(row, name)) for row in rows]
        columns[name] = pa.array(hashed, type=pa.list_(pa.int64()))
    columns["blocks"] = pa.array(_shared_blocks(rows), type=pa.list_(pa.int64()))
    for number in range(WORDING_NUMBERS):
        bits = [row.wording[number] if row.wording else None for row in rows]
        columns[f"wording_{number}"] = pa.array(bits, type=pa.int64())
    columns["fresh"] = pa.array([fresh is None or row.unique_id in fresh for row in rows], type=pa.bool_())
    return pa.table(columns)


def _shared_blocks(rows: Sequence[Record]) -> Iterator["npt.NDArray[np.int64]"]:
    """The blocks of each row that another has as well: two thirds of all blocks make no pair."""
    import numpy as np

    blocks = [np.array(row.blocks, dtype=np.int64) for row in rows]
    found, counts = np.unique(np.concatenate(blocks), return_counts=True)
    shared = frozenset(found[counts > 1].tolist())
    for own in blocks:
        yield own[[block in shared for block in own.tolist()]]


def _numbers(words: tuple[str, ...] | None) -> list[int] | None:
    return [crc32(word.encode("utf-8", "surrogatepass")) for word in words] if words else None


@contextmanager
def _connected() -> Iterator[Any]:
    """A DuckDB of its own for one call."""
    import duckdb
    from splink import DuckDBAPI

    connection = duckdb.connect(":memory:")
    try:
        yield DuckDBAPI(connection)
    finally:
        connection.close()


@contextmanager
def _predicted(
    records: Sequence[Record], weights: Weights, fresh: frozenset[str] | None, floor: float | None, levels: bool
) -> Iterator[Any]:
    from splink import Linker

    with _connected() as api:
        chosen = {
            **settings(weights),
            "retain_matching_columns": levels,
            "retain_intermediate_calculation_columns": levels,
        }
        linker = Linker(api.register(table_of(records, fresh)), chosen, log_level=None)
        yield linker.inference.predict(threshold_match_weight=floor, warning_mode="never").as_duckdbpyrelation()


def _pair(one: Record, other: Record) -> Pair:
    left, right = sorted((one.unique_id, other.unique_id))
    return left, right
