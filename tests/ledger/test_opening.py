"""Opening a ledger, and refusing what is none."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections
from ledger_samples import link_apart, make_reading

from reportedly.ledger import LedgerError, open_ledger
from reportedly.ledger.address import database, resolve, without_password
from reportedly.ledger.models import AuditRow, ReportRow, ReviewRow
from reportedly.ledger.opening import _alias
from reportedly.ledger.recording import record
from reportedly.model import Review


def test_the_address_is_the_argument_else_the_environments_else_the_default(monkeypatch):
    monkeypatch.setenv("REPORTEDLY_LEDGER", "from-environment.sqlite3")
    assert resolve("given.sqlite3") == "given.sqlite3"
    assert resolve(None) == "from-environment.sqlite3"
    monkeypatch.delenv("REPORTEDLY_LEDGER")
    assert resolve(None) == "reportedly.sqlite3"


def test_a_postgresql_address_is_taken_apart():
    assert database("postgresql://amal:secret@db.example:5433/syria?sslmode=require") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "syria",
        "USER": "amal",
        "PASSWORD": "secret",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize("address", ["mysql://host/name", ":memory:", "http://example.com"])
def test_an_address_of_another_kind_is_refused(address):
    with pytest.raises(LedgerError, match="give a file, or postgresql://"):
        open_ledger(address)


def test_a_password_is_never_shown():
    assert without_password("postgresql://amal:secret@db.example/syria") == "postgresql://amal@db.example/syria"
    assert without_password("reportedly.sqlite3") == "reportedly.sqlite3"


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("These are my notes of the week, and no database at all.\n" * 40)
    with pytest.raises(LedgerError, match=r"notes\.txt cannot be opened: file is not a database"):
        open_ledger(notes)
    assert notes.read_text().startswith("These are my notes")


def test_the_database_of_another_program_is_refused_and_given_no_tables(tmp_path):
    path = tmp_path / "bookmarks.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (address TEXT)")
    with pytest.raises(LedgerError, match=r"a database of something else \(it holds bookmark\): name another file"):
        open_ledger(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmark",)]


def test_what_the_database_cannot_read_is_told_with_the_way_out(tmp_path):
    path = tmp_path / "ledger.sqlite3"
    with open_ledger(path, linker=link_apart) as ledger:
        ledger.record([make_reading(number) for number in range(40)], author="amal")
    with sqlite3.connect(path) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'reportedly_reading'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    told = r"cannot be used: .*malformed \(it is damaged; restore a copy\)"
    with pytest.raises(LedgerError, match=told), open_ledger(path, linker=link_apart) as ledger:
        list(ledger.readings())


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(LedgerError, match="is a folder: name a file in it"):
        open_ledger(tmp_path)


def test_a_file_in_a_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(LedgerError, match="does not exist: make it"):
        open_ledger(tmp_path / "nowhere" / "ledger.sqlite3")


def test_a_ledger_that_must_exist_is_not_made(tmp_path):
    with pytest.raises(LedgerError, match=r"there is no ledger at .*: `reportedly read` makes one"):
        open_ledger(tmp_path / "ledger.sqlite3", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(LedgerError, match=r"the ledger postgresql://amal@127\.0\.0\.1:1/syria cannot be opened"):
        open_ledger("postgresql://amal:secret@127.0.0.1:1/syria")


def test_a_ledger_written_by_a_newer_version_is_refused(ledger, address):
    with connections[ledger.alias].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_future', '2030-01-01 00:00:00')"
        )
    with pytest.raises(LedgerError, match=r"written by a newer Reportedly \(9999_future\)"):
        open_ledger(address)


def test_two_ledgers_are_open_at_once_and_stay_apart(tmp_path, postgresql_address):
    first, second = make_reading(1), make_reading(2)
    with (
        open_ledger(tmp_path / "one.sqlite3", linker=link_apart) as one,
        open_ledger(postgresql_address, linker=link_apart) as two,
    ):
        one.record([first], author="amal")
        two.record([second], author="amal")
        assert list(one.readings()) == [first]
        assert list(two.readings()) == [second]


def test_a_closed_ledger_opens_again_with_all_that_was_in_it(address):
    with open_ledger(address, linker=link_apart) as ledger:
        ledger.record([make_reading()], author="amal")
    with open_ledger(address, create=False, linker=link_apart) as ledger:
        assert list(ledger.readings()) == [make_reading()]


def test_a_sqlite_ledger_keeps_a_write_ahead_log_and_waits_for_the_disk(tmp_path):
    with open_ledger(tmp_path / "ledger.sqlite3") as ledger, connections[ledger.alias].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)


def run(program, folder, settings=None):
    """What ``program`` prints when it is run in ``folder`` with Django's settings module ``settings``."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *map(os.path.abspath, sys.path)])}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if settings:
        environment["DJANGO_SETTINGS_MODULE"] = settings
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("settings", [None, "reportedly.ledger.settings"])
def test_a_program_opens_a_ledger_with_and_without_django_settings_of_its_own(tmp_path, settings):
    program = "from reportedly.ledger import open_ledger; print(open_ledger('a.sqlite3').verify().problems)"
    done = run(program, tmp_path, settings)
    assert (done.stdout, done.stderr) == ("()\n", "")


def test_settings_without_the_ledger_app_are_refused(tmp_path):
    (tmp_path / "bare_settings.py").write_text("INSTALLED_APPS = []\n")
    done = run("from reportedly.ledger import open_ledger; open_ledger('a.sqlite3')", tmp_path, "bare_settings")
    assert "add 'reportedly.ledger' to INSTALLED_APPS" in done.stderr


def test_the_package_is_imported_without_django(tmp_path):
    assert run("import sys, reportedly.ledger; print('django' in sys.modules)", tmp_path).stdout == "False\n"


def test_an_old_ledger_without_tables_is_given_them_in_one_stroke(tmp_path):
    path = tmp_path / "ledger.sqlite3"
    sqlite3.connect(path).close()
    with open_ledger(path) as ledger:
        assert ledger.verify().ok


def test_a_ledger_that_cannot_be_written_to_is_told(tmp_path):
    with open_ledger(tmp_path / "ledger.sqlite3", linker=link_apart) as ledger:
        with connections[ledger.alias].cursor() as cursor:
            cursor.execute("PRAGMA query_only = 1")
        with pytest.raises(LedgerError, match="the ledger cannot be written to: attempt to write a readonly database"):
            ledger.record([make_reading()], author="amal")


def test_an_old_ledger_is_brought_up_to_date_with_all_that_is_in_it_and_stays_guarded(new_address):
    alias = _alias(new_address)
    call_command("migrate", "ledger", "0002", database=alias, interactive=False, verbosity=0)
    reading = make_reading()
    record(alias, [reading], "amal")
    connections[alias].close()
    with open_ledger(new_address, linker=link_apart) as ledger:
        assert list(ledger.readings()) == [reading]
        ledger.review(
            Review.of("accept", author="amal", at="2026-01-01T00:00:00Z", reason="", accounts=(reading.accounts[0].id,))
        )
        assert ledger.verify().problems == ()
        for table in (ReportRow, ReviewRow, AuditRow):
            with pytest.raises(DatabaseError, match="only ever added to"):
                table.objects.using(ledger.alias)._raw_delete(ledger.alias)
