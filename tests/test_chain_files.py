"""The Cypher files of chains: the same hops, order, grades and statuses as the walker, on every store."""

from itertools import product
from pathlib import Path

import pytest
from chain_graphs import ACTORS, graphs, questions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_graph import bare

import cypher
from extract.model import Json
from extract.ontology import SUPPLY_TYPES
from graph.chains import Chain, Edge, chains
from graph.edges import edges_from
from graph.store import Store
from graph.stores.embedded import EmbeddedStore

FILES = {1: "chains/one", 2: "chains/two", 3: "chains/three", 4: "chains/four"}


def row(chain: Chain) -> Json:
    """A chain as the Cypher files return it."""
    hops = [
        {
            "act_id": h.edge.act_id,
            "source": h.source,
            "target": h.target,
            "type": h.edge.type,
            "date": h.edge.date,
            "status": h.edge.status,
            "item_names": list(h.edge.item_names),
            "n_origins": h.edge.n_origins,
            "n_sides": h.edge.n_sides,
            "confidence": h.edge.confidence,
            "contradicted": h.edge.contradicted,
            "grade": h.grade,
        }
        for h in chain.hops
    ]
    least = {"n_origins": chain.n_origins, "n_sides": chain.n_sides, "confidence": chain.confidence}
    return {"hops": hops, "grade": chain.grade, "status": chain.status, **least}


def check(store: Store, edges: list[Edge], asked: list[Json], limit: int) -> None:
    """The store gives back the edges it was given, and its chains are the walker's."""
    store.load(bare(edges, ACTORS), "made", replace=True)
    assert sorted(edges_from(store), key=repr) == sorted(edges, key=repr)
    for question, (hops, file) in product(asked, FILES.items()):
        wanted = [row(c) for c in chains(edges, "A", "C", min_hops=hops, max_hops=hops, limit=limit, **question)]
        assert store.query(cypher.load(file), {"start": "A", "end": "C", "limit": limit, **question}) == wanted


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=graphs(), asked=st.lists(questions, min_size=1, max_size=3), limit=st.sampled_from([2, 100]))
def test_the_embedded_store_finds_what_the_walker_finds(tmp_path: Path, edges: list[Edge], asked: list[Json], limit: int) -> None:
    with EmbeddedStore(tmp_path / "graph.kgl") as store:
        check(store, edges, asked, limit)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=graphs(), asked=st.lists(questions, min_size=1, max_size=2), limit=st.sampled_from([2, 100]))
def test_neo4j_finds_what_the_walker_finds(neo4j: Store, edges: list[Edge], asked: list[Json], limit: int) -> None:
    check(neo4j, edges, asked, limit)


@pytest.mark.parametrize("file", FILES.values())
def test_the_files_count_supply_acts_by_default(file: str) -> None:
    assert set(cypher.load(file).defaults["types"]) == set(SUPPLY_TYPES)
