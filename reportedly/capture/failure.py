"""What went wrong with one input, said so that its owner can act on it."""

from dataclasses import dataclass


class CaptureError(ValueError):
    """One text could not be captured: ``reason`` says why, ``remedy`` what to do next.

    ``source`` is the file or address as the caller named it, ``line`` the line of a JSON Lines input (1 is the first).
    """

    def __init__(self, reason: str, remedy: str, source: str | None = None, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.source = source
        self.line = line

    def __str__(self) -> str:
        return str(CaptureFailure.of(self))


@dataclass(frozen=True, slots=True)
class CaptureFailure:
    """One input of many that could not be captured, as a value: the others go on.

    ``source`` is the file, folder, pattern or ``-`` as the caller gave it; ``line`` counts from 1 in JSON Lines.
    """

    source: str
    line: int | None
    reason: str
    remedy: str

    @classmethod
    def of(cls, error: CaptureError, source: str | None = None, line: int | None = None) -> "CaptureFailure":
        """The failure that ``error`` tells of; ``source`` and ``line`` are used where the error names none."""
        return cls(error.source or source or "text", error.line or line, error.reason, error.remedy)

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.reason}. {self.remedy}"
