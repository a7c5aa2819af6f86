"""What two accounts are compared on: named comparisons, each a ladder of levels that can be read aloud.

The first level of a ladder that holds is the one that counts. The conditions are SQL that DuckDB and Spark both run;
``_l`` and ``_r`` are the two accounts' columns (``reportedly.linking.records.Record``). ``m`` and ``u`` are what is
believed before any training: how often the level is seen among accounts of one incident, and of two. Training moves
them and writes ``weights.json``.
"""

from dataclasses import dataclass

from reportedly.linking.sketch import WORDING_NUMBERS


@dataclass(frozen=True, slots=True)
class Level:
    """One rung: what it says in words, the condition, and the prior beliefs ``m`` and ``u`` (0 to 1)."""

    says: str
    condition: str
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ladder of levels. Where ``unknown`` holds, the comparison says nothing either way.

    One that is not ``trained`` keeps the beliefs it was written with.
    """

    name: str
    about: str
    unknown: str
    levels: tuple[Level, ...]
    trained: bool = True


ELSE = "ELSE"
DIFFERING_BITS = "differing_bits"
SHARED = "shared_values"
LENGTH = "length_of"
"""Stand in conditions for functions of two columns that each database writes its own way."""

_GAP = "(greatest(day_start_l, day_start_r) - least(day_end_l, day_end_r))"
_BOTH_ONE_DAY = "day_start_l = day_end_l and day_start_r = day_end_r"
_UNDATED = "not dated_l and not dated_r"
_KM = (
    "(2 * 6371 * asin(least(1.0, sqrt("
    "power(sin(radians(latitude_r - latitude_l) / 2), 2) + cos(radians(latitude_l)) * cos(radians(latitude_r))"
    " * power(sin(radians(longitude_r - longitude_l) / 2), 2)))))"
)
_BOTH_POINTS = "place_reach_l = 'point' and place_reach_r = 'point'"
_SAME_PROVINCE = "country_l = country_r and province_l = province_r"


def _within(kilometres: int) -> str:
    return f"{_BOTH_POINTS} and latitude_l is not null and latitude_r is not null and {_KM} <= {kilometres}"


def _shared(left: str, right: str | None = None) -> str:
    return f"{SHARED}({left}_l, {right or left}_r)"


_ONE_NAME = f"coalesce({_BOTH_POINTS} and place_name_l = place_name_r, false)"
_NAMED = (
    f"(country_l is null and names_l is not null and place_words_r is not null"
    f" and {_shared('names', 'place_words')} >= 1)"
    f" or (country_r is null and names_r is not null and place_words_l is not null"
    f" and {_shared('place_words', 'names')} >= 1)"
)


_INSIDE = (
    "((place_reach_l = 'country' and place_reach_r <> 'country' and country_l = country_r)"
    " or (place_reach_r = 'country' and place_reach_l <> 'country' and country_l = country_r)"
    f" or (place_reach_l <> place_reach_r and {_SAME_PROVINCE})"
    " or coalesce(place_town_l = place_key_r, false) or coalesce(place_key_l = place_town_r, false))"
)
_BOTH_THE_PROVINCE = f"place_reach_l = 'province' and place_reach_r = 'province' and {_SAME_PROVINCE}"
_DIFFERING_BITS = " + ".join(f"{DIFFERING_BITS}(wording_{n}_l, wording_{n}_r)" for n in range(WORDING_NUMBERS))
_RESEMBLANCE = f"(1 - 2.0 * ({_DIFFERING_BITS}) / {64 * WORDING_NUMBERS})"
"""Half of the bits of unrelated texts differ by chance. Source: Li and König 2010, b-bit minwise hashing."""


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


_HALF_OF_TELLING = f"2 * {_shared('telling')} >= least({LENGTH}(telling_l), {LENGTH}(telling_r))"

_COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        name="days_apart",
        about="the day",
        unknown="day_start_l is null or day_start_r is null",
        levels=(
            Level("the same day", f"dated_l and dated_r and {_BOTH_ONE_DAY} and day_start_l = day_start_r", 0.5, 0.12),
            Level("told on the same day", f"{_UNDATED} and day_end_l = day_end_r", 0.2, 0.05),
            Level("told a day apart", f"{_UNDATED} and abs(day_end_l - day_end_r) <= 1", 0.1, 0.1),
            Level("told two days apart", f"{_UNDATED} and {_GAP} <= 0", 0.03, 0.1),
            Level("days that overlap", f"{_GAP} <= 0", 0.1, 0.15),
            Level("a day apart", f"{_GAP} <= 1", 0.14, 0.2),
            Level("two or three days apart", f"{_GAP} <= 3", 0.05, 0.28),
            Level("more than three days apart", ELSE, 0.01, 0.15),
        ),
    ),
    Comparison(
        name="kilometres_apart",
        about="the place",
        unknown=f"(country_l is null or country_r is null) and not ({_ONE_NAME}) and not ({_NAMED})",
        levels=(
            Level("the same place", f"{_BOTH_POINTS} and place_key_l = place_key_r", 0.45, 0.05),
            Level("places of one name", _ONE_NAME, 0.05, 0.01),
            Level("a place that the other names in passing", _NAMED, 0.05, 0.03),
            Level("within 5 km", _within(5), 0.1, 0.03),
            Level("one place inside the other", _INSIDE, 0.15, 0.15),
            Level("the same province, no more exact", _BOTH_THE_PROVINCE, 0.05, 0.04),
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
            Level("the same kind of event", "sub_type_l = sub_type_r and event_family_l is not null", 0.4, 0.15),
            Level("an attack, no more exact", "event_family_l is null and event_family_r is null", 0.2, 0.2),
            Level(
                "gas in one, not in the other",
                "sub_type_l = 'Chemical weapon' or sub_type_r = 'Chemical weapon'",
                0.01,
                0.05,
            ),
            Level("an attack, more exact in one", "event_family_l is null or event_family_r is null", 0.25, 0.25),
            Level("kinds of event that reports mix up", "event_family_l = event_family_r", 0.1, 0.1),
            Level("different kinds of event", ELSE, 0.05, 0.25),
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
    # The commonest level comes first in these two: most pairs are done with it, and lists are slow to compare.
    Comparison(
        name="shared_names",
        about="rarer names in the text",
        unknown="names_l is null or names_r is null",
        levels=(
            Level("no name in common", f"{_shared('names')} = 0", 0.2, 0.75),
            Level("five or more names in common", f"{_shared('names')} >= 5", 0.3, 0.01),
            Level("three or four names in common", f"{_shared('names')} >= 3", 0.2, 0.02),
            Level("two names in common", f"{_shared('names')} = 2", 0.15, 0.05),
            Level("one name in common", ELSE, 0.15, 0.17),
        ),
    ),
    Comparison(
        name="shared_wording",
        about="the wording",
        unknown="wording_0_l is null or wording_0_r is null",
        levels=(
            Level("hardly a word in common", f"{_RESEMBLANCE} < 0.0625", 0.1, 0.477),
            Level("a few words in common", f"{_RESEMBLANCE} < 0.125", 0.2, 0.35),
            Level("an eighth of the words in common", f"{_RESEMBLANCE} < 0.25", 0.35, 0.15),
            Level("a quarter of the words in common", f"{_RESEMBLANCE} < 0.5", 0.25, 0.02),
            Level("half of the words or more in common", ELSE, 0.1, 0.003),
        ),
    ),
    Comparison(
        name="shared_headline",
        about="rarer words of headlines",
        unknown="telling_l is null or telling_r is null",
        levels=(
            Level("no rarer word in common", f"{_shared('telling')} = 0", 0.4, 0.85),
            Level("three or more, half of them all", f"{_shared('telling')} >= 3 and {_HALF_OF_TELLING}", 0.15, 0.005),
            Level("three or more rarer words in common", f"{_shared('telling')} >= 3", 0.1, 0.01),
            Level("two, half of them all", f"{_shared('telling')} = 2 and {_HALF_OF_TELLING}", 0.1, 0.025),
            Level("two rarer words in common", f"{_shared('telling')} = 2", 0.1, 0.025),
            Level("one rarer word in common", ELSE, 0.15, 0.085),
        ),
    ),
)

_ONE_PLACE = " or ".join(
    f"coalesce({condition}, false)"
    for condition in (
        f"{_BOTH_POINTS} and place_key_l = place_key_r",
        _ONE_NAME,
        f"({_NAMED})",
        _INSIDE,
        _BOTH_THE_PROVINCE,
        _within(5),
    )
)
_PARTICULAR = (
    # A town at war sees something every day: the place tells two reports' event only where one of them tells the day.
    f"((dated_l or dated_r or coalesce(killed_low_l = killed_low_r and killed_low_l >= 3, false)) and ({_ONE_PLACE}))"
    f" or coalesce({_UNDATED} and day_end_l = day_end_r and ({_ONE_PLACE}), false)"
    f" or coalesce({_RESEMBLANCE} >= 0.25, false)"
    f" or coalesce({_shared('telling')} >= 3, false)"
    f" or coalesce({_shared('telling')} >= 2 and {_UNDATED} and day_end_l = day_end_r, false)"
    f" or coalesce({_shared('names')} >= 2, false)"
)

SOMETHING_PARTICULAR = Comparison(
    name="something_particular",
    about="a place, names or wording",
    unknown="unique_id_l is null or unique_id_r is null",
    levels=(
        Level("something particular in common", _PARTICULAR, 0.99, 0.99),
        Level("nothing particular in common", ELSE, 0.0001, 0.99),
    ),
    trained=False,
)
"""That nothing speaks against it is no reason to put two accounts together: without this, they are not linked."""

COMPARISONS = (*_COMPARISONS, SOMETHING_PARTICULAR)
