"""The words that attribute, from ``cues.yaml``."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.claim import Factuality

Kind = Literal["says", "thinks", "wants", "other"]
CueStance = Literal["supports", "denies", "revises"]
Takes = Literal["clause", "quote", "infinitive", "gerund", "object", "addressee", "as", "raising"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes, and how it behaves.

    ``unnamed`` is its factuality in a passive without an agent, ``denied`` after "not" where that is not the opposite
    polarity. One of ``before`` must follow it, and its object must
    be one of ``objects``, where those are not empty, and none of ``not_objects``.
    """

    lemma: str
    kind: Kind
    factuality: Factuality
    unnamed: Factuality
    denied: Factuality | None = None
    stance: CueStance | None = None
    takes: frozenset[Takes] = frozenset()
    prepositions: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon. ``verbs`` is keyed by inflected form, in lower case; the rest by lemma or words."""

    verbs: dict[str, Cue]
    adjectives: dict[str, Cue]
    nouns: dict[str, Cue]
    prepositions: dict[tuple[str, ...], Cue]
    adverbs: dict[str, Cue]
    attributive: dict[str, Cue]
    charges: frozenset[str]
    not_sources: frozenset[str]
    headline_sources: frozenset[str]
    addressed_media: frozenset[str]
    going_on: frozenset[str]
    more_of: frozenset[str]
    others: frozenset[str]
    small_numbers: frozenset[str]
    vague_numbers: frozenset[str]
    words: dict[str, frozenset[str]]


@cache
def cues() -> Cues:
    """The cue lexicon, read once.

    Raises ``ValueError`` when an entry names a factuality that is not FactBank's.
    """
    data = load_lexicon("cues")
    irregular: dict[str, list[str]] = data["irregular"]
    verbs = _grouped(data["verbs"])
    adjectives = _grouped(data["adjectives"])
    nouns = _grouped(data["nouns"])
    return Cues(
        verbs={form: cue for lemma, cue in verbs.items() for form in inflected(lemma, irregular.get(lemma, []))},
        adjectives=adjectives,
        nouns=nouns | {_plural(lemma): cue for lemma, cue in nouns.items()},
        prepositions={tuple(entry["words"].split()): _cue(entry["words"], entry) for entry in data["prepositions"]},
        adverbs=_grouped(data["adverbs"]),
        attributive=_grouped(data["attributive"]),
        charges=frozenset(data["charges"]),
        not_sources=frozenset(data["not_sources"]),
        headline_sources=frozenset(data["headline_sources"]),
        vague_numbers=frozenset(data["vague_numbers"]),
        addressed_media=frozenset(data["addressed_media"]),
        going_on=frozenset(data["going_on"]),
        more_of=frozenset(data["more_of"]),
        others=frozenset(data["others"]),
        small_numbers=frozenset(data["small_numbers"]),
        words={name: frozenset(words) for name, words in data["words"].items()},
    )


def _grouped(groups: list[dict[str, Any]]) -> dict[str, Cue]:
    """One cue a lemma. A lemma in several groups behaves in all their ways; the first group gives its meaning."""
    out: dict[str, Cue] = {}
    for group in groups:
        for lemma in group["lemmas"]:
            cue = _cue(lemma, group)
            known = out.get(lemma)
            if known is not None:
                cue = Cue(
                    lemma,
                    known.kind,
                    known.factuality,
                    known.unnamed,
                    known.denied,
                    known.stance,
                    known.takes | cue.takes,
                    known.prepositions | cue.prepositions,
                )
            out[lemma] = cue
    return out


def _cue(lemma: str, entry: dict[str, Any]) -> Cue:
    factuality = entry["factuality"]
    if factuality not in get_args(Factuality):
        raise ValueError(f"cues.yaml: {lemma}: factuality {factuality!r} is none of {', '.join(get_args(Factuality))}")
    return Cue(
        lemma=lemma,
        kind=entry.get("kind", "says"),
        factuality=factuality,
        unnamed=entry.get("unnamed", factuality),
        denied=entry.get("denied"),
        stance=entry.get("stance"),
        takes=frozenset(entry.get("takes", ())),
        prepositions=frozenset(entry.get("with", ())),
        before=frozenset(entry.get("before", ())),
        objects=frozenset(entry.get("objects", ())),
        not_objects=frozenset(entry.get("not_objects", ())),
    )


def inflected(lemma: str, irregular: list[str]) -> set[str]:
    """The forms of a verb by the rules of English spelling, and the irregular ones given."""
    forms = {lemma, *irregular}
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif lemma.endswith("e"):
        forms |= {lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"}
    elif lemma.endswith(("s", "sh", "ch", "x", "z")):
        forms |= {lemma + "es", lemma + "ed", lemma + "ing"}
    elif SHORT.fullmatch(lemma):
        forms |= {lemma + "s", lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    else:
        forms |= {lemma + "s", lemma + "ed", lemma + "ing"}
    return forms


SHORT = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
"""A verb of one syllable that doubles its last consonant: "slam", "put"."""


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
