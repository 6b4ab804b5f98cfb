"""Reading a whole store back, by the same queries everywhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import cypher
from extract.model import Json
from graph.store import Edge, EdgeKind, Graph, Labels
from graph.stores.model import EDGES, KINDS, labelled

T = TypeVar("T")
Read = Callable[[str], Iterable[Json]]
"""Runs the text of a query and gives its rows."""


def snapshot(read: Read) -> Graph:
    """All nodes and relationships of our kinds, in whatever order the store has them."""
    nodes: dict[Labels, list[Json]] = {}
    for base in KINDS:
        for _, labels, row in stored_nodes(read, base):
            nodes.setdefault((base, *sorted(set(labels) - {base})), []).append(row)
    edges: dict[EdgeKind, list[Edge]] = {}
    for kind in EDGES:
        edges[kind] = [(source, target, row) for _, source, target, row in stored_edges(read, kind) if source and target]
    return Graph(nodes, edges)


def stored_nodes(read: Read, base: str) -> Iterator[tuple[str, list[str], Json]]:
    """Handle, labels and properties of every node that has this label."""
    for row in read(labelled(cypher.load("read/nodes").text, base=base)):
        yield row["element"], row["labels"], row["properties"]


def stored_edges(read: Read, kind: EdgeKind) -> Iterator[tuple[str, str | None, str | None, Json]]:
    """Handle, source id, target id and properties of every relationship of this type; None for an end of another label than the kind's."""
    for row in read(labelled(cypher.load("read/relationships").text, type=kind[1])):
        source, target = (row[end] if kind[place] in row[f"{end}_labels"] else None for end, place in (("source", 0), ("target", 2)))
        yield row["element"], source, target, row["properties"]


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def total(groups: Iterable[Sequence[object]]) -> int:
    return sum(map(len, groups))
