"""Calendar dates as pages print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\.?,?\s+)?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BEFORE = r"(?<![\w/.-])"

_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(_BEFORE + form, re.IGNORECASE)
    for form in (
        # Monday, 1 August 2016; 1st of August, 2016; 01-Aug-2016
        _WEEKDAY
        + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]{0,3}"
        + _MONTH
        + r"(?![a-z])\.?,?[\s-]{0,3}"
        + _YEAR,
        # Monday, August 1, 2016; and with the day run into the year, as some sites print it: Aug 012016
        _WEEKDAY + _MONTH + r"(?![a-z])\.?[\s-]{0,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{0,3}" + _YEAR + r"(?!\d)",
        # 2016-08-01, 2016/08/01, 2016.08.01
        _WEEKDAY + _YEAR + r"(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        # 01.08.2016, 01-08-2016, 01/08/2016
        _WEEKDAY + r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)" + _YEAR + r"(?!\d)",
    )
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date found at ``start`` to ``end`` of a text: ``YYYY-MM-DD``, or ``YYYY`` where day and month could be
    swapped and nothing tells which is which.
    """

    start: int
    end: int
    date: str
    precision: Literal["day", "year"]
    weekday: bool


def dates_in(text: str, day_first: bool | None = None) -> Iterator[PrintedDate]:
    """The dates printed in ``text``, in order, none overlapping another. ``day_first`` as in ``date_at``."""
    at = 0
    while True:
        matches = [match for match in (form.search(text, at) for form in _FORMS) if match]
        if not matches:
            return
        match = min(matches, key=lambda one: (one.start(), -one.end()))
        found = _resolved(match, day_first)
        if found is None:
            at = match.start() + 1
        else:
            yield found
            at = match.end()


def first_date(text: str, day_first: bool | None = None) -> PrintedDate | None:
    """The first date printed in ``text``."""
    return next(dates_in(text, day_first), None)


def _resolved(match: re.Match[str], day_first: bool | None) -> PrintedDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    weekday = parts.get("weekday")
    if "first" in parts:
        found = _numeric(year, int(parts["first"]), int(parts["second"]), parts["mark"], weekday, day_first)
    else:
        month = _MONTHS.index(parts["month"][:3].lower()) + 1 if parts.get("month") else int(parts["number"])
        day = _date(year, month, int(parts["day"]))
        found = None if day is None else (day.isoformat(), "day")
    if found is None:
        return None
    text, precision = found
    return PrintedDate(match.start(), match.end(), text, "day" if precision == "day" else "year", weekday is not None)


def _numeric(
    year: int, first: int, second: int, mark: str, weekday: str | None, day_first: bool | None
) -> tuple[str, str] | None:
    """A date in numbers only. With dots or hyphens the day comes first: of the English-speaking locales only those
    of the United States put the month first, and they write slashes (Unicode CLDR, short date formats). With slashes
    a weekday decides, or ``day_first``, or that only one reading is a date; else only the year is certain.
    """
    by_day, by_month = _date(year, second, first), _date(year, first, second)
    if weekday:
        fitting = [day for day in (by_day, by_month) if day and _WEEKDAYS[day.weekday()] == weekday[:3].lower()]
        if len(set(fitting)) == 1:
            return fitting[0].isoformat(), "day"
    if by_day is None or by_month is None or by_day == by_month:
        certain = by_day or by_month
        return None if certain is None else (certain.isoformat(), "day")
    if mark != "/" or day_first is True:
        return by_day.isoformat(), "day"
    if day_first is False:
        return by_month.isoformat(), "day"
    return str(year), "year"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
