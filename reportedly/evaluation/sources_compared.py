"""Whether two names name one source or one place, and what kind of party a perpetrator's name is.

The rules are those of the who-says gold, so that scores can be compared: half of the shorter name's words in common,
ignoring words that say only what kind of body it is. What differs by custom alone is in the tables below.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

_EMPTY_WORDS = frozenset(("a", "an", "and", "based", "for", "in", "k", "of", "s", "the", "u")) | frozenset(
    (
        "agency",
        "britain",
        "group",
        "london",
        "media",
        "monitor",
        "monitoring",
        "news",
        "state",
        "syria",
        "syrian",
        "syrias",
        "uk",
    )
)
_ONE_BODY = (
    ("sohr", "observatory", "syrian observatory human rights"),
    ("state news agency", "syrian arab news agency", "sana"),
    ("anadolu",),
    ("syrian civil defence", "civil defense", "civil defence", "white helmets"),
    ("abdulrahman", "abdel rahman"),
    ("tahrir al sham", "fateh al sham", "fatah al sham", "nusra"),
)
"""Other names of one body, in plain words."""

PARTIES = (
    ("islamic_state", ("islamic state", "daesh", r"da.esh"), ("is", "isil", "isis")),
    ("nusra_hts", (r"tahrir al.sham", r"fat[ae]h al.sham", "nusra"), ("hts",)),
    ("sdf_kurdish", ("kurd", "syrian democratic forces", r"self.administration"), ("pyd", "sdf", "ypg")),
    ("us_coalition", ("coalition", "america", "united states", "british", "french"), (r"u\.?s\.?",)),
    ("russia", ("russia",), ()),
    ("turkey", ("turk",), ()),
    ("israel", ("israel",), ()),
    ("iran_hezbollah_militia", ("hizb", "hezbollah", "militia", "shabiha", "iran"), ()),
    ("iraq_government", ("iraq",), ()),
    (
        "armed_opposition",
        (
            *("ahrar", "army of islam", "faylaq", "free syrian army", "insurgent", "islamist", "jaish", "jihadi"),
            *("militant", "opposition", "rebel"),
        ),
        ("fsa",),
    ),
    ("syrian_government", ("regime", "assad", "syria", "army", "government"), ()),
)
"""Kinds of parties in the gold: name, parts of words that tell it, and whole words. The first that fits counts."""

ENOUGH_IN_COMMON = 0.5
STEM = 5
"""Place names whose first letters agree are taken for spellings of one name."""


def plain(text: str | None) -> str:
    """``text`` in lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", letters.lower()).strip()


def telling_words(text: str | None) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(plain(text).split()) - _EMPTY_WORDS


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names name the same body."""
    first, second = plain(one), plain(other)
    if any(_names_body(first, body) and _names_body(second, body) for body in _ONE_BODY):
        return True
    these, those = telling_words(one), telling_words(other)
    if not these or not those:
        return bool(first) and first == second
    return len(these & those) / min(len(these), len(those)) >= ENOUGH_IN_COMMON


def _names_body(name: str, body: Iterable[str]) -> bool:
    return any(known in name for known in body)


def same_source(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Whether the first source of ``gold`` is anywhere in the chain ``found``; two empty chains are the same voice."""
    if not gold or not found:
        return not gold and not found
    nearest = gold[0]
    return any(same_name(nearest, source) for source in found)


def same_place(gold: Collection[str], found: Collection[str]) -> bool:
    """Whether the names share a word, give or take an article and the transliteration of its end."""
    expected = set().union(*(telling_words(name) for name in gold))
    expected |= {re.sub(r"^(?:a[dlrs]|el)", "", word) for word in expected}
    given = set().union(*(telling_words(name) for name in found))
    stems = {word[:STEM] for word in expected}
    return any(word in expected or (len(word) >= STEM and word[:STEM] in stems) for word in given)


def party(name: str) -> str:
    """The kind of party that ``name`` names, as ``PARTIES`` has them, else ``unknown``."""
    text = plain(name)
    return next((kind for kind, pattern in _patterns() if pattern.search(text)), "unknown")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join([*parts, *(rf"\b{word}\b" for word in words)]))) for kind, parts, words in PARTIES
    )
