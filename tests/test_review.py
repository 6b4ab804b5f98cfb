"""The walk through what is most worth a look: what is asked first, what a key does, and what is not asked again. Posts are invented."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result
from records import act

from extract.model import Json
from graph.build import Source, build
from graph.case import Case
from graph.commands import main
from graph.given import read_given
from graph.review import questions

DRONES = {"items": [{"name": "Shahed-136", "kind": "weapon_system"}]}
LONG = "Погода в порту. " * 20
TOLD: dict[str, tuple[str, str, Json]] = {
    "porty:1": ("2024-05-01", f"{LONG}Иран передал России дроны{LONG}", act("arms_transfer", "IRN>RUS", **DRONES)),
    "sevlog:7": ("2024-05-20", "Россия передала Венесуэле дроны \x1b[31m«Герань»", act("arms_transfer", "RUS>VEN", **DRONES)),
    "mid:3": ("2024-06-03", "Лавров прилетел в Пекин", act("visit", "RUS>CHN")),
    "glob:2": ("2025-01-04", "В Пекин прибыл Лавров", act("visit", "RUS>CHN")),
}
QUOTES = {"porty:1": "Иран передал России дроны", "sevlog:7": "Россия передала Венесуэле дроны"}


def run(case: Path, keys: str, *words: str) -> Result:
    told = CliRunner().invoke(main, ["review", str(case), "--by", "anna", *words], input="".join(f"{k}\n" for k in keys))
    assert told.exit_code == 0, told.output
    return told


def said(case: Path) -> list[str]:
    return [f"{j.saying} {'|'.join(j.ids)}" for j in Case(case).judgements if not j.undone]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    posts, acts = tmp_path / "posts.jsonl", tmp_path / "acts.jsonl"
    posts.write_bytes(
        b"".join(
            orjson.dumps({"id": key, "channel": key.partition(":")[0], "date": f"{day}T12:00:00+03:00", "lang": "ru", "text": text}) + b"\n"
            for key, (day, text, _) in TOLD.items()
        )
    )
    acts.write_bytes(
        b"".join(
            orjson.dumps({"id": key, "acts": [told | {"quote": QUOTES.get(key, text)}]}) + b"\n" for key, (_, text, told) in TOLD.items()
        )
    )
    build(Case.create(tmp_path / "case"), [Source(posts, posts.name)], given=read_given(acts))
    return tmp_path / "case"


def ids(case: Path) -> list[str]:
    """Acts in the order of their posts."""
    return [a.id for a in sorted(Case(case).acts.values(), key=lambda a: a.first_report)]


def test_acts_on_chains_of_arms_are_asked_first(case: Path) -> None:
    iran, venezuela, *visits = ids(case)
    asked = [tuple(a.id for a in q.acts) for q in questions(Case(case))]
    assert set(asked[:2]) == {(iran,), (venezuela,)}
    assert set(asked[2:]) == {(v,) for v in visits}


def test_a_card_shows_title_quote_with_context_channel_and_date_and_no_escape(case: Path) -> None:
    out = run(case, "q").output
    iran = ids(case)[0]
    assert f"{iran}  IRN → RUS: arms transfer (Shahed-136), 2024-05-01, done; 1 origin" in run(case, "uq").output + out
    shown = run(case, "").output
    assert "\x1b" not in out + shown
    assert "sevlog, 2024-05-20, done  sevlog:7" in out + shown
    assert "«Россия передала Венесуэле дроны» [31m«Герань»" in out + shown
    [line] = {row for row in (out + shown + run(case, "u").output).splitlines() if "«Иран передал" in row}
    assert 350 < len(line) < 2 * 200 + 50


def test_keys_judge_and_what_is_judged_or_unsure_is_not_asked_again(case: Path) -> None:
    first, second, third, fourth = [q.acts[0].id for q in questions(Case(case))]
    out = run(case, "ydun").output
    assert out.splitlines()[-1].endswith("3 judged, 1 unsure, 0 left; 3 acts changed")
    assert said(case) == [f"confirm {first}", f"status=denied {second}", f"unsure {third}", f"reject {fourth}"]
    assert questions(Case(case)) == []
    assert Case(case).confirmed == {first, second}
    assert Case(case).acts[second].status.value == "denied"
    assert fourth not in Case(case).acts
    assert run(case, "y").output == "0 judged, 0 unsure, 0 left; 0 acts changed\n"


def test_the_end_of_input_and_q_end_the_walk_and_the_next_goes_on(case: Path) -> None:
    first, second, *_ = [q.acts[0].id for q in questions(Case(case))]
    assert run(case, "pq").output.splitlines()[-1].endswith("1 judged, 0 unsure, 3 left; 1 act changed")
    assert run(case, "l").output.splitlines()[-1].endswith("1 judged, 0 unsure, 2 left; 1 act changed")
    assert said(case) == [f"status=planned {first}", f"status=proposed {second}"]
    assert len(run(case, "", "--limit", "1").output.split("/1]")) == 2


def test_b_takes_the_last_answer_back_and_asks_again(case: Path) -> None:
    first = questions(Case(case))[0].acts[0].id
    out = run(case, "bnbo").output
    assert "nothing to take back" in out
    assert out.count("[1/4]") == 3
    assert said(case) == [f"status=done {first}"]
    assert [bool(j.undone) for j in Case(case).judgements] == [True, False]


def test_an_unknown_key_is_told_and_asked_again(case: Path) -> None:
    assert "give one of: y right, n wrong" in run(case, "zs").output
    assert said(case) == []


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """Two acts whose evidence of being one is just under the bound, and that a person may join."""
    texts = ("Лавров прилетел в Пекин на переговоры", "Глава МИД России прибыл в столицу Китая")
    days = ("2024-05-01", "2024-05-02")
    posts, acts = tmp_path / "posts.jsonl", tmp_path / "acts.jsonl"
    rows = [
        {"id": f"k{n}:1", "channel": f"k{n}", "date": f"{day}T12:00:00+03:00", "lang": "ru", "text": text}
        for n, (day, text) in enumerate(zip(days, texts, strict=True))
    ]
    told = [{"id": row["id"], "acts": [act("visit", "RUS>CHN", quote=row["text"], persons=WHO[n])]} for n, row in enumerate(rows)]
    for path, lines in ((posts, rows), (acts, told)):
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    build(Case.create(tmp_path / "case"), [Source(posts, posts.name)], given=read_given(acts))
    return tmp_path / "case"


WHO = ([{"name": "Sergey Lavrov", "country": "RUS"}], [{"name": "Andrey Belousov", "country": "RUS"}])


@pytest.mark.parametrize(("key", "acts"), [("s", 1), ("x", 2), ("u", 2)])
def test_two_acts_that_may_be_one_are_asked_about_once(twins: Path, key: str, acts: int) -> None:
    keys = ""
    for question in questions(Case(twins)):
        keys += key if len(question.acts) == 2 else "u"
    assert keys.count(key) == (3 if key == "u" else 1)
    assert "perhaps one act" in run(twins, keys).output
    assert len(Case(twins).acts) == acts
    assert questions(Case(twins)) == []


def test_two_acts_told_apart_cannot_be_joined_afterwards(twins: Path) -> None:
    one, other = ids(twins)
    run(twins, "".join("x" if len(q.acts) == 2 else "y" for q in questions(Case(twins))))
    told = CliRunner().invoke(main, ["judge", str(twins), one, other, "same"])
    assert told.exit_code == 1
    assert "(different:" in told.stderr


def press(child: "subprocess.Popen[bytes]", terminal: int, key: bytes) -> None:
    """Wait for the next question, then press a key until it is taken: what is typed before the terminal is ready gets lost."""
    assert child.stdout
    shown = b""
    while b"q quit: " not in shown:
        shown += os.read(child.stdout.fileno(), 100_000)
    for _ in range(20):
        os.write(terminal, key)
        if select.select([child.stdout], [], [], 3)[0]:
            return
    pytest.fail("no answer to a key")


def test_on_a_terminal_one_key_answers(case: Path) -> None:
    main_end, other_end = pty.openpty()
    call = [sys.executable, "-c", "from graph.commands import main; main()", "review", str(case), "--by", "anna"]
    with subprocess.Popen(call, stdin=other_end, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        press(child, main_end, b"y")
        press(child, main_end, b"q")
        out, _ = child.communicate(timeout=60)
    assert out.decode().splitlines()[-1].endswith("1 judged, 0 unsure, 3 left; 1 act changed")
