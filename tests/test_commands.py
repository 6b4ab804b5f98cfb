"""The command line: help with an example everywhere, one clear line for every mistake, whole outputs."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result
from records import act

from graph.commands import COMMANDS, main

README = Path(__file__).parent.parent / "README.md"


def run(*words: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words], input=stdin)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Two posts of invented channels that tell one delivery, a third that denies it, and one that tells nothing."""
    told = [
        ("porty:1", "2024-05-01", "Тегеран передал Москве 40 дронов «Шахед-136».", None),
        ("sevlog:7", "2024-05-02", "По данным газеты, Иран отправил России 40 «шахедов».", None),
        ("mid:3", "2024-05-03", "МИД Ирана опроверг передачу дронов России.", None),
        ("porty:2", "2024-05-04", "Погода в порту хорошая.", None),
    ]
    path = tmp_path / "posts.jsonl"
    path.write_bytes(
        b"".join(
            orjson.dumps(
                {
                    "id": key,
                    "channel": key.partition(":")[0],
                    "date": f"{day}T12:00:00+03:00",
                    "lang": "ru",
                    "text": text,
                    "url": f"https://t.me/{key.replace(':', '/')}",
                }
            )
            + b"\n"
            for key, day, text, _ in told
        )
    )
    return path


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    drones = {"items": [{"name": "Shahed-136", "kind": "weapon_system", "quantity": "40"}], "date": "2024-05"}
    told = {
        "porty:1": [act("arms_transfer", "IRN>RUS", **drones | {"quote": "Тегеран передал Москве 40 дронов «Шахед-136»"})],
        "sevlog:7": [
            act("arms_transfer", "IRN>RUS", **drones | {"quote": "Иран отправил России 40 «шахедов»", "reported_by": "a newspaper"})
        ],
        "mid:3": [act("arms_transfer", "IRN>RUS", "denied", **drones | {"quote": "МИД Ирана опроверг передачу дронов России"})],
    }
    path = tmp_path / "acts.jsonl"
    path.write_bytes(b"".join(orjson.dumps({"id": key, "acts": a}) + b"\n" for key, a in told.items()))
    return path


@pytest.fixture
def case(tmp_path: Path, posts: Path, acts: Path) -> Path:
    assert run("build", tmp_path / "a.case", posts, "--acts", acts).exit_code == 0
    return tmp_path / "a.case"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_a_line_in_the_readme(name: str) -> None:
    told = run(name, "--help")
    assert told.exit_code == 0
    assert "Example:" in told.output
    assert f"axisgraph {name}" in told.output
    assert f"axisgraph {name}" in README.read_text(encoding="utf-8")


def test_build_prints_what_came_in_and_out(tmp_path: Path, posts: Path, acts: Path) -> None:
    told = run("build", tmp_path / "b.case", posts, "--acts", acts)
    assert told.stdout.splitlines() == [
        f"{tmp_path / 'b.case'}: 1 files read",
        "  messages           4  new 4, known 0, edited 0, rejected 0",
        "  posts              4",
        "                    0  name no actor",
        "                    0  name actors of one side only",
        "                    1  name two sides, tell no act",
        "                    3  tell acts",
        "  claims             3",
        "  acts               1",
    ]


def test_trace_prints_the_hop_with_status_dissent_origins_and_quotes(case: Path) -> None:
    told = run("trace", case, "--from", "IRN", "--to", "RUS", "--item", "drone", "--quotes", "1")
    first, hop, numbers, quote, against, _, missing, weak = told.output.rstrip().splitlines()
    assert first == "1. IRN → RUS   direct; status done; weakest hop 3 origins"
    assert hop == "   1) IRN → RUS  arms transfer: Shahed-136  2024-05  DONE CONTRADICTED"
    assert numbers.startswith("      3 origins, 3 wordings, 3 posts in 3 channels · a_")
    assert quote == "      «Тегеран передал Москве 40 дронов «Шахед-136»» — porty, 2024-05-01 https://t.me/porty/1"
    assert against == "      against, denied: «МИД Ирана опроверг передачу дронов России» — mid, 2024-05-03 https://t.me/mid/3"
    assert (missing, weak) == ("What is missing:", "  IRN → RUS: every act is contradicted; denied by mid on 2024-05-03")


def test_trace_as_json_holds_all_evidence(case: Path) -> None:
    [chain] = map(orjson.loads, run("trace", case, "--from", "IRN", "--to", "RUS", "--json").output.splitlines())
    [hop] = chain["hops"]
    assert (chain["grade"], chain["status"], chain["n_origins"]) == (None, "done", 3)
    assert [(e["post"], e["status"], e["dissent"]) for e in hop["evidence"]] == [
        ("porty:1", "done", False),
        ("sevlog:7", "done", False),
        ("mid:3", "denied", True),
    ]


def test_show_tells_an_act_an_actor_an_item_and_a_post(case: Path) -> None:
    key = orjson.loads(run("show", case, "IRN", "--json").output)["acts"][0]["id"]
    assert "CONTRADICTED" in run("show", case, key).output
    assert "с" not in run("show", case, "IRN").output.splitlines()[0] or "Iran" in run("show", case, "иран").output
    assert "Shahed-136" in run("show", case, "Shahed-136").output
    assert "tells no act" in run("show", case, "porty:2").output


def test_status_tells_the_extractor_and_the_file(case: Path) -> None:
    told = orjson.loads(run("status", case, "--json").output)
    assert (told["posts"], told["claims"], told["acts"], told["files"][0]["seen"]) == (4, 3, 1, 4)
    assert told["extractors"][0].startswith("given:")


def test_group_prints_unique_acts_with_their_posts(posts: Path, acts: Path) -> None:
    [line] = map(orjson.loads, run("group", posts, acts).output.splitlines())
    assert line["posts"] == ["porty:1", "sevlog:7", "mid:3"]
    assert line["act"]["status"] == "done"


def test_extract_reads_a_pipe_and_prints_a_line_a_post(posts: Path) -> None:
    told = run("extract", "-", stdin=posts.read_bytes())
    lines = [orjson.loads(line) for line in told.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["porty:1", "sevlog:7", "mid:3", "porty:2"]
    assert lines[3]["acts"] == []
    [first] = lines[0]["acts"]
    assert (first["type"], first["status"]) == ("arms_transfer", "done")
    assert first["quote"] in "Тегеран передал Москве 40 дронов «Шахед-136»."


MISTAKES = {
    "no case": (
        ["trace", "nowhere", "--from", "IRN", "--to", "RUS"],
        "nowhere: no case here; make one with: axisgraph build nowhere FILES…",
    ),
    "no file": (["build", "x.case", "missing.jsonl"], "missing.jsonl: no such file"),
    "an unknown actor": (["trace", "{case}", "--from", "Atlantis", "--to", "RUS"], "no act with 'Atlantis'"),
    "an unknown thing": (["show", "{case}", "Atlantis"], "nothing is called 'Atlantis'"),
    "an unknown question": (["ask", "{case}", "why"], "why"),
    "an unknown format": (["extract", "--format", "fax", "{posts}"], "fax"),
    "a wrong mapping": (["extract", "--map", "text", "{posts}"], "'text' is not FIELD=COLUMN"),
    "a wrong date": (["draw", "{case}", "--since", "yesterday"], "'yesterday' is no date"),
    "nothing to draw": (["draw", "{case}", "--since", "2030"], "no act passes these filters"),
    "no server": (["load", "{case}", "--uri", "bolt://127.0.0.1:9", "--password", "x"], "127.0.0.1:9"),
    "acts of no post": (["group", "{posts}", "{stray}"], "post nobody:1 is not in"),
    "csv to a pipe": (["export", "{case}", "-f", "csv", "-o", "-"], "csv is several tables"),
    "a full disk": (["export", "{case}", "-f", "jsonl", "-o", "/dev/full"], "/dev/full: cannot be written: No space left on device"),
    "a place that cannot be written": (["draw", "{case}", "-o", "/nowhere/net.html"], "/nowhere/net.html: cannot be written"),
}


@pytest.mark.parametrize(("words", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_clear_line_and_no_traceback(case: Path, posts: Path, tmp_path: Path, words: list[str], message: str) -> None:
    stray = tmp_path / "stray.jsonl"
    stray.write_text('{"id": "nobody:1", "acts": []}\n', encoding="utf-8")
    told = run(*(w.format(case=case, posts=posts, stray=stray) for w in words))
    assert told.exit_code != 0
    assert message in told.stderr
    assert "Traceback" not in told.output
    assert told.exception is None or isinstance(told.exception, SystemExit)
    errors = [line for line in told.stderr.splitlines() if line.startswith("Error")]
    assert len(errors) == 1


def test_escape_sequences_of_a_post_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.jsonl"
    path.write_bytes(
        orjson.dumps({"id": "x:1", "channel": "\x1b[31mx", "date": "2024-05-01T00:00:00Z", "lang": "en", "text": "\x1b]0;owned\x07 hi"})
    )
    assert run("build", tmp_path / "e.case", path).exit_code == 0
    assert "\x1b" not in run("show", tmp_path / "e.case", "x:1").output


def test_no_progress_bar_off_a_terminal_and_one_on_it(tmp_path: Path, posts: Path) -> None:
    call = [sys.executable, "-c", "from graph.commands import main; main()", "build", str(tmp_path / "p.case"), str(posts)]
    assert subprocess.run(call, capture_output=True, check=True).stderr == b""
    main_end, other_end = pty.openpty()
    call[4] = str(tmp_path / "q.case")
    subprocess.run(call, stdout=subprocess.DEVNULL, stderr=other_end, check=True, env=os.environ | {"TERM": "xterm"})
    os.close(other_end)
    assert b"reading" in os.read(main_end, 100_000)
