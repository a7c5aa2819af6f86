"""What one account says in all: how many of one harm, from figures that may be parts of one another.

An account often gives a total with its parts ("18 killed, including six children"), or only the parts ("17 militants
and a child"). These functions find the total without counting anybody twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.model import AccountFigure
from reportedly.model.figure import Harm

WHOLE_GROUPS = ("all", "unknown")
SIDES = ("civilians", "side_a", "side_b")
EXCLUSIVE_SUBGROUPS = ("children", "women", "men")


@dataclass(frozen=True, slots=True)
class Total:
    """The bounds of a total, in people, and the figures that it rests on. ``summed`` when it is a sum of parts."""

    minimum: int | None
    maximum: int | None
    figures: tuple[AccountFigure, ...]
    summed: bool


def value_of(figure: AccountFigure) -> int | None:
    """The single number that a figure stands for: "at least 28" is 28, "up to 22" is 22, "10 to 15" is 10."""
    return figure.minimum if figure.minimum is not None else figure.maximum


def is_inside(figure: AccountFigure, others: Iterable[AccountFigure]) -> bool:
    """Whether a number is of some among those whom another number of the account counts: "eight were shot; two are in
    critical condition".
    """
    if not figure.part or figure.main_toll:
        return False
    wholes = [other for other in others if other.harm in (figure.harm, "casualties") and not other.part]
    return any((value_of(whole) or 0) > (value_of(figure) or 0) for whole in wholes if not whole.cumulative)


def best_stated(figures: Sequence[AccountFigure]) -> AccountFigure | None:
    """Of several figures for one thing by one origin in one account, the one to go by.

    The account's main toll first; then the one that is not vague ("dozens" gives way to "28"); then the greatest, since
    the smaller ones are of some among them ("two are in critical condition") or earlier; then the last in the text.
    """
    if not figures:
        return None

    def rank(figure: AccountFigure) -> tuple[bool, bool, int, int]:
        return (figure.main_toll, figure.qualifier != "vague", value_of(figure) or 0, figure.span.start)

    return max(figures, key=rank)


def total_of(figures: Iterable[AccountFigure], harm: Harm) -> Total | None:
    """The account's total for ``harm``; ``None`` where it gives none. Running totals are no part of it."""
    told = list(figures)
    every = [f for f in told if f.harm == harm and not f.cumulative and not is_inside(f, told)]
    of_harm = [figure for figure in every if not figure.individual]
    one_by_one = [figure for figure in every if figure.individual]
    if one_by_one and (not of_harm or _is_the_whole(one_by_one, of_harm)):
        return sum_of(one_by_one)
    if not of_harm:
        return None
    plain = [figure for figure in of_harm if figure.subgroup is None]
    main = best_stated([figure for figure in of_harm if figure.main_toll])
    if main is not None:
        return sum_of((main, *_on_other_sides(main, plain)))
    sides = [best_stated([figure for figure in plain if figure.group == side]) for side in SIDES]
    parts = [side for side in sides if side is not None]
    for group in WHOLE_GROUPS:
        stated = best_stated([figure for figure in plain if figure.group == group])
        if stated is not None and (group == "all" or not _is_exceeded(stated, parts)):
            return sum_of((stated,))
    if not parts:
        people = [best_stated([f for f in of_harm if f.subgroup == subgroup]) for subgroup in EXCLUSIVE_SUBGROUPS]
        parts = [subgroup for subgroup in people if subgroup is not None]
    if not parts:
        stated = best_stated(of_harm)
        parts = [stated] if stated is not None else []
    return sum_of(tuple(parts)) if parts else None


def _on_other_sides(main: AccountFigure, plain: Sequence[AccountFigure]) -> list[AccountFigure]:
    """Those of the other sides, where the main toll is of one side alone; best as the same speaker gives them."""
    if main.group not in SIDES or main.subgroup is not None:
        return []
    found = []
    for side in SIDES:
        of_side = [figure for figure in plain if figure.group == side and side != main.group]
        stated = best_stated([figure for figure in of_side if figure.said_by == main.said_by]) or best_stated(of_side)
        found += [stated] if stated is not None else []
    return found


def _is_exceeded(stated: AccountFigure, sides: Sequence[AccountFigure]) -> bool:
    """Whether one side alone had more than the number of "people", who then are some others, or a part of them."""
    return stated.maximum is not None and any((value_of(side) or 0) > stated.maximum for side in sides)


def _is_the_whole(one_by_one: Sequence[AccountFigure], others: Sequence[AccountFigure]) -> bool:
    """Whether people told beside one another ("a teacher and two pupils") say how many there were in all.

    They do where the main toll is one of them, or where some are told by a number and nobody gives a greater one.
    """
    if any(figure.main_toll for figure in one_by_one):
        return any((value_of(figure) or 0) > 1 for figure in one_by_one)
    if any(figure.main_toll for figure in others) or all((value_of(figure) or 0) < 2 for figure in one_by_one):
        return False
    return sum(value_of(figure) or 0 for figure in one_by_one) >= max(value_of(figure) or 0 for figure in others)


def sum_of(parts: Sequence[AccountFigure]) -> Total:
    """The sum of figures of different people."""
    minima = [part.minimum for part in parts if part.minimum is not None]
    maxima = [part.maximum for part in parts if part.maximum is not None]
    return Total(
        minimum=sum(minima) if minima else None,
        maximum=sum(maxima) if len(maxima) == len(parts) else None,
        figures=tuple(parts),
        summed=len(parts) > 1,
    )
