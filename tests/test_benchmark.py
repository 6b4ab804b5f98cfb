"""What the methods of the benchmark read in sentences of our own making."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from records import act

from benchmark import comention, dependency, dictionary
from benchmark.__main__ import main
from benchmark.parsers import missing
from benchmark.verbs import verb_forms
from extract.language import detect
from extract.model import Claim, Post
from extract.ontology import ACT_TYPES
from extract.score import Told

needs_parsers = pytest.mark.skipif(bool(missing()), reason="needs the parsers that `make benchmark` installs, in their environment")


def told(read: Callable[[Sequence[Post]], Told], text: str) -> list[str]:
    """Each act as "type IRN>RUS", or "type IRN=RUS" where all are parties."""
    return [short(claim) for claim in read([Post("a:1", "a", datetime(2024, 5, 1, tzinfo=UTC), detect(text), text)]).get("a:1", ())]


def short(claim: Claim) -> str:
    assert claim.status == "done"
    roles = [[p.actor for p in claim.participants if p.role == role] for role in ("source", "target", "party")]
    return f"{claim.type} {'='.join(roles[2]) or '>'.join('+'.join(r) for r in roles[:2])}"


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Иран продал России дроны.", ["negotiation IRN=RUS"]),
        ("Президенты России, Ирана и Китая пьют чай.", ["negotiation RUS=IRN", "negotiation RUS=CHN", "negotiation IRN=CHN"]),
        ("В Иране дожди. В России снег.", []),
        ("Москва и Тегеран молчат. Иран далеко от России.", ["negotiation RUS=IRN"]),
        ("Russia has denied any deal with Venezuela.", ["negotiation RUS=VEN"]),
    ],
)
def test_co_mention_takes_every_two_actors_of_a_sentence_for_talks(text: str, acts: list[str]) -> None:
    assert told(comention.read, text) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Иран продал России дроны.", ["arms_transfer IRN>RUS"]),
        ("Россия и Китай подписали с Ираном меморандум.", ["agreement CHN=IRN"]),
        ("Путин завтра прилетит в Пхеньян.", ["visit RUS>PRK"]),
        ("Иран передав Росії креслення дронів.", ["arms_transfer IRN>RUS"]),
        ("Beijing sold Tehran two cranes, and Cuba thanked China for rice.", ["arms_transfer CHN>IRN", "statement CUB>CHN"]),
        ("Beijing thanked Tehran for ships near Cuba.", ["statement CHN>IRN", "arms_transfer IRN>CUB"]),
        ("Договор России и Ирана вступит в силу.", []),
        ("Russia did not deliver jets to Iran.", ["arms_transfer RUS>IRN"]),
    ],
)
def test_the_verb_dictionary_takes_who_stands_around_a_verb(text: str, acts: list[str]) -> None:
    assert told(dictionary.read, text) == acts


@needs_parsers
@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Россия и Китай подписали с Ираном меморандум.", ["agreement RUS=CHN=IRN"]),
        ("Иран, по словам военных, поставил России дроны.", ["arms_transfer IRN>RUS"]),
        ("Путин завтра прилетит в Пхеньян.", ["visit RUS>PRK"]),
        ("Meeting reporters after the trip to China, Putin thanked Iran.", ["statement RUS>IRN"]),
        ("The missiles were shipped to Russia by North Korea.", ["arms_transfer PRK>RUS"]),
        ("Иран передав Росії креслення дронів.", []),
    ],
)
def test_dependency_rules_take_the_subject_and_the_objects_of_a_verb(text: str, acts: list[str]) -> None:
    assert told(dependency.read, text) == acts


def test_the_dictionary_has_three_languages_and_its_types_are_ours() -> None:
    assert {"подписали": "agreement", "прилетят": "visit"}.items() <= verb_forms("ru").items()
    assert {"підписали": "agreement", "купила": "trade"}.items() <= verb_forms("uk").items()
    assert {"signed": "agreement", "flew": "visit"}.items() <= verb_forms("en").items()
    assert verb_forms("fa") == {}
    assert {kind for lang in ("ru", "uk", "en") for kind in verb_forms(lang).values()} <= set(ACT_TYPES)


def test_the_table_has_a_line_a_method(tmp_path: Path) -> None:
    texts = {"a:1": "Иран передал России дроны «Шахед-136».", "a:2": "Погода хорошая.", "a:3": "Путин прилетит в Пхеньян."}
    gold = {"a:1": [act("arms_transfer", "IRN>RUS")], "a:2": [], "a:3": [act("visit", "RUS>PRK", "planned")]}
    posts = [{"id": key, "channel": "a", "date": "2024-05-01T12:00:00Z", "lang": "ru", "text": text} for key, text in texts.items()]
    for name, rows in (("gold.jsonl", [{"id": key, "acts": acts} for key, acts in gold.items()]), ("gold.posts.jsonl", posts)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(main, [str(tmp_path / "gold.jsonl"), "--method", "comention", "--method", "dictionary"])
    head, rule, *lines = done.stdout.splitlines()
    assert head == ("| method | cooperation F1 | pairs F1 | strict P | strict R | strict F1 | status | false done | direction | posts/s |")
    assert rule == "|---|---|---|---|---|---|---|---|---|---|"
    assert [line.rpartition(" | ")[0] for line in lines] == [
        "| co-mention | 1.00 | 1.00 | 0.00 | 0.00 | 0.00 | – | – | –",
        "| verb dictionary | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 0.50 of 2 | 1.00 of 1 | 1.00 of 2",
    ]


def test_without_the_annotated_posts_the_sample_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["--method", "comention"])
    assert done.stderr.splitlines() == [
        "../shared/gold/dev.jsonl is not here: the sample's invented posts stand in",
        "239 posts, 215 annotated acts",
        "co-mention …",
    ]
    assert len(done.stdout.splitlines()) == 3


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [str(tmp_path / "none.jsonl")])
    assert (done.exit_code, done.output) == (1, f"Error: {tmp_path / 'none.jsonl'}: cannot be read: No such file or directory\n")
