"""The trained model behind the learned reader: one ONNX file, run by onnxruntime where that is installed.

The file holds two tables of weights in eight bits: one says of each word whether it belongs to a part in an attack, the
other says of each sentence which kinds of attack it tells. What is needed to make attacks of these (``Decoder``) stands
in the file's metadata. ``docs/models.md`` says what it was trained on.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources, util
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from reportedly.model.attack import AttackKind, PartRole
from reportedly.reading.attack_features import Features, padded

ROLES: tuple[PartRole, ...] = get_args(PartRole)
KINDS: tuple[AttackKind, ...] = get_args(AttackKind)
DECODER = "reportedly.decoder"
"""The key of the decoder in the file's metadata."""

Probabilities = NDArray[np.float32]


class NoModelError(RuntimeError):
    """The learned reader cannot be used here; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """How attacks are made of probabilities.

    ``word`` is how sure a word must be to belong to a part. ``kind`` is how sure a sentence must be of a kind of
    attack, ``any`` of an attack of some kind, for the report to tell one. ``parts`` holds, for each role, the weights
    of ``attacks.evidence``, the constant last; ``least`` is how sure the role must be of a part.
    """

    word: float
    kind: float
    any: float
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
        self.decoder = Decoder(**json.loads(self._session.get_modelmeta().custom_metadata_map[DECODER]))

    def probabilities(self, features: Features) -> tuple[Probabilities, Probabilities]:
        """Of each word, its roles (``ROLES``); of each sentence, the kinds it tells (``KINDS``, then any at all)."""
        tables = {"words": features.words, "sentences": features.sentences}
        given = {name: np.array(padded(rows), dtype=np.int32).reshape(len(rows), -1) for name, rows in tables.items()}
        words, sentences = self._session.run(["words.sure", "sentences.sure"], given)
        return words, sentences


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
