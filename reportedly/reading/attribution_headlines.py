"""Sources that a headline names at its head or its end."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cues
from reportedly.reading.attribution_found import Found
from reportedly.reading.attribution_grammar import is_mute
from reportedly.reading.attribution_noun_phrase import DETERMINERS, LINKS
from reportedly.reading.doc import Section, TokenRange

BYLINE = 2
"""A writer's name has at least this many words."""

SPEAKER = 6
"""A speaker at the head of a headline takes fewer words than this."""


def headline_cues(doc: Doc, cues: Cues) -> Iterator[Found]:
    """As in "Shells kill six: monitor", "Ministry: six killed", "Shells kill six Monitor"."""
    for section in doc._.sections:
        if section.kind != "headline":
            continue
        found = _of_headline(doc, section, cues)
        if found is not None:
            yield found


def _of_headline(doc: Doc, section: Section, cues: Cues) -> Found | None:
    start, end = section.start, section.end
    bar = next((i for i in range(start + 3, end) if doc[i].text in {"|", "•"}), end)
    end = bar
    while end > start and doc[end - 1].is_punct and doc[end - 1].text not in {")", '"'}:
        end -= 1
    for i in range(start + 1, end - 1):
        mark = doc[i].text
        dash = mark in {"-", "–", "—", "_", "--"} and doc[i - 1].whitespace_  # noqa: RUF001
        if mark != ":" and not dash:
            continue
        if end - i <= 6 and i - start > 1 and _names_source(doc, i + 1, end, cues):
            return _headline(i, (i, i + 1), (start, i), _without_byline(doc, (i + 1, end), cues))
        if mark == ":" and i - start <= 6 and _names_source(doc, start, i, cues):
            return _headline(i, (i, i + 1), (i + 1, end), (start, i))
    stated = _stated(doc, start, end, cues) or _closed_by(doc, start, end, cues)
    if stated is not None:
        return stated
    last = doc[end - 1]
    if end - start > 4 and last.text[0].isupper() and _is_source_word(last, cues) and not _object_of(doc, end - 1):
        return _headline(end - 1, None, (start, end - 1), (end - 1, end))
    return None


def _stated(doc: Doc, start: int, end: int, cues: Cues) -> Found | None:
    """As in "Hospital says 12 dead in camp fire": headlines leave out the verb that the parse looks for, and all that
    comes after the cue is said.
    """
    for i in range(start + 1, min(start + SPEAKER, end - 2)):
        cue = cues.verbs.get(doc[i].lower_)
        if cue is None or cue.kind != "says" or "clause" not in cue.takes or doc[i].tag_ not in {"VBZ", "VBP"}:
            continue
        if doc[i + 1].pos_ in {"ADP", "PART", "SCONJ"} or doc[i + 1].is_punct:
            return None
        if any(token.text in {",", ";"} for token in doc[i + 1 : end]) or not _names_source(doc, start, i, cues):
            return None
        found = _headline(i, (i, i + 1), (i + 1, end), (start, i))
        return replace(found, lemma=cue.lemma, factuality=cue.factuality, stance=cue.stance)
    return None


def _closed_by(doc: Doc, start: int, end: int, cues: Cues) -> Found | None:
    """As in "Shells hit market, say officials": the source ends the headline."""
    i = next((i for i in range(max(start + 3, end - SPEAKER), end - 1) if doc[i].text == ","), None)
    cue = cues.verbs.get(doc[i + 1].lower_) if i is not None and i + 2 < end else None
    if i is None or cue is None or cue.kind != "says" or "clause" not in cue.takes or doc[i + 1].tag_ == "VBG":
        return None
    if not _names_source(doc, i + 2, end, cues):
        return None
    found = _headline(i + 1, (i + 1, i + 2), (start, i), (i + 2, end))
    return replace(found, lemma=cue.lemma, factuality=cue.factuality, stance=cue.stance)


def _without_byline(doc: Doc, source: TokenRange, cues: Cues) -> TokenRange:
    """The source without a writer's name run into the headline: "monitor Jane Doe"; "General Doe" is one source."""
    start, end = source
    noun, name = doc[start], doc[start + 1 : end]
    titled = noun.is_title or not _is_source_word(noun, cues)
    if titled or len(name) < BYLINE or not all(token.is_title and token.is_alpha for token in name):
        return source
    return start, start + 1


def _object_of(doc: Doc, i: int) -> bool:
    """Whether a preposition, determiner or "and" stands before, so that the noun belongs to what is said."""
    before = doc[i - 1]
    return before.pos_ in {"ADP", "DET", "CCONJ", "ADJ"} or before.lower_ in LINKS | DETERMINERS


def _names_source(doc: Doc, start: int, end: int, cues: Cues) -> bool:
    if is_mute(doc[end - 1]):
        return False  # "Hospital strike: what we know"
    if any(m.start < end and start < m.end for m in doc._.sources):
        return True
    return _is_source_word(doc[end - 1], cues) or _is_source_word(doc[start], cues)


def _is_source_word(token: Token, cues: Cues) -> bool:
    if token.lower_ == "who":
        return token.text == "WHO"
    return token.lower_ in cues.headline_sources


def _headline(anchor: int, cue: TokenRange | None, content: TokenRange, source: TokenRange) -> Found:
    return Found(
        anchor=anchor,
        cue=cue,
        lemma=":",
        kind="says",
        factuality="CT+",
        stance=None,
        content=(content,),
        source=source,
        by="headline",
    )
