"""The trained model behind the learned reader: one ONNX file, run by onnxruntime where that is installed.

The file holds an encoder, which makes a vector of each word where it stands, and what judges words and sentences by
these vectors and by their features: whether a word belongs to a part in an attack, whether a part begins or ends with
it, and which kinds of attack a sentence tells. The encoder's vocabulary and what is needed to make attacks of all this
(``Decoder``) stand in the file's metadata. ``docs/models.md`` says what it was trained on.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources, util
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from reportedly.model.attack import AttackKind, PartRole
from reportedly.reading.attack_features import Features, padded
from reportedly.reading.wordpieces import WordPieces, windows_of

ROLES: tuple[PartRole, ...] = get_args(PartRole)
KINDS: tuple[AttackKind, ...] = get_args(AttackKind)
DECODER, VOCABULARY = "reportedly.decoder", "reportedly.vocabulary"
"""The keys of the decoder and of the encoder's vocabulary in the file's metadata."""

VECTORS = "vectors"
"""What the encoder gives: a vector for each word."""

SOON = 10
"""Sentences after so many are all alike in how early they stand."""

Probabilities = NDArray[np.float32]


class NoModelError(RuntimeError):
    """The learned reader cannot be used here; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """How attacks are made of probabilities.

    ``word`` is how sure a word must be to belong to a part. ``kind`` is how sure a sentence must be of a kind of
    attack, ``any`` of an attack of some kind, for the report to tell one. ``within`` has the roles whose parts begin
    and end where the model says so, and how much the words between count for that. ``parts`` holds, for each role, the
    weights of ``attacks.evidence``, the constant last; ``least`` is how sure the role must be of a part.
    """

    word: float
    kind: float
    any: float
    within: dict[str, float]
    parts: dict[str, list[float]]
    least: dict[str, float]


class AttackModel:
    """The model in the file ``path``. Raises ``NoModelError`` where onnxruntime or the file is missing."""

    def __init__(self, path: Path) -> None:
        if util.find_spec("onnxruntime") is None:
            raise NoModelError("The learned reader needs onnxruntime: run `pip install reportedly[learned]`.")
        if not path.is_file():
            raise NoModelError(f"{path}: there is no model here. `make train` makes one.")
        import onnxruntime  # not installed everywhere, and slow to load

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # reports are read in parallel, not words
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        known = self._session.get_modelmeta().custom_metadata_map
        self.decoder = Decoder(**json.loads(known[DECODER]))
        self._pieces = WordPieces(json.loads(known[VOCABULARY]))

    def probabilities(self, doc: Doc, features: Features) -> tuple[Probabilities, Probabilities]:
        """Of each word and of each sentence of ``doc``.

        Of a word: for each of ``ROLES``, that it belongs to such a part, then that one begins with it, then that one
        ends with it. Of a sentence: that it tells each of ``KINDS``, then any attack at all.
        """
        tables = {"words": features.words, "sentences": features.sentences}
        given = {name: np.array(padded(rows), dtype=np.int32).reshape(len(rows), -1) for name, rows in tables.items()}
        given |= encoded(doc, features, self._pieces) | placed(features)
        words, sentences = self._session.run(["words.sure", "sentences.sure"], given)
        return words, sentences


def encoded(doc: Doc, features: Features, known: WordPieces) -> dict[str, NDArray[Any]]:
    """What the encoder takes of ``doc``."""
    windows = windows_of([token.text for token in doc], features.bounds, known)
    return {"pieces": windows.pieces, "places": windows.places, "share": windows.share}


def placed(features: Features) -> dict[str, NDArray[Any]]:
    """What the model takes beside words: what hangs on what, which words make a sentence, how early that stands."""
    belongs = np.zeros((len(features.bounds), len(features.words)), np.float32)
    sentence = np.zeros(len(features.words), np.int64)
    for number, (start, end) in enumerate(features.bounds):
        sentence[start:end] = number
        said = [i for i in range(start, end) if features.words[i]]
        belongs[number, said] = 1 / max(1, len(said))
    early = np.array([[min(n, SOON) / SOON, n == 0] for n in range(len(features.bounds))], np.float32).reshape(-1, 2)
    heads, governors = np.array(features.heads, np.int64), np.array(features.governors, np.int64)
    return {"heads": heads, "governors": governors, "sentence": sentence, "belongs": belongs, "early": early}


@cache
def attack_model() -> AttackModel:
    """The model that comes with Reportedly, loaded once a process. Raises ``NoModelError``."""
    return AttackModel(model_file())


def model_file() -> Path:
    """Where the model that comes with Reportedly lies."""
    return Path(str(resources.files("reportedly.reading").joinpath("attacks.onnx")))


def learned_is_available() -> bool:
    """Whether the learned reader can be used here: onnxruntime is installed, and the model is there."""
    return util.find_spec("onnxruntime") is not None and model_file().is_file()
