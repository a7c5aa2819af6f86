"""Opening a ledger: Django made ready, the connection made, the tables made or brought up to date."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from reportedly.ledger import settings as own_settings
from reportedly.ledger.address import database, resolve, sqlite_path, without_password
from reportedly.ledger.errors import LedgerError, in_words

if TYPE_CHECKING:
    from reportedly.ledger.book import Ledger
    from reportedly.ledger.placing import Linker

APP = "ledger"
MIGRATION_LOCK = 0x5265706F
"""A number of our own for PostgreSQL's advisory lock: two programs must not both make the tables."""


def open_at(address: str | Path | None, *, create: bool, linker: Linker | None) -> Ledger:
    """The ledger at ``address``; see ``reportedly.ledger.open_ledger``."""
    where = resolve(address)
    path = sqlite_path(where)
    shown = str(path) if path else without_password(where)
    if path is not None:
        _check_file(path, create)
    make_ready()
    alias = _alias(where)
    try:
        if path is not None:
            _check_tables(alias, shown)
        bring_up_to_date(alias)
    except DatabaseError as error:
        connections[alias].close()
        raise LedgerError(f"the ledger {shown} cannot be opened: {in_words(error)}") from error

    from reportedly.ledger.book import Ledger

    return Ledger(alias, shown, linker)


def make_ready() -> None:
    """Configure Django from the ledger's own settings, unless the program that uses it has settings of its own."""
    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(**{name: getattr(own_settings, name) for name in dir(own_settings) if name.isupper()})
    if not apps.ready:
        django.setup()
    if not apps.is_installed("reportedly.ledger"):
        raise LedgerError("Django is set up without the ledger: add 'reportedly.ledger' to INSTALLED_APPS")


def bring_up_to_date(alias: str) -> None:
    """Make or migrate the tables, all in one transaction, so that a kill in the middle leaves what was there."""
    connection = connections[alias]
    if not _behind(alias):
        return
    # SQLite alters tables only while foreign keys are not checked, and that cannot be changed inside a transaction.
    with connection.constraint_checks_disabled(), transaction.atomic(using=alias):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MIGRATION_LOCK])
        if _behind(alias):
            call_command("migrate", database=alias, interactive=False, verbosity=0)


def _behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    known = {name for app, name in executor.loader.disk_migrations if app == APP}
    applied = {name for app, name in MigrationRecorder(connections[alias]).applied_migrations() if app == APP}
    if newer := sorted(applied - known):
        raise LedgerError(f"this ledger was written by a newer Reportedly ({', '.join(newer)}): upgrade to open it")
    return known != applied


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: name a file in it, such as {path / 'reportedly.sqlite3'}")
    if not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {path}: `reportedly read` makes one, or name another (--ledger)")
        if not path.parent.is_dir():
            raise LedgerError(f"the folder {path.parent} does not exist: make it, or name another ledger")


def _check_tables(alias: str, shown: str) -> None:
    """Refuse a SQLite file in which some other program keeps its tables: ours would be added to them."""
    tables = connections[alias].introspection.table_names()
    if tables and MigrationRecorder.Migration._meta.db_table not in tables:
        raise LedgerError(f"{shown} is a database of something else (it holds {tables[0]}): name another file")


def _alias(address: str) -> str:
    """Django's name of the connection to ``address``, made when there is none yet."""
    wanted = database(address)
    for alias in connections:
        configured = connections.settings[alias]
        if all(str(configured[key]) == str(wanted.get(key, "")) for key in ("ENGINE", "NAME", "USER", "HOST", "PORT")):
            return alias
    alias = "ledger_" + hashlib.sha256(address.encode()).hexdigest()[:12]
    connections.settings[alias] = connections.configure_settings({"default": wanted})["default"]
    return alias
