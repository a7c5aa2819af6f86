"""A desk on a ledger of its own for each test, with one person of each role."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_samples import PASSWORD, READINGS, client

FOLDER = Path(tempfile.mkdtemp(prefix="reportedly-desk-"))
LEDGER = FOLDER / "ledger.sqlite3"
EXAMPLES = Path(__file__).parents[2] / "examples"

_OWN = {
    "REPORTEDLY_LEDGER": str(LEDGER),
    "DJANGO_SETTINGS_MODULE": "reportedly.desk.settings",
    "REPORTEDLY_SECRET_KEY": "only for the tests",
}


def _set_django_up() -> None:
    """Django is configured once a process. What it was told is taken away again: other tests start programs."""
    before = {name: os.environ.get(name) for name in _OWN}
    os.environ.update(_OWN)
    import django
    from django.conf import settings

    if settings.configured and not settings.is_overridden("ROOT_URLCONF"):
        raise pytest.UsageError("Django was set up for the ledger alone: run tests/desk before tests/ledger")
    django.setup()
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


_set_django_up()


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """A ledger with the sample reports and people in it, to be copied."""
    from reportedly.desk.book import the_ledger

    yield _made("prepared.sqlite3", lambda: the_ledger().record(READINGS, author="importer"))
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def examples(prepared: Path) -> Path:
    """A ledger with what the reports in ``examples/`` say, uploaded by an editor, to be copied."""
    from reportedly.desk.jobs import work
    from reportedly.desk.people.models import User

    def upload() -> None:
        files = sorted(path for path in EXAMPLES.iterdir() if path.name != "README.md")
        editor = User.objects.get(username="editor")
        job = work.ask("read", editor, {}, [(path.name, path.read_bytes()) for path in files])
        work.run_waiting()
        job.refresh_from_db()
        assert (job.state, job.problems) == ("done", [])

    return _made("examples.sqlite3", upload)


def _made(name: str, fill: Callable[[], object]) -> Path:
    """A ledger with one person of each role, and what ``fill`` puts into it."""
    from django.core.management import call_command
    from django.db import connections

    from reportedly.desk.access import ROLES
    from reportedly.desk.people.models import User
    from reportedly.desk.people.roles import give_role
    from reportedly.ledger import open_ledger

    _put(None)
    with open_ledger(LEDGER):
        call_command("migrate", interactive=False, verbosity=0)
        for role in ROLES:
            give_role(User.objects.create_user(role, password=PASSWORD), role, by="nobody")
        fill()
    connections.close_all()
    return Path(shutil.copy(LEDGER, FOLDER / name))


def _put(ledger: Path | None) -> None:
    """Have ``ledger`` be the desk's, or with ``None`` no ledger at all, whatever was there."""
    from django.core.cache import cache
    from django.db import connections

    from reportedly.desk import book

    connections.close_all()
    for extra in ("", "-wal", "-shm"):
        LEDGER.with_name(LEDGER.name + extra).unlink(missing_ok=True)
    if ledger is not None:
        shutil.copy(ledger, LEDGER)
    book._ledger.cache_clear()
    cache.clear()


@pytest.fixture
def desk(prepared: Path) -> Iterator[Path]:
    """The desk's ledger as it was prepared, whatever the test before did to it."""
    from django.db import connections

    _put(prepared)
    yield LEDGER
    connections.close_all()


@pytest.fixture
def visitor(desk: Path):
    """A browser that is not signed in."""
    return client()


@pytest.fixture
def signed_in(desk: Path) -> Callable[[str], object]:
    """A browser signed in as the person with this role; another one at every call."""
    from reportedly.desk.people.models import User

    def sign_in(role: str, **options: bool):
        browser = client(**options)
        browser.force_login(User.objects.get(username=role), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in


@pytest.fixture
def ledger(desk: Path):
    """The ledger behind the desk."""
    from reportedly.desk.book import the_ledger

    return the_ledger()
