"""Items of a deed and their amounts: sentences of our own making with what comes out, in three languages, and hostile ones."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.amounts import items_in
from extract.automaton import find_mentions
from extract.item_scope import kinds_of
from extract.item_tables import item_entities
from extract.model import Participant
from extract.ontology import ACT_TYPES, ItemKind, Role
from extract.quantities import amounts


def items(text: str, act: str, evidence: str = "", around: tuple[int, int] | None = None) -> list[tuple[str, str | None]]:
    start = text.index(evidence) if evidence else 0
    span = (start, start + len(evidence)) if evidence else (0, len(text))
    return [(i.name, i.quantity) for i in items_in(text, around or (0, len(text)), find_mentions(text), act, span)]


@pytest.mark.parametrize(
    ("text", "there", "back"),
    [
        ("Россия передала КНДР истребители в обмен на снаряды.", ["fighter jets"], ["shells"]),
        ("В обмен на снаряды Россия дала КНДР истребители.", ["fighter jets"], ["shells"]),
        ("За снаряды Россия расплатилась с КНДР истребителями.", ["fighter jets"], ["shells"]),
        ("За снаряди Росія віддячила КНДР винищувачами.", ["fighter jets"], ["shells"]),
        ("In exchange for North Korean shells, Russia gave Pyongyang fighter jets.", ["fighter jets"], ["shells"]),
        ("Россия передала КНДР истребители и снаряды за месяц.", ["fighter jets", "shells"], ["fighter jets", "shells"]),
    ],
)
def test_in_a_barter_each_side_gives_its_own_things(text: str, there: list[str], back: list[str]):
    for source, target, told in (("RUS", "PRK", there), ("PRK", "RUS", back)):
        who = (Participant(source, Role.SOURCE), Participant(target, Role.TARGET))
        assert [i.name for i in items_in(text, (0, len(text)), find_mentions(text), "arms_transfer", (0, len(text)), who)] == told


def test_a_thing_named_again_beside_the_deed_has_the_one_amount_that_is_told_there():
    text = "Куба купила у Китая пшеницу. Всего завезли 40 тысяч тонн пшеницы."
    assert items(text, "trade", "Куба купила", (0, 28)) == [("wheat", "40,000 tonnes")]
    assert items(text + " Прошлым летом взяли 5 тысяч тонн пшеницы.", "trade", "Куба купила", (0, 28)) == [("wheat", None)]
    assert items("Куба купила вооружения на сумму в €650 млн.", "trade", "Куба купила") == []
    assert items("Куба получила от Китая вооружения на сумму в €650 млн.", "arms_transfer") == [("weapons", "€650 million")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("тысячу тонн карбамида", "1,000 tonnes"),
        ("тысячи тонн карбамида", "thousands tonnes"),
        ("до сотни самолётов", "up to 100"),
        ("сотни самолётов", "hundreds"),
        ("более тысячи дронов", "over 1,000"),
        ("600 с лишним тысяч штук", "over 600,000"),
        ("40-odd tanks", "over 40"),
        ("пів мільярда євро", "half a billion euros"),
        ("20 миллионов метрических тонн", "20 million tonnes"),
        ("две тысячи голов скота", "2,000 head"),
        ("6 эшелонов со снарядами", "6 trainloads"),
    ],
)
def test_a_hundred_and_a_thousand_are_told_in_digits_if_one_is_meant(text: str, told: str):
    assert [a.text for a in amounts(text)] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ирак покупает JF-17 у Пакистана: двенадцать машин, за 664 млн долларов.", "12"),
        ("Iraq buys JF-17 from Pakistan, 12 jets.", "12"),
        ("Ирак покупает JF-17 у Пакистана: двенадцать заводов переоборудуют.", None),
    ],
)
def test_a_word_for_any_machine_means_the_model_before_it(text: str, told: str | None):
    assert dict(items(text, "arms_transfer"))["JF-17"] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("передал 12 танков", ["12"]),
        ("до 40 ракет", ["up to 40"]),
        ("по меньшей мере 300 ракет", ["at least 300"]),
        ("12–16 систем", ["12-16"]),
        ("from 10 to 20 tanks", ["10-20"]),
        ("двадцать одну гаубицу", ["21"]),
        ("дванадцять літаків", ["12"]),
        ("п’ять систем", ["5"]),
        ("twenty-five jets", ["25"]),
        ("пара дронов", ["2"]),
        ("два десятка дронов", ["two dozen"]),
        ("сотни тысяч снарядов", ["hundreds of thousands"]),
        ("dozens of missiles", ["dozens"]),
        ("2,5 млн тонн", ["2.5 million tonnes"]),
        ("58,2 тыс. тонн", ["58,200 tonnes"]),
        ("по меньшей мере один танк, один автобус", ["at least 1"]),
        ("at least one system", ["at least 1"]),
        ("до 150-ти боевых самолётов", ["up to 150"]),
        ("из 12-ти установок и 5-го полка", ["12"]),
        ("58 200 т", ["58,200 tonnes"]),
        ("с пятьюстами тоннами", ["500 tonnes"]),
        ("1,7 млн барелів на добу", ["1.7 million barrels a day"]),
        ("35 млрд кубометров в год", ["35 billion cubic metres a year"]),
        ("пакет на $725 млн", ["$725 million"]),
        ("725 млн долларов США", ["725 million dollars"]),
        ("€18,1 млрд", ["€18.1 billion"]),
        ("более миллиона баррелей", ["over 1 million barrels"]),
        ("over 131,000 tonnes", ["over 131,000 tonnes"]),
    ],
)
def test_an_amount_is_told_in_english_with_its_estimate(text: str, told: list[str]):
    assert [a.text for a in amounts(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "в 2024 поставила ракеты",
        "24 ноября",
        "15:39",
        "на 34 % и 7,5 процента",
        "Су-35, С-400, F-16, Т-72, Shahed-136",
        "155-мм снаряды",
        "28-й полк",
        "18 стран",
        "12 people",
        "статья 4 договора",
        "under Article 4 of it",
        "три раза",
        "in 2019, by 2030",
        "за пять дней",
    ],
)
def test_dates_shares_calibres_models_and_people_are_no_amounts(text: str):
    assert [a.text for a in amounts(text)] == []


@pytest.mark.parametrize(
    ("text", "act", "evidence", "wanted"),
    [
        ("Россия передала Ирану 12 истребителей Су-35.", "arms_transfer", "передала", [("Su-35", "12")]),
        ("Берлін передав Києву чотири системи Patriot і 50 ракет.", "arms_transfer", "передав", [("Patriot", "4"), ("missiles", "50")]),
        ("Minsk received six Mohajer-6 drones from Tehran.", "arms_transfer", "received", [("Mohajer-6", "6")]),
        ("Иран поставил МиГ-29 (8 штук) и запчасти.", "arms_transfer", "поставил", [("MiG-29", "8"), ("components for weapons", None)]),
        ("США выделят Украине пакет военной помощи на 300 млн долларов.", "arms_transfer", "выделят",
         [("military aid package", "300 million dollars")]),
        ("Китай поставил оружие: дроны и танки.", "arms_transfer", "поставил", [("drones", None), ("tanks", None)]),
        ("Рим передаст Киеву снаряды для HIMARS.", "arms_transfer", "передаст", [("HIMARS shells", None)]),
        ("Россия отправила Кубе 80 тысяч тонн нефти.", "energy", "отправила", [("oil", "80,000 tonnes")]),
        ("Baku sold Budapest 2 billion cubic metres of gas in 2023.", "energy", "sold", [("natural gas", "2 billion cubic metres")]),
        ("Египет купил у России 60 тыс. тонн пшеницы и рис.", "trade", "купил", [("wheat", "60,000 tonnes"), ("rice", None)]),
        ("Ввоз вина из Чили вырос за год и достиг 47,1 млн евро.", "trade", "Ввоз вина", [("wine", "47.1 million euros")]),
        ("Токіо дає Києву кредит 9 млрд доларів.", "finance", "дає", [("loan", "9 billion dollars")]),
        ("Москва и Ханой подписали 11 соглашений.", "agreement", "подписали", [("agreements", "11")]),
        ("Москва и Баку подписали меморандум о поставках зерна.", "agreement", "подписали", [("memorandum on grain", None)]),
        ("Moscow and Minsk signed the treaty of 2004.", "agreement", "signed", [("treaty", None)]),
        ("Киев и Лондон подписали соглашение о свободной торговле.", "agreement", "подписали", [("free trade agreement", None)]),
        ("Норвегия доставила в Газу помощь.", "aid", "доставила", []),
        ("Норвегия выделила Украине помощь в размере 2 млрд евро.", "aid", "выделила", [("aid", "2 billion euros")]),
    ],
)  # fmt: skip
def test_a_deed_has_its_items_with_their_amounts(text: str, act: str, evidence: str, wanted: list[tuple[str, str | None]]):
    assert items(text, act, evidence) == wanted


@pytest.mark.parametrize("act", ["visit", "call", "negotiation", "statement", "conference", "drill", "sport", "labour"])
def test_deeds_of_words_and_people_have_no_items(act: str):
    assert items("Россия и Иран обсудили поставки 12 истребителей Су-35 и нефти.", act) == []


def test_only_the_items_near_the_deeds_words_are_its_own():
    text = (
        "Иран передал Москве дроны, хотя никто в правительстве, как мы писали в прошлом году, не хотел отдавать туда же свои новые танки."
    )
    assert items(text, "arms_transfer", "передал") == [("drones", None)]


def test_the_things_of_a_list_belong_together():
    text = "Прага поставила Киеву танки, новые гаубицы, сотни дронов и ракеты Stinger."
    assert items(text, "arms_transfer", "поставила") == [("tanks", None), ("howitzers", None), ("drones", "hundreds"), ("Stinger", None)]


def test_a_bare_class_stands_for_the_one_model_that_the_post_names():
    text = "О ракетах ATACMS говорили давно. Вашингтон разрешил Киеву бить американскими ракетами."
    assert items(text, "support", "разрешил", (text.index("Вашингтон"), len(text))) == [("ATACMS", None)]


def test_the_sentence_before_names_the_item_that_a_deed_lacks():
    text = "Пекин ждёт пшеницу. Поставки из Омска уже начались."
    assert items(text, "trade", "Поставки", (text.index("Поставки"), len(text))) == [("wheat", None)]


def test_a_package_has_what_the_next_sentence_says():
    text = "Берлин передал Киеву пакет помощи. В него входят дроны и IRIS-T."
    around = (0, text.index(" В него"))
    assert items(text, "arms_transfer", "передал", around) == [("aid package", None), ("drones", None), ("IRIS-T", None)]


def test_every_line_of_the_table_of_acts_names_acts_and_classes_that_exist():
    classes = {e.klass for e in item_entities().values()}
    for act, kinds in kinds_of().items():
        assert act in ACT_TYPES
        assert kinds.kinds <= {k.value for k in ItemKind}, act
        assert kinds.models | kinds.wanted - classes <= classes, act
        assert kinds.but <= item_entities().keys(), act


NAMED = {"Су-35": "Su-35", "танков": "tanks", "ракет KN-23": "KN-23", "вертолётов Ми-17": "Mi-17", "систем С-400": "S-400"}
VAGUE = {"": "", "до ": "up to ", "около ": "about ", "более ": "over ", "не менее ": "at least ", "почти ": "almost "}


@given(st.integers(2, 999), st.sampled_from(sorted(NAMED)), st.sampled_from(sorted(VAGUE)))
@settings(deadline=None)
def test_a_number_before_an_item_comes_out_as_given(number: int, name: str, vague: str):
    assert items(f"Россия передала Ирану {vague}{number} {name}.", "arms_transfer", "передала") == [
        (NAMED[name], f"{VAGUE[vague]}{number}")
    ]


@given(st.decimals(1, 99, places=1), st.sampled_from([("тонн", "tonnes"), ("баррелей", "barrels"), ("кубометров", "cubic metres")]))
@settings(deadline=None)
def test_a_measure_comes_out_as_given(number: object, unit: tuple[str, str]):
    told = items(f"Казахстан продал Китаю {str(number).replace('.', ',')} млн {unit[0]} нефти.", "energy", "продал")
    assert told == [("oil", f"{number} million {unit[1]}")]


@given(st.text(max_size=80), st.sampled_from(sorted(ACT_TYPES)), st.integers(0, 80), st.integers(0, 80))
@settings(deadline=None)
def test_any_text_gives_items_without_an_error(text: str, act: str, start: int, end: int):
    text = f"{text} 12 танков на $5 млн, {text}"
    for item in items_in(text, (0, len(text)), find_mentions(text), act, (min(start, end), max(start, end))):
        assert item.name
        assert item.quantity != ""


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 20_000,
        "12 танков и " * 3_000,
        "12" + " " * 40_000 + "танков",
        "сто двадцать " * 4_000,
        "соглашение о " * 4_000,
        "(12 " * 9_000,
    ],
)
def test_a_long_hostile_text_takes_time_in_proportion_to_its_length(text: str):
    mentions, start = find_mentions(text), time.process_time()
    items_in(text, (0, len(text)), mentions, "arms_transfer", (0, 10))
    items_in(text, (0, len(text)), mentions, "agreement", (0, len(text)))
    list(amounts(text))
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "act", "told"),
    [
        ("Германия дала Украине пакет на $400 млн, он включает снаряды.", "arms_transfer", [("shells", None)]),
        ("Россия и Китай подписали соглашение о газе.", "agreement", [("natural gas agreement", None)]),
        ("Польша передала Украине танки Leopard 2A6.", "arms_transfer", [("Leopard 2", None)]),
        ("Польша передала Украине 14 танков Leopard-2.", "arms_transfer", [("Leopard 2", "14")]),
    ],
)
def test_a_thing_is_told_by_its_full_name_with_its_own_amount(text: str, act: str, told: list[tuple[str, str | None]]) -> None:
    assert items(text, act) == told
