"""Spans found against spans in the key: matched one to one, exactly or by any overlap."""

from collections.abc import Iterable

Range = tuple[int, int]
"""Characters of a text, end exclusive."""


def matched(gold: Iterable[Range], found: Iterable[Range], exact: bool) -> list[tuple[Range, Range]]:
    """One-to-one pairs of spans that are equal or, unless ``exact``, share a character; most shared first."""
    found = list(found)
    pairs = [(_shared(one, other), one, other) for one in gold for other in found if _shared(one, other) > 0]
    out: list[tuple[Range, Range]] = []
    taken_gold: set[Range] = set()
    taken_found: set[Range] = set()
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in taken_gold and other not in taken_found and (one == other or not exact):
            taken_gold.add(one)
            taken_found.add(other)
            out.append((one, other))
    return out


def _shared(one: Range, other: Range) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
