"""Graph stores for the tests. Neo4j is the server that NEO4J_URI names if it is empty, else a local one; without either it is skipped."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from needs import need
from neo4j import GraphDatabase

from graph.jars import missing
from graph.server import Address, local_neo4j
from graph.store import Store
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import connect

Open = Callable[[], Store]
settings.register_profile("calm", deadline=None)  # a busy machine is no error; tests of speed measure processor time
settings.load_profile("calm")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    if uri := os.environ.get("NEO4J_URI"):
        address = Address(uri, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""), "")
        with (Path(tempfile.gettempdir()) / "axisgraph-tests.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # of several test processes one at a time
            with connect(address.uri, address.username, address.password) as store:
                if store.query("MATCH (n) RETURN n.id AS id LIMIT 1"):
                    pytest.fail(f"{uri} holds data, which the tests would delete; give an empty database as NEO4J_URI")
            yield address
            _empty(address)
    else:
        need(not missing(), f"a Neo4j ({missing()})")
        with local_neo4j(tmp_path_factory.mktemp("neo4j"), java=["-XX:TieredStopAtLevel=1"]) as address:
            yield address


@pytest.fixture
def open_neo4j(neo4j_server: Address) -> Iterator[Open]:
    """Opens the Neo4j, which holds nothing at first; called again, another connection to it."""
    _empty(neo4j_server)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(connect(neo4j_server.uri, neo4j_server.username, neo4j_server.password))


@pytest.fixture
def neo4j(open_neo4j: Open) -> Store:
    """A Neo4j that holds nothing."""
    return open_neo4j()


@pytest.fixture(params=["embedded", "neo4j"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens a store of each kind in turn, empty at first; called again, the same one anew."""
    if request.param == "neo4j":
        yield request.getfixturevalue("open_neo4j")
        return
    with ExitStack() as stack:
        yield lambda: stack.enter_context(EmbeddedStore(tmp_path / "graph.kgl"))


@pytest.fixture
def store(open_store: Open) -> Store:
    """A store of each kind in turn, empty."""
    return open_store()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` all tests that need a Neo4j run in one process, so that one server serves them."""
    if not config.pluginmanager.hasplugin("xdist"):
        return
    for item in items:
        params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if "neo4j_server" in getattr(item, "fixturenames", ()) or params.get("open_store") == "neo4j":
            item.add_marker(pytest.mark.xdist_group("neo4j"))


def _empty(address: Address) -> None:
    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as server:
        server.execute_query("MATCH (n) DETACH DELETE n")
