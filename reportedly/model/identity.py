"""Ids that are hashes of content: the same words give the same id on every machine."""

import hashlib
import json

ID_LENGTH = 16

_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def sha256_of_bytes(data: bytes) -> str:
    """The SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_text(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8. A lone surrogate is hashed as its own three bytes."""
    return sha256_of_bytes(text.encode("utf-8", "surrogatepass"))


def content_id(kind: str, *parts: object) -> str:
    """A short id such as ``claim-3f9a…`` from the JSON of ``parts``.

    ``kind`` is the prefix (``report``, ``claim``, ``account``, ``incident``). 16 hexadecimal digits follow:
    64 bits, so that among a hundred million claims a clash is still unlikely (about 3 in 10,000).
    """
    return f"{kind}-{sha256_of_text(_CANONICAL.encode(parts))[:ID_LENGTH]}"
