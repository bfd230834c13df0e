"""The syntax model's graph: encoder, words from their first pieces, biaffine parser, taggers.

Outputs, with n words and r relations: `arcs` (batch, n, n + 1), the score of each head, column 0 the root;
`relations` (batch, r, n, n + 1); `upos`, `morph` (all features side by side) and `ner` (batch, n, tags).
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto, helper

from train.graph import Graph, add_encoder, encoder_inputs

OUTPUTS = ("arcs", "relations", "upos", "morph", "ner")


def write_syntax_graph(path: Path, shapes: dict[str, tuple[int, ...]], layers: int) -> None:
    """Write the graph; `first` (batch, n) is each word's first piece."""
    graph = Graph(shapes)
    hidden = add_encoder(graph, layers)
    index = graph.op("Unsqueeze", "first", graph.ints([2]))
    words = graph.op("GatherND", hidden, index, batch_dims=1)
    rooted = graph.op("Concat", _root(graph), words, axis=1)
    _arcs(graph, words, rooted)
    _relations(graph, words, rooted)
    graph.op("Identity", graph.linear(words, "upos"), output="upos")
    graph.op("Identity", graph.linear(words, "morph"), output="morph")
    ner = graph.op("Gelu", graph.linear(words, "ner.hidden"))
    graph.op("Identity", graph.linear(ner, "ner.out"), output="ner")
    graph.save(path, [*encoder_inputs(), _first()], OUTPUTS)


def _first() -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info("first", TensorProto.INT64, ["batch", "words"])


def _root(graph: Graph) -> str:
    """The learned root vector for each sentence: (batch, 1, hidden)."""
    batch = graph.op("Shape", "first", start=0, end=1)
    return graph.op("Expand", "root", graph.op("Concat", batch, graph.ints([1, 384]), axis=0))


def _side(graph: Graph, x: str, name: str) -> str:
    """One side of a biaffine score: projected, with a constant 1 appended."""
    side = graph.op("Gelu", graph.linear(x, name))
    return graph.op("Pad", side, graph.ints([0, 0, 0, 0, 0, 1]), graph.scalar(1.0))


def _arcs(graph: Graph, words: str, rooted: str) -> None:
    """`arcs`: every word against every head."""
    dependent = graph.op("MatMul", _side(graph, words, "arc_dep"), "arc.bilinear")
    head = graph.op("Transpose", _side(graph, rooted, "arc_head"), perm=[0, 2, 1])
    graph.op("MatMul", dependent, head, output="arcs")


def _relations(graph: Graph, words: str, rooted: str) -> None:
    """`relations`: every relation for every word and head."""
    dependent = graph.op("Unsqueeze", _side(graph, words, "label_dep"), graph.ints([1]))
    left = graph.op("MatMul", dependent, "label.bilinear")
    head = graph.op("Transpose", _side(graph, rooted, "label_head"), perm=[0, 2, 1])
    graph.op("MatMul", left, graph.op("Unsqueeze", head, graph.ints([1])), output="relations")
