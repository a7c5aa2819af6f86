"""The patterns of ``furniture.yaml`` and ``datelines.yaml``, compiled, and the plain uses of them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

LONGEST_TAIL = 3_000
"""How many characters at the end of a paragraph a tail may take up."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Compiled patterns of ``furniture.yaml``, by where they apply."""

    paragraph: tuple[re.Pattern[str], ...]
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
    picture_credit: re.Pattern[str]
    agency_credit: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """The patterns of ``furniture.yaml``."""
    data = _load("furniture.yaml")

    def compiled(where: str, before: str = "", after: str = "") -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(
                f"{before}(?:{one['pattern']}){after}",
                re.DOTALL | (re.NOFLAG if one.get("exact_case") else re.IGNORECASE),
            )
            for one in data[where]
        )

    return Furniture(
        paragraph=compiled("paragraph"),
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
        picture_credit=re.compile(rf"[(\[]{data['picture_credit']}[)\]]", re.IGNORECASE),
        agency_credit=re.compile(rf"[(\[]{data['agency_credit']}[)\]]"),
    )


def is_furniture(paragraph: str) -> bool:
    """Whether all of ``paragraph`` is something that stands beside the news."""
    return any(pattern.fullmatch(paragraph) for pattern in furniture().paragraph)


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
        if not matches:
            return paragraph, by
        match = min(matches, key=re.Match.start)
        by = by or match.groupdict().get("by")
        cut = paragraph[: match.start()].rstrip()
        if cut == paragraph:
            return paragraph, by
        paragraph = cut


def _load(name: str) -> dict[str, Any]:
    text = resources.files("reportedly.capture").joinpath(name).read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _any_of(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
