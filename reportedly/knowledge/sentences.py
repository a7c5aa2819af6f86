"""The words that sentence splitting looks up, from ``sentences.yaml``."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """Lower-case words: abbreviated titles and months, words that begin sentences, verbs that follow speech."""

    titles: frozenset[str]
    months: frozenset[str]
    starters: frozenset[str]
    speaking: frozenset[str]


@cache
def sentence_words() -> SentenceWords:
    """The lists of ``sentences.yaml``, read once."""
    data = yaml.safe_load(files("reportedly.knowledge").joinpath("sentences.yaml").read_text(encoding="utf-8"))
    return SentenceWords(**{name: frozenset(words) for name, words in data.items()})
