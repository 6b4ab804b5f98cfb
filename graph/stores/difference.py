"""What is to be done to stored things so that they become the wanted ones. Knows no database: a stored thing has a handle and a content."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from extract.model import Json
from graph.store import Edge, Graph, Labels, LoadReport, fingerprint

T = TypeVar("T")


@dataclass(slots=True)
class Difference(Generic[T]):
    """`updated` are pairs of handle and wanted content, `deleted` are handles. `labels` are handles with labels to be taken away."""

    created: list[T] = field(default_factory=list)
    updated: list[tuple[str, T]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    labels: list[tuple[str, list[str]]] = field(default_factory=list)


Node = tuple[Labels, Json]


def of_nodes(stored: Iterable[tuple[str, Iterable[str], Json]], wanted: Iterable[Node]) -> Difference[Node]:
    """For nodes of one base label. `stored` are handle, labels and properties; ids are unique on both sides."""
    left = {row["id"]: (labels, row) for labels, row in wanted}
    found: Difference[Node] = Difference()
    for handle, labels, row in stored:
        node = left.pop(row.get("id"), None)
        if node is None:
            found.deleted.append(handle)
            continue
        if surplus := sorted(set(labels).difference(node[0])):
            found.labels.append((handle, surplus))
        if surplus or set(node[0]).difference(labels) or fingerprint(row) != fingerprint(node[1]):
            found.updated.append((handle, node))
    found.created.extend(left.values())
    return found


def of_edges(stored: Iterable[tuple[str, str | None, str | None, Json]], wanted: Iterable[Edge]) -> Difference[Edge]:
    """For relationships of one type. `stored` are handle, source id, target id (None for an end of a wrong label) and properties.

    Relationships that differ only in properties, and are of the same act if of any, are changed instead of made anew.
    """
    left: dict[tuple[Any, ...], list[Edge]] = defaultdict(list)
    for edge in wanted:
        left[edge[0], edge[1], fingerprint(edge[2])].append(edge)
    surplus: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for handle, source, target, row in stored:
        if same := left.get((source, target, fingerprint(row))):
            same.pop()
        else:
            surplus[source, target, row.get("act_id")].append(handle)
    found: Difference[Edge] = Difference()
    for edge in (edge for edges in left.values() for edge in edges):
        if handles := surplus.get((edge[0], edge[1], edge[2].get("act_id"))):
            found.updated.append((handles.pop(), edge))
        else:
            found.created.append(edge)
    found.deleted = [handle for handles in surplus.values() for handle in handles]
    return found


def report(nodes: Iterable[Difference[Node]], edges: Iterable[Difference[Edge]], cleared: tuple[int, int] = (0, 0)) -> LoadReport:
    """The counts; `cleared` are nodes and relationships deleted beforehand."""
    n, e = (_counts(list(differences)) for differences in (nodes, edges))
    return LoadReport(n[0], n[1], n[2] + cleared[0], e[0], e[1], e[2] + cleared[1])


def _counts(differences: Sequence[Difference[Any]]) -> tuple[int, int, int]:
    created, updated, deleted = (sum(len(getattr(d, name)) for d in differences) for name in ("created", "updated", "deleted"))
    return created, updated, deleted


def compare(old: Graph, new: Graph) -> LoadReport:
    """What it takes to turn one graph into another."""
    before, after = by_base(old), by_base(new)
    nodes = (of_nodes((("", labels, row) for labels, row in before.get(base, ())), after.get(base, ())) for base in {*before, *after})
    edges = (of_edges((("", *edge) for edge in old.edges.get(kind, ())), new.edges.get(kind, ())) for kind in {*old.edges, *new.edges})
    return report(nodes, edges)


def by_base(graph: Graph) -> Mapping[str, list[Node]]:
    """The nodes of each label that owns ids."""
    bases: dict[str, list[Node]] = defaultdict(list)
    for labels, rows in graph.nodes.items():
        bases[labels[0]].extend((labels, row) for row in rows)
    return bases
