"""Filters by whose voice tells an act and how sure it is: the same for trace, ask, export, draw and load."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from test_channels import act_id, run, small_case

from graph.case import Case
from graph.rows import graph_of
from graph.server import Address
from graph.store import Store, canonical
from graph.subgraph import Filters, lost, select

DRONES, VISIT, ON, GRAIN = "arms_transfer RUS", "visit PRK", "arms_transfer VEN", "trade CUB"
ALL = [DRONES, VISIT, ON, GRAIN]
Open = Callable[[], Store]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def ids(case: Path, *whats: str) -> set[str]:
    return {act_id(case, what) for what in whats}


FILTERS: dict[str, tuple[list[str], list[str]]] = {
    "none": ([], ALL),
    "one side": (["--side", "Ukrainian"], [DRONES, ON]),
    "a side in other letters": (["--side", "PRO-kremlin"], [DRONES, VISIT, ON]),
    "either side": (["--side", "Ukrainian", "--side", "pro-Kremlin"], [DRONES, VISIT, ON]),
    "both sides": (["--both-sides"], [DRONES, ON]),
    "two origins": (["--min-origins", "2"], [DRONES, ON]),
    "three origins": (["--min-origins", "3"], [DRONES]),
    "a side and three origins": (["--side", "Ukrainian", "--min-origins", "3"], [DRONES]),
    "a side that alone tells": (["--side", "Ukrainian", "--type", "visit"], []),
    "confidence that all have": (["--min-confidence", "1"], ALL),
}


@pytest.mark.parametrize(("words", "whats"), FILTERS.values(), ids=FILTERS.keys())
def test_export_writes_the_acts_that_pass(case: Path, words: list[str], whats: list[str]) -> None:
    told = run("export", case, "-f", "jsonl", "-o", "-", *words)
    rows = map(orjson.loads, told.output.splitlines())
    assert {row["node"]["id"] for row in rows if row.get("labels", [""])[0] == "Act"} == ids(case, *whats)


def test_draw_draws_the_acts_that_pass(case: Path, tmp_path: Path) -> None:
    page = tmp_path / "net.html"
    assert run("draw", case, "-o", page, "--both-sides").stderr == f"{page}: 3 actors, 2 lines, 2 acts\n"
    told = run("draw", case, "-o", page, "--min-origins", "4")
    assert told.stderr == f"Error: {case}: no act passes these filters; leave one out\n"


def ways(case: Path, *words: str) -> list[str]:
    """The first lines of chains from Iran to Venezuela."""
    lines = run("trace", case, "--from", "IRN", "--to", "VEN", *words).output.partition("What is missing:")[0].splitlines()
    return [line for line in lines if line and not line.startswith(" ")]


CHAIN = ["1. IRN → RUS → VEN   compatible; status done; weakest hop 2 origins"]
NONE = ["No chain: no acts lead that way in the order of time."]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ([], CHAIN),
        (["--both-sides"], CHAIN),
        (["--side", "Ukrainian"], CHAIN),
        (["--min-origins", "2"], CHAIN),
        (["--min-origins", "3"], NONE),
        (["--min-confidence", "1"], CHAIN),
    ],
)
def test_every_hop_of_a_chain_passes_the_filters(case: Path, words: list[str], lines: list[str]) -> None:
    assert ways(case, *words) == lines


def test_confidence_is_that_of_the_act(tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    told = {"a:1": "Тегеран передал Москве 40 дронов «Шахед-136».", "b:1": "По данным газеты, Россия может поставить Кубе нефть."}
    rows = [{"id": k, "channel": k[0], "date": "2024-05-01T12:00:00Z", "lang": "ru", "text": text} for k, text in told.items()]
    posts.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    assert run("build", tmp_path / "r.case", posts, "--extractor", "rules").exit_code == 0
    case = Case(tmp_path / "r.case")
    low, high = sorted(case.acts.values(), key=lambda a: a.confidence)
    assert low.confidence < high.confidence
    assert select(case, Filters(min_confidence=low.confidence)) == list(case.acts.values())
    assert select(case, Filters(min_confidence=(low.confidence + high.confidence) / 2)) == [high]


def test_nothing_is_reviewed_where_nobody_has_confirmed_an_act(case: Path, tmp_path: Path) -> None:
    assert ways(case, "--reviewed") == NONE
    assert '"labels":["Act"' not in run("export", case, "-f", "jsonl", "-o", "-", "--reviewed").output
    told = run("draw", case, "-o", tmp_path / "net.html", "--reviewed")
    assert told.stderr == f"Error: {case}: no act passes these filters; leave one out\n"


def test_what_a_person_has_confirmed_is_reviewed(case: Path) -> None:
    first = next(iter(Case(case).acts.values()))
    assert run("judge", case, first.id, "confirm", "--by", "anna").exit_code == 0
    told = run("export", case, "-f", "jsonl", "-o", "-", "--reviewed").output
    assert [orjson.loads(line)["node"]["id"] for line in told.splitlines() if '"labels":["Act"' in line] == [first.id]


COMMANDS = [("trace", "--from", "IRN", "--to", "VEN"), ("export", "-o", "-"), ("draw", "-o", "-"), ("load", "--uri", "bolt://127.0.0.1:9")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_side_that_nobody_has_is_one_line_with_those_that_are_known(case: Path, command: tuple[str, ...]) -> None:
    told = run(command[0], case, *command[1:], "--side", "Martian")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == f"Error: {case}: no channel is of the side 'Martian'; sides are pro-Kremlin, Ukrainian\n"


@pytest.mark.parametrize("words", [["--both-sides"], ["--side", "Ukrainian"]])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_case_without_sides_is_one_line_with_the_way_out(tmp_path: Path, command: tuple[str, ...], words: list[str]) -> None:
    case = small_case(tmp_path, None)
    told = run(command[0], case, *command[1:], *words)
    assert (told.exit_code, told.stdout) == (1, "")
    way = f"tell them with: axisgraph build {case} --channels channels.csv"
    assert told.stderr == f"Error: {case}: no channel's side is known; {way}\n"


@pytest.mark.parametrize("words", [["--min-origins", "0"], ["--min-confidence", "1.5"], ["--min-confidence", "much"]])
def test_a_number_out_of_range_is_one_line(case: Path, words: list[str]) -> None:
    told = run("export", case, "-o", "-", *words)
    assert told.exit_code == 2
    assert [line for line in told.stderr.splitlines() if line.startswith("Error")] == [told.stderr.splitlines()[-1]]
    assert words[1] in told.stderr


def test_a_store_tells_how_many_acts_a_load_would_take_from_it(case: Path, open_store: Open) -> None:
    opened, store = Case(case), open_store()
    few = select(opened, Filters(both_sides=True))
    assert lost(store, opened, few) == 0
    store.load(graph_of(opened, few), opened.id)
    assert store.snapshot() == canonical(graph_of(opened, few))
    assert lost(store, opened, few) == lost(store, opened, list(opened.acts.values())) == 0
    store.load(graph_of(opened), opened.id)
    assert lost(store, opened, few) == 2
    assert lost(store, opened, []) == 4


def test_load_takes_no_act_out_of_a_database_without_replace(case: Path, neo4j_server: Address, neo4j: Store) -> None:
    load = ("load", case, "--uri", neo4j_server.uri, "--user", neo4j_server.username, "--password", neo4j_server.password)
    assert run(*load, "--min-origins", "2").exit_code == 0
    assert {row["id"] for row in neo4j.query("MATCH (a:Act) RETURN a.id AS id")} == ids(case, DRONES, ON)
    assert run(*load).exit_code == 0
    told = run(*load, "--min-origins", "2")
    what = "holds acts of this case that do not pass these filters (2); give --replace to delete them"
    assert (told.exit_code, told.stderr) == (1, f"Error: {neo4j_server.uri}: the database {what}\n")
    assert {row["id"] for row in neo4j.query("MATCH (a:Act) RETURN a.id AS id")} == ids(case, *ALL)
    assert run(*load, "--min-origins", "2", "--replace").exit_code == 0
    assert {row["id"] for row in neo4j.query("MATCH (a:Act) RETURN a.id AS id")} == ids(case, DRONES, ON)
    told = run(*load, "--min-origins", "4", "--replace")
    assert told.stderr == f"Error: {case}: no act passes these filters; leave one out\n"


def test_ask_answers_from_the_acts_that_pass(case: Path) -> None:
    def told(*words: str) -> set[str]:
        lines = run("ask", case, "most-told-acts", "-f", "json", *words).stdout.splitlines()
        return {row["act"] for row in map(orjson.loads, lines)}

    assert told() == ids(case, *ALL)
    assert told("--both-sides") == ids(case, DRONES, ON)
    assert told("--min-origins", "3") == ids(case, DRONES)
    assert told("--reviewed") == set()
