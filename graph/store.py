"""What a graph store is: a place that takes a whole graph, mirrors it, and answers Cypher that only reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

import orjson

from cypher import Query
from extract.model import Json

Labels = tuple[str, ...]
EdgeKind = tuple[str, str, str]
Edge = tuple[str, str, Json]
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Rows of nodes by their labels, the one that owns the id first; rows of edges (source id, target id, properties) by base label,
    type, base label. A property without a value is left out."""

    nodes: Mapping[Labels, Sequence[Json]] = field(default_factory=dict)
    edges: Mapping[EdgeKind, Sequence[Edge]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load changed in the store; all zero when the store held the graph already."""

    nodes_created: int = 0
    nodes_updated: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_updated: int = 0
    relationships_deleted: int = 0

    @property
    def changed(self) -> bool:
        return any(astuple(self))

    def summary(self) -> str:
        if not self.changed:
            return "nothing to change: the store holds the case as it is"
        nodes = f"{self.nodes_created:,} created, {self.nodes_updated:,} updated, {self.nodes_deleted:,} deleted"
        edges = f"{self.relationships_created:,} created, {self.relationships_updated:,} updated, {self.relationships_deleted:,} deleted"
        return f"nodes: {nodes}; relationships: {edges}"


class Store(Protocol):
    """A graph store. Whatever goes wrong in it is a StoreError of one line."""

    def load(self, graph: Graph, case_id: str, replace: bool = False, progress: Progress | None = None) -> LoadReport:
        """Make the store hold exactly this graph: what is new is made, what changed is set, what the graph lacks is deleted.

        A store that holds another case or other data refuses, unless `replace`: then that is deleted first.
        """

    def query(self, query: str | Query, parameters: Mapping[str, Any] | None = None) -> list[Json]:
        """The rows of a query that only reads; the engine itself refuses writes. A `Query`'s defaults hold for what is not given.

        Values are those of JSON: a node is {labels, properties}, a relationship {type, properties}, a path {nodes, relationships}.
        """

    def snapshot(self) -> Graph:
        """All that the store holds, in canonical order, to be compared with a graph in that order."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def cleaned(graph: Graph) -> Graph:
    """The same graph without empty properties and empty groups, lists as lists: as a store gives it back."""
    nodes = {labels: [_clean(row) for row in rows] for labels, rows in graph.nodes.items() if rows}
    edges = {kind: [(start, end, _clean(row)) for start, end, row in rows] for kind, rows in graph.edges.items() if rows}
    return Graph(nodes, edges)


def canonical(graph: Graph) -> Graph:
    """The same graph, cleaned, in an order that depends on nothing else: equal graphs compare equal."""
    clean = cleaned(graph)
    nodes = {labels: sorted(rows, key=lambda row: str(row["id"])) for labels, rows in sorted(clean.nodes.items())}
    edges = {kind: sorted(rows, key=lambda e: (e[0], e[1], fingerprint(e[2]))) for kind, rows in sorted(clean.edges.items())}
    return Graph(nodes, edges)


def fingerprint(row: Json) -> bytes:
    """Equal for rows that a store cannot tell apart; 1, 1.0 and true are three things. Raises ValueError for what no store can hold."""
    try:
        return orjson.dumps(row, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _clean(row: Json) -> Json:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in row.items() if value is not None}
