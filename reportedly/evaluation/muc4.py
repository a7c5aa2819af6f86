"""MUC-4: templates of attacks in Latin America, filled from what the reader tells of each incident.

Reads the messages and keys as they were published, ``tst1`` and ``tst2`` (200 messages, 191 templates); another folder
such as ``muc4/dev``, which rules may be made from, can be given instead. Messages come in capitals and are given small
letters first (``truecase``). Each account that is no background, and whose event MUC-4 counts among its incidents,
becomes a template (``templates_of``). Measures:

- ``ceaf_ree``: F1 over the incident type and five roles, as the papers since 2021 report it (perpetrating individual
  and organisation, physical target, victim, weapon). A template's role is a set of entities. Templates are paired one
  to one, only where the type agrees, so that most entities match; within a pair, entities are paired one to one. An
  entity matches when its words, without case, punctuation and articles, are one of the key's wordings of an entity.
  Unpaired templates are missed or invented whole. ``ceaf_ree.ROLE`` is the same for one role. Victims are those that
  the key names; wordings of the key that do not stand in the message are not asked for.
- ``ceaf_ree_by_rules``: the same by the accounts alone, of the same readings, as they come without the learned reader.
- ``slots``: F1 over all 23 slots of the key from ``date`` to ``victim_total``, in the manner of MUC-4's "all templates"
  row: 1 point for a right fill, half a point for one that is partly right, nothing for a missing or invented one.
  Templates are paired greedily, the pair with most points first, only where the types agree at least in part.
  Templates and fills that the key marks optional cost nothing when left out.
- ``slots_filled``: the same over the slots that the reader fills at all (``FILLED``). ``slots.SLOT`` is one slot.

Not the scorer of 1992: that one asked a person whether unequal words meant the same, and knew which set-list values lie
within others. Here words that are not equal are partly right when the last word is, and a set-list value is partly
right when it is right but said of somebody else.
"""

import calendar
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from reportedly.evaluation.intervals import F1, Counts, Measure, measured
from reportedly.evaluation.muc4_filling import FILLED, templates_of
from reportedly.evaluation.muc4_keys import SLOTS, Alternative, Fill, Message, Template, read_messages
from reportedly.evaluation.readings import ReadAll, ReadOnce
from reportedly.model import Reading

ROLES = {
    "perpetrator": "perpetrator",
    "organization": "organization",
    "target": "physical_target",
    "victim": "victim_name",
    "weapon": "instrument",
}
"""The roles of the later papers, and the slots they are."""

PARTLY = 0.5

MEASURES: dict[str, Measure] = {
    "ceaf_ree": F1("ree_hits", "ree_gold", "ree_found"),
    **{f"ceaf_ree.{role}": F1(f"{role}_hits", f"{role}_gold", f"{role}_found") for role in ("type", *ROLES)},
    "ceaf_ree_by_rules": F1("rules_hits", "rules_gold", "rules_found"),
    "slots_filled": F1("filled_hits", "filled_gold", "filled_found"),
    "slots": F1("slots_hits", "slots_gold", "slots_found"),
    **{f"slots.{slot}": F1(f"{slot}.hits", f"{slot}.gold", f"{slot}.found") for slot in FILLED},
}


def plain(words: str) -> str:
    """``words`` without case, punctuation, articles and surplus blanks, as the later papers compare them."""
    bare = "".join(letter for letter in words.lower() if letter not in string.punctuation)
    return " ".join(word for word in bare.split() if word not in ("a", "an", "the"))


# --- the six slots of the later papers -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entities:
    """A template as the later papers have it: its types, and for each role its entities, each as its wordings."""

    types: frozenset[str]
    roles: dict[str, tuple[frozenset[str], ...]]


def entities_of(template: Template, text: str | None = None) -> Entities:
    """The six slots of ``template``. With ``text``, wordings that do not stand in it are left out."""
    words = None if text is None else plain(text)
    roles = {}
    for role, slot in ROLES.items():
        wordings = (
            frozenset(
                plain(one.about)
                for one in fill.alternatives
                if one.about and (words is None or plain(one.about) in words)
            )
            for fill in template.slots.get(slot, ())
        )
        roles[role] = tuple(entity for entity in wordings if entity)
    types = {one.value for fill in template.slots.get("type", ()) for one in fill.alternatives if one.value}
    return Entities(frozenset(types), roles)


def counted_entities(gold: Sequence[Entities], found: Sequence[Entities]) -> dict[str, float]:
    """What matches in one message, by role and in all."""
    hits = np.zeros((len(gold), len(found)))
    by_role: dict[tuple[int, int], dict[str, int]] = {}
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            if one.types & other.types:
                by_role[i, j] = {role: _paired(one.roles[role], other.roles[role]) for role in ROLES}
                hits[i, j] = 1 + sum(by_role[i, j].values())
    counts = Counter[str]()
    for i, j in zip(*linear_sum_assignment(-hits), strict=True):
        if hits[i, j]:
            counts["type_hits"] += 1
            counts.update({f"{role}_hits": n for role, n in by_role[i, j].items()})
    for side, templates in (("gold", gold), ("found", found)):
        counts[f"type_{side}"] = len(templates)
        counts.update({f"{role}_{side}": sum(len(one.roles[role]) for one in templates) for role in ROLES})
    for what in ("hits", "gold", "found"):
        counts[f"ree_{what}"] = sum(counts[f"{role}_{what}"] for role in ("type", *ROLES))
    return dict(counts)


def _paired(gold: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> int:
    """How many entities match one to one: all wordings that were found are the key's."""
    if not gold or not found:
        return 0
    alike = np.array([[float(other <= one) for other in found] for one in gold])
    return int(alike[linear_sum_assignment(-alike)].sum())


# --- the slots of 1992 -----------------------------------------------------------------------------------------------


def points(slot: str, gold: Fill, found: Fill) -> float:
    """1 where the fills agree, 0.5 where they agree in part, else 0."""
    compare = _COMPARE.get(slot, _same_fill)
    return max((compare(one, other) for one in gold.alternatives for other in found.alternatives), default=0.0)


def _same_fill(gold: Alternative, found: Alternative) -> float:
    if gold.value is None and found.value is None:
        return _same_words(gold.about, found.about)
    if gold.value != found.value:
        return 0.0
    return 1.0 if gold.about is None or found.about is None or _same_words(gold.about, found.about) else PARTLY


def _same_words(gold: str | None, found: str | None) -> float:
    one, other = plain(gold or "").split(), plain(found or "").split()
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return PARTLY if one[-1] == other[-1] else 0.0


def _same_words_or_described(gold: Alternative, found: Alternative) -> float:
    return _same_words(gold.about if gold.value is None else gold.value, found.about)


def _same_type(gold: Alternative, found: Alternative) -> float:
    if gold.value == found.value:
        return 1.0
    # A bombing is an attack of a kind.
    return PARTLY if {gold.value, found.value} == {"ATTACK", "BOMBING"} else 0.0


def _same_date(gold: Alternative, found: Alternative) -> float:
    """Equal, or partly right where the days overlap."""
    if plain(gold.value or "") == plain(found.value or "") and ("- " in (gold.value or "")) == (
        "- " in (found.value or "")
    ):
        return 1.0
    one, other = _days(gold.value or ""), _days(found.value or "")
    return PARTLY if one and other and one[0] <= other[1] and other[0] <= one[1] else 0.0


_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")
_MONTHS = [name.upper() for name in calendar.month_abbr]
UP_TO = timedelta(days=7)
"""How long before its day "- 04 FEB 90" (on or before that day) is taken to reach."""


def _days(value: str) -> tuple[date, date] | None:
    days = [day for written in _DAY.findall(value) if (day := _day(*written)) is not None]
    if not days:
        return None
    return (days[0] - UP_TO if value.lstrip().startswith("-") else days[0]), days[-1]


def _day(day: str, month: str, year: str) -> date | None:
    """The day, ``None`` for one that no calendar has: the keys hold a few ("31 JUN")."""
    try:
        return date(1900 + int(year), _MONTHS.index(month), int(day))
    except ValueError:
        return None


def _same_location(gold: Alternative, found: Alternative) -> float:
    """Right when the most exact place of the key is named, partly right when any of it is."""
    parts = [_place(part) for part in (gold.value or "").split(":")]
    named = {_place(part) for part in (found.value or "").split(":")}
    exact = {plain(name) for name in parts[-1].split("/")} if parts else set()
    if exact & named or parts[-1] in named:
        return 1.0
    return PARTLY if named & set(parts) else 0.0


def _place(part: str) -> str:
    return plain(re.sub(r"\([^)]*\)", "", part))


_COMPARE: dict[str, Callable[[Alternative, Alternative], float]] = {
    "type": _same_type,
    "date": _same_date,
    "location": _same_location,
    "victim_description": _same_words_or_described,
}


@dataclass(slots=True)
class Tally:
    """Points got, fills asked for and fills given."""

    hits: float = 0.0
    gold: float = 0.0
    found: float = 0.0


def tally(slot: str, gold: Sequence[Fill], found: Sequence[Fill]) -> Tally:
    """One slot of a pair of templates: each fill of the key takes the given fill that fits best, best first."""
    pairs = sorted(
        ((points(slot, one, other), -i, -j) for i, one in enumerate(gold) for j, other in enumerate(found)),
        reverse=True,
    )
    taken_gold: dict[int, float] = {}
    taken_found: set[int] = set()
    for got, i, j in pairs:
        if got and -i not in taken_gold and -j not in taken_found:
            taken_gold[-i] = got
            taken_found.add(-j)
    asked = sum(not fill.optional or i in taken_gold for i, fill in enumerate(gold))
    return Tally(sum(taken_gold.values()), asked, len(found))


def counted_slots(gold: Sequence[Template], found: Sequence[Template]) -> dict[str, float]:
    """Points and fills in one message, by slot, over all slots, and over those that the reader fills."""
    tallies = {
        (i, j): {slot: tally(slot, one.slots.get(slot, ()), other.slots.get(slot, ())) for slot in SLOTS.values()}
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if tally("type", one.slots.get("type", ()), other.slots.get("type", ())).hits
    }
    best = sorted(tallies, key=lambda pair: (-sum(one.hits for one in tallies[pair].values()), pair))
    left_gold, left_found, chosen = set(range(len(gold))), set(range(len(found))), []
    for i, j in best:
        if i in left_gold and j in left_found:
            left_gold.remove(i)
            left_found.remove(j)
            chosen.append(tallies[i, j])
    chosen += [_alone(gold[i], missed=True) for i in left_gold if not gold[i].optional]
    chosen += [_alone(found[j], missed=False) for j in left_found]
    counts = Counter[str]()
    for one in chosen:
        for slot, tallied in one.items():
            for what in ("hits", "gold", "found"):
                amount = getattr(tallied, what)
                counts[f"{slot}.{what}"] += amount
                counts[f"slots_{what}"] += amount
                counts[f"filled_{what}"] += amount if slot in FILLED else 0
    return dict(counts)


def _alone(template: Template, missed: bool) -> dict[str, Tally]:
    """A template without a pair: all of it is missed, or all of it is invented."""
    fills = {slot: template.slots.get(slot, ()) for slot in SLOTS.values()}
    if missed:
        return {slot: Tally(gold=sum(not fill.optional for fill in of)) for slot, of in fills.items()}
    return {slot: Tally(found=len(of)) for slot, of in fills.items()}


# --- the benchmark ---------------------------------------------------------------------------------------------------


def counted(message: Message, found: Sequence[Template]) -> Counts:
    """What is right in one message, under the names of ``MEASURES``."""
    gold = [entities_of(template, message.original) for template in message.templates]
    return counted_slots(message.templates, found) | counted_entities(gold, [entities_of(one) for one in found])


def compared(data: Path, limit: int | None, read_all: ReadAll) -> Iterator[tuple[Message, Reading, list[Template]]]:
    """Each message with its reading and the templates made of it. Raises ``FileNotFoundError``."""
    messages = list(read_messages(data, limit))
    for message, reading in zip(messages, read_all([message.report for message in messages]), strict=True):
        yield message, reading, templates_of(reading)


def by_rules(message: Message, reading: Reading) -> Counts:
    """What is right of the entities in one message when the learned reader is not asked."""
    found = templates_of(reading.model_copy(update={"attacks": None}))
    counts = counted(message, found)
    return {f"rules_{what}": counts[f"ree_{what}"] for what in ("hits", "gold", "found")}


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The measures on ``tst1`` and ``tst2`` with their 95% intervals. Raises ``FileNotFoundError``."""
    counts = [
        {**counted(message, found), **by_rules(message, reading)}
        for message, reading, found in compared(data, limit, _with_learned(read_all))
    ]
    return {"benchmark": "muc4", "documents": len(counts), "measures": measured(counts, MEASURES)}


def _with_learned(read_all: ReadAll | None) -> ReadAll:
    read_all = read_all or ReadOnce()
    return read_all.learned() if isinstance(read_all, ReadOnce) else read_all


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` messages with most fills missed or invented, worst first, with both sides' fills."""
    cases: list[dict[str, Any]] = []
    for message, _, found in compared(data, limit, _with_learned(read_all)):
        counts = counted_slots(message.templates, found)
        wrong = counts.get("slots_gold", 0) + counts.get("slots_found", 0) - 2 * counts.get("slots_hits", 0)
        if wrong:
            cases.append(
                {
                    "message": message.name,
                    "wrong_fills": wrong,
                    "expected": [_written(template) for template in message.templates],
                    "found": [_written(template) for template in found],
                }
            )
    return sorted(cases, key=lambda case: (-case["wrong_fills"], case["message"]))[:number]


def _written(template: Template) -> dict[str, list[str]]:
    return {
        slot: [_fill(fill.alternatives) for fill in template.slots[slot]] for slot in FILLED if template.slots.get(slot)
    }


def _fill(alternatives: Iterable[Alternative]) -> str:
    return " / ".join(": ".join(part for part in (one.value, one.about) if part) for one in alternatives)
