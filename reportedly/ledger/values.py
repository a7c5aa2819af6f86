"""What goes into the ledger's functions and comes out of them, free of Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reportedly.ledger.errors import LedgerError

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True)
class Recorded:
    """What a recording did: how many reports were new, how many readings were, and how many readings were known.

    ``outdone`` are the ids of those reports of which a known reading was given, while a later one is what counts.
    """

    reports: int = 0
    readings: int = 0
    known: int = 0
    outdone: tuple[str, ...] = ()

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(
            self.reports + other.reports,
            self.readings + other.readings,
            self.known + other.known,
            tuple(dict.fromkeys((*self.outdone, *other.outdone))),
        )


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which incidents are asked for; ``None`` asks for all.

    ``since`` and ``until`` are ISO 8601 dates (``2016-08-01``), months or years, both inclusive: an incident is in
    when any day that it may have happened on is. ``place`` matches any part of the place's name, wording, division or
    country code; ``actor`` any part of a doer's, victim's or side's name or wording. ``minimum_killed`` compares the
    toll's best figure, or where there is none its low one. ``text`` matches any part of titles, headlines and
    claims' words. ``event`` is an ACLED event or sub-event type; ``review`` is ``open``, ``accepted``, ``changed`` or
    ``rejected``.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    event: str | None = None
    grading: str | None = None
    review: str | None = None
    minimum_killed: int | None = None
    text: str | None = None


def checked_date(text: str) -> str:
    """``text``, which is a day, month or year (``2016-08-01``). Raises ``LedgerError`` where there is no such one."""
    found = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part or 1) for part in found.groups()) if found else (0, 0, 0)
        date(year, month, day)
    except ValueError as error:
        raise LedgerError(f"{text!r} is not a date: write 2016-08-01, 2016-08 or 2016") from error
    return text


@dataclass(frozen=True)
class Problem:
    """One thing that is not as the audit log says: in which ``row``, and what is wrong with it."""

    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"


@dataclass(frozen=True)
class Verification:
    """What a check found. ``head`` is the hash of the last audit entry: kept elsewhere, it later proves that nothing
    was cut off the log's end. ``problems`` come in the order of the audit log, the first one first.
    """

    entries: int
    reports: int
    readings: int
    reviews: int
    incidents: int
    head: str
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was tampered with."""
        return not self.problems
