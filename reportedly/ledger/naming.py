"""Finding an incident, report or review by as much of its id as a person cares to type."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from rapidfuzz import process

from reportedly.ledger.errors import AmbiguousIdError, LedgerError, UnknownIdError
from reportedly.ledger.models import AccountRow, IncidentRow, ReportRow, ReviewRow

SHORTEST = 3
"""Characters of an id that must be given."""
MOST_CANDIDATES = 5
MOST_NEAREST = 3

_TABLES = {"incident": IncidentRow, "report": ReportRow, "review": ReviewRow, "account": AccountRow}


def find(alias: str, kind: str, wanted: str) -> str:
    """The whole id that ``wanted`` means: a whole id, or how one begins, with or without its ``kind-`` before it.

    Raises ``UnknownIdError`` with the nearest ids where there is none, ``AmbiguousIdError`` where there are several.
    """
    typed = wanted.strip().lower()
    if len(typed.removeprefix(f"{kind}-")) < SHORTEST:
        raise LedgerError(f"{wanted!r} is too short for an id: give at least {SHORTEST} characters")
    refs = _TABLES[kind].objects.using(alias).order_by("ref").values_list("ref", flat=True).distinct()
    if refs.filter(ref=typed).exists():
        return typed
    begins = Q(ref__startswith=typed) | Q(ref__startswith=f"{kind}-{typed}")
    matches = list(refs.filter(begins)[: MOST_CANDIDATES + 1])
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AmbiguousIdError(kind, wanted, tuple(matches[:MOST_CANDIDATES]))
    raise UnknownIdError(kind, wanted, _nearest(typed, refs))


def _nearest(typed: str, refs: Iterable[str]) -> tuple[str, ...]:
    return tuple(ref for ref, _, _ in process.extract(typed, refs, limit=MOST_NEAREST))
