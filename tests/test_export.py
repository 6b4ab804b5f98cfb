"""What is exported is safe in a spreadsheet, well-formed as XML, and whole."""

import csv
import io
from pathlib import Path

import networkx as nx
import orjson
import pytest

from graph.export import csv_tables, graphml, jsonl
from graph.render import FORMULA
from graph.store import Graph

HOSTILE = [
    '=HYPERLINK("http://evil.example")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "a\x00b\x1b[31m",
    "a\nb",
    '"',
    "a,b",
    "<b>&",
    "Ж\u202e",
]


def graph(text: str) -> Graph:
    nodes = {
        ("Actor", "Country"): [{"id": "RUS", "names": ["Россия", text]}],
        ("Act", "Done"): [{"id": "a_1", "title": text, "year": 2024}],
    }
    edges = {
        ("Actor", "TOOK_PART", "Act"): [("RUS", "a_1", {"role": "source"})],
        ("Actor", "VISIT", "Actor"): [("RUS", "RUS", {"act_id": text})],
    }
    return Graph(nodes, edges)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_table_begins_like_a_formula(tmp_path: Path, text: str) -> None:
    for path in csv_tables(graph(text), tmp_path):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.reader(handle):
                assert not [c for c in row if c.startswith(FORMULA)]


@pytest.mark.parametrize("text", HOSTILE)
def test_graphml_is_read_back_by_networkx(text: str) -> None:
    out = io.StringIO()
    graphml(graph(text), out)
    back = nx.parse_graphml(out.getvalue())
    assert sorted(back.nodes) == ["Act:a_1", "Actor:RUS"]
    assert back.nodes["Act:a_1"]["year"] == 2024
    assert sorted(d["type"] for _, _, d in back.edges(data=True)) == ["TOOK_PART", "VISIT"]


def test_json_lines_hold_every_node_and_edge() -> None:
    out = io.StringIO()
    jsonl(graph("Ж"), out)
    assert [orjson.loads(line) for line in out.getvalue().splitlines()] == [
        {"labels": ["Actor", "Country"], "node": {"id": "RUS", "names": ["Россия", "Ж"]}},
        {"labels": ["Act", "Done"], "node": {"id": "a_1", "title": "Ж", "year": 2024}},
        {"type": "TOOK_PART", "start": "RUS", "end": "a_1", "edge": {"role": "source"}},
        {"type": "VISIT", "start": "RUS", "end": "RUS", "edge": {"act_id": "Ж"}},
    ]
