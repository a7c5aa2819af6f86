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


_WAYS_OUT = {
    "database is locked": "another program is writing to it; run this again when it has finished",
    "readonly database": "it may only be read here; ask whoever keeps it, or work on a copy",
    "unable to open database file": "see whether you may read the file and write to its folder",
    "malformed": "it is damaged; restore a copy",
    "not a database": "it is damaged, or no ledger at all; restore a copy, or name another file",
    "disk is full": "make room and run this again: what was recorded before is whole",
}


def in_words(error: Exception) -> str:
    """What a database said, with the way out where it is one of the few things that commonly go wrong."""
    said = str(error).strip()
    ways = [way for sign, way in _WAYS_OUT.items() if sign in said]
    return f"{said} ({ways[0]})" if ways else said
