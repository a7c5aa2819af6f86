"""``reportedly serve``: the desk from the command line, with nothing prepared."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def command(*arguments, **environment):
    changes = {"PYTHONPATH": str(ROOT), "REPORTEDLY_SECRET_KEY": "only for the tests", **environment}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPORTEDLY_")}
    return [sys.executable, "-u", "-m", "reportedly", "serve", *arguments], {**kept, **changes}


@pytest.fixture
def serve():
    running = []

    def start(*arguments):
        line, environment = command(*arguments)
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        running.append(process)
        return process

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()


def failed(*arguments):
    line, environment = command(*arguments)
    done = subprocess.run(line, capture_output=True, text=True, env=environment, timeout=60, check=False)
    return done.returncode, done.stderr


def test_a_new_ledger_is_made_and_the_first_administrator_s_link_is_printed_and_works(serve, tmp_path):
    desk = serve("--ledger", str(tmp_path / "new.sqlite3"), "--port", "0")
    first, _, link = (desk.stdout.readline().strip() for _ in range(3))
    base = re.fullmatch(r"The desk is at (http://127\.0\.0\.1:\d+)/ \(Ctrl-C stops it\)", first).group(1)
    assert re.fullmatch(rf"{base}/sign-in/[\w-]{{40,}}/", link)
    with urllib.request.urlopen(link, timeout=20) as answer:  # noqa: S310  (an address that we started)
        assert "Sign in as" in answer.read().decode()
    for file in ("desk/base.css", "django_htmx/htmx-2.min.js", "evidence/marks.css"):
        with urllib.request.urlopen(f"{base}/static/{file}", timeout=20) as answer:  # noqa: S310
            assert answer.status == 200


def test_a_folder_that_is_not_there_is_told(tmp_path):
    code, told = failed("--ledger", str(tmp_path / "nowhere" / "new.sqlite3"), "--port", "0")
    assert (code, "does not exist" in told, "Traceback" in told) == (1, True, False)


def test_a_port_that_is_taken_is_told_with_the_way_out(serve, tmp_path):
    desk = serve("--ledger", str(tmp_path / "one.sqlite3"), "--port", "0")
    port = re.search(r":(\d+)/", desk.stdout.readline()).group(1)
    desk.stdout.readline()
    desk.stdout.readline()
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/nowhere.css", timeout=20)
    code, told = failed("--ledger", str(tmp_path / "two.sqlite3"), "--port", port)
    assert (code, "--port" in told, "Traceback" in told) == (1, True, False)


def test_letting_in_somebody_who_is_not_there_is_told(tmp_path):
    code, told = failed("--ledger", str(tmp_path / "new.sqlite3"), "--port", "0", "--let-in", "nobody")
    assert (code, "nobody called 'nobody'" in told) == (1, True)


def test_taking_a_second_factor_away_needs_a_name(tmp_path):
    code, told = failed("--ledger", str(tmp_path / "new.sqlite3"), "--port", "0", "--take-second-factor")
    assert (code, "--let-in NAME" in told) == (1, True)


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path, monkeypatch):
    from reportedly.desk.secret import secret_key

    monkeypatch.delenv("REPORTEDLY_SECRET_KEY", raising=False)
    path = tmp_path / "data" / "key"
    first, second = secret_key(path), secret_key(path)
    assert first == second
    assert len(first) > 50
    assert path.stat().st_mode & 0o077 == 0
