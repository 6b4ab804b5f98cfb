"""Query files: what a header says, and where a broken one is reported."""

from pathlib import Path
from typing import Any

import pytest

import cypher
from cypher import Parameter, Query, QueryError

PATH = Path("my.cypher")
TEXT = """// Acts of a pair.
// With what they hand over.
// :param one str RUS — id of an actor
// :param since date null — the first day; null: any
// :param types list trade,visit — act types
// :param limit int 10 — how many
// :param tangible bool true — beyond words
// :param share float 0.5 — of what
// :param act str — id of the act
RETURN $one AS one, $since, $types, $limit, $tangible, $share, $act // $comment
"""


def test_a_header_gives_doc_and_parameters() -> None:
    query = cypher.parse(TEXT, "questions/pair", PATH)
    assert query == Query(
        "questions/pair",
        "Acts of a pair.\nWith what they hand over.",
        (
            Parameter("one", "str", "RUS", "id of an actor"),
            Parameter("since", "date", None, "the first day; null: any"),
            Parameter("types", "list", ["trade", "visit"], "act types"),
            Parameter("limit", "int", 10, "how many"),
            Parameter("tangible", "bool", True, "beyond words"),
            Parameter("share", "float", 0.5, "of what"),
            Parameter("act", "str", None, "id of the act", required=True),
        ),
        TEXT,
    )
    assert query.summary == "Acts of a pair."


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ({}, {}),
        ({"one": "IRN", "limit": "3"}, {"one": "IRN", "limit": 3}),
        ({"since": "2024-11", "types": "visit, drill,"}, {"since": "2024-11", "types": ["visit", "drill"]}),
        ({"since": "", "types": "null", "tangible": "no"}, {"since": None, "types": None, "tangible": False}),
        ({"one": "'; DETACH DELETE $x"}, {"one": "'; DETACH DELETE $x"}),
    ],
)
def test_what_a_user_writes_becomes_values(given: dict[str, str], changed: dict[str, Any]) -> None:
    defaults = {"one": "RUS", "since": None, "types": ["trade", "visit"], "limit": 10, "tangible": True, "share": 0.5, "act": "a"}
    assert cypher.parse(TEXT, "pair", PATH).bind({"act": "a"} | given) == defaults | changed


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "pair needs act=…"),
        ({"act": "a", "two": "x"}, "pair has no parameter 'two'; it has one, since, types, limit, tangible, share, act"),
        ({"act": "a", "limit": "many"}, "parameter limit: 'many' is no int: how many"),
        ({"act": "a", "since": "2024-13"}, "parameter since: '2024-13' is no date"),
        ({"act": "a", "tangible": "perhaps"}, "parameter tangible: 'perhaps' is no bool"),
    ],
)
def test_what_does_not_fit_is_named(given: dict[str, str], error: str) -> None:
    with pytest.raises(QueryError) as raised:
        cypher.parse(TEXT, "pair", PATH).bind(given)
    assert str(raised.value).startswith(error)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("// Doc.\n// :param x\nRETURN $x", "my.cypher:2: not of the form  // :param name type default — what it is"),
        ("// :param x str RUS\nRETURN $x", "my.cypher:1: not of the form"),
        ("// :param x text RUS — y\nRETURN $x", "my.cypher:1: parameter x: 'text' is no type; known are str, int, float, bool, list, date"),
        ("// :param x int many — y\nRETURN $x", "my.cypher:1: parameter x: 'many' is no int: y"),
        ("// :param x int 1 — y\n// :param x int 2 — y\nRETURN $x", "my.cypher:2: parameter x is declared twice"),
        ("// Doc.\nMATCH (n)\nRETURN n.x = $y", "my.cypher:3: $y is not declared; add  // :param y type default — what it is"),
        ("// :param x int 1 — y\nRETURN '$x' AS a, \"$x\", `$x` // $x", "my.cypher: parameter x is declared and not used"),
    ],
)
def test_a_broken_file_is_reported_at_its_line(text: str, error: str) -> None:
    with pytest.raises(QueryError) as raised:
        cypher.parse(text, "my", PATH)
    assert str(raised.value).startswith(error)


def test_every_shipped_file_is_sound() -> None:
    for name in cypher.names():
        assert cypher.load(name).summary.endswith("."), name
    assert {name.partition("/")[0] for name in cypher.names()} == {"questions", "chains", "pictures", "read", "write", "schema"}
    assert cypher.names("write") == tuple(name for name in cypher.names() if name.startswith("write/"))


@pytest.mark.parametrize("name", ["questions/nothing", "../graph/store", "/etc/passwd", "", "questions/Treaties"])
def test_an_unknown_name_hears_the_known_ones(name: str) -> None:
    with pytest.raises(QueryError, match=rf"no query '{name}'; known are .*questions/treaties"):
        cypher.load(name)


def test_a_file_of_several_statements_is_taken_apart() -> None:
    statements = cypher.load("schema").statements
    assert len(statements) == 18
    assert all("CREATE " in statement and not statement.rstrip().endswith(";") for statement in statements)
