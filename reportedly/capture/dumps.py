"""Text as a browser's "select all" gives it, or a story saved as one paragraph: furniture off, parts told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportedly.capture.captions import is_caption, split_leading_caption
from reportedly.capture.dates import PrintedDate, dates_in
from reportedly.capture.draft import Draft
from reportedly.capture.furniture import datelines, is_furniture, without_inline, without_tail
from reportedly.capture.heads import is_byline, lift_head
from reportedly.model import Published

LONGEST_STANDFIRST = 70
"""How many words a standfirst may have."""
SHORTEST_STANDFIRST = 4
"""A shorter first paragraph without a full stop is a subheading."""
HEAD_PARAGRAPHS = 2
"""How many paragraphs of a story may begin with a part of the head: the standfirst and the first of the body."""

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BLANK = re.compile(r"\n\s*\n")
_ENDS = re.compile(r"[.!?\u2026:;][\"\u201d\u2019')\]]*$")
_PIPED_NAME = re.compile(r"\s+\|\s+([^|]{2,40})$")
# "Headline - Region - World - Outlet": the trail of sections that a page's title ends in.
_TRAIL = re.compile(r"(?:\s[-\u2013]\s[A-Z][\w&']*(?: [A-Z&][\w&']*)?){2,}\s*$")
_WORD = re.compile(r"[^\W_]+")
_TAGS = re.compile(r"\bTags:? (?=[A-Z])")
_RELATED = re.compile(r"\b(?:Print Tweet )?Views [\d,]+ Related (?=[A-Z0-9])")
# Words that begin a sentence and hardly ever a tag or a name, to find where a list that no mark closes has ended.
_OPENS = re.compile(
    r"\b(?:The|A|An|At least|In|On|Nearly|More than|Over|About|Around|Some|Several|Dozens|Scores|Hundreds|Thousands"
    r"|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen|Fifteen|Sixteen|Seventeen"
    r"|Eighteen|Nineteen|Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)\s"
)
# Verbs that a list of tags does not have.
_VERBS = re.compile(
    r"\b(?:was|were|is|are|has|have|had|said|says|told|killed|wounded|injured|died|hit|struck|shelled|targeted|left)\b"
)
LONGEST_LIST = 320
"""How many characters a list of tags or related headlines inside running text may take up."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story without its furniture."""

    standfirst: str | None
    paragraphs: tuple[str, ...]
    by: str | None
    head_date: PrintedDate | None


def read_dump(text: str, headline: str | None = None, day_first: bool | None = None) -> Draft:
    """The parts of a plain text. Its first line that is no furniture is the headline, unless one is given."""
    blocks = [block for block in paragraphs_of(text) if not is_furniture(block)]
    leading: PrintedDate | None = None
    if headline is None:
        while len(blocks) > 1:
            head = lift_head(blocks[0], None, day_first)
            if head.rest or head.date is None:
                break
            leading = leading or head.date
            blocks = blocks[1:]
        if not blocks:
            return Draft(None, None, ())
        headline, blocks = blocks[0], blocks[1:]
    headline, publisher = split_publisher(_SPACES.sub(" ", headline.replace("\n", " ")).strip())
    story = read_story(headline, blocks, day_first)
    dates = dateline_of(leading or story.head_date)
    return Draft(headline, story.standfirst, story.paragraphs, story.by, publisher, None, dates)


def dateline_of(found: PrintedDate | None) -> tuple[Published, ...]:
    """A date in the head of a story as a publication date, if there is one."""
    return () if found is None else (Published(date=found.date, precision=found.precision, basis="dateline"),)


def read_story(headline: str | None, blocks: Sequence[str], day_first: bool | None = None) -> Story:
    """The story in ``blocks``: furniture, captions, head and tail off, standfirst told from body."""
    date: PrintedDate | None = None
    by: str | None = None
    kept: list[str] = []
    for raw in blocks:
        block = _SPACES.sub(" ", without_inline(raw)).strip()
        if not block or is_furniture(block) or is_caption(block):
            date = date or labelled_date(block, day_first)
            continue
        if len(kept) < HEAD_PARAGRAPHS:
            names = is_byline(block)
            if names:
                by = by or names
                continue
            head = lift_head(block, headline, day_first)
            date, by = date or head.date, by or head.by
            if not head.rest:
                continue
            block = head.rest
        kept.append(block)
    labelled = labelled_date(blocks[-1], day_first) if blocks else None
    kept, signed = _without_tails(kept)
    if by and kept and kept[-1].rstrip(".").endswith(f" {by}"):
        kept[-1] = kept[-1].rstrip(".")[: -len(by)].rstrip()
    standfirst, kept = _split_standfirst(kept, headline, day_first)
    return Story(standfirst, tuple(kept), by or signed, date or labelled)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text. A line is a paragraph, unless the lines of a block are plainly one that was wrapped:
    one of them goes on in lower case.
    """
    found: list[str] = []
    for block in _BLANK.split(text.strip()):
        lines = [_SPACES.sub(" ", line).strip() for line in block.split("\n")]
        lines = [line for line in lines if line]
        wrapped = any(
            line[0].islower() and len(before) >= 40 and not _ENDS.search(before) for before, line in pairwise(lines)
        )
        found.extend([" ".join(lines)] if wrapped else lines)
    return found


def split_publisher(headline: str, publisher: str | None = None) -> tuple[str, str | None]:
    """A headline without the publisher's name behind a bar, and that name."""
    trail = _TRAIL.search(headline)
    if trail and trail.start() >= 10:
        return headline[: trail.start()].strip(), publisher or re.split(r"\s[-\u2013]\s", trail.group())[-1].strip()
    match = _PIPED_NAME.search(headline)
    if match and match.start() >= 10:
        return headline[: match.start()].strip(), publisher or match.group(1).strip()
    if publisher:
        for mark in (" - ", " \u2013 ", " \u2014 "):
            if headline.lower().endswith((mark + publisher).lower()):
                return headline[: -len(mark + publisher)].strip(), publisher
    return headline, publisher


def _without_tails(kept: list[str]) -> tuple[list[str], str | None]:
    """Take the tail off the last paragraph, and go on with the one before when nothing of it is left."""
    by = None
    while kept:
        last, names = without_tail(kept[-1])
        by = by or names
        if last:
            return [*kept[:-1], last], by
        kept = kept[:-1]
    return kept, by


def _split_standfirst(kept: list[str], headline: str | None, day_first: bool | None) -> tuple[str | None, list[str]]:
    if not kept:
        return None, kept
    first, others = kept[0], kept[1:]
    if others and not _ENDS.search(first) and SHORTEST_STANDFIRST <= len(first.split()) <= LONGEST_STANDFIRST:
        return first, others
    standfirst, story = _split_running(first, headline, day_first)
    return standfirst, [*story, *others]


def _split_running(text: str, headline: str | None, day_first: bool | None) -> tuple[str | None, list[str]]:
    """Standfirst and story in a paragraph that holds both, with caption and list of tags between them."""
    standfirst = None
    caption = split_leading_caption(text)
    if caption:
        standfirst, text = caption[0] or None, lift_head(caption[1], headline, day_first).rest
    else:
        listed = _split_at_list(text)
        if listed:
            standfirst, text = listed
        else:
            at = None if _TAGS.search(text, 0, 900) else _second_telling(text)
            if at:
                standfirst, text = datelines().filed_end.sub("", text[:at].rstrip()), text[at:]
    filed = datelines().filed.search(text, 0, 800)
    if filed and len(text[: filed.start()].split()) >= SHORTEST_STANDFIRST:
        return standfirst, [text[: filed.start()].rstrip(), text[filed.end() :]]
    return standfirst, [text] if text else []


def _split_at_list(text: str) -> tuple[str | None, str] | None:
    """What stands before and after a list of tags or related headlines, where its end can be told."""
    match = _TAGS.search(text, 0, 900) or _RELATED.search(text, 0, 900)
    if match is None:
        return None
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    end = _list_end(before, after, last=match.re is _RELATED)
    if end is None:
        # The list stays with the story, which is better than to lose the first words of it.
        return (before, text[match.start() :]) if _ENDS.search(before) else None
    return before or None, after[end:].lstrip(" .-")


def _list_end(before: str, after: str, last: bool) -> int | None:
    """Where a list without marks ends and the story begins: at the words that began the standfirst, at a full stop
    before a capital, or at a word that begins sentences.
    """
    stop = re.search(r"\.\s", after[:LONGEST_LIST])
    limit = stop.start() if stop else LONGEST_LIST
    dash = re.search(r"\s-(?=[A-Z])", after[:LONGEST_LIST]) if last else None
    if dash:
        return dash.end()
    opening = before.split()[:4]
    again = after.find(" ".join(opening), 0, limit) if len(opening) == 4 else -1
    openings = [match.start() for match in _OPENS.finditer(after[:limit])]
    if again >= 0 and not any(at < again for at in openings):
        return again
    if openings:
        return openings[-1] if last else openings[0]
    if stop and not last and len(after[: stop.start()].split()) <= 16 and not _VERBS.search(after[: stop.start()]):
        return stop.end()
    return None


def _second_telling(text: str) -> int | None:
    """Where a story that opens with its own standfirst begins again with the same words."""
    words = list(_WORD.finditer(text[:1200]))
    lower = [word.group().lower() for word in words]
    size = 6
    if len(lower) < 2 * size:
        return None
    opening = lower[:size]
    for at in range(size, min(LONGEST_STANDFIRST, len(lower) - size) + 1):
        start = words[at].start()
        if lower[at : at + size] == opening and text[start].isupper() == text[words[0].start()].isupper():
            return start - 1 if text[start - 1] in "\"\u201c\u2018'(" else start
    return None


def labelled_date(block: str, day_first: bool | None) -> PrintedDate | None:
    """A date that says of itself that the page was published or updated then, anywhere in a short block or at the
    end of a long one.
    """
    for label in re.finditer(
        r"(?:last |first )?(?:updated?|published|posted)\b(?: (?:on|at))?\s*:?\s*", block[-300:], re.IGNORECASE
    ):
        for found in dates_in(block[-300:][label.end() : label.end() + 40], day_first):
            return found
    return None
