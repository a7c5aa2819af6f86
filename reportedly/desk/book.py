"""The ledger that this desk serves."""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from reportedly.ledger.book import Ledger


def the_ledger() -> Ledger:
    """The ledger on this thread's connection. Opening costs nothing: the tables were brought up to date at the start."""
    return Ledger(DEFAULT_DB_ALIAS, str(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]))
