"""Captions: what stands under a picture, known by the credit that closes it."""

import re

from reportedly.capture.furniture import datelines

LONGEST_CAPTION = 70
"""How many words a caption may have."""
EARLIEST_STORY = 700
"""In a story that runs on in one paragraph, captions are looked for in its first characters only."""

_SENTENCE_END = re.compile(r"[.!?][\"\u201d\u2019)]?\s+(?=[\"\u201c\u2018(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec))\.\s+$"
)
_ON_SOMEBODYS_WORD = re.compile(
    r"\b(said|says|told|according|reported|reports|announced|claimed(?! by)|claims|added|confirmed|denied|stated"
    r"|accused)\b",
    re.IGNORECASE,
)
_HARM_DONE = re.compile(r"\b(?:was|were|been) (?:killed|wounded|injured|shot)\b|\bdied\b|\bkilled\b \d", re.IGNORECASE)
_ONLY_A_DATE = re.compile(r"(?:[A-Z][a-z]+ \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\.?")
_CREDIT_LINE = re.compile(
    r"(?:(?:photo|picture|image|credit|photograph|video|pic)s?(?: (?:credit|by|courtesy))?s?\s?[:/©].{1,120}"
    r"|(?:caption|file photo|file picture)\s?:.{1,300}"
    r"|.{5,400}(?:[/|]|\[)\s?(?:(?:getty images|afp|ap|reuters|epa|anadolu|xinhua)\b.{0,60}))",
    re.IGNORECASE,
)
_AGENCY_SLASH = re.compile(r"\b(?:REUTERS|AFP|AP|EPA|Reuters)/[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3}(?:/\w+)?\.?$")


def is_caption(paragraph: str) -> bool:
    """Whether all of ``paragraph`` is the caption of a picture."""
    if len(paragraph.split()) > LONGEST_CAPTION:
        return False
    said = _ON_SOMEBODYS_WORD.search(paragraph)
    if _AGENCY_SLASH.search(paragraph) or (_CREDIT_LINE.fullmatch(paragraph) and not said):
        return True
    closing = re.search(r"[(\[][^()\[\]]{1,90}[)\]]\.?$", paragraph)
    if closing is None:
        return False
    credit = closing.group().rstrip(".")
    if datelines().picture_credit.fullmatch(credit):
        return True
    return bool(datelines().agency_credit.fullmatch(credit)) and not said and closing.start() > 0


def split_leading_caption(text: str) -> tuple[str, str] | None:
    """The words before and after a caption near the start of running text; ``None`` if there is none.

    The caption is the last sentence before its credit: what stands before that sentence is kept. Behind the bare name
    of an agency a sentence that reports harm or somebody's words is kept as well.
    """
    for closing in re.finditer(r"[(\[][^()\[\]]{1,90}[)\]]", text[:EARLIEST_STORY]):
        credit, rest = closing.group(), text[closing.end() :].lstrip(" .")
        before = text[: closing.start()].rstrip()
        if not before or not re.match(r"[\"\u201c\u2018]?[A-Z0-9]", rest):
            continue
        start = _last_sentence(before)
        if _ONLY_A_DATE.fullmatch(before[start:]):
            start = _last_sentence(before[:start].rstrip())
        caption = before[start:]
        if len(caption.split()) > LONGEST_CAPTION or len(caption.split()) < 3:
            continue
        if datelines().picture_credit.fullmatch(credit):
            return before[:start].rstrip(), rest
        if datelines().agency_credit.fullmatch(credit) and before.endswith((".", "!", "?")):
            reports = _ON_SOMEBODYS_WORD.search(caption) or _HARM_DONE.search(caption)
            return (before if reports else before[:start].rstrip()), rest
    return None


def _last_sentence(text: str) -> int:
    """Where the last sentence of ``text`` begins."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text) if not _ABBREVIATION.search(text[: end.end()])]
    return ends[-1] if ends else 0
