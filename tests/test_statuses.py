"""Two hundred invented posts of denials, plans, proposals, doubt, irony, conditions, double negations and history: see statuses.csv.

The rows of the "reader" were written by somebody who had not seen the extractor, those of the "maker" by us.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from records import post

from extract.model import Claim
from extract.ontology import Status
from extract.pipeline import claims_of
from extract.status import forbidden, is_urged, lies_ahead, may_be

ROWS = list(csv.DictReader((Path(__file__).parent / "statuses.csv").open(encoding="utf-8")))
Row = dict[str, str]


@pytest.fixture(scope="module")
def told() -> list[tuple[Row, list[Claim]]]:
    """Each row with the claims between its actors; all claims where it tells no act."""
    found = []
    for number, row in enumerate(ROWS):
        claims, _ = claims_of(replace(post(f"a:{number}", row["text"]), lang=row["lang"]))
        who = {row["source"].casefold(), row["target"].casefold()} - {""}
        found.append((row, [c for c in claims if who <= {a.casefold() for a in c.actors}]))
    return found


def right(rows: Sequence[tuple[Row, list[Claim]]]) -> tuple[float, float]:
    """Of rows with an act: the share that is found, and of those the share with its status."""
    acts = [(row, claims) for row, claims in rows if row["status"] != "none"]
    seen = [(row, claims) for row, claims in acts if claims]
    return len(seen) / len(acts), sum(any(c.status.value == row["status"] for c in claims) for row, claims in seen) / len(seen)


def test_there_are_two_hundred_half_of_them_by_a_stranger() -> None:
    assert Counter(row["writer"] for row in ROWS) == {"reader": 132, "maker": 81}
    assert {row["lang"] for row in ROWS} == {"ru", "uk", "en"}
    assert len({row["text"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("writer", "found", "status"), [("reader", 0.75, 0.80), ("maker", 0.78, 0.87)])
def test_most_acts_are_found_and_most_of_them_with_their_status(
    told: list[tuple[Row, list[Claim]]], writer: str, found: float, status: float
) -> None:
    rows = [(row, claims) for row, claims in told if row["writer"] == writer]
    assert right(rows)[0] >= found
    assert right(rows)[1] >= status


def test_hardly_any_plan_proposal_or_denial_is_told_as_done(told: list[tuple[Row, list[Claim]]]) -> None:
    undone = [claims for row, claims in told if row["status"] in ("planned", "proposed", "denied") and claims]
    false = [claims for claims in undone if all(c.status.value == "done" for c in claims)]
    assert len(undone) >= 75
    assert len(false) <= 2


def test_posts_that_tell_no_act_mostly_stay_empty(told: list[tuple[Row, list[Claim]]]) -> None:
    none = [claims for row, claims in told if row["status"] == "none"]
    assert sum(not claims for claims in none) >= 0.75 * len(none)


@pytest.mark.parametrize(
    ("text", "deed", "is_proposal"),
    [
        ("А давайте отправим Венесуэле дроны!", "отправим Венесуэле дроны", True),
        ("Почему бы России не поставить Венесуэле дроны?", "России не поставить Венесуэле дроны", True),
        ("Let's send drones to Venezuela, he wrote.", "send drones to Venezuela", True),
        ("Давайте вспомним, что Иран поставил России дроны.", "Иран поставил России дроны", False),
        ("Давайте вспомним, что Иран поставил России дроны.", "Давайте вспомним, что Иран поставил России дроны", False),
        ("Иран поставил России дроны, давайте посмотрим.", "Иран поставил России дроны, давайте посмотрим", False),
        ("Россия отправит Венесуэле дроны.", "отправит Венесуэле дроны", False),
        ("Польша призвала Германию отдать Украине танки.", "призвала Германию отдать Украине танки", True),
        ("Kyiv urged Berlin to send tanks.", "Kyiv urged Berlin to send tanks", True),
        ("Польша призвала к миру, Германия отдала Украине танки.", "Германия отдала Украине танки", False),
    ],
)
def test_who_calls_for_a_deed_proposes_it(text: str, deed: str, is_proposal: bool) -> None:
    start = text.index(deed)
    assert is_urged(text, start, start + len(deed)) is is_proposal


UNTOLD = {Status.DONE, Status.PLANNED, Status.PROPOSED, Status.ENDED}


@pytest.mark.parametrize(
    ("text", "kind", "against"),
    [
        ("Публикация о том, что Турция направила бойцов в Ливию, является фейком.", "deployment", UNTOLD),
        ("Reports that Iran gave Russia tanks are false.", "arms_transfer", UNTOLD),
        ("Парламент Латвии отверг договор с Россией о границе.", "agreement", UNTOLD),
        ("Парламент Латвии отверг договор с Россией о границе.", "negotiation", set()),
        ("Сейм проголосував проти угоди з Німеччиною.", "agreement", UNTOLD),
        ("Армения и Грузия так и не подписали договор.", "agreement", {Status.DONE}),
        ("Визит президента отложен на неопределённый срок.", "visit", {Status.PLANNED}),
        ("Визит президента отложен на 15 мая.", "visit", set()),
        ("Россия сняла запрет на ввоз помидоров из Турции.", "trade", {Status.ENDED}),
        ("Ограничения на ввоз яблок будут сняты.", "trade", {Status.ENDED, Status.DONE}),
        ("Turkey lifted its ban on wheat from Russia.", "trade", {Status.ENDED}),
        ("Переговоры Макрона и Зеленского под вопросом.", "negotiation", {Status.DONE}),
        ("Россия поставила Турции пшеницу.", "trade", set()),
    ],
)
def test_words_forbid_a_status(text: str, kind: str, against: set[Status]) -> None:
    assert forbidden(kind, text) == against


@pytest.mark.parametrize(
    ("text", "deed", "kind", "ahead"),
    [
        ("Россия подняла цены перед переговорами с Турцией.", "переговорами с Турцией", "negotiation", True),
        ("В преддверии визита Моди в Москву нефть подорожала.", "визита Моди в Москву", "visit", True),
        ("Prices fell ahead of the summit of OPEC.", "summit of OPEC", "conference", True),
        ("Перед визитом в Пекин Лавров провёл переговоры с Ван И.", "Лавров провёл переговоры с Ван И", "negotiation", False),
        ("Перед визитом в Пекин Россия отгрузила Китаю нефть.", "визитом в Пекин Россия отгрузила Китаю нефть", "energy", False),
    ],
)
def test_a_meeting_before_which_something_happens_lies_ahead(text: str, deed: str, kind: str, ahead: bool) -> None:
    start = text.index(deed)
    assert lies_ahead(kind, text, start, start + len(deed)) is ahead


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Ни одного снаряда Иран России не дал.", True),
        ("Ни одного снаряда Ирану, говорят в Тегеране.", True),
        ("Ни МИД России, ни посольство Ирана не прокомментировали поставки.", False),
        ("Сербия не собирается отменять безвизовый режим.", False),
        ("Сербия не собирается поставлять оружие.", True),
    ],
)
def test_a_denial_needs_a_negation_that_denies_the_deed(text: str, may: bool) -> None:
    assert may_be(Status.DENIED, text) is may
