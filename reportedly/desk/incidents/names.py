"""Names on the base map: countries from far away, and from nearer by the largest towns as well."""

from functools import cache
from typing import Any

from reportedly.desk.incidents.outlines import Country, countries
from reportedly.desk.incidents.search import Box
from reportedly.knowledge.gazetteer import Gazetteer, open_gazetteer

TOWNS_FROM_ZOOM = 4.0
MOST_TOWNS = 60
"""How many towns are offered for one window. The page shows those that find room, the largest first."""
WORTH_A_NAME = 0.03
"""The share of the window from which a part of a country gets the name that has its place outside."""


def names(zoom: float, window: Box) -> list[dict[str, Any]]:
    """What may be written on the map in ``window``, the most important first, as JSON for the page's script."""
    found = []
    for country in countries():
        at = _where(country, window) if country.from_zoom <= zoom else None
        if at is not None:
            found.append({"name": country.name, "at": at, "kind": "country"})
    if zoom >= TOWNS_FROM_ZOOM:
        towns = _gazetteer().largest_towns(*window, MOST_TOWNS)
        found += [{"name": one.name, "at": [one.longitude, one.latitude], "kind": "town"} for one in towns]
    return found


def _where(country: Country, window: Box) -> list[float] | None:
    """Where the country's name goes: its own best place, else the middle of what is to be seen of it."""
    from shapely import clip_by_rect

    west, south, east, north = window
    if west <= country.longitude <= east and south <= country.latitude <= north:
        return [country.longitude, country.latitude]
    left, bottom, right, top = country.area.bounds
    if right < west or left > east or top < south or bottom > north:
        return None
    seen = clip_by_rect(country.area, west, south, east, north)
    if seen.area < WORTH_A_NAME * (east - west) * (north - south):
        return None
    middle = max(getattr(seen, "geoms", [seen]), key=lambda part: part.area).representative_point()
    return [round(middle.x, 3), round(middle.y, 3)]


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer()
