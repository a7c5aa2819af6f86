"""What may never share an incident, whatever the weights say."""

from reportedly.knowledge.geography import kilometres
from reportedly.linking.records import Record

DAYS = 3
"""More days than this between two accounts, and farther than ``KILOMETRES``, and they contradict one another."""

KILOMETRES = 30.0

FIGHTING = frozenset({"Armed clash", "Government regains territory", "Non-state actor overtakes territory"})
FROM_AFAR = frozenset({"Air/drone strike", "Shelling/artillery/missile attack", "Chemical weapon"})
"""Kinds of event, of ACLED's, that one town may see on one day and that are seldom one event."""


def contradict(one: Record, other: Record) -> bool:
    """Whether two accounts cannot be of one incident: of one report, a sum and a part, a battle and a strike with other
    dead, or apart in time and place.
    """
    if one.report == other.report or one.rollup != other.rollup or _fight_and_strike(one, other):
        return True
    days = days_apart(one, other)
    far = _kilometres(one, other)
    if days is None or days <= DAYS or (one.place_name is not None and one.place_name == other.place_name):
        return False
    return _elsewhere(one, other) or (far is not None and far > KILOMETRES)


def _fight_and_strike(one: Record, other: Record) -> bool:
    """Whether one tells of fighting face to face and the other of what falls from afar, and not of as many dead."""
    kinds = {one.sub_type, other.sub_type}
    if not (kinds & FIGHTING and kinds & FROM_AFAR):
        return False
    return one.killed_low is None or one.killed_low != other.killed_low


def days_apart(one: Record, other: Record) -> int | None:
    """Days between the ends of two windows, 0 where they overlap; ``None`` where either is unknown."""
    if one.day_start is None or one.day_end is None or other.day_start is None or other.day_end is None:
        return None
    return max(0, one.day_start - other.day_end, other.day_start - one.day_end)


def _kilometres(one: Record, other: Record) -> float | None:
    if one.place_reach != "point" or other.place_reach != "point":
        return None
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude)


def _elsewhere(one: Record, other: Record) -> bool:
    """Whether the two lie in different provinces or countries."""
    if one.country is not None and other.country is not None and one.country != other.country:
        return True
    return one.province is not None and other.province is not None and one.province != other.province


def part_fits(whole: Record, part: Record) -> bool:
    """Whether ``part`` may be one of the events that the roll-up ``whole`` sums up.

    It lies inside its place and days, has no more dead than it, and is not laid at somebody else's door.
    """
    if not whole.rollup or part.rollup or part.role == "background" or part.place_reach != "point":
        return False
    if whole.country is None or whole.country != part.country:
        return False
    if whole.place_reach == "province" and (whole.province is None or whole.province != part.province):
        return False
    if days_apart(whole, part) != 0:
        return False
    if whole.killed_low is not None and part.killed_low is not None and part.killed_low > whole.killed_low:
        return False
    return _shares_a_doer(whole, part)


def _shares_a_doer(whole: Record, part: Record) -> bool:
    return whole.doers is None or part.doers is None or bool(set(whole.doers) & set(part.doers))
