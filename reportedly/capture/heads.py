"""The head of a story: repeated headline, date, credit, byline and dateline, lifted off its first words."""

import re
from dataclasses import dataclass, replace

from reportedly.capture.dates import PrintedDate, first_date
from reportedly.capture.furniture import datelines, furniture

LONGEST_CREDIT = 14
"""How many words of credit may stand before the date in a head."""
LONGEST_BYLINE = 12
"""How many words a byline may have."""
LONG_HEADLINE = 7
"""A headline of more words is known again without its first."""
SHORTEST_REPETITION = 4
"""A headline of fewer words is not looked for in the body: its words may well begin a sentence."""

_WORD = re.compile(r"[^\W_]+")
_CREDIT_WORD = re.compile(r"[A-Z0-9(|\u2013\u2014-]\S*|and|of|the|for")
_PREPOSITIONS = frozenset(
    ["on", "in", "at", "since", "until", "by", "from", "after", "before", "during", "for", "of", "and", "the"]
)
_CLOCK = re.compile(
    r"\s*(?:,|\||-|\u2013|at)?\s*(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?"
    r"|\d{6}(?=\s|$)|\d{4}\s*[ap]m\b|(?<=at )\d{4})"
    r"\s*(?:\(?(?:GMT|UTC|BST|EST|EDT|CET|KSA|local time)(?:[+-]\d+)?\)?)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\s*\(updated[^)]{0,40}\)|\s*\)", re.IGNORECASE)
_LOWER = re.compile(r"\s*[a-z]")
_BYLINE = re.compile(r"(?:written |reported |story )?by:?\s+", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w'\u2019.-]*|al-\w+|el-\w+|de|van|von|bin|ibn)"
_NAMES = re.compile(rf"{_NAME}(?:(?:,| and|,? in)? {_NAME}){{1,9}}")
# Names and nothing else as a sentence of their own; an article or an initial at the end is no name.
_NAMES_SENTENCE = re.compile(
    rf"((?!The |A |An ){_NAME}(?:(?:,| and)? {_NAME}){{1,7}}(?<=[a-z]{{2}}))\.\s+(?=[A-Z\"\u201c])"
)
_AFTER_HEADLINE = re.compile(r"\s*(?:$|[.:|\u2013\u2014-]|[^a-z\s])")


@dataclass(frozen=True, slots=True)
class Head:
    """What stood before the story (``date``, ``by``) and the story itself (``rest``)."""

    rest: str
    date: PrintedDate | None = None
    by: str | None = None


def lift_head(text: str, headline: str | None, day_first: bool | None = None) -> Head:
    """Take the head off the first words of ``text``, in whatever order its parts stand."""
    head = Head(text.strip())
    while True:
        before = head.rest
        head = _lift_headline(head, headline)
        head = _lift_byline(head, headline)
        head = _lift_date(head, day_first)
        head = _lift_furniture(head)
        head = _lift_place(head, after_head=head.rest != text)
        if head.rest == before:
            return head


def repetition_end(text: str, headline: str | None) -> int | None:
    """Where a repetition of ``headline`` at the start of ``text`` ends; ``None`` if there is none.

    Only words are compared. A headline whose last word runs on in lower case is a sentence that begins alike, not a
    repetition.
    """
    wanted = [word.lower() for word in _WORD.findall(headline or "")]
    end = _words_end(text, wanted)
    if end is None and len(wanted) > LONG_HEADLINE:
        # Some sites lose a number at the start of the repetition.
        end = _words_end(text, wanted[1:])
    return end


def _words_end(text: str, wanted: list[str]) -> int | None:
    if len(wanted) < SHORTEST_REPETITION:
        return None
    end = 0
    words = _WORD.finditer(text)
    for want in wanted:
        word = next(words, None)
        if word is None or word.group().lower() != want or len(text[end : word.start()].strip()) > 3:
            return None
        end = word.end()
    rest = text[end:]
    if not _AFTER_HEADLINE.match(rest):
        return None
    closing = re.match(r"[\"\u201d'\u2019)\]]*\s*\.?", rest)
    return end + (closing.end() if closing else 0)


def is_byline(paragraph: str) -> str | None:
    """The names in a paragraph that is a byline and nothing else."""
    match = _BYLINE.match(paragraph)
    if match is None:
        return None
    names = paragraph[match.end() :].strip()
    return names.rstrip(".") if _NAMES.fullmatch(names.rstrip(".")) and len(names.split()) <= LONGEST_BYLINE else None


def _lift_headline(head: Head, headline: str | None) -> Head:
    end = repetition_end(head.rest, headline)
    if end is None:
        return head
    rest = head.rest[end:].lstrip()
    names = _NAMES_SENTENCE.match(rest)
    if names and head.by is None:
        return replace(head, rest=rest[names.end() :], by=names.group(1))
    return replace(head, rest=rest)


def _lift_byline(head: Head, headline: str | None) -> Head:
    """A byline inside running text ends where the repeated headline begins; elsewhere it cannot be told from prose."""
    start = _BYLINE.match(head.rest)
    if start is None:
        return head
    words = list(re.finditer(r"\S+", head.rest[start.end() :]))[: LONGEST_BYLINE + 1]
    for word in words[1:]:
        at = start.end() + word.start()
        if repetition_end(head.rest[at:], headline) is not None:
            return replace(head, rest=head.rest[at:], by=head.by or head.rest[start.end() : at].strip())
    return head


def _lift_date(head: Head, day_first: bool | None) -> Head:
    label = datelines().label.match(head.rest)
    at = label.end() if label else 0
    found = first_date(head.rest[at : at + 200], day_first)
    if found is None:
        return head
    credit = head.rest[at : at + found.start].strip(" \t,|-\u2013\u2014(")
    words = credit.split()
    if len(words) > (2 if label else LONGEST_CREDIT) or (words and words[-1].lower() in _PREPOSITIONS):
        return head
    if not all(_CREDIT_WORD.fullmatch(word) for word in words):
        return head
    end = at + found.end
    for pattern in (_CLOCK, _UPDATED, _CLOCK):
        more = pattern.match(head.rest, end)
        end = more.end() if more else end
    if _runs_on(head.rest[end:]):
        return head
    agency = datelines().agency.fullmatch(credit) if credit else None
    return Head(head.rest[end:].lstrip(), head.date or found, head.by or (credit if agency else None))


def _runs_on(rest: str) -> bool:
    """Whether words in lower case follow, so that the date was part of a sentence."""
    return bool(_LOWER.match(rest)) and not re.match(r"\s*(?:by\s|title:|get short)", rest)


def _lift_furniture(head: Head) -> Head:
    rest = head.rest
    for pattern in furniture().head:
        match = pattern.match(rest)
        if match:
            rest = rest[match.end() :].lstrip()
    return head if rest == head.rest else replace(head, rest=rest)


def _lift_place(head: Head, after_head: bool) -> Head:
    match = datelines().place.match(head.rest)
    if match:
        return replace(head, rest=head.rest[match.end() :].lstrip())
    agency = datelines().agency.match(head.rest) if after_head else None
    if agency and re.match(r"\s+[\"\u201c]?[A-Z]", head.rest[agency.end() :]) and head.date:
        return replace(head, rest=head.rest[agency.end() :].lstrip(), by=head.by or agency.group().strip("()"))
    return head
