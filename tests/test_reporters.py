"""Who claims a deed: media, services, officials of other sides, unnamed sources; never the deed's own sides, never the channel itself."""

import csv
from datetime import UTC, datetime
from importlib.resources import files
from time import perf_counter

import pytest

from extract.automaton import find_mentions
from extract.model import Post
from extract.reporters import reporter_in


def reporter(text: str, actors: str, told: str = "", channel: str = "a channel") -> str | None:
    """The claimant of the deed that `told`, a part of the text, or all of it, tells between the actors."""
    post = Post("c:1", channel, datetime(2024, 5, 1, tzinfo=UTC), "ru", text)
    low = text.index(told)
    return reporter_in(post, low, low + len(told or text), find_mentions(text), set(actors.split()))


@pytest.mark.parametrize(
    ("text", "actors", "name"),
    [
        ("Пекин продал Тегерану станки, пишет Bloomberg.", "CHN IRN", "Bloomberg"),
        ("По данным «Блумберга», Пекин продал Тегерану станки.", "CHN IRN", "Bloomberg"),
        ("Пекин продал Тегерану станки — WSJ", "CHN IRN", "The Wall Street Journal"),
        ("Пекин продал Каракасу станки, пишет агентство Fars.", "CHN VEN", "Fars"),
        ("Beijing has sold lathes to Tehran, iStories reports.", "CHN IRN", "Important Stories"),
        ("Пекин продал Тегерану станки, заявили в госдепе США.", "CHN IRN", "US State Department"),
        ("Пекин продал Тегерану станки, пишет «Ъ».", "CHN IRN", "Kommersant"),
        ("Париж передал Чаду броневики, пишет «Жён Африк».", "FRA TCD", "Jeune Afrique"),
        ("Пекін продав Тегерану верстати, повідомляє Ройтерз.", "CHN IRN", "Reuters"),
        ("Beijing has sold lathes to Tehran, the Financial Times reports.", "CHN IRN", "Financial Times"),
        ("FT: Beijing has sold lathes to Tehran.", "CHN IRN", "Financial Times"),
        ("CNN со ссылкой на Пентагон сообщает, что Пекин продал Тегерану станки.", "CHN IRN", "CNN"),
        ("Источники агентства Reuters сообщили, что Пекин продал Тегерану станки.", "CHN IRN", "Reuters"),
        ("За даними ГУР, КНДР передала росії снаряди.", "PRK RUS", "Ukraine's military intelligence"),
        ("Ukraine's military intelligence says North Korea has shipped shells to Russia.", "PRK RUS", "Ukraine's military intelligence"),
        ("Южнокорейская разведка считает, что КНДР передала России снаряды.", "PRK RUS", "South Korean intelligence"),
        ("Минобороны Японии сообщило о полёте самолётов России и Китая.", "RUS CHN", "Japan's Ministry of Defence"),
        ("Минобороны РФ заявило, что США передали Украине ракеты.", "USA UKR", "Russian Ministry of Defence"),
        ("По оценке Сеула, КНДР отправила в Россию снаряды.", "PRK RUS", "South Korea"),
        ("КНДР отправила в Россию снаряды, считают в Сеуле.", "PRK RUS", "South Korea"),
        ("Зеленский заявил, что КНДР отправила в Россию снаряды.", "PRK RUS", "Volodymyr Zelensky"),
        ("North Korea has sent shells to Russia, Zelensky said.", "PRK RUS", "Volodymyr Zelensky"),
        ("Анкара купит у Москвы газ, сообщают турецкие СМИ.", "TUR RUS", "Türkiye's media"),
        ("Анкара купит у Москвы газ, сообщили источники.", "TUR RUS", "sources"),
        ("According to leaked documents, Tehran paid Moscow in gold.", "IRN RUS", "leaked documents"),
        ("США хотят купить у Дании остров, выяснили «Схемы».", "USA DNK", "Schemes"),
    ],
)
def test_a_claimant_has_its_english_name(text: str, actors: str, name: str):
    assert reporter(text, actors) == name


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Россия поставит Ирану самолёты, заявил Путин.", "RUS IRN"),
        ("Минобороны РФ сообщило о прибытии в Россию делегации Ирана.", "RUS IRN"),
        ("Пентагон сообщил о передаче Украине ракет США.", "USA UKR"),
        ("Russia will sell jets to Iran, the Kremlin said.", "RUS IRN"),
        ("Путин в интервью Bloomberg заявил, что Россия продаст Ирану самолёты.", "RUS IRN"),
        ("PYONGYANG, May 1 (KCNA) — Kim Jong Un met Sergei Shoigu.", "PRK RUS"),
        ("Россия и Иран подписали договор в Москве.", "RUS IRN"),
        ("The times are hard: Russia sells gas to China.", "RUS CHN"),
        ("Пекин и Москва открыли в посольстве КНР выставку.", "CHN RUS"),
        ("Экспортная схема: Россия везёт зерно в Египет.", "RUS EGY"),
        ("", "RUS IRN"),
    ],
)
def test_a_side_of_the_deed_or_nobody_is_no_claimant(text: str, actors: str):
    assert reporter(text, actors) is None


@pytest.mark.parametrize(
    ("text", "told", "name"),
    [
        ("Китай продал Ирану станки. Об этом пишет Axios.", "Китай продал Ирану станки.", "Axios"),
        ("Про станки узнал Axios. По данным издания, Китай продал их Ирану.", "По данным издания, Китай продал их Ирану.", "Axios"),
        ("Про станки узнал Axios. Китай продал их Ирану.", "Китай продал их Ирану.", "Axios"),
        ("Про станки узнал Axios. Раз. Два. Три. Четыре. Китай продал их Ирану.", "Китай продал их Ирану.", None),
        ("Макрон заявил, что доволен. Китай продал станки Ирану.", "Китай продал станки Ирану.", None),
    ],
)
def test_a_neighbour_sentence_may_name_the_claimant(text: str, told: str, name: str | None):
    assert reporter(text, "CHN IRN", told) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Россия поставит Ирану зерно, заявил Песков «Известиям».", None),
        ("Россия поставит Ирану зерно, сообщил ТАСС управляющий порта.", None),
        ("Россия поставит Ирану зерно, сказал посол Ирана в ответ на просьбу ТАСС.", None),
        ("Россия поставит Ирану зерно, сообщил ТАСС со ссылкой на порт.", "TASS"),
        ("Россия поставит Ирану зерно, сообщили «Известия».", "Izvestia"),
        ("Россия поставит Ирану зерно, сообщает агентство со ссылкой на «Украинскую правду».", "Ukrainska Pravda"),
    ],
)
def test_whom_a_side_tells_it_is_no_claimant(text: str, name: str | None):
    assert reporter(text, "RUS IRN") == name


LISTED = "— Китай продал Ирану станки;"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Другие заявления Пескова:\n\n— Европа ослабела;\n{LISTED}", "Dmitry Peskov"),
        (f"**Брифинг Минобороны России. Главное:**\n📍Сбит дрон.\n{LISTED}", "Russian Ministry of Defence"),
        (f"Другие заявления Пескова.\n{LISTED}", None),
        (f"Песков дал брифинг:\n— Европа ослабела.\n\nПозже стало известно и другое.\n{LISTED}", None),
        (f"Заявления Си Цзиньпина:\n{LISTED}", None),
    ],
)
def test_the_head_of_a_list_names_whose_words_it_gives(text: str, name: str | None):
    assert reporter(text, "CHN IRN", LISTED) == name


@pytest.mark.parametrize(
    ("text", "told", "name"),
    [
        (
            "Чая вывезли вдвое больше, следует из данных Евростата. Раз. Два. Три. Иран купил у Китая 5 тонн.",
            "Иран купил у Китая 5 тонн.",
            "Eurostat",
        ),
        (
            "Tea doubled, Eurostat data show. One. Two. Three. Iran bought 5 tonnes from China.",
            "Iran bought 5 tonnes from China.",
            "Eurostat",
        ),
        ("Чая вывезли вдвое больше, следует из данных Евростата. Раз. Два. Три. Иран обнял Китай.", "Иран обнял Китай.", None),
        ("По данным источников, идут бои. Раз. Два. Три. Иран купил у Китая 5 тонн.", "Иран купил у Китая 5 тонн.", None),
    ],
)
def test_who_gives_the_data_of_a_post_gives_its_figures(text: str, told: str, name: str | None):
    assert reporter(text, "CHN IRN", told) == name


def test_the_members_of_a_bloc_are_its_side():
    assert reporter("Казахстан пригласили в БРИКС, заявил Путин.", "BRICS KAZ") is None
    assert reporter("Казахстан пригласили в БРИКС, заявил Зеленский.", "BRICS KAZ") == "Volodymyr Zelensky"


def test_a_channel_does_not_cite_itself():
    text = "Иран купит у России зерно, сообщает РИА Новости."
    assert reporter(text, "RUS IRN", channel="РИА Новости") is None
    assert reporter(text, "RUS IRN", channel="Other") == "RIA Novosti"


@pytest.mark.parametrize("noise", ["_" * 20_000, "— " * 10_000, "Reuters " * 3_000, "сказал " * 3_000, "Иран, минобороны " * 1_500])
def test_long_noise_is_read_in_a_moment(noise: str):
    start = perf_counter()
    reporter(f"{noise}\nИран продал России дроны, пишет Reuters {noise[:500]}", "IRN RUS")
    assert perf_counter() - start < 10  # seconds


def test_the_table_of_claimants_is_sound():
    lines = list(csv.DictReader((files("extract") / "lexicons" / "reporters.csv").read_text("utf-8").splitlines()))
    kinds = {"medium", "plain", "quoted", "official", "unnamed", "rumour", "body", "press", "short"}
    assert {line["kind"] for line in lines} == kinds
    assert [line for line in lines if line["kind"] == "official" and not line["country"]] == []
    assert [line for line in lines if line["kind"] in ("body", "press") and "{}" not in line["name"]] == []
    words = [word for line in lines if line["kind"] not in ("body", "press") for word in line["words"].split("|")]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def likely(text: str, told: str, probability: float) -> str | None:
    """Who claims the sentence `told` of a text, where the network holds it for claimed with this probability."""
    post = Post("c:1", "a channel", datetime(2025, 6, 18, tzinfo=UTC), "ru", text)
    low = text.index(told)
    return reporter_in(post, low, low + len(told), find_mentions(text), {"IRN", "RUS"}, probability)


CLAIMED = "Reuters изучило таможенные записи. Речь о станках. Иран поставил России станки. Пентагон молчит."


def test_where_the_network_holds_a_deed_for_claimed_the_nearest_claimant_before_it_is_told():
    assert likely(CLAIMED, "Иран поставил России станки.", 0.9) == "Reuters"
    assert likely(CLAIMED, "Иран поставил России станки.", 0.3) is None
    assert likely("Иран поставил России станки. Пентагон молчит.", "Иран поставил России станки.", 0.9) == "Pentagon"
    assert likely("Иран поставил России станки. Все молчат.", "Иран поставил России станки.", 0.9) is None


def test_words_of_attribution_are_not_believed_where_the_network_holds_a_claimant_for_impossible():
    assert likely("Как пишет Reuters, Иран поставил России станки.", "Как пишет Reuters, Иран поставил России станки.", 0.01) is None
    assert likely("Как пишет Reuters, Иран поставил России станки.", "Как пишет Reuters, Иран поставил России станки.", 0.1) == "Reuters"
