"""Finding an incident, report or review by as much of its id as a person cares to type."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from rapidfuzz import process

from reportedly.ledger.errors import AmbiguousIdError, LedgerError, UnknownIdError
from reportedly.ledger.models import IncidentRow, ReportRow, ReviewRow
from reportedly.model.identity import hexadecimal, speakable

SHORTEST = 4
"""Characters of an id that must be given."""
MOST_NAMED = 5

_TABLES = {"incident": IncidentRow, "report": ReportRow, "review": ReviewRow}


def find(alias: str, kind: str, wanted: str) -> str:
    """The whole id that ``wanted`` means: a whole id, its hexadecimal digits, its speakable form, or how one begins.

    Raises ``UnknownIdError`` with the nearest ids where there is none, ``AmbiguousIdError`` where there are several.
    """
    digits = wanted.strip().lower().removeprefix(f"{kind}-")
    if len(digits) < SHORTEST:
        raise LedgerError(f"{wanted!r} is too short for an id: give at least {SHORTEST} characters")
    rows = _TABLES[kind].objects.using(alias)
    begins = Q(ref__startswith=f"{kind}-{digits}")
    if spoken := hexadecimal(digits):
        begins |= Q(ref__startswith=f"{kind}-{spoken}")
    found = rows.filter(begins).order_by("ref").values_list("ref", flat=True).distinct()
    matches = list(found[: MOST_NAMED + 1])
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AmbiguousIdError(kind, wanted, tuple(_named(ref) for ref in matches[:MOST_NAMED]))
    every = rows.order_by("ref").values_list("ref", flat=True).distinct()
    raise UnknownIdError(kind, wanted, tuple(_nearest(wanted.strip().lower(), every)))


def _named(ref: str) -> str:
    return f"{speakable(ref)} ({ref})"


def _nearest(wanted: str, refs: Iterable[str]) -> list[str]:
    names = {name: ref for ref in refs for name in (speakable(ref), ref)}
    best = process.extract(wanted, names.keys(), limit=MOST_NAMED * 2)
    return [_named(ref) for ref in dict.fromkeys(names[name] for name, _, _ in best)][:3]
