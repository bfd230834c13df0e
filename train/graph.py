"""Write ONNX graphs by hand: the shared encoder stack, and small heads on top of it.

A graph holds no weights. It declares each as an external initialiser of known shape, and `claims.transformer` hands
the float32 arrays to onnxruntime at load, so that weights are stored once, in the project's compact format.
Opset 20, float32 throughout: 8-bit activations cost this encoder 9 points of NER F1 and most of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import onnx
from onnx import TensorProto, helper

HEADS = 12
EPSILON = 1e-12
OPSET = 20


class Graph:
    """A graph under construction. Methods append nodes and return the name of their output."""

    def __init__(self, shapes: dict[str, tuple[int, ...]]) -> None:
        """`shapes`: name and float32 shape of every weight, linear ones as (inputs, outputs)."""
        self.shapes = shapes
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.used: set[str] = set()

    def op(self, kind: str, *inputs: str, output: str | None = None, **attributes: object) -> str:
        """Append one node."""
        name = output or f"{kind.lower()}_{len(self.nodes)}"
        self.used.update(name for name in inputs if name in self.shapes)
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def ints(self, values: Sequence[int]) -> str:
        """A constant int64 vector."""
        name = "ints_" + "_".join(str(v).replace("-", "m") for v in values)
        if name not in {constant.name for constant in self.constants}:
            self.constants.append(helper.make_tensor(name, TensorProto.INT64, [len(values)], values))
        return name

    def scalar(self, value: float) -> str:
        """A constant float32 scalar."""
        name = f"float_{value!r}"
        if name not in {constant.name for constant in self.constants}:
            self.constants.append(helper.make_tensor(name, TensorProto.FLOAT, [], [value]))
        return name

    def index(self, value: int) -> str:
        """A constant int64 scalar."""
        name = f"index_{value}"
        if name not in {constant.name for constant in self.constants}:
            self.constants.append(helper.make_tensor(name, TensorProto.INT64, [], [value]))
        return name

    def linear(self, x: str, name: str) -> str:
        """`x` (…, inputs) times the weight plus the bias."""
        return self.op("Add", self.op("MatMul", x, name + ".weight"), name + ".bias")

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation over the last axis."""
        return self.op("LayerNormalization", x, name + ".weight", name + ".bias", axis=-1, epsilon=EPSILON)

    def save(self, path: Path, inputs: Iterable[onnx.ValueInfoProto], outputs: Iterable[str]) -> None:
        """Write the graph with its weights declared as external."""
        graph = helper.make_graph(
            self.nodes,
            "reconcile",
            list(inputs),
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            [*self.constants, *(_external(name, self.shapes[name]) for name in sorted(self.used))],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = 9
        path.write_bytes(model.SerializeToString(deterministic=True))


def _external(name: str, shape: tuple[int, ...]) -> onnx.TensorProto:
    tensor = onnx.TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="weights.safetensors")
    return tensor


def encoder_inputs() -> list[onnx.ValueInfoProto]:
    """Word embeddings (batch, length, hidden) and the attention mask (batch, length), 1 for a piece, 0 for padding."""
    return [
        helper.make_tensor_value_info("inputs_embeds", TensorProto.FLOAT, ["batch", "length", 384]),
        helper.make_tensor_value_info("attention_mask", TensorProto.FLOAT, ["batch", "length"]),
    ]


def add_encoder(graph: Graph, layers: int) -> str:
    """The BERT stack over `encoder_inputs`; returns the last hidden state (batch, length, hidden)."""
    length = graph.op("Shape", "attention_mask", start=1, end=2)
    position = graph.op("Slice", "embeddings.position", graph.ints([0]), length, graph.ints([0]))
    hidden = graph.norm(graph.op("Add", "inputs_embeds", position), "embeddings.norm")
    absent = graph.op("Sub", graph.scalar(1.0), "attention_mask")
    bias = graph.op("Mul", graph.op("Unsqueeze", absent, graph.ints([1, 2])), graph.scalar(-10000.0))
    for layer in range(layers):
        hidden = _layer(graph, hidden, bias, f"layers.{layer}.")
    return hidden


def _layer(graph: Graph, x: str, bias: str, name: str) -> str:
    """Self-attention and feed-forward, each with its residual and normalisation."""
    x = graph.norm(graph.op("Add", x, _attention(graph, x, bias, name)), name + "norm1")
    wide = graph.op("Gelu", graph.linear(x, name + "up"))
    return graph.norm(graph.op("Add", x, graph.linear(wide, name + "down")), name + "norm2")


def _attention(graph: Graph, x: str, bias: str, name: str) -> str:
    """Multi-head attention of `x` (batch, length, hidden) to itself."""
    stacked = graph.op("Reshape", graph.linear(x, name + "qkv"), graph.ints([0, 0, 3, HEADS, 384 // HEADS]))
    moved = graph.op("Transpose", stacked, perm=[2, 0, 3, 1, 4])
    query, key, value = (graph.op("Gather", moved, graph.index(part), axis=0) for part in range(3))
    key = graph.op("Transpose", key, perm=[0, 1, 3, 2])
    scores = graph.op("Mul", graph.op("MatMul", query, key), graph.scalar((384 // HEADS) ** -0.5))
    weights = graph.op("Softmax", graph.op("Add", scores, bias), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", weights, value), perm=[0, 2, 1, 3])
    return graph.linear(graph.op("Reshape", mixed, graph.ints([0, 0, 384])), name + "out")


def add_mean(graph: Graph, hidden: str) -> str:
    """The mean of the hidden states (batch, length, hidden) over the pieces: (batch, hidden)."""
    mask = graph.op("Unsqueeze", "attention_mask", graph.ints([2]))
    total = graph.op("ReduceSum", graph.op("Mul", hidden, mask), graph.ints([1]), keepdims=0)
    return graph.op("Div", total, graph.op("ReduceSum", "attention_mask", graph.ints([1]), keepdims=1))
