"""The questions of the pack: each file sound and portable, each answer on the invented graph written by hand, equal on every store."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from answers import answers
from made_graph import made
from neo4j import GraphDatabase

import cypher
from extract.ontology import ACT_TYPES
from graph.ask import ask
from graph.server import Address
from graph.store import Store
from graph.stores.embedded import EmbeddedStore

ANSWERS = list(answers("question_answers.txt"))
# what one of the two engines lacks or does otherwise
ALIEN = re.compile(
    r"=~|/\*|\b(elementId|id|percentileCont|percentileDisc|stDev|date|datetime|duration)\s*\(|COLLECT\s*\{|ALL SHORTEST|\(\w*:\w+\|", re.I
)
WRITES = re.compile(r"(?<!\|)\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|LOAD CSV|DROP|CALL)\b")  # a CALL among types is an act
READ = [*cypher.names("questions"), *cypher.names("chains"), *cypher.names("pictures")]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with EmbeddedStore(tmp_path_factory.mktemp("store") / "graph.kgl") as store:
        store.load(made(), "made")
        yield store


def test_every_question_has_an_answer_here() -> None:
    assert {answer.values[0] for answer in ANSWERS} == set(cypher.names("questions"))
    assert len(cypher.names("questions")) >= 30


@pytest.mark.parametrize(("name", "words", "columns", "expected"), ANSWERS)
def test_answers_on_the_invented_graph(
    embedded: Store, name: str, words: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    table = ask(embedded, cypher.load(name), words)
    places = [table.columns.index(c) for c in columns if table.rows]
    assert [[row[p] for p in places] for row in table.rows] == expected


def test_neo4j_answers_alike(embedded: Store, neo4j: Store) -> None:
    neo4j.load(made(), "made", replace=True)
    for name, words in [*(answer.values[:2] for answer in ANSWERS), *((name, {}) for name in READ)]:
        query = cypher.load(name)
        assert (name, ask(neo4j, query, words)) == (name, ask(embedded, query, words))


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def test_no_plan_of_neo4j_reads_all_nodes_or_multiplies_what_is_not_linked(neo4j: Store, neo4j_server: Address) -> None:
    neo4j.load(made(), "made", replace=True)
    queries = {name: cypher.load(name) for name in READ}
    login = (neo4j_server.username, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=login, notifications_min_severity="OFF") as server:
        plans = {name: server.execute_query(f"EXPLAIN {query.text}", query.defaults).summary.plan or {} for name, query in queries.items()}
    bad = {name: found for name, plan in plans.items() if (found := {"AllNodesScan", "CartesianProduct"} & set(operators(plan)))}
    assert all(plans.values())
    assert not bad
    of_one_act = ("questions/evidence-of-act", "questions/sides-of-act", "pictures/evidence")
    assert not any("NodeByLabelScan" in operators(plans[name]) for name in of_one_act)  # found by index, given or of most origins


def test_intermediaries_names_every_type_of_act() -> None:
    named = re.search(r"\[r2:([A-Z_|\s]+)\]", cypher.load("questions/intermediaries").text)
    assert named
    assert sorted(named[1].lower().replace("|", " ").split()) == sorted(ACT_TYPES)


@pytest.mark.parametrize("name", READ)
def test_files_are_documented_ordered_portable_and_only_read(name: str) -> None:
    query = cypher.load(name)
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))
    assert query.doc.endswith(".")
    assert all(p.doc for p in query.parameters)
    assert not any(p.required for p in query.parameters)
    assert re.search(r"^ORDER BY", body, re.M)
    assert not ALIEN.search(body)
    assert not WRITES.search(body)


@pytest.mark.parametrize("name", READ)
def test_a_hostile_word_is_only_a_word(embedded: Store, name: str) -> None:
    query, before = cypher.load(name), embedded.snapshot()
    for parameter in query.parameters:
        if parameter.type == "str":
            ask(embedded, query, {parameter.name: "x'}) DETACH DELETE n //"})
    assert embedded.snapshot() == before
