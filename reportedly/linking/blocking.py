"""Which accounts are worth comparing: those that share a block.

Blocks join a stretch of days with a place or one of its parents, so that "Atmeh", "Idlib province" and "Syria" meet,
and days a little apart meet too. Accounts without a place or a day meet by their toll or their wording.
"""

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.linking.records import Record

STRETCH = 4
"""Days in a stretch. Two accounts up to two days apart always share one; over five days apart they seldom do."""

REACH_OUT = 1
LONGEST_WINDOW = 31
"""Windows longer than this many days say too little to block on."""

CELL_DEGREES = 0.25
TELLING_TOLL = 3
LONG_STRETCH = 16
"""Days in a stretch for accounts that share two of their rarer names: follow-ups come weeks later."""

BLOCKING_NAMES = 7
PASSING_NAMES = 20
BAND_SLOTS = 3
"""Slots of the wording fingerprint in a band. Texts with half of their words in common share one of 16 bands with
probability 1 - (1 - 0.5^3)^16 = 0.88; texts with a tenth in common, 0.016."""


def blocks_of(record: "Record", wording: Sequence[int] = ()) -> "array[int]":
    """The blocks of a record as numbers, sorted: the first eight bytes of a hash of each key."""
    return array("q", sorted(_number(key) for key in keys_of(record, wording)))


def keys_of(record: "Record", wording: Sequence[int] = ()) -> frozenset[str]:
    """The blocks of a record in words; ``wording`` are whole slots of the fingerprint of its text."""
    keys: set[str] = set()
    for stretch in _stretches(record):
        for place in _place_keys(record):
            keys.add(f"{stretch}|{place}")
        if record.killed_low is not None and record.killed_low >= TELLING_TOLL:
            keys.add(f"{stretch}|{record.country or '-'}|killed {record.killed_low}")
            if record.country is not None:
                keys.add(f"{stretch}|-|killed {record.killed_low}")
    for pair in _pairs_of_least(record.names or ()):
        keys.update(f"{stretch}|{pair}" for stretch in _long_stretches(record))
    for pair in _pairs_of_least(record.telling or ()):
        keys.update(f"{stretch}|headline {pair}" for stretch in _stretches(record))
    for start in range(0, len(wording), BAND_SLOTS):
        band = ",".join(f"{slot:x}" for slot in wording[start : start + BAND_SLOTS])
        keys.update(f"{stretch}|wording {band}" for stretch in _long_stretches(record) or ("undated",))
    return frozenset(keys)


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _stretches(record: "Record") -> range:
    if record.day_start is None or record.day_end is None or record.day_end - record.day_start > LONGEST_WINDOW:
        return range(0)
    return range((record.day_start - REACH_OUT) // STRETCH, (record.day_end + REACH_OUT) // STRETCH + 1)


def _long_stretches(record: "Record") -> range:
    if record.day_start is None or record.day_end is None or record.day_end - record.day_start > LONGEST_WINDOW:
        return range(0)
    return range(record.day_start // LONG_STRETCH, (record.day_end + LONG_STRETCH // 2) // LONG_STRETCH + 1)


def _pairs_of_least(names: Sequence[str]) -> list[str]:
    """Pairs of names, of the seven whose hashes are least: two that share many names share some of these."""
    least = sorted(sorted(names, key=_number)[:BLOCKING_NAMES])
    return [f"{one} and {other}" for one, other in combinations(least, 2)]


def _place_keys(record: "Record") -> list[str]:
    """The place itself, the cells around it, and its province; a whole country only for what knows no better.

    An account whose place is not known meets those whose place it may name in passing.
    """
    keys = []
    if record.country is None:
        keys += [f"word {name}" for name in sorted(record.names or (), key=_number)[:PASSING_NAMES]]
    if record.place_key is None:
        return keys
    if record.place_words is not None:
        keys += [f"word {word}" for word in record.place_words]  # "southwest Aleppo" meets who names Aleppo
    keys += [f"place {record.place_key}", f"place named {record.place_name}"]
    if record.place_reach == "point" and record.latitude is not None and record.longitude is not None:
        row, column = record.latitude / CELL_DEGREES, record.longitude / CELL_DEGREES
        rows = {int(row // 1), int((row + (0.5 if row % 1 >= 0.5 else -0.5)) // 1)}
        columns = {int(column // 1), int((column + (0.5 if column % 1 >= 0.5 else -0.5)) // 1)}
        keys += [f"cell {r},{c}" for r in rows for c in columns]
    if record.place_reach != "country" and record.province is not None and record.country is not None:
        keys.append(f"province {record.country} {record.province}")
    if record.place_reach == "country" and record.country is not None:
        keys.append(f"country {record.country} {record.event_type}")
    return keys
