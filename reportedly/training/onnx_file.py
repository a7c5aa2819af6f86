"""Writes the learned reader as one ONNX file: the encoder, two tables in eight bits, and two networks."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, checker, compose, helper

from reportedly.reading.attack_model import DECODER, VECTORS, VOCABULARY, Decoder
from reportedly.training.encoder import Graph
from reportedly.training.network import Network


@dataclass(frozen=True, slots=True)
class Head:
    """What judges words, or sentences: a table of weights by feature (the constants last), a network, and how much each
    of the two counts for each output of the table, with a constant. Outputs that the network has beyond the table's
    are its own.
    """

    table: NDArray[np.float64]
    network: Network
    mix: NDArray[np.float64]


def write_model(path: Path, encoder: ModelProto, words: Head, sentences: Head, decoder: Decoder) -> None:
    """Write the model to ``path``: ``encoder``, what judges words and sentences, and ``decoder``."""
    graph = Graph("judge.")
    size = int(encoder.graph.output[0].type.tensor_type.shape.dim[1].dim_value)
    of_sentences = graph.op("MatMul", ["belongs", "vectors.in"])
    by_word = graph.op("Gather", [of_sentences, "sentence"])
    heads, governors = (graph.op("Gather", ["vectors.in", name]) for name in ("heads", "governors"))
    seen = graph.op("Concat", ["vectors.in", heads, governors, by_word], axis=1)
    _judge(graph, "words", words, seen)
    whole = graph.op("ReduceMean", [of_sentences, graph.constant(np.array([0]))], keepdims=1)
    whole = graph.op("Expand", [whole, graph.op("Shape", [of_sentences])])
    _judge(graph, "sentences", sentences, graph.op("Concat", [of_sentences, whole, "early"], axis=1))

    def taken(name: str, kind: int, *shape: str | int) -> object:
        return helper.make_tensor_value_info(name, kind, shape)

    judges = graph.model(
        [
            taken("vectors.in", TensorProto.FLOAT, "words", size),
            taken("words", TensorProto.INT32, "words", "features"),
            taken("heads", TensorProto.INT64, "words"),
            taken("governors", TensorProto.INT64, "words"),
            taken("sentence", TensorProto.INT64, "words"),
            taken("sentences", TensorProto.INT32, "sentences", "features of sentences"),
            taken("belongs", TensorProto.FLOAT, "sentences", "words"),
            taken("early", TensorProto.FLOAT, "sentences", 2),
        ],
        [
            taken("words.sure", TensorProto.FLOAT, "words", words.network.out.shape[1]),
            taken("sentences.sure", TensorProto.FLOAT, "sentences", sentences.network.out.shape[1]),
        ],
    )
    del judges.opset_import[:]
    judges.opset_import.extend(encoder.opset_import)
    judges.ir_version = encoder.ir_version
    known = {prop.key: prop.value for prop in encoder.metadata_props}
    model = compose.merge_models(
        encoder, judges, io_map=[(VECTORS, "vectors.in")], outputs=[VECTORS, "words.sure", "sentences.sure"]
    )
    del model.metadata_props[:]
    helper.set_model_props(model, {VOCABULARY: known[VOCABULARY], DECODER: json.dumps(asdict(decoder))})
    checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def _judge(graph: Graph, name: str, head: Head, seen: str) -> None:
    """How sure the table and the network together are, of the features ``name`` and of the vectors ``seen``."""
    of_table, of_network, constant = head.mix
    weights = head.table * of_table
    scale = np.abs(weights[:-1]).max(axis=0) / 127
    scale[scale == 0] = 1
    small = np.round(weights[:-1] / scale).astype(np.int8)
    small = np.vstack([small, np.zeros((1, small.shape[1]), np.int8)])
    found = graph.op("Cast", [graph.op("Gather", [graph.constant(small), name])], to=TensorProto.FLOAT)
    found = graph.op("ReduceSum", [found, graph.constant(np.array([1]))], keepdims=0)
    found = graph.op("Mul", [found, graph.constant(scale.astype(np.float32))])
    found = graph.op("Add", [found, graph.constant((weights[-1] + constant).astype(np.float32))])
    more = head.network.out.shape[1] - small.shape[1]
    if more:
        found = graph.op("Pad", [found, graph.constant(np.array([0, 0, 0, more]))])
    layer = graph.op("Relu", [graph.linear(seen, head.network.hidden, head.network.hidden_constant)])
    counts = np.append(of_network, np.ones(more)).astype(np.float32)
    odds = graph.linear(layer, head.network.out * counts, head.network.out_constant * counts)
    graph.op("Sigmoid", [graph.op("Add", [found, odds])], f"{name}.sure")
