"""The pages of a person, an organisation and an item: offices with their dates, in which office a person acted, parts and links."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner
from records import act

from graph.build import Source, build
from graph.case import Case
from graph.commands import main
from graph.given import read_given
from graph.rows import graph_of

TOLD = (
    ("2023-07-25", "Шойгу прилетел в Пхеньян", act("visit", "RUS>PRK", persons=[{"name": "Sergei Shoigu", "country": "RUS"}])),
    ("2023-09-12", "Министр обороны РФ ждёт Кима", act("visit", "PRK>RUS", officials=[{"name": "Sergei Shoigu", "country": "RUS"}])),
    (
        "2025-06-17",
        "Шойгу у Кима",
        act("visit", "RUS>PRK", persons=[{"name": n, "country": c} for n, c in (("Shoigu", "RUS"), ("Kim Jong Un", "PRK"))]),
    ),
    (
        "2023-08-01",
        "В Алабугу пришли «Шахеды»",
        act(
            "arms_transfer",
            "IRN>RUS",
            items=[{"name": "Shahed-136", "kind": "weapon_system"}],
            organisations=[{"name": "Alabuga", "country": "RUS", "part": "buyer"}],
        ),
    ),
    ("2024-08-01", "Из России ушли «Герани»", act("arms_transfer", "RUS>PRK", items=[{"name": "Geran-2", "kind": "weapon_system"}])),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    posts, acts = folder / "posts.jsonl", folder / "acts.jsonl"
    rows = [
        {"id": f"p:{n}", "channel": "p", "date": f"{day}T12:00:00Z", "lang": "ru", "text": text} for n, (day, text, _) in enumerate(TOLD)
    ]
    given = [{"id": row["id"], "acts": [told | {"quote": row["text"]}]} for row, (_, _, told) in zip(rows, TOLD, strict=True)]
    for path, lines in ((posts, rows), (acts, given)):
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    build(Case.create(folder / "case"), [Source(posts, posts.name)], given=read_given(acts))
    return folder / "case"


def show(case: Path, what: str) -> list[str]:
    told = CliRunner().invoke(main, ["show", str(case), what])
    assert told.exit_code == 0, told.output
    acts = {a.id: a.date for a in Case(case).acts.values()}
    lines = told.output.splitlines()
    for name, day in acts.items():
        lines = [line.replace(name, f"[{day}]") for line in lines]
    return lines


ONE = "1 origin, 1 wording, 1 post in 1 channel"


def test_a_person_has_offices_with_dates_and_acts_in_each(case: Path) -> None:
    assert show(case, "Shoigu") == [
        "sergei-shoigu  Sergei Shoigu (person, RUS)",
        "  names: Sergei Shoigu, Сергей Шойгу, Шойгу, Сергій Шойгу, Shoigu, Sergey Shoigu",
        "  defence minister of RUS, 2012-11-06 – 2024-05-12: 2 acts",
        "  secretary of the Security Council of RUS, 2024-05-12 – now: 1 act",
        "  with: PRK 3",
        "  persons: Kim Jong Un 1",
        "  acts: visit done 3",
        f"  [2025-06-17]  RUS → PRK: visit, 2025-06-17, done; {ONE}; as secretary of the Security Council",
        f"  [2023-09-12]  PRK → RUS: visit, 2023-09-12, done; {ONE}; as defence minister; meant by the office",
        f"  [2023-07-25]  RUS → PRK: visit, 2023-07-25, done; {ONE}; as defence minister",
    ]


def test_an_act_tells_whom_only_an_office_means(case: Path) -> None:
    name = next(a.id for a in Case(case).acts.values() if a.officials)
    assert "  meant by their office: Sergei Shoigu (RUS)" in show(case, name)


def test_an_organisation_has_its_country_and_its_part_in_each_act(case: Path) -> None:
    first, *_, last = show(case, "Alabuga")
    assert first == "alabuga  Alabuga Special Economic Zone (special economic zone, RUS)"
    assert last == f"  [2023-08-01]  IRN → RUS: arms transfer (Shahed-136), 2023-08-01, done; {ONE}; as buyer"
    assert "  with: IRN 1" in show(case, "Alabuga")


def test_an_item_counts_the_acts_of_what_it_is_linked_to(case: Path) -> None:
    lines = show(case, "Shahed-136")
    assert lines[0] == "shahed-136  Shahed-136: weapon system, drone, family Shahed"
    assert "  geran-2 same as shahed-136 (made under licence); 1 act" in lines
    assert "  kometa-m part of shahed-136 (antenna)" in lines


def test_the_graph_marks_who_is_meant_by_an_office(case: Path) -> None:
    day = {a.id: a.date for a in Case(case).acts.values()}
    parts = graph_of(Case(case)).edges["Actor", "TOOK_PART", "Act"]
    assert {(day[a], facts["role"]) for who, a, facts in parts if who == "sergei-shoigu"} == {
        ("2023-07-25", "person"),
        ("2023-09-12", "official"),
        ("2025-06-17", "person"),
    }
