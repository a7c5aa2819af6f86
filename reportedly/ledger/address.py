"""Where a ledger is: a path or a PostgreSQL address, and what Django needs to know to reach it."""

import os
from pathlib import Path
from typing import Any

from reportedly.ledger.errors import LedgerError

VARIABLE = "REPORTEDLY_LEDGER"
DEFAULT_FILE = "reportedly.sqlite3"
LOCK_SECONDS = 60
"""How long a writer waits for another one to finish before it gives up."""

_POSTGRESQL = ("postgresql://", "postgres://")
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": LOCK_SECONDS,
    # FULL: what was said to be recorded stays recorded even when the power goes, not only when the process dies.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
}


def resolve(address: str | Path | None) -> str:
    """The address asked for, else the environment's ``REPORTEDLY_LEDGER``, else the default file."""
    return str(address) if address else os.environ.get(VARIABLE) or DEFAULT_FILE


def sqlite_path(address: str) -> Path | None:
    """The file of a SQLite ledger; ``None`` for a PostgreSQL one. Raises ``LedgerError`` for any other address."""
    if address.startswith(_POSTGRESQL):
        return None
    path = address.removeprefix("sqlite:///")
    if "://" in path or path.startswith(":"):
        raise LedgerError(f"{address!r} is not a ledger: give a file, or postgresql://user@host/name")
    return Path(path).expanduser().resolve()


def database(address: str) -> dict[str, Any]:
    """Django's ``DATABASES`` entry for ``address``."""
    path = sqlite_path(address)
    if path is not None:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(_SQLITE_OPTIONS)}
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise LedgerError(f"{without_password(address)!r} is not a PostgreSQL address: {error}") from error
    name, user, password, host, port = (parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(name or "reportedly"),
        "USER": str(user or ""),
        "PASSWORD": str(password or ""),
        "HOST": str(host or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parts),
    }


def without_password(address: str) -> str:
    """``address`` fit to be shown: the password, if it holds one, is left out."""
    scheme, mark, rest = address.partition("://")
    login, at, place = rest.rpartition("@")
    if not mark or not at:
        return address
    return f"{scheme}://{login.partition(':')[0]}@{place}"
