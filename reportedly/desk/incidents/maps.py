"""Incidents on a map: gathered by a grid that is as coarse as the map is far away."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min, Q, Sum

from reportedly.desk.incidents.search import Box
from reportedly.ledger.querying import IncidentQuerySet

TILE = 512
CELL = 56
"""Pixels of the map that one circle has to itself."""
WIDEST_LATITUDE = 85.05
REACHES = {1: ("point", 2), 2: ("town", 25), 3: ("district", 40), 4: ("province", 80), 5: ("area", 60)}
"""UCDP's where_prec as a word, and about how many kilometres the event may be away from the point on the map."""
COUNTRY = ("country", 250)


@dataclass(slots=True)
class Cluster:
    """Incidents drawn as one circle."""

    count: int = 0
    killed: int = 0
    contested: int = 0
    longitude: float = 0.0
    latitude: float = 0.0
    west: float = 180.0
    south: float = 90.0
    east: float = -180.0
    north: float = -90.0
    precisions: set[int | None] = field(default_factory=set)
    ref: str = ""
    title: str = ""

    def add(self, place: dict[str, Any]) -> None:
        """The incidents of one place more."""
        longitude, latitude, count = place["longitude"], place["latitude"], place["count"]
        self.count += count
        self.killed += place["killed"] or 0
        self.contested += place["contested"]
        self.longitude += (longitude - self.longitude) * count / self.count
        self.latitude += (latitude - self.latitude) * count / self.count
        self.west, self.east = min(self.west, longitude), max(self.east, longitude)
        self.south, self.north = min(self.south, latitude), max(self.north, latitude)
        self.precisions.add(place["place_precision"])
        self.ref, self.title = place["ref"], place["title"]

    def plain(self) -> dict[str, Any]:
        """As JSON for the page's script."""
        reach, kilometres = self.reach
        return {
            "count": self.count,
            "killed": self.killed,
            "contested": self.contested,
            "at": [round(self.longitude, 5), round(self.latitude, 5)],
            "box": [self.west, self.south, self.east, self.north],
            "reach": reach,
            "kilometres": kilometres,
            "ref": self.ref if self.count == 1 else None,
            "title": self.title if self.count == 1 else None,
        }

    @property
    def reach(self) -> tuple[str, int]:
        """How exactly the least exact of them is placed, in a word and in kilometres."""
        return max((reach_of(precision) for precision in self.precisions), key=lambda reach: reach[1])


def reach_of(precision: int | None) -> tuple[str, int]:
    """How far from its point on the map an incident may have been, in a word and in kilometres."""
    return REACHES.get(precision, COUNTRY) if precision is not None else COUNTRY


def clusters(rows: IncidentQuerySet, zoom: float, window: Box | None = None) -> list[Cluster]:
    """The circles for ``rows`` at a zoom level (0: the world in 512 pixels), those in ``window`` alone if given."""
    placed = rows.exclude(latitude=None).exclude(longitude=None).order_by()
    if window is not None:
        west, south, east, north = window
        placed = placed.filter(latitude__gte=south, latitude__lte=north)
        if east - west < 360:
            placed = placed.filter(longitude__gte=west, longitude__lte=east)
    size = CELL / (TILE * 2**zoom)
    found: dict[tuple[int, int], Cluster] = {}
    # The database counts by place, since many incidents share one; a title is shown only where there is no second.
    places = placed.values("longitude", "latitude", "place_precision").annotate(
        count=Count("pk"),
        killed=Sum("killed_best"),
        contested=Count("pk", filter=Q(grading="contested")),
        ref=Min("ref"),
        title=Min("title"),
    )
    for place in places:
        x, y = mercator(place["longitude"], place["latitude"])
        cell = (int(x / size), int(y / size))
        if cell not in found:
            found[cell] = Cluster()
        found[cell].add(place)
    return sorted(found.values(), key=lambda cluster: -cluster.count)


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point is on the web's Mercator map, as shares of its width and height."""
    bounded = math.radians(max(-WIDEST_LATITUDE, min(WIDEST_LATITUDE, latitude)))
    return (longitude + 180) / 360, (1 - math.asinh(math.tan(bounded)) / math.pi) / 2


def bounds(found: Iterable[Cluster]) -> Box | None:
    """The smallest box that holds them all."""
    held = list(found)
    if not held:
        return None
    return (
        min(one.west for one in held),
        min(one.south for one in held),
        max(one.east for one in held),
        max(one.north for one in held),
    )
