"""The attacks that a report tells, as the learned reader takes them: kinds of attack, and the parts played in them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.knowledge.parties import party_knowledge
from reportedly.model.attack import Attack, Part, PartRole
from reportedly.reading.attack_features import Features, features_of
from reportedly.reading.attack_model import KINDS, ROLES, AttackModel, Decoder, Probabilities
from reportedly.reading.doc import words_at

_RAW = load_lexicon("things")["parts"]
_EDGE = frozenset(_RAW["edge"])
_TITLES = frozenset(_RAW["titles"])
_NOT_FIRST = {
    role: frozenset({"PUNCT", "SPACE", "ADP", "DET", *(("NUM",) if role in ("weapon", "target") else ())})
    for role in ROLES
}
_NOT_LAST = frozenset({"PUNCT", "SPACE", "ADP", "DET", "VERB", "AUX", "CCONJ", "SCONJ", "PART"})
_NEVER_FIRST = frozenset({"PUNCT", "SPACE", "ADP", "DET"})
_SCANT, _WORTH = 1e-6, 2.0
"""No word is surer than all but so little; one word more is worth so much even where it is not sure."""
_NAMED_BY = frozenset({"ADJ", "PROPN", "NOUN"})
_WHOLE_REPORT = 0.3
"""How much the report's own kinds count beside those of the sentence, for the kind that a part belongs to."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name a part: their tokens, how sure the model is, and the number of their sentence."""

    start: int
    end: int
    sure: float
    sentence: int


@dataclass(slots=True)
class Entity:
    """Mentions of one role that name the same: the words of the one hold those of the other."""

    mentions: list[Mention] = field(default_factory=list)
    wordings: list[frozenset[str]] = field(default_factory=list)

    @property
    def best(self) -> Mention:
        """The mention that the model is surest of, the first of equals."""
        return max(self.mentions, key=lambda one: one.sure)


def attacks_of(doc: Doc, model: AttackModel) -> tuple[Attack, ...]:
    """The attacks that ``doc`` tells, which the components of the reader have been through."""
    features = features_of(doc)
    if not features.sentences:
        return ()
    words, sentences = model.probabilities(doc, features)
    return decoded(doc, features, words, sentences, model.decoder)


def decoded(
    doc: Doc, features: Features, words: Probabilities, sentences: Probabilities, decoder: Decoder
) -> tuple[Attack, ...]:
    """Attacks made of probabilities: the kinds that some sentence tells, each with the parts nearest to it."""
    kinds = kinds_told(sentences, decoder)
    if not kinds:
        return ()
    parts: dict[int, list[Part]] = {kind: [] for kind in kinds}
    told = sentences[:, : len(KINDS)].max(axis=0)
    for role, entities in entities_of(doc, features, words, decoder).items():
        for entity in entities:
            sure = surety(evidence(entity, sentences), decoder.parts[role])
            if sure >= decoder.least[role]:
                near = sentences[[one.sentence for one in entity.mentions]].max(axis=0)
                kind = max(kinds, key=lambda one: near[one] + _WHOLE_REPORT * told[one])
                parts[kind].append(_part(doc, role, entity, sure))
    return tuple(
        Attack(
            kind=KINDS[kind],
            probability=round(float(told[kind]), 3),
            parts=tuple(sorted(parts[kind], key=lambda part: part.span.start)),
        )
        for kind in kinds
    )


def kinds_told(sentences: Probabilities, decoder: Decoder) -> list[int]:
    """The kinds of attack that sentences tell; the likeliest where they tell an attack but none is sure of which."""
    if not len(sentences) or sentences[:, -1].max() < decoder.any:
        return []
    told = sentences[:, : len(KINDS)].max(axis=0)
    return [int(kind) for kind in np.flatnonzero(told > decoder.kind)] or [int(told.argmax())]


def entities_of(doc: Doc, features: Features, words: Probabilities, decoder: Decoder) -> dict[PartRole, list[Entity]]:
    """What may play each role, in the order told; mentions of one name are one entity."""
    sentence_of = [n for n, (start, end) in enumerate(features.bounds) for _ in range(start, end)]
    chunks = {i: chunk for chunk in doc.noun_chunks for i in range(chunk.start, chunk.end)}
    found: dict[PartRole, list[Entity]] = {}
    for number, role in enumerate(ROLES):
        entities: list[Entity] = []
        columns = words[:, number :: len(ROLES)]
        for start, end, sure in _runs(doc, words[:, number], decoder.word):
            first, last = _grown(doc, role, start, end, chunks)
            if role in decoder.within:
                top = start + int(words[start:end, number].argmax())
                first, last = _told(doc, first, last, top, columns, decoder.within[role])
            else:
                first, last = _trimmed(doc, role, first, last)
            if first < last:
                _add(entities, doc, Mention(first, last, sure, sentence_of[first]))
        found[role] = entities
    return found


def _runs(doc: Doc, sure: Probabilities, least: float) -> Iterator[tuple[int, int, float]]:
    """Neighbouring words that are sure enough, a hyphen between them taken along."""
    i = 0
    while i < len(doc):
        if sure[i] <= least or doc[i].is_space:
            i += 1
            continue
        end = i + 1
        while end < len(doc) and (
            sure[end] > least or (doc[end].text == "-" and end + 1 < len(doc) and sure[end + 1] > least)
        ):
            end += 1
        yield i, end, float(sure[i:end].max())
        i = end


def _grown(doc: Doc, role: PartRole, start: int, end: int, chunks: dict[int, Span]) -> tuple[int, int]:
    """The run with what belongs to its noun phrase on the left, and a name to its end. A body's name stays as found:
    it describes people more often than it is described ("the front's guerrillas").
    """
    chunk = chunks.get(start)
    first = start
    if chunk is not None and role != "organization":
        while first > chunk.start and _belongs(doc[first - 1], role):
            first -= 1
        if role != "victim" or all(token.pos_ == "PROPN" for token in doc[first:start]):
            start = first
    while role == "victim" and end < len(doc) and doc[end].pos_ == "PROPN" and chunks.get(end) is chunks.get(end - 1):
        end += 1
    return start, end


def _belongs(token: Token, role: PartRole) -> bool:
    if token.text == "-":
        return True
    fits = token.pos_ in _NAMED_BY or (token.pos_ == "ADV" and role == "perpetrator")  # "heavily armed men"
    return fits and token.lower_ not in _EDGE


def _trimmed(doc: Doc, role: PartRole, start: int, end: int) -> tuple[int, int]:
    """The run without articles, titles and the like at its ends."""
    while start < end and _is_edge(doc[start], role, doc[start + 1 : end]):
        start += 1
    while start < end and (doc[end - 1].pos_ in _NOT_LAST or doc[end - 1].lower_ in _EDGE):
        end -= 1
    return start, end


def _told(doc: Doc, start: int, end: int, top: int, sure: Probabilities, between: float) -> tuple[int, int]:
    """The words around ``top``, the surest one, that most likely are a part from its first to its last; none where no
    words may be. ``sure`` says of each word that it belongs to one, begins one, ends one.
    """
    low = np.clip(sure, _SCANT, 1 - _SCANT)
    odds = np.log(low / (1 - low))
    best, found = -math.inf, (top, top)
    for first in range(start, top + 1):
        for last in range(top, end):
            if doc[first].pos_ in _NEVER_FIRST or doc[last].pos_ in _NOT_LAST:
                continue
            within = odds[first : last + 1, 0] + _WORTH
            value = odds[first, 1] + odds[last, 2] + between * float(within.sum())
            if value > best:
                best, found = value, (first, last + 1)
    return found


def _is_edge(token: Token, role: PartRole, rest: Span) -> bool:
    if token.pos_ in _NOT_FIRST[role] or token.lower_ in _EDGE:
        return True
    if role != "victim":
        return False
    is_title = token.lower_.rstrip(".") in _TITLES or token.lower_ in party_knowledge().title_kinds
    return is_title or (token.pos_ != "PROPN" and any(other.pos_ == "PROPN" for other in rest))


def _add(entities: list[Entity], doc: Doc, mention: Mention) -> None:
    words = frozenset(token.lower_ for token in doc[mention.start : mention.end] if not token.is_punct)
    same = next((one for one in entities if any(words <= other or other <= words for other in one.wordings)), None)
    if same is None:
        same = Entity()
        entities.append(same)
    same.mentions.append(mention)
    same.wordings.append(words)


def evidence(entity: Entity, sentences: Probabilities) -> list[float]:
    """What speaks for an entity: how sure its mentions are and how many, whether their sentences and the report tell an
    attack at all, and how early they stand.
    """
    sure = np.array([one.sure for one in entity.mentions])
    telling = sentences[[one.sentence for one in entity.mentions], -1]
    first = min(one.sentence for one in entity.mentions)
    highest = float(np.clip(sure.max(), 1e-6, 1 - 1e-6))
    return [
        math.log(highest / (1 - highest)),
        float(1 - np.prod(1 - sure)),
        float(telling.max()),
        float(sentences[:, -1].max()),
        first / 10,
        math.log(len(sure)),
        float((sure * telling).max()),
        float((sure * telling).sum()),
        float(first == 0),
    ]


def surety(values: Sequence[float], weights: Sequence[float]) -> float:
    """How sure ``values`` make it, by ``weights`` of which the last is the constant: 0 to 1."""
    total = sum(value * weight for value, weight in zip(values, weights, strict=False)) + weights[-1]
    return 1 / (1 + math.exp(-total))


def _part(doc: Doc, role: PartRole, entity: Entity, sure: float) -> Part:
    best = entity.best
    span = words_at(doc, best.start, best.end)
    return Part(role=role, probability=round(sure, 3), text=" ".join(span.exact.split()), span=span)
