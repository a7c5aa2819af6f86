"""The tests leave no PostgreSQL behind, however they end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

psutil = pytest.importorskip("psutil", reason="psutil comes with pgserver, which is not installed")
FOLDER = Path(__file__).parent
WAITS = """
import time

def test_that_waits_to_be_killed(postgresql):
    print(postgresql, flush=True)
    time.sleep(600)
"""


def is_running(process: int) -> bool:
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _hear_ctrl_c() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, and so has what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_server_goes_with_tests_that_were_stopped(postgresql, tmp_path, how):
    if os.environ.get("REPORTEDLY_TEST_POSTGRESQL"):
        pytest.skip("this PostgreSQL is not the tests' own")
    (tmp_path / "conftest.py").write_text(
        (FOLDER / "conftest.py").read_text().replace("__file__", repr(str(FOLDER / "x")))
    )
    (tmp_path / "test_waits.py").write_text(WAITS)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(FOLDER), *sys.path])}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-s",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    tests = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path, preexec_fn=_hear_ctrl_c
    )
    said = next(line for line in tests.stdout if "postgresql://" in line)
    folder = Path(said.split("host=")[1].strip())
    server = int((folder / "postmaster.pid").read_text().split()[0])
    tests.send_signal(how)
    tests.communicate(timeout=60)
    while folder.exists():
        time.sleep(0.1)
    assert not is_running(server)
