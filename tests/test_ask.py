"""Questions with a user's words for parameters, and their answers as table, CSV and JSON lines."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cypher
from extract.errors import InputError
from graph.ask import Table, ask, usage
from graph.render import FORMATS, FORMULA, cell
from graph.store import Store
from graph.stores.embedded import EmbeddedStore

QUESTION = """// Gives back what it is asked with.
// :param word str RUS — a word
// :param number int 3 — a number
// :param share float 0.5 — a share
// :param sure bool true — yes or no
// :param names list a,b — some names
// :param day date null — a day; null: any
RETURN $word AS word, $number AS number, $share AS share, $sure AS sure, $names AS names, $day AS day
"""
HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'; MATCH (n) DETACH DELETE n //",
    "[bold red]x[/]",
    "a\x1b[31mb\nc",
]


def question(text: str = QUESTION) -> cypher.Query:
    return cypher.parse(text, "own", Path("own.cypher"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with EmbeddedStore(tmp_path / "graph.kgl") as empty:
        yield empty


@pytest.mark.parametrize(
    ("given_", "changed"),
    [
        ({}, {}),
        ({"word": "IRN"}, {"word": "IRN"}),
        ({"word": ""}, {"word": None}),
        ({"word": "Исламская республика"}, {"word": "Исламская республика"}),
        ({"number": "-7"}, {"number": -7}),
        ({"share": "1e-2"}, {"share": 0.01}),
        ({"sure": "no"}, {"sure": False}),
        ({"names": "c, d,"}, {"names": ["c", "d"]}),
        ({"names": ""}, {"names": None}),
        ({"day": "2024"}, {"day": "2024"}),
        ({"day": "2024-02-29", "number": "0"}, {"day": "2024-02-29", "number": 0}),
    ],
)
def test_words_become_values_of_the_parameter_s_type(store: Store, given_: Mapping[str, str], changed: dict[str, Any]) -> None:
    default = {"word": "RUS", "number": 3, "share": 0.5, "sure": True, "names": ["a", "b"], "day": None}
    table = ask(store, question(), given_)
    assert dict(zip(table.columns, table.rows[0], strict=True)) == default | changed
    assert table.columns == tuple(default)


KNOWN = "Parameters: word=RUS (str), number=3 (int), share=0.5 (float), sure=true (bool), names=a,b (list), day= (date)"


@pytest.mark.parametrize(
    "given_",
    [
        {"nomber": "3"},
        {"number": "three"},
        {"number": "3.0"},
        {"share": "half"},
        {"sure": "maybe"},
        {"day": "2023-02-29"},
        {"day": "today"},
    ],
)
def test_a_wrong_word_is_an_error_that_lists_the_parameters(store: Store, given_: Mapping[str, str]) -> None:
    with pytest.raises(InputError) as error:
        ask(store, question(), given_)
    name, word = next(iter(given_.items()))
    assert name in str(error.value)
    assert name == "nomber" or word in str(error.value)
    assert str(error.value).endswith(KNOWN)
    assert "\n" not in str(error.value)


def test_a_parameter_without_default_must_be_given(store: Store) -> None:
    needy = question("// :param act str — an act's id\nRETURN $act AS act\n")
    with pytest.raises(InputError, match=r"act.*Parameters: act \(str, must be given\)"):
        ask(store, needy, {})
    assert ask(store, needy, {"act": "a1"}) == Table(("act",), (("a1",),))


def test_a_question_without_parameters_says_so(store: Store) -> None:
    plain = question("// One.\nRETURN 1 AS one\n")
    assert usage(plain) == "It has no parameters"
    with pytest.raises(InputError, match="It has no parameters"):
        ask(store, plain, {"one": "1"})


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")) | st.sampled_from(HOSTILE))
def test_a_word_is_a_value_and_never_cypher(word: str) -> None:
    with EmbeddedStore(Path("no-such-folder") / "graph.kgl") as empty:
        table = ask(empty, question(), {"word": word})
    assert table.rows[0][0] == (None if word in ("", "null") else word)


def test_no_rows_no_columns(store: Store) -> None:
    nothing = ask(store, question("MATCH (n:Act) RETURN n.id AS act\n"), {})
    assert nothing == Table((), ())
    assert {name: text(nothing, name) for name in FORMATS} == {"table": "No rows.\n", "csv": "", "json": ""}


def text(table: Table, name: str) -> str:
    out = io.StringIO(newline="")
    FORMATS[name](table, out)
    return out.getvalue()


TABLE = Table(
    ("who", "acts", "items", "when", "sure"), (("RUS", 12, ["Geran-2", "rice"], {"first": "2022"}, True), ("Иран", -3, [], None, False))
)


def test_a_table_for_people() -> None:
    lines = [line.strip() for line in text(TABLE, "table").splitlines() if line.strip()]
    assert lines == [
        "who    acts   items           when               sure",
        "──────────────────────────────────────────────────────",
        'RUS      12   Geran-2; rice   {"first":"2022"}   true',
        "Иран     -3                                      false",
    ]


def test_csv_for_spreadsheets() -> None:
    expected = 'who,acts,items,when,sure\r\nRUS,12,Geran-2; rice,"{""first"":""2022""}",true\r\nИран,-3,,,false\r\n'
    assert text(TABLE, "csv") == expected


def test_json_for_programs() -> None:
    rows = [json.loads(line) for line in text(TABLE, "json").splitlines()]
    assert rows == [
        {"who": "RUS", "acts": 12, "items": ["Geran-2", "rice"], "when": {"first": "2022"}, "sure": True},
        {"who": "Иран", "acts": -3, "items": [], "when": None, "sure": False},
    ]


cells = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8")) | st.sampled_from(HOSTILE)
tables = st.lists(st.tuples(cells, cells | st.lists(cells, max_size=3)), min_size=1).map(lambda rows: Table(("one", "=two"), tuple(rows)))


@given(tables)
def test_no_cell_of_csv_is_a_formula_and_all_come_back(table: Table) -> None:
    header, *rows = csv.reader(io.StringIO(text(table, "csv"), newline=""))
    assert header == ["one", "'=two"]
    assert rows == [[cell(value) for value in row] for row in table.rows]
    for read, row in zip(rows, table.rows, strict=True):
        for word, value in zip(read, row, strict=True):
            assert not word.startswith(FORMULA) or (isinstance(value, int) and word == str(value))


@given(tables)
def test_json_lines_come_back_equal(table: Table) -> None:
    rows = [json.loads(line) for line in text(table, "json").split("\n")[:-1]]
    assert rows == [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_text_of_posts_cannot_colour_or_steer_the_terminal() -> None:
    shown = text(Table(("quote",), tuple((word,) for word in HOSTILE)), "table")
    assert "\x1b" not in shown
    assert "[bold red]x[/]" in shown
    assert len(shown.strip().splitlines()) == 2 + len(HOSTILE)
