"""The words that sentence splitting looks up, from ``sentences.yaml``."""

from dataclasses import dataclass
from functools import cache

from reportedly.knowledge.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """Lower-case words: abbreviated titles and months, and weekdays, words that begin sentences, verbs that
    follow speech. ``always`` begin a sentence wherever they have a capital, ``starters`` only after a full stop.
    """

    titles: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    starters: frozenset[str]
    always: frozenset[str]
    speaking: frozenset[str]


@cache
def sentence_words() -> SentenceWords:
    """The lists of ``sentences.yaml``, read once."""
    return SentenceWords(**{name: frozenset(words) for name, words in load_lexicon("sentences").items()})
