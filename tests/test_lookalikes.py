"""Names that may be one person's or one firm's: what is asked, what an answer does, and that a new build keeps it. Posts are invented."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner
from records import act

from extract.model import Json
from graph.build import Source, build
from graph.case import Case
from graph.commands import main
from graph.given import read_given
from graph.judgements import What
from graph.lookalikes import likeness, lookalikes
from graph.review import questions

RUS = "RUS"


def person(name: str, country: str = RUS) -> Json:
    return {"persons": [{"name": name, "country": country}]}


def firm(name: str, country: str = RUS) -> Json:
    return {"organisations": [{"name": name, "country": country, "part": "supplier"}]}


def built(folder: Path, *told: Json) -> Path:
    """A case of posts that tell a visit to China each, with what is told beside."""
    posts, acts = folder / "posts.jsonl", folder / "acts.jsonl"
    texts = [f"Гость номер {n} прилетел в Пекин" for n in range(len(told))]
    rows = [
        {"id": f"p:{n}", "channel": "p", "date": f"2023-{n + 1:02}-05T12:00:00Z", "lang": "ru", "text": text}
        for n, text in enumerate(texts)
    ]
    given = [{"id": row["id"], "acts": [act("visit", "RUS>CHN", quote=row["text"], **more)]} for row, more in zip(rows, told, strict=True)]
    for path, lines in ((posts, rows), (acts, given)):
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    build(Case.create(folder / "case"), [Source(posts, posts.name)], given=read_given(acts))
    return folder / "case"


def pairs(case: Path) -> list[tuple[str, str]]:
    return [(p.one.id, p.other.id) for p in lookalikes(Case(case))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Almassadam Satkaliyev", "Алмасадамом Саткалиевым"),
        ("Satkaliyev Almasadam", "Almassadam Satkaliyev"),
        ("Шойгу Сергей Кужугетович", "Sergei Shoigu"),
        ("I. Petrov", "Ivan Petrov"),
        ("Petrov", "Ivan Petrov"),
        ("Northern Shipyard", "Northern Shipyards JSC"),
        ("Uralvagonzavod", "Uralwagonsawod"),
    ],
)
def test_names_that_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) >= 82


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivan Putin", "Vladimir Putin"),
        ("Ivan Petrov", "Igor Petrov"),
        ("Kim Yong Nam", "Kim Jong Un"),
        ("Alexei Lavrentiev", "Sergey Lavrov"),
        ("Rosatom", "Rosatomflot"),
        ("", "Sergey Lavrov"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < 82


def test_two_spellings_of_one_whom_the_lexicon_lacks_are_two_actors_and_a_question(tmp_path: Path) -> None:
    case = built(tmp_path, person("Iwan Smoljakow"), person("Ivan Smolyakov"), person("Pavel Otherman"))
    assert pairs(case) == [("ivan-smolyakov", "iwan-smoljakow")]
    assert [p.what for p in lookalikes(Case(case))] == [What.PERSONS]
    assert {p.name for a in Case(case).acts.values() for p in a.persons} == {"Iwan Smoljakow", "Ivan Smolyakov", "Pavel Otherman"}


def test_a_stranger_is_asked_about_beside_the_lexicon_though_nobody_names_that_one(tmp_path: Path) -> None:
    case = built(tmp_path, person("S. Lavrof"), person("Lavrentiev"))
    assert pairs(case) == [("sergey-lavrov", "s-lavrof")]


def test_one_name_in_two_countries_is_no_question_but_one_without_a_country_is(tmp_path: Path) -> None:
    case = built(tmp_path, person("Anna Smolyakova"), person("Ana Smoliakova", "CHN"), person("Hanna Smolyakova", ""))
    assert pairs(case) == [("ana-smoliakova", "hanna-smolyakova"), ("anna-smolyakova", "hanna-smolyakova")]


def test_what_links_by_itself_is_no_question(tmp_path: Path) -> None:
    case = built(tmp_path, person("Шойгу Сергей Кужугетович"), person("Sergey Shoygu"))
    assert pairs(case) == []
    assert "2 acts" in CliRunner().invoke(main, ["show", str(case), "Shoigu"]).output


def test_firms_are_asked_about_too(tmp_path: Path) -> None:
    case = built(tmp_path, firm("Zarechny Tekstil"), firm("Zarechnyi Textil"), firm("Volga Textil"))
    assert pairs(case) == [("Zarechny Tekstil", "Zarechnyi Textil")]
    judged = CliRunner().invoke(main, ["judge", str(case), "Zarechny Tekstil", "Zarechnyi Textil", "same"])
    assert judged.exit_code == 0, judged.output
    assert {o.name for a in Case(case).acts.values() for o in a.organisations} == {"Zarechny Tekstil", "Volga Textil"}
    assert pairs(case) == []


@pytest.mark.parametrize(("key", "names"), [("s", {"Ivan Smolyakov"}), ("x", {"Iwan Smoljakow", "Ivan Smolyakov"})])
def test_an_answer_is_a_judgement_that_a_new_build_keeps(tmp_path: Path, key: str, names: set[str]) -> None:
    case = built(tmp_path, person("Iwan Smoljakow"), person("Ivan Smolyakov"))
    keys = "".join(key if q.pair else "u" for q in questions(Case(case)))
    out = CliRunner().invoke(main, ["review", str(case), "--by", "anna"], input="\n".join(keys)).output
    assert "Ivan Smolyakov and Iwan Smoljakow: the same person?" in out
    assert "Iwan Smoljakow (RUS), only as posts name it; 1 claim" in out
    assert "«Гость номер 0 прилетел в Пекин» p, 2023-01-05" in out
    more = tmp_path / "more.jsonl"
    more.write_bytes(orjson.dumps({"id": "p:9", "channel": "p", "date": "2023-09-05T12:00:00Z", "lang": "ru", "text": "Тихо"}) + b"\n")
    build(Case.create(case), [Source(more, more.name)], given=read_given(tmp_path / "acts.jsonl"))
    assert {p.name for a in Case(case).acts.values() for p in a.persons} == names
    assert questions(Case(case)) == []


def test_b_takes_the_answer_back(tmp_path: Path) -> None:
    case = built(tmp_path, person("Iwan Smoljakow"), person("Ivan Smolyakov"))
    place = next(n for n, q in enumerate(questions(Case(case))) if q.pair)
    told = CliRunner().invoke(main, ["review", str(case)], input="\n".join(["u"] * place + ["s", "b", "u"]))
    assert told.exit_code == 0, told.output
    assert [(j.saying, bool(j.undone)) for j in Case(case).judgements if j.what is What.PERSONS] == [("same", True), ("unsure", False)]
    assert len({p.name for a in Case(case).acts.values() for p in a.persons}) == 2
