"""What holds for the embedded store alone: one file, whole or not there, readable while it is written."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from graphs import made_up, next_build

from extract.errors import StoreError
from graph.store import Graph, canonical
from graph.stores.embedded import EmbeddedStore

GRAPH = made_up(1)
LOADER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from graphs import made_up, next_build
from graph.stores.embedded import EmbeddedStore
before = made_up(1, acts=300)
after = next_build(before)
print("ready", flush=True)
while True:
    for graph in (after, before):
        EmbeddedStore(Path(sys.argv[1])).load(graph, "case")
"""


def test_a_load_killed_at_any_moment_leaves_a_whole_graph(tmp_path: Path) -> None:
    before = made_up(1, acts=300)
    path, here, dice = tmp_path / "graph.kgl", Path(__file__).parent, random.Random(3)
    whole = [canonical(graph) for graph in (before, next_build(before))]
    EmbeddedStore(path).load(before, "case")
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", LOADER, path, here, here.parent], stdout=subprocess.PIPE) as loader:
            assert loader.stdout is not None
            assert loader.stdout.readline() == b"ready\n"
            time.sleep(dice.random())
            assert loader.poll() is None
            loader.kill()
        assert EmbeddedStore(path).snapshot() in whole
    EmbeddedStore(path).load(before, "case")
    assert EmbeddedStore(path).snapshot() == whole[0]


def test_what_a_killed_load_left_is_swept_away_when_it_is_old(tmp_path: Path) -> None:
    old, new = (tmp_path / f"graph.kgl.tmp.{number}.0" for number in (1, 2))
    for scratch in (old, new):
        scratch.write_bytes(b"half")
    os.utime(old, (0, 0))
    EmbeddedStore(tmp_path / "graph.kgl").load(GRAPH, "case")
    assert {path.name for path in tmp_path.iterdir()} == {"graph.kgl", new.name}


def test_a_second_load_does_not_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.kgl"
    EmbeddedStore(path).load(GRAPH, "case")
    before = path.stat()
    EmbeddedStore(path).load(GRAPH, "case")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_one_who_reads_keeps_what_was_opened_while_another_loads(tmp_path: Path) -> None:
    path = tmp_path / "graph.kgl"
    EmbeddedStore(path).load(GRAPH, "case")
    reader = EmbeddedStore(path)
    assert reader.query("MATCH (n:Act) RETURN count(n) AS n") == [{"n": 12}]
    EmbeddedStore(path).load(next_build(GRAPH), "case")
    assert reader.query("MATCH (n:Act) RETURN count(n) AS n") == [{"n": 12}]
    assert EmbeddedStore(path).query("MATCH (n:Act) RETURN count(n) AS n") == [{"n": 11}]


def test_a_store_without_a_file_is_empty_and_makes_none(tmp_path: Path) -> None:
    assert EmbeddedStore(tmp_path / "graph.kgl").snapshot() == Graph()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"RGF", b"not a graph at all" * 100, None])
def test_a_damaged_file_is_told_and_replaced(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "graph.kgl"
    EmbeddedStore(path).load(GRAPH, "case")
    path.write_bytes(path.read_bytes()[:-100] if content is None else content)
    for work in (lambda s: s.load(GRAPH, "case"), lambda s: s.query("RETURN 1 AS one"), lambda s: s.snapshot()):
        with pytest.raises(StoreError, match=r"graph\.kgl: not a graph that can be read .*; delete it, it can be built again") as error:
            work(EmbeddedStore(path))
        assert "\n" not in str(error.value)
    EmbeddedStore(path).load(GRAPH, "case", replace=True)
    assert EmbeddedStore(path).snapshot() == canonical(GRAPH)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no-such-folder/graph\.kgl: ") as error:
        EmbeddedStore(tmp_path / "no-such-folder" / "graph.kgl").load(GRAPH, "case")
    assert "\n" not in str(error.value)


def test_properties_that_kglite_makes_up_are_not_shown(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "graph.kgl")
    store.load(GRAPH, "case")
    for labels, rows in canonical(GRAPH).nodes.items():
        row = rows[0]
        text = f"MATCH (n:`{labels[0]}` {{id: $id}}) RETURN n, properties(n) AS p, n {{.*}} AS m, keys(n) AS k"
        answer = store.query(text, {"id": row["id"]})
        assert answer == [{"n": {"labels": list(labels), "properties": row}, "p": row, "m": row, "k": sorted(row)}]


@pytest.mark.parametrize("query", ["LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "MATCH (n) load  csv from 'x' AS l RETURN l"])
def test_a_question_reads_no_file_of_this_machine(tmp_path: Path, query: str) -> None:
    with EmbeddedStore(tmp_path / "graph.kgl") as store, pytest.raises(StoreError, match="LOAD CSV is not allowed"):
        store.query(query)
