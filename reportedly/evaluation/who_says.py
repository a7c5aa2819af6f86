"""Who says: 72 articles from rival outlets, read by hand for who was killed, where, when, by whom, on whose word.

Reads ``dev.jsonl`` (the labels, one article a line) and ``texts/UNIT_ID.txt``. Measures:

- ``figures``: figures of people harmed, as F1 over all accounts of an article. A figure is right when its harm, its
  least and its greatest number are. Running totals of a war are no figures of an incident.
- ``figures_said``: the same, and the source on whose word the figure rests is in the chain that the reader gives.
- ``figures_together``: pairs of right figures in one incident, as F1: whether an article's incidents are kept apart.
- ``main_toll``: the main incident's best-known number of dead is right; ``main_toll_said``: and on whose word.
- ``main_event``, ``main_actor``, ``main_responsibility``, ``main_date``, ``main_place``: of the main incident, ACLED's
  sub-event type, the kind of perpetrator, how sure it is who did it, the first day, and a word of the place's name.
- ``published``: the article's own date.

A main incident that the reader does not find counts as wrong in all of them. Names are compared as
``sources_compared`` says.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from reportedly.capture import capture
from reportedly.evaluation.files import only_file
from reportedly.evaluation.intervals import F1, Counts, Measure, Share, measured
from reportedly.evaluation.readings import ReadAll, ReadOnce
from reportedly.evaluation.sources_compared import party, plain, same_place, same_source
from reportedly.model import Account, AccountFigure, Reading

HARMS = frozenset({"killed", "injured", "missing", "abducted", "displaced", "casualties"})

MEASURES: dict[str, Measure] = {
    "figures": F1("figures", "gold_figures", "found_figures"),
    "figures_said": F1("figures_said", "gold_figures", "found_figures"),
    "figures_together": F1("together", "gold_together", "found_together"),
    "main_toll": Share("main_toll", "tolls"),
    "main_toll_said": Share("main_toll_said", "tolls"),
    "main_event": Share("main_event", "mains"),
    "main_actor": Share("main_actor", "mains"),
    "main_responsibility": Share("main_responsibility", "mains"),
    "main_date": Share("main_date", "dated"),
    "main_place": Share("main_place", "placed"),
    "published": Share("published", "published_known"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people harmed, on whose word, in which words."""

    harm: str
    minimum: int | None
    maximum: int | None
    said_by: tuple[str, ...]
    main_toll: bool
    verbatim: str

    def same_number(self, other: "Number") -> bool:
        """Whether the two give the same bounds for the same harm."""
        return (self.harm, self.minimum, self.maximum) == (other.harm, other.minimum, other.maximum)


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of one incident, as far as it is scored; ``parties`` are the kinds that count as right."""

    role: str
    sub_type: str | None
    day: str | None
    places: tuple[str, ...]
    parties: frozenset[str]
    responsibility: str | None
    numbers: tuple[Number, ...]

    @property
    def toll(self) -> Number | None:
        """The best-known number of dead."""
        return next((number for number in self.numbers if number.main_toll and number.harm == "killed"), None)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its day of publication and the incidents that it tells."""

    name: str
    published: str | None
    told: tuple[Told, ...]

    @property
    def main(self) -> Told | None:
        """The main incident."""
        return next((told for told in self.told if told.role == "main"), None)

    @property
    def numbers(self) -> list[Number]:
        """All numbers of people harmed, in order."""
        return [number for told in self.told for number in told.numbers if number.harm in HARMS]


NOTHING = Told("main", None, None, (), frozenset({"unknown"}), "unknown", ())
"""What counts as told of a main incident that was not found."""


def gold_of(row: dict[str, Any]) -> Article:
    """An article as its labels have it."""
    return Article(str(row["unit_id"]), _day(row.get("published")), tuple(_gold_told(one) for one in row["accounts"]))


def _gold_told(account: dict[str, Any]) -> Told:
    numbers = tuple(
        Number(
            harm=figure["harm"],
            minimum=figure["min"],
            maximum=figure["max"],
            said_by=tuple(figure["said_by"]),
            main_toll=bool(figure.get("main_toll")),
            verbatim=figure.get("verbatim") or "",
        )
        for figure in account["figures"]
        if (figure["min"], figure["max"]) != (None, None)
    )
    return Told(
        role=account["role"],
        sub_type=account["sub_event"],
        day=_day(account["date_start"]),
        places=tuple(name for name in (account["place"], account["within"]) if name),
        parties=_accepted(account["actor"], account["perpetrator"]),
        responsibility=account["responsibility"],
        numbers=numbers,
    )


def _accepted(kind: str, perpetrator: str | None) -> frozenset[str]:
    """The kinds that count as right: readers differ on bare "terrorists" and on doers named together."""
    name = plain(perpetrator)
    accepted = {kind}
    if "terror" in name or "extremist" in name:
        accepted |= {"unknown", "armed_opposition"}
    if "russia" in name and any(word in name for word in ("assad", "government", "regime", "syria")):
        accepted |= {"unknown", "russia", "syrian_government"}
    return frozenset(accepted)


def found_of(name: str, reading: Reading) -> Article:
    """An article as it was read."""
    published = reading.report.published
    return Article(name, _day(published.date if published else None), tuple(map(_found_told, reading.accounts)))


def _found_told(account: Account) -> Told:
    place, first = account.place, account.perpetrators[0] if account.perpetrators else None
    return Told(
        role=account.role,
        sub_type=account.event.sub_type if account.event else None,
        day=_day(account.when.start if account.when else None),
        places=tuple(name for name in (place.name, place.text, place.admin1) if name) if place else (),
        parties=frozenset({party(f"{first.name} {first.text}") if first else "unknown"}),
        responsibility=account.responsibility,
        numbers=tuple(_number(figure) for figure in account.figures if _counts(figure)),
    )


def _counts(figure: AccountFigure) -> bool:
    return not figure.cumulative and (figure.minimum, figure.maximum) != (None, None)


def _number(figure: AccountFigure) -> Number:
    said_by = tuple(source.name for source in figure.said_by)
    return Number(figure.harm, figure.minimum, figure.maximum, said_by, figure.main_toll, figure.verbatim)


def _day(date: str | None) -> str | None:
    return date[:10] if date else None


def matched(gold: Iterable[Number], found: Iterable[Number], said: bool) -> list[tuple[Number, Number]]:
    """One-to-one pairs of numbers that agree; with ``said``, on their source too."""
    left, pairs = list(found), []
    for number in gold:
        for i, other in enumerate(left):
            if number.same_number(other) and (not said or same_source(number.said_by, other.said_by)):
                pairs.append((number, left.pop(i)))
                break
    return pairs


def counted(gold: Article, found: Article) -> Counts:
    """What is right in one article, under the names of ``MEASURES``."""
    counts: dict[str, float] = {
        "gold_figures": len(gold.numbers),
        "found_figures": len(found.numbers),
        "figures": len(matched(gold.numbers, found.numbers, said=False)),
        "figures_said": len(matched(gold.numbers, found.numbers, said=True)),
    }
    counts |= _together(gold, found)
    if gold.published:
        counts |= {"published_known": 1, "published": gold.published == found.published}
    return counts | (_counted_main(gold.main, found.main or NOTHING) if gold.main else {})


def _together(gold: Article, found: Article) -> dict[str, float]:
    """Pairs of matched numbers that stand in one incident: by the labels, by the reader, by both."""
    of_gold = {id(number): i for i, told in enumerate(gold.told) for number in told.numbers}
    of_found = {id(number): i for i, told in enumerate(found.told) for number in told.numbers}
    homes = [(of_gold[id(one)], of_found[id(other)]) for one, other in matched(gold.numbers, found.numbers, said=False)]
    pairs = [(one[0] == other[0], one[1] == other[1]) for one, other in combinations(homes, 2)]
    return {
        "gold_together": sum(expected for expected, _ in pairs),
        "found_together": sum(joined for _, joined in pairs),
        "together": sum(expected and joined for expected, joined in pairs),
    }


def _counted_main(gold: Told, found: Told) -> dict[str, float]:
    counts: dict[str, float] = {
        "mains": 1,
        "main_event": gold.sub_type == found.sub_type,
        "main_actor": found.parties <= gold.parties,
        "main_responsibility": gold.responsibility == found.responsibility,
    }
    toll, mine = gold.toll, found.toll
    if toll:
        right = mine is not None and (toll.minimum, toll.maximum) == (mine.minimum, mine.maximum)
        said = right and mine is not None and same_source(toll.said_by, mine.said_by)
        counts |= {"tolls": 1, "main_toll": right, "main_toll_said": said}
    if gold.day:
        counts |= {"dated": 1, "main_date": gold.day == found.day}
    if gold.places:
        counts |= {"placed": 1, "main_place": same_place(gold.places, found.places)}
    return counts


def compared(data: Path, limit: int | None, read_all: ReadAll) -> Iterator[tuple[Article, Article]]:
    """Each article of the set in ``data`` as labelled and as read. Raises ``FileNotFoundError``."""
    gold = [gold_of(row) for row in _rows(data)][:limit]
    reports = [capture(data / "texts" / f"{article.name}.txt") for article in gold]
    for article, reading in zip(gold, read_all(reports), strict=True):
        yield article, found_of(article.name, reading)


def _rows(data: Path) -> list[dict[str, Any]]:
    path = only_file(data, "dev.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The measures on the articles of ``data`` with their 95% intervals. Raises ``FileNotFoundError``."""
    counts = [counted(gold, found) for gold, found in compared(data, limit, read_all or ReadOnce())]
    return {"benchmark": "who-says", "documents": len(counts), "measures": measured(counts, MEASURES)}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` articles with most figures missed, invented or on another's word, worst first."""
    cases = [_case(gold, found) for gold, found in compared(data, limit, read_all or ReadOnce())]
    return sorted(cases, key=lambda case: (-case["unmatched"], case["article"]))[:number]


def _case(gold: Article, found: Article) -> dict[str, Any]:
    pairs = matched(gold.numbers, found.numbers, said=True)
    missed = _without(gold.numbers, [one for one, _ in pairs])
    invented = _without(found.numbers, [other for _, other in pairs])
    return {
        "article": gold.name,
        "unmatched": len(missed) + len(invented),
        "missed": [_written(one) for one in missed],
        "invented": [_written(one) for one in invented],
        "main": _differences(gold.main, found.main or NOTHING) if gold.main else {},
    }


def _without(numbers: Sequence[Number], taken: Iterable[Number]) -> list[Number]:
    left = list(numbers)
    for number in taken:
        left.remove(number)
    return left


def _written(number: Number) -> dict[str, Any]:
    return {
        "words": number.verbatim,
        "harm": number.harm,
        "bounds": [number.minimum, number.maximum],
        "said_by": list(number.said_by),
    }


def _differences(gold: Told, found: Told) -> dict[str, Any]:
    """What is wrong about the main incident: field → expected and found."""
    asked = _counted_main(gold, found)
    pairs = {
        "main_event": (gold.sub_type, found.sub_type),
        "main_actor": (sorted(gold.parties), sorted(found.parties)),
        "main_responsibility": (gold.responsibility, found.responsibility),
        "main_toll": (gold.toll and _written(gold.toll), found.toll and _written(found.toll)),
        "main_date": (gold.day, found.day),
        "main_place": (gold.places, found.places),
    }
    return {name: list(pair) for name, pair in pairs.items() if name in asked and not asked[name]}
