"""Stops the PostgreSQL in a folder, and removes the folder, as soon as its standard input is closed.

The tests run it beside their server and hold the other end of its input: however they end, killed included, the system
closes that end, and the server goes with them.

Usage: python stop_postgresql.py FOLDER
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE = 100
"""Tenths of a second that the server gets to be gone."""


def stop(folder: Path) -> None:
    """Stop the server at once (``SIGQUIT``): nothing in it is to be kept."""
    try:
        server = int((folder / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGQUIT)
        for _ in range(PATIENCE):
            time.sleep(0.1)
            os.kill(server, 0)
    except (FileNotFoundError, ProcessLookupError):
        # It never ran, or has ended.
        pass
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    # An interrupt in the terminal is for the tests, which end this program in turn.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.buffer.read()
    stop(Path(sys.argv[1]))
