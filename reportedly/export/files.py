"""Writing files: whole or not at all, and with no cell that a spreadsheet would take for a formula."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, full-width forms included. Source: OWASP, CSV Injection."""


@contextmanager
def opened(out: Path | IO[Any], *, binary: bool = False, errors: str = "strict") -> Iterator[IO[Any]]:
    """A stream to write to. A file at a path is replaced only when all of it was written; a stream stays open.

    What is at the path and no file (a device, a pipe) is written to and stays what it is; so does a link. ``errors``
    is what becomes of halves of characters. Raises ``OSError`` that names ``out`` where that cannot be written.
    """
    if not isinstance(out, Path):
        yield out
        return
    special = out.exists() and not out.is_file()
    target = out if special else Path(os.path.realpath(out))
    part = target if special else target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") if binary else part.open("w", encoding="utf-8", newline="", errors=errors) as stream:
            yield stream
        if not special:
            part.replace(target)
    except OSError as error:
        if error.errno is None or str(error.filename or part) not in (str(part), str(target)):
            raise  # What was to be written could not be fetched.
        raise OSError(error.errno, error.strerror, str(out)) from error
    finally:
        if not special:
            part.unlink(missing_ok=True)


def safe(cell: Cell) -> Cell:
    """``cell`` with an apostrophe before it where it is text that a spreadsheet would compute. Numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(out: Path | IO[Any], rows: Iterable[Sequence[Cell]]) -> None:
    """``rows`` as comma-separated values (RFC 4180), unknown cells empty."""
    with opened(out) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        for row in rows:
            writer.writerow(["" if cell is None else safe(cell) for cell in row])
