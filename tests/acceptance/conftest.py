"""The command line as its users run it."""

import subprocess
import sys
from pathlib import Path

import pytest
from runs import GOOD, ROOT, Run, environment


@pytest.fixture(scope="session")
def reportedly() -> Run:
    """Runs ``reportedly`` with the arguments given and returns what became of it; ``env`` holds changes to it."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT, env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "reportedly", *map(str, arguments)]
        done = subprocess.run(
            command, input=stdin, capture_output=True, cwd=cwd, env=environment(**(env or {})), timeout=300, check=False
        )
        return subprocess.CompletedProcess(
            command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A report that can be read."""
    path = tmp_path / "good report.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path
