"""The project's own source as one hash: links that another build made are told from those that this one would make."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("reportedly.linking", "reportedly.knowledge", "reportedly.model")
"""What linking rests on besides the readings: how it is done, what names and words are looked up in, and what people's
decisions make of a reading (``model/reviewed.py``).
"""

KINDS = (".py", ".yaml", ".json")


@cache
def own_source() -> str:
    """The hash of the packages that linking is made of."""
    return hash_of(map(files, PACKAGES))


def hash_of(folders: Iterable[Traversable]) -> str:
    """The SHA-256 of all code and data in ``folders``, wherever they are and whatever ends their lines."""
    found = sha256()
    for folder in folders:
        for path, text in _texts(folder, folder.name):
            found.update(f"{path} {len(text)}\n".encode() + text)
    return found.hexdigest()


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _texts(each, f"{path}/{each.name}")
        elif each.name.endswith(KINDS):
            yield f"{path}/{each.name}", each.read_bytes().replace(b"\r\n", b"\n")
