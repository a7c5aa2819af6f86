"""Distances between places, and which place lies in which."""

from math import asin, cos, radians, sin, sqrt

from reportedly.model import Place

EARTH_RADIUS_KM = 6371.0088

LOCALITY = 3
"""Up to this precision (UCDP's where_prec) a place is a town, a part of one or what is near; above, an area."""


def kilometres(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """The great-circle distance between two points in WGS 84 degrees, in kilometres (haversine)."""
    north, east = radians(latitude_b - latitude_a), radians(longitude_b - longitude_a)
    chord = sin(north / 2) ** 2 + cos(radians(latitude_a)) * cos(radians(latitude_b)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def distance_km(a: Place, b: Place) -> float | None:
    """The distance between two places in kilometres; ``None`` where either has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


def contains(outer: Place, inner: Place) -> bool | None:
    """Whether ``inner`` lies in ``outer``, as far as country and first-order division tell; a place contains itself.

    ``None`` where that is not known: two places below the first-order division of the same division, or a place whose
    division or country is not known.
    """
    if outer.country is None or inner.country is None:
        return None
    if outer.country != inner.country:
        return False
    if _level(outer) == 0:
        return True
    if _level(inner) < _level(outer):
        return False
    if outer.admin1 is None or inner.admin1 is None:
        return True if _same(outer, inner) else None
    if outer.admin1 != inner.admin1:
        return False
    return True if _level(outer) == 1 or _same(outer, inner) else None


def _level(place: Place) -> int:
    """0 country, 1 first-order division, 2 anything below."""
    code = place.feature_code or ""
    if code.startswith("PCL"):
        return 0
    return 1 if code == "ADM1" else 2


def _same(a: Place, b: Place) -> bool:
    return a.geonameid is not None and a.geonameid == b.geonameid
