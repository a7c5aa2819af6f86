"""How each source's figure moved over time, as the points of a small chart. Pure numbers: a template draws them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 420, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 40, 12, 24
APART = 6
LINES = 6
"""Sources that get a line of their own look; further ones share the last."""


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a source gave on a day; a bound that it left open is ``None``."""

    source: str
    day: date
    low: int | None
    high: int | None

    @property
    def value(self) -> int:
        """Where its point stands."""
        return self.low if self.low is not None else self.high or 0


@dataclass(frozen=True, slots=True)
class Point:
    """A point at ``x``, ``y`` with its range from ``bottom`` to ``top`` (both ``y`` where it is one number)."""

    x: float
    y: float
    top: float
    bottom: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One source's points, oldest first, and the path through them; ``look`` tells lines apart, 1 to ``LINES``."""

    source: str
    look: int
    points: tuple[Point, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw, in units of a ``WIDTH`` by ``HEIGHT`` box."""

    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def chart(told: Sequence[Told]) -> Chart | None:
    """The chart of ``told``; ``None`` where there is nothing to compare (fewer than two figures)."""
    if len(told) < 2:
        return None
    days = [one.day for one in told]
    first, last = min(days), max(days)
    most = max(one.high if one.high is not None else one.value for one in told) or 1

    def x(day: date) -> float:
        span = (last - first).days
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((day - first).days / span if span else 0.5), 1)

    def y(number: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / most, 1)

    lines = []
    for at, source in enumerate(dict.fromkeys(one.source for one in told)):
        own = sorted((one for one in told if one.source == source), key=lambda one: one.day)
        # A little to the side, so that sources that say the same on one day are all seen.
        points = tuple(_point(one, round(x(one.day) + APART * (min(at, LINES) - 1), 1), y) for one in own)
        path = " ".join(f"{'M' if at == 0 else 'L'}{point.x} {point.y}" for at, point in enumerate(points))
        lines.append(Line(source, min(at + 1, LINES), points, path))
    across = [Tick(x(day), f"{day.day} {day:%b}") for day in dict.fromkeys((first, last))]
    return Chart(tuple(lines), tuple(across), tuple(Tick(y(number), f"{number:,}") for number in (0, most)))


def _point(one: Told, x: float, y: Callable[[int], float]) -> Point:
    low = one.low if one.low is not None else one.value
    high = one.high if one.high is not None else one.value
    if one.low is None:
        said = f"up to {one.high:,}"
    elif one.high is None:
        said = f"at least {one.low:,}"
    else:
        said = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return Point(x, y(one.value), y(high), y(low), f"{one.source}, {one.day.day} {one.day:%B %Y}: {said}")
