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
FIRST_TEMPERATURE = 1.5
LEAST_SHARE = 0.02

# Weights, in units of a tenfold population. Set by hand, checked on LGL and TR-News.
POPULATION = 0.7
COUNTRY_NAMED = 2.0
CONTAINED, NOT_CONTAINED = 5.0, -4.0
COUNTRY_SHARE = 3.5
DIVISION_SHARE = 3.5
NEARNESS = 2.0
NEAR_KM = 120.0
TOWN_KM = 60.0
NAME_WEIGHT = {"name": 0.6, "alternate": -1.2, "folded": -2.2}
KIND_ASKED, OTHER_KIND = 2.0, -2.0
COUNTRY_PRIOR, WORLD_PRIOR, DIVISION_PRIOR, CAPITAL_PRIOR = 3.0, 5.0, 0.5, 0.5
SAME_NAMED_DIVISION = -2.0


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
    """The bearer chosen, its weight, how much of that the rest of the report adds, and whether no other bears it."""

    match: Match | None
    score: float
    support: float
    alone: bool = False


def resolve(questions: list[Question], setting: Setting) -> list[Answer]:
    """The answer to each question, in order. The same questions always get the same answers.

    Every bearer of every name starts with a share by its own weight; then, round by round, each is weighed anew by what
    the shares of all other names say, and the shares sharpen (mean field). So two names that are both borne in one
    division find each other there though neither is sure by itself.
    """
    own = [[_alone(q, m) for m in q.matches] for q in questions]
    shares = [_shares(scores, FIRST_TEMPERATURE) for scores in own]
    scores = own
    for i in range(ROUNDS):
        surroundings = _surroundings(questions, shares, setting)
        scores = [
            [own[i][k] + _in_context(i, q, m, shares, questions, surroundings) for k, m in enumerate(q.matches)]
            for i, q in enumerate(questions)
        ]
        shares = [_shares(s, FIRST_TEMPERATURE / (i + 2)) for s in scores]
    return [_answer(q, s, o) for q, s, o in zip(questions, scores, own, strict=True)]


def _shares(scores: list[float], temperature: float) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raw = [exp((s - top) / temperature) for s in scores]
    total = sum(raw)
    return [r / total for r in raw]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What all names together say: weight by country and division, in total and by question, and likely points."""

    countries: dict[str, float]
    total: float
    divisions: dict[tuple[str, str], float]
    divisions_total: float
    by_question: tuple[tuple[dict[str, float], dict[tuple[str, str], float]], ...]
    points: tuple[tuple[int, float, float, float], ...]


def _surroundings(questions: list[Question], shares: list[list[float]], setting: Setting) -> _Surroundings:
    countries: dict[str, float] = defaultdict(float, setting.countries)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    by_question = []
    points: list[tuple[int, float, float, float]] = []
    for i, (question, of_each) in enumerate(zip(questions, shares, strict=True)):
        mine: dict[str, float] = defaultdict(float)
        mine_divisions: dict[tuple[str, str], float] = defaultdict(float)
        for match, share in zip(question.matches, of_each, strict=True):
            entry, weight = match.entry, share * question.mentions**0.5
            if share < LEAST_SHARE or entry.country is None:
                continue
            mine[entry.country] += weight
            if entry.admin1:
                mine_divisions[entry.country, entry.admin1] += weight
            if entry.precision <= 3 and entry.latitude is not None and entry.longitude is not None:
                points.append((i, entry.latitude, entry.longitude, weight))
        for country, weight in mine.items():
            countries[country] += weight
        for division, weight in mine_divisions.items():
            divisions[division] += weight
        by_question.append((dict(mine), dict(mine_divisions)))
    return _Surroundings(
        dict(countries),
        sum(countries.values()),
        dict(divisions),
        sum(divisions.values()),
        tuple(by_question),
        tuple(points),
    )


def _answer(question: Question, scores: list[float], own: list[float]) -> Answer:
    if not question.matches:
        return Answer(None, 0.0, 0.0)
    order = sorted(
        range(len(scores)),
        key=lambda k: (-scores[k], -question.matches[k].entry.population, question.matches[k].entry.ref),
    )
    best = order[0]
    alone = len({match.entry.country for match in question.matches}) == 1
    return Answer(question.matches[best], scores[best], scores[best] - own[best], alone)


def _alone(question: Question, match: Match) -> float:
    """What a bearer weighs by itself."""
    score = POPULATION * log10(match.entry.population + 10) + NAME_WEIGHT[match.how] + _by_kind(match.entry, question)
    if question.countries:
        score += COUNTRY_NAMED if match.entry.country in question.countries else -COUNTRY_NAMED
    return score


def _in_context(
    index: int,
    question: Question,
    match: Match,
    shares: list[list[float]],
    questions: list[Question],
    around: _Surroundings,
) -> float:
    """What the report's other names add. A name is no evidence for itself."""
    entry = match.entry
    score = _by_container(entry, question, shares, questions)
    mine, mine_divisions = around.by_question[index]
    if entry.country:
        rest = around.total - sum(mine.values())
        here = around.countries.get(entry.country, 0.0) - mine.get(entry.country, 0.0)
        score += COUNTRY_SHARE * here / (rest + 1.0)
        if entry.admin1 and around.divisions_total:
            division = (entry.country, entry.admin1)
            rest = around.divisions_total - sum(mine_divisions.values())
            here = around.divisions.get(division, 0.0) - mine_divisions.get(division, 0.0)
            score += DIVISION_SHARE * here / (rest + 0.5)
    if entry.latitude is not None and entry.longitude is not None and entry.precision <= 3:
        near = 0.0
        for i, latitude, longitude, weight in around.points:
            if i != index and abs(latitude - entry.latitude) < 4 and abs(longitude - entry.longitude) < 6:
                near += weight * exp(-kilometres(entry.latitude, entry.longitude, latitude, longitude) / NEAR_KM)
        score += NEARNESS * near / (near + 1.0)
    return score


def _by_kind(entry: Entry, question: Question) -> float:
    code, asked = entry.feature_code, question.asked
    score = COUNTRY_PRIOR if code == "PCLI" else CAPITAL_PRIOR if code == "PPLC" else 0.0
    if entry.country is None:  # a continent, an ocean: no country speaks for it
        score += WORLD_PRIOR
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


_NAMED_FOR_THE_DIVISION = frozenset({"US", "CA"})
"""Countries whose towns bear their division's name by chance, or as "Quebec City"."""


def _is_seat(town: Entry, division: Entry) -> bool:
    """Whether ``town`` bears its division's name and lies in it, or is the capital: the bare name is the town's."""
    if town.feature_code == "PPLC" and town.country == division.country:
        return True
    return (
        town.feature_code.startswith("PPL")
        and (town.country, town.admin1) == (division.country, division.admin1)
        and town.population > 10_000
        and division.country not in _NAMED_FOR_THE_DIVISION
    )


def _by_container(entry: Entry, question: Question, shares: list[list[float]], questions: list[Question]) -> float:
    """What it adds that the text says what the place lies in: by how far its possible holders may hold it."""
    if not question.within:
        return 0.0
    held = max(
        sum(
            share
            for match, share in zip(questions[i].matches, shares[i], strict=True)
            if share >= LEAST_SHARE and holds(match.entry, entry)
        )
        for i in question.within
    )
    if not any(questions[i].matches for i in question.within):
        return 0.0
    return CONTAINED * held + NOT_CONTAINED * (1.0 - held)


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether ``inner`` may lie in ``outer``: the same country, division, or near enough to a town."""
    if outer.ref == inner.ref or outer.country != inner.country:
        return False
    if outer.feature_code.startswith("PCL"):
        return not inner.feature_code.startswith("PCL")
    if outer.feature_code == "ADM1" or outer.precision == 4:
        return outer.admin1 == inner.admin1
    if outer.latitude is None or outer.longitude is None or inner.latitude is None or inner.longitude is None:
        return False
    return kilometres(outer.latitude, outer.longitude, inner.latitude, inner.longitude) < TOWN_KM
