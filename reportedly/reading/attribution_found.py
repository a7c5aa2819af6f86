"""What the finders of attributions share: the candidate they yield, and helpers on token ranges."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import CueStance, Kind
from reportedly.model.claim import Factuality
from reportedly.reading.doc import TokenRange
from reportedly.reading.once import texts

EDGE = frozenset(".,;:?!-\"'") | {
    "--",
    "...",
    "_",
    "*",
    "''",
    "``",
    "\u2026",
    "\u2013",
    "\u2014",
    "\u201c",
    "\u201d",
    "\u2018",
    "\u2019",
    "\u00ab",
    "\u00bb",
}
"""Tokens that a range sheds at its ends."""

_OPENS = {'"': '"', "\u201d": "\u201c"}
"""What opens a quotation, by what closes it. An apostrophe may be either and anything else."""


TURNS = frozenset({"but", "while", "whereas", "although", "though"})
"""Words after which another source, or the same one with another verb, begins."""

JOINING = TURNS | {"and", "or", "yet"}
"""Words that join what comes after: at the end of somebody's words they belong to the next speaker's."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate attribution; ranges index the Doc. ``anchor`` is the token that the cue hangs on.

    ``antecedent`` is what a relative pronoun as source stands for. ``told`` is whom it was said to ("told AFP"),
    ``quoted_by`` who passes it on ("the agency quoted a medic as saying"), ``cited`` on whose word the source rests
    ("the agency reported, citing medics"). ``follows`` is the anchor of the attribution that this one carries on.
    ``unnamed`` marks a cue that says that somebody says it, and not who.
    """

    anchor: int
    cue: TokenRange | None
    lemma: str
    kind: Kind
    factuality: Factuality
    stance: CueStance | None
    content: tuple[TokenRange, ...]
    source: TokenRange | None
    antecedent: TokenRange | None = None
    told: TokenRange | None = None
    quoted_by: TokenRange | None = None
    cited: TokenRange | None = None
    follows: int | None = None
    unnamed: bool = False
    by: Literal["verb", "noun", "preposition", "adverb", "surface", "headline", "quote", "continued"] = "verb"


def ranges_of(indices: Iterable[int]) -> tuple[TokenRange, ...]:
    """The runs of neighbouring ``indices``, in order."""
    out: list[TokenRange] = []
    for i in sorted(set(indices)):
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return tuple(out)


def trimmed(doc: Doc, span: TokenRange) -> TokenRange | None:
    """``span`` without punctuation and blanks at its ends; ``None`` when nothing is left."""
    start, end = span
    words = texts(doc)
    while start < end and (words[start] in EDGE or words[start].isspace()):
        start += 1
    while start < end and (words[end - 1] in EDGE or words[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None


def tidy(doc: Doc, spans: Iterable[TokenRange]) -> tuple[TokenRange, ...]:
    """The spans trimmed, merged where only punctuation stands between, and without those that hold no word, nor the
    "and" that leads on to what another says.
    """
    out: list[TokenRange] = []
    for span in sorted(spans):
        kept = trimmed(doc, span)
        if kept is None:
            continue
        kept = _closed(doc, kept)
        if out and (kept[0] <= out[-1][1] or all(t.is_space or t.text in EDGE for t in doc[out[-1][1] : kept[0]])):
            out[-1] = (out[-1][0], max(out[-1][1], kept[1]))
        else:
            out.append(kept)
    while out and _leads_on(doc[out[-1][1] - 1]):
        rest = trimmed(doc, (out[-1][0], out[-1][1] - 1))
        out[-1:] = [rest] if rest is not None else []
    return tuple(out)


def _leads_on(word: Token) -> bool:
    """Whether ``word`` joins on what is no longer there; "not known yet" ends in no such word."""
    return word.lower_ in JOINING and word.pos_ != "ADV"


def _closed(doc: Doc, span: TokenRange) -> TokenRange:
    """``span`` with the mark that ends a quotation begun in it: "the claim as 'a lie'"."""
    start, end = span
    after = [token.text for token in doc[end : end + 2]]
    if after and after[0] in {".", ",", "!", "?"}:
        after, end = after[1:], end + 1
    closing = after[0] if after else ""
    if closing not in _OPENS or doc[end - 1].whitespace_:
        return span
    marks = [token.text for token in doc[start:end] if token.text in (closing, _OPENS[closing])]
    is_open = bool(marks) and marks[-1] == _OPENS[closing] and (len(marks) % 2 == 1)
    return (start, end + 1) if is_open else span


def subtree(token: Token) -> TokenRange:
    """From the leftmost to the rightmost token under ``token``."""
    return token.left_edge.i, token.right_edge.i + 1


def without(span: TokenRange, holes: Iterable[TokenRange]) -> tuple[TokenRange, ...]:
    """``span`` less the ``holes``."""
    indices = set(range(*span))
    for start, end in holes:
        indices -= set(range(start, end))
    return ranges_of(indices)


def inside(i: int, spans: Iterable[TokenRange]) -> bool:
    """Whether token ``i`` is in one of the spans."""
    return any(start <= i < end for start, end in spans)


def size(spans: Iterable[TokenRange]) -> int:
    """The number of tokens in the spans."""
    return sum(end - start for start, end in spans)


def until(spans: Iterable[TokenRange], end: int) -> tuple[TokenRange, ...]:
    """What of the spans stands before token ``end``."""
    return tuple((start, min(stop, end)) for start, stop in spans if start < end)
