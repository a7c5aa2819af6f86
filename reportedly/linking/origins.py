"""Whose word it is in the end: documents that copy one wire, and chains that lead to one speaker, are one origin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.linking.sketch import shingles
from reportedly.linking.whereabouts import folded
from reportedly.model import Report, Source

COPIED_SHARE = 0.5
"""Two texts are copies when half of the shorter one's runs of words are in the other."""

FEWEST_SHINGLES = 12
"""Texts of fewer runs of words are copies only when they are the same."""

AGENCIES = {
    "afp": "agence france presse",
    "agence france presse": "agence france presse",
    "reuters": "reuters",
    "thomson reuters": "reuters",
    "ap": "associated press",
    "associated press": "associated press",
    "upi": "united press international",
    "dpa": "dpa",
    "deutsche presse agentur": "dpa",
    "efe": "efe",
    "anadolu agency": "anadolu",
    "xinhua": "xinhua",
    "sana": "sana",
    "tass": "tass",
    "interfax": "interfax",
}
"""Agencies whose copy others print, by the folded names that stand in a byline."""

NAMELESS = frozenset({"unnamed", "witness", "social"})
"""Kinds of source that cannot be told apart by name: each voice's own witnesses are an origin of their own."""

CARRIERS = frozenset({"media"})


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text's runs of words, and its words in their order."""

    runs: frozenset[str]
    words: str


def voices(reports: Iterable[Report]) -> dict[str, str]:
    """The voice that each report (by id) speaks in: an agency, or the first publisher of a text that others copy."""
    ordered = sorted(reports, key=lambda report: (report.published.date if report.published else "9", report.id))
    said = {report.id: _wording(report.text) for report in ordered} if len(ordered) > 1 else {}
    voice: dict[str, str] = {}
    for place, report in enumerate(ordered):
        original = next((e for e in ordered[:place] if _copied(said[report.id], said[e.id])), None)
        agency = _agency(report)
        if agency is not None:
            voice[report.id] = agency
        elif original is not None:
            voice[report.id] = voice[original.id]
        else:
            voice[report.id] = folded(report.publisher) if report.publisher else report.id
    return voice


def copied(left: str, right: str) -> bool:
    """Whether one of two texts is mostly made of the other's runs of four words."""
    return _copied(_wording(left), _wording(right))


def _wording(text: str) -> _Wording:
    return _Wording(shingles(text), " ".join(text.split()).lower())


def _copied(left: _Wording, right: _Wording) -> bool:
    if left.words == right.words:
        return True
    shorter = min(len(left.runs), len(right.runs))
    return shorter >= FEWEST_SHINGLES and len(left.runs & right.runs) >= COPIED_SHARE * shorter


def _agency(report: Report) -> str | None:
    for words in (report.by, report.publisher):
        if words:
            for part in words.replace("/", ",").replace(" and ", ",").split(","):
                agency = AGENCIES.get(folded(part))
                if agency is not None:
                    return agency
    return None


def origin_of(said_by: Sequence[Source], report: str, voice: Mapping[str, str]) -> str:
    """The origin that a chain of sources leads to, as a key that is equal for equal origins.

    A person and the body that the person speaks for are one origin: of a chain's first sources of one kind, the last
    counts. Carriers ("told AFP") do not. An empty chain is the report's own voice.
    """
    own = voice.get(report, report)
    if not said_by:
        return f"voice:{own}"
    first = said_by[0]
    if first.kind in NAMELESS:
        carrier = next((_key(source) for source in said_by[1:] if source.kind not in NAMELESS), own)
        return f"{first.kind}:{folded(first.name)}@{carrier}"
    if first.kind in CARRIERS:
        return f"voice:{_key(first)}"
    speaker = first
    for source in said_by[1:]:
        same_side = source.kind == first.kind and (source.actor == first.actor or first.actor is None)
        if not same_side or source.kind in CARRIERS:
            break
        speaker = source
    return f"source:{_key(speaker)}"


def _key(source: Source) -> str:
    name = folded(source.name)
    return AGENCIES.get(name, source.id or name)
