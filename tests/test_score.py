"""The measures: small files with their figures written out, and the same numbers as the script beside the annotated posts."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from records import act, claim, post

from extract.model import Json
from extract.ontology import ACT_TYPES, Role, Sphere, Status
from extract.score import Figures, Overlap, Share, matched, missed, score
from graph.commands import main
from graph.score import read_acts

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
needs_gold = pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="needs the annotated posts and their score.py, which do not ship")


def run(*words: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, words)], input=stdin)


def written(path: Path, told: dict[str, list[Json]]) -> Path:
    path.write_text("".join(json.dumps({"id": key, "acts": acts}) + "\n" for key, acts in told.items()), encoding="utf-8")
    return path


def figures(gold: dict[str, list[Json]], told: dict[str, list[Json]]) -> Figures:
    one, other = ({key: [claim(post(key, ""), raw) for raw in acts] for key, acts in several.items()} for several in (gold, told))
    return score(one, other)


DRONES = {
    "items": [{"name": "Shahed-136", "kind": "weapon_system", "quantity": "40"}],
    "date": "2024-05",
    "reported_by": "The Harbour Post",
}
CALL = {"persons": [{"name": "Vladimir Putin", "country": "RUS"}, {"name": "Nicolás Maduro", "country": "VEN"}]}
ANNOTATED = {
    "a:1": [act("arms_transfer", "IRN>RUS", **DRONES), act("call", "RUS=VEN", **CALL)],
    "a:2": [act("visit", "RUS>PRK", "planned")],
    "a:3": [],
    "a:4": [act("agreement", "RUS=IRN=CHN", "denied")],
}
TOLD = {
    "a:1": [
        act("call", "rus=ven=CUB", persons=[{"name": "Putin", "country": "RUS"}]),
        act("arms_transfer", "RUS>IRN", items=[{"name": "shahed drones", "quantity": "about 40"}, {"name": "grain"}], date="2024-05"),
    ],
    "a:2": [act("visit", "RUS>PRK")],
    "a:3": [act("trade", "CHN>RUS")],
    "b:9": [act("trade", "CHN>RUS")],
}


def test_figures_of_a_small_file_are_these() -> None:
    assert figures(ANNOTATED, TOLD) == {
        "cooperation": Overlap(same=2, told=3, gold=3),
        "pairs": Overlap(same=3, told=6, gold=6),
        "acts strict": Overlap(same=3, told=4, gold=4),
        "acts lenient": Overlap(same=3, told=4, gold=4),
        "status": Share(2, 3),
        "tangible": Share(3, 3),
        "sphere": Share(3, 3),
        "false done": Share(1, 1, "rate"),
        "direction": Share(1, 2),
        "roles": Share(1, 3),
        "date": Share(3, 3),
        "dated": Share(1, 1),
        "reporter": Overlap(same=0, told=0, gold=1),
        "quantity": Share(1, 1),
        "persons": Overlap(same=1, told=1, gold=2),
        "items": Overlap(same=1, told=2, gold=1),
    }


def test_precision_recall_and_f1_are_the_usual_ones_and_nothing_of_nothing_is_zero() -> None:
    assert Overlap(same=2, told=3, gold=4).to_json() == {"P": 2 / 3, "R": 0.5, "F1": pytest.approx(4 / 7), "gold": 4, "predicted": 3}
    assert Overlap(same=0, told=0, gold=0).to_json() == {"P": 0.0, "R": 0.0, "F1": 0.0, "gold": 0, "predicted": 0}
    assert Share(1, 4, "rate").to_json() == {"rate": 0.25, "n": 4}
    assert Share(0, 0).to_json() == {"accuracy": 0.0, "n": 0}


def test_the_acts_most_alike_are_matched_and_each_only_once() -> None:
    told = post("a:1", "")
    gold = [claim(told, act("visit", "RUS>PRK", "planned")), claim(told, act("visit", "RUS>PRK"))]
    done, planned = claim(told, act("visit", "RUS>PRK")), claim(told, act("visit", "RUS>PRK", "planned"))
    assert matched(gold, [done, planned]) == [(gold[0], planned), (gold[1], done)]
    assert matched(gold, [done]) == [(gold[1], done)]


def test_a_lenient_match_needs_the_sphere_and_two_actors() -> None:
    told = post("a:1", "")
    gold = [claim(told, act("visit", "RUS>PRK"))]
    talks, one_actor, trade = (claim(told, act(*a)) for a in (("negotiation", "RUS=PRK"), ("negotiation", "RUS=CHN"), ("trade", "RUS>PRK")))
    assert matched(gold, [talks]) == []
    assert matched(gold, [one_actor, trade, talks], lenient=True) == [(gold[0], talks)]


def test_a_crowd_of_seven_parties_makes_no_pairs() -> None:
    crowd = {"a:1": [act("conference", "RUS=CHN=IRN=IND=KAZ=BLR=PRK")]}
    assert figures(crowd, crowd)["pairs"] == Overlap(0, 0, 0)
    six = {"a:1": [act("conference", "RUS=CHN=IRN=IND=KAZ=BLR")]}
    assert figures(six, six)["pairs"] == Overlap(15, 15, 15)


def test_missed_and_invented_acts_are_told_with_their_posts() -> None:
    gold, told = ({k: [claim(post(k, ""), a) for a in acts] for k, acts in several.items()} for several in (ANNOTATED, TOLD))
    assert [(sign, key, a.type) for sign, key, a in missed(gold, told)] == [("+", "a:3", "trade"), ("-", "a:4", "agreement")]


def test_the_command_prints_a_line_a_figure(tmp_path: Path) -> None:
    told = run(written(tmp_path / "gold.jsonl", ANNOTATED), written(tmp_path / "told.jsonl", TOLD), "--misses", 1)
    assert [line.rstrip() for line in told.stdout.splitlines() if line.strip()] == [
        "4 posts, 4 annotated acts",
        " figure         measure    value   P       R       n   told",
        " ──────────────────────────────────────────────────────────",
        " cooperation    F1         0.667   0.667   0.667   3      3",
        " pairs          F1         0.500   0.500   0.500   6      6",
        " acts strict    F1         0.750   0.750   0.750   4      4",
        " acts lenient   F1         0.750   0.750   0.750   4      4",
        " status         accuracy   0.667                   3",
        " tangible       accuracy   1.000                   3",
        " sphere         accuracy   1.000                   3",
        " false done     rate       1.000                   1",
        " direction      accuracy   0.500                   2",
        " roles          accuracy   0.333                   3",
        " date           accuracy   1.000                   3",
        " dated          accuracy   1.000                   1",
        " reporter       F1         0.000   0.000   0.000   1      0",
        " quantity       accuracy   1.000                   1",
        " persons        F1         0.667   1.000   0.500   2      1",
        " items          F1         0.667   0.500   1.000   1      2",
        "+ a:3  trade/done  CHN:source,RUS:target  «»",
    ]


def test_by_type_each_type_has_a_line_and_all_come_last(tmp_path: Path) -> None:
    told = run(written(tmp_path / "gold.jsonl", ANNOTATED), "-", "--by", "type", stdin=written(tmp_path / "t", TOLD).read_bytes())
    _, head, *rest = [line for line in told.stdout.splitlines() if line.strip()]
    assert head.split("  ")[0].strip() == "type"
    assert [line.split() for line in rest[1:]] == [
        ["agreement", "1", "1", "0", *["0.000"] * 5],
        ["arms_transfer", "1", "1", "1", *["1.000"] * 6, "0.000"],
        ["call", "1", "1", "1", "1.000", "1.000", "1.000", "1.000", "0.500", "1.000"],
        ["visit", "1", "1", "1", *["1.000"] * 5, "0.000", "1.000", "1.000"],
        ["trade", "0", "0", "1", *["0.000"] * 5],
        ["all", "3", "4", "4", "0.750", "0.750", "0.750", "0.667", "0.500", "0.667", "1.000", "0.500"],
    ]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two posts of two channels and languages with their annotations."""
    rows = [
        {"id": "port:1", "channel": "port", "lang": "ru", "text": "Тегеран передал Москве 40 дронов «Шахед-136»."},
        {"id": "wire:2", "channel": "wire", "lang": "en", "text": "Xi Jinping arrived in Moscow on a state visit."},
    ]
    lines = (json.dumps(r | {"date": "2024-05-01T12:00:00+03:00"}, ensure_ascii=False) + "\n" for r in rows)
    (tmp_path / "gold.posts.jsonl").write_text("".join(lines), encoding="utf-8")
    return written(tmp_path / "gold.jsonl", {"port:1": [act("arms_transfer", "IRN>RUS")], "wire:2": [act("visit", "CHN>RUS")]})


def test_without_predictions_the_posts_beside_the_annotations_are_read(files: Path) -> None:
    told = json.loads(run(files, "--extractor", "rules", "--json").stdout)
    assert told["acts strict"] == {"P": 1.0, "R": 1.0, "F1": 1.0, "gold": 2, "predicted": 2}
    files.with_name("gold.posts.jsonl").rename(files.with_name("posts.jsonl"))
    assert json.loads(run(files, "--extractor", "rules", "--json").stdout) == told
    files.with_name("posts.jsonl").rename(files.with_name("others.jsonl"))
    assert json.loads(run(files, "--extractor", "rules", "--json", "--posts", files.with_name("others.jsonl")).stdout) == told


@pytest.mark.parametrize(("kind", "names"), [("lang", ["en", "ru", "all"]), ("channel", ["port", "wire", "all"])])
def test_by_language_and_channel_the_posts_tell_the_groups(files: Path, kind: str, names: list[str]) -> None:
    told = json.loads(run(files, "--extractor", "rules", "--by", kind, "--json").stdout)
    assert list(told) == names
    assert [told[name]["acts strict"]["gold"] for name in names] == [1, 1, 2]


@pytest.mark.parametrize(
    ("gold", "told", "says"),
    [
        (None, "", "gold.jsonl: cannot be read: No such file or directory"),
        ("", "", "gold.jsonl: is empty; wanted is a line a post,"),
        ('{"id": "a:1", "acts": []}\n{', "", "gold.jsonl:2: no JSON: "),
        ('{"id": "a:1", "acts": []}\n\n{"id": "a:1", "acts": []}', "", "gold.jsonl:3: post a:1 has a line above; keep one line a post"),
        ('{"id": "a:1", "acts": []}', '{"id": "a:1"}', 'told.jsonl:1: post a:1 has no list "acts"; wanted is'),
        ('{"id": "a:1", "acts": []}', '["a:1"]', "told.jsonl:1: not a line of acts; wanted is"),
        ('{"id": "a:1", "acts": []}', "", "told.jsonl: is empty"),
        ('{"id": "a:1", "acts": []}', '{"id": "b:1", "acts": []}', "told.jsonl: has none of the posts of"),
        ('{"id": "a:1", "acts": [{"type": "war"}]}', "", "gold.jsonl:1: an act of post a:1 lacks 'status'"),
        ('{"id": "a:1", "acts": []}', None, "gold.jsonl: there is no gold.posts.jsonl beside it; name the file of its posts with --posts"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, gold: str | None, told: str | None, says: str) -> None:
    for name, content in (("gold.jsonl", gold), ("told.jsonl", told)):
        if content is not None:
            (tmp_path / name).write_text(content, encoding="utf-8")
    done = run(tmp_path / "gold.jsonl", *([] if told is None else [tmp_path / "told.jsonl"]))
    assert done.exit_code == 1
    assert says in done.output
    assert len(done.output.splitlines()) == 1


def test_a_post_that_is_annotated_and_not_there_is_named(files: Path) -> None:
    with files.open("a", encoding="utf-8") as lines:
        lines.write('{"id": "port:7", "acts": []}\n')
    done = run(files, "--extractor", "rules")
    assert (done.exit_code, "post port:7 (1 in all) is not in" in done.output) == (1, True)


def theirs(tmp: Path, gold: Path, told: Path) -> Json:
    script = [sys.executable, str(GOLD / "score.py"), str(gold), str(told), "--json"]
    numbers: Json = json.loads(subprocess.run(script, check=True, capture_output=True, cwd=tmp).stdout)
    return numbers


@needs_gold
def test_on_annotated_posts_the_figures_are_those_of_the_script_beside_them(tmp_path: Path) -> None:
    """On 150 posts from the midst of those kept for checking, read by the rules."""
    for name in ("dev.posts.jsonl", "dev.jsonl"):
        lines = (GOLD / name).read_text(encoding="utf-8").splitlines()[200:350]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["extract", "--extractor", "rules", str(tmp_path / "dev.posts.jsonl")])
    (tmp_path / "told.jsonl").write_text(told.stdout, encoding="utf-8")
    ours = json.loads(run(tmp_path / "dev.jsonl", tmp_path / "told.jsonl", "--json").stdout)
    assert ours["acts strict"]["predicted"] > 50
    assert ours == theirs(tmp_path, tmp_path / "dev.jsonl", tmp_path / "told.jsonl")
    assert ours == json.loads(run(tmp_path / "dev.jsonl", "--extractor", "rules", "--json").stdout)


ACTORS = ["RUS", "IRN", "PRK", "CHN", "Houthis", "houthis", "BRICS", "KAZ", "BLR"]
NAMES = ["Vladimir Putin", "Putin", "Kim Jong Un", "Sergei LAVROV"]
THINGS = ["Shahed-136", "Shahed drones", "drones", "oil", "crude oil", "gas", "Su-35 fighters"]
AMOUNTS = ["", "40", "about 40", "1,200", "1.5 million", "several", "Several"]


def perturbed(chance: random.Random, acts: list[Json]) -> list[Json]:
    """The same acts with some left out, some doubled, and any field of them changed."""
    found = []
    for raw in acts:
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            changed = dict(raw)
            for field, draw in (
                ("type", lambda: chance.choice(list(ACT_TYPES))),
                ("sphere", lambda: chance.choice(list(Sphere)).value),
                ("status", lambda: chance.choice(list(Status)).value),
                ("tangible", lambda: chance.random() < 0.5),
                ("participants", lambda: participants(chance)),
                ("date", lambda: chance.choice([None, "2024", "2024-11-28"])),
                ("reported_by", lambda: chance.choice([None, "The Harbour Post"])),
                ("persons", lambda: [{"name": chance.choice(NAMES), "country": "RUS"} for _ in range(chance.randrange(3))]),
                (
                    "items",
                    lambda: [{"name": chance.choice(THINGS), "quantity": chance.choice(AMOUNTS)} for _ in range(chance.randrange(4))],
                ),
            ):
                if chance.random() < 0.25:
                    changed[field] = draw()
            found.append(changed)
    chance.shuffle(found)
    return found


def participants(chance: random.Random) -> list[Json]:
    actors = chance.sample(ACTORS, chance.choice([2, 2, 3, 4, 8]))
    mutual = chance.random() < 0.4
    return [{"actor": a, "role": Role.PARTY.value if mutual else chance.choice(list(Role)).value} for a in actors]


@needs_gold
@pytest.mark.parametrize("seed", range(25))
def test_perturbed_annotations_have_the_same_figures_by_both(tmp_path: Path, seed: int) -> None:
    """Each time some forty annotated posts, changed once for the gold and again for the prediction, which lacks some of them."""
    chance = random.Random(seed)
    annotated = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    some = chance.sample([row for row in annotated if row["acts"]], 40) + chance.sample([row for row in annotated if not row["acts"]], 3)
    gold = {row["id"]: perturbed(chance, row["acts"]) for row in some}
    told = {key: perturbed(chance, acts) for key, acts in gold.items() if chance.random() < 0.9}
    paths = written(tmp_path / "gold.jsonl", gold), written(tmp_path / "told.jsonl", told)
    read = [read_acts(path.read_bytes().splitlines(), path.name) for path in paths]
    assert {name: figure.to_json() for name, figure in score(*read).items()} == theirs(tmp_path, *paths)
