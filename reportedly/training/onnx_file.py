"""Writes the two tables of the learned reader as one ONNX file with weights of eight bits."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.reading.attack_model import DECODER, Decoder


def write_model(path: Path, tables: dict[str, NDArray[np.float64]], decoder: Decoder) -> None:
    """Write ``tables`` (a row of weights for each feature, the constants last) and ``decoder`` to ``path``.

    For each table the file takes the numbers of the features that are there, a row for each thing to judge, and gives
    back how sure each column is. A number past the last feature stands for none. Raises ``ModuleNotFoundError`` where
    the package onnx is missing.
    """
    from onnx import TensorProto, checker, helper, numpy_helper

    nodes, inputs, outputs, constants = [], [], [], [numpy_helper.from_array(np.array([1]), "axis")]
    for name, weights in tables.items():
        scale = np.abs(weights[:-1]).max(axis=0) / 127
        scale[scale == 0] = 1
        small = np.round(weights[:-1] / scale).astype(np.int8)
        small = np.vstack([small, np.zeros((1, small.shape[1]), np.int8)])
        constants += [
            numpy_helper.from_array(small, f"{name}.weights"),
            numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"),
            numpy_helper.from_array(weights[-1].astype(np.float32), f"{name}.constant"),
        ]
        nodes += [
            helper.make_node("Gather", [f"{name}.weights", name], [f"{name}.found"], axis=0),
            helper.make_node("Cast", [f"{name}.found"], [f"{name}.wide"], to=TensorProto.FLOAT),
            helper.make_node("ReduceSum", [f"{name}.wide", "axis"], [f"{name}.sum"], keepdims=0),
            helper.make_node("Mul", [f"{name}.sum", f"{name}.scale"], [f"{name}.scaled"]),
            helper.make_node("Add", [f"{name}.scaled", f"{name}.constant"], [f"{name}.odds"]),
            helper.make_node("Sigmoid", [f"{name}.odds"], [f"{name}.sure"]),
        ]
        inputs.append(helper.make_tensor_value_info(name, TensorProto.INT32, [f"{name}.rows", f"{name}.features"]))
        outputs.append(
            helper.make_tensor_value_info(f"{name}.sure", TensorProto.FLOAT, [f"{name}.rows", small.shape[1]])
        )
    graph = helper.make_graph(nodes, "attacks", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, {DECODER: json.dumps(asdict(decoder))})
    checker.check_model(model)
    path.write_bytes(model.SerializeToString())
