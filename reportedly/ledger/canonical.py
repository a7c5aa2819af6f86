"""One way only to write a value down, so that equal values have equal hashes."""

import json
from typing import Any

from reportedly.model import sha256_of_text
from reportedly.model.base import Noun


def canonical(value: Any) -> str:
    """``value`` as JSON in ASCII, keys sorted, no blanks. A noun is written as its own JSON.

    ASCII because a database may refuse U+0000 in text, and every escape reads back as the very same text.
    """
    plain = value.model_dump(mode="json") if isinstance(value, Noun) else value
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """The SHA-256 of ``canonical(value)`` as 64 hexadecimal digits."""
    return sha256_of_text(canonical(value))


def storable(text: str | None, length: int | None = None) -> str:
    """``text`` for a column to filter on: never ``None``, without U+0000, at most ``length`` characters.

    The noun itself, in the ``body`` column, is always whole.
    """
    return (text or "").replace("\0", "\ufffd")[:length]


def searchable(*texts: str | None) -> str:
    """``texts`` on lines of their own, folded so that SQLite and PostgreSQL find the same words whatever their case."""
    return storable("\n".join(text.casefold() for text in texts if text))
