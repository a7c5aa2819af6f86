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


def tolls_in_all(incident: Incident, harm: Harm) -> tuple[Toll, ...]:
    """The tolls that together say how many people ``incident`` harmed in that way, counting nobody twice.

    That is the toll of all groups, where there is one. Else it is the one of nobody in particular (``unknown``), or
    the sides and civilians together, or children, women and men together: whichever comes to the most, since a part
    never exceeds its whole.
    """
    tolls = [toll for toll in incident.tolls if toll.harm == harm and {toll.low, toll.best, toll.high} != {None}]
    plain = [toll for toll in tolls if toll.subgroup is None]
    whole = tuple(toll for toll in plain if toll.group == "all")
    if whole:
        return whole
    ways = (
        tuple(toll for toll in plain if toll.group == "unknown"),
        tuple(toll for toll in plain if toll.group in SIDES),
        tuple(toll for toll in tolls if toll.subgroup in PEOPLE),
    )
    return max(filter(None, ways), key=lambda way: _size(_sum(way)), default=())


def overall(incident: Incident, harm: Harm) -> Range:
    """How many people ``incident`` harmed in that way, whoever they were: the sum of ``tolls_in_all``."""
    return _sum(tolls_in_all(incident, harm))


def _size(found: Range) -> tuple[int, int, int]:
    return (found.best or 0, found.low or 0, found.high or 0)


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
