"""Building a case: what it keeps, what a second build changes, and what a kill at any moment costs."""

import itertools
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from records import act

import graph.build
from extract.errors import CaseError, InputError
from extract.readers import ReadOptions
from graph.build import Source, build
from graph.case import Case
from graph.given import read_given
from graph.ledger import Ledger

DAYS = 28


def write_posts(path: Path, first: int, count: int, **more: object) -> Source:
    lines = [
        {
            "id": f"kanal:{n}",
            "channel": "kanal",
            "date": f"2024-05-{n % DAYS + 1:02}T12:00:00+03:00",
            "lang": "ru",
            "text": f"Пароход номер {n} с рисом пришёл из Раджина",
            **more,
        }
        for n in range(first, first + count)
    ]
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return Source(path, path.name, ReadOptions())


def write_acts(path: Path, count: int) -> Path:
    told = [act("trade", "PRK>RUS", items=[{"name": "rice", "kind": "goods"}]) for _ in range(count)]
    path.write_bytes(b"".join(orjson.dumps({"id": f"kanal:{n}", "acts": [a]}) + b"\n" for n, a in enumerate(told)))
    return path


def content(folder: Path) -> dict[str, object]:
    case = Case(folder)
    return {
        "posts": {p.id: (p.text, p.hash) for p in case.posts.values()},
        "claims": sorted(case.claims),
        "acts": sorted((a.claims, a.status, a.date) for a in case.acts.values()),
        "rejects": (folder / "rejects.jsonl").read_bytes() if (folder / "rejects.jsonl").exists() else b"",
    }


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_second_build_with_the_same_files_changes_nothing(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "a.jsonl", 0, 12)
    build(Case.create(tmp_path / "case"), [source])
    before = files_of(tmp_path / "case")
    build(Case.create(tmp_path / "case"), [source])
    assert files_of(tmp_path / "case") == before


def test_new_files_add_only_what_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    build(Case.create(folder), [write_posts(tmp_path / "a.jsonl", 0, 10)])
    before = files_of(folder)
    build(Case.create(folder), [write_posts(tmp_path / "b.jsonl", 5, 10)])
    after = files_of(folder)
    assert len(Case(folder).posts) == 15
    assert [e["new"] for e in Case(folder).ledger.steps("read")] == [10, 5]
    assert {k: v for k, v in after.items() if k in before and k.startswith(("posts/", "claims/"))} == {
        k: v for k, v in before.items() if k.startswith(("posts/", "claims/"))
    }


def test_two_builds_give_the_acts_of_one(tmp_path: Path) -> None:
    given = read_given(write_acts(tmp_path / "acts.jsonl", 20))
    one, two = tmp_path / "one", tmp_path / "two"
    build(Case.create(one), [write_posts(tmp_path / "a.jsonl", 0, 20)], given=given)
    for part in ((10, 10), (0, 10)):
        build(Case.create(two), [write_posts(tmp_path / f"b{part[0]}.jsonl", *part)], given=given)
    assert content(two) == content(one)


def test_an_edited_post_is_a_revision_and_its_newest_text_counts(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    build(Case.create(folder), [write_posts(tmp_path / "a.jsonl", 0, 3)])
    build(Case.create(folder), [write_posts(tmp_path / "b.jsonl", 0, 1, text="Исправлено", edited="2024-06-01T00:00:00+00:00")])
    build(Case.create(folder), [write_posts(tmp_path / "c.jsonl", 0, 1, text="Ещё раньше", edited="2024-05-20T00:00:00+00:00")])
    case = Case(folder)
    assert case.posts["kanal:0"].text == "Исправлено"
    assert len(list(case.post_keys())) == 5
    assert [e.get("revised", 0) for e in case.ledger.steps("read")] == [0, 1, 1]


def test_what_cannot_be_read_is_kept_with_file_line_and_reason(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "a.jsonl", 0, 2)
    source.path.write_bytes(source.path.read_bytes() + b'{"id": "kanal:9", "text"\n')
    build(Case.create(tmp_path / "case"), [source])
    [reject] = map(orjson.loads, (tmp_path / "case" / "rejects.jsonl").read_bytes().splitlines())
    assert (reject["file"], reject["line"]) == ("a.jsonl", 3)
    assert reject["reason"]


def test_a_file_that_is_no_posts_is_an_error_and_the_others_are_built(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 9)
    errors = build(Case.create(tmp_path / "case"), [Source(tmp_path / "x.bin", "x.bin"), write_posts(tmp_path / "a.jsonl", 0, 2)])
    assert [type(e) for e in errors] == [InputError]
    assert "x.bin" in str(errors[0])
    assert len(Case(tmp_path / "case").posts) == 2


def test_given_acts_stand_in_for_extraction_and_stay(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    build(Case.create(folder), [write_posts(tmp_path / "a.jsonl", 0, 3)], given=read_given(write_acts(tmp_path / "acts.jsonl", 3)))
    assert len(Case(folder).claims) == 3
    build(Case.create(folder), [])
    assert {c.extractor for c in Case(folder).claims.values()} == {read_given(tmp_path / "acts.jsonl").name}


BROKEN_ACTS = {
    "no JSON": (b"{", "acts.jsonl:1: not a line of acts"),
    "no acts": (b'{"id": "a:1"}', "acts.jsonl:1: not a line of acts"),
    "an unknown type": (b'{"id":"a:1","acts":[{"type":"war","status":"done","participants":[]}]}', "'war' is no act type"),
    "an unknown status": (b'{"id":"a:1","acts":[{"type":"visit","status":"maybe","participants":[]}]}', "'maybe' is not a valid Status"),
    "one actor": (
        b'{"id":"a:1","acts":[{"type":"visit","status":"done","participants":[{"actor":"RUS","role":"party"}]}]}',
        "fewer than two",
    ),
}


@pytest.mark.parametrize(("line", "message"), BROKEN_ACTS.values(), ids=BROKEN_ACTS.keys())
def test_a_broken_line_of_acts_is_told_with_file_and_line(tmp_path: Path, line: bytes, message: str) -> None:
    (tmp_path / "acts.jsonl").write_bytes(line + b"\n")
    with pytest.raises(InputError, match=r"acts\.jsonl:1") as told:
        read_given(tmp_path / "acts.jsonl")
    assert message in str(told.value)


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("all my work")
    with pytest.raises(CaseError, match="holds other things"):
        Case.create(tmp_path)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case")
    with case.locked(), pytest.raises(CaseError, match="another build is at work"):
        build(Case.create(tmp_path / "case"), [])


def in_a_child(work: Callable[[], None]) -> int:
    """Start `work` in a fork of this process; returns its process id. The child ends without cleaning up, whatever happens."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    finally:
        os._exit(1)


def doomed(folder: Path, acts: Path, files: list[Path], left: int, when: str) -> Callable[[], None]:
    """A build in small parts that dies at its ledger's write number `left`, before or after it; it never dies if that is -1."""

    def work() -> None:
        append, count = Ledger.append, itertools.count(1)

        def dying(self: Ledger, step: str, **facts: object) -> None:
            number = next(count)
            if number == left and when == "before":
                os._exit(9)
            append(self, step, **facts)
            if number == left:
                os._exit(9)

        Ledger.append = dying  # type: ignore[method-assign]
        graph.build.PART = 7
        build(Case.create(folder), [Source(f, f.name) for f in files], given=read_given(acts))

    return work


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[Path, list[Path]]:
    first, second = write_posts(tmp_path / "a.jsonl", 0, 20), write_posts(tmp_path / "b.jsonl", 15, 15)
    first.path.write_bytes(first.path.read_bytes() + b"broken\n")
    return write_acts(tmp_path / "acts.jsonl", 30), [first.path, second.path]


def finish(folder: Path, acts: Path, files: list[Path]) -> dict[str, object]:
    """What the next build makes of a case that a kill left behind."""
    build(Case.create(folder), [Source(f, f.name) for f in files], given=read_given(acts))
    assert not list(folder.rglob("*.tmp"))
    return content(folder)


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_every_ledger_write_the_next_build_goes_on(tmp_path: Path, inputs: tuple[Path, list[Path]], when: str) -> None:
    acts, files = inputs
    whole = finish(tmp_path / "whole", acts, files)
    writes = len(Case(tmp_path / "whole").ledger.entries)
    for left in range(1, writes + 9):
        folder = tmp_path / f"{when}{left}"
        if os.waitpid(in_a_child(doomed(folder, acts, files, left, when)), 0)[1] == 0:
            break
        assert finish(folder, acts, files) == whole
    else:
        pytest.fail("the builds never came to their end")


def _killed_at_random(tmp_path: Path, acts: Path, files: list[Path], times: int) -> None:
    whole = finish(tmp_path / "whole", acts, files)
    rng = random.Random(11)
    began = time.monotonic()
    assert os.waitpid(in_a_child(doomed(tmp_path / "timing", acts, files, -1, "after")), 0)[1] == 0
    long = time.monotonic() - began
    killed = 0
    for number in range(times):
        folder = tmp_path / f"case{number // 3}"  # up to three kills a case
        child = in_a_child(doomed(folder, acts, files, -1, "after"))
        time.sleep(rng.uniform(0.05, 0.95) * long)
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if number % 3 == 2:
            assert finish(folder, acts, files) == whole
    assert killed > times / 10


def test_killed_at_random_moments_the_next_build_goes_on(tmp_path: Path, inputs: tuple[Path, list[Path]]) -> None:
    _killed_at_random(tmp_path, *inputs, times=12)


@pytest.mark.soak
def test_killed_at_three_hundred_random_moments(tmp_path: Path, inputs: tuple[Path, list[Path]]) -> None:
    _killed_at_random(tmp_path, *inputs, times=300)
