"""Acts as stages of agreements: which stage words tell, who ratified, what is linked and what stays apart, what commands say."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import orjson
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from records import act, claim, post

import cypher
from extract.agreements import SAME_DAY, agreements
from extract.group import group
from extract.model import Json
from extract.papers import paper
from extract.stages import stage_of
from graph.ask import ask
from graph.case import Case
from graph.commands import main
from graph.rows import graph_of
from graph.store import Store

PAIR = "RUS=IRN"
Told = tuple[str, str, Json]
"""Text (which is the evidence), day of the post, act."""


def tell(text: str, day: str, items: str | None = None, who: str = PAIR, status: str = "done", date: str | None = None) -> Told:
    """Items are separated by "; "."""
    named = [{"name": name, "kind": "agreement"} for name in items.split("; ")] if items else []
    return text, day, act("agreement", who, status, date=date, quote=text, items=named)


def linked(*told: Told) -> list[list[str]]:
    """For each agreement its stages: "2024-06-19 signed", with status and party where these are worth telling."""
    posts = [post(f"k{n}:1", text, f"{day}T12:00:00+03:00") for n, (text, day, _) in enumerate(told)]
    claims = [claim(p, raw) for p, (_, _, raw) in zip(posts, told, strict=True)]
    found = agreements(group(posts, claims), {c.id: c for c in claims}, {p.id: p for p in posts})
    return [
        [
            f"{s.date} {s.stage}{f' by {s.by}' if s.by else ''}{f' ({s.status.value})' if s.status != 'done' else ''}"
            for s in agreement.steps
        ]
        for agreement in found
    ]


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("Россия и Иран подписали договор о дружбе.", "done", "signed"),
        ("Договор Москвы и Тегерана, подписанный в январе, ратифицирован.", "done", "ratified"),
        ("Иран ратифицировал договор с Россией.", "done", "ratified IRN"),
        ("Ратифицировала Россия договор с Ираном только осенью.", "done", "ratified RUS"),
        ("Договор с Ираном внесён в Госдуму на ратификацию.", "done", "submitted RUS"),
        ("Подписан закон о ратификации договора России с Ираном.", "done", "ratified"),
        ("Соглашение России и Ирана вступит в силу после ратификации.", "planned", "in force"),
        ("Соглашением России и Ирана, которое действует с весны, довольны оба.", "done", "in force"),
        ("Стороны – Россия и Иран – обменялись ратификационными грамотами.", "done", "in force"),
        ("Россия и Иран продлили контракт на газ.", "done", "extended"),
        ("Иран приостановил соглашение с Россией.", "ended", "suspended IRN"),
        ("Тегеран отказался подписывать договор с Москвой.", "denied", "refused IRN"),
        ("Москва денонсировала договор с Ираном.", "ended", "ended RUS"),
        ("Россия и Иран парафировали соглашение.", "done", "initialled"),
        ("Росія та Іран підписали угоду про торгівлю.", "done", "signed"),
        ("Іран ратифікував договір із Росією.", "done", "ratified IRN"),
        ("Угода Росії та Ірану набула вчора чинності.", "done", "in force"),
        ("Росія вийшла з угоди з Іраном.", "ended", "ended RUS"),
        ("Росія та Іран подовжили контракт.", "done", "extended"),
        ("The treaty between Russia and Iran enters into force today.", "done", "in force"),
        ("The treaty with Russia was ratified by the parliament of Iran.", "done", "ratified IRN"),
        ("Russia and Iran have extended their gas contract.", "done", "extended"),
        ("Moscow withdrew from the treaty with Iran.", "ended", "ended RUS"),
        ("Russia has not ratified the treaty with Iran.", "denied", "ratified RUS"),
        ("Russia and Iran are bound by the treaty.", "done", "agreed"),
        # ratified in another sense: the word beside the paper tells
        ("The federation ratified the record after Russia and Iran signed a memorandum.", "done", "signed"),
        ("Судьи ратифицировали рекорд, а Россия и Иран подписали меморандум.", "done", "signed"),
        # talked of, but made
        ("Россия и Иран обсуждали цены, договор уже есть.", "done", "agreed"),
    ],
)
def test_words_tell_the_stage_and_who_brought_it_about(text: str, status: str, expected: str) -> None:
    stage, who = stage_of(claim(post("a:1", text), act("agreement", PAIR, status, quote=text)), text)
    assert " ".join(filter(None, (stage, who))) == expected


def test_words_beside_the_evidence_count_where_they_agree_and_speak_of_no_end() -> None:
    def stage(text: str, quote: str, status: str = "done") -> str:
        return stage_of(claim(post("a:1", text), act("agreement", PAIR, status, quote=quote)), text)[0]

    assert stage("Сегодня ратифицирован договор Ирана с Россией.", "договор Ирана с Россией") == "ratified"
    assert stage("Подписан один договор, а ратифицирован договор Ирана с Россией.", "Ирана с Россией") == "agreed"
    assert stage("Договор Ирана с Россией помнит, как приостановили прежний.", "Договор Ирана с Россией") == "agreed"
    assert stage("Договор Ирана с Россией приостановлен.", "Договор Ирана с Россией", "ended") == "suspended"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("comprehensive strategic partnership treaty", "partnership treaty", True),
        ("Treaty on Comprehensive Strategic Partnership", "strategic partnership agreement", True),
        ("law on strategic partnership treaty", "strategic partnership treaty", True),
        ("gas supply contract", "contract on gas", True),
        ("EAEU-Iran free trade agreement", "free trade agreement", True),
        ("free trade agreement", "trade agreement", False),
        ("free trade agreement", "interim free trade agreement", False),
        ("memorandum on grain", "memorandum on oil", False),
        ("memorandum on grain", "agreement on grain", False),
        ("declaration on strategic partnership", "strategic partnership treaty", False),
        ("cooperation plan on tea for 2023", "cooperation plan on tea for 2024", False),
        ("information security agreement", "security agreement", False),
        ("agreements on tea", "agreement on tea", False),
        ("treaty", "treaty", False),
    ],
)
def test_two_namings_are_alike_by_form_and_subject(one: str, other: str, alike: bool) -> None:
    assert paper(one).is_alike(paper(other)) is alike
    assert paper(other).is_alike(paper(one)) is alike


PARTNERSHIP = "strategic partnership treaty"
SIGNED = tell("Россия и Иран подписали договор о стратегическом партнёрстве.", "2025-01-17", PARTNERSHIP, date="2025-01-17")
RATIFIED = tell("Госдума ратифицировала договор с Ираном о партнёрстве.", "2025-04-08", "partnership treaty", date="2025-04-08")
IN_FORCE = tell("Договір Росії та Ірану набув чинності.", "2025-10-02", "treaty", date="2025-10-02")


def test_signed_ratified_and_in_force_are_three_stages_of_one_treaty() -> None:
    assert linked(SIGNED, RATIFIED, IN_FORCE) == [["2025-01-17 signed", "2025-04-08 ratified by RUS", "2025-10-02 in force"]]


def test_each_side_ratifies_and_a_denial_is_told_as_one() -> None:
    iran = tell("Iran ratified the treaty with Russia.", "2025-05-21", "treaty", date="2025-05-21")
    never = tell("Іран не денонсував договір з Росією.", "2026-02-01", "treaty", status="denied", date="2026-02-01")
    assert linked(SIGNED, RATIFIED, iran, never) == [
        ["2025-01-17 signed", "2025-04-08 ratified by RUS", "2025-05-21 ratified by IRN", "2026-02-01 ended by IRN (denied)"]
    ]


def test_a_later_stage_without_a_name_joins_the_only_signing_of_two_years() -> None:
    signed = tell("Russia and Iran signed a treaty on rivers.", "2023-03-01", "treaty on rivers", date="2023-03-01")
    assert linked(signed, IN_FORCE) == [["2023-03-01 signed"], ["2025-10-02 in force"]]
    late = tell("Russia and Iran signed a treaty on rivers.", "2024-03-01", "treaty on rivers", date="2024-03-01")
    assert linked(late, IN_FORCE) == [["2024-03-01 signed", "2025-10-02 in force"]]
    assert linked(late, SIGNED, IN_FORCE) == [["2024-03-01 signed"], ["2025-01-17 signed"], ["2025-10-02 in force"]]
    topic = tell("Иран ратифицировал договор о выдаче с Россией.", "2025-10-02", "treaty", date="2025-10-02")
    assert linked(late, topic) == [["2024-03-01 signed"], ["2025-10-02 ratified by IRN"]]


def test_another_treaty_of_the_pair_and_that_of_another_pair_stay_apart() -> None:
    tea = tell("Россия и Иран подписали договор о чае.", "2025-02-01", "treaty on tea", date="2025-02-01")
    belarus = tell("Россия и Беларусь подписали договор о партнёрстве.", "2025-01-17", PARTNERSHIP, "RUS=BLR", date="2025-01-17")
    assert sorted(linked(SIGNED, tea, belarus, RATIFIED)) == [
        ["2025-01-17 signed"],
        ["2025-01-17 signed", "2025-04-08 ratified by RUS"],
        ["2025-02-01 signed"],
    ]


def test_two_memoranda_of_two_years_stay_apart_even_on_one_subject() -> None:
    def signed(day: str) -> Told:
        return tell("Иран и Россия подписали меморандум о зерне.", day, "memorandum on grain", date=day)

    assert linked(signed("2023-05-01"), signed("2024-05-01")) == [["2023-05-01 signed"], ["2024-05-01 signed"]]
    plain = [tell("Иран и Россия подписали меморандум.", f"202{n}-05-01", "memorandum", date=f"202{n}-05-01") for n in (3, 4)]
    assert linked(*plain) == [["2023-05-01 signed"], ["2024-05-01 signed"]]


def test_a_plan_goes_before_its_signing_and_a_new_plan_after_it_is_of_another_agreement() -> None:
    plan = tell("Россия и Иран подпишут договор о партнёрстве.", "2024-09-11", PARTNERSHIP, status="planned")
    again = tell("Russia and Iran will sign a new strategic partnership treaty.", "2026-03-01", PARTNERSHIP, status="planned")
    assert linked(plan, SIGNED, again) == [["2024-09-11 signed (planned)", "2025-01-17 signed"], ["2026-03-01 signed (planned)"]]


def test_one_act_may_be_a_stage_of_two_agreements() -> None:
    both = tell("Россия и Иран подписали договор о чае и протокол о кофе.", "2025-02-01", "treaty on tea; protocol on coffee")
    force = tell("Протокол о кофе между Россией и Ираном вступил в силу.", "2025-09-01", "protocol on coffee", date="2025-09-01")
    assert sorted(linked(both, force)) == [["2025-02-01 signed"], ["2025-02-01 signed", "2025-09-01 in force"]]


def test_a_bloc_beside_its_member_is_no_other_party_but_a_third_country_is() -> None:
    free = "free trade agreement"
    signed = tell("ЕАЭС и Иран подписали соглашение о свободной торговле.", "2023-12-25", free, "EAEU=IRN=RUS", date="2023-12-25")
    force = tell("Соглашение о свободной торговле ЕАЭС и Ирана вступило в силу.", "2025-05-15", free, "EAEU=IRN", date="2025-05-15")
    assert linked(signed, force) == [["2023-12-25 signed", "2025-05-15 in force"]]
    pair = tell("Соглашение о свободной торговле России и Ирана вступило в силу.", "2025-05-15", free, PAIR, date="2025-05-15")
    three = tell("Россия, Иран и Индия подписали соглашение.", "2025-05-01", free, "RUS=IRN=IND", date="2025-05-01")
    assert linked(three, pair) == [["2025-05-01 signed"], ["2025-05-15 in force"]]


WORDS = {"treaty": "договор", "memorandum": "меморандум", "contract on tea": "контракт на чай", "treaty on tea": "договор о чае"}
random_told = st.lists(
    st.builds(
        lambda verb, name, who, year, day, dated: tell(
            f"{who.replace('=', ' и ')} {verb} {WORDS[name]}.",
            f"{year}-05-{day:02}",
            name,
            who,
            date=f"{year}-05-{day:02}" if dated else None,
        ),
        st.sampled_from(["подписали", "ратифицировали", "продлили", "обсудили"]),
        st.sampled_from(sorted(WORDS)),
        st.sampled_from(["RUS=IRN", "RUS=BLR", "RUS=IRN=BLR"]),
        st.integers(2021, 2025),
        st.integers(1, 28),
        st.booleans(),
    ),
    max_size=9,
)


def in_may(verb: str, year: int, day: int, *, dated: bool) -> Told:
    date = f"{year}-05-{day:02}"
    return tell(f"RUS и IRN {verb} контракт на чай.", date, "contract on tea", PAIR, date=date if dated else None)


def test_a_signing_told_beside_a_ratification_is_of_no_other_paper():
    undated = [in_may("подписали", 2021, 1, dated=False)] * 4
    two = [in_may("подписали", 2022, 2, dated=True), in_may("подписали", 2024, 1, dated=True)]
    assert linked(*undated, *two, *[in_may("ратифицировали", 2024, 1, dated=False)] * 2) == [
        ["2021-05-01 signed"],
        ["2022-05-02 signed"],
        ["2024-05-01 signed", "2024-05-01 ratified"],
    ]


@given(random_told, st.randoms(use_true_random=False))
def test_the_order_of_posts_does_not_matter_and_no_paper_is_signed_twice(told: Sequence[Told], chance: Random) -> None:
    posts = [post(f"k{n}:1", text, f"{day}T12:00:00+03:00") for n, (text, day, _) in enumerate(told)]
    claims = {c.id: c for c in (claim(p, raw) for p, (_, _, raw) in zip(posts, told, strict=True))}
    acts = group(posts, claims.values())
    known = {p.id: p for p in posts}
    found = agreements(acts, claims, known)
    acts = group(chance.sample(posts, len(posts)), chance.sample(list(claims.values()), len(claims)))
    assert agreements(chance.sample(acts, len(acts)), claims, known) == found
    for agreement in found:
        days = [s.span[0] for s in agreement.steps if s.stage == "signed" and s.dated]
        assert not days or (max(days) - min(days)).days <= SAME_DAY
    assert {s.act for a in found for s in a.steps} == {a.id for a in acts}
    assert len({a.id for a in found}) == len(found)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    posts, acts, folder = tmp_path / "posts.jsonl", tmp_path / "acts.jsonl", tmp_path / "a.case"
    told = [SIGNED, RATIFIED, IN_FORCE]
    rows = [
        {"id": f"k:{n}", "channel": "k", "date": f"{day}T12:00:00+03:00", "lang": "ru", "text": text}
        for n, (text, day, _) in enumerate(told)
    ]
    posts.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    acts.write_bytes(b"".join(orjson.dumps({"id": f"k:{n}", "acts": [raw]}) + b"\n" for n, (_, _, raw) in enumerate(told)))
    assert CliRunner().invoke(main, ["build", str(folder), str(posts), "--acts", str(acts)]).exit_code == 0
    return folder


KEY = "irn-rus-strategic-partnership-treaty-2025"


def run(*words: object) -> str:
    told = CliRunner().invoke(main, [str(w) for w in words], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.stdout


def test_show_lists_the_stages_with_their_evidence(case: Path) -> None:
    first, second, third = (s.act for s in Case(case).agreements[KEY].steps)
    page = f"""{KEY}  strategic partnership treaty, IRN–RUS, 2025 (treaty)
  parties: IRN, RUS
  called: strategic partnership treaty, partnership treaty, treaty
  2025-01-17  signed, done; 1 post; {first}
    «Россия и Иран подписали договор о стратегическом партнёрстве.» — k, 2025-01-17 k:0
  2025-04-08  ratified by RUS, done; 1 post; {second}
    «Госдума ратифицировала договор с Ираном о партнёрстве.» — k, 2025-04-08 k:1
  2025-10-02  in force, done; 1 post; {third}
    «Договір Росії та Ірану набув чинності.» — k, 2025-10-02 k:2
"""
    assert run("show", case, KEY) == run("show", case, "Strategic partnership treaty, IRN–RUS, 2025") == page
    told = orjson.loads(run("show", case, KEY, "--json"))
    assert [(s["stage"], s["date"], s.get("party"), len(s["evidence"])) for s in told["stages"]] == [
        ("signed", "2025-01-17", None, 1),
        ("ratified", "2025-04-08", "RUS", 1),
        ("in force", "2025-10-02", None, 1),
    ]
    assert f"\n  agreement: {KEY} (2025-04-08  ratified by RUS, done)\n" in run("show", case, second)
    assert f"\n  agreement {KEY}: 2025-01-17  signed, done; 2025-04-08  ratified by RUS, done; " in run(
        "show", case, "strategic partnership treaty"
    )
    assert "nearest names" in CliRunner().invoke(main, ["show", str(case), KEY + "x"]).stderr


def test_ask_gives_a_row_an_agreement_and_a_part_of_the_case_its_own_stages(case: Path) -> None:
    told = orjson.loads(run("ask", case, "agreements", "actor=IRN", "-f", "json"))
    acts = [s.act for s in Case(case).agreements[KEY].steps]
    assert told == {
        "first": "2025-01-17",
        "agreement": "strategic partnership treaty, IRN–RUS, 2025",
        "parties": ["IRN", "RUS"],
        "stages": ["signed", "ratified", "in force"],
        "statuses": ["done", "done", "done"],
        "dates": ["2025-01-17", "2025-04-08", "2025-10-02"],
        "whose": ["", "RUS", ""],
        "posts": [1, 1, 1],
        "n_posts": 3,
        "acts": acts,
        "id": KEY,
    }
    then = orjson.loads(run("ask", case, "agreements", "--as-of", "2025-05", "-f", "json"))
    assert (then["stages"], then["n_posts"]) == (["signed", "ratified"], 2)
    assert run("ask", case, "agreements", "stage=extended", "-f", "json") == ""


def test_both_stores_answer_alike(case: Path, store: Store) -> None:
    store.load(graph_of(Case(case)), Case(case).id)
    rows = ask(store, cypher.load("questions/agreements"), {"stages": "2"}).rows
    assert [row[3] for row in rows] == [["signed", "ratified", "in force"]]
