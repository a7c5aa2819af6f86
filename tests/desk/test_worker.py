"""The worker's process: it ends with its server, whatever happens to that, and whatever it is doing at the time."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONG_ENOUGH = 60
"""Seconds to wait for an end that comes at once. What fails to end fails the test, whenever."""

SERVER = """
import sys, time
from reportedly.desk.jobs.worker import worker_beside
with worker_beside():
    print("started", flush=True)
    time.sleep(float(sys.argv[1]))
"""
STORY = "Mortar hits clinic number {0}\nA mortar shell hit clinic {0} in Douma, killing two medics, the council said.\n"


def _hear_ctrl_c() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, and so has what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start(prepared: Path, tmp_path: Path):
    """Starts a program beside which a worker runs. Its output ends only when both have ended: they share it."""
    ledger = Path(shutil.copy(prepared, tmp_path / "ledger.sqlite3"))
    running: list[subprocess.Popen] = []

    def started(*command: str) -> tuple[subprocess.Popen, Path]:
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "REPORTEDLY_LEDGER": str(ledger), "REPORTEDLY_SECRET_KEY": "tests",
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-u", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=environment, cwd=tmp_path, preexec_fn=_hear_ctrl_c,
        )  # fmt: skip
        running.append(process)
        process.stdout.readline()
        return process, ledger

    yield started
    for process in running:
        process.kill()
        process.communicate(timeout=LONG_ENOUGH)


def rows(ledger: Path, query: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(ledger, timeout=30)) as connection, connection:
        return connection.execute(query, values).fetchall()


def give_work(ledger: Path) -> None:
    """Put a job in the line that takes minutes, and wait until the worker is in the middle of it."""
    text = "".join(f'{{"text": {STORY.format(number)!r}}}\n'.replace("'", '"') for number in range(5000))
    insert = "INSERT INTO desk_job (kind, state, user_id, parameters, made_at, total, done, problems, result)"
    rows(ledger, f"{insert} VALUES ('read', 'waiting', 2, '{{}}', '2026-01-01', 0, 0, '[]', '{{}}')")
    made = "INSERT INTO desk_jobfile (job_id, name, made, body) SELECT id, 'many.jsonl', 0, ? FROM desk_job"
    rows(ledger, made, text.encode())
    while rows(ledger, "SELECT done FROM desk_job") == [(0,)]:
        time.sleep(0.2)


def both_have_ended(process: subprocess.Popen) -> str:
    """What was still said until the last of the two ended; raises ``TimeoutExpired`` where one stays."""
    return process.communicate(timeout=LONG_ENOUGH)[0]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_with_its_server(start, how):
    server, _ = start("-m", "reportedly", "serve", "--port", "0")
    server.send_signal(how)
    assert both_have_ended(server) == ""


def test_a_worker_whose_server_is_gone_before_it_looks_round_ends_too(start):
    server, _ = start("-c", SERVER, "60")
    server.kill()
    assert both_have_ended(server) == ""


def test_a_worker_ends_when_its_server_no_longer_needs_it(start):
    server, _ = start("-c", SERVER, "0")
    assert both_have_ended(server) == ""
    assert server.returncode == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_ends_in_the_middle_of_a_job_which_is_begun_again_by_the_next(start, how):
    server, ledger = start("-m", "reportedly", "serve", "--port", "0")
    give_work(ledger)
    server.send_signal(how)
    both_have_ended(server)
    ((state, begun),) = rows(ledger, "SELECT state, started_at FROM desk_job")
    assert state == "running"
    assert rows(ledger, "PRAGMA integrity_check") == [("ok",)]
    start("-m", "reportedly", "serve", "--port", "0")
    while not rows(ledger, "SELECT 1 FROM desk_job WHERE state = 'running' AND started_at > ?", begun):
        time.sleep(0.2)
