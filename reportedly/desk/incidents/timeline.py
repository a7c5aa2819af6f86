"""Incidents by day, as bars of a drawing that needs no script."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, Substr

from reportedly.ledger.querying import IncidentQuerySet

WIDTH, HEIGHT, FOOT = 1000, 160, 22
MOST_DAYS = 370
MOST_WEEKS = 370 * 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of days: how many incidents began in it, how many were killed in them, and where it is drawn."""

    since: str
    until: str
    incidents: int
    killed: int
    x: float
    y: float
    width: float
    height: float
    killed_y: float
    killed_height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars, in their order, with the ticks below them (in percent of the width). ``unit`` is day, week or month."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    unit: str
    most: int
    most_killed: int
    undated: int


def timeline_of(rows: IncidentQuerySet) -> Timeline | None:
    """The timeline of ``rows`` by the day each incident began; ``None`` where no day is known."""
    plain = rows.order_by()
    undated = plain.filter(start="").count()
    days = plain.exclude(start="").annotate(day=Substr("start", 1, 10)).values_list("day")
    counted: dict[date, tuple[int, int]] = {}
    for day, incidents, killed in days.annotate(
        incidents=Count("pk"), killed=Coalesce(Sum(Coalesce("killed_best", "killed_low")), 0)
    ):
        key = _whole(day)
        if key is not None:
            before = counted.get(key, (0, 0))
            counted[key] = (before[0] + incidents, before[1] + killed)
    if not counted:
        return None
    first, last = min(counted), max(counted)
    unit = _unit((last - first).days + 1)
    stretches: dict[date, tuple[int, int]] = {}
    for day, (incidents, killed) in counted.items():
        start = _start(day, unit)
        before = stretches.get(start, (0, 0))
        stretches[start] = (before[0] + incidents, before[1] + killed)
    starts = _starts(_start(first, unit), last, unit)
    most = max(incidents for incidents, _ in stretches.values())
    most_killed = max(killed for _, killed in stretches.values())
    width = WIDTH / len(starts)
    bars = []
    for number, start in enumerate(starts):
        incidents, killed = stretches.get(start, (0, 0))
        height = HEIGHT * incidents / most
        killed_height = HEIGHT / 2 * killed / most_killed if most_killed else 0
        bars.append(
            Bar(
                since=start.isoformat(),
                until=(_next(start, unit) - timedelta(days=1)).isoformat(),
                incidents=incidents,
                killed=killed,
                x=round(number * width, 3),
                y=round(HEIGHT - height, 2),
                width=round(max(width * 0.85, min(width, 0.5)), 3),
                height=round(height, 2),
                killed_y=round(HEIGHT + FOOT, 2),
                killed_height=round(killed_height, 2),
            )
        )
    return Timeline(tuple(bars), _ticks(starts, width, unit), unit, most, most_killed, undated)


def _whole(day: str) -> date | None:
    padded = f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10]
    try:
        return date.fromisoformat(padded)
    except ValueError:
        return None


def _unit(days: int) -> str:
    if days <= MOST_DAYS:
        return "day"
    return "week" if days <= MOST_WEEKS else "month"


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _next(day: date, unit: str) -> date:
    if unit == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 if unit == "week" else 1)


def _starts(first: date, last: date, unit: str) -> list[date]:
    found = [first]
    while (following := _next(found[-1], unit)) <= last:
        found.append(following)
    return found


def _ticks(starts: list[date], width: float, unit: str) -> tuple[tuple[float, str], ...]:
    every = max(1, -(-len(starts) // 8))
    form = "%-d %b %Y" if unit == "day" else "%b %Y"
    return tuple(
        (round((n + 0.5) * width / WIDTH * 100, 2), starts[n].strftime(form)) for n in range(0, len(starts), every)
    )
