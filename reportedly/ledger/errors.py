"""What can go wrong with a ledger, in words for the person at the keyboard."""


class LedgerError(Exception):
    """The ledger cannot do what was asked; the message says why and names the way out."""


class UnknownIdError(LedgerError):
    """No row has this id. ``nearest`` holds the ids that look most like it."""

    def __init__(self, kind: str, wanted: str, nearest: tuple[str, ...] = ()):
        self.kind, self.wanted, self.nearest = kind, wanted, nearest
        hint = f"; the nearest are {', '.join(nearest)}" if nearest else ""
        super().__init__(f"there is no {kind} {wanted!r} in this ledger{hint}")


class AmbiguousIdError(LedgerError):
    """The short id begins several ids: ``candidates``."""

    def __init__(self, kind: str, wanted: str, candidates: tuple[str, ...]):
        self.kind, self.wanted, self.candidates = kind, wanted, candidates
        super().__init__(f"{wanted!r} could be any {kind} of {', '.join(candidates)}; give more of the id")
