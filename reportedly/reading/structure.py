"""Sections, quotations and sentence starts, found before the parser runs.

The parser errs at quotation marks, at headlines without a full stop and after abbreviations. What the characters
alone settle is settled here: sentence starts are preset, and the parser decides only where this module is silent.
"""

# ruff: noqa: RUF001  (quotation marks are what this module is about)

import re
from collections.abc import Iterator
from typing import Literal

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.sentences import sentence_words
from reportedly.model import Report
from reportedly.reading.doc import Quotation, Section, TokenRange
from reportedly.reading.once import texts, whole_text

FINAL = frozenset({".", "?", "!", "...", "…", "..", "?!", "!!", "??", "!?"})
"""Tokens that can end a sentence."""

CLOSERS = frozenset({'"', "'", "”", "’", "»", "''", ")", "]"})
"""Tokens that may stand between the end of a sentence and the start of the next."""

PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'", "``": "''", "''": "''"}
"""Opening mark to closing mark."""

MARKS = frozenset(PAIRS) | frozenset(PAIRS.values())
"""All of these."""

ALSO_CLOSES = {"“": ('"', "''"), "‘": ("'",), "``": ('"', "”"), '"': ("”", "''"), "'": ("’",), "„": ("”",)}
"""Marks that close a quotation whose own closing mark was lost in copying."""

SINGLE = frozenset({"'", "‘", "’"})
STRAIGHT = frozenset({'"', "'", "''"})

WORDS = sentence_words()

DASHES = frozenset({"-", "–", "—", "--", "_"})
DATELINE_REACH = 16
"""A dateline ends within this many tokens of the start of its paragraph."""

HEAD_REACH = 40
"""The repeated headline, the date and the place take at most this many tokens at the head of a copied page."""

YEAR = re.compile(r"(\d{2})?(19|20)\d{2}$")
"""A year, also with the day run into it: "Aug 012016"."""

SHORT_LINE = 40
"""A line of fewer characters than this is not one that was wrapped to the width of a page."""


@Language.component("structure")
def structure(doc: Doc) -> Doc:
    """Leave ``doc._.sections`` and ``doc._.quotes`` and preset ``token.is_sent_start``.

    ``doc._.report``, when set, tells the headline and the standfirst; without it every paragraph is body.
    """
    sections = find_sections(doc, doc._.report)
    quotes = tuple(quote for section in sections for quote in find_quotes(doc, section.start, section.end))
    doc._.sections = sections
    doc._.quotes = quotes
    preset_sentence_starts(doc, sections, quotes)
    return doc


def find_sections(doc: Doc, report: Report | None) -> tuple[Section, ...]:
    """The headline, the standfirst and the paragraphs of ``doc``, in order, as token ranges without blank lines."""
    ends: list[tuple[int, Literal["headline", "standfirst"]]] = []
    position = 0
    parts: tuple[tuple[Literal["headline", "standfirst"], str | None], ...] = ()
    text = ""
    if report is not None:
        parts = (("headline", report.headline), ("standfirst", report.standfirst))
        text = whole_text(doc)
    for kind, words in parts:
        if words and text[position:].lstrip().startswith(words):
            position = text.index(words, position) + len(words)
            ends.append((position, kind))
    sections: list[Section] = []
    for start, end in _paragraphs(doc, [end for end, _ in ends]):
        at = doc[start].idx
        sections.append(Section(next((kind for cut, kind in ends if at < cut), "body"), start, end))
    return tuple(sections)


def _paragraphs(doc: Doc, cuts: list[int]) -> Iterator[TokenRange]:
    """Token ranges of the paragraphs; ``cuts`` are character offsets where one must end."""
    start: int | None = None
    line_from = 0
    for token in doc:
        if start is not None and cuts and any(doc[start].idx < cut <= token.idx for cut in cuts):
            yield start, token.i
            start = None
        if not token.is_space:
            if start is None:
                start = token.i
                line_from = token.idx
            continue
        breaks = token.text.count("\n")
        if start is not None and breaks and (breaks > 1 or _ends_paragraph(doc, start, token, line_from)):
            yield start, token.i
            start = None
        if breaks:
            line_from = token.idx + len(token.text)
    if start is not None:
        end = len(doc)
        while doc[end - 1].is_space:
            end -= 1
        yield start, end


def _ends_paragraph(doc: Doc, start: int, newline: Token, line_from: int) -> bool:
    """Whether a single line break ends the paragraph: after a full stop or a short line, not in wrapped text."""
    before = doc[newline.i - 1]
    if newline.idx - line_from < SHORT_LINE:
        return True
    return before.i >= start and (before.text in FINAL or (before.text in CLOSERS and doc[before.i - 1].text in FINAL))


def find_quotes(doc: Doc, start: int, end: int) -> tuple[Quotation, ...]:
    """The quotations in the paragraph ``doc[start:end]``, outer before inner, in order of their start.

    An opening mark while one of its kind is open ends the earlier quotation there (its closing mark was lost, or the
    copy ran two paragraphs of one quotation together). A single mark opens a quotation only when a closing one
    follows; otherwise it is an apostrophe.
    """
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    written = texts(doc)
    for i in [i for i in range(start, end) if written[i] in MARKS]:
        mark = written[i]
        level = _closes(doc, i, mark, stack, end)
        if level is not None:
            for _, opened in stack[level + 1 :]:
                found.append(Quotation(opened + 1, i, closed=False))
            found.append(Quotation(stack[level][1] + 1, i, closed=True))
            del stack[level:]
        elif _opens(doc, i, mark, end):
            same = next((n for n, (other, _) in enumerate(stack) if other == mark), None)
            if same is not None:
                found.extend(Quotation(opened + 1, i, closed=False) for _, opened in stack[same:])
                del stack[same:]
            stack.append((mark, i))
    found.extend(Quotation(opened + 1, end, closed=False) for mark, opened in stack if mark not in SINGLE)
    return tuple(sorted((q for q in found if q.start < q.end), key=lambda q: (q.start, -q.end)))


def _closes(doc: Doc, i: int, mark: str, stack: list[tuple[str, int]], end: int) -> int | None:
    """The level of ``stack`` that the mark at ``i`` closes, or ``None``."""
    if not stack or not (_after_word(doc, i) or mark in {"”", "»"}):
        return None
    for level in range(len(stack) - 1, -1, -1):
        opening = stack[level][0]
        if mark != PAIRS[opening] and mark not in ALSO_CLOSES.get(opening, ()):
            continue
        if mark in STRAIGHT and _before_word(doc, i) and stack[level][1] != i - 1:
            return None
        if mark in SINGLE and _is_possessive(doc, i, end):
            return None
        return level
    return None


def _opens(doc: Doc, i: int, mark: str, end: int) -> bool:
    if mark not in PAIRS or i + 1 >= end:
        return False
    if mark not in STRAIGHT:
        return mark != "‘" or _single_closes_later(doc, i, end)
    if _after_word(doc, i) or doc[i].whitespace_:
        return False
    return mark != "'" or _single_closes_later(doc, i, end)


def _single_closes_later(doc: Doc, i: int, end: int) -> bool:
    return any(
        doc[k].text in {"'", "’"} and _after_word(doc, k) and not _before_word(doc, k) for k in range(i + 2, end)
    )


def _is_possessive(doc: Doc, i: int, end: int) -> bool:
    """Whether the single mark at ``i`` is the apostrophe of a plural: "the rebels' aid", with a later mark to close."""
    if not doc[i - 1].text.endswith("s") or i + 1 >= end or not doc[i + 1].text[:1].islower():
        return False
    for k in range(i + 1, end):
        if doc[k].text in SINGLE:
            return _after_word(doc, k) and not _before_word(doc, k)
    return False


def _after_word(doc: Doc, i: int) -> bool:
    """Whether the token at ``i`` is written hard against the one before, which is not an opening bracket or mark."""
    if i == 0:
        return False
    before = doc[i - 1]
    return not (before.whitespace_ or before.is_space) and before.text not in {"(", "[", "“", "‘", "«", "—", "–", "-"}


def _before_word(doc: Doc, i: int) -> bool:
    """Whether the token at ``i`` is written hard against a following word."""
    return i + 1 < len(doc) and not doc[i].whitespace_ and doc[i + 1].text[:1].isalnum()


def preset_sentence_starts(doc: Doc, sections: tuple[Section, ...], quotes: tuple[Quotation, ...]) -> None:
    """Preset ``is_sent_start`` wherever the characters settle it; the parser decides the rest."""
    opening = {quote.start - 1 for quote in quotes}
    closing = {quote.end for quote in quotes if quote.closed}
    firsts = {section.start: section for section in sections}
    headline = next((section for section in sections if section.kind == "headline"), None)
    headline_end = headline.end if headline else 0
    bodies = [section for section in sections if section.kind == "body"]
    datelines = {end for section in bodies for end in _dateline_end(doc, section)}
    if headline and not bodies:  # a text of one paragraph has no headline, and begins as a report does
        datelines.update(end for end in _dateline_end(doc, headline) if ")" in texts(doc)[headline.start : end])
    for section in bodies[: 1 if headline else 2]:
        datelines.update(_head_of_copy(doc, section, headline))
    presets = [0] * len(doc)
    written = texts(doc)
    for i in range(1, len(doc)):
        word = written[i]
        always = i > headline_end and word.lower() in WORDS.always and word.istitle() and i - 1 not in opening
        if always or i in firsts or i in datelines:
            presets[i] = 1
        elif written[i - 1].isalnum() or word.isspace() or i - 1 in opening or i in closing:
            presets[i] = -1
        else:
            starts = _starts_sentence(doc, i, closing, opening)
            if starts is None and i >= headline_end:
                continue
            presets[i] = 1 if starts else -1
    # All at once: setting a token's own attribute looks through the whole Doc each time.
    values = np.array(presets, dtype="int64").astype("uint64").reshape(-1, 1)
    doc.from_array([SENT_START], values)  # type: ignore[arg-type]  # spaCy means any integers


def _starts_sentence(doc: Doc, i: int, closing: set[int], opening: set[int]) -> bool | None:
    """Whether a sentence starts at ``i``; ``None`` where only a parse can tell."""
    token, k = doc[i], i - 1
    while k > 0 and doc[k].is_space:
        k -= 1
    closed = False
    while k > 0 and (k in closing or doc[k].text in CLOSERS):
        closed = closed or k in closing
        k -= 1
    last = doc[k]
    word = doc[i + 1] if i in opening and i + 1 < len(doc) else token
    if last.text in FINAL:
        if last.text == "." and k > 0 and not doc[k - 1].whitespace_ and _abbreviation(doc[k - 1].text, word):
            return False
        if word.text[:1].islower():
            return False if closed or last.text in {"...", "…"} else None
        if closed and last.text != "." and i not in opening and _speech_follows(doc, i):
            return False
        return True if word.text[:1].isupper() or i in opening else None
    if last.text == "X." and k > 0 and doc[k - 1].lower_ in {"on", "to"} and word.text[:1].isupper():
        return True  # the network: "he wrote on X. Others said"
    if len(last.text) > 1 and last.text.endswith(".") and not last.text[:1].isdigit():
        if _abbreviation(last.text[:-1], word) or word.text[:1].islower():
            return False
        return True if word.text[:1].isupper() and word.lower_ in WORDS.starters else None
    return False


def _abbreviation(stem: str, following: Token) -> bool:
    """Whether ``stem`` with a full stop is an abbreviation that ``following`` continues."""
    low = stem.lower()
    if low in WORDS.titles:
        return low not in {"no", "jr", "sr"} or following.text[:1].isdigit()
    if low in WORDS.months:
        return following.text[:1].isdigit()
    return len(stem) == 1 and stem.isalpha() and stem.isupper() and following.lower_ not in WORDS.starters


def _speech_follows(doc: Doc, i: int) -> bool:
    return any(token.lower_ in WORDS.speaking for token in doc[i : i + 6])


def _dateline_end(doc: Doc, section: Section) -> Iterator[int]:
    """The token after a dateline such as "BEIRUT (Agency) -" or, with its marks lost, "BEIRUT The army"."""
    bracket = False
    words = texts(doc)
    for i in range(section.start + 1, min(section.start + DATELINE_REACH, section.end - 1)):
        if words[i] in FINAL:
            return
        bracket = bracket or words[i] == ")"
        if words[i] not in DASHES and not words[i].istitle():
            continue
        before, token, after = doc[i - 1], doc[i], doc[i + 1]
        capitals = doc[section.start].is_upper and len(doc[section.start]) > 2
        if token.text in DASHES and before.whitespace_ and (token.whitespace_ or token.text == "—"):
            if (bracket or capitals or _is_filed_from(doc[section.start : i])) and not after.text[:1].islower():
                yield i + 1
            return
        shouted = before.is_upper and before.is_alpha and len(before) > 3
        if shouted and token.is_title and token.lower_ in WORDS.starters:
            yield i
            return


def _is_filed_from(words: Span) -> bool:
    """Whether the words before a dash can only be a town and its country: "Goma, DR Congo"."""
    names = [token for token in words if token.text != ","]
    return len(names) < len(words) and all(token.text[:1].isupper() for token in names)


def _head_of_copy(doc: Doc, section: Section, headline: Section | None) -> Iterator[int]:
    """Where the headline repeated, the date and the place end that a copied page runs into its first sentence."""
    at = _repeat_end(doc, section.start, section.end, headline)
    if at > section.start:
        yield at
    reach = min(at + HEAD_REACH, section.end - 1)
    for i in range(at, reach):
        token, following = doc[i], doc[i + 1]
        if token.text in FINAL:
            return
        if not following.text[:1].isupper() and not following.text[:1].isdigit() and following.text not in PAIRS:
            continue
        dated = YEAR.match(token.text) and _begins_as_date(doc, at, i)
        placed = token.is_upper and token.is_alpha and len(token) > 3 and following.is_title
        if dated or (placed and (i == at or doc[i - 1].text == ")" or YEAR.match(doc[i - 1].text))):
            yield i + 1
            repeated = _repeat_end(doc, i + 1, section.end, headline)
            if repeated > i + 1:
                yield repeated


def _repeat_end(doc: Doc, start: int, end: int, headline: Section | None) -> int:
    """The token after the headline's words, when they stand again at ``start`` (a time before them does not count);
    else ``start``.
    """
    words = [t.lower_ for t in doc[headline.start : headline.end] if t.is_alpha or t.is_digit] if headline else []
    i = start
    for word in words:
        while i < end and not (doc[i].is_alpha or doc[i].is_digit):
            i += 1
        if i >= end or doc[i].lower_ != word:
            return start
        i += 1
    while words and i < end and doc[i].text in FINAL:
        i += 1
    return i if words and i < end else start


def _begins_as_date(doc: Doc, at: int, year: int) -> bool:
    """Whether the words up to the year at ``year`` date the copy, and are not part of a sentence: "In April 2017"."""
    k = year - 1
    while k >= at and (doc[k].text.isdigit() or doc[k].lower_[:3] in WORDS.months or doc[k].lower_[:3] in WORDS.days):
        k -= 1
    if k == year - 1:
        return False
    if k < at:
        return True
    before = doc[k]
    if before.lower_ in {"at", "of"}:
        return k > at and doc[k - 1].lower_ in {"updated", "publication"}
    return before.text[:1].isupper() and before.lower_ not in WORDS.starters and before.lower_ not in {"of", "by"}
