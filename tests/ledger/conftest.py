"""A fresh ledger a test: on SQLite, and on a real PostgreSQL where one can be run."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import psycopg
import pytest
from ledger_samples import link_apart

from reportedly.ledger import open_ledger
from reportedly.ledger.opening import make_ready

make_ready()
STOPPER = Path(__file__).with_name("stop_postgresql.py")


@pytest.fixture(scope="session")
def postgresql():
    """The address of a PostgreSQL server of this test run; skips, saying why, where none can be run."""
    if os.environ.get("REPORTEDLY_TEST_POSTGRESQL"):
        yield os.environ["REPORTEDLY_TEST_POSTGRESQL"]
        return
    pgserver = pytest.importorskip("pgserver", reason="pgserver is not installed: PostgreSQL is not tested")
    # Not pytest's own folder: as root the server runs as another user, who must be able to reach it.
    folder = tempfile.mkdtemp(prefix="reportedly-pg-")
    stopper = subprocess.Popen([sys.executable, str(STOPPER), folder], stdin=subprocess.PIPE)
    try:
        yield _started(pgserver, folder)
    finally:
        stopper.stdin.close()
        stopper.wait(timeout=60)


def _started(pgserver, folder: str) -> str:
    """The address of a server that keeps its files in ``folder``."""
    try:
        server = pgserver.get_server(folder, cleanup_mode=None)
    except Exception as error:
        pytest.skip(f"PostgreSQL cannot be run here: {error}")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # The tests kill clients, never the server: what it would lose in a power cut does not matter here.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return server.get_uri()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with its tables made, to be copied: making them is slow."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    open_ledger(path).close()
    return path


@pytest.fixture
def sqlite_address(tmp_path: Path, empty_sqlite: Path) -> str:
    return str(shutil.copy(empty_sqlite, tmp_path / "ledger.sqlite3"))


@pytest.fixture(scope="session")
def empty_postgresql(postgresql: str) -> str:
    """The name of a database with the ledger's tables made, to be copied."""
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    open_ledger(postgresql.replace("/postgres?", "/empty?")).close()
    return "empty"


@pytest.fixture
def postgresql_address(postgresql: str, empty_postgresql: str):
    """A new, empty ledger on the server, gone after the test."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {empty_postgresql}")
    yield postgresql.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_postgresql_address(postgresql: str):
    """A database without any tables, gone after the test."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgresql.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_sqlite_address(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.sqlite3")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest) -> str:
    """Where no ledger was made yet."""
    return request.getfixturevalue(f"new_{request.param}_address")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_address")


@pytest.fixture
def ledger(address: str):
    with open_ledger(address, linker=link_apart) as opened:
        yield opened
