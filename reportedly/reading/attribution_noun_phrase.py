"""The noun phrase that ends right before a word, where the parse cannot be trusted to tell."""

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cues, cues
from reportedly.reading.attribution_grammar import FINITE
from reportedly.reading.doc import TokenRange

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})

DETERMINERS = cues().words["determiners"]

LINKS = frozenset({"of", "for", "in", "at", "from", "to", "with", "on"})

PRONOUNS = frozenset({"he", "she", "it", "they"})

DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])

HARMED = frozenset({"wounded", "dead", "injured", "missing", "killed", "hurt", "others"})
"""Words that end what is said rather than begin a source: "left three wounded local media reported"."""

PHRASE = 16
"""A source noun phrase has at most this many tokens."""


def noun_phrase_before(doc: Doc, start: int, end: int, lexicon: Cues) -> TokenRange | None:
    """The noun phrase that ends right before token ``end``, not before ``start``."""
    last = end - 1
    if last < start:
        return None
    if doc[last].text in {",", ")"}:
        opening = _opening_of(doc, start, last)
        if opening is None:
            return None
        inner = noun_phrase_before(doc, start, opening, lexicon)
        return (inner[0], end) if inner else None
    if doc[last].lower_ in PRONOUNS:
        return last, end
    mention = next((m for m in doc._.sources if m.end == end and m.start >= start), None)
    if doc[last].pos_ not in NOMINAL and mention is None:
        return None
    i = _without_harmed(doc, mention.start, last) if mention is not None else last
    while i > start and end - i < PHRASE:
        if doc[i].lower_ in DETERMINERS:
            linked = _linked_left(doc, start, i, lexicon)
            if linked is None:
                return i, end
            i = linked
            continue
        before = doc[i - 1]
        if not _continues(doc, i, before, lexicon):
            break
        i -= 1
    while i < last and doc[i].lower_ in LINKS | {"and", "-"}:
        i += 1
    return i, end


def _without_harmed(doc: Doc, start: int, last: int) -> int:
    """Where the speaker begins in words that take in the people harmed before it."""
    return next((i + 1 for i in range(last - 1, start - 1, -1) if doc[i].lower_ in HARMED), start)


def _opening_of(doc: Doc, start: int, last: int) -> int | None:
    """Where an apposition between commas or brackets that ends at ``last`` begins."""
    opening = "(" if doc[last].text == ")" else ","
    for i in range(last - 1, max(start, last - PHRASE), -1):
        if doc[i].text == opening:
            return i
        if doc[i].tag_ in FINITE:
            return None
    return None


def _linked_left(doc: Doc, start: int, determiner: int, lexicon: Cues) -> int | None:
    """Where the phrase goes on to the left of a determiner: "a spokesman FOR the army", "activists AND the army"."""
    k = determiner - 1
    if k <= start:
        return None
    link = doc[k].lower_
    noun = doc[k - 1]
    if link in LINKS and noun.pos_ in {"NOUN", "PROPN"} and speaks(noun, lexicon):
        return k - 1
    if link == "and" and speaks(noun, lexicon):
        return k - 1
    return None


def speaks(noun: Token, lexicon: Cues) -> bool:
    """Whether the noun names somebody who could be a source."""
    low = noun.lower_
    return low in lexicon.headline_sources or low in {
        "head",
        "chief",
        "director",
        "leader",
        "member",
        "secretary",
        "president",
    }


def _continues(doc: Doc, i: int, before: Token, lexicon: Cues) -> bool:
    """Whether the phrase that so far begins at ``i`` takes in the token ``before``."""
    low = before.lower_
    if low in DETERMINERS:
        return True
    if low in DAYS or before.is_digit or before.is_space or before.text in {",", '"', "”", ";", ":"}:
        return False
    if low in LINKS or low == "and":
        return i - 2 >= 0 and speaks(doc[i - 2], lexicon)
    if low in HARMED:
        return False
    if low in {"-", "'s", "’s", "based", "'", "."}:  # noqa: RUF001
        return not before.whitespace_ or low != "."
    if before.pos_ not in NOMINAL:
        return before.tag_ in {"VBG", "VBN"} and before.i > 0 and doc[before.i - 1].lower_ in DETERMINERS
    if before.tag_ == "NNS" and not before.text[0].isupper() and low not in lexicon.headline_sources:
        return low in {"rights", "news", "forces", "affairs", "sports"}
    if before.ent_type_ == "GPE" and doc[i].ent_type_ != "GPE" and before.i > 0:
        return doc[before.i - 1].pos_ != "ADP" and doc[before.i - 1].lower_ not in {
            "in",
            "near",
            "of",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
        }
    return True
