"""The process that runs jobs while the desk is served, and reckons ahead what the lists show.

A process and not a thread: reading keeps a processor busy, and the pages must go on answering.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

IDLE_SECONDS = 0.5
TRY_AGAIN_SECONDS = 30.0
GRACE_SECONDS = 5


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker of its own process for as long as the ``with`` lasts. It also ends by itself with this process."""
    process = subprocess.Popen([sys.executable, "-m", "reportedly.desk.jobs.worker"], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Run jobs until the process that started this one is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportedly.desk.settings")
    import django

    django.setup()
    from django.db import DatabaseError, close_old_connections

    from reportedly.desk.jobs import work
    from reportedly.desk.reckoning import bring_up_to_date

    log = logging.getLogger(__name__)
    parent = os.getppid()
    work.take_up_again()
    while os.getppid() == parent:
        close_old_connections()
        try:
            if not work.run_waiting() and not bring_up_to_date():
                time.sleep(IDLE_SECONDS)
        except DatabaseError:
            log.exception("the worker lost the ledger and tries again")
            time.sleep(TRY_AGAIN_SECONDS)


if __name__ == "__main__":
    main()
