"""The ledger that this desk serves."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections

from reportedly.ledger.book import Ledger


def the_ledger() -> Ledger:
    """The ledger, one for all threads: it remembers what it linked, so that a decision costs little to carry through.

    Each thread has a connection of its own. The tables were brought up to date when the desk was started.
    """
    return _ledger(str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]))


@cache
def _ledger(address: str) -> Ledger:
    return Ledger(DEFAULT_DB_ALIAS, address)
