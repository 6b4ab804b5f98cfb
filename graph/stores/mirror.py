"""Making a Neo4j database equal to a graph: reading tells what differs, and that alone is written, in batches of managed transactions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import neo4j

import cypher
from extract.model import Json
from graph.store import Edge, EdgeKind, Graph, LoadReport, Progress
from graph.stores.difference import Difference, Node, by_base, of_edges, of_nodes, report
from graph.stores.model import EDGES, KINDS, TYPES, labelled, relationship_rows
from graph.stores.snapshot import Read, batches, stored_edges, stored_nodes

T = TypeVar("T")
BATCH = 5_000


class Mirror:
    """One load over one session. The case's own node is written first, so that a load which was killed is known for this case's.

    Relationships are made with CREATE: reading has shown that they are not there, MERGE would search among all those of two busy actors,
    and the driver never runs a transaction again whose commit it is not sure about.
    """

    def __init__(self, session: neo4j.Session, progress: Progress | None) -> None:
        self._session, self._progress = session, progress

    def load(self, graph: Graph, *, empty_first: bool) -> LoadReport:
        cleared = self._clear() if empty_first else (0, 0)
        for statement in cypher.load("schema").statements:
            self._run(statement)
        self._run("CALL db.awaitIndexes(600)")
        nodes = by_base(graph)
        written = [self._nodes("Case", nodes["Case"])]
        types = {row["type"] for row in self._run(cypher.load("read/types").text)}
        strange = self._strange() if types - TYPES else Difference[Edge]()
        edges = {kind: self._edges(kind, graph.edges.get(kind, ()), there=kind[1] in types) for kind in sorted(EDGES)}
        written += [self._nodes(base, nodes.get(base, [])) for base in KINDS if base != "Case"]
        for kind, found in edges.items():
            self._create(kind, found.created)
        return report(written, [strange, *edges.values()], cleared)

    def _nodes(self, base: str, wanted: Sequence[Node]) -> Difference[Node]:
        found = self._reading(lambda read: of_nodes(stored_nodes(read, base), wanted))
        self._write("write/remove_labels", [{"element": element, "labels": labels} for element, labels in found.labels], base)
        self._delete("nodes", found.deleted)
        text = cypher.load("write/nodes").text
        groups: dict[str, list[Json]] = {}
        for labels, row in [*found.created, *(node for _, node in found.updated)]:
            groups.setdefault(labels[-1], []).append({"id": row["id"], "properties": row})
        for label, rows in groups.items():
            self._batches(labelled(text, base=base, label=label), rows, f"{label} nodes")
        return found

    def _edges(self, kind: EdgeKind, wanted: Sequence[Edge], *, there: bool) -> Difference[Edge]:
        """Delete and change what is there; making what is missing has to wait for its nodes."""
        if not there:
            return Difference(created=list(wanted))
        found = self._reading(lambda read: of_edges(stored_edges(read, kind), wanted))
        self._delete("relationships", found.deleted)
        self._write("write/change_relationships", [{"element": element, "properties": edge[2]} for element, edge in found.updated], kind[1])
        return found

    def _create(self, kind: EdgeKind, edges: Sequence[Edge]) -> None:
        text = labelled(cypher.load("write/relationships").text, source=kind[0], type=kind[1], target=kind[2])
        self._batches(text, relationship_rows(edges), kind[1])

    def _strange(self) -> Difference[Edge]:
        """Delete relationships of types that no case has."""
        rows = self._run(cypher.load("read/strange_relationships").text, {"types": sorted(TYPES)})
        self._delete("relationships", [row["element"] for row in rows])
        return Difference(deleted=[row["element"] for row in rows])

    def _delete(self, what: str, elements: Sequence[str]) -> None:
        self._write(f"write/delete_{what}", elements, f"deleting {what}")

    def _clear(self) -> tuple[int, int]:
        """Empty the database; returns how many nodes and relationships it held."""
        relationships, nodes = (self._until_none(cypher.load(f"write/clear_{what}")) for what in ("relationships", "nodes"))
        return nodes, relationships

    def _until_none(self, query: cypher.Query) -> int:
        gone = 0
        while deleted := self._run(query.text, query.defaults)[0]["deleted"]:
            gone += deleted
            if self._progress:
                self._progress("emptying the database", gone, gone)
        return gone

    def _write(self, name: str, rows: Sequence[Any], what: str) -> None:
        self._batches(cypher.load(name).text, rows, what)

    def _batches(self, text: str, rows: Sequence[Any], what: str) -> None:
        done = 0
        for batch in batches(rows, BATCH):
            self._run(text, {"rows": batch})
            done += len(batch)
            if self._progress:
                self._progress(what, done, len(rows))

    def _run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Json]:
        return self._session.execute_write(lambda tx: list(rows_of(tx.run(text, dict(parameters or {})))))

    def _reading(self, work: Callable[[Read], T]) -> T:
        """What `work` makes of the rows that it reads, as they come; begun anew if the transaction has to be."""

        def transaction(tx: neo4j.ManagedTransaction) -> T:
            return work(lambda text: rows_of(tx.run(text)))

        return self._session.execute_read(transaction)


def rows_of(result: neo4j.Result) -> Iterator[Json]:
    """The rows as they come, by name, their values as the driver gives them."""
    names = result.keys()
    return (dict(zip(names, record, strict=True)) for record in result)
