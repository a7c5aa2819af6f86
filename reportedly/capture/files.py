"""Walking what the user named and reading it: known suffixes, size limit, files that are not text."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.capture.failure import CaptureError, CaptureFailure

MAX_BYTES = 20 * 1024 * 1024
"""The largest report that is read: 20 MiB. A JSON Lines file may be longer; each of its lines may not."""

TEXT_SUFFIXES = frozenset({".txt", ".text"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
KNOWN_SUFFIXES = TEXT_SUFFIXES | PAGE_SUFFIXES | LINES_SUFFIXES
STANDARD_INPUT = "-"

# First bytes of files that hold no plain text, what to call them, and the way out.
_AS_TEXT = "Save its text as .txt or its page as .html and read that."
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", _AS_TEXT),
    (b"PK\x03\x04", "a ZIP archive or an office document", "Unpack it, or save its text as .txt, and read that."),
    (b"\xd0\xcf\x11\xe0", "an office document", _AS_TEXT),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and read what is inside."),
    (b"BZh", "a bzip2 archive", "Unpack it and read what is inside."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and read what is inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and read what is inside."),
    (b"Rar!", "a RAR archive", "Unpack it and read what is inside."),
    (b"\x89PNG", "a PNG image", _AS_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _AS_TEXT),
    (b"GIF8", "a GIF image", _AS_TEXT),
    (b"RIFF", "a sound, film or image file", _AS_TEXT),
    (b"\x00\x00\x01\x00", "an icon", _AS_TEXT),
    (b"SQLite format 3\x00", "a database", _AS_TEXT),
    (b"\x7fELF", "a program", _AS_TEXT),
    (b"MZ\x90", "a program", _AS_TEXT),
)


def expand(named: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[str, Path] | CaptureFailure]:
    """The files behind what the user named: files as they are, folders and glob patterns opened up and sorted.

    Each comes with the name to use in messages: the user's own, with what lies below a folder added. Hidden files,
    files of other kinds and links to folders inside a named folder are left out. ``-`` is passed on as it is.
    """
    for one in named:
        name = os.fspath(one)
        path = Path(name)
        try:
            if not name:
                yield CaptureFailure("''", None, "it names nothing", "Name a file or a folder.")
            elif name == STANDARD_INPUT or path.is_file():
                yield shown(name), path
            elif path.is_dir():
                yield from _folder(name)
            elif path.exists():
                yield CaptureFailure(shown(name), None, "it is not a file or a folder", "Name a file or a folder.")
            elif glob.has_magic(name):
                yield from _pattern(name)
            else:
                yield missing(name)
        except (OSError, ValueError) as error:
            yield CaptureFailure.of(unreadable(error), shown(name))


def shown(name: str) -> str:
    """``name`` as it can be printed: bytes of a file name that are no text become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def missing(name: str) -> CaptureFailure:
    """The failure for a file that is not there."""
    return CaptureFailure(shown(name), None, "there is no such file", "Check the name and the folder.")


def unreadable(error: Exception) -> CaptureError:
    """The error for a file that the system does not let us read."""
    if isinstance(error, PermissionError):
        return CaptureError("it may not be read", "Ask for the permission to read it, or copy it.")
    if isinstance(error, FileNotFoundError):
        return CaptureError("there is no such file", "Check the name and the folder.")
    if isinstance(error, ValueError):
        return CaptureError("the name is not a file name", "Check the name.")
    why = error.strerror if isinstance(error, OSError) and error.strerror else "the system refused"
    return CaptureError(f"it could not be read ({why})", "Check the file and the disk it is on.")


def read_bytes(path: Path) -> bytes:
    """All of a file, if it is a report's size. Raises CaptureError before reading one that is too large."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise CaptureError("it is not a regular file", "Name a file or a folder.")
        check_size(info.st_size)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, CaptureError):
            raise
        raise unreadable(error) from error
    check_size(len(data))
    return data


def check_size(size: int) -> None:
    """Raise CaptureError when ``size`` bytes are more than one report may have."""
    if size > MAX_BYTES:
        raise CaptureError(
            f"it holds {_megabytes(size)}, and a report may hold {_megabytes(MAX_BYTES)}",
            "Split it into one file a report, or put the reports into a .jsonl file, one a line.",
        )


def check_text(data: bytes) -> None:
    """Raise CaptureError when ``data`` is empty or is no text; says what it is where its first bytes tell."""
    if not data.strip():
        raise CaptureError("it is empty", "Save the report again.")
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise CaptureError(f"it is {what}, not text", remedy)
    if data[4:8] == b"ftyp":
        raise CaptureError("it is a film, not text", _AS_TEXT)


def modified_day(path: Path) -> str | None:
    """The day a file was last changed, ``YYYY-MM-DD`` in UTC; ``None`` where the system does not say."""
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    except (OSError, ValueError, OverflowError):
        return None


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB" if size % (1024 * 1024) == 0 else f"{size / 1024 / 1024:.1f} MB"


def _folder(name: str) -> Iterator[tuple[str, Path] | CaptureFailure]:
    found = False
    problems: list[OSError] = []
    for folder, below, files in os.walk(name, onerror=problems.append):
        below[:] = sorted(one for one in below if not one.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            if not file.startswith(".") and path.suffix.lower() in KNOWN_SUFFIXES:
                found = True
                yield shown(str(path)), path
    for problem in problems:
        where = problem.filename if isinstance(problem.filename, str) else name
        yield CaptureFailure.of(unreadable(problem), shown(where))
    if not found and not problems:
        known = ", ".join(sorted(KNOWN_SUFFIXES))
        yield CaptureFailure(shown(name), None, "the folder holds no reports", f"Reports end in {known}.")


def _pattern(name: str) -> Iterator[tuple[str, Path] | CaptureFailure]:
    matches = sorted(glob.glob(name, recursive=True))
    if not matches:
        yield CaptureFailure(shown(name), None, "no file matches", "Check the pattern and the folder.")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            continue
        yield shown(match), path
