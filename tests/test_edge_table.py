"""The table of edges and the few acts that a chain needs: the same as from the whole case, also after judgements, edits and new builds."""

from pathlib import Path

import orjson
import pytest
from records import act
from test_chain_evidence import POSTS, built
from test_channels import run, small_case
from test_sample_case import SAMPLE
from test_sample_case import built as sample_of

from extract.ontology import SUPPLY_TYPES
from graph.case import Case
from graph.demo import sample_files
from graph.edge_table import EdgeTable, edges_of
from graph.edges import Wanted
from graph.evidence import evidence
from graph.few import Few


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return sample_of(tmp_path_factory.mktemp("sample") / "case", [Path(str(file)) for file in sample_files()], SAMPLE)


QUESTIONS = {
    "all": Wanted(),
    "supply": Wanted(types=SUPPLY_TYPES),
    "drones": Wanted("drone"),
    "in capitals": Wanted("SHAHED"),
    "done since a month": Wanted(statuses=["done"], since="2024-06"),
    "until a year": Wanted("drone", SUPPLY_TYPES, ["done", "planned"], until="2023"),
    "nothing": Wanted("no such thing"),
    "no type": Wanted(types=[]),
}


@pytest.mark.parametrize("wanted", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_gets_the_edges_that_it_gets_from_the_acts(sample: Case, wanted: Wanted) -> None:
    assert sorted(EdgeTable(sample).wanted(wanted), key=repr) == sorted(wanted.of(edges_of(sample)), key=repr)


def test_the_table_is_made_anew_after_a_build(tmp_path: Path) -> None:
    case = built(tmp_path, POSTS[:3])
    assert len(EdgeTable(case).wanted(Wanted())) == 1
    (tmp_path / "more").mkdir()
    row = {"id": "x:1", "channel": "X", "date": "2024-01-01T00:00:00Z", "lang": "en", "text": "Cuba sold sugar to China"}
    posts, acts = tmp_path / "more" / "p.jsonl", tmp_path / "more" / "a.jsonl"
    posts.write_bytes(orjson.dumps(row) + b"\n")
    acts.write_text(
        str({"id": "x:1", "acts": [act("trade", "CUB>CHN")]}).replace("'", '"').replace("None", "null") + "\n", encoding="utf-8"
    )
    assert run("build", case.folder, posts, "--acts", acts).exit_code == 0
    assert "CUB" in EdgeTable(Case(case.folder)).actors()


def test_a_case_without_acts_has_an_empty_table(tmp_path: Path) -> None:
    posts = tmp_path / "p.jsonl"
    posts.write_text('{"id": "x:1", "channel": "X", "date": "2024-01-01T00:00:00Z", "lang": "en", "text": "Rain."}\n', encoding="utf-8")
    assert run("build", tmp_path / "c", posts, "--extractor", "rules").exit_code == 0
    assert EdgeTable(Case(tmp_path / "c")).wanted(Wanted("drone", SUPPLY_TYPES)) == []


def told(case: Case, keys: list[str]) -> list[list[str]]:
    return [[e.line() for e in evidence(case, case.acts[key])] for key in keys]


def test_few_acts_have_the_evidence_of_the_whole_case(sample: Case) -> None:
    keys = sorted(sample.acts)[::9]
    few = Few(sample, keys)
    assert (sorted(few.acts), told(few, keys)) == (keys, told(sample, keys))
    assert few.acts == {key: sample.acts[key] for key in keys}


def test_few_acts_have_the_evidence_as_people_judged_it(tmp_path: Path) -> None:
    case = Case(small_case(tmp_path))
    claim = next(c.id for c in case.claims.values() if c.post == "sevlog:1")
    assert run("judge", case.folder, claim, "reject").exit_code == 0
    whole = Case(case.folder)
    keys = sorted(whole.acts)
    assert told(Few(whole, keys), keys) == told(whole, keys)
    assert not any(c.post == "sevlog:1" for c in Few(whole, keys).claims.values())


def test_an_edited_post_is_told_by_its_newest_text(tmp_path: Path) -> None:
    case = built(tmp_path, POSTS[:3])
    edited = tmp_path / "edited.jsonl"
    edited.write_text(
        '{"id": "log:1", "channel": "Renamed", "date": "2022-08-30T12:00:00+03:00", "edited": "2022-09-05T12:00:00+03:00", "lang": "en", '
        '"text": "Iran gave the Shahed-136 to Russia, again"}\n',
        encoding="utf-8",
    )
    assert run("build", case.folder, edited, "--acts", tmp_path / "acts.jsonl").exit_code == 0
    whole = Case(case.folder)
    keys = sorted(whole.acts)
    assert told(Few(whole, keys), keys) == told(whole, keys)
    assert Few(whole, keys).posts["log:1"].channel == "Renamed"
