"""The embedded store: a KGLite graph in one file, written whole or not at all, opened only to be read, rebuilt at will."""

import re
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import kglite

import cypher
from cypher import Query
from extract.errors import StoreError
from extract.model import Json
from graph.store import Graph, LoadReport, Progress, canonical, cleaned
from graph.stores.difference import compare
from graph.stores.model import check, labelled, relationship_rows
from graph.stores.snapshot import batches, snapshot, total

BATCH = 10_000
LOAD_CSV = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
STALE = 3600
"""Seconds after which a file half written is nobody's."""
NODE, RELATIONSHIP = {"id", "labels", "properties"}, {"id", "start", "end", "type", "properties"}


class EmbeddedStore:
    """The graph in the file at `path`; a file that is not there is an empty store. Any number of processes may read while one loads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        kglite.set_query_warning_policy("silent")  # a label that the graph lacks gives no rows, as in Neo4j

    @cached_property
    def _graph(self) -> kglite.KnowledgeGraph:
        try:
            held = kglite.load(str(self.path)) if self.path.exists() else kglite.KnowledgeGraph()
        except (kglite.KgError, OSError) as error:
            raise StoreError(f"{self.path}: not a graph that can be read ({_line(error)}); delete it, it can be built again") from error
        held.read_only(True)
        return held

    def load(self, graph: Graph, case_id: str, replace: bool = False, progress: Progress | None = None) -> LoadReport:
        """See `Store.load`. The file is replaced at once, and not touched when nothing changed."""
        wanted = cleaned(graph)
        check(wanted, case_id)
        held = self._held(case_id, replace)
        report = compare(held, wanted)
        if report.changed:
            with _one_line(self.path):
                fresh = _built(wanted, progress)
                _save(fresh, self.path)
            self.__dict__["_graph"] = fresh
        return report

    def _held(self, case_id: str, replace: bool) -> Graph:
        """What the file holds; nothing if it is to be replaced and cannot be read."""
        try:
            held = snapshot(self._read)
        except StoreError:
            if replace:
                return Graph()
            raise
        others = [row["id"] for row in held.nodes.get(("Case",), ()) if row["id"] != case_id]
        if others and not replace:
            raise StoreError(f"{self.path}: holds the case {others[0]}, not {case_id}; give --replace to delete what it holds")
        return held

    def query(self, query: str | Query, parameters: Mapping[str, Any] | None = None) -> list[Json]:
        """See `Store.query`."""
        defaults, text = (query.defaults, query.text) if isinstance(query, Query) else ({}, query)
        if LOAD_CSV.search(text):  # the engine would read any file of this machine, also when it may only read
            raise StoreError("LOAD CSV is not allowed in a question; a question reads the graph and nothing else")
        return [{name: _plain(value) for name, value in row.items()} for row in self._read(text, defaults | dict(parameters or {}))]

    def _read(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Json]:
        with _one_line(self.path):
            found: Any = self._graph.cypher(text, params=dict(parameters or {}), hide_structural_keys=True)
            rows: list[Json] = found.to_list()
            return rows

    def snapshot(self) -> Graph:
        return canonical(snapshot(self._read))

    def close(self) -> None:
        self.__dict__.pop("_graph", None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _built(graph: Graph, progress: Progress | None) -> kglite.KnowledgeGraph:
    """A new graph in memory, by the statements that Neo4j gets too."""
    fresh = kglite.KnowledgeGraph()
    done, whole = 0, total(graph.nodes.values()) + total(graph.edges.values())
    for text, rows in _writes(graph):
        fresh.cypher(text, params={"rows": rows})
        done += len(rows)
        if progress:
            progress("building the graph", done, whole)
    for statement in cypher.load("schema").statements:  # last: a full-text index does not follow writes by itself
        fresh.cypher(statement)
    fresh.read_only(True)
    return fresh


def _writes(graph: Graph) -> Iterator[tuple[str, list[Json]]]:
    nodes, relationships = (cypher.load(f"write/{name}").text for name in ("nodes", "relationships"))
    for labels, rows in graph.nodes.items():
        text = labelled(nodes, base=labels[0], label=labels[-1])
        for batch in batches(rows, BATCH):
            yield text, [{"id": row["id"], "properties": _titled(row)} for row in batch]
    for (source, kind, target), edges in graph.edges.items():
        text = labelled(relationships, source=source, type=kind, target=target)
        for part in batches(edges, BATCH):
            yield text, relationship_rows(part)


def _titled(row: Json) -> Json:
    """KGLite makes a title out of a name; but one that equals the id it takes for made up, and leaves it out of the properties."""
    return {"title": row["id"], **row} if "name" in row else row


def _save(graph: kglite.KnowledgeGraph, path: Path) -> None:
    """KGLite writes beside the file and renames; what a killed load left there is swept away once it is surely nobody's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
        graph.save(str(path))
    for scratch in path.parent.glob(f"{path.name}.tmp.*"):
        if scratch.stat().st_mtime < time.time() - STALE:
            scratch.unlink(missing_ok=True)


def _plain(value: Any) -> Any:
    """A value as JSON has it, without the type and title that KGLite makes up for a node."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if not isinstance(value, dict):
        return value
    if value.keys() == NODE:
        made_up = {("type", value["labels"][0]), ("title", value["properties"]["id"])}
        kept = {k: _plain(v) for k, v in value["properties"].items() if v is not None and not (isinstance(v, str) and (k, v) in made_up)}
        return {"labels": value["labels"], "properties": kept}
    if value.keys() == RELATIONSHIP:
        return {"type": value["type"], "properties": _plain(value["properties"])}
    return {k: _plain(v) for k, v in value.items()}


@contextmanager
def _one_line(path: Path) -> Iterator[None]:
    try:
        yield
    except (kglite.KgError, OSError, TypeError, ValueError, OverflowError) as error:
        raise StoreError(f"{path}: {_line(error)}") from error


def _line(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error).partition("\n")[0])
