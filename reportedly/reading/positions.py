"""Finds what lies in a range of tokens without looking at everything: long reports stay linear."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from spacy.tokens import Doc

from reportedly.reading.doc import TokenRange
from reportedly.reading.once import once_a_doc

T = TypeVar("T")


class Positions(Generic[T]):
    """Findings in the order of their positions in a Doc."""

    def __init__(self, items: Iterable[T], position: Callable[[T], int]) -> None:
        """``position`` gives the token index that an item counts as lying at."""
        self._items = sorted(items, key=position)
        self._at = [position(item) for item in self._items]

    def within(self, ranges: Sequence[TokenRange]) -> list[T]:
        """The items that lie in any of ``ranges``, in order; ranges must not overlap."""
        return [
            item
            for start, end in sorted(ranges)
            for item in self._items[bisect_left(self._at, start) : bisect_left(self._at, end)]
        ]


@once_a_doc
def sentences(doc: Doc) -> list[TokenRange]:
    """The sentences of ``doc``, which must have been parsed."""
    return [(sentence.start, sentence.end) for sentence in doc.sents]


def sentence_at(doc: Doc, i: int) -> TokenRange:
    """The sentence that token ``i`` stands in; spaCy's own ``token.sent`` looks through the whole Doc at every call."""
    known = sentences(doc)
    return known[bisect_left(known, (i + 1, 0)) - 1]
