"""Account → flat record: what the comparisons look at, one plain column each."""

import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from reportedly.linking import sketch
from reportedly.linking.blocking import blocks_of
from reportedly.linking.lexicon import common_names, common_stems, family_of, family_of_event, stem_of
from reportedly.linking.rollups import sums_up_several_events
from reportedly.linking.totals import total_of
from reportedly.linking.whereabouts import day_window, folded, reach_of, town_around
from reportedly.model import Account, Actor, Claim, Place, Reading, Report
from reportedly.model.account import Role

MOST_NAMES = 40
MOST_WORDS_OF_A_BRIEF = 80
SHORTEST_TELLING = 4
FEWEST_NAMES = 3
"""Texts with fewer names than this are not compared by names: headlines share none for want of room."""

_MID_SENTENCE_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-zA-Z]{2,}")
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One account as the comparisons see it. ``None`` is unknown.

    ``published`` is the report's date as it is told. ``day_start`` and ``day_end`` are proleptic ordinals
    (``date.toordinal``), both inclusive; ``dated`` says that the account gives its own date and does not borrow the
    report's. ``place_key`` is the GeoNames id, or the folded name; ``place_name`` the folded name in any case, and
    ``place_words`` its rarer words. ``place_reach`` is ``point``, ``province`` or ``country``, and ``place_town``
    the GeoNames id of the town that a quarter lies in. ``killed_low`` and ``killed_high`` bound the account's total, as
    do those of ``injured``. ``names`` are the rarer names in the account's text, ``wording`` a fingerprint of its
    words; of a headline or a post alone, too short for either, ``telling`` are its rarer words. ``event_family`` is the
    kind of event with those that reports mix up with it, ``None`` for one that only says that somebody was attacked.
    ``blocks`` are the keys of which two accounts must share one to be compared at all.
    """

    unique_id: str
    report: str
    role: Role
    rollup: bool
    published: str | None
    dated: bool
    day_start: int | None
    day_end: int | None
    place_key: str | None
    place_name: str | None
    place_words: tuple[str, ...] | None
    place_reach: str | None
    place_town: str | None
    latitude: float | None
    longitude: float | None
    province: str | None
    country: str | None
    event_type: str | None
    sub_type: str | None
    event_family: str | None
    weapon: str | None
    doers: tuple[str, ...] | None
    targets: tuple[str, ...] | None
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    names: tuple[str, ...] | None
    wording: tuple[int, ...] | None
    telling: tuple[str, ...] | None
    blocks: "array[int]"

    def plain(self) -> dict[str, Any]:
        """The record as values for JSON, less what is unknown."""
        known = {name: value for name in _COLUMNS if (value := getattr(self, name)) is not None}
        return {**known, "blocks": self.blocks.tolist()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Record":
        """The record that ``plain`` gave. Raises ``TypeError`` where it is not of that form."""
        values = {**dict.fromkeys(_COLUMNS), **plain}
        for name in _TUPLES:
            if values[name] is not None:
                values[name] = tuple(values[name])
        values["blocks"] = array("q", values["blocks"])
        return cls(**values)


_COLUMNS = tuple(column.name for column in fields(Record))
_TUPLES = ("place_words", "doers", "targets", "names", "wording", "telling")


def records_of(reading: Reading) -> tuple[Record, ...]:
    """A record for each account of a reading, in the reading's order."""
    claims = {claim.id: claim for claim in reading.claims}
    homes = _paragraph_homes(reading, claims)
    return tuple(_record(account, reading, claims, homes) for account in reading.accounts)


def actor_key(actor: Actor) -> str:
    """The actor's id, or its folded name where the lexicon does not know it."""
    return actor.id or folded(actor.name)


def _record(account: Account, reading: Reading, claims: dict[str, Claim], homes: dict[int, frozenset[str]]) -> Record:
    report = reading.report
    start, end = day_window(account, report)
    place = account.place
    killed = total_of(account.figures, "killed")
    injured = total_of(account.figures, "injured")
    text = _text_of(account, report, homes)
    wording = sketch.wording(text)
    record = Record(
        unique_id=account.id,
        report=account.report,
        role=account.role,
        rollup=sums_up_several_events(account, reading),
        published=report.published.date if report.published else None,
        dated=account.when is not None and bool(account.when.start or account.when.end),
        day_start=start.toordinal() if start else None,
        day_end=end.toordinal() if end else None,
        place_key=_place_key(place),
        place_name=(folded(place.name or place.text) or None) if place else None,
        place_words=_place_words(place),
        place_reach=reach_of(place) if place else None,
        place_town=town_around(place) if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        province=folded(place.admin1) if place and place.admin1 else None,
        country=place.country if place else None,
        event_type=account.event.type if account.event else None,
        sub_type=account.event.sub_type if account.event else None,
        event_family=family_of_event(account.event.sub_type) if account.event else None,
        weapon=family_of(account.event.weapon) if account.event and account.event.weapon else None,
        doers=_keys(account.perpetrators),
        targets=_keys(account.targets),
        killed_low=killed.minimum if killed else None,
        killed_high=killed.maximum if killed else None,
        injured_low=injured.minimum if injured else None,
        injured_high=injured.maximum if injured else None,
        names=_names(text, account, reading),
        wording=wording.bits if wording else None,
        telling=_telling_words(report.text) if wording is None else None,
        blocks=array("q"),
    )
    return replace(record, blocks=blocks_of(record, wording.slots if wording else ()))


def _telling_words(text: str) -> tuple[str, ...] | None:
    """The stems of the rarer words of a headline or a post; ``None`` for a text that is longer, or has none."""
    words = sketch.words(text)
    if len(words) > MOST_WORDS_OF_A_BRIEF:
        return None
    stems = {stem_of(word) for word in words if len(word) >= SHORTEST_TELLING and word.isalpha()}
    return tuple(sorted(stems - common_stems()))[:MOST_NAMES] or None


def _place_key(place: Place | None) -> str | None:
    if place is None:
        return None
    if place.geonameid is not None:
        return str(place.geonameid)
    return folded(place.name or place.text) or None


def _place_words(place: Place | None) -> tuple[str, ...] | None:
    if place is None:
        return None
    said = set(sketch.words(place.name or "")) | set(sketch.words(place.text))
    return tuple(sorted(word for word in said - common_names() if len(word) > 2)) or None


def _keys(actors: Iterable[Actor]) -> tuple[str, ...] | None:
    return tuple(sorted({actor_key(actor) for actor in actors})) or None


def _paragraph_homes(reading: Reading, claims: dict[str, Claim]) -> dict[int, frozenset[str]]:
    """Which accounts have a claim in the paragraph that begins at each offset."""
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(reading.report.text)]
    homes: dict[int, set[str]] = {start: set() for start, _ in paragraphs}
    for account in reading.accounts:
        for claim_id in account.claims:
            claim = claims.get(claim_id)
            for span in claim.content if claim else ():
                for start, end in paragraphs:
                    if start <= span.start < end:
                        homes[start].add(account.id)
    return {start: frozenset(accounts) for start, accounts in homes.items()}


def _text_of(account: Account, report: Report, homes: dict[int, frozenset[str]]) -> str:
    """The paragraphs that speak of the account; for the main account also those that speak of no other."""
    kept = []
    for match in _PARAGRAPH.finditer(report.text):
        home = homes.get(match.start(), frozenset())
        if account.id in home or (account.role == "main" and not home):
            kept.append(match.group())
    return "\n".join(kept)


def _names(text: str, account: Account, reading: Reading) -> tuple[str, ...] | None:
    """Names in running text, less those that the other columns already hold: the place, the parties, the sources."""
    told_elsewhere: set[str] = set()
    for claim in reading.claims:
        known = [source.name for source in claim.said_by if source.id]
        known += [name for a in (*claim.perpetrators, *claim.targets) if a.id for name in (a.name, a.text)]
        told_elsewhere.update(word for name in known for word in sketch.words(name))
    if account.place is not None:
        for name in (account.place.name, account.place.text, account.place.admin1):
            told_elsewhere.update(sketch.words(name or ""))
    in_lower_case = set(re.findall(r"\b[a-z]+\b", text))
    found = {name.lower() for name in _MID_SENTENCE_NAME.findall(text)}
    kept = sorted(found - in_lower_case - told_elsewhere - common_names())
    return tuple(kept[:MOST_NAMES]) if len(kept) >= FEWEST_NAMES else None
