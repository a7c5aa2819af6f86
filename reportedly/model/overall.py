"""What an incident's tolls come to in all."""

from collections.abc import Iterable, Sequence

from reportedly.model.base import Noun
from reportedly.model.figure import Group, Harm, Subgroup
from reportedly.model.incident import Incident, Toll

SIDES: tuple[Group, ...] = ("civilians", "side_a", "side_b")
PEOPLE: tuple[Subgroup, ...] = ("children", "women", "men")


class Range(Noun):
    """Counts of people: least, best and greatest; ``None`` where nothing gives that bound."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


def overall(incident: Incident, harm: Harm) -> Range:
    """How many people ``incident`` harmed in that way, whoever they were, counting nobody twice.

    A whole may be given as such (group ``all`` or ``unknown``), or as its parts (the sides and civilians, or children,
    women and men). Where several are given, the one with the greatest best figure is taken, since a part never exceeds
    its whole.
    """
    tolls = [toll for toll in incident.tolls if toll.harm == harm]
    plain = [toll for toll in tolls if toll.subgroup is None]
    ways: list[Sequence[Toll]] = [
        [toll for toll in plain if toll.group == "all"],
        [toll for toll in plain if toll.group == "unknown"],
        [toll for toll in plain if toll.group in SIDES],
        [toll for toll in tolls if toll.subgroup in PEOPLE],
    ]
    ranges = [_sum(way) for way in ways if way]
    return max(ranges, key=lambda found: (found.best or 0, found.low or 0, found.high or 0), default=Range())


def _sum(parts: Sequence[Toll]) -> Range:
    highs = [part.high for part in parts]
    return Range(
        low=_known(part.low for part in parts),
        best=_known(part.best for part in parts),
        # One part without an upper bound leaves the whole without one.
        high=None if None in highs else _known(highs),
    )


def _known(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
