"""The words of texts, and small fingerprints of them: shared wording is found without comparing every two texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

Slots = npt.NDArray[np.uint32]

SEED = 1
WORDING_NUMBERS = 4
WORD_SLOTS = 64 * WORDING_NUMBERS
BLOCKING_SLOTS = 48
SHINGLE_WORDS = 4
SHORTEST_WORD = 5
FEWEST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Wording:
    """The fingerprint of a text's words: a bit of each slot, in signed 64-bit numbers, and a few whole slots."""

    bits: tuple[int, ...]
    slots: tuple[int, ...]


_WORD = re.compile(r"[^\W_]+")


@cache
def _empty(slots: int) -> MinHash:
    # The CRC is no worse a start than SHA-1: the scheme mixes it before it permutes.
    return MinHash(num_perm=slots, seed=SEED, scheme="affine32", hashfunc=crc32)


def minhash(features: Iterable[str], slots: int) -> Slots | None:
    """The MinHash of a set of features: the share of equal slots of two estimates their Jaccard index.

    ``None`` for no features. Source: Broder 1997, On the resemblance and containment of documents.
    """
    distinct = {feature.encode("utf-8", "surrogatepass") for feature in features}
    if not distinct:
        return None
    sketch = _empty(slots).copy()
    sketch.update_batch(sorted(distinct))
    values: Slots = sketch.hashvalues
    return values


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation, so that lost commas and apostrophes change little."""
    return _WORD.findall(text.lower())


def wording(text: str) -> Wording | None:
    """The fingerprint of the longer words of a text; ``None`` for texts too short to be told apart by their words."""
    longer = {word for word in words(text) if len(word) >= SHORTEST_WORD}
    slots = minhash(longer, WORD_SLOTS) if len(longer) >= FEWEST_WORDS else None
    if slots is None:
        return None
    bits = np.packbits((slots & 1).astype(np.uint8)).view(np.int64)
    return Wording(bits=tuple(bits.tolist()), slots=tuple(slots[:BLOCKING_SLOTS].tolist()))


def shingles(text: str) -> frozenset[str]:
    """Every run of four words."""
    found = words(text)
    return frozenset(
        " ".join(found[start : start + SHINGLE_WORDS]) for start in range(max(len(found) - SHINGLE_WORDS + 1, 0))
    )
