"""The ledger that this desk serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections

from reportedly.desk.placer import Placer
from reportedly.ledger import placing
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import IncidentRow, ReadingRow

LARGE = 400
"""Readings from which linking them all takes longer than a page may."""
PATIENCE = 1.0
"""Seconds that a page waits for the last decisions to be carried through. Usually it is less."""
DECIDING_PATIENCE = 20.0
"""Seconds that a decision waits for those before it: longer than a ledger takes to recall what it remembers."""


class DeskLedger(Ledger):
    """The ledger behind the pages. While it is ``placing_beside``, no page waits until a large one is linked."""

    def __init__(self, alias: str, address: str) -> None:
        super().__init__(alias, address)
        self._placer: Placer | None = None

    def place(self, *, to_decide: bool = False) -> int:
        """Bring the incidents up to date, or where that takes long, have it done beside; how many there are.

        Whoever is about to decide on them (``to_decide``) waits longer than who only looks.
        """
        if self._placer is None or not self._is_large():
            return super().place()
        if placing.behind(self.alias, self._linking.name):
            self._placer.ask(DECIDING_PATIENCE if to_decide else PATIENCE)
        return IncidentRow.objects.using(self.alias).count()

    @property
    def lags(self) -> bool:
        """Whether decisions or readings are being carried through, and incidents are shown as they were before."""
        return self._placer is not None and self._placer.is_busy and placing.behind(self.alias, self._linking.name)

    @contextmanager
    def placing_beside(self) -> Iterator[None]:
        """Link in a thread of its own for as long as the ``with`` lasts. It begins with what later linking needs."""
        self._placer = Placer(self._place_and_stay_warm)
        if self._is_large():
            self._placer.ask()
        try:
            yield
        finally:
            self._placer.end()
            self._placer = None

    def _place_and_stay_warm(self) -> None:
        super().place()
        placing.warm(self.alias, self._linking)

    def _is_large(self) -> bool:
        return ReadingRow.objects.using(self.alias)[LARGE : LARGE + 1].exists()


def the_ledger() -> DeskLedger:
    """The ledger, one for all threads: it remembers what it linked, so that a decision costs little to carry through.

    Each thread has a connection of its own. The tables were brought up to date when the desk was started.
    """
    return _ledger(str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]))


@cache
def _ledger(address: str) -> DeskLedger:
    return DeskLedger(DEFAULT_DB_ALIAS, address)
