"""Finds a benchmark's files in its folder."""

from pathlib import Path


def only_file(folder: Path, name: str) -> Path:
    """The file ``name`` in ``folder`` or, where that is not there, the one file with the same ending.

    So another part of a set, such as a ``test.csv`` alone in a folder, is measured as the part named ``dev`` is.
    Raises ``FileNotFoundError`` when there is none, or more than one to choose from.
    """
    path = folder / name
    if path.is_file():
        return path
    others = sorted(folder.glob(f"*{path.suffix}"))
    if len(others) == 1:
        return others[0]
    found = f"; there are {', '.join(other.name for other in others)}" if others else ""
    raise FileNotFoundError(f"{path} is not there{found}")
