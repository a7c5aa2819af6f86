"""Denials tacked on to a charge: "accused the army of shelling the town, A CHARGE IT DENIES", "…, WHICH IT DENIES"."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import cues
from reportedly.reading.attribution_found import Found, subtree, until
from reportedly.reading.attribution_grammar import PASSIVE_SUBJECTS
from reportedly.reading.attribution_noun_phrase import PRONOUNS
from reportedly.reading.doc import TokenRange
from reportedly.reading.positions import sentence_at


def with_denials(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """``found`` with such denials speaking of what is charged, and no longer among the words of the charge.

    "It", "he" or "they" deny as the one accused, not as the last who spoke.
    """
    out = list(found)
    for denial in found:
        start = _tacked_on(doc, denial)
        if start is None:
            continue
        charges = [item for item in out if _charges(doc, item, start)]
        if not charges:
            continue
        charge = max(charges, key=lambda item: item.anchor)
        content = until(charge.content, start)
        if not content:
            continue
        out[out.index(charge)] = replace(charge, content=content)
        out[out.index(denial)] = replace(
            denial,
            content=content,
            source=_without_that(doc, denial.source),
            antecedent=_denier(doc, denial, charge) or denial.antecedent,
        )
    return out


def _tacked_on(doc: Doc, denial: Found) -> int | None:
    """Where the words begin that tack a denial on to what stands before; ``None`` when they do not."""
    verb = doc[denial.anchor]
    if denial.stance != "denies" or verb.dep_ not in {"relcl", "acl"} or denial.source is None:
        return None
    noun = verb.head
    start = noun.left_edge.i if noun.lemma_.lower() in cues().charges else None
    relative = next((c.i for c in verb.lefts if c.lower_ == "which" and c.dep_ in {"dobj", "obj"}), None)
    start = relative if relative is not None and start is None else start
    return start if start is not None and start > 0 and doc[start - 1].text == "," else None


def _charges(doc: Doc, item: Found, start: int) -> bool:
    """Whether ``item`` says something before token ``start`` in its sentence."""
    return item.kind == "says" and item.anchor < start and sentence_at(doc, item.anchor) == sentence_at(doc, start)


def _without_that(doc: Doc, source: TokenRange | None) -> TokenRange | None:
    if source is None or doc[source[0]].lower_ != "that":
        return source
    return source[0] + 1, source[1]


def _denier(doc: Doc, denial: Found, charge: Found) -> TokenRange | None:
    """The one accused, where a pronoun denies."""
    if denial.source is None or doc[denial.source[0] : denial.source[1]].text.lower() not in PRONOUNS:
        return None
    accused = _accused(doc[charge.anchor])
    return (subtree(accused)[0], accused.i + 1) if accused is not None else None


def _accused(verb: Token) -> Token | None:
    """Whom a verb of blame blames: the subject of a passive, else the object."""
    passive = next((child for child in verb.children if child.dep_ in PASSIVE_SUBJECTS), None)
    return passive or next((child for child in verb.children if child.dep_ in {"dobj", "obj"}), None)
