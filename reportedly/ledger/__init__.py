"""The database of reports, claims, accounts, reviews and incidents, with an append-only audit log.

    from reportedly.ledger import open_ledger

    with open_ledger("syria.sqlite3") as ledger:
        ledger.record(readings, author="amal")
        for incident in ledger.incidents(place="Aleppo", minimum_killed=10):
            ...

Importing this package imports no Django; opening a ledger does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.ledger.errors import AmbiguousIdError, LedgerError, UnknownIdError
from reportedly.ledger.values import Filters, Problem, Recorded, Verification

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.placing import Linker

__all__ = [
    "AmbiguousIdError",
    "Filters",
    "LedgerError",
    "Problem",
    "Recorded",
    "UnknownIdError",
    "Verification",
    "open_ledger",
]


def open_ledger(address: str | Path | None = None, *, create: bool = True, linker: Linker | None = None) -> Ledger:
    """Open the ledger at ``address``, making its tables when it is new and bringing them up to date when they are old.

    ``address`` is a path (SQLite) or ``postgresql://user@host/name``; without one it is the environment's
    ``REPORTEDLY_LEDGER``, and without that ``reportedly.sqlite3`` in the working folder. With ``create=False`` a
    file that does not exist yet is refused rather than made. ``linker`` takes the place of ``reportedly.linking``.
    Raises ``LedgerError`` with the reason where the ledger cannot be opened.
    """
    from reportedly.ledger.opening import open_at

    return open_at(address, create=create, linker=linker)
