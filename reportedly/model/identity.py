"""Ids that are hashes of content: the same words give the same id on every machine."""

import hashlib
import json

ID_LENGTH = 16


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
    canonical = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"{kind}-{sha256_of_text(canonical)[:ID_LENGTH]}"


_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


def speakable(content_id: str, words: int = 2) -> str:
    """A content id as words to say on the telephone: ``incident-3f9a1c07…`` is ``guvip-dubal``.

    Each word stands for four hexadecimal digits, consonants and vowels in turn. Among a thousand incidents two
    words clash in about one ledger in nine thousand; more words tell those apart.
    Source: D. S. Wilkerson, "A Proposal for Proquints: Identifiers that are Readable, Spellable, and Pronounceable".
    """
    digits = content_id.rpartition("-")[2]
    return "-".join(_word(int(digits[i : i + 4], 16)) for i in range(0, words * 4, 4))


def hexadecimal(spoken: str) -> str | None:
    """The hexadecimal digits that ``speakable`` words stand for; ``None`` where these are no such words."""
    found = [_number(word) for word in spoken.split("-")]
    return "".join(f"{number:04x}" for number in found if number is not None) if None not in found else None


def _word(number: int) -> str:
    c, v = _CONSONANTS, _VOWELS
    return c[number >> 12] + v[number >> 10 & 3] + c[number >> 6 & 15] + v[number >> 4 & 3] + c[number & 15]


def _number(word: str) -> int | None:
    kinds = (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
    if len(word) != len(kinds) or any(letter not in kind for letter, kind in zip(word, kinds, strict=True)):
        return None
    number = 0
    for letter, kind in zip(word, kinds, strict=True):
        number = number * len(kind) + kind.index(letter)
    return number
