"""Gives texts that came in capitals alone their small letters back, so that a newspaper parser can read them.

Old wire copy (MUC-4's) is all capitals. The method knows no texts, only words:

1. Names that ``knowledge/`` holds (parties, agencies, states, peoples, capitals) are written as they stand there.
2. Days and months, and places of the gazetteer with a name of several words or many inhabitants, get capitals.
3. Abbreviations in brackets, and short words without a vowel, keep their capitals.
4. Words that English has (the parser's own tables list them, or what they are inflected from) become small.
5. Every other word is taken for a name, and the first word of a sentence gets a capital.

What it gets wrong: surnames that are words ("FLORES" is right, "RICH" is not), and unknown names of several words that
hold an English one ("Free Fatherland" → "free fatherland").
"""

import calendar
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from reportedly.knowledge.parties import party_knowledge
from reportedly.reading.language_model import load_language_model
from reportedly.reading.places import gazetteer

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")  # noqa: RUF001
_OPENS_SENTENCE = re.compile(r"(?:^|[.?!][\"”')\]]*\s+|\n\s*)[\"“'(\[]*$")
_ABBREVIATED = frozenset({"col", "dr", "gen", "gov", "lt", "maj", "mr", "mrs", "ms", "sgt", "capt", "no", "st", "u.s"})
_SMALL_IN_NAMES = frozenset({"de", "del", "y", "of", "and", "the", "e", "da", "do"})
MOST_WORDS = 6
BIG_PLACE = 100_000
"""Inhabitants above which a place's name of one word is a place rather than a word."""


def truecased(text: str) -> str:
    """``text``, which is all capitals, in the letters of a newspaper. Length and every offset stay the same."""
    words = list(_WORD.finditer(text))
    out = list(text.lower())
    i = 0
    while i < len(words):
        taken, written = _name_at(text, words, i)
        start, end = words[i].start(), words[i + taken - 1].end()
        if written is None:
            written = _alone(text, words[i])
        written = _as_title(written, text, words, i + taken)
        if _OPENS_SENTENCE.search(text[max(0, start - 12) : start]) and not _after_abbreviation(text, start):
            written = written[:1].upper() + written[1:]
        out[start:end] = written
        i += taken
    return "".join(out)


def _as_title(written: str, text: str, words: list[re.Match[str]], after: int) -> str:
    """A rank or an office gets its capital where a name follows: "Colonel Isaacs"."""
    if written not in party_knowledge().title_kinds or after >= len(words):
        return written
    follower = words[after]
    gap = text[words[after - 1].end() : follower.start()]
    named = gap.isspace() and not _is_english(follower.group().lower().rstrip(".")) and "\n\n" not in gap
    return written.capitalize() if named else written


def _after_abbreviation(text: str, start: int) -> bool:
    before = text[:start].split()
    return bool(before) and before[-1].lower().rstrip(".") in _ABBREVIATED and before[-1].endswith(".")


def _name_at(text: str, words: list[re.Match[str]], i: int) -> tuple[int, str | None]:
    """The longest known name that begins at word ``i``: of how many words, and how it is written."""
    for n in range(min(MOST_WORDS, len(words) - i), 0, -1):
        start, end = words[i].start(), words[i + n - 1].end()
        exact = text[start:end]
        if "\n\n" in exact or (n > 1 and re.search(r"[.,;:()\[\]]\s", exact[:-1])):
            continue
        key = " ".join(exact.lower().split()).rstrip(".")
        known = _known_names().get(key) or (_known_names().get(key[:-2]) if key.endswith("'s") else None)
        if known is not None and len(known) <= len(exact):
            return n, _letters_like(known, exact)
        if _is_place(key, n):
            return n, _title(exact)
    return 1, None


def _letters_like(known: str, exact: str) -> str:
    """``exact`` with capitals where ``known`` has them, word by word."""
    shapes = known.split()
    parts = re.split(r"(\s+)", exact.lower())
    written = [
        part if part.isspace() or n // 2 >= len(shapes) else _shaped(part, shapes[n // 2])
        for n, part in enumerate(parts)
    ]
    return "".join(written)


def _shaped(word: str, shape: str) -> str:
    return "".join(letter.upper() if n < len(shape) and shape[n].isupper() else letter for n, letter in enumerate(word))


def _title(exact: str) -> str:
    parts = re.split(r"(\s+)", exact.lower())
    return "".join(
        part if part in _SMALL_IN_NAMES and n else part[:1].upper() + part[1:] for n, part in enumerate(parts)
    )


def _alone(text: str, word: re.Match[str]) -> str:
    """A word that is part of no known name."""
    exact = word.group()
    small = exact.lower().rstrip(".")
    bracketed = text[word.start() - 1 : word.start()] in ("(", "[") and text[word.end() : word.end() + 1] in (")", "]")
    if small.isdigit() or not small[0].isalpha():
        return exact.lower()
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]?", exact.lower()) or (len(small) > 1 and not re.search("[aeiouy]", small)):
        return exact if small not in _ABBREVIATED else exact.capitalize()
    if bracketed and len(small) <= 6 and not _is_english(small):
        return exact
    if small in _ABBREVIATED and exact.endswith("."):
        return exact.capitalize()
    return exact.lower() if _is_english(small) else _title(exact)


@cache
def _known_names() -> dict[str, str]:
    """The names that ``knowledge/`` holds, by their small letters. Those that are small there are no names."""
    known: dict[str, str] = {}
    for name in (*_party_names(), *calendar.month_name[1:], *calendar.day_name):
        key = " ".join(name.lower().split())
        if any(letter.isupper() for letter in name) and not (len(key.split()) == 1 and _is_function_word(key)):
            known.setdefault(key, name)
    # A month that is also a verb stays small unless a figure stands by it; "may" is by far the commoner word.
    known.pop("may", None)
    known |= {"i": "I", "i'm": "I'm"} | {
        name.lower(): name for name in calendar.month_abbr[1:] if name not in ("May", "Mar")
    }
    known |= {f"{day} may": f"{day} May" for day in range(1, 32)} | {
        f"{month} may": f"{month} May" for month in ("in", "of")
    }
    return known


def _party_names() -> Iterator[str]:
    knowledge = party_knowledge()
    for state in knowledge.states.values():
        yield from (state.name, *state.adjectives, *state.also, *state.people, *state.capital)
        yield from (f"{word}s" for word in (*state.adjectives, *state.people))
    for party in knowledge.actors.values():
        yield from (party.name, *(alias.name for alias in party.aliases))
    for source in knowledge.sources.values():
        yield from (source.name, *(alias.name for alias in source.aliases))


@cache
def _is_place(key: str, words: int) -> bool:
    if words > 1:
        tokens = key.split()
        if tokens[0] in _SMALL_IN_NAMES or (all(map(_is_english, tokens)) and not _is_place(tokens[0], 1)):
            return False
        return bool(gazetteer().find(key))
    if len(key) < 4 or _is_function_word(key) or not key.isalpha():
        return False
    english = _is_english(key)
    return any(match.entry.population >= BIG_PLACE and match.how == "name" for match in gazetteer().find(key)) and (
        not english or _is_only_noun(key)
    )


@cache
def _english() -> tuple[dict[str, frozenset[str]], dict[str, dict[str, list[str]]], dict[str, list[tuple[str, str]]]]:
    """The parser's tables by part of speech: words, irregular forms, and endings with what they stand for."""
    lemmatizer: Any = load_language_model().get_pipe("lemmatizer")
    tables = lemmatizer.lookups
    kinds = ("noun", "verb", "adj", "adv")
    index, irregular, endings = (tables.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules"))
    return (
        {kind: frozenset(index.get(kind, ())) for kind in kinds},
        {kind: dict(irregular.get(kind, {})) for kind in kinds},
        {kind: [(old, new) for old, new in endings.get(kind, ())] for kind in kinds},
    )


@cache
def _is_function_word(word: str) -> bool:
    return word in STOP_WORDS


@cache
def _kinds(word: str) -> frozenset[str]:
    words, irregular, endings = _english()
    return frozenset(
        kind
        for kind in words
        if word in words[kind]
        or word in irregular[kind]
        or any(
            word.endswith(old) and word[: len(word) - len(old)] + new in words[kind]
            for old, new in endings[kind]
            if old
        )
    )


def _is_english(word: str) -> bool:
    bare = word.split("'")[0]
    return _is_function_word(bare) or bool(_kinds(bare)) or bare.isdigit()


def _is_only_noun(word: str) -> bool:
    return _kinds(word) == {"noun"} and word in _english()[0]["noun"]
