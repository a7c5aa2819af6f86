"""Trains the learned reader on messages with MUC-4's keys.

The keys say for each message which attacks it tells and, in the message's own words, who and what played a part. Every
place where those words stand is taken for a mention of that part, and its sentence for one that tells the attack. Two
logistic regressions learn words and sentences. A third one for each role learns, from what the first two say of
messages that they did not see, which of the things found are right.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from reportedly.evaluation.muc4 import ROLES as SLOTS_OF
from reportedly.evaluation.muc4 import Entities, counted_entities, entities_of
from reportedly.evaluation.muc4 import plain as _plain
from reportedly.evaluation.muc4_filling import KIND_NAMES, roles_of_attack
from reportedly.evaluation.muc4_keys import Message, read_messages
from reportedly.model.attack import PartRole
from reportedly.reading.attack_features import Features, features_of
from reportedly.reading.attack_model import KINDS, ROLES, Decoder, Probabilities
from reportedly.reading.attacks import decoded, evidence
from reportedly.reading.attacks import entities_of as found_in
from reportedly.reading.pipeline import annotated
from reportedly.training.logistic import fitted, rows_of, sure
from reportedly.training.onnx_file import write_model

T = TypeVar("T")

WORD_STRENGTH, SENTENCE_STRENGTH, PART_STRENGTH = 1.0, 0.3, 1.0
"""How much the data count beside small weights. Chosen on messages held out of the development set."""

KEPT_EMPTY = 0.3
"""The share of sentences without any part that words are learned from; the rest would only take time."""

LABELLED: dict[str, PartRole | None] = {
    "perpetrator": "perpetrator",
    "organization": "organization",
    "physical_target": "target",
    "victim_name": "victim",
    "instrument": "weapon",
    "victim_description": None,
}
"""The slots whose words stand in the message, and the roles they teach; all of them show where an attack is told."""

DECODER = Decoder(
    word=0.2,
    kind=0.3,
    any=0.4,
    parts={},
    least={"perpetrator": 0.2, "organization": 0.25, "target": 0.3, "victim": 0.3, "weapon": 0.3},
)


@dataclass(frozen=True, slots=True)
class Example:
    """A message as the models see it, and what its key says of each word and of each sentence."""

    message: Message
    doc: Doc
    features: Features
    roles: NDArray[np.bool_]
    kinds: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tables:
    """Weights by feature, the constants last: a column for each role, and for each kind of attack and any at all."""

    words: NDArray[np.float64]
    sentences: NDArray[np.float64]


def train(data: Path, out: Path, folds: int = 3) -> Iterator[str]:
    """Train on the messages in ``data``, write the model to ``out``, and tell what was done, a line at a time.

    Scores are of messages that the weights were not learned from. The same data give the same file. Raises
    ``FileNotFoundError``.
    """
    examples = examples_of(read_messages(data))
    yield f"{len(examples)} messages, {sum(len(one.features.words) for one in examples):,} words"
    fold_of = np.random.default_rng(0).permutation(len(examples)) % folds
    unseen: list[tuple[Probabilities, Probabilities] | None] = [None] * len(examples)
    for fold in range(folds):
        tables = tables_of([one for one, of in zip(examples, fold_of, strict=True) if of != fold])
        for i in np.flatnonzero(fold_of == fold):
            unseen[i] = judged(examples[i], tables)
        yield f"part {fold + 1} of {folds}"
    known = [one for one in unseen if one is not None]
    halves = [np.arange(len(examples)) % 2 == half for half in (0, 1)]
    decoders = [decoder_of(_chosen(examples, ~half), _chosen(known, ~half)) for half in halves]
    found = [
        decoded(one.doc, one.features, *judgement, decoders[i % 2])
        for i, (one, judgement) in enumerate(zip(examples, known, strict=True))
    ]
    yield scored(examples, [[entities_of(roles_of_attack(attack)) for attack in attacks] for attacks in found])
    tables = tables_of(examples)
    write_model(out, {"words": tables.words, "sentences": tables.sentences}, decoder_of(examples, known))
    yield f"{out}: {out.stat().st_size / 1e6:.1f} MB"


def _chosen(of: Sequence[T], where: NDArray[np.bool_]) -> list[T]:
    return [one for one, wanted in zip(of, where, strict=True) if wanted]


def examples_of(messages: Iterable[Message]) -> list[Example]:
    """``messages``, read and labelled by their keys."""
    known = list(messages)
    docs = (doc for _, doc in annotated(message.report for message in known))
    return [example_of(message, doc) for message, doc in zip(known, docs, strict=True)]


def example_of(message: Message, doc: Doc) -> Example:
    """``message`` labelled by its key: each place where words of the key stand is a mention of what they name."""
    features = features_of(doc)
    roles = np.zeros((len(doc), len(ROLES)), dtype=bool)
    kinds = np.zeros((len(features.bounds), len(KINDS) + 1), dtype=bool)
    sentence_of = [n for n, (start, end) in enumerate(features.bounds) for _ in range(start, end)]
    for template in message.templates:
        told = [KIND_NAMES.index(name) for name in entities_of(template).types if name in KIND_NAMES]
        for slot, role in LABELLED.items():
            for fill in template.slots.get(slot, ()):
                for words in {one.about or one.value for one in fill.alternatives}:
                    for start, end in _places(doc, words or ""):
                        kinds[sentence_of[start], [*told, -1]] = True
                        if role is not None:
                            roles[start:end, ROLES.index(role)] = True
    return Example(message, doc, features, roles, kinds)


def _places(doc: Doc, words: str) -> Iterator[tuple[int, int]]:
    if not words:
        return
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)"
    for match in re.finditer(pattern, doc.text, re.IGNORECASE):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        yield span.start, span.end


def tables_of(examples: Sequence[Example]) -> Tables:
    """The weights that tell words of a part, and sentences that tell an attack, from the rest."""
    chance = np.random.default_rng(1)
    rows: list[list[int]] = []
    labels: list[NDArray[np.bool_]] = []
    for one in examples:
        for start, end in one.features.bounds:
            if one.roles[start:end].any() or chance.random() < KEPT_EMPTY:
                kept = [i for i in range(start, end) if not (one.doc[i].is_space or one.doc[i].is_punct)]
                rows += [one.features.words[i] for i in kept]
                labels += [one.roles[i] for i in kept]
    sentences = [row for one in examples for row in one.features.sentences]
    return Tables(
        _columns(rows, np.array(labels), WORD_STRENGTH),
        _columns(sentences, np.vstack([one.kinds for one in examples]), SENTENCE_STRENGTH),
    )


def _columns(rows: list[list[int]], labels: NDArray[np.bool_], strength: float) -> NDArray[np.float64]:
    matrix = rows_of(rows)
    return np.stack([fitted(matrix, labels[:, n], strength) for n in range(labels.shape[1])], axis=1)


def judged(example: Example, tables: Tables) -> tuple[Probabilities, Probabilities]:
    """What ``tables`` say of the words and of the sentences of a message."""
    return (
        sure(rows_of(example.features.words), tables.words),
        sure(rows_of(example.features.sentences), tables.sentences),
    )


def decoder_of(examples: Sequence[Example], known: Sequence[tuple[Probabilities, Probabilities]]) -> Decoder:
    """The decoder with, for each role, the weights that tell right parts from wrong ones."""
    values: dict[str, list[list[float]]] = {role: [] for role in ROLES}
    right: dict[str, list[bool]] = {role: [] for role in ROLES}
    for example, (words, sentences) in zip(examples, known, strict=True):
        gold = [entities_of(template, example.message.original) for template in example.message.templates]
        for role, entities in found_in(example.doc, example.features, words, DECODER).items():
            asked = {wording for template in gold for entity in template.roles[role] for wording in entity}
            for entity in entities:
                values[role].append(evidence(entity, sentences))
                right[role].append(any(_plain(example.doc[m.start : m.end].text) in asked for m in entity.mentions))
    parts = {
        role: [
            float(weight) for weight in fitted(np.array(values[role]), np.array(right[role]), PART_STRENGTH, steps=500)
        ]
        if values[role]
        else [0.0] * 10
        for role in ROLES
    }
    return Decoder(DECODER.word, DECODER.kind, DECODER.any, parts, DECODER.least)


def scored(examples: Sequence[Example], found: Sequence[Sequence[Entities]]) -> str:
    """The six-slot CEAF-REE of ``found`` in words, and that of each slot."""
    counts = Counter[str]()
    for example, templates in zip(examples, found, strict=True):
        gold = [entities_of(template, example.message.original) for template in example.message.templates]
        counts.update(counted_entities(gold, templates))
    values = {
        name: 2 * counts[f"{name}_hits"] / max(1, counts[f"{name}_gold"] + counts[f"{name}_found"])
        for name in ("ree", "type", *SLOTS_OF)
    }
    return ", ".join(f"{name} {value:.3f}" for name, value in values.items())
