"""Decides which place each name of a report means: the whole report at once, one sense per name.

Each bearer of a name is weighed by how populous it is, by what the words ask for ("province"), by the place it is said
to lie in, by the countries and divisions the report speaks of, and by how near it is to the report's other places.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import exp, log10

from reportedly.knowledge.gazetteer import Entry, Match
from reportedly.knowledge.geography import kilometres

ROUNDS = 4

# Weights, in units of a tenfold population. Set by hand, checked on LGL and TR-News.
POPULATION = 0.7
COUNTRY_NAMED = 2.0
CONTAINED, NOT_CONTAINED = 5.0, -4.0
COUNTRY_SHARE = 2.5
DIVISION_SHARE = 2.5
NEARNESS = 2.0
NEAR_KM = 120.0
MAIN_NAME, FOLDED_NAME = 0.4, -1.0
KIND_ASKED, OTHER_KIND = 2.0, -2.0
COUNTRY_PRIOR, DIVISION_PRIOR, CAPITAL_PRIOR = 3.0, 0.5, 0.5
SAME_NAMED_DIVISION = -2.0
HOME = 1.5


@dataclass(frozen=True, slots=True)
class Question:
    """A name to resolve: its bearers, the kind of place the words ask for, and which questions it lies within.

    ``within`` holds indices of other questions, ``countries`` the codes of countries said to hold it ("the Syrian
    town of"), ``mentions`` how often the report names it.
    """

    matches: tuple[Match, ...]
    asked: str | None = None
    within: tuple[int, ...] = ()
    countries: frozenset[str] = frozenset()
    mentions: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report tells beside its place names: weights of countries named by demonyms, of its outlet's home."""

    countries: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """The bearer chosen, and by how much it leads the next one that lies elsewhere."""

    entry: Entry | None
    score: float
    lead: float


def resolve(questions: list[Question], setting: Setting) -> list[Answer]:
    """The answer to each question, in order. The same questions always get the same answers."""
    chosen: list[Entry | None] = [None] * len(questions)
    answers: list[Answer] = []
    for _ in range(ROUNDS):
        surroundings = _surroundings(questions, chosen, setting)
        answers = [_answer(i, q, chosen, surroundings) for i, q in enumerate(questions)]
        now = [a.entry for a in answers]
        if now == chosen:
            break
        chosen = now
    return answers


@dataclass(frozen=True, slots=True)
class _Surroundings:
    countries: dict[str, float]
    total: float
    divisions: dict[tuple[str, str], float]
    divisions_total: float
    points: tuple[tuple[int, float, float, float], ...]


def _surroundings(questions: list[Question], chosen: list[Entry | None], setting: Setting) -> _Surroundings:
    countries: dict[str, float] = defaultdict(float, setting.countries)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    points: list[tuple[int, float, float, float]] = []
    for i, (question, entry) in enumerate(zip(questions, chosen, strict=True)):
        if entry is None or entry.country is None:
            continue
        # A name that only one place bears says more than one that eighty bear.
        weight = question.mentions**0.5 * (1.5 if len(question.matches) == 1 else 0.7)
        countries[entry.country] += weight
        if entry.admin1:
            divisions[entry.country, entry.admin1] += weight * (1.5 if entry.feature_code == "ADM1" else 1.0)
        if entry.precision <= 3 and entry.latitude is not None and entry.longitude is not None:
            points.append((i, entry.latitude, entry.longitude, weight))
    return _Surroundings(
        dict(countries), sum(countries.values()), dict(divisions), sum(divisions.values()), tuple(points)
    )


def _answer(index: int, question: Question, chosen: list[Entry | None], around: _Surroundings) -> Answer:
    own = chosen[index]
    scored = [(_score(index, question, m, own, chosen, around), m.entry) for m in question.matches]
    if not scored:
        return Answer(None, 0.0, 0.0)
    scored.sort(key=lambda s: (-s[0], -s[1].population, s[1].ref))
    best_score, best = scored[0]
    rival = next((s for s, entry in scored[1:] if entry.country != best.country or entry.admin1 != best.admin1), None)
    return Answer(best, best_score, best_score - rival if rival is not None else 10.0)


def _score(
    index: int, question: Question, match: Match, own: Entry | None, chosen: list[Entry | None], around: _Surroundings
) -> float:
    entry = match.entry
    score = POPULATION * log10(entry.population + 10)
    score += {"name": MAIN_NAME, "alternate": 0.0, "folded": FOLDED_NAME}[match.how]
    score += _by_kind(entry, question)
    score += _by_container(entry, question, chosen)
    # A place must not count as evidence for itself.
    weight = question.mentions**0.5 * (1.5 if len(question.matches) == 1 else 0.7)
    mine = weight if own is not None else 0.0
    if entry.country:
        at_home = around.countries.get(entry.country, 0.0) - (mine if own and own.country == entry.country else 0.0)
        score += COUNTRY_SHARE * at_home / (around.total - mine + 1.0)
        if entry.admin1:
            here = around.divisions.get((entry.country, entry.admin1), 0.0)
            if own and (own.country, own.admin1) == (entry.country, entry.admin1):
                here -= mine * (1.5 if own.feature_code == "ADM1" else 1.0)
            score += DIVISION_SHARE * here / (around.divisions_total - mine + 1.0)
    if entry.latitude is not None and entry.longitude is not None and entry.precision <= 3:
        near = sum(
            w * exp(-kilometres(entry.latitude, entry.longitude, latitude, longitude) / NEAR_KM)
            for i, latitude, longitude, w in around.points
            if i != index and abs(latitude - entry.latitude) < 5 and abs(longitude - entry.longitude) < 8
        )
        score += NEARNESS * near / (near + 1.0)
    return score


def _by_kind(entry: Entry, question: Question) -> float:
    code, asked = entry.feature_code, question.asked
    score = COUNTRY_PRIOR if code == "PCLI" else CAPITAL_PRIOR if code == "PPLC" else 0.0
    if code == "ADM1":
        score += DIVISION_PRIOR
        if asked is None and any(_is_seat(m.entry, entry) for m in question.matches):
            score += SAME_NAMED_DIVISION
    if asked is None:
        return score + (-1.0 if code in ("ADM2", "ADM3", "ADM4") else 0.0)
    if code == asked or (asked in ("PPL", "PPLX") and code.startswith("PPL")):
        return score + KIND_ASKED
    if asked in _LOOSE:
        return score
    return score + OTHER_KIND


_LOOSE = frozenset({"AREA", "BLDG", "COUNTRYSIDE", "AIRB", "CMP", "PST", "HLL", "PPLX"})
"""Kinds that name what stands in or around the place: any kind of place may bear the name."""


def _is_seat(town: Entry, division: Entry) -> bool:
    """Whether ``town`` bears its division's name and lies in it: then the bare name is the town's."""
    return (
        town.feature_code.startswith("PPL")
        and (town.country, town.admin1) == (division.country, division.admin1)
        and town.population > 10_000
        and division.country != "US"
    )


def _by_container(entry: Entry, question: Question, chosen: list[Entry | None]) -> float:
    score = 0.0
    if question.countries:
        score += COUNTRY_NAMED if entry.country in question.countries else -COUNTRY_NAMED
    holders = [holder for i in question.within if (holder := chosen[i]) is not None]
    if holders:
        score += CONTAINED if any(holds(holder, entry) for holder in holders) else NOT_CONTAINED
    return score


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether ``inner`` may lie in ``outer``: the same country, division, or within 60 km of a town."""
    if outer.ref == inner.ref or outer.country != inner.country:
        return False
    if outer.feature_code.startswith("PCL"):
        return not inner.feature_code.startswith("PCL")
    if outer.feature_code == "ADM1" or outer.precision == 4:
        return outer.admin1 == inner.admin1
    if None in (outer.latitude, outer.longitude, inner.latitude, inner.longitude):
        return False
    assert outer.latitude is not None and outer.longitude is not None  # noqa: S101
    assert inner.latitude is not None and inner.longitude is not None  # noqa: S101
    return kilometres(outer.latitude, outer.longitude, inner.latitude, inner.longitude) < 60
