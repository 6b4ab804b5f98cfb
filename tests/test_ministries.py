"""Ministries named by their work and the country beside them become organisations of the acts of that country; tellers do not."""

from importlib.resources import files

import pytest

from extract.automaton import find_mentions
from extract.lexicon import shipped
from extract.ministries import ministries_in, ministry_name
from extract.model import Participant
from extract.named_organisations import organisations_in
from extract.ontology import Role
from extract.phrases import rows

SENTENCES = [
    ("Минобороны РФ передало Ирану партию вертолётов", ["Ministry of Defence of Russia"]),
    ("Делегация министерства обороны Ирана осмотрела завод в России", ["Ministry of Defence of Iran"]),
    ("Министерство обороны и поддержки вооружённых сил Ирана заключило контракт с Россией", ["Ministry of Defence of Iran"]),
    ("Иранское Министерство иностранных дел приняло послов Китая", ["Ministry of Foreign Affairs of Iran"]),
    ("Главы МИД Ирана и Омана провели встречу", ["Ministry of Foreign Affairs of Iran", "Ministry of Foreign Affairs of Oman"]),
    ("МИД Ирана и Россия согласовали план", ["Ministry of Foreign Affairs of Iran"]),
    ("Минэнерго Белоруссии и Минсельхоз Сербии подписали меморандум",
     ["Ministry of Energy of Belarus", "Ministry of Agriculture of Serbia"]),
    ("Минобороны отправило инструкторов на Кубу", ["Ministry of Defence of Russia"]),
    ("Міноборони отримало від Польщі партію дронів", ["Ministry of Defence of Ukraine"]),
    ("Міністерство закордонних справ України відкрило консульство в Омані", ["Ministry of Foreign Affairs of Ukraine"]),
    ("Турецьке міністерство оборони передало Україні судно", ["Ministry of Defence of Türkiye"]),
    ("The Russian Defence Ministry invited observers from Cuba", ["Ministry of Defence of Russia"]),
    ("Iran's Foreign Ministry hosted a delegation of Belarus", ["Ministry of Foreign Affairs of Iran"]),
    ("The Ministry of Defence of the Russian Federation sent a ship to Syria", ["Ministry of Defence of Russia"]),
    ("Venezuela's Ministry of Petroleum signed a contract with Iran", ["Ministry of Oil of Venezuela"]),
    ("The Pentagon delivered shells to Ukraine", ["US Department of Defense"]),
    ("Министерство обороны США передаст Украине снаряды", ["US Department of Defense"]),
    ("Госдепартамент одобрил продажу ракет Польше", ["US State Department"]),
    ("ВМС Ирана и ВМФ Китая вышли в море", ["Navy of Iran", "PLA Navy"]),
    ("Кремль поздравил Иран", []),
    ("Министр обороны Ирана прибыл в Минск", []),
    ("Россия передала Ирану вертолёты, сообщило Минобороны РФ", []),
    ("Россия передала Ирану вертолёты, заявили в российском Минобороны", []),
    ("Россия передаст Ирану вертолёты — МИД РФ", []),
    ("МИД России: Иран и Китай подписали договор", []),
    ("According to the Russian Defence Ministry, Iran sent drones", []),
    ("Росія передала Ірану літаки, повідомило Міноборони України", []),
    ("Глава МИД приехал из Швейцарии в Россию", []),
    ("Замглавы Минэнерго страны приехал из Словакии в Россию", []),
    ("В областном минздраве приняли врачей из Кубы", []),
    ("Мидии из Чили и миндаль из Ирана везут в Россию", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_ministries_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [m.name for m in ministries_in(text, 0, len(text), find_mentions(text))] == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "Дождь. Делегация МИД Ирана прибыла в Минск."
    mentions = [m for m in find_mentions(text) if m.start > 6]
    (ministry,) = ministries_in(text, 7, len(text), mentions)
    assert (text[ministry.start : ministry.end], ministry.country, ministry.alone) == ("МИД Ирана", "IRN", False)
    assert list(ministries_in(text, 0, 6, [])) == []


def test_an_organisation_of_the_lexicon_is_not_named_twice() -> None:
    text = "Центробанк России и ЦБ Ирана связали платёжные системы"
    mentions = find_mentions(text)
    assert [m.name for m in ministries_in(text, 0, len(text), mentions)] == ["Central Bank of Iran"]
    who = Participant("RUS", Role.PARTY), Participant("IRN", Role.PARTY)
    assert [o.name for o in organisations_in(text, 0, "finance", who, mentions)] == ["Bank of Russia", "Central Bank of Iran"]


PARTS = [
    ("Минобороны РФ передало Ирану вертолёты", "arms_transfer", ["Ministry of Defence of Russia: supplier"]),
    ("Россия передала вертолёты министерству обороны Ирана", "arms_transfer", ["Ministry of Defence of Iran: buyer"]),
    ("Россия передала Ирану вертолёты через министерство обороны Омана", "arms_transfer", ["Ministry of Defence of Oman: intermediary"]),
    ("Россия передала Ирану вертолёты, а МИД Китая провёл выставку", "arms_transfer", []),
]


@pytest.mark.parametrize(("text", "kind", "expected"), PARTS)
def test_a_ministry_has_the_part_of_its_country(text: str, kind: str, expected: list[str]) -> None:
    who = Participant("RUS", Role.SOURCE), Participant("IRN", Role.TARGET)
    assert [f"{o.name}: {o.part}" for o in organisations_in(text, 0, kind, who, find_mentions(text))] == expected


def test_a_body_with_a_name_of_its_own_has_that() -> None:
    assert ministry_name("Ministry of Finance", "USA") == "US Treasury"
    assert ministry_name("Ministry of Finance", "ARE") == "Ministry of Finance of the United Arab Emirates"


def test_the_table_is_sound() -> None:
    assert (files("extract") / "lexicons" / "ministries.csv").is_file()
    table = list(rows("ministries.csv", "name"))
    kinds = {r["name"] for r in table if not r["country"]}
    assert len({r["name"] for r in table}) == len(table)
    assert {r["country"] for r in table} - set(shipped().entities) == {""}
    assert {r["same_as"] for r in table} - kinds == {""}
    assert [r["name"] for r in table if not (r["words"] or r["RUS"] or r["UKR"] or r["same_as"])] == []


@pytest.mark.parametrize(
    "text",
    [
        "Иран передал России вертолёты, сказал глава иранского МИД.",
        "Іран передав Росії гелікоптери, заявило МЗС Ірану.",
        "Iran gave Russia helicopters, Iran's foreign ministry said.",
    ],
)
def test_a_ministry_that_only_says_what_its_country_gave_gave_nothing(text: str) -> None:
    who = (Participant("IRN", Role.SOURCE), Participant("RUS", Role.TARGET))
    assert organisations_in(text, 0, "arms_transfer", who, find_mentions(text)) == ()
