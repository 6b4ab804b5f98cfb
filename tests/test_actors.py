"""Actors in sentences: what is found, where exactly, and what only looks like an actor."""

import json
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.automaton import Automaton, find_mentions
from extract.folding import fold
from extract.lexicon import read_lexicon, shipped

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="module", autouse=True)
def automaton() -> None:
    """Built before any example is timed."""
    find_mentions("")


def found(text: str) -> list[tuple[str, str]]:
    """Mentions but for those of items."""
    kinds = shipped().entities
    return [(m.text, m.entity) for m in find_mentions(text) if kinds[m.entity].kind != "item"]


NAMED = [
    ("Россия и Иран подписали договор.", [("Россия", "RUS"), ("Иран", "IRN")]),
    ("россияне летят к персам", [("россияне", "RUS"), ("персам", "IRN")]),
    ("Москва, Тегеран и Пхеньян", [("Москва", "RUS"), ("Тегеран", "IRN"), ("Пхеньян", "PRK")]),
    ("На Смоленской площади ждут ответа Банковой", [("Смоленской площади", "RUS"), ("Банковой", "UKR")]),
    ("Белый дом молчит, Поднебесная тоже", [("Белый дом", "USA"), ("Поднебесная", "CHN")]),
    ("военные рф и КНР", [("рф", "RUS"), ("КНР", "CHN")]),
    ("из КНДР в ОАЭ через ЮАР", [("КНДР", "PRK"), ("ОАЭ", "ARE"), ("ЮАР", "ZAF")]),
    ("Северную Корею посетил гость из Южной Кореи", [("Северную Корею", "PRK"), ("Южной Кореи", "KOR")]),
    ("Из Кореи пришёл сухогруз", [("Кореи", "KOR")]),
    ("в Соединённых Штатах Америки и в Объединенных Арабских Эмиратах",
     [("Соединённых Штатах Америки", "USA"), ("Объединенных Арабских Эмиратах", "ARE")]),
    ("Завод в Татарстане ждёт гостей из Шанхая и Стамбула", [("Татарстане", "RUS"), ("Шанхая", "CHN"), ("Стамбула", "TUR")]),
    ("Гвинея, Гвинея-Бисау, Экваториальная Гвинея и Папуа — Новая Гвинея",
     [("Гвинея", "GIN"), ("Гвинея-Бисау", "GNB"), ("Экваториальная Гвинея", "GNQ"), ("Папуа — Новая Гвинея", "PNG")]),
    ("Росія передала Ірану літаки", [("Росія", "RUS"), ("Ірану", "IRN")]),
    ("у Північній Кореї та В’єтнамі", [("Північній Кореї", "PRK"), ("В’єтнамі", "VNM")]),
    ("китайцями й білорусами, у Києві та Празі",
     [("китайцями", "CHN"), ("білорусами", "BLR"), ("Києві", "UKR"), ("Празі", "CZE")]),
    ("лідер москви", [("москви", "RUS")]),
    ("Iran's drones, DPRK shells, ROK intelligence", [("Iran", "IRN"), ("DPRK", "PRK"), ("ROK", "KOR")]),
    ("The US and the UK told us", [("US", "USA"), ("UK", "GBR")]),
    ("Iranians met Turks at Chongwadae", [("Iranians", "IRN"), ("Turks", "TUR"), ("Chongwadae", "KOR")]),
    ("the U.S., Turkey and Georgia", [("U.S.", "USA"), ("Turkey", "TUR"), ("Georgia", "GEO")]),
    ("хуситы, ХАМАС и «Хезболла»", [("хуситы", "Houthis"), ("ХАМАС", "Hamas"), ("Хезболла", "Hezbollah")]),
    ("саммиты БРИКС, ШОС и ОДКБ", [("БРИКС", "BRICS"), ("ШОС", "SCO"), ("ОДКБ", "CSTO")]),
    ("Южная Осетия и Осетия", [("Южная Осетия", "South Ossetia"), ("Осетия", "RUS")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_actors_are_found_in_every_case_and_language(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


SPELLED = [
    ("🇷🇺🇮🇷 вместе", [("🇷🇺", "RUS"), ("🇮🇷", "IRN")]),
    ("#ИранРоссия #RussiaIran", [("Иран", "IRN"), ("Россия", "RUS"), ("Russia", "RUS"), ("Iran", "IRN")]),
    ("#иранроссия и #северная_корея", [("иран", "IRN"), ("россия", "RUS"), ("северная_корея", "PRK")]),
    ("#тегеран и 🇪🇺", [("тегеран", "IRN"), ("🇪🇺", "EU")]),
    ("#УдарыПоХуситам", [("Хуситам", "Houthis")]),
    ("ирано-российский и российско-китайский", [("ирано", "IRN"), ("российский", "RUS"), ("российско", "RUS"), ("китайский", "CHN")]),
    ("русско–корейский словарь", [("русско", "RUS"), ("корейский", "KOR")]),
    ("Sino-Russian, US-Russia, КНДР-РФ",
     [("Sino", "CHN"), ("Russian", "RUS"), ("US", "USA"), ("Russia", "RUS"), ("КНДР", "PRK"), ("РФ", "RUS")]),
    ("Иpан и Kитай, CШA", [("Иpан", "IRN"), ("Kитай", "CHN"), ("CШA", "USA")]),
    ("Ира\u0301н и Ки\u200bтай", [("Ира\u0301н", "IRN"), ("Ки\u200bтай", "CHN")]),
    (unicodedata.normalize("NFD", "Китай — Корейская Народно-Демократическая Республика"),
     [(unicodedata.normalize("NFD", "Китай"), "CHN"),
      (unicodedata.normalize("NFD", "Корейская Народно-Демократическая Республика"), "PRK")]),
    ("**Северная** Корея, __Иран__, [Китай](https://example.org/iran_news)",
     [("Северная** Корея", "PRK"), ("Иран", "IRN"), ("Китай", "CHN")]),
    ("Северной\nКореи  и Южной\n\nКореи", [("Северной\nКореи", "PRK"), ("Кореи", "KOR")]),
    ("КИТАЙ И РОССИЯ", [("КИТАЙ", "CHN"), ("РОССИЯ", "RUS")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPELLED)
def test_odd_spelling_keeps_offsets_into_the_original(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
    assert all(text[m.start : m.end] == m.text for m in find_mentions(text))


@pytest.mark.parametrize(
    "text",
    [
        "чад от выхлопа, три кубы воды, 5 куб. м, своё мали не бывает",
        "Приехали на Китай-город, гуляли у Москвы-реки",
        "пасет коров, сна нет, того же мнения, в порту, кайманы",
        "Того же мнения держится и сосед",
        "ираноса, тирана, диранский, индейка",
        "Майкл Джордан забил мяч; Джордж Вашингтон на купюре",
        "корейская морковь и американские горки, венские стулья, русская рулетка",
        "Индийский океан, Персидский залив, Южно-Китайское море",
        "пишите @iran_news, https://example.org/russia и t.me/usa_today, example.com",
        "turkey sandwich, guinea pig, tell us more, who knows, polish the shoes",
        "the Washington Post and the New York Times report",
        "Iran.com",
        "Минские соглашения и Женевская конвенция",
        "ирано",
        "",
    ],
)
def test_homonyms_and_parts_of_words_are_no_actors(text: str) -> None:
    assert found(text) == []


def test_homonyms_with_a_capital_are_countries() -> None:
    assert found("Чад, Куба, Мали, Гана и Баку") == [("Чад", "TCD"), ("Куба", "CUB"), ("Мали", "MLI"), ("Гана", "GHA"), ("Баку", "AZE")]
    assert found("Гаване и Кубе") == [("Гаване", "CUB"), ("Кубе", "CUB")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Сотня «Гераней» ушла за море, а про «мопеды» молчат.", {"geran", "shahed"}),
        ("Отже, без «мопедів» і «Шахедів» ніяк", {"shahed"}),
        ("Выпустили две „Герани“ и шесть «Калибров»", {"geran", "kalibr"}),
        ("Беспилотники: три герберы и два орлана", {"drones", "gerbera"}),
        ("На окне цвела гербера, над домом кружили орланы, ехал мопед", set()),
        ("Ракеты и баллистика", {"missiles", "ballistic-missiles"}),
        ("Калибр 122 мм", set()),
        ("Пять «Гераней-2», шахед 131 и Су35 против S400", {"geran-2", "shahed-131", "su-35", "s-400"}),
        ("Вышли с 300 бойцами, як 130 машин, а 50 остались", set()),
    ],
)
def test_a_weapon_is_found_by_its_quoted_nickname_or_beside_its_like_and_without_hyphen(text: str, items: set[str]) -> None:
    assert {m.entity for m in find_mentions(text)} == items


def test_an_ambiguous_form_counts_only_beside_a_clear_one() -> None:
    assert found("София встречает гостей") == []
    assert found("София встречает гостей, Болгария рада") == [("София", "BGR"), ("Болгария", "BGR")]
    assert found("Конго ждёт") == [("Конго", "COD")]
    assert found("Браззавиль: Конго ждёт") == [("Браззавиль", "COG"), ("Конго", "COG")]
    assert found("из Брюсселя") == [("Брюсселя", "EU")]
    assert found("из Брюсселя, столицы Бельгии") == [("Брюсселя", "BEL"), ("Бельгии", "BEL")]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("North Koreans cheer", "PRK"),
        ("South Koreans' hopes", "KOR"),
        ("South Africans and friends", "ZAF"),
        ("the Czechs", "CZE"),
        ("разом із венесуельцями", "VEN"),
        ("болгарам віддали", "BGR"),
        ("северным корейцам помогли", "PRK"),
        ("північні корейці прибули", "PRK"),
        ("корейцы ждут", "KOR"),
        ("Ким Чен Ын доволен: корейцы едут", "PRK"),
        ("Пхеньян доволен: корейцы едут", "PRK"),
        ("Сеул спорит с Пхеньяном, корейцы ждут", "KOR"),
    ],
)
def test_peoples_are_found_in_their_plurals_and_those_of_two_states_go_with_the_one_that_is_named(text: str, country: str) -> None:
    assert found(text)[-1][1] == country


def test_an_item_may_contain_an_actor(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("id,name,kind\niran-pact,Iran pact,agreement\n", encoding="utf-8")
    (tmp_path / "item_forms.csv").write_text("entity,lang,form,flags\niran-pact,en,Iran pact,\n", encoding="utf-8")
    mentions = Automaton(read_lexicon(tmp_path)).mentions("the Iran pact of Cuba")
    assert [(m.text, m.entity) for m in mentions] == [("Iran pact", "iran-pact"), ("Iran", "IRN"), ("Cuba", "CUB")]


def test_a_longest_form_that_does_not_fit_yields_to_a_shorter_one() -> None:
    assert found("Гвинея-Бисаущина") == [("Гвинея", "GIN")]


@given(st.text(max_size=60), st.sampled_from(["Иран", "Северной Кореи", "🇨🇳", "Венесуэла"]), st.text(max_size=60))
def test_mentions_lie_in_order_inside_any_text(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    mentions = find_mentions(text)
    assert all(text[m.start : m.end] == m.text != "" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_folding_knows_the_way_back(text: str) -> None:
    folded = fold(text)
    places = [folded.origin(i) for i in range(len(folded.text))]
    assert places == sorted(set(places))
    assert all(0 <= p < len(text) for p in places)


def test_the_component_writes_mentions_and_spans_of_whole_tokens() -> None:
    nlp = spacy.blank("ru")
    nlp.add_pipe("actors")
    doc = nlp("#ИранРоссия: хуситы ждут")
    assert [(m.text, m.entity) for m in doc._.mentions] == [("Иран", "IRN"), ("Россия", "RUS"), ("хуситы", "Houthis")]
    assert [(s.text, s.label_, s.id_) for s in doc.spans["actors"]] == [
        ("ИранРоссия", "country", "IRN"),
        ("ИранРоссия", "country", "RUS"),
        ("хуситы", "organisation", "Houthis"),
    ]


def test_both_actors_of_most_gold_pairs_are_found() -> None:
    gold = SHARED / "gold"
    if not gold.is_dir():
        pytest.skip(f"no gold data at {gold}")
    sys.path.insert(0, str(gold))
    from score import pairs  # noqa: PLC0415 - the scorer lies beside the gold data

    texts = {r["id"]: r["text"] for r in map(json.loads, (gold / "train.posts.jsonl").open(encoding="utf-8"))}
    wanted, hit, lexicon = 0, 0, shipped()
    for row in map(json.loads, (gold / "train.jsonl").open(encoding="utf-8")):
        both = {p for act in row["acts"] for p in pairs(act)}
        named = {(lexicon.actor_of(m.entity) or "").casefold() for m in find_mentions(texts[row["id"]])} if both else set()
        wanted, hit = wanted + len(both), hit + sum(set(p) <= named for p in both)
    assert wanted > 2000
    assert hit / wanted >= 0.95
