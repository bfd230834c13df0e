"""The entailment model's graph: encoder, mean and first-piece pooling, logits of both heads (batch, 7)."""

from __future__ import annotations

from pathlib import Path

from train.graph import Graph, add_encoder, add_mean, encoder_inputs


def write_entailment_graph(path: Path, shapes: dict[str, tuple[int, ...]], layers: int) -> None:
    """Write the graph; its output holds the classes of `reconcile.entail.LABELS`, then of `READINGS`."""
    graph = Graph(shapes)
    hidden = add_encoder(graph, layers)
    first = graph.op("Gather", hidden, graph.index(0), axis=1)
    both = graph.op("Concat", add_mean(graph, hidden), first, axis=-1)
    pooled = graph.op("Tanh", graph.linear(both, "pooled"))
    heads = (graph.linear(pooled, name) for name in ("classes", "verdicts"))
    graph.op("Concat", *heads, output="logits", axis=-1)
    graph.save(path, encoder_inputs(), ["logits"])
