"""People overrule: what they judge takes effect at once, outlives builds and extractors, and can be taken back. Posts are invented."""

import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from records import act

from extract.errors import AxisgraphError
from extract.model import Act, Json
from graph.build import Source, build
from graph.case import Case
from graph.commands import main
from graph.given import read_given
from graph.judge import judge_claims, judge_pair, settle, undo
from graph.judgements import Verdict

TOLD = {
    "porty:1": ("2024-05-01", "Иран передал России 40 дронов «Шахед-136»."),
    "sevlog:7": ("2024-05-20", "Пхеньян передал России снаряды."),
    "mid:3": ("2024-06-03", "Лавров прилетел в Каракас с визитом."),
}
MORE = {
    "porty:9": ("2024-05-02", "Иран передал России 40 дронов «Шахед-136», пишут в порту."),
    "glob:2": ("2024-06-04", "Сергей Лавров прибыл с визитом в Каракас."),
}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def judge(case: Path, *words: str) -> str:
    told = run("judge", case, *words, "--by", "anna")
    assert told.exit_code == 0, told.output
    return told.output.replace(str(case), "CASE")


def posts(path: Path, told: dict[str, tuple[str, str]], **more: str) -> Source:
    rows = [
        {"id": key, "channel": key.partition(":")[0], "date": f"{day}T12:00:00+03:00", "lang": "ru", "text": text, **more}
        for key, (day, text) in told.items()
    ]
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return Source(path, path.name)


def acts_file(path: Path, told: Iterable[tuple[str, Json]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps({"id": key, "acts": [a]}) + b"\n" for key, a in told))
    return path


def act_of(case: Path, post: str) -> Act:
    """The one act that a post tells."""
    [found] = [a for a in Case(case).acts.values() if post in a.posts]
    return found


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Three acts of three posts, as the rules read them."""
    folder = tmp_path / "a.case"
    build(Case.create(folder), [posts(tmp_path / "a.jsonl", TOLD)], engine="rules")
    assert [(a.type, a.status.value, a.posts) for a in Case(folder).acts.values()] == [
        ("arms_transfer", "done", ("porty:1",)),
        ("arms_transfer", "done", ("sevlog:7",)),
        ("visit", "done", ("mid:3",)),
    ]
    return folder


def overrule(case: Path) -> None:
    """A merge, a rejected claim, a mended status."""
    one, shells, visit = (act_of(case, key).id for key in TOLD)
    judge(case, one, "status=planned", "date=2024-06")
    judge(case, shells, "reject")
    judge(case, one, visit, "same")


def assert_overruled(case: Path) -> None:
    merged = act_of(case, "porty:1")
    assert "mid:3" in merged.posts
    assert "sevlog:7" not in {post for a in Case(case).acts.values() for post in a.posts}
    told = Case(case)
    [claim] = [c for c in told.claims.values() if c.post == "porty:1"]
    assert (claim.status.value, claim.date, claim.confidence, claim.tangible) == ("planned", "2024-06", 1.0, False)
    assert told.confirmed == {merged.id}


def test_a_merge_a_rejected_claim_and_a_mended_status_survive_a_rebuild_and_more_posts(case: Path, tmp_path: Path) -> None:
    overrule(case)
    assert_overruled(case)
    build(Case(case), [posts(tmp_path / "a.jsonl", TOLD)], engine="rules")
    assert_overruled(case)
    build(Case(case), [posts(tmp_path / "b.jsonl", MORE)], engine="rules")
    assert_overruled(case)
    assert {"porty:9", "glob:2"} <= set(Case(case).posts)


def test_they_survive_another_extractor(case: Path) -> None:
    overrule(case)
    build(Case(case), [], engine="encoder")
    assert {c.extractor.partition(":")[0] for c in Case(case).extracted.values()} == {"encoder"}
    assert_overruled(case)


def test_what_a_judgement_changed_is_printed(case: Path) -> None:
    one, shells, visit = (act_of(case, key).id for key in TOLD)
    assert judge(case, one, "status=denied") == f"judgement 1: status=denied\n  {one} now denied, confirmed, of confidence 1.00; 1 post\n"
    assert judge(case, shells, "reject") == f"judgement 2: reject\n  {shells} tells nothing any more\n"
    assert judge(case, one, visit, "unsure") == "judgement 3: unsure\n  no act changed\n"
    assert judge(case, one, visit, "same").splitlines()[2] == f"  {max(one, visit)} merged into {min(one, visit)}"
    assert judge(case, "--undo", "4").splitlines()[2] == f"  {max(one, visit)} split from {min(one, visit)}; 1 post"


def test_taken_back_it_leaves_no_trace_in_the_acts(case: Path) -> None:
    before = (case / "acts.parquet").read_bytes()
    overrule(case)
    assert (case / "acts.parquet").read_bytes() != before
    for number in "213":
        judge(case, "--undo", number)
    assert (case / "acts.parquet").read_bytes() == before
    assert not (case / "unjudged.parquet").exists()


def test_show_tells_what_was_rejected_confirmed_and_merged_and_by_whom(case: Path) -> None:
    one, shells, visit = (act_of(case, key).id for key in TOLD)
    judge(case, one, "confirm", "--why", "seen \x1b[31mthe ship")
    judge(case, shells, "reject")
    judge(case, one, visit, "same")
    assert "  –  arms_transfer, done: PRK (source), RUS (target)" in run("show", case, "sevlog:7").output
    assert "[rejected by anna; judgement 2]" in run("show", case, "sevlog:7").output
    assert "[confirmed by anna: seen [31mthe ship; judgement 1]" in run("show", case, "porty:1").output
    assert run("show", case, max(one, visit)).output.startswith(f"{max(one, visit)} was merged into {min(one, visit)}\n{min(one, visit)}  ")
    assert f"{shells} tells no act: rejected by anna" in run("show", case, shells).stderr
    [claim] = orjson.loads(run("show", case, "sevlog:7", "--json").output)["claims"]
    assert (claim["judged"], claim["act"]) == ("rejected", None)


def test_a_rejected_claim_can_be_confirmed_by_its_id(case: Path) -> None:
    judge(case, act_of(case, "sevlog:7").id, "reject")
    [claim] = orjson.loads(run("show", case, "sevlog:7", "--json").output)["claims"]
    judge(case, claim["id"], "confirm")
    assert act_of(case, "sevlog:7").confidence == 1.0


def test_judgements_are_listed_with_who_when_and_why(case: Path) -> None:
    one = act_of(case, "porty:1").id
    judge(case, one, "source=irn,КНДР", "quantity=50", "--why", "an old photo")
    judge(case, "--undo", "1", "--why", "it was new")
    [line] = run("judge", case, "--list").output.splitlines()
    times = re.findall(r"20\d\d-\d\d-\d\dT\d\d:\d\d", line)
    said = f"anna  source=IRN,PRK quantity=50  {one} (1 claim): an old photo; taken back {times[1]} by anna: it was new"
    assert line == f"   1  {times[0]}  {said}"
    told = orjson.loads(run("judge", case, "--list", "--json").output)
    assert (told["number"], told["by"], told["why"], told["what"], told["verdict"], told["ids"], told["mend"]) == (
        1,
        "anna",
        "an old photo",
        "claims",
        "mend",
        [one],
        {"source": ["IRN", "PRK"], "quantity": "50"},
    )
    assert told["undone"]["why"] == "it was new"


def test_a_mended_claim_says_what_the_person_said(case: Path) -> None:
    one = act_of(case, "porty:1").id
    judge(case, one, "type=trade", "source=КНДР,IRN", "items=rice,Shahed-136", "reported_by=a sailor", "date=2024-04-30")
    judge(case, one, "items=rice", "quantity=2 ships")
    judge(case, one, "status=ended")
    found, [claim] = act_of(case, "porty:1"), [c for c in Case(case).claims.values() if c.post == "porty:1"]
    assert (found.id, found.type, found.sphere.value, found.status.value, found.date) == (one, "trade", "economy", "ended", "2024-04-30")
    assert [(p.actor, p.role.value) for p in claim.participants] == [("RUS", "target"), ("PRK", "source"), ("IRN", "source")]
    assert [(i.name, i.kind.value, i.quantity) for i in claim.items] == [("rice", "goods", "2 ships")]
    assert claim.reported_by == "a sailor"


def test_one_actor_or_item_stands_for_another_in_all_claims(case: Path) -> None:
    judge(case, "Belarus", "КНДР", "same")
    judge(case, "Geran-2", "shahed-136", "same")
    assert {p.actor for p in act_of(case, "sevlog:7").participants} == {"BLR", "RUS"}
    assert [i.name for i in act_of(case, "porty:1").items] == ["Geran-2"]
    judge(case, "RUS", "IRN", "same")
    assert {post for a in Case(case).acts.values() for post in a.posts} == {"sevlog:7", "mid:3"}


def test_different_parts_an_act_and_keeps_it_parted(tmp_path: Path) -> None:
    folder, text = tmp_path / "b.case", "Пароход с рисом пришёл из Раджина"
    build(Case.create(folder), [posts(tmp_path / "a.jsonl", {f"k{n}:1": ("2024-05-01", text) for n in (1, 2)})], given=rice(tmp_path, 3))
    one, two = sorted(Case(folder).claims)
    [whole] = Case(folder).acts.values()
    judge(folder, one, two, "different")
    assert [a.n_posts for a in Case(folder).acts.values()] == [1, 1]
    assert whole.id in Case(folder).acts
    assert Case(folder).ledger.last("group")["split"] == {whole.id: sorted(Case(folder).acts)}  # type: ignore[index]
    ids = set(Case(folder).acts)
    build(Case(folder), [posts(tmp_path / "b.jsonl", {"k3:1": ("2024-05-01", text)})], given=rice(tmp_path, 3))
    assert sorted(a.n_posts for a in Case(folder).acts.values()) == [1, 2]
    assert set(Case(folder).acts) == ids


def rice(folder: Path, count: int) -> Json:
    told = ((f"k{n}:1", act("trade", "PRK>RUS", quote="Пароход с рисом пришёл")) for n in range(1, count + 1))
    return read_given(acts_file(folder / "rice.jsonl", told))  # type: ignore[return-value]


def test_what_a_person_confirmed_is_put_in_where_no_extractor_finds_it(case: Path, tmp_path: Path) -> None:
    before = act_of(case, "porty:1")
    judge(case, before.id, "confirm")
    build(Case(case), [], given=read_given(acts_file(tmp_path / "none.jsonl", [])))
    assert Case(case).extracted == {}
    assert [(a.id, a.posts, a.participants) for a in Case(case).acts.values()] == [(before.id, ("porty:1",), before.participants)]


LATER = {
    "another status, half of the span": ("arms_transfer", "Иран передал России", "IRN>RUS", "rejected"),
    "another type": ("trade", "Иран передал России 40 дронов", "IRN>RUS", "rejected"),
    "one more actor": ("arms_transfer", "передал России 40 дронов «Шахед-136»", "IRN=RUS=PRK", "rejected"),
    "another place": ("arms_transfer", "пишут моряки из России и Ирана", "IRN>RUS", None),
    "one other actor": ("arms_transfer", "Иран передал России 40 дронов", "IRN>PRK", None),
}


@pytest.mark.parametrize(("kind", "quote", "who", "judged"), LATER.values(), ids=LATER.keys())
def test_a_rejection_holds_for_a_later_claim_of_that_place(tmp_path: Path, kind: str, quote: str, who: str, judged: str | None) -> None:
    folder, text = tmp_path / "c.case", "Иран передал России 40 дронов «Шахед-136», пишут моряки из России и Ирана."
    first = act("arms_transfer", "IRN>RUS", quote="Иран передал России 40 дронов «Шахед-136»")
    source = posts(tmp_path / "a.jsonl", {"porty:1": ("2024-05-01", text)})
    build(Case.create(folder), [source], given=read_given(acts_file(tmp_path / "1.jsonl", [("porty:1", first)])))
    judge(folder, act_of(folder, "porty:1").id, "reject")
    later = act(kind, who, "planned", quote=quote)
    build(Case(folder), [], given=read_given(acts_file(tmp_path / "2.jsonl", [("porty:1", later)])))
    [claim] = orjson.loads(run("show", folder, "porty:1", "--json").output)["claims"]
    assert (claim["type"], claim["judged"]) == (kind, judged)


def test_a_rejection_spares_the_claim_of_another_type_that_stood_beside_it(tmp_path: Path) -> None:
    folder, quote = tmp_path / "d.case", "Иран и Россия подписали договор и передали дроны"
    told = [act("arms_transfer", "IRN>RUS", quote=quote), act("agreement", "IRN=RUS", quote=quote)]
    source = posts(tmp_path / "a.jsonl", {"porty:1": ("2024-05-01", quote)})
    build(Case.create(folder), [source], given=read_given(acts_file(tmp_path / "1.jsonl", [("porty:1", a) for a in told])))
    [arms] = [a.id for a in Case(folder).acts.values() if a.type == "arms_transfer"]
    judge(folder, arms, "reject")
    build(Case(folder), [], given=read_given(acts_file(tmp_path / "2.jsonl", [("porty:1", told[1])])))
    assert act_of(folder, "porty:1").type == "agreement"


def test_an_edit_that_moves_the_words_moves_the_judgement_and_one_that_drops_them_ends_it(case: Path, tmp_path: Path) -> None:
    judge(case, act_of(case, "porty:1").id, "status=proposed")
    moved = {"porty:1": ("2024-05-01", "Исправлено. " + TOLD["porty:1"][1])}
    build(Case(case), [posts(tmp_path / "b.jsonl", moved, edited="2024-07-01T00:00:00+00:00")], engine="rules")
    found = act_of(case, "porty:1")
    assert (found.status.value, found.n_posts, len(found.claims)) == ("proposed", 1, 1)
    dropped = {"porty:1": ("2024-05-01", "Погода в порту хорошая.")}
    build(Case(case), [posts(tmp_path / "c.jsonl", dropped, edited="2024-08-01T00:00:00+00:00")], engine="rules")
    assert {post for a in Case(case).acts.values() for post in a.posts} == {"sevlog:7", "mid:3"}


def test_a_judgement_that_a_kill_kept_from_taking_effect_is_obeyed_by_the_next_build(case: Path) -> None:
    opened = Case(case)
    with opened.locked():
        judge_claims(opened, act_of(case, "porty:1").id, ["status=denied"], by="anna")
    assert "done" in run("show", case, act_of(case, "porty:1").id).output.splitlines()[0]
    build(Case(case), [], engine="rules")
    assert act_of(case, "porty:1").status.value == "denied"


def test_contradictions_are_refused_and_name_the_earlier_judgement(case: Path) -> None:
    a, b, c = (act_of(case, key).id for key in TOLD)
    judge(case, a, b, "same")
    judge(case, b, c, "same")
    told = run("judge", case, a, c, "different")
    assert told.exit_code == 1
    assert told.stderr.count("\n") == 1
    assert f"{a} and {c} cannot be different: judgement 2 (same: {b} {c}; anna, 20" in told.stderr
    assert "take it back with --undo 2" in told.stderr
    judge(case, "--undo", "2")
    judge(case, a, c, "different")
    assert "judgement 3 (different" in run("judge", case, b, c, "same").stderr
    judge(case, "IRN", "PRK", "different")
    assert "cannot be same: judgement 4 (different: IRN PRK" in run("judge", case, "Iran", "North Korea", "same").stderr


MISTAKES = {
    "no words": ([], "judge what?"),
    "an unknown claim": (["c_0", "reject"], "no act or claim has the id 'c_0'"),
    "an unknown verdict": (["{act}", "perhaps"], "'perhaps' is no judgement of a claim; give reject, confirm, unsure or FIELD=VALUE"),
    "an unknown field": (["{act}", "colour=red"], "'colour=red' is no judgement"),
    "an unknown type": (["{act}", "type=war"], "'war' is no type; give one of statement, call"),
    "an unknown status": (["{act}", "status=maybe"], "'maybe' is no status; give one of done, planned, proposed, denied, ended"),
    "no date": (["{act}", "date=2024-13"], "'2024-13' is no date"),
    "a date of another kind": (["{act}", "date=20240501"], "'20240501' is no date"),
    "an unknown actor": (["{act}", "source=Atlantis"], "'Atlantis' is no known actor; nearest names:"),
    "one actor left": (["{act}", "source=RUS"], "would have RUS alone"),
    "a quantity of nothing": (["{visit}", "quantity=3"], "has 0 items; a quantity is of one"),
    "one thing twice": (["IRN", "Iran", "same"], "IRN and Iran are one already"),
    "one act twice": (["{act}", "{act}", "same"], "are one already"),
    "two kinds": (["IRN", "Shahed-136", "same"], "IRN and Shahed-136 are of two kinds"),
    "an unknown thing": (["IRN", "Atlantis", "same"], "nothing is called 'Atlantis'"),
    "no such number": (["--undo", "7"], "no judgement 7; nobody has judged"),
}


@pytest.mark.parametrize(("words", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_line_and_nothing_is_kept(case: Path, words: list[str], message: str) -> None:
    before = (case / "ledger.jsonl").read_bytes()
    acts = {"act": act_of(case, "porty:1").id, "visit": act_of(case, "mid:3").id}
    told = run("judge", case, *(w.format(**acts) for w in words))
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert message in told.stderr
    assert (case / "ledger.jsonl").read_bytes() == before


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six posts that tell four acts."""
    folder = tmp_path_factory.mktemp("busy")
    text = "Пароход с рисом пришёл из Раджина"
    told = {f"k{n}:1": (f"2024-05-{n:02}", text if n < 4 else f"{text} номер {n} с другим грузом") for n in range(1, 7)}
    kinds = ["trade"] * 4 + ["visit", "aid"]
    given = [(key, act(kind, "PRK>RUS", quote="Пароход с рисом пришёл")) for key, kind in zip(told, kinds, strict=True)]
    build(Case.create(folder / "case"), [posts(folder / "a.jsonl", told)], given=read_given(acts_file(folder / "acts.jsonl", given)))
    return folder / "case"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["reject", "confirm", "status=denied", "source=IRN", "unsure"]), st.integers(0, 9)),
        st.tuples(st.sampled_from([Verdict.SAME, Verdict.DIFFERENT]), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
        st.just(("RUS", "KOR")),
    ),
    max_size=6,
)


def step(case: Case, words: Sequence[object]) -> None:
    acts, standing = sorted(case.acts), [j.number for j in case.judgements if not j.undone]
    first, numbers = words[0], [n for n in words[1:] if isinstance(n, int)]
    if first == "undo":
        undo(case, standing[numbers[0] % len(standing)] if standing else 0, by="anna")
    elif first == "RUS":
        judge_pair(case, "RUS", "KOR", Verdict.SAME, by="anna")
    elif isinstance(first, Verdict):
        judge_pair(case, *(acts[n % len(acts)] for n in numbers), first, by="anna")  # type: ignore[misc]
    else:
        judge_claims(case, acts[numbers[0] % len(acts)], [str(first)], by="anna")
    settle(case)


@settings(max_examples=25, deadline=None)
@given(STEPS, st.permutations(range(6)))
def test_judging_and_taking_back_in_any_order_leaves_the_acts_as_without(
    busy: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]], order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("tried") / "case"
    shutil.copytree(busy, folder)
    case = Case(folder)
    with case.locked():
        for words in steps:
            with suppress(AxisgraphError, ZeroDivisionError):
                step(case, words)
        standing = [j.number for j in case.judgements if not j.undone]
        for number in (standing[place] for place in order if place < len(standing)):
            undo(case, number, by="anna")
            settle(case)
    assert (folder / "acts.parquet").read_bytes() == (busy / "acts.parquet").read_bytes()
