"""Where and when an account is, as far as linking needs to know: reach, days, and what lies inside what."""

import re
import unicodedata
from datetime import date, timedelta
from functools import cache, lru_cache
from math import cos, radians

from reportedly.knowledge.gazetteer import Gazetteer, open_gazetteer
from reportedly.knowledge.geography import contains
from reportedly.model import Account, Place, Report

DAYS_BEFORE_PUBLICATION = 2
"""A report that does not say when is taken to speak of the day it was published or the two before it."""

QUARTER = "PPLX"
"""GeoNames' code of a section of a populated place: a quarter, a suburb, a camp inside a town."""

_KM_OF_A_DEGREE = 111.2

TOWN_KM = 10.0
"""How far from a quarter its town's own point may lie, north or south and east or west."""

MOST_TOWNS = 20
"""Towns looked at around a quarter: at a border the largest ones may all lie beyond it."""

_ARTICLES = frozenset({"al", "el", "as", "ash", "ad", "ar", "the", "of"})


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """A name without case, accents, punctuation and the Arabic article, so that spellings of one name agree."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    letters = re.sub(r"[^\w]+", " ", plain.lower()).split()
    kept = [word for word in letters if word not in _ARTICLES]
    return " ".join(kept or letters)


def reach_of(place: Place) -> str:
    """How much ground a place covers: ``point`` (a town and what is smaller), ``province`` or ``country``."""
    code = place.feature_code or ""
    if code.startswith("PCL") or place.precision == 6:
        return "country"
    if code == "ADM1" or place.precision == 4:
        return "province"
    return "point"


def town_around(place: Place) -> str | None:
    """The GeoNames id of the town that a quarter lies in, the most populous one of its country around it; ``None`` for
    other places.
    """
    if place.feature_code != QUARTER or place.latitude is None or place.longitude is None:
        return None
    return _largest_town(place.latitude, place.longitude, place.country)


@cache
def _largest_town(latitude: float, longitude: float, country: str | None) -> str | None:
    north = TOWN_KM / _KM_OF_A_DEGREE
    east = north / max(cos(radians(latitude)), 0.01)
    edges = (longitude - east, latitude - north, longitude + east, latitude + north)
    town = next((one for one in _gazetteer().largest_towns(*edges, MOST_TOWNS) if one.country == country), None)
    return str(town.geonameid) if town is not None and town.geonameid is not None else None


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer()


def published_on(report: Report) -> date | None:
    """The day of publication; ``None`` where only the month or the year is known, or nothing."""
    if report.published is None or report.published.precision != "day":
        return None
    try:
        return date.fromisoformat(report.published.date)
    except ValueError:
        return None


def day_window(account: Account, report: Report) -> tuple[date | None, date | None]:
    """The first and last day on which the account's event can have been, from its own date or the publication's."""
    if account.when is not None and (account.when.start or account.when.end):
        start = _day(account.when.start or account.when.end)
        end = _day(account.when.end or account.when.start)
        if start is not None and end is not None:
            return min(start, end), max(start, end)
    if account.role == "background":
        return None, None
    published = published_on(report)
    if published is None:
        return None, None
    return published - timedelta(days=DAYS_BEFORE_PUBLICATION), published


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def lies_inside(outer: Place, inner: Place) -> bool:
    """Whether ``outer`` is the province or the country that ``inner`` lies in. A place does not lie in itself."""
    reaches = ("point", "province", "country")
    if reaches.index(reach_of(outer)) <= reaches.index(reach_of(inner)):
        return False
    return contains(outer, inner) is True
