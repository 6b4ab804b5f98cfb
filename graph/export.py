"""A part of the graph as files for other tools: GraphML (networkx), CSV tables, JSON lines."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

import networkx as nx
import orjson

from extract.model import Json
from extract.ontology import ACT_TYPES
from graph.evidence import CONTROL
from graph.render import cell
from graph.store import Graph

COOPERATION = frozenset(t.upper() for t in ACT_TYPES)
ONE_TABLE = frozenset({"Act", "Claim"})
"""Labels whose narrower ones a column tells too: `status`, `dissent`."""


def flat(value: object) -> object:
    """A value for formats without lists: joined by "; ", and free of characters that XML forbids."""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(flat(v)) for v in value)
    return CONTROL.sub("", value) if isinstance(value, str) else value


def graphml(graph: Graph, out: TextIO) -> None:
    """One directed multigraph; `labels` and `type` are attributes."""
    network = nx.MultiDiGraph()
    for labels, rows in graph.nodes.items():
        for row in rows:
            network.add_node(f"{labels[0]}:{row['id']}", labels=":".join(labels), **{k: flat(v) for k, v in row.items()})
    for (start, kind, end), edges in graph.edges.items():
        for left, right, facts in edges:
            network.add_edge(f"{start}:{left}", f"{end}:{right}", type=kind, **{k: flat(v) for k, v in facts.items()})
    whole = io.BytesIO()
    nx.write_graphml(network, whole, encoding="utf-8")
    out.write(whole.getvalue().decode())


def jsonl(graph: Graph, out: TextIO) -> None:
    """`{"labels": […], "node": {…}}` and `{"type", "start", "end", "edge": {…}}` lines."""
    for labels, rows in graph.nodes.items():
        for row in rows:
            out.write(orjson.dumps({"labels": labels, "node": row}).decode() + "\n")
    for (_, kind, _), edges in graph.edges.items():
        for left, right, facts in edges:
            out.write(orjson.dumps({"type": kind, "start": left, "end": right, "edge": facts}).decode() + "\n")


def csv_tables(graph: Graph, folder: Path) -> list[Path]:
    """A file a kind of node, one for all cooperation edges, one a kind of other edge; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, list[Json]] = {}
    for labels, rows in graph.nodes.items():
        kind = labels[0] if labels[0] in ONE_TABLE else labels[-1]
        tables.setdefault(f"nodes-{kind.lower()}", []).extend(rows)
    for (_, kind, _), edges in graph.edges.items():
        name = "edges-cooperation" if kind in COOPERATION else f"edges-{kind.lower()}"
        tables.setdefault(name, []).extend({"start": a, "type": kind, "end": b, **facts} for a, b, facts in edges)
    return [_table(folder / f"{name}.csv", rows) for name, rows in sorted(tables.items()) if rows]


def _table(path: Path, rows: list[Json]) -> Path:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(columns)
        writer.writerows([cell(flat(row.get(c))) for c in columns] for row in rows)
    return path


WRITERS: Mapping[str, Callable[[Graph, TextIO], None]] = MappingProxyType({"graphml": graphml, "jsonl": jsonl})
FORMATS = (*WRITERS, "csv")
