"""A thread that carries decisions through on a large ledger, so that no page has to wait until everything is linked."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

log = logging.getLogger(__name__)
GRACE_SECONDS = 5


class Placer:
    """Calls ``place`` once whenever it is asked to, in a thread of its own; asked again meanwhile, once more."""

    def __init__(self, place: Callable[[], object]) -> None:
        self._place = place
        self._changed = threading.Condition()
        self._asked = self._done = 0
        self._over = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="placer")
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is not done."""
        return self._asked > self._done

    def ask(self, patience: float = 0.0) -> bool:
        """Have it done; whether it was within ``patience`` seconds."""
        with self._changed:
            self._asked += 1
            mine = self._asked
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._done >= mine, timeout=patience)

    def end(self) -> None:
        """Ask for nothing more, and wait a little for what is being done.

        What takes longer is left to itself: the ledger is whole at any moment.
        """
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._thread.join(GRACE_SECONDS)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._asked > self._done)
                if self._over:
                    return
                through = self._asked
            close_old_connections()
            try:
                self._place()
            # Whatever went wrong, and be it a bug: the thread lives on, or nothing would ever be placed again.
            except Exception:
                log.exception("the incidents could not be brought up to date; the next page asks again")
            finally:
                connections.close_all()
            with self._changed:
                self._done = through
                self._changed.notify_all()
