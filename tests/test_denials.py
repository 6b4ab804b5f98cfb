"""A deed that one sentence tells and the next one denies is two claims, each with its words."""

import pytest
from records import post

from extract.encoder.denials import denial_behind
from extract.pipeline import claims_of


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(c.status.value, c.quote, c.reported_by) for c in claims_of(post("a:1", text))[0]]


@pytest.mark.parametrize(
    ("text", "claim", "denial"),
    [
        (
            "Reuters: North Korea has shipped a million shells to Russia. Pyongyang calls the report a fabrication and says "
            "it never sold arms to Moscow.",
            ("done", "North Korea has shipped a million shells to Russia.", "Reuters"),
            ("denied", "Pyongyang calls the report a fabrication and says it never sold arms to Moscow.", None),
        ),
        (
            "Bloomberg: Китай тайно поставляет России дроны. В Пекине это опровергли.",
            ("done", "Китай тайно поставляет России дроны.", "Bloomberg"),
            ("denied", "В Пекине это опровергли.", None),
        ),
    ],
)
def test_a_claim_and_the_denial_behind_it_are_two(text: str, claim: tuple[str, ...], denial: tuple[str, ...]) -> None:
    assert told(text) == [claim, denial]


def test_what_is_surely_denied_is_only_denied_by_the_words_that_deny_it() -> None:
    text = "Белый дом: Иран готовится поставить России сотни беспилотников. В Тегеране отвечают, что дронов Москве не передавали."
    assert told(text) == [("denied", "В Тегеране отвечают, что дронов Москве не передавали.", None)]


def test_a_question_is_denied_and_not_told() -> None:
    text = "Did North Korea sell shells to Russia? No, it did not."
    assert told(text) == [("denied", "Did North Korea sell shells to Russia?", None)]


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Иран дал Москве дроны. Тегеран это отрицает. Дождь.", "Тегеран это отрицает."),
        ("Іран дав Москві дрони. Тегеран це заперечує.", "Тегеран це заперечує."),
        ("Iran gave the drones to Moscow.\n\nTehran denies it.", "Tehran denies it."),
        ("Iran gave the drones to Moscow. Tehran does not deny it.", None),
        ("Iran gave the drones to Moscow. Tehran declined to comment.", None),
        ("Iran gave the drones to Moscow. Tehran thanked Moscow.", None),
        ("Iran gave no drones to the Russians. Tehran denies it.", None),
        ("Iran gave the drones to Moscow? Tehran denies it.", None),
        ("«Неужели Иран дал Москве дроны?» Тегеран это отрицает.", None),
        ("— Иран дал Москве дроны.\n— Тегеран не поедет в Лугано.\n— Дождь.", None),
        ("Iran gave the drones to Moscow.", None),
        ("Iran gave the drones to Moscow. " + "Tehran was not amused and " * 30 + "left.", None),
    ],
)
def test_the_next_sentence_denies(text: str, behind: str | None) -> None:
    first = min(at + 1 for sign in ".?" if (at := text.find(sign)) >= 0)
    found = denial_behind(text, 0, first)
    assert (text[slice(*found)] if found else None) == behind
