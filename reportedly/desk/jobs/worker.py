"""The process that runs jobs while the desk is served, and reckons ahead what the lists show.

A process and not a thread: reading keeps a processor busy, and the pages must go on answering.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

IDLE_SECONDS = 0.5
TRY_AGAIN_SECONDS = 30.0
GRACE_SECONDS = 5


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker of its own process for as long as the ``with`` lasts. It also ends when this process does, however.

    Nothing is ever written into the pipe that the worker reads from. The system closes it when this process is gone,
    even when it was killed, and the worker waits for that.
    """
    process = subprocess.Popen([sys.executable, "-m", "reportedly.desk.jobs.worker"], stdin=subprocess.PIPE)
    try:
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(2 * GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Run jobs until the process that started this one is gone."""
    end_with_whoever_started_this()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportedly.desk.settings")
    import django

    django.setup()
    from django.db import DatabaseError, close_old_connections

    from reportedly.desk.jobs import work
    from reportedly.desk.reckoning import bring_up_to_date

    log = logging.getLogger(__name__)
    work.take_up_again()
    while True:
        close_old_connections()
        try:
            if not work.run_waiting() and not bring_up_to_date():
                time.sleep(IDLE_SECONDS)
        except DatabaseError:
            log.exception("the worker lost the ledger and tries again")
            time.sleep(TRY_AGAIN_SECONDS)


def end_with_whoever_started_this() -> None:
    """End this process, in the middle of whatever it does, once its standard input is closed.

    First as a stopped program should, which removes what it keeps for the moment; at once if that takes too long. The
    ledger is whole either way, and a job that was cut short is begun again.
    """
    # Ctrl-C in a terminal reaches all of a program's processes. This one ends when the first one has.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    def wait_and_end() -> None:
        while os.read(0, 1024):  # not sys.stdin, whose lock a thread must not hold when the interpreter ends
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(0)

    threading.Thread(target=wait_and_end, daemon=True, name="end with whoever started this").start()


if __name__ == "__main__":
    main()
