"""Which words of a text to light up: overlapping ranges in, a flat row of segments out.

Claims overlap and nest (a figure lies in a content, one source's words in another's), which elements of a page cannot.
So the text is cut at every place where a mark begins or ends, and each piece says which marks it carries.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportedly.model import Claim, Reading, Span

Kind = Literal["content", "source", "cue", "figure", "setting", "event"]

KINDS: tuple[Kind, ...] = ("content", "event", "setting", "figure", "source", "cue")
"""Every kind of mark, the one that may be drawn over by the others first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a claim rests on: ``start`` and ``end`` in code points, ``claim`` the position of the claim."""

    start: int
    end: int
    kind: Kind
    claim: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that carries the same marks throughout. ``carries`` holds (claim, kind), sorted, each once."""

    start: int
    end: int
    text: str
    carries: tuple[tuple[int, Kind], ...]

    @property
    def claims(self) -> tuple[int, ...]:
        """The claims that rest on these words, each once, in order."""
        return tuple(sorted({claim for claim, _ in self.carries}))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What these words are to any claim, in the order of ``KINDS``."""
        present = {kind for _, kind in self.carries}
        return tuple(kind for kind in KINDS if kind in present)


def marks_of(reading: Reading) -> tuple[Mark, ...]:
    """All the marks of a reading's claims, in the order of the claims."""
    return tuple(mark for position, claim in enumerate(reading.claims) for mark in _marks(position, claim))


def _marks(position: int, claim: Claim) -> Iterable[Mark]:
    place, when, event = claim.place, claim.when, claim.event
    parts: list[tuple[Kind, Span | None]] = [
        *(("content", span) for span in claim.content),
        ("source", claim.source),
        ("cue", claim.cue),
        *(("figure", figure.span) for figure in claim.figures),
        ("setting", place.span if place else None),
        ("setting", when.span if when else None),
        ("event", event.trigger if event else None),
    ]
    return (Mark(span.start, span.end, kind, position) for kind, span in parts if span is not None)


def segments(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> tuple[Segment, ...]:
    """``text`` cut where marks begin and end, and at ``cuts``: pieces that joined together are ``text`` again.

    Marks may overlap, nest, repeat, be empty or reach outside the text.
    """
    opening: dict[int, list[Mark]] = {}
    edges = {0, len(text)} | {cut for cut in cuts if 0 < cut < len(text)}
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, len(text))
        if start < end:
            edges |= {start, end}
            opening.setdefault(start, []).append(mark)
    pieces: list[Segment] = []
    open_marks: list[Mark] = []
    for left, right in pairwise(sorted(edges)):
        open_marks = [mark for mark in open_marks if mark.end > left] + opening.get(left, [])
        carries = tuple(sorted({(mark.claim, mark.kind) for mark in open_marks}))
        pieces.append(Segment(left, right, text[left:right], carries))
    return tuple(pieces)


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of the lines of ``text`` that hold more than white space, line ends left out."""
    ranges: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append((position, position + len(line)))
        position += len(line) + 1
    return tuple(ranges)


def marked_paragraphs(text: str, marks: Iterable[Mark]) -> tuple[tuple[Segment, ...], ...]:
    """The paragraphs of ``text``, each as its segments."""
    ranges = paragraphs(text)
    pieces = segments(text, marks, (edge for pair in ranges for edge in pair))
    starts = [piece.start for piece in pieces]
    return tuple(pieces[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in ranges)
