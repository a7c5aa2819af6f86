"""What two accounts are compared on: named comparisons, each a ladder of levels that can be read aloud.

The first level of a ladder that holds is the one that counts. The conditions are SQL that DuckDB and Spark both run;
``_l`` and ``_r`` are the two accounts' columns (``reportedly.linking.records.Record``). ``m`` and ``u`` are what is
believed before any training: how often the level is seen among accounts of one incident, and of two. Training moves
them and writes ``weights.json``.
"""

from dataclasses import dataclass

from reportedly.linking.sketch import WORD_SLOTS


@dataclass(frozen=True, slots=True)
class Level:
    """One rung: what it says in words, the condition, and the prior beliefs ``m`` and ``u`` (0 to 1)."""

    says: str
    condition: str
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ladder of levels. Where ``unknown`` holds, the comparison says nothing either way."""

    name: str
    about: str
    unknown: str
    levels: tuple[Level, ...]


ELSE = "ELSE"
SHARED = "shared_values"
"""Stands in conditions for the number of values that two lists share, which each database writes its own way."""

_GAP = "(greatest(day_start_l, day_start_r) - least(day_end_l, day_end_r))"
_BOTH_ONE_DAY = "day_start_l = day_end_l and day_start_r = day_end_r"
_KM = (
    "(2 * 6371 * asin(least(1.0, sqrt("
    "power(sin(radians(latitude_r - latitude_l) / 2), 2) + cos(radians(latitude_l)) * cos(radians(latitude_r))"
    " * power(sin(radians(longitude_r - longitude_l) / 2), 2)))))"
)
_BOTH_POINTS = "place_reach_l = 'point' and place_reach_r = 'point'"
_SAME_PROVINCE = "country_l = country_r and province_l = province_r"


def _within(kilometres: int) -> str:
    return f"{_BOTH_POINTS} and latitude_l is not null and latitude_r is not null and {_KM} <= {kilometres}"


def _shared(column: str) -> str:
    return f"{SHARED}({column}_l, {column}_r)"


def _close(column: str) -> str:
    larger, smaller = (f"{f}({column}_low_l, {column}_low_r)" for f in ("greatest", "least"))
    return f"{larger} <= {smaller} * 1.34 or {larger} - {smaller} <= 2"


def _overlap(column: str) -> str:
    one = f"{column}_low_l <= coalesce({column}_high_r, {column}_low_l)"
    other = f"{column}_low_r <= coalesce({column}_high_l, {column}_low_r)"
    return f"{one} and {other}"


def _toll(column: str, people: str) -> Comparison:
    same = f"{column}_low_l = {column}_low_r"
    within_thrice = f"greatest({column}_low_l, {column}_low_r) <= 3 * least({column}_low_l, {column}_low_r)"
    return Comparison(
        name=f"{column}_compatible",
        about=f"the number of {people}",
        unknown=f"{column}_low_l is null or {column}_low_r is null",
        levels=(
            Level("the same number, of ten or more", f"{same} and {column}_low_l >= 10", 0.2, 0.02),
            Level("the same number, of three to nine", f"{same} and {column}_low_l >= 3", 0.2, 0.08),
            Level("the same number, of one or two", same, 0.2, 0.2),
            Level("numbers close together", _close(column), 0.15, 0.2),
            Level("ranges that overlap", _overlap(column), 0.15, 0.2),
            Level("numbers that disagree", within_thrice, 0.07, 0.15),
            Level("numbers far apart", ELSE, 0.03, 0.15),
        ),
    )


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        name="days_apart",
        about="the day",
        unknown="day_start_l is null or day_start_r is null",
        levels=(
            Level("the same day", f"dated_l and dated_r and {_BOTH_ONE_DAY} and day_start_l = day_start_r", 0.5, 0.12),
            Level("days that overlap", f"{_GAP} <= 0", 0.3, 0.25),
            Level("a day apart", f"{_GAP} <= 1", 0.14, 0.2),
            Level("two or three days apart", f"{_GAP} <= 3", 0.05, 0.28),
            Level("more than three days apart", ELSE, 0.01, 0.15),
        ),
    ),
    Comparison(
        name="kilometres_apart",
        about="the place",
        unknown="place_key_l is null or place_key_r is null",
        levels=(
            Level("the same place", f"{_BOTH_POINTS} and place_key_l = place_key_r", 0.5, 0.05),
            Level("within 5 km", _within(5), 0.1, 0.03),
            Level(
                "one place inside the other",
                "(place_reach_l = 'country' and place_reach_r <> 'country' and country_l = country_r)"
                " or (place_reach_r = 'country' and place_reach_l <> 'country' and country_l = country_r)"
                f" or (place_reach_l <> place_reach_r and {_SAME_PROVINCE})",
                0.15,
                0.15,
            ),
            Level("within 25 km", _within(25), 0.1, 0.1),
            Level("the same province", _SAME_PROVINCE, 0.1, 0.4),
            Level("the same country, another province", "country_l = country_r", 0.04, 0.17),
            Level("another country", ELSE, 0.01, 0.1),
        ),
    ),
    Comparison(
        name="event_type",
        about="what happened",
        unknown="event_type_l is null or event_type_r is null",
        levels=(
            Level("the same kind of event", "sub_type_l = sub_type_r", 0.7, 0.35),
            Level("related kinds of event", "event_type_l = event_type_r", 0.12, 0.2),
            Level(
                "kinds that reports often confuse",
                "event_type_l in ('Battles', 'Explosions/Remote violence', 'Violence against civilians')"
                " and event_type_r in ('Battles', 'Explosions/Remote violence', 'Violence against civilians')",
                0.13,
                0.25,
            ),
            Level("different kinds of event", ELSE, 0.05, 0.2),
        ),
    ),
    Comparison(
        name="weapon",
        about="the weapon",
        unknown="weapon_l is null or weapon_r is null",
        levels=(
            Level("the same kind of weapon", "weapon_l = weapon_r", 0.75, 0.35),
            Level("different weapons", ELSE, 0.25, 0.65),
        ),
    ),
    Comparison(
        name="doers",
        about="who is said to have done it",
        unknown="doers_l is null or doers_r is null",
        levels=(
            Level("the same doer", f"{_shared('doers')} >= 1", 0.65, 0.3),
            Level("different doers", ELSE, 0.35, 0.7),
        ),
    ),
    Comparison(
        name="targets",
        about="who was hit",
        unknown="targets_l is null or targets_r is null",
        levels=(
            Level("the same target", f"{_shared('targets')} >= 1", 0.6, 0.3),
            Level("different targets", ELSE, 0.4, 0.7),
        ),
    ),
    _toll("killed", "killed"),
    _toll("injured", "injured"),
    Comparison(
        name="shared_names",
        about="rarer names in the text",
        unknown="names_l is null or names_r is null",
        levels=(
            Level("five or more names in common", f"{_shared('names')} >= 5", 0.3, 0.01),
            Level("three or four names in common", f"{_shared('names')} >= 3", 0.2, 0.02),
            Level("two names in common", f"{_shared('names')} = 2", 0.15, 0.05),
            Level("one name in common", f"{_shared('names')} = 1", 0.15, 0.17),
            Level("no name in common", ELSE, 0.2, 0.75),
        ),
    ),
    Comparison(
        name="shared_wording",
        about="the wording",
        unknown="wording_l is null or wording_r is null",
        levels=(
            Level("half of the words or more in common", f"{_shared('wording')} >= {WORD_SLOTS // 2}", 0.1, 0.003),
            Level("a quarter of the words in common", f"{_shared('wording')} >= {WORD_SLOTS // 4}", 0.25, 0.02),
            Level("an eighth of the words in common", f"{_shared('wording')} >= {WORD_SLOTS // 8}", 0.35, 0.15),
            Level("a few words in common", f"{_shared('wording')} >= {WORD_SLOTS // 16}", 0.2, 0.35),
            Level("hardly a word in common", ELSE, 0.1, 0.477),
        ),
    ),
)
