"""When a report was published: one small function for each thing it can be read from, best first in ``BEST_FIRST``."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from reportedly.capture.dates import dates_in, first_date
from reportedly.capture.failure import CaptureError
from reportedly.model import Published
from reportedly.model.report import Basis

BEST_FIRST: tuple[Basis, ...] = ("user", "metadata", "dateline", "url", "embedded_post", "text", "file")
"""What a date is taken from, the most trusted first. JSON-LD counts as metadata, after the page's own meta tags."""

POST_EPOCH_MS = 1_288_834_974_657
"""4 November 2010, 01:42:54.657 UTC, in Unix milliseconds: where the clock inside a Twitter/X post id starts."""

DAY_FIRST_LOCALES = {"en-us": False, "en_us": False, "en-gb": True, "en_gb": True, "en-au": True, "en_au": True,
                     "en-ie": True, "en_ie": True, "en-in": True, "en_in": True, "en-nz": True, "en_nz": True,
                     "en-za": True, "en_za": True}  # fmt: skip
"""Whether the day comes before the month in a date with slashes. Source: Unicode CLDR, short date formats."""

_ISO = re.compile(r"(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)(?!\d)(?:[T\s].*)?")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}\w*)?")
_STATUS = re.compile(r"(?:twitter|x)\.com/(?:\w{1,30}|i/web)/status(?:es)?/(\d{15,19})(?!\d)", re.IGNORECASE)
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_URL_DAY = re.compile(
    rf"(?<![\d])(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>\d\d|{_MONTH})(?P=mark)(?P<day>\d\d)(?!\d)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(rf"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d|{_MONTH})(?=/|$)", re.IGNORECASE)
_TOLD_DAY = re.compile(r"\b(?:on|,|of|today)\W{0,3}$", re.IGNORECASE)
_OLD_NEWS = re.compile(
    r"\b(?:since|until|from|after|before|in|anniversary|signed|born|dated|between|and)\W{0,3}(?:\w+day,?\s*)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?<!\d[,.])(?:19[5-9]|20[0-4])\d(?!\d|,\d)")
LEAD = 1_200
"""In how many characters of the body a date with its weekday is taken for the day of the news."""


def best_date(found: Iterable[Published]) -> Published | None:
    """The date on the best basis. A whole day on a lesser basis wins over a bare year on a better one that agrees."""
    ranked = sorted(found, key=lambda one: BEST_FIRST.index(one.basis))
    if not ranked:
        return None
    best = ranked[0]
    for other in ranked[1:]:
        if len(other.date) > len(best.date) and other.date.startswith(best.date) and other.basis != "file":
            return other
    return best


def by_user(value: str | date | Published) -> Published:
    """The date that the caller gives. Raises CaptureError when it is no date, or could be two."""
    if isinstance(value, Published):
        return value
    if isinstance(value, date):
        return Published(date=value.isoformat()[:10], precision="day", basis="user")
    found = parse(value, "user")
    if found is None:
        raise CaptureError(f"{value!r} is not a publication date", "Write it as YYYY-MM-DD, YYYY-MM or YYYY.")
    if found.precision == "year" and value.strip() != found.date:
        raise CaptureError(f"the date {value!r} can be read in two ways", "Write it as YYYY-MM-DD.")
    return found


def from_metadata(values: Iterable[str], locale: str | None = None) -> Published | None:
    """The first date among the values of a page's meta tags, ``time`` elements or JSON-LD."""
    for value in values:
        found = parse(value, "metadata", day_first_in(locale))
        if found:
            return found
    return None


def from_url(uri: str | None) -> Published | None:
    """The date in the path of a web address: ``/2016/08/01/``, ``/2016/aug/01/``, ``-20160801``, ``/2016/08/``.

    The day on which a web archive saved a page is not its date and is left out.
    """
    if not uri or not uri.lower().startswith(("http://", "https://")):
        return None
    try:
        path = urlsplit(_ARCHIVE.sub("", uri)).path
    except ValueError:
        return None
    for match in _URL_DAY.finditer(path):
        found = _valid(match["year"], _month(match["month"]), match["day"])
        if found:
            return Published(date=found.isoformat(), precision="day", basis="url")
    for match in _URL_MONTH.finditer(path):
        found = _valid(match["year"], _month(match["month"]), "1")
        if found:
            return Published(date=found.isoformat()[:7], precision="month", basis="url")
    return None


def from_embedded_posts(text: str) -> Published | None:
    """The day (UTC) of the latest Twitter/X post that a page embeds, from the clock inside the post's id: the page
    is not older than that, and seldom much younger.
    """
    days = [day for day in (_post_day(int(match.group(1))) for match in _STATUS.finditer(text)) if day]
    return Published(date=max(days).isoformat(), precision="day", basis="embedded_post") if days else None


def from_text(paragraphs: Iterable[str], day_first: bool | None = None) -> Published | None:
    """The first date in the lead that stands with its weekday: "on Monday, 1 August 2016". Reports name the day of
    the news so. A date without weekday gives its month only, and one after "since" and its like nothing.
    """
    lead = "\n".join(paragraphs)[:LEAD]
    month: Published | None = None
    for found in dates_in(lead, day_first):
        before = lead[max(0, found.start - 30) : found.start]
        if found.precision != "day" or _OLD_NEWS.search(before):
            continue
        if found.weekday:
            return Published(date=found.date, precision="day", basis="text")
        if month is None and _TOLD_DAY.search(before):
            month = Published(date=found.date[:7], precision="month", basis="text")
    return month


def from_file(day: str | None, text: str) -> Published | None:
    """The day on which a file was last changed: a guess of last resort, for a page saved when it was read.

    A file that was copied later tells nothing. Where the newest year that ``text`` names is more than a year away from
    the file's, nothing is guessed.
    """
    if day is None:
        return None
    years = [int(year) for year in _YEAR.findall(text)]
    if years and not -1 <= int(day[:4]) - max(years) <= 1:
        return None
    return Published(date=day, precision="day", basis="file")


def found_or_none(found: Published | None) -> tuple[Published, ...]:
    """``found`` as no date or one."""
    return () if found is None else (found,)


def day_first_in(locale: str | None) -> bool | None:
    """Whether dates with slashes put the day first in ``locale`` (``en-GB``); ``None`` where it is not known."""
    return DAY_FIRST_LOCALES.get((locale or "").strip().lower())


def parse(value: str, basis: Basis, day_first: bool | None = None) -> Published | None:
    """The date that ``value`` says and nothing else: ISO 8601 with or without a time, a printed date, or words that
    dateparser knows. ``None`` when it is no date.
    """
    value = value.strip()[:100]
    iso = _ISO.fullmatch(value)
    if iso:
        return _iso(iso["date"], basis)
    compact = _COMPACT.fullmatch(value)
    if compact:
        day = _valid(compact["year"], int(compact["month"]), compact["day"])
        return None if day is None else Published(date=day.isoformat(), precision="day", basis=basis)
    printed = first_date(value, day_first)
    if printed:
        return Published(date=printed.date, precision=printed.precision, basis=basis)
    return _in_words(value, basis)


def _iso(text: str, basis: Basis) -> Published | None:
    parts = text.split("-")
    day = _valid(parts[0], int(parts[1]) if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else "1")
    if day is None or not 1900 <= day.year <= 2100:
        return None
    if len(parts) == 3:
        return Published(date=text, precision="day", basis=basis)
    return Published(date=text, precision="month" if len(parts) == 2 else "year", basis=basis)


def _in_words(value: str, basis: Basis) -> Published | None:
    """Dates in other words and languages. Only with day, month and year: dateparser would fill gaps with today."""
    if not re.search(r"\d", value) or not re.search(r"[^\W\d_]{3,}", value):
        return None
    import dateparser

    found = dateparser.parse(value, settings={"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False})
    if not isinstance(found, datetime):
        return None
    return Published(date=found.date().isoformat(), precision="day", basis=basis)


def _post_day(number: int) -> date | None:
    try:
        return datetime.fromtimestamp(((number >> 22) + POST_EPOCH_MS) / 1000, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH.split("|").index(text.lower()) + 1


def _valid(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
