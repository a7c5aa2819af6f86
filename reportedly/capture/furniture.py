"""The patterns of ``furniture.yaml`` and ``datelines.yaml``, compiled, and the plain uses of them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from reportedly.knowledge.lexicon import parse_yaml

LONGEST_FURNITURE = 800
"""A paragraph of more characters is never furniture."""
LONGEST_TAIL = 3_000
"""How many characters at the end of a paragraph a tail may take up."""
SMALLEST_STORY = 0.3
"""What share of a paragraph must stay when its tail is cut off, unless it is short and nothing but tail."""
LONGEST_SOLE_TAIL = 700
"""How many characters a paragraph that is nothing but tail may have."""


# Words of harm and of telling: a paragraph with one of them reports something.
_TELLS = re.compile(
    r"\b(?:said|says|told|according to|reported|announced|claimed|denied|kill(?:s|ed|ing)?|wounded|injured|dead|died"
    r"|deaths?|attack(?:s|ed)?|shelling|bombing|strikes?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Compiled patterns of ``furniture.yaml``, by where they apply."""

    paragraph: tuple[re.Pattern[str], ...]
    prose: tuple[re.Pattern[str], ...]
    head: tuple[re.Pattern[str], ...]
    tail: tuple[re.Pattern[str], ...]
    inline: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Datelines:
    """Compiled patterns of ``datelines.yaml``."""

    label: re.Pattern[str]
    agency: re.Pattern[str]
    place: re.Pattern[str]
    filed: re.Pattern[str]
    filed_end: re.Pattern[str]
    picture_credit: re.Pattern[str]
    agency_credit: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """The patterns of ``furniture.yaml``."""
    data = _load("furniture.yaml")

    def compiled(where: str, before: str = "", after: str = "", prose: bool = False) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(
                f"{before}(?:{one['pattern']}){after}",
                re.DOTALL | (re.NOFLAG if one.get("exact_case") else re.IGNORECASE),
            )
            for one in data[where]
            if one.get("prose", False) is prose
        )

    return Furniture(
        paragraph=compiled("paragraph"),
        prose=compiled("paragraph", prose=True),
        head=compiled("head"),
        tail=compiled("tail", r"(?:^|(?<=[\s.!?\"\u201d)\]])|(?=[-\u2013\u2014.]))", r"\s*\Z"),
        inline=compiled("inline"),
    )


@cache
def datelines() -> Datelines:
    """The patterns of ``datelines.yaml``."""
    data = _load("datelines.yaml")
    agency = _any_of(data["agencies"])
    city = _any_of(data["cities"])
    city_in_capitals = _any_of([name.upper() for name in data["cities"]])
    country = _any_of(data["countries"])
    capitals = r"[A-Z][A-Z'\u2019-]+(?: [A-Z][A-Z'\u2019-]+){0,2}"
    named = rf"(?:(?:{capitals}|{city})(?:,? (?:{country}|{city}))?(?:[/,] ?(?:{capitals}|{city})){{0,2}})"
    dash = r"\s?[-\u2013\u2014]{1,2}\s"
    day = r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    return Datelines(
        label=re.compile(rf"(?:{'|'.join(data['labels'])})\s*[:,-]?\s*", re.IGNORECASE),
        agency=re.compile(rf"\(?(?:{agency})\)?(?![\w-])"),
        # "BEIRUT (AFP) - ", "KYIV, Ukraine, Aug. 1 — ", "BEIRUT (AFP) The", "BEIRUT The", "HOMS Syria The"
        place=re.compile(
            rf"{named}{day}\s?\((?:{agency}|[A-Z][A-Za-z]{{1,10}})\)(?:{dash}|\s(?=[\"\u201cA-Z]))"
            rf"|{named}{day}{dash}"
            rf"|{capitals},? (?:{country})\s(?=[\"\u201cA-Z0-9])"
            rf"|(?:{city_in_capitals})\s(?=[\"\u201cA-Z])"
        ),
        # "MOSCOW (Sputnik)" in the middle of a dump: where the story itself begins.
        filed=re.compile(rf"(?<=\s){capitals} \((?:{agency})\)(?:{dash}|\s)(?=[\"\u201cA-Z])"),
        filed_end=re.compile(
            rf"\s(?:{capitals}(?: [A-Z][a-z]+ \d{{1,2}})? )?\([A-Za-z][A-Za-z ]{{1,20}}\)(?:\s?[-\u2013\u2014])?$"
        ),
        picture_credit=re.compile(rf"[(\[]{data['picture_credit']}[)\]]", re.IGNORECASE),
        agency_credit=re.compile(rf"[(\[]{data['agency_credit']}[)\]]"),
    )


def is_furniture(paragraph: str) -> bool:
    """Whether all of ``paragraph`` is something that stands beside the news."""
    if len(paragraph) > LONGEST_FURNITURE:
        return False
    if any(pattern.fullmatch(paragraph) for pattern in furniture().paragraph):
        return True
    return not _TELLS.search(paragraph) and any(pattern.fullmatch(paragraph) for pattern in furniture().prose)


def without_inline(paragraph: str) -> str:
    """``paragraph`` without what may stand in the middle of a sentence."""
    for pattern in furniture().inline:
        paragraph = pattern.sub(" ", paragraph)
    return paragraph


def without_tail(paragraph: str) -> tuple[str, str | None]:
    """``paragraph`` without what follows the story in it, and the names of its reporters where the tail gives them."""
    by = None
    while True:
        start = max(0, len(paragraph) - LONGEST_TAIL)
        matches = [match for match in (one.search(paragraph, start) for one in furniture().tail) if match]
        matches = [match for match in matches if match.group() and _may_cut(paragraph, match.start())]
        if not matches:
            return paragraph, by
        match = min(matches, key=re.Match.start)
        by = by or _reporters(match.groupdict().get("by"))
        paragraph = paragraph[: match.start()].rstrip()


def _may_cut(paragraph: str, at: int) -> bool:
    if at == 0:
        return len(paragraph) <= LONGEST_SOLE_TAIL
    return at >= SMALLEST_STORY * len(paragraph)


def _reporters(signed: str | None) -> str | None:
    """The names in "Reporting by A and B; Writing by C"."""
    names = re.findall(r"(?:reporting|writing) by ([^;.]+)", signed or "", re.IGNORECASE)
    return ", ".join(name.strip() for name in names) or None


def _load(name: str) -> dict[str, Any]:
    text = resources.files("reportedly.capture").joinpath(name).read_text("utf-8")
    loaded: dict[str, Any] = parse_yaml(text)
    return loaded


def _any_of(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
