"""Who takes part in a deed: those whom its sentences name, and, where people meet, the one whom the sentences about them name."""

import pytest

from extract.automaton import find_mentions
from extract.named_persons import persons_in


def persons(text: str, kind: str, actors: str, told: str = "") -> list[str]:
    """Name and side of the persons of the deed that `told`, a part of the text, or all of it, tells."""
    low = text.index(told)
    found = persons_in(text, low, low + len(told or text), kind, find_mentions(text), set(actors.split()))
    return [f"{p.name} {p.country}" for p in found]


@pytest.mark.parametrize(
    ("text", "actors", "found"),
    [
        ("Путин позвонил Эрдогану.", "RUS TUR", ["Vladimir Putin RUS", "Recep Tayyip Erdogan TUR"]),
        ("Путіну зателефонував Ердоган.", "RUS TUR", ["Vladimir Putin RUS", "Recep Tayyip Erdogan TUR"]),
        ("Lavrov met Wang Yi.", "RUS CHN", ["Sergey Lavrov RUS", "Wang Yi CHN"]),
        ("Лавров обсудил с Ван И Зеленского.", "RUS CHN", ["Sergey Lavrov RUS", "Wang Yi CHN"]),
        ("Зеленский встретился с Каей Каллас.", "UKR EU", ["Volodymyr Zelensky UKR", "Kaja Kallas EU"]),
        ("Зеленский встретился с Каей Каллас.", "UKR EST", ["Volodymyr Zelensky UKR", "Kaja Kallas EST"]),
        ("Марк Рютте приехал в Киев.", "NATO UKR", ["Mark Rutte NATO"]),
        ("Путин, Путин и ещё раз Путин ждёт Мирзиёева.", "RUS UZB", ["Vladimir Putin RUS", "Shavkat Mirziyoyev UZB"]),
        ("Сердара Бердымухамедова принял Путин.", "RUS TKM", ["Serdar Berdimuhamedov TKM", "Vladimir Putin RUS"]),
        ("Министр обороны Мали приехал в Москву.", "MLI RUS", []),
        ("Помощник Путина Ушаков встретился с советником Моди Довалом.", "RUS IND", ["Yuri Ushakov RUS", "Ajit Doval IND"]),
        ("Putin's special envoy Dmitriev met Witkoff.", "RUS USA", ["Kirill Dmitriev RUS", "Steve Witkoff USA"]),
        ("Встреча Путина и Моди пройдёт в декабре, сообщил Ушаков.", "RUS IND", ["Vladimir Putin RUS", "Narendra Modi IND"]),
        ("Лавров сообщил, что ждёт Ван И.", "RUS CHN", ["Sergey Lavrov RUS", "Wang Yi CHN"]),
        ("", "RUS TUR", []),
    ],
)
def test_persons_of_the_sides_take_part(text: str, actors: str, found: list[str]):
    assert persons(text, "negotiation", actors) == found


@pytest.mark.parametrize(
    ("text", "told", "kind", "found"),
    [
        ("В Кремль приехал Эрдоган. Переговоры шли три часа.", "Переговоры шли три часа.", "negotiation", ["Recep Tayyip Erdogan TUR"]),
        (
            "The presidents spoke by telephone. Erdogan thanked Putin.",
            "The presidents spoke by telephone.",
            "call",
            ["Vladimir Putin RUS", "Recep Tayyip Erdogan TUR"],
        ),
        ("Говорив Ердоган. Розмовляли довго.", "Розмовляли довго.", "call", ["Recep Tayyip Erdogan TUR"]),
        ("Газ подешевел. Эрдоган доволен.", "Газ подешевел.", "trade", []),
        ("Приехал Эрдоган, с ним Фидан. Переговоры шли три часа.", "Переговоры шли три часа.", "negotiation", []),
        ("Путин ждал. Раз. Два. Эрдоган приехал.", "Путин ждал.", "negotiation", ["Vladimir Putin RUS"]),
        ("Переговоры шли три часа. Песков доволен.", "Переговоры шли три часа.", "negotiation", []),
        ("Переговоры шли три часа. Макрон доволен.", "Переговоры шли три часа.", "negotiation", []),
    ],
)
def test_where_people_meet_the_only_one_of_a_side_may_be_named_beside(text: str, told: str, kind: str, found: list[str]):
    assert persons(text, kind, "RUS TUR", told) == found


def test_namesakes_are_told_apart():
    assert persons("Ким Чен Ын принял Шойгу.", "visit", "PRK RUS") == ["Kim Jong Un PRK", "Sergei Shoigu RUS"]
    assert persons("Дмитрий Патрушев приехал в Минск.", "visit", "RUS BLR") == ["Dmitry Patrushev RUS"]
    assert persons("Патрушев приехал в Минск.", "visit", "RUS BLR") == ["Nikolai Patrushev RUS"]
    assert persons("Орлов приехал в Минск.", "visit", "RUS BLR") == []
