"""Output that stands in the README, and how it is kept true.

A code block that follows ``<!-- output of: COMMAND -->`` holds what COMMAND prints at 100 columns. After a change that
alters it, run ``python tests/acceptance/readme_output.py`` and read what has become of it.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from runs import ROOT, environment

README = ROOT / "README.md"
BLOCK = re.compile(
    r"(<!-- output of: (?P<command>reportedly [^\n]+) -->\n\n?```text\n)(?P<output>.*?)(\n```)", re.DOTALL
)


def blocks(text: str) -> list[tuple[str, str]]:
    """Every command in ``text`` with the output that stands under it."""
    return [(block["command"], block["output"]) for block in BLOCK.finditer(text)]


def output_of(command: str) -> str:
    """What a command prints, without the blanks at line ends."""
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "reportedly", *arguments],
        capture_output=True,
        cwd=ROOT,
        env=environment(COLUMNS="100"),
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines()).rstrip()


def rewritten(text: str) -> str:
    """``text`` with every output as it is now."""
    return BLOCK.sub(lambda block: block[1] + output_of(block["command"]) + block[4], text)


if __name__ == "__main__":
    Path(README).write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
