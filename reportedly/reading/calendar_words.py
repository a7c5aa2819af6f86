"""Words for a time into days: what "late Monday", "since 19 September" or "the past 24 hours" mean on a given date.

The patterns are data (``knowledge/times.yaml``); here is the arithmetic. Everything is a pure function of the words and
the publication date. Precision is UCDP's date_prec (UCDP GED Codebook 24.1): 1 a day, 2 two to six days, 3 a week,
4 eight days to a month, 5 longer.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.report import DatePrecision

NOT_YET_PUBLISHED = timedelta(days=2)
"""A report may carry a date line this much before the day it speaks of: clocks and time zones differ."""

_WORD = re.compile(r"[A-Za-z]+|\d[\d./-]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EXACTNESS = {"nothing": 0, "year": 1, "month": 2, "day": 3}
_START_OF = re.compile(r"(?:the )?(?:start|beginning) of (?:the|this) (?=[a-z])", re.IGNORECASE)
_START_OF_YEAR = re.compile(r"^(?:the )?(?:start|beginning) of (?=\d)", re.IGNORECASE)
_ARTICLE_OR_PREPOSITION = re.compile(r"^(?:at|in|the|very| )+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """Resolved days: ISO ``start`` and ``end``, both inclusive, and UCDP date_prec; ``None`` where not known."""

    start: str | None
    end: str | None
    precision: int | None


UNKNOWN = Days(None, None, None)

_NAMED_DAYS = frozenset({"month", "weekday"})
"""The kinds of word that all of ``not_times`` hold."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression at ``text[start:end]``, with the days it means."""

    start: int
    end: int
    days: Days


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where relative words count from: the publication day, how exactly it is known, and whether the sentence looks
    ahead ("will meet on Friday"), back, or gives no hint (``None``).
    """

    day: date
    precision: DatePrecision
    ahead: bool | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    reads: Callable[["_Words", Anchor | None], Days | None]
    needs: int
    days: int
    near: frozenset[str]


class _Words:
    """The named groups of a match, read as numbers, months and weekdays."""

    def __init__(self, match: re.Match[str], rule: _Rule) -> None:
        self.groups = match.groupdict()
        self.days = rule.days

    def text(self, name: str) -> str:
        return self.groups.get(name) or ""

    def number(self, name: str) -> int | None:
        digits = re.match(r"\d+", self.text(name))
        if digits:
            return int(digits.group())
        return _lexicon().counts.get(self.text(name).casefold())

    def month(self) -> int:
        return _lexicon().months[self.text("month").casefold()]

    def weekday(self) -> int:
        return _lexicon().weekdays[self.text("weekday").casefold()]

    def unit(self) -> str:
        return self.text("unit").casefold().removesuffix("s")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    near: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    counts: dict[str, int]
    feasts: dict[str, tuple[tuple[date, int], ...]]
    not_times: re.Pattern[str]
    rules: tuple[_Rule, ...]
    saying: frozenset[str]
    looking_back: frozenset[str]
    future: frozenset[str]
    future_heads: frozenset[str]


class _Windows:
    """Where in a text a rule can match: around the words that every match of its kind holds.

    Most of a text is far from any such word, and the rules are not tried there: this is what keeps them cheap.
    """

    BEFORE = 60
    AFTER = 70

    def __init__(self, text: str, lexicon: _Lexicon) -> None:
        self.length = len(text)
        self.places: dict[str, list[int]] = {}
        for found in _WORD.finditer(text):
            word = found.group()
            kind = lexicon.near.get(word) or ("year" if word[0].isdigit() and _YEAR.search(word) else None)
            if kind is not None:
                self.places.setdefault(kind, []).append(found.start())
        self.known: dict[frozenset[str], list[tuple[int, int]]] = {}

    def around(self, kinds: frozenset[str]) -> list[tuple[int, int]]:
        """The stretches of text around words of ``kinds``, in order and apart."""
        if kinds not in self.known:
            stretches: list[tuple[int, int]] = []
            for place in sorted(place for kind in kinds for place in self.places.get(kind, ())):
                start, end = max(0, place - self.BEFORE), min(self.length, place + self.AFTER)
                if stretches and start <= stretches[-1][1]:
                    start = stretches.pop()[0]
                stretches.append((start, end))
            self.known[kinds] = stretches
        return self.known[kinds]


def resolve(words: str, published: date | None, *, precision: DatePrecision = "day", ahead: bool | None = None) -> Days:
    """The days that ``words`` mean in a report published on ``published``.

    ``precision`` says how exactly that date is known (for ``month`` and ``year`` its day, or day and month, do not
    count). ``ahead`` is true when the sentence speaks of the future. Words that are no time, or that cannot be resolved
    from what is known, give ``None`` for start, end and precision.
    """
    anchor = Anchor(published, precision, ahead) if published else None
    first = next(find(words.strip(), anchor), None)
    return first.days if first else UNKNOWN


def find(text: str, anchor: Anchor | None) -> Iterator[Found]:
    """Every time expression in ``text``, in order, without overlaps: the earliest first, of those the longest."""
    lexicon = _lexicon()
    windows = _Windows(text, lexicon)
    if not windows.places:
        return
    matches = [
        (match.start(), -match.end(), order, match)
        for order, rule in enumerate(lexicon.rules)
        for start, end in windows.around(rule.near)
        for match in rule.pattern.finditer(text, start, end)
    ]
    blocked = [
        match.span()
        for start, end in windows.around(_NAMED_DAYS)
        for match in lexicon.not_times.finditer(text, start, end)
    ]
    position = 0
    for start, minus_end, order, match in sorted(matches, key=lambda found: found[:3]):
        end = -minus_end
        if start < position or any(start < last and first < end for first, last in blocked):
            continue
        rule = lexicon.rules[order]
        days = _read(rule, match, anchor)
        if days is None:
            continue
        position = end
        yield Found(start, end, days)


def looks_back(lemma: str) -> bool:
    """Whether the object of the saying verb ``lemma`` is an event told before, which its time does not date."""
    return lemma in _lexicon().looking_back


def is_saying(lemma: str) -> bool:
    """Whether ``lemma`` is a verb of saying, so that a time on it dates the words and not the event."""
    return lemma in _lexicon().saying


def is_future(word: str) -> bool:
    """Whether ``word`` is an auxiliary of the future."""
    return word in _lexicon().future


def looks_ahead(lemma: str) -> bool:
    """Whether ``lemma`` puts the infinitive after it in the future ("is due to", "plans to")."""
    return lemma in _lexicon().future_heads


def _read(rule: _Rule, match: re.Match[str], anchor: Anchor | None) -> Days | None:
    """The days of a match; ``None`` when it is no date at all (30 February), so that another rule may have it."""
    known = _EXACTNESS[anchor.precision] if anchor else 0
    if rule.needs > known:
        return UNKNOWN
    try:
        return rule.reads(_Words(match, rule), anchor)
    except (ValueError, OverflowError):
        return None


def _day(day: date) -> Days:
    return Days(day.isoformat(), day.isoformat(), 1)


def _range(start: date, end: date, precision: int | None = None) -> Days:
    """The days from ``start`` to ``end``; the precision follows from their number unless the words give a unit."""
    if end < start:
        raise ValueError(f"{end} is before {start}")
    count = (end - start).days + 1
    counted = 1 if count == 1 else 2 if count < 7 else 3 if count == 7 else 4 if count <= 31 else 5
    return Days(start.isoformat(), end.isoformat(), precision or counted)


def _month(year: int, month: int) -> Days:
    return _range(date(year, month, 1), date(year, month, monthrange(year, month)[1]), 4)


def _year(year: int) -> Days:
    return _range(date(year, 1, 1), date(year, 12, 31), 5)


def _until_published(days: Days, anchor: Anchor) -> Days:
    """``days`` cut off at publication, unless the sentence looks ahead: what is reported has happened."""
    if anchor.ahead or anchor.precision != "day" or days.end is None or days.start is None:
        return days
    return Days(days.start, max(days.start, min(days.end, anchor.day.isoformat())), days.precision)


def _months_away(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _year_of_month(month: int, anchor: Anchor) -> int:
    """The year of the last ``month`` that began by publication, or the next one when looking ahead."""
    if anchor.ahead:
        return anchor.day.year + (month < anchor.day.month)
    return anchor.day.year - (month > anchor.day.month)


def _date_without_year(month: int, day: int, anchor: Anchor | None) -> Days:
    """The last such day by publication (a day or two of leeway), or the next one when looking ahead."""
    if anchor is None or anchor.precision == "year":
        date(2000, month, day)  # raises when there is no such day in any year
        return UNKNOWN
    if anchor.precision == "month":
        resolved = date(_year_of_month(month, anchor), month, day)
        return _day(resolved)
    years = range(anchor.day.year - 8, anchor.day.year + 9)
    dates = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    if anchor.ahead:
        return _day(min(candidate for candidate in dates if candidate >= anchor.day))
    return _day(max(candidate for candidate in dates if candidate <= anchor.day + NOT_YET_PUBLISHED))


def _numbered_date(words: _Words, anchor: Anchor | None) -> Days | None:
    return _day(date(int(words.text("year")), int(words.text("month")), int(words.text("day"))))


def _slashed_date(words: _Words, anchor: Anchor | None) -> Days | None:
    """19/09/2016 is one day; 02/09/2016 is September's or February's, so it stays unresolved."""
    one, two, year = (int(words.text(name)) for name in ("one", "two", "year"))
    if one == two or one > 12:
        return _day(date(year, two, one))
    if two > 12:
        return _day(date(year, one, two))
    date(year, one, two)
    return UNKNOWN


def _day_of_month(words: _Words, anchor: Anchor | None) -> Days | None:
    day = int(words.text("day"))
    if words.text("year"):
        return _day(date(int(words.text("year")), words.month(), day))
    return _date_without_year(words.month(), day, anchor)


def _days_of_month(words: _Words, anchor: Anchor | None) -> Days | None:
    first, last = int(words.text("first")), int(words.text("last"))
    if first >= last:
        return None
    if words.text("year"):
        year = int(words.text("year"))
        return _range(date(year, words.month(), first), date(year, words.month(), last))
    end = _date_without_year(words.month(), last, anchor)
    if end.end is None:
        return UNKNOWN
    return _range(date.fromisoformat(end.end).replace(day=first), date.fromisoformat(end.end))


def _resolve_with(words: str, anchor: Anchor | None) -> Days:
    if anchor is None:
        return resolve(_as_phrase(words), None)
    return resolve(_as_phrase(words), anchor.day, precision=anchor.precision, ahead=anchor.ahead)


def _as_phrase(words: str) -> str:
    """``words`` of a range as they stand alone: a month or a year is a time only after a preposition."""
    bare = _START_OF.sub("this ", words.strip()) if _START_OF.match(words) else _START_OF_YEAR.sub("", words.strip())
    return f"in {bare}" if bare[:4].isdigit() or bare.casefold() in _lexicon().months else bare


def _between(words: _Words, anchor: Anchor | None) -> Days | None:
    """From the first moment to the last; the first is the one next before the last ("between Friday and Sunday")."""
    last_words = words.text("last")
    last = _resolve_with(last_words, anchor)
    first_words = words.text("first")
    year = re.search(r"\b(?:19|20)\d\d$", last_words)
    if year and not re.search(r"\b(?:19|20)\d\d$", first_words):
        first_words = f"{first_words} {year.group()}"
    if last.end is None or last.start is None:
        return UNKNOWN
    first = _resolve_with(first_words, Anchor(date.fromisoformat(last.end), "day"))
    if first.start is None:
        return UNKNOWN
    return _range(date.fromisoformat(first.start), date.fromisoformat(last.end))


def _since(words: _Words, anchor: Anchor | None) -> Days | None:
    first = _resolve_with(words.text("first"), anchor)
    if first.start is None:
        return UNKNOWN
    if anchor is None or anchor.precision != "day":
        return Days(first.start, None, None)
    return _range(min(date.fromisoformat(first.start), anchor.day), anchor.day)


def _known(anchor: Anchor | None) -> Anchor:
    """The anchor of a rule that needs one; ``find`` never calls such a rule without."""
    if anchor is None:
        raise ValueError("this rule needs a publication date")
    return anchor


def _weekday(words: _Words, anchor: Anchor | None) -> Days | None:
    """The last such day on or before publication; on or after it when looking ahead."""
    at = _known(anchor)
    if at.ahead:
        return _day(at.day + timedelta(days=(words.weekday() - at.day.weekday()) % 7))
    return _day(at.day - timedelta(days=(at.day.weekday() - words.weekday()) % 7))


def _weekday_ahead(words: _Words, anchor: Anchor | None) -> Days | None:
    at = _known(anchor)
    return _day(at.day + timedelta(days=(words.weekday() - at.day.weekday() - 1) % 7 + 1))


def _this_weekday(words: _Words, anchor: Anchor | None) -> Days | None:
    """A weekday after "this" looks ahead unless the sentence looks back."""
    at = _known(anchor)
    return _weekday(words, Anchor(at.day, at.precision, ahead=at.ahead is not False))


def _last_weekday(words: _Words, anchor: Anchor | None) -> Days | None:
    at = _known(anchor)
    return _day(at.day - timedelta(days=(at.day.weekday() - words.weekday() - 1) % 7 + 1))


def _overnight_weekday(words: _Words, anchor: Anchor | None) -> Days | None:
    """A night is two days: it ends on the day named ("overnight into Sunday") or begins then ("overnight Sunday")."""
    named = _weekday(words, anchor)
    if named is None or named.start is None:
        return UNKNOWN
    day = date.fromisoformat(named.start)
    if words.text("into").strip().casefold() in {"into", "to"} or day == _known(anchor).day:
        return _range(day - timedelta(days=1), day)
    return _range(day, day + timedelta(days=1))


def _days_back(words: _Words, anchor: Anchor | None) -> Days | None:
    return _day(_known(anchor).day - timedelta(days=words.days))


def _overnight(words: _Words, anchor: Anchor | None) -> Days | None:
    day = _known(anchor).day
    return _range(day - timedelta(days=1), day)


def _feast(words: _Words, anchor: Anchor | None) -> Days | None:
    """The feast that last began by publication, or a day of it; sightings of the moon differ by a day (precision 2)."""
    at = _known(anchor)
    known = _lexicon().feasts[words.text("feast").casefold()]
    past = [one for one in known if one[0] <= at.day + NOT_YET_PUBLISHED]
    ahead = [one for one in known if one[0] >= at.day]
    if not (ahead if at.ahead else past):
        return UNKNOWN
    first, lasts = min(ahead) if at.ahead else max(past)
    if at.day - first > timedelta(days=366):
        return UNKNOWN
    nth = -1 if words.text("eve") else (words.number("nth") or 0) - 1 if words.text("nth") else None
    if nth is not None:
        return _range(first + timedelta(days=nth), first + timedelta(days=nth), 2)
    return _until_published(_range(first, first + timedelta(days=lasts - 1), 2), at)


def _weekend(words: _Words, anchor: Anchor | None) -> Days | None:
    """The Saturday and Sunday that last began by publication."""
    at = _known(anchor)
    ahead = timedelta(days=(5 - at.day.weekday()) % 7)
    saturday = at.day + ahead if at.ahead else at.day - timedelta(days=(at.day.weekday() - 5) % 7)
    return _range(saturday, saturday + timedelta(days=1))


def _last_weekend(words: _Words, anchor: Anchor | None) -> Days | None:
    """The last Saturday and Sunday that ended before publication."""
    day = _known(anchor).day
    sunday = day - timedelta(days=day.weekday() + 1)
    return _range(sunday - timedelta(days=1), sunday)


def _period(words: _Words, anchor: Anchor | None) -> Days | None:
    """The present, last or next calendar week (Monday to Sunday), month or year."""
    at = _known(anchor)
    which = words.text("which").casefold()
    step = {"this": 0, "last": -1, "next": 1}[which]
    match words.unit():
        case "week":
            monday = at.day - timedelta(days=at.day.weekday()) + timedelta(weeks=step)
            days = _range(monday, monday + timedelta(days=6), 3)
        case "month":
            days = _month(*_months_away(at.day, step))
        case _:
            days = _year(at.day.year + step)
    return _until_published(days, at) if which == "this" else days


def _past(words: _Words, anchor: Anchor | None) -> Days | None:
    """The so many days that end with publication; a week is seven of them, publication day included."""
    day = _known(anchor).day
    if anchor is not None and anchor.ahead and not words.text("which"):
        return UNKNOWN
    count = 1 if not words.text("count") else words.number("count")
    if not count:
        return UNKNOWN
    if not words.text("count") and (words.unit() == "hour" or words.text("which").casefold() == "last"):
        return None if words.unit() in {"day", "hour"} else _range_back(day, 1, words.unit())
    return _range_back(day, count, words.unit())


def _range_back(day: date, count: int, unit: str) -> Days:
    match unit:
        case "hour":
            return _range(day - timedelta(days=-(-count // 24)), day)
        case "day":
            return _range(day - timedelta(days=count), day)
        case "week":
            return _range(day - timedelta(days=7 * count - 1), day)
        case "month":
            year, month = _months_away(day, -count)
            return _range(date(year, month, min(day.day, monthrange(year, month)[1])), day, 4 if count == 1 else 5)
        case _:
            return _range(date(day.year - count, day.month, min(day.day, 28)), day, 5)


def _ago(words: _Words, anchor: Anchor | None) -> Days | None:
    """A count of days is a day; of weeks, the seven days around; of months and years, the calendar month or year."""
    day = _known(anchor).day
    count = words.number("count")
    if not count:
        return UNKNOWN
    match words.unit():
        case "hour":
            earlier = day - timedelta(days=-(-count // 24))
            return _range(earlier, day) if count % 24 else _day(earlier)
        case "day":
            return _day(day - timedelta(days=count))
        case "week":
            middle = day - timedelta(weeks=count)
            return _range(middle - timedelta(days=3), middle + timedelta(days=3))
        case "month":
            return _month(*_months_away(day, -count))
        case _:
            return _year(day.year - count)


def _nth_day(words: _Words, anchor: Anchor | None) -> Days | None:
    """The days up to publication: ten of them for "the tenth day"."""
    day = _known(anchor).day
    count = words.number("count")
    if not count:
        return UNKNOWN
    return _range(day - timedelta(days=count * (7 if words.unit() == "week" else 1) - 1), day)


def _unresolved(words: _Words, anchor: Anchor | None) -> Days | None:
    return UNKNOWN


def _third_of(part: str) -> int:
    bare = _ARTICLE_OR_PREPOSITION.sub("", part.casefold())
    return 0 if bare.startswith(("early", "beginning", "start")) else 1 if bare.startswith("mid") else 2


def _part_of(part: str, year: int, month: int | None) -> Days:
    """A third of a month (to the 10th, to the 20th, the rest) or of a year (four months)."""
    third = _third_of(part)
    if month is None:
        return _range(date(year, 4 * third + 1, 1), date(year, 4 * third + 4, monthrange(year, 4 * third + 4)[1]), 5)
    last = monthrange(year, month)[1] if third == 2 else 10 * third + 10
    return _range(date(year, month, 10 * third + 1), date(year, month, last), 4)


def _part_of_month(words: _Words, anchor: Anchor | None) -> Days | None:
    if words.text("year"):
        return _part_of(words.text("part"), int(words.text("year")), words.month())
    if anchor is None or anchor.precision == "year":
        return UNKNOWN
    return _part_of(words.text("part"), _year_of_month(words.month(), anchor), words.month())


def _part_of_year(words: _Words, anchor: Anchor | None) -> Days | None:
    return _part_of(words.text("part"), int(words.text("year")), None)


def _part_of_period(words: _Words, anchor: Anchor | None) -> Days | None:
    at = _known(anchor)
    step = -1 if words.text("which").casefold() == "last" else 0
    if words.unit() == "year":
        return _part_of(words.text("part"), at.day.year + step, None)
    return _part_of(words.text("part"), *_months_away(at.day, step))


def _month_named(words: _Words, anchor: Anchor | None) -> Days | None:
    if words.text("year"):
        return _month(int(words.text("year")), words.month())
    at = _known(anchor)
    return _until_published(_month(_year_of_month(words.month(), at), words.month()), at)


def _last_named_month(words: _Words, anchor: Anchor | None) -> Days | None:
    day = _known(anchor).day
    return _month(day.year - (words.month() >= day.month), words.month())


def _next_named_month(words: _Words, anchor: Anchor | None) -> Days | None:
    day = _known(anchor).day
    return _month(day.year + (words.month() <= day.month), words.month())


def _year_named(words: _Words, anchor: Anchor | None) -> Days | None:
    return _year(int(words.text("year")))


_READS: dict[str, Callable[[_Words, Anchor | None], Days | None]] = {
    "ago": _ago,
    "between": _between,
    "day_of_month": _day_of_month,
    "days_back": _days_back,
    "days_of_month": _days_of_month,
    "feast": _feast,
    "last_named_month": _last_named_month,
    "last_weekday": _last_weekday,
    "last_weekend": _last_weekend,
    "month": _month_named,
    "next_named_month": _next_named_month,
    "nth_day": _nth_day,
    "numbered_date": _numbered_date,
    "overnight": _overnight,
    "overnight_weekday": _overnight_weekday,
    "part_of_month": _part_of_month,
    "part_of_period": _part_of_period,
    "part_of_year": _part_of_year,
    "past": _past,
    "period": _period,
    "since": _since,
    "slashed_date": _slashed_date,
    "this_weekday": _this_weekday,
    "unresolved": _unresolved,
    "weekday": _weekday,
    "weekday_ahead": _weekday_ahead,
    "weekend": _weekend,
    "year": _year_named,
}


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    """The word lists and compiled rules of ``knowledge/times.yaml``."""
    data = load_lexicon("times")
    months = {name.casefold(): number for number, names in data["months"].items() for name in names}
    weekdays = {name.casefold(): number for number, names in data["weekdays"].items() for name in names}
    macros = _macros(data)
    rules = tuple(
        _Rule(
            re.compile(_expand(rule["pattern"], macros)),
            _READS[rule["reads"]],
            _EXACTNESS[rule["needs"]],
            rule.get("days", 0),
            frozenset(rule["near"]),
        )
        for rule in data["rules"]
    )
    return _Lexicon(
        near=_near_words(data),
        months=months,
        weekdays=weekdays,
        counts={**data["numbers"], **data["ordinals"]},
        feasts=_feasts(data),
        not_times=re.compile("|".join(_expand(pattern, macros) for pattern in data["not_times"])),
        rules=rules,
        saying=frozenset(data["saying"]),
        looking_back=frozenset(data["looking_back"]),
        future=frozenset(data["future"]),
        future_heads=frozenset(data["future_heads"]),
    )


def _feasts(data: dict[str, Any]) -> dict[str, tuple[tuple[date, int], ...]]:
    """Each feast by each of its names in lower case: the days on which it began, with how many days it lasted.

    The bare word stands for all feasts.
    """
    feasts = {
        name.casefold(): tuple((began, feast["lasts"]) for began in feast["began"])
        for feast in data["feasts"]
        for name in feast["names"]
    }
    return {**feasts, data["feast"].casefold(): tuple(sorted({one for began in feasts.values() for one in began}))}


def _near_words(data: dict[str, Any]) -> dict[str, str]:
    """Each word that a time is found around, in the ways it is written, with its kind."""
    near: dict[str, str] = {}
    for names in data["months"].values():
        for name in names:
            near |= {name: "month", name.upper(): "month"}
    plain = {"weekday": [name for names in data["weekdays"].values() for name in names], **data["near_words"]}
    for kind, words in plain.items():
        for word in words:
            for form in (word, f"{word}s"):
                near |= dict.fromkeys((form, form.lower(), form.upper(), form.capitalize()), kind)
    return near


def _macros(data: dict[str, Any]) -> dict[str, str]:
    """The macros of the file, with those made of its word lists."""
    months = [name for names in data["months"].values() for name in names]
    weekdays = [name for names in data["weekdays"].values() for name in names]
    return {
        **data["macros"],
        "month": _one_of(cased for name in months for cased in (name, name.upper())),
        "long_month": _one_of(cased for names in data["months"].values() for cased in (names[0], names[0].upper())),
        "weekday": f"(?i:{_one_of(weekdays)})",
        "any_weekday": f"(?i:{_one_of([*weekdays, *data['weekday_abbreviations']])})",
        "number_words": f"(?i:{_one_of(data['numbers'])})",
        "ordinal": f"(?i:{_one_of(data['ordinals'])})",
        "vague_number": f"(?i:{_one_of(data['vague_numbers'])})",
        "feast": _one_of([data["feast"], *(name for feast in data["feasts"] for name in feast["names"])]),
    }


def _one_of(words: Any) -> str:
    """An alternation, longest first so that "Sept" is not read as "Sep"."""
    return "(?:" + "|".join(sorted({re.escape(word) for word in words}, key=lambda word: (-len(word), word))) + ")"


def _expand(pattern: str, macros: dict[str, str]) -> str:
    """``pattern`` with every ``{macro}`` in it replaced, macros inside macros too."""
    while True:
        expanded = re.sub(r"\{([a-z_]+)\}", lambda found: macros[found.group(1)], pattern)
        if expanded == pattern:
            return expanded
        pattern = expanded
