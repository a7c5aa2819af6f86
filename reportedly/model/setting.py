"""Where and when."""

import re
from datetime import date
from typing import Literal

from pydantic import field_validator

from reportedly.model.base import Noun
from reportedly.model.span import Span

PlacePrecision = Literal[1, 2, 3, 4, 5, 6, 7]
"""UCDP's where_prec: how exactly a place is known, from 1 (a point) to 7 (international waters or airspace)."""

DayPrecision = Literal[1, 2, 3, 4, 5]
"""UCDP's date_prec: how exactly a day is known, from 1 (the day) to 5 (more than a month, up to a year)."""


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Place(Noun):
    """A place as the report names it (``text``, ``span``) and as the gazetteer knows it.

    ``geonameid`` and ``feature_code`` are GeoNames'. ``admin1`` is the name of the first-order division, ``country``
    ISO 3166-1 alpha-2. ``latitude`` and ``longitude`` are WGS 84 degrees. ``precision`` is UCDP's where_prec:
    1 exact point, 2 within about 25 km of a known point, 3 second-order division, 4 first-order division,
    5 a line or fuzzy area, 6 country, 7 international waters or airspace.
    """

    text: str
    span: Span | None
    name: str | None
    geonameid: int | None = None
    feature_code: str | None = None
    admin1: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None


class When(Noun):
    """A time as the report words it (``text``, ``span``) and as resolved days.

    ``start`` and ``end`` are ISO 8601 dates (``2016-08-01``), both inclusive. ``precision`` is UCDP's date_prec:
    1 exact day, 2 two to six days, 3 a week, 4 a month (or 8 to 30 days), 5 more than a month, up to a year.
    """

    text: str
    span: Span | None
    start: str | None
    end: str | None
    precision: DayPrecision | None

    @field_validator("start", "end")
    @classmethod
    def _is_a_day(cls, day: str | None) -> str | None:
        if day is not None:
            if not _DAY.fullmatch(day):
                raise ValueError("a day is written 2016-08-01")
            date.fromisoformat(day)
        return day
