"""Trains the learned reader on messages with MUC-4's keys.

The keys say for each message which attacks it tells and, in the message's own words, who and what played a part. Every
place where those words stand is taken for a mention of that part, and its sentence for one that tells the attack. Words
and sentences are each learned twice: by logistic regression from their features, and by a small network from the
vectors that the encoder gives them. How much each of the two counts is learned from what they say of messages that they
did not see; so is, for each role, which of the things found are right.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from reportedly.reading.attack_model import KINDS, ROLES, Decoder, Probabilities, model_file, placed
from reportedly.reading.attacks import decoded, evidence
from reportedly.reading.attacks import entities_of as found_in
from reportedly.reading.pipeline import annotated
from reportedly.training.encoder import Encoder, encoder_within
from reportedly.training.logistic import fitted, odds, rows_of
from reportedly.training.network import Course, Floats, Network, network
from reportedly.training.onnx_file import Head, write_model

T = TypeVar("T")

WORD_STRENGTH, SENTENCE_STRENGTH, PART_STRENGTH, MIX_STRENGTH = 1.0, 0.3, 1.0, 1.0
"""How much the data count beside small weights. Chosen on messages held out of the development set."""

WORD_COURSE = Course(width=128, rounds=4, batch=512, pace=0.001, left_out=(0.2, 0.3), shrink=0.01)
SENTENCE_COURSE = Course(width=64, rounds=12, batch=64, pace=0.001, left_out=(0.3, 0.3), shrink=0.01)
"""How the networks are trained, chosen in the same way."""

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
    word=0.15,
    kind=0.3,
    any=0.35,
    within={"victim": 0.5, "weapon": 0.3},
    parts={},
    least={"perpetrator": 0.25, "organization": 0.25, "target": 0.3, "victim": 0.3, "weapon": 0.25},
)
"""Thresholds, chosen on messages held out of the development set: they are on a plateau, not on a peak."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message as the models see it, and what its key says of each word and of each sentence.

    ``vectors`` are the encoder's, of each word. ``roles`` has three columns for each role: that the word belongs to it,
    that one begins with it, that one ends with it, the columns of one kind side by side.
    """

    message: Message
    doc: Doc
    features: Features
    vectors: NDArray[np.float16]
    roles: NDArray[np.bool_]
    kinds: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judges:
    """Weights by feature, the constants last (a column for each role, and for each kind of attack and any at all), and
    the networks that judge the same by the words' vectors.
    """

    words: NDArray[np.float64]
    sentences: NDArray[np.float64]
    of_words: Network
    of_sentences: Network


@dataclass(frozen=True, slots=True)
class Opinions:
    """The odds of a message's words and sentences: by the tables, then by the networks."""

    words: tuple[Floats, Floats]
    sentences: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Summing:
    """How opinions are summed up: for each column how much the table counts, how much the network, and a constant; and
    what is made of the sums.
    """

    words: NDArray[np.float64]
    sentences: NDArray[np.float64]
    decoder: Decoder


def train(data: Path, out: Path, folds: int = 3, encoder: Path | None = None) -> Iterator[str]:
    """Train on the messages in ``data``, write the model to ``out``, and tell what was done, a line at a time.

    The encoder is that of the model in ``encoder``, by default of the one that comes with Reportedly. Scores are of
    messages that the weights were not learned from. The same data and encoder give the same weights on one machine.
    Raises ``FileNotFoundError``.
    """
    within = encoder_within(encoder or model_file())
    examples = examples_of(read_messages(data), Encoder(within))
    yield f"{len(examples)} messages, {sum(len(one.features.words) for one in examples):,} words"
    fold_of = np.random.default_rng(0).permutation(len(examples)) % folds
    unseen: dict[int, Opinions] = {}
    for fold in range(folds):
        judges = judges_of([one for one, of in zip(examples, fold_of, strict=True) if of != fold])
        unseen |= {int(i): opinions(examples[i], judges) for i in np.flatnonzero(fold_of == fold)}
        yield f"part {fold + 1} of {folds}"
    known = [unseen[i] for i in range(len(examples))]
    halves = [np.arange(len(examples)) % 2 == half for half in (0, 1)]
    summings = [summing_of(_chosen(examples, ~half), _chosen(known, ~half)) for half in halves]
    found = [
        decoded(one.doc, one.features, *summed(opinion, summings[i % 2]), summings[i % 2].decoder)
        for i, (one, opinion) in enumerate(zip(examples, known, strict=True))
    ]
    yield scored(examples, [[entities_of(roles_of_attack(attack)) for attack in attacks] for attacks in found])
    judges, summing = judges_of(examples), summing_of(examples, known)
    words = Head(judges.words, judges.of_words, summing.words)
    sentences = Head(judges.sentences, judges.of_sentences, summing.sentences)
    write_model(out, within, words, sentences, summing.decoder)
    yield f"{out}: {out.stat().st_size / 1e6:.1f} MB"


def _chosen(of: Sequence[T], where: NDArray[np.bool_]) -> list[T]:
    return [one for one, wanted in zip(of, where, strict=True) if wanted]


def examples_of(messages: Iterable[Message], encoder: Encoder) -> list[Example]:
    """``messages``, read and labelled by their keys."""
    known = list(messages)
    docs = (doc for _, doc in annotated(message.report for message in known))
    return [example_of(message, doc, encoder) for message, doc in zip(known, docs, strict=True)]


def example_of(message: Message, doc: Doc, encoder: Encoder) -> Example:
    """``message`` labelled by its key: each place where words of the key stand is a mention of what they name."""
    features = features_of(doc)
    belong, begin, end_with = (np.zeros((len(doc), len(ROLES)), dtype=bool) for _ in range(3))
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
                            column = ROLES.index(role)
                            belong[start:end, column] = begin[start, column] = end_with[end - 1, column] = True
    vectors = encoder.vectors(doc, features).astype(np.float16)
    return Example(message, doc, features, vectors, np.hstack([belong, begin, end_with]), kinds)


def _places(doc: Doc, words: str) -> Iterator[tuple[int, int]]:
    if not words:
        return
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)"
    for match in re.finditer(pattern, doc.text, re.IGNORECASE):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        yield span.start, span.end


def judges_of(examples: Sequence[Example]) -> Judges:
    """What tells words of a part, and sentences that tell an attack, from the rest."""
    seen = _Seen(examples)
    chance = np.random.default_rng(1)
    kept: list[int] = []
    for one, before in zip(examples, seen.words_before, strict=True):
        for start, end in one.features.bounds:
            if one.roles[start:end].any() or chance.random() < KEPT_EMPTY:
                kept += [before + i for i in range(start, end) if not (one.doc[i].is_space or one.doc[i].is_punct)]
    rows = [row for one in examples for row in one.features.words]
    of_words = np.vstack([one.roles for one in examples])[kept]
    of_sentences = np.vstack([one.kinds for one in examples])
    chosen = np.array(kept)
    return Judges(
        _columns([rows[i] for i in kept], of_words[:, : len(ROLES)], WORD_STRENGTH),
        _columns([row for one in examples for row in one.features.sentences], of_sentences, SENTENCE_STRENGTH),
        network(lambda some: seen.words(chosen[some]), of_words, WORD_COURSE),
        network(lambda some: seen.sentences[some], of_sentences, SENTENCE_COURSE),
    )


class _Seen:
    """What the networks see of ``examples``: a word's vector beside those of its phrase's head, of what that hangs on
    and of the sentence; a sentence's beside that of the message, and how early it stands.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        starts = np.cumsum([0, *(len(one.vectors) for one in examples)])
        self.words_before = [int(start) for start in starts[:-1]]
        self._vectors = np.concatenate([one.vectors for one in examples])
        given = [placed(one.features) for one in examples]
        self._heads, self._governors = (
            np.concatenate([one[name] + start for one, start in zip(given, self.words_before, strict=True)])
            for name in ("heads", "governors")
        )
        firsts = np.cumsum([0, *(len(one.features.bounds) for one in examples)])
        self._sentence = np.concatenate([one["sentence"] + n for one, n in zip(given, firsts[:-1], strict=True)])
        means = [here["belongs"] @ one.vectors.astype(np.float32) for one, here in zip(examples, given, strict=True)]
        self._means = np.concatenate(means)
        wholes = [np.broadcast_to(mean.mean(axis=0), mean.shape) if len(mean) else mean for mean in means]
        self.sentences = np.hstack(
            [self._means, np.concatenate(wholes), np.concatenate([one["early"] for one in given])]
        )

    def words(self, some: NDArray[np.intp]) -> Floats:
        """The rows of those words, counted through all examples."""
        of = self._vectors
        parts = [of[some], of[self._heads[some]], of[self._governors[some]], self._means[self._sentence[some]]]
        return np.hstack(parts).astype(np.float32)


def _columns(rows: list[list[int]], labels: NDArray[np.bool_], strength: float) -> NDArray[np.float64]:
    matrix = rows_of(rows)
    return np.stack([fitted(matrix, labels[:, n], strength) for n in range(labels.shape[1])], axis=1)


def opinions(example: Example, judges: Judges) -> Opinions:
    """What ``judges`` say of the words and of the sentences of a message."""
    seen = _Seen([example])
    return Opinions(
        (
            odds(rows_of(example.features.words), judges.words),
            judges.of_words.odds(seen.words(np.arange(len(example.doc)))),
        ),
        (odds(rows_of(example.features.sentences), judges.sentences), judges.of_sentences.odds(seen.sentences)),
    )


def summing_of(examples: Sequence[Example], known: Sequence[Opinions]) -> Summing:
    """How to sum up opinions, and with which decoder, so that the messages come out as their keys have them."""
    words = _mix([one.words for one in known], np.vstack([one.roles for one in examples]))
    sentences = _mix([one.sentences for one in known], np.vstack([one.kinds for one in examples]))
    unrated = Summing(words, sentences, DECODER)
    return Summing(words, sentences, decoder_of(examples, [summed(one, unrated) for one in known]))


def _mix(pairs: Sequence[tuple[Floats, Floats]], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    tables, networks = (np.concatenate([pair[n] for pair in pairs]) for n in (0, 1))
    columns = [
        fitted(np.stack([tables[:, n], networks[:, n]], axis=1), labels[:, n], MIX_STRENGTH, steps=200)
        for n in range(tables.shape[1])
    ]
    return np.stack(columns, axis=1)


def summed(known: Opinions, summing: Summing) -> tuple[Probabilities, Probabilities]:
    """How likely each word and each sentence is what the columns stand for."""
    return _likely(known.words, summing.words), _likely(known.sentences, summing.sentences)


def _likely(pair: tuple[Floats, Floats], mix: NDArray[np.float64]) -> Probabilities:
    table, of_network = pair
    known = table.shape[1]
    both = table * mix[0] + of_network[:, :known] * mix[1] + mix[2]
    return np.asarray(1 / (1 + np.exp(-np.hstack([both, of_network[:, known:]]))), dtype=np.float32)


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
    return replace(DECODER, parts=parts)


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
