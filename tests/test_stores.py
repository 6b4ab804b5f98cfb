"""The contract of graph stores, the same for every one: what is loaded comes back, a load mirrors, others' data and writes are refused."""

import itertools
from collections.abc import Callable

import pytest
from graphs import HOSTILE, made_up, next_build
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cypher import Parameter, Query
from extract.errors import StoreError
from graph.store import Edge, EdgeKind, Graph, Json, Labels, LoadReport, Progress, Store, canonical
from graph.stores import opener
from graph.stores.difference import compare
from graph.stores.model import check

Open = Callable[[], Store]
FIRST = made_up(1)
WRITES = (
    "CREATE (n:Actor {id: 'x'}) RETURN n.id AS id",
    "MERGE (n:Actor {id: 'x'}) RETURN n.id AS id",
    "MATCH (n:Act) SET n.status = 'done'",
    "MATCH (n:Act) REMOVE n.status",
    "MATCH (n) DETACH DELETE n",
    "MATCH (a:Actor {id: 'C0'}), (b:Actor {id: 'C1'}) CREATE (a)-[:VISIT]->(b)",
    "FOREACH (x IN [1] | CREATE (:Actor {id: 'x'}))",
    "CALL { CREATE (n:Actor {id: 'x'}) RETURN n.id AS id } RETURN id",
    "CREATE INDEX FOR (n:Post) ON (n.lang)",
    "CREATE CONSTRAINT FOR (n:Post) REQUIRE n.url IS UNIQUE",
    "DROP INDEX act_date",
    "CALL apoc.cypher.doIt('CREATE (n:Actor)', {}) YIELD value RETURN value",
    "/* MATCH */ CREATE (n:Actor {id: 'x'})",
)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_loaded_comes_back(open_store: Open, seed: int) -> None:
    graph = made_up(seed)
    report = open_store().load(graph, "case")
    size = (sum(map(len, rows)) for rows in (graph.nodes.values(), graph.edges.values()))
    assert report == LoadReport(nodes_created=next(size), relationships_created=next(size))
    assert open_store().snapshot() == canonical(graph)


def test_a_second_load_changes_nothing(open_store: Open) -> None:
    open_store().load(FIRST, "case")
    report = open_store().load(FIRST, "case")
    assert not report.changed
    assert report.summary() == "nothing to change: the store holds the case as it is"


@pytest.mark.parametrize("seed", range(3))
def test_a_load_after_another_build_equals_a_fresh_one(store: Store, seed: int) -> None:
    before, after = made_up(seed), next_build(made_up(seed))
    for old, new in ((Graph(), before), (before, after), (after, before), (before, made_up(seed + 10))):
        report = store.load(new, "case")
        assert store.snapshot() == canonical(new)
        assert report == compare(old, new)


def test_a_load_counts_what_it_changed(store: Store) -> None:
    store.load(made_up(1), "case")
    report = store.load(next_build(made_up(1)), "case")
    assert (report.nodes_created, report.nodes_updated, report.nodes_deleted) == (1, 5, 2)
    assert report.relationships_created > 0
    assert report.relationships_updated == 1
    assert "nodes: 1 created, 5 updated, 2 deleted" in report.summary()


def test_a_load_tells_how_far_it_is(store: Store) -> None:
    told: list[tuple[str, int, int]] = []
    store.load(FIRST, "case", progress=lambda *words: told.append(words))
    assert told
    assert all(0 < done <= whole for _, done, whole in told)


def test_a_store_that_holds_another_case_is_refused_without_replace(open_store: Open) -> None:
    open_store().load(FIRST, "case")
    other = made_up(2, case="other")
    with pytest.raises(StoreError, match=r"holds the case case, not other; give --replace"):
        open_store().load(other, "other")
    assert open_store().snapshot() == canonical(FIRST)
    open_store().load(other, "other", replace=True)
    assert open_store().snapshot() == canonical(other)


def test_a_load_stopped_at_any_step_is_mended_by_the_next(open_store: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("embedded", "mirror"):
        monkeypatch.setattr(f"graph.stores.{module}.BATCH", 9)
    after = next_build(made_up(1))
    for stop in (0, 1, 3, 7, 12, 18):
        open_store().load(FIRST, "case")
        with pytest.raises(Stopped):
            open_store().load(after, "case", progress=_stop_after(stop))
        open_store().load(after, "case")
        assert open_store().snapshot() == canonical(after)


class Stopped(Exception):
    """Not an error that a store expects."""


def _stop_after(steps: int) -> Progress:
    told = itertools.count()

    def progress(what: str, done: int, whole: int) -> None:
        if next(told) == steps:
            raise Stopped

    return progress


def test_a_query_cannot_write(open_store: Open) -> None:
    store = open_store()
    store.load(FIRST, "case")
    for text in WRITES:
        with pytest.raises(StoreError) as error:
            store.query(text)
        assert "\n" not in str(error.value)
    assert store.snapshot() == canonical(FIRST) == open_store().snapshot()


def test_a_broken_query_is_one_line(store: Store) -> None:
    for text in ("MATCH (n", "RETURN $missing", "RETURN nothing", "CALL no.such() YIELD x RETURN x", ""):
        with pytest.raises(StoreError) as error:
            store.query(text)
        assert "\n" not in str(error.value)


def test_a_parameter_is_a_value_and_nothing_else(store: Store) -> None:
    for text in HOSTILE:
        row = store.query("RETURN $x AS x, [$x] AS many, {key: $x} AS map", {"x": text})
        assert row == [{"x": text, "many": [text], "map": {"key": text}}]


def test_a_query_file_s_defaults_hold_for_what_is_not_given(store: Store) -> None:
    query = Query("own", "", (Parameter("a", "int", 1, "one"), Parameter("b", "list", ["x"], "more")), "RETURN $a AS a, $b AS b")
    assert store.query(query) == [{"a": 1, "b": ["x"]}]
    assert store.query(query, {"a": 2}) == [{"a": 2, "b": ["x"]}]


def test_nodes_relationships_and_paths_come_as_json(store: Store) -> None:
    store.load(made_up(1), "case")
    row = store.query("MATCH p = (a:Item {id: 'item-0'})-[r:SAME_AS]->(b:Item) RETURN a, r, p, [a] AS many, {of: r} AS map")[0]
    a = {
        "labels": ["Item", "WeaponSystem"],
        "properties": {"id": "item-0", "name": "Item 0", "names": ["Item 0"], "kind": "drone", "family": "f"},
    }
    b = {
        "labels": ["Item", "WeaponSystem"],
        "properties": {"id": "item-1", "name": "Item 1", "names": ["Item 1"], "kind": "drone", "family": "f"},
    }
    r = {"type": "SAME_AS", "properties": {"how": "licence"}}
    assert row == {"a": a, "r": r, "p": {"nodes": [a, b], "relationships": [r]}, "many": [a], "map": {"of": r}}
    assert store.query("RETURN date('2024-11-09') AS day") == [{"day": "2024-11-09"}]


def test_a_label_that_the_graph_lacks_gives_no_rows(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    assert store.query("MATCH (a:Actor)-[r:TRAINING]->(b:Nothing) WHERE r.nothing = 1 RETURN a.none AS x") == []
    assert capfd.readouterr() == ("", "")


def test_names_are_found_by_full_text(store: Store) -> None:
    store.load(FIRST, "case")
    rows = store.query("CALL db.index.fulltext.queryNodes('actor_names', 'имя') YIELD node, score RETURN node.id AS id ORDER BY id")
    assert [row["id"] for row in rows] == sorted(a["id"] for labels, actors in FIRST.nodes.items() if labels[0] == "Actor" for a in actors)


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    st.none(),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.dictionaries(st.sampled_from(["name", "quote", "start", "names", "end_offset"]), VALUES), max_size=6))
def test_every_value_comes_back_as_it_was(store: Store, rows: list[dict[str, object]]) -> None:
    posts = [{"id": f"{n} {row.get('name')!r}"[:1000], **row} for n, row in enumerate(rows)]
    edges = [(post["id"], "channel", row) for post, row in zip(posts, rows, strict=True)]
    nodes = {("Case",): [{"id": "case"}], ("Post",): posts, ("Channel",): [{"id": "channel"}]}
    graph = Graph(nodes, {("Post", "IN_CHANNEL", "Channel"): edges})
    store.load(graph, "case")
    assert compare(store.snapshot(), canonical(graph)) == LoadReport()
    assert not store.load(graph, "case").changed


@pytest.mark.parametrize(
    ("nodes", "edges", "what"),
    [
        ({("Actor", "Robot"): [{"id": "x"}]}, {}, "nodes of labels Actor:Robot: the graph has no such kind"),
        ({("Act`) DETACH DELETE n //",): [{"id": "x"}]}, {}, "the graph has no such kind"),
        ({("Post",): [{"id": "x"}, {"id": "x"}]}, {}, "two nodes of the label Post have the id 'x'"),
        ({("Item", "Goods"): [{"id": "x"}], ("Item", "Agreement"): [{"id": "x"}]}, {}, "two nodes of the label Item have the id 'x'"),
        ({("Post",): [{"id": "x" * 5000}]}, {}, "an id is text of 1 to 2000 characters"),
        ({("Post",): [{"id": ""}]}, {}, "an id is text"),
        ({("Post",): [{"lang": "ru"}]}, {}, "an id is text"),
        ({("Post",): [{"id": "x", "url": "\ud83d"}]}, {}, "Post 'x' has a value that no store can hold"),
        ({("Post",): [{"id": "x", "views": 2**64}]}, {}, "Post 'x' has a value that no store can hold"),
        ({}, {("Actor", "HATES", "Actor"): [("x", "y", {})]}, r"relationships \(Actor\)-\[HATES\]->\(Actor\): the graph has no such kind"),
        ({}, {("Actor", "VISIT", "Act"): [("x", "y", {})]}, "the graph has no such kind"),
        ({}, {("Actor", "VISIT", "Actor"): [("x", "y", {})]}, "a VISIT leads from or to the Actor 'x', which the graph lacks"),
        ({("Case",): [{"id": "other"}]}, {}, "the graph holds the case other, not case"),
    ],
)
def test_a_graph_that_no_store_can_hold_is_refused(nodes: dict[Labels, list[Json]], edges: dict[EdgeKind, list[Edge]], what: str) -> None:
    with pytest.raises(StoreError, match=what) as error:
        check(Graph({("Case",): [{"id": "case"}], **nodes}, edges), "case")
    assert "\n" not in str(error.value)


def test_a_graph_that_no_store_can_hold_leaves_the_store_as_it_was(store: Store) -> None:
    store.load(FIRST, "case")
    with pytest.raises(StoreError, match="the graph holds the case case, not other"):
        store.load(FIRST, "other", replace=True)
    assert store.snapshot() == canonical(FIRST)


def test_an_unknown_store_hears_the_known_ones() -> None:
    with pytest.raises(StoreError, match="no store 'oracle'; known are embedded, neo4j"):
        opener("oracle")
