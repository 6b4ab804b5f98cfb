"""What Neo4j Browser is given: a style for all there is, scripts that run as they are, a tour that is only text, and the small server."""

import html
import http.client
import io
import re
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from graphs import HOSTILE as HOSTILE_TEXTS
from made_graph import made
from tour_case import HOSTILE, tour_case

import cypher
from cypher.literals import inlined, literal
from extract.ontology import Status
from graph.browser.files import files_of, settings
from graph.browser.saved import scripts, zipped
from graph.browser.serve import File, Server, running
from graph.browser.style import grass, ink, looks, shade
from graph.browser.tour import queries, template, tour
from graph.browser.values import values
from graph.case import Case
from graph.commands import main
from graph.opened import embedded
from graph.store import Store
from graph.stores.embedded import EmbeddedStore
from graph.stores.model import LABELS, TYPES

ADDRESS = "http://localhost:7475"
ASKED = [*cypher.names("questions"), *cypher.names("pictures"), *cypher.names("chains")]
# what Neo4j Browser takes out of a guide before it shows it (its services/remoteUtils.ts, 5.24)
TAKEN_OUT = re.compile(r"""\s+(on[^\s=]+)[^\s=]*\s*=\s*("[^"]*"|'[^']*'|[\w\-.:]+\s*)|<script\b|href=["'].*javascript:""", re.I)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return tour_case(tmp_path_factory.mktemp("tour"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with EmbeddedStore(tmp_path_factory.mktemp("store") / "graph.kgl") as store:
        store.load(made(), "made")
        yield store


def test_the_style_has_every_label_and_every_type_once() -> None:
    rules = re.findall(r"^(node|relationship)\.(\w+) \{$", grass(), re.M)
    assert len(rules) == len(set(rules))
    assert {name for tag, name in rules if tag == "node"} == {label for labels in LABELS for label in labels}
    assert {name for tag, name in rules if tag == "relationship"} == TYPES


def test_a_narrower_label_comes_after_the_one_that_owns_the_id_since_the_later_rule_wins() -> None:
    order = [look.name for look in looks()]
    assert all(order.index(labels[0]) <= order.index(labels[-1]) for labels in LABELS)


def test_every_status_has_a_colour_of_its_own() -> None:
    colours = {look.name: look.colour for look in looks()}
    assert len({colours[status.value.capitalize()] for status in Status}) == 5
    assert colours["Assent"] != colours["Dissent"]


def test_a_rule_is_written_as_browser_reads_it() -> None:
    assert grass().split("\n\n")[12] == (
        "node.Planned {\n  color: #9e9ac8;\n  border-color: #6761a9;\n  border-width: 2px;\n  text-color-internal: #1d2733;\n"
        "  diameter: 66px;\n  font-size: 10px;\n  caption: '{type} {date}';\n}"
    )
    assert all(re.fullmatch(r"#[0-9a-f]{6}", look.colour) and not set(look.caption) & set("'\";:") for look in looks())


def test_ink_is_dark_on_light_and_light_on_dark() -> None:
    assert [ink(colour) for colour in ("#ffffff", "#9ecae1", "#b2182b", "#000000")] == ["#1d2733", "#1d2733", "#ffffff", "#ffffff"]
    assert shade("#ffffff") == "#bfbfbf"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        (0.5, "0.5"),
        ("it's", r"'it\'s'"),
        ("a\\b\n", r"'a\\b\u000a'"),
        (["x", None], "['x', null]"),
    ],
)
def test_values_are_written_as_cypher(value: object, text: str) -> None:
    assert literal(value) == text


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_text_comes_back_as_it_was_and_is_nothing_else(store: Store, text: str) -> None:
    assert store.query(f"RETURN {literal(text)} AS text") == [{"text": text}]


def test_neo4j_reads_the_same_texts_and_scripts(neo4j: Store, store: Store) -> None:
    neo4j.load(made(), "made", replace=True)
    for text in HOSTILE_TEXTS:
        assert neo4j.query(f"RETURN {literal(text)} AS text") == [{"text": text}]
    for text in scripts().values():
        assert neo4j.query(text) == store.query(text)


@pytest.mark.parametrize("name", ASKED)
def test_a_question_answers_alike_with_its_values_in_its_text(store: Store, name: str) -> None:
    query = cypher.load(name)
    assert store.query(inlined(query)) == store.query(query)


def test_only_parameters_are_replaced() -> None:
    query = cypher.parse("// Doc.\n// :param x str it's $x — any\nRETURN $x AS a, '$x' AS `$x` // $x", "my", Path("my.cypher"))
    assert inlined(query) == r"RETURN 'it\'s $x' AS a, '$x' AS `$x` // $x"


def test_the_saved_scripts_are_the_pack_in_two_folders_with_a_name_and_no_parameter() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(found) == {f"axisgraph {name}.cypher" for folder in ("questions", "pictures") for name in cypher.names(folder)}
    text = found["axisgraph questions/statuses-of-pair.cypher"].splitlines()
    assert text[:4] == [
        "// What two actors did, plan, propose, deny and ended: number of acts by type and status.",
        "// one is 'RUS': id of an actor",
        "// other is 'IRN': id of another actor",
        "MATCH (:Actor {id: 'RUS'})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: 'IRN'})",
    ]
    assert all(";" not in line for text in found.values() for line in text.splitlines() if not line.startswith("//"))
    assert zipped() == zipped()


def boxes(page: str) -> list[str]:
    return [html.unescape(box) for box in re.findall(r"<pre [^>]*>(.*?)</pre>", page, re.S)]


def test_the_tour_has_its_stations_and_only_queries_of_the_pack_that_answer(case: Case) -> None:
    page = tour(case, ADDRESS)
    assert re.findall(r"<h4>(.*?)</h4>", page) == [
        "The case case",
        "Start with a pair",
        "Follow the drones",
        "What is contradicted",
        "Who says so",
        "What was known when",
        "Go on by yourself",
    ]
    places = queries(template().get_identifiers())
    assert [box.splitlines()[0] for box in boxes(page)] == [f"// {query.summary}" for query in places.values()]
    with embedded(case) as store:
        rows = [len(store.query(box)) for box in boxes(page)]
    assert dict(zip(places, rows, strict=True)) == {
        "picture_pair": 2,
        "statuses_of_pair": 2,
        "acts_of_pair": 2,
        "picture_route": 1,
        "drone_chains": 1,
        "intermediaries": 1,
        "transfers_of_item": 2,
        "picture_dissent": 6,
        "contradicted_acts": 1,
        "single_origin_acts": 1,
        "picture_evidence": 6,
        "evidence_of_act": 3,
        "who_says_so": 1,
        "picture_known": 3,
        "timeline_of_pair": 3,
        "first_told_late": 0,
    }


def test_the_tour_asks_about_what_the_case_tells(case: Case) -> None:
    with embedded(case) as store:
        assert values(store) == {
            "one": "IRN",
            "other": "RUS",
            "until": "2024-05",
            "item": "drone",
            "start": "IRN",
            "source": "IRN",
            "via": "RUS",
            "end": "PRK",
        }


def test_a_case_without_acts_has_a_tour_with_the_pack_s_own_values(tmp_path: Path) -> None:
    page = tour(tour_case(tmp_path, told=[]), ADDRESS)
    assert "0 acts between actors" in page
    assert "From IRN over RUS to VEN" in page
    assert "MATCH (:Actor {id: 'RUS'})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: 'IRN'})" in boxes(page)[1]


@pytest.mark.parametrize("name", [HOSTILE.replace("/", ""), "<script>alert(1)<script>", "$one & ${case}", "x onerror='alert(1)'"])
def test_a_hostile_name_of_a_case_is_text(tmp_path: Path, name: str) -> None:
    page = tour(tour_case(tmp_path, name), ADDRESS)
    assert html.escape(name) in page
    assert page.count("<slide>") == page.count("</slide>") == 7
    assert not re.search("<(script|img)", page)


def test_browser_takes_nothing_out_of_the_tour(case: Case) -> None:
    assert TAKEN_OUT.search("<img src=x onerror='alert(1)'>")
    assert not TAKEN_OUT.search(tour(case, ADDRESS))


FILES = {"/tour.html": File("text/html; charset=utf-8", "Тур".encode())}


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server(0, "https://db.example:7473")) as server:
        server.files = FILES
        yield server


def ask(server: Server, method: str, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, path, headers={"Host": f"localhost:{server.server_address[1]}", **headers})
    answer = connection.getresponse()
    found = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return found


def test_the_server_has_its_files_and_nothing_else(server: Server) -> None:
    status, body, headers = ask(server, "GET", "/tour.html?slide=1")
    assert (status, body.decode(), headers["Content-Type"]) == (200, "Тур", "text/html; charset=utf-8")
    assert ask(server, "HEAD", "/tour.html")[:2] == (200, b"")
    for path in ("/", "/tour", "/../etc/passwd", "/%74our.html", "/tour.html/", "http://[::1/tour.html"):
        assert ask(server, "GET", path)[:2] == (404, b"There is nothing here.\n"), path
    assert [ask(server, method, "/tour.html")[0] for method in ("POST", "PUT", "DELETE")] == [501, 501, 501]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://127.0.0.1:7474", True),
        ("http://localhost:7474", True),
        ("https://db.example:7473", True),
        ("https://db.example", False),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
        ("http://[::1", False),
    ],
)
def test_only_pages_of_this_machine_and_of_the_named_browser_may_read(server: Server, origin: str, allowed: bool) -> None:
    for method in ("GET", "OPTIONS"):
        headers = ask(server, method, "/tour.html", Origin=origin)[2]
        assert headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)


def test_a_page_that_calls_this_machine_by_another_name_finds_nothing(server: Server) -> None:
    assert ask(server, "GET", "/tour.html", Host="evil.example:7475")[0] == 404
    assert ask(server, "GET", "/tour.html", Host="127.0.0.1:7475")[0] == 200


def test_the_server_listens_on_this_machine_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    with socket.socket() as other, pytest.raises(OSError):
        other.connect(("127.0.0.2", server.server_address[1]))


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["browser", *map(str, words)])
    return result.exit_code, result.output


def test_the_files_can_be_written_instead(case: Case, tmp_path: Path) -> None:
    code, told = run(case.folder, "--write", tmp_path / "out")
    assert code == 0
    assert told.splitlines()[:3] == [str(tmp_path / "out" / name) for name in ("tour.html", "style.grass", "questions.zip")]
    assert {f"/{p.name}": p.read_bytes() for p in (tmp_path / "out").iterdir()} == {
        path: file.body for path, file in files_of(case, ADDRESS).items()
    }


def test_mistakes_are_one_line(case: Case, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, told = run(case.folder, "--write", tmp_path / "file")
    assert (code, told) == (1, f"Error: {tmp_path / 'file'}: cannot be written: File exists\n")
    for at in ("bolt://localhost:7687", "localhost:7474", "http://", "http://localhost:port/", "http://[::1"):
        code, told = run(case.folder, "--at", at)
        assert (code, told.count("\n")) == (1, 1)
        assert f"'{at}' is no address of a Neo4j Browser; give one such as http://localhost:7474/browser/" in told
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(case.folder, "--port", port) == (
            1,
            f"Error: port {port} of 127.0.0.1 cannot be used: Address already in use; give another with --port\n",
        )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_what_to_click_and_ends_cleanly(case: Case, number: signal.Signals) -> None:
    command = [sys.executable, "-c", "from graph.commands import main; main()", "browser", str(case.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told = [process.stdout.readline() for _ in range(10)]
        process.stderr.readline()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=20)
    address = told[3].split()[1].removesuffix("/style.grass")
    assert told[1] == f"  http://localhost:7474/browser/?cmd=guide&arg={address}/tour.html\n"
    assert told[8] == "".join(f"  {key}={value}\n" for key, value in settings(address).items())
    assert (process.returncode, rest, errors) == (0, "", "Stopped.\n")
