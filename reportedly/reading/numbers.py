"""Number phrases: "at least 28", "between 10 and 15", "dozens", "twenty-five", "a man", each with its bounds.

Rules of reading (the ones casualty recorders use): "more than N" and "over N" are at least N; "about N" is N; "nearly
N" and "up to N" have N as their upper bound; dozens 24, scores 40, hundreds 200, thousands 2,000, several 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.figure import Qualifier
from reportedly.reading.once import lower_words

MORE_THAN_LIVE = 10_000_000_000
"""A number of this size or above is a slip of the pen or a code, never people: fewer are alive."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: token range with its qualifier words, the bounds it gives, and the token that bears it.

    ``core`` is the range of the numeral itself. ``implied`` marks a number that no numeral states ("a child"), and
    ``single`` one person meant by name or as "the pilot", who is no number until the words say that he was harmed.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    minimum: int | None
    maximum: int | None
    qualifier: Qualifier
    implied: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    multipliers: dict[str, int]
    vague: dict[str, int]
    vague_counts: dict[str, int]
    one: frozenset[str]
    before: dict[tuple[str, ...], Qualifier]
    after: dict[tuple[str, ...], Qualifier]
    not_people_before: frozenset[str]
    not_people_after: frozenset[str]
    longest_before: int


def _load() -> _Words:
    raw = load_lexicon("numbers")
    before = {tuple(phrase.split()): qualifier for qualifier, phrases in raw["before"].items() for phrase in phrases}
    after = {tuple(phrase.split()): qualifier for qualifier, phrases in raw["after"].items() for phrase in phrases}
    return _Words(
        units=raw["units"],
        multipliers=raw["multipliers"],
        vague=raw["vague"],
        vague_counts=raw["vague_counts"],
        one=frozenset(raw["one"]),
        before=before,
        after=after,
        not_people_before=frozenset(raw["not_people"]["before"]),
        not_people_after=frozenset(raw["not_people"]["after"]),
        longest_before=max(map(len, before)),
    )


_WORDS = _load()
_FIRST_WORDS = frozenset({"all", "between", "from", "a", "half", *_WORDS.units, *_WORDS.vague, *_WORDS.vague_counts})
"""Words that a number phrase without digits can begin with."""

_HYPHENS = frozenset("-–—‑")  # noqa: RUF001 - the dashes are what is meant


def find_numbers(doc: Doc) -> Iterator[Number]:
    """Every number phrase of ``doc`` that could count people, in order. Dates, ages and measures are passed over."""
    position = 0
    for i in [i for i, word in enumerate(lower_words(doc)) if word[0].isdigit() or word in _FIRST_WORDS]:
        if i < position:
            continue
        between = _between(doc, i)
        if between is not None:
            yield between
            position = between.end
            continue
        if lower_words(doc)[i : i + 2] == ["all", "but"]:
            rest = _all_but(doc, i)
            yield from rest[1]
            position = rest[0]
            continue
        found = _numeral(doc, i)
        if found is not None:
            end, minimum, maximum, vague = found
            if not _measures_something_else(doc, i, end):
                yield _qualified(doc, i, end, minimum, maximum, vague)
            position = end


def _between(doc: Doc, i: int) -> Number | None:
    """The range that begins at token ``i`` ("between 10 and 15"), or nothing."""
    if doc[i].lower_ not in ("between", "from"):
        return None
    first = _plain_numeral(doc, i + 1) if i + 1 < len(doc) else None
    if first is None or first[0] + 1 >= len(doc) or doc[first[0]].lower_ not in ("and", "to"):
        return None
    second = _plain_numeral(doc, first[0] + 1)
    if second is None or second[1] <= first[1] or _measures_something_else(doc, i + 1, second[0]):
        return None
    return Number(i, second[0], i + 1, second[0], first[1], second[1], "about")


def _all_but(doc: Doc, i: int) -> tuple[int, list[Number]]:
    """Where the "all but two" at token ``i`` ends, with the number of the rest where the words give that of all: "all
    but two of the 14 miners" are twelve, "all but two" may be any.
    """
    fewer = _plain_numeral(doc, i + 2) if i + 2 < len(doc) else None
    if fewer is None:
        return i + 1, []
    end, left = fewer
    of = end + 1 < len(doc) and doc[end].lower_ == "of"
    whole = _plain_numeral(doc, end + 2) if of and end + 2 < len(doc) else None
    if whole is None or whole[1] <= left:
        return end, []
    rest = whole[1] - left
    return whole[0], [Number(i, whole[0], end + 2, whole[0], rest, rest, "exact")]


def _numeral(doc: Doc, i: int) -> tuple[int, int, int | None, bool] | None:
    """The numeral that begins at token ``i``: its end, least and greatest value, and whether it is vague."""
    low = doc[i].lower_
    if low == "no" and i + 1 < len(doc) and doc[i + 1].lower_ in ("fewer", "less", "more"):
        return None
    if low == "no" and i + 1 < len(doc) and doc[i + 1].lower_ == "one":
        return i + 2, 0, 0, False
    if low in _WORDS.vague_counts or low in ("a", "half"):
        vague = _vague_dozens(doc, i)
        if vague is not None:
            return vague
    if low in _WORDS.vague:
        end, value = i + 1, _WORDS.vague[low]
        if low in _WORDS.vague_counts:
            return end, _WORDS.vague_counts[low], None, True
        return end, value, None, True
    first = _plain_numeral(doc, i)
    if first is None:
        return None
    end, value = first
    if end + 1 < len(doc) and (doc[end].lower_ in _HYPHENS or doc[end].lower_ == "to"):
        second = _plain_numeral(doc, end + 1)
        if second is not None and second[1] > value and doc[i].ent_type_ != "TIME":
            return second[0], value, second[1], False
    return end, value, value, False


def _vague_dozens(doc: Doc, i: int) -> tuple[int, int, int | None, bool] | None:
    """A number of dozens or thousands ("several dozen", "half a dozen", "tens of thousands"), or nothing."""
    low = doc[i].lower_
    rest = lower_words(doc)[i + 1 : i + 4]
    if low == "half" and rest[:2] == ["a", "dozen"]:
        return i + 3, 6, 6, False
    if low == "a":
        if rest[:1] == ["dozen"]:
            return i + 2, 12, 12, False
        if rest[:1] in (["hundred"], ["thousand"]):
            value = _WORDS.multipliers[rest[0]]
            return i + 2, value, value, False
        if rest[:1] == ["couple"]:
            return i + 2 + (rest[1:2] == ["of"]), 2, 2, False
        return None
    if low not in _WORDS.vague_counts:
        return None
    count = _WORDS.vague_counts[low]
    if rest and rest[0] in _WORDS.multipliers:
        return i + 2, count * _WORDS.multipliers[rest[0]], None, True
    if len(rest) > 1 and rest[0] == "of" and rest[1] in ("thousands", "millions"):
        return i + 3, _WORDS.vague[low] * _WORDS.multipliers[rest[1].removesuffix("s")], None, True
    return None


def value_of(token: Token) -> int | None:
    """The value of one numeral token, in digits or in words; ``None`` when it is not a whole number."""
    text = token.lower_
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    if "," in text:
        groups = text.split(",")
        if (
            all(g.isascii() and g.isdigit() for g in groups)
            and len(groups) > 1
            and all(len(g) == 3 for g in groups[1:])
        ):
            return int("".join(groups))
        return None
    return _WORDS.units.get(text)


def _plain_numeral(doc: Doc, i: int) -> tuple[int, int] | None:
    """A numeral in digits or words from token ``i``: "twenty-five", "fifty nine", "one hundred and twenty"."""
    value = value_of(doc[i])
    if value is None:
        return _decimal_million(doc, i)
    end = i + 1
    in_words = not doc[i].text[0].isdigit()
    if in_words and 20 <= value < 100 and value % 10 == 0 and end < len(doc):
        nxt = end + 1 if doc[end].text in _HYPHENS and end + 1 < len(doc) else end
        unit = _WORDS.units.get(doc[nxt].lower_)
        if unit is not None and 0 < unit < 10:
            value, end = value + unit, nxt + 1
    while end < len(doc) and doc[end].lower_ in _WORDS.multipliers:
        value *= _WORDS.multipliers[doc[end].lower_]
        end += 1
        if in_words and end + 1 < len(doc) and doc[end].lower_ == "and":
            rest = _plain_numeral(doc, end + 1)
            if rest is not None and rest[1] < 100:
                value, end = value + rest[1], rest[0]
    return (end, value) if value < MORE_THAN_LIVE else None


def _decimal_million(doc: Doc, i: int) -> tuple[int, int] | None:
    text = doc[i].text
    if i + 1 >= len(doc) or not text[:1].isdigit() or text.count(".") != 1:
        return None
    multiplier = _WORDS.multipliers.get(doc[i + 1].lower_)
    whole, fraction = text.split(".")
    if multiplier is None or not (whole.isascii() and whole.isdigit() and fraction.isascii() and fraction.isdigit()):
        return None
    return i + 2, int(whole) * multiplier + int(fraction) * multiplier // 10 ** len(fraction)


def _measures_something_else(doc: Doc, start: int, end: int) -> bool:
    """Whether the numeral is a date, an age, a share, money, or a measure rather than a count of people."""
    if _is_an_age(doc, start, end) or _is_a_year(doc, start, end):
        return True
    before = doc[start - 1].lower_ if start else ""
    after = doc[end].lower_ if end < len(doc) else ""
    if before in _WORDS.not_people_before or after in _WORDS.not_people_after:
        return True
    if after in _HYPHENS and end + 1 < len(doc) and not doc[end].whitespace_:
        following = doc[end + 1].lower_
        return following in _WORDS.not_people_after
    return before in _HYPHENS and start > 1 and not doc[start - 1].whitespace_ and doc[start - 2].is_alpha


def _is_a_year(doc: Doc, start: int, end: int) -> bool:
    """Whether four bare digits are a year: "the 2014 family feud"; "2014 people" are people."""
    text = doc[start].text
    if end - start > 1 or len(text) != 4 or not text.isdigit() or text[:2] not in ("19", "20"):
        return False
    if end == len(doc) or doc[end].pos_ in ("AUX", "VERB"):
        return True  # "the shooting of 2011 was"
    return not (doc[end].lower_ == "people" or doc[end].lower_.endswith("s"))


def age_end(doc: Doc, i: int) -> int | None:
    """Where the phrase of an age that begins at token ``i`` ends ("13-year-old", "13 year old"), else ``None``."""
    if i >= len(doc) or value_of(doc[i]) is None:
        return None
    rest = [j for j in range(i + 1, min(i + 6, len(doc))) if doc[j].text not in _HYPHENS][:2]
    if len(rest) < 2 or doc[rest[0]].lower_ not in _SPANS_OF_LIFE or doc[rest[1]].lower_ not in ("old", "olds"):
        return None
    return rest[1] + 1


_SPANS_OF_LIFE = frozenset({"year", "years", "month", "months", "week", "day"})

OLDEST = 120
"""No age is above this, in years."""


def after_age(doc: Doc, i: int) -> int:
    """The token after the age of the one whose words end at token ``i`` ("a boy, 12, and", "a boy (12)"), or ``i``."""
    start = i + (i < len(doc) and doc[i].text in {",", "("})
    value = value_of(doc[start]) if start < len(doc) and doc[start].text.isdigit() else None
    if value is None or value > OLDEST or start + 1 >= len(doc):
        return i
    if start == i:
        return start + 1 if doc[start + 1].lower_ in {",", "and"} else i  # the comma was lost
    return start + 1 + (doc[start].nbor().text == ")") if doc[start + 1].lower_ in {",", ")", "and", "."} else i


def _is_an_age(doc: Doc, start: int, end: int) -> bool:
    """Whether the numeral is the age of the one named before it: "Omar Saleh, 34, was", "a neighbour, 51"."""
    value = value_of(doc[start])
    if value is None or value > OLDEST or end - start > 1 or start < 2 or not doc[start].text.isdigit():
        return False
    closes = end >= len(doc) or doc[end].text in {",", ".", ")", "(", ";", "\n"} or doc[end].is_space
    before = start - 1
    if doc[before].lower_ in ("also", "both", "all", "each", "then", "now") and doc[before - 1].text == ",":
        before -= 1
    if doc[before].text in {",", "("}:
        pair = end + 1 < len(doc) and doc[end].lower_ == "and" and value_of(doc[end + 1]) is not None
        of_several = pair and doc[before - 1].tag_ == "NNS" and _closes_ages(doc, end + 1)
        aged = closes or (pair and before < start - 1) or of_several
        return aged and doc[before - 1].pos_ in ("PROPN", "NOUN", "INTJ")
    if doc[start - 1].lower_ == "and" and value_of(doc[start - 2]) is not None:
        if start > 3 and doc[start - 3].text == "," and doc[start - 4].tag_ == "NNS":
            return _closes_ages(doc, start)
        return doc[start - 3].lower_ in ("ages", "aged", "both") and start > 2
    return doc[start - 1].ent_type_ == "PERSON" and (closes or doc[end].pos_ in ("VERB", "AUX"))


def _closes_ages(doc: Doc, i: int) -> bool:
    """Whether token ``i`` is the last of several people's ages: "two men, 19 and 20, were"."""
    value = value_of(doc[i])
    ends = i + 1 >= len(doc) or doc[i + 1].is_punct or doc[i + 1].pos_ in ("AUX", "VERB")
    return doc[i].text.isdigit() and value is not None and value <= OLDEST and ends


def _qualified(doc: Doc, start: int, end: int, minimum: int, maximum: int | None, vague: bool) -> Number:
    """The numeral with the words around it that bound it ("at least", "or more")."""
    qualifier: Qualifier = "vague" if vague else "exact"
    begin, finish = start, end
    low_words = lower_words(doc)
    for size in range(min(_WORDS.longest_before, start), 0, -1):
        words = tuple(low_words[start - size : start])
        if words in _WORDS.before:
            qualifier, begin = _WORDS.before[words], start - size
            break
    else:
        for phrase, bound in _WORDS.after.items():
            if tuple(low_words[end : end + len(phrase)]) == phrase:
                qualifier, finish = bound, end + len(phrase)
                break
    low: int | None = minimum
    high: int | None = maximum
    ranged = maximum is not None and maximum != minimum
    if qualifier == "at_least":
        high = None
    elif qualifier == "at_most":
        low, high = None, maximum if maximum is not None else minimum
    elif vague:
        high = None
    elif ranged:
        qualifier = "about" if qualifier == "exact" else qualifier
    return Number(begin, finish, start, end, low, high, qualifier)
