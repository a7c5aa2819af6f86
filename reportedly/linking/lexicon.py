"""What linking looks words up in: ``knowledge/linking.yaml``."""

import re
from functools import cache

from reportedly.knowledge.lexicon import load_lexicon


@cache
def common_names() -> frozenset[str]:
    """Capitalised words, in lower case, that any two reports may share."""
    return frozenset(load_lexicon("linking")["common_names"])


@cache
def common_stems() -> frozenset[str]:
    """Stems of words that any two headlines of a war may share, and of function words."""
    return frozenset(stem_of(word) for word in (*load_lexicon("linking")["common_words"], *common_names()))


def stem_of(word: str) -> str:
    """A word in lower case without its ending, so that "shelled", "shelling" and "shells" agree."""
    return _ENDING.sub("", word)


_ENDING = re.compile(r"(?:ings?|ions?|ies|ed|es|e|y|(?<!s)s)$")


@cache
def family_of_event(sub_type: str | None) -> str | None:
    """The kind that one of ACLED's sub-event types is of; ``None`` for the one that leaves open how people were
    attacked.
    """
    families: dict[str, list[str]] = load_lexicon("linking")["event_families"]
    return next((family for family, types in families.items() if sub_type in types), None)


@cache
def family_of(weapon: str) -> str:
    """The family of a weapon named in words ("missiles", "a rocket"); the words themselves where none is known."""
    lowered = weapon.lower().strip()
    for entry in load_lexicon("linking")["weapon_families"]:
        if any(stem in lowered for stem in entry["stems"]):
            family: str = entry["family"]
            return family
    return lowered


def noun_of(sub_type: str) -> str:
    """What one of ACLED's sub-event types is called in a sentence; "incident" for what has no noun."""
    noun: str = load_lexicon("linking")["event_nouns"].get(sub_type, "incident")
    return noun
