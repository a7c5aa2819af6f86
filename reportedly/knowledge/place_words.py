"""The words around place names, from ``places/words.yaml``."""

from dataclasses import dataclass
from functools import cache

from reportedly.knowledge.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Lower-case words by what they tell; ``kind_of`` gives the GeoNames feature code that a word asks for."""

    kind_of: dict[str, str]
    parts: frozenset[str]
    directions: frozenset[str]
    away: frozenset[str]
    locative: frozenset[str]
    weak: frozenset[str]
    striking: frozenset[str]
    settled: frozenset[str]
    connectors: frozenset[str]
    articles: frozenset[str]
    opening: frozenset[str]
    never: frozenset[str]
    institutions: frozenset[str]
    persons: frozenset[str]
    surnamed: frozenset[str]
    quoting: frozenset[str]
    speaking: frozenset[str]
    beside: frozenset[str]
    describing: frozenset[str]
    allied: frozenset[str]
    undergoing: frozenset[str]
    landforms: frozenset[str]
    kin: frozenset[str]
    lying: frozenset[str]
    peoples: frozenset[str]
    waters: frozenset[str]
    posted: frozenset[str]
    rivers: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The words as the package has them; read once."""
    told = load_lexicon("places/words")
    kinds = {word: kind for kind, words in told["kinds"].items() for word in words}
    return PlaceWords(kind_of=kinds, **{name: frozenset(words) for name, words in told.items() if name != "kinds"})
