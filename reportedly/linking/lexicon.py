"""What linking looks words up in: ``knowledge/linking.yaml``."""

from functools import cache

from reportedly.knowledge.lexicon import load_lexicon


@cache
def common_names() -> frozenset[str]:
    """Capitalised words, in lower case, that any two reports may share."""
    return frozenset(load_lexicon("linking")["common_names"])


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
