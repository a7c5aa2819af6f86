"""The pieces of words that the learned reader's encoder knows, and the windows in which it looks at a report.

Words are cut as BERT cuts them (WordPiece, Apache-2.0): small letters, no accents, punctuation by itself, then from the
left the longest piece that is known.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

UNKNOWN, BEGINS, ENDS, NOTHING = "[UNK]", "[CLS]", "[SEP]", "[PAD]"
WINDOW = 254
"""How many pieces the encoder looks at together, the marks at both ends not counted."""

PIECES = 8
"""How many pieces of a word are looked at."""

_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")


class WordPieces:
    """Cuts words into the pieces of ``vocabulary``."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.opening, self.closing = self._numbers[BEGINS], self._numbers[ENDS]
        self.of = lru_cache(20_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of ``word``, ``PIECES`` at most; none of a blank one."""
        plain = unicodedata.normalize("NFD", word.lower())
        plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
        return tuple(number for part in _PARTS.findall(plain) for number in self._cut(part))[:PIECES]

    def _cut(self, part: str) -> list[int]:
        numbers: list[int] = []
        start = 0
        while start < len(part):
            begun = "##" if start else ""
            end = next((end for end in range(len(part), start, -1) if begun + part[start:end] in self._numbers), None)
            if end is None:
                return [self._numbers[UNKNOWN]]
            numbers.append(self._numbers[begun + part[start:end]])
            start = end
        return numbers


@dataclass(frozen=True, slots=True)
class Windows:
    """A report as the encoder takes it: a row of pieces for each window, and where in them each word's pieces stand.

    ``places`` are counted through all rows; the place after the last one stands for none. ``share`` is one part of a
    word's vector for each of its pieces.
    """

    pieces: NDArray[np.int64]
    places: NDArray[np.int64]
    share: NDArray[np.float32]


def windows_of(words: Sequence[str], bounds: Sequence[tuple[int, int]], known: WordPieces) -> Windows:
    """``words``, whole sentences (``bounds``) to a window as long as there is room in it."""
    cut = [known.of(word) for word in words]
    ranges = _ranges([len(pieces) for pieces in cut], bounds)
    rows = [[known.opening, *(one for word in cut[a:b] for one in word), known.closing] for a, b in ranges]
    longest = max((len(row) for row in rows), default=1)
    nowhere = len(rows) * longest
    places = np.full((len(words), PIECES), nowhere, np.int64)
    for number, (a, b) in enumerate(ranges):
        at = number * longest + 1
        for word in range(a, b):
            places[word, : len(cut[word])] = range(at, at + len(cut[word]))
            at += len(cut[word])
    share = np.array([[1 / max(1, len(pieces))] for pieces in cut], np.float32).reshape(-1, 1)
    filled = np.array([row + [0] * (longest - len(row)) for row in rows], np.int64).reshape(len(rows), longest)
    return Windows(filled, places, share)


def _ranges(sizes: Sequence[int], bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of each window: whole sentences where they fit, else as many words as fit."""
    ranges: list[tuple[int, int]] = []
    first, last, held = 0, 0, 0
    for start, end in bounds:
        if last > first and held + sum(sizes[start:end]) > WINDOW:
            ranges.append((first, last))
            first, held = start, 0
        for word in range(start, end):
            if held + sizes[word] > WINDOW:
                ranges.append((first, word))
                first, held = word, 0
            held += sizes[word]
        last = end
    return [*ranges, (first, last)] if last > first else ranges
