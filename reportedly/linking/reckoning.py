"""Tolls under the named rule ``range/1``: low, best and high, with every figure used or left out and why.

The rule. Of every origin, the latest figure for a harm, group and subgroup counts; figures that are denied, planned,
cumulative or from a background mention are left out. ``low`` is the least minimum; ``high`` the greatest maximum, and
never less than a minimum that somebody gives; ``best`` the value that most independent origins give, ties to the
lower. "At least 28" gives the value 28; a vague word ("dozens") gives a value only where nobody gives a number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportedly.linking.origins import origin_of
from reportedly.linking.totals import EXCLUSIVE_SUBGROUPS, SIDES, Total, is_inside, sum_of, total_of, value_of
from reportedly.linking.whereabouts import published_on
from reportedly.model import Account, AccountFigure, Claim, Incident, LeftOut, Report, Toll
from reportedly.model.figure import Group, Harm, Subgroup

METHOD = "range/1"
DENIED = frozenset({"CT-", "PR-", "PS-"})
ABOUT = 0.1
"""How far "about N" may be from N before another number counts as differing."""

_A_PART = re.compile(r"\b(of|among) (them|whom|those|these|the (dead|victims|killed|wounded|injured))\b", re.IGNORECASE)

Key = tuple[Harm, Group, Subgroup | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A number that somebody gives: its bounds, the claims and words it rests on, whose word, and when."""

    minimum: int | None
    maximum: int | None
    vague: bool
    about: bool
    main: bool
    claims: tuple[str, ...]
    verbatim: str
    origin: str
    day: int
    position: int

    @property
    def value(self) -> int | None:
        """The number it stands for."""
        return self.minimum if self.minimum is not None else self.maximum

    @property
    def rank(self) -> tuple[int, bool, bool, int, int, tuple[str, ...]]:
        """Later counts for more; on one day the main toll, then a number before a vague word, then more."""
        return (self.day, self.main, not self.vague, self.value or 0, self.position, self.claims)

    def agrees_with(self, other: "Told") -> bool:
        """Whether both can be true: the ranges meet, where "at least" is open above and "about" gives a tenth."""
        low_a, high_a = _bounds(self)
        low_b, high_b = _bounds(other)
        return low_a <= high_b and low_b <= high_a


def _bounds(told: Told) -> tuple[float, float]:
    low = told.minimum if told.minimum is not None else 0
    high = told.maximum if told.maximum is not None else float("inf")
    return (low * (1 - ABOUT), high * (1 + ABOUT)) if told.about else (low, high)


@dataclass(frozen=True, slots=True)
class Case:
    """What a reckoning needs of an incident's reports: accounts, claims by id, reports by id, voices by report id."""

    accounts: tuple[Account, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    voice: Mapping[str, str]

    def origin(self, account: Account, said_by: Sequence[object]) -> str:
        """The origin of something that an account gives on ``said_by``'s word."""
        return origin_of(said_by, account.report, self.voice)  # type: ignore[arg-type]


def tolls_of(case: Case) -> tuple[Toll, ...]:
    """Every toll of an incident, the whole before its parts."""
    return tuple(reckoned(key, told, left) for key, (told, left) in _by_key(case).items())


def disagreements(case: Case) -> tuple[tuple[Key, tuple[str, ...]], ...]:
    """The keys on which origins give numbers that cannot both be true, with the claims that give them."""
    found = []
    for key, (told, _) in _by_key(case).items():
        latest, _ = latest_of_each_origin(told)
        differing = {
            claim
            for one, other in combinations(latest, 2)
            if not one.agrees_with(other)
            for claim in (*one.claims, *other.claims)
        }
        if differing:
            found.append((key, tuple(sorted(differing))))
    return tuple(found)


def latest_of_each_origin(told: Iterable[Told]) -> tuple[tuple[Told, ...], tuple[LeftOut, ...]]:
    """The latest number of every origin, and the earlier ones that it supersedes."""
    latest: dict[str, Told] = {}
    for one in sorted(told, key=lambda t: t.rank):
        latest[one.origin] = one
    kept = tuple(sorted(latest.values(), key=lambda t: (t.origin, t.rank)))
    left = []
    for one in sorted(told, key=lambda t: t.rank):
        newer = latest[one.origin]
        if one is not newer:
            same = (one.minimum, one.maximum) == (newer.minimum, newer.maximum)
            why = (
                "the same origin gives the same number"
                if same
                else f"superseded by “{newer.verbatim}” of the same origin"
            )
            left += [LeftOut(claim=claim, why=why, verbatim=one.verbatim) for claim in one.claims]
    return kept, tuple(left)


def reckoned(key: Key, told: Sequence[Told], left_out: Sequence[LeftOut] = ()) -> Toll:
    """The toll for one harm, group and subgroup under ``range/1``."""
    harm, group, subgroup = key
    latest, superseded = latest_of_each_origin(told)
    minima = [one.minimum for one in latest if one.minimum is not None]
    maxima = [one.maximum for one in latest if one.maximum is not None]
    voting = [one for one in latest if not one.vague] or list(latest)
    votes = Counter(one.value for one in voting if one.value is not None)
    best = min(votes, key=lambda value: (-votes[value], value)) if votes else None
    return Toll(
        harm=harm,
        group=group,
        subgroup=subgroup,
        low=min(minima) if minima else None,
        best=best,
        high=max([*maxima, *minima]) if maxima else None,
        method=METHOD,
        used=tuple(dict.fromkeys(claim for one in latest for claim in one.claims)),
        left_out=(*superseded, *left_out),
        independent_sources=len(latest),
    )


def headline_toll(incident: Incident, harm: Harm) -> Toll | None:
    """The toll that says how many in all: of all groups, else of the group that alone is spoken of."""
    whole = [toll for toll in incident.tolls if toll.harm == harm and toll.subgroup is None and toll.best is not None]
    order = ("all", "unknown", "civilians", "side_a", "side_b")
    return min(whole, key=lambda toll: order.index(toll.group), default=None)


def flagged(tolls: Sequence[Toll]) -> tuple[Toll, ...]:
    """The tolls with a flag on each part that exceeds its whole."""
    return tuple(toll.model_copy(update={"flags": _flags(toll, tolls)}) for toll in tolls)


def _flags(toll: Toll, tolls: Sequence[Toll]) -> tuple[str, ...]:
    if toll.best is None:
        return ()
    flags = []
    for whole in tolls:
        if whole.harm != toll.harm or whole is toll or whole.subgroup is not None:
            continue
        inside = (toll.subgroup is not None and whole.group in (toll.group, "all")) or (
            toll.subgroup is None and toll.group in SIDES and whole.group == "all"
        )
        most = max((n for n in (whole.high, whole.best) if n is not None), default=None)
        if inside and most is not None and toll.best > most:
            flags.append(f"{_called(toll)} ({toll.best}) exceed {_called(whole)} (at most {most})")
    return tuple(flags)


def _called(toll: Toll) -> str:
    group = {
        "side_a": "fighters of side A",
        "side_b": "fighters of side B",
        "unknown": "people",
        "all": "people in all",
    }
    return f"{toll.subgroup or group.get(toll.group, toll.group)} {toll.harm}"


def _by_key(case: Case) -> dict[Key, tuple[list[Told], list[LeftOut]]]:
    """The numbers that count for each key and the figures that do not; the rows for all groups come first."""
    rows: dict[Key, tuple[list[Told], list[LeftOut]]] = {}
    sound: dict[str, list[AccountFigure]] = {}
    for account in case.accounts:
        sound[account.id] = []
        for figure in account.figures:
            key: Key = (figure.harm, figure.group, figure.subgroup)
            told, left = rows.setdefault(key, ([], []))
            why = _why_left_out(account, figure, case)
            if why is not None:
                left.append(LeftOut(claim=figure.claim, why=why, verbatim=figure.verbatim))
            else:
                sound[account.id].append(figure)
                if not figure.individual:
                    told.append(_told(account, (figure,), case))
        for key, people in _one_by_one(sound[account.id]).items():
            rows[key][0].append(_told(account, people, case, sum_of(people)))
    for harm in sorted({harm for harm, _, _ in rows}):
        whole = _whole_row(harm, sound, case)
        if whole is not None:
            left = rows.get((harm, "all", None), ([], []))[1]
            rows[harm, "all", None] = (whole, left)
    order = ("all", "unknown", *SIDES)
    return dict(sorted(rows.items(), key=lambda row: (row[0][0], row[0][2] or "", order.index(row[0][1]))))


def _one_by_one(figures: Iterable[AccountFigure]) -> dict[Key, list[AccountFigure]]:
    """An account's figures of people told one by one, which add up, by key."""
    found: dict[Key, list[AccountFigure]] = {}
    for figure in figures:
        if figure.individual:
            found.setdefault((figure.harm, figure.group, figure.subgroup), []).append(figure)
    return found


def _whole_row(harm: Harm, sound: Mapping[str, Sequence[AccountFigure]], case: Case) -> list[Told] | None:
    """What the accounts say in all, where they say it of different groups or in parts; ``None`` where one row has it.

    An account's total, and what other origins say in it of the very group that its total is of.
    """
    totals: list[tuple[Account, Total]] = []
    for account in case.accounts:
        total = total_of(sound[account.id], harm)
        if total is not None:
            totals.append((account, total))
    groups = {(f.group, f.subgroup) for _, total in totals for f in total.figures}
    summed = any(total.summed for _, total in totals)
    if not totals or (not summed and len(groups) == 1 and all(subgroup is None for _, subgroup in groups)):
        return None
    told = []
    for account, total in totals:
        told.append(_told(account, total.figures, case, total))
        if not total.summed:
            stated = total.figures[0]
            told += [
                _told(account, (other,), case)
                for other in sound[account.id]
                if other is not stated
                and (other.harm, other.group, other.subgroup) == (stated.harm, stated.group, stated.subgroup)
            ]
    return told


def _told(account: Account, figures: Sequence[AccountFigure], case: Case, total: Total | None = None) -> Told:
    first = figures[0]
    published = published_on(case.reports[account.report]) if account.report in case.reports else None
    return Told(
        minimum=total.minimum if total else first.minimum,
        maximum=total.maximum if total else first.maximum,
        vague=all(figure.qualifier == "vague" for figure in figures),
        about=any(figure.qualifier == "about" for figure in figures),
        main=any(figure.main_toll for figure in figures),
        claims=tuple(dict.fromkeys(figure.claim for figure in figures)),
        verbatim=" + ".join(figure.verbatim for figure in figures),
        origin=origin_of(first.said_by, account.report, case.voice),
        day=published.toordinal() if published else 0,
        position=max(figure.span.start for figure in figures),
    )


def _why_left_out(account: Account, figure: AccountFigure, case: Case) -> str | None:
    claim = case.claims.get(figure.claim)
    if account.role == "background":
        return "only mentioned in passing, as background"
    if figure.cumulative:
        return "a running total, not this incident's own"
    if claim is not None and claim.factuality in DENIED and not _says_that_none_were(account, figure):
        return "denied by the one who speaks of it"
    if claim is not None and claim.stage != "accomplished":
        return f"{claim.stage}, not done"
    if value_of(figure) is None:
        return "gives no number"
    part = figure.subgroup is None and is_inside(figure, account.figures)
    if part or (_A_PART.search(figure.verbatim) and not figure.main_toll):
        return "a part of a larger number"
    return None


def _says_that_none_were(account: Account, figure: AccountFigure) -> bool:
    """Whether the figure is a plain nought: "no deaths were reported". Beside a number it means nobody else."""
    others = (other for other in account.figures if other.harm == figure.harm and not other.cumulative)
    return value_of(figure) == 0 and not any(value_of(other) for other in others)


__all__ = [
    "EXCLUSIVE_SUBGROUPS",
    "METHOD",
    "Case",
    "Key",
    "Told",
    "disagreements",
    "flagged",
    "headline_toll",
    "latest_of_each_origin",
    "reckoned",
    "tolls_of",
]
