"""What holds for Neo4j alone: its errors, others' data in the database, the schema, a load that was killed, the local server."""

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import made_up, next_build
from neo4j import Driver, GraphDatabase

from extract.errors import StoreError
from graph import jars
from graph.server import Address, local_neo4j
from graph.store import Store, canonical
from graph.stores.neo4j import connect

GRAPH = made_up(1)


@pytest.fixture
def driver(neo4j: Store, neo4j_server: Address) -> Iterator[Driver]:
    """What others use to write into the database."""
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.username, neo4j_server.password)) as driver:
        yield driver


@pytest.mark.parametrize(
    "data", ["CREATE (:Movie {title: 'x'})", "CREATE (:Actor {name: 'Tom'})", "CREATE (:Actor {id: 'C0'})", "CREATE ()"]
)
def test_a_database_with_data_of_no_case_is_refused_without_replace(neo4j: Store, driver: Driver, data: str) -> None:
    driver.execute_query(data)
    with pytest.raises(StoreError, match=r"holds data of no case \(a node of labels .*\); give --replace"):
        neo4j.load(GRAPH, "case")
    assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 1
    assert neo4j.load(GRAPH, "case", replace=True).nodes_deleted == 1
    assert neo4j.snapshot() == canonical(GRAPH)


def test_a_stranger_beside_the_case_is_refused_too(neo4j: Store, driver: Driver) -> None:
    neo4j.load(GRAPH, "case")
    driver.execute_query("CREATE (:Movie {id: 'x'})")
    with pytest.raises(StoreError, match=r"a node of labels \['Movie'\]"):
        neo4j.load(GRAPH, "case")


def test_what_others_did_to_the_case_s_nodes_is_undone(neo4j: Store, driver: Driver) -> None:
    neo4j.load(GRAPH, "case")
    for deed in (
        "MATCH (n:Actor {id: 'C0'}) SET n:Suspect:Person, n.note = 'look'",
        "MATCH (n:Actor {id: 'C1'}) REMOVE n:Country",
        "MATCH (n:Actor {id: 'C2'}) SET n:Item",
        "MATCH (a:Actor {id: 'C0'}), (b:Act {id: 'act-1'}) CREATE (a)-[:LIKES]->(b), (a)-[:VISIT]->(b), (b)-[:TOOK_PART]->(b)",
        "MATCH (n:Act {id: 'act-0'}) DETACH DELETE n",
        "CREATE (:Actor:Country {id: 'one more'})",
    ):
        driver.execute_query(deed)
    report = neo4j.load(GRAPH, "case")
    assert (report.nodes_created, report.nodes_updated, report.nodes_deleted, report.relationships_deleted) == (1, 3, 1, 3)
    assert neo4j.snapshot() == canonical(GRAPH)
    assert driver.execute_query("MATCH (n:Suspect) RETURN n").records == []
    assert not neo4j.load(GRAPH, "case").changed


def test_ids_are_unique_and_found_by_index(neo4j: Store, driver: Driver) -> None:
    neo4j.load(GRAPH, "case")
    constraints = driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type").records
    assert {(*r["labelsOrTypes"], *r["properties"], r["type"]) for r in constraints} == {
        (label, "id", "UNIQUENESS") for label in ("Case", "Actor", "Item", "Accord", "Act", "Claim", "Post", "Channel")
    }
    plan = driver.execute_query("EXPLAIN MATCH (a:Actor {id: 'C0'}) RETURN a.id").summary.plan
    assert "NodeUniqueIndexSeek" in str(plan)


LOADER = """
import sys
sys.path[:0] = sys.argv[5:]
from graphs import made_up
from graph.stores import mirror
from graph.stores.neo4j import connect
mirror.BATCH = 3
print("ready", flush=True)
with connect(*sys.argv[1:4]) as store:
    store.load(made_up(2, acts=200), "case", progress=lambda *words: print(*words, flush=True))
"""


@pytest.mark.parametrize("lines", [2, 30, 150])
def test_a_load_that_was_killed_is_mended_by_the_next(neo4j: Store, neo4j_server: Address, lines: int) -> None:
    neo4j.load(GRAPH, "case")
    here = Path(__file__).parent
    where = [neo4j_server.uri, neo4j_server.username, neo4j_server.password, "", str(here), str(here.parent)]
    with subprocess.Popen([sys.executable, "-c", LOADER, *where], stdout=subprocess.PIPE) as loader:
        assert loader.stdout is not None
        for _ in range(lines):
            assert loader.stdout.readline(), "the load ended before it was killed"
        loader.send_signal(signal.SIGKILL)
    after = next_build(GRAPH)
    neo4j.load(after, "case")
    assert neo4j.snapshot() == canonical(after)


def test_a_server_that_does_not_answer_is_one_line() -> None:
    for uri in ("bolt://127.0.0.1:1", "neo4j://127.0.0.1:1", "bolt://no-such-host.invalid:7687"):
        begin = time.monotonic()
        with pytest.raises(StoreError, match=r"no Neo4j answers \(.*\); start one, such as with make neo4j, or give .* NEO4J_URI") as error:
            connect(uri, "neo4j", "secret")
        assert "\n" not in str(error.value)
        assert time.monotonic() - begin < 15


@pytest.mark.parametrize("uri", ["http://localhost:7474", "localhost:7687", "", "file:///etc/passwd", "bolt://localhost:port"])
def test_what_is_no_address_is_one_line(uri: str) -> None:
    with pytest.raises(StoreError) as error:
        connect(uri, "neo4j", "secret")
    assert "\n" not in str(error.value)


def test_a_refused_login_says_which_variables_to_set(neo4j_server: Address) -> None:
    for password in ("wrong", ""):
        with pytest.raises(StoreError, match=r"the login is refused .* give NEO4J_USERNAME and NEO4J_PASSWORD") as error:
            connect(neo4j_server.uri, neo4j_server.username, password)
        assert password not in str(error.value) or not password


def test_an_unknown_database_is_named(neo4j_server: Address) -> None:
    with pytest.raises(StoreError, match="there is no database 'nowhere'; name one that is there with --database"):
        connect(neo4j_server.uri, neo4j_server.username, neo4j_server.password, "nowhere")


def test_a_server_that_goes_away_is_one_line(tmp_path: Path, neo4j_server: Address) -> None:
    with local_neo4j(tmp_path, java=["-XX:TieredStopAtLevel=1"]) as address:
        assert address.uri != neo4j_server.uri
        with urllib.request.urlopen(f"{address.http}/browser/") as page:
            assert b"Neo4j Browser" in page.read()
        store = connect(address.uri, address.username, address.password)
        assert store.query("RETURN 1 AS one") == [{"one": 1}]
    with store, pytest.raises(StoreError, match="no Neo4j answers"):
        store.query("RETURN 1 AS one")


def test_without_java_and_maven_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("AXISGRAPH_CACHE", str(tmp_path))
    with pytest.raises(StoreError, match=r"java and mvn not found; install Java \(17 or 21\) and Maven, or give a server as NEO4J_URI"):
        jars.jars()


def test_jars_that_cannot_be_fetched_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tool, text in (("java", ""), ("mvn", "echo '[INFO] tries'; echo '[ERROR] no network'; exit 1")):
        (tmp_path / tool).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("AXISGRAPH_CACHE", str(tmp_path / "cache"))
    with pytest.raises(StoreError, match=r"Maven cannot fetch Neo4j .*: \[ERROR\] no network"):
        jars.jars()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [".lock"]
