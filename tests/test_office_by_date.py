"""Whom an office means on a day, and which of two namesakes a post means. Sentences are invented."""

from datetime import date

import pytest

from extract.automaton import find_mentions
from extract.named_persons import officials_in, persons_in
from extract.office_holders import held, holders
from extract.persons import offices


def read(text: str, actors: str, day: str) -> tuple[list[str], list[str]]:
    """The persons whom a text names, and those whom it means by an office alone."""
    mentions, sides, when = find_mentions(text), set(actors.split()), date.fromisoformat(day)
    named = persons_in(text, 0, len(text), "visit", mentions, sides, when)
    meant = officials_in(text, 0, len(text), mentions, sides, named, when)
    return [p.name for p in named], [p.name for p in meant]


@pytest.mark.parametrize(
    ("text", "actors", "who"),
    [
        ("Глава МИД РФ прилетел в Пекин.", "RUS CHN", {"2021-06-01": "Sergey Lavrov", "2025-06-01": "Sergey Lavrov"}),
        ("В Пекине приняли главу МИД России.", "RUS CHN", {"2021-06-01": "Sergey Lavrov", "2025-06-01": "Sergey Lavrov"}),
        ("Очільник МЗС РФ прилетів до Пекіна.", "RUS CHN", {"2021-06-01": "Sergey Lavrov", "2025-06-01": "Sergey Lavrov"}),
        ("Russia's foreign minister flew to Beijing.", "RUS CHN", {"2021-06-01": "Sergey Lavrov", "2025-06-01": "Sergey Lavrov"}),
        ("Министр обороны РФ прилетел в Минск.", "RUS BLR", {"2024-05-11": "Sergei Shoigu", "2024-05-14": "Andrei Belousov"}),
        ("В Минске говорили с министром обороны России.", "RUS BLR", {"2024-05-11": "Sergei Shoigu", "2024-05-14": "Andrei Belousov"}),
        ("Російського міністра оборони прийняли в Мінську.", "RUS BLR", {"2022-05-11": "Sergei Shoigu", "2025-05-14": "Andrei Belousov"}),
        ("The Russian defence minister flew to Minsk.", "RUS BLR", {"2024-05-11": "Sergei Shoigu", "2024-05-14": "Andrei Belousov"}),
        ("В Киев прибыл премьер Великобритании.", "GBR UKR", {"2024-07-04": "Rishi Sunak", "2024-07-05": "Keir Starmer"}),
        ("Киев ждёт британского премьера.", "GBR UKR", {"2022-05-04": "Boris Johnson", "2024-07-05": "Keir Starmer"}),
        ("До Києва прибув прем’єр Великої Британії.", "GBR UKR", {"2024-07-04": "Rishi Sunak", "2024-07-05": "Keir Starmer"}),
        ("Britain's prime minister came to Kyiv.", "GBR UKR", {"2024-07-04": "Rishi Sunak", "2024-07-05": "Keir Starmer"}),
        ("Президент США позвонил в Кремль.", "RUS USA", {"2025-01-19": "Joe Biden", "2025-01-20": "Donald Trump"}),
        ("С президентом Соединённых Штатов говорили в Москве.", "RUS USA", {"2020-01-19": "Donald Trump", "2021-01-20": "Joe Biden"}),
        ("Москва чекає на президента США.", "RUS USA", {"2025-01-19": "Joe Biden", "2025-01-20": "Donald Trump"}),
        ("The US president called the Kremlin.", "RUS USA", {"2025-01-19": "Joe Biden", "2025-01-20": "Donald Trump"}),
        ("Глава Пентагона прилетел в Токио.", "USA JPN", {"2023-01-19": "Lloyd Austin", "2025-02-20": "Pete Hegseth"}),
        ("Вице-президент США прилетел в Токио.", "USA JPN", {"2025-06-01": "JD Vance", "2024-06-01": "Kamala Harris"}),
        ("Глава Минфина США позвонил в Токио.", "USA JPN", {"2024-06-01": "Janet Yellen", "2025-06-01": "Scott Bessent"}),
        ("**Президент **США** прилетел в Токио.**", "USA JPN", {"2025-06-01": "Donald Trump", "2024-06-01": "Joe Biden"}),
        ("Генсек НАТО приехал в Киев.", "NATO UKR", {"2024-09-30": "Jens Stoltenberg", "2024-10-01": "Mark Rutte"}),
    ],
)
def test_an_office_means_who_held_it_that_day(text: str, actors: str, who: dict[str, str]) -> None:
    assert {day: read(text, actors, day) for day in who} == {day: ([], [name]) for day, name in who.items()}


def test_of_two_states_each_has_its_own_holder() -> None:
    text = "Президенты России и Казахстана открыли завод."
    assert read(text, "RUS KAZ", "2023-05-05") == ([], ["Vladimir Putin", "Kassym-Jomart Tokayev"])
    text = "Министры обороны России и Китая подписали план."
    assert read(text, "RUS CHN", "2024-05-11") == ([], ["Sergei Shoigu", "Dong Jun"])


@pytest.mark.parametrize(
    "text",
    [
        "Советник президента США прилетел в Токио.",
        "Бывший президент США прилетел в Токио.",
        "Вице-президент американской компании прилетел в Токио, сказали в США.",
        "Экс-президент США прилетел в Токио.",
        "Кандидат в президенты США прилетел в Токио.",
        "Пресс-секретарь президента США прилетел в Токио.",
        "Радник президента США прилетів до Токіо.",
        "A former US president flew to Tokyo.",
        "An aide to the US president flew to Tokyo.",
        "The US president-elect flew to Tokyo.",
        "Президент США Иннокентий Смоляков прилетел в Токио.",
        "Президент американской компании прилетел в Токио, сказали в США.",
        "Президент прилетел в Токио.",
        "Новый американский президент прилетит в Токио.",
    ],
)
def test_another_one_or_one_with_a_name_is_not_the_holder(text: str) -> None:
    assert read(text, "USA JPN", "2025-06-01") == ([], [])


def test_nobody_is_meant_between_two_holders_nor_by_what_two_hold() -> None:
    assert read("Министр обороны РФ прилетел в Минск.", "RUS BLR", "2024-05-13") == ([], [])
    assert holders({"vice premier"}, "CHN", date(2024, 6, 1)) != ()
    assert read("Вице-премьер РФ прилетел в Минск.", "RUS BLR", "2024-06-01") == ([], [])


def test_a_side_that_names_somebody_needs_no_office_but_a_spokesman_does_not_count() -> None:
    assert read("Лавров, глава МИД РФ, прилетел в Пекин.", "RUS CHN", "2025-06-01") == (["Sergey Lavrov"], [])
    told = read("Президент России прилетел в Пекин, сказал Песков.", "RUS CHN", "2025-06-01")
    assert told == (["Dmitry Peskov"], ["Vladimir Putin"])


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("Патрушев прилетел в Минск.", "2023-06-01", "Nikolai Patrushev"),
        ("Секретарь Совбеза Патрушев прилетел в Минск.", "2023-06-01", "Nikolai Patrushev"),
        ("Вице-премьер Патрушев прилетел в Минск.", "2025-06-01", "Dmitry Patrushev"),
        ("Вице-премьера РФ Патрушева приняли в Минске.", "2025-06-01", "Dmitry Patrushev"),
        ("Глава Минсельхоза Патрушев прилетел в Минск.", "2023-06-01", "Dmitry Patrushev"),
        ("В Минске говорили с Патрушевым, министром сельского хозяйства.", "2023-06-01", "Dmitry Patrushev"),
        ("Віцепрем’єр Патрушев прилетів до Мінська.", "2025-06-01", "Dmitry Patrushev"),
        ("Deputy Prime Minister Patrushev came to Minsk.", "2025-06-01", "Dmitry Patrushev"),
        ("Д. Патрушев прилетел в Минск.", "2023-06-01", "Dmitry Patrushev"),
        ("Д.Н. Патрушев прилетел в Минск.", "2023-06-01", "Dmitry Patrushev"),
        ("Н. П. Патрушев прилетел в Минск.", "2023-06-01", "Nikolai Patrushev"),
        ("С Дмитрием Николаевичем Патрушевым говорили в Минске.", "2023-06-01", "Dmitry Patrushev"),
        ("Николая Платоновича Патрушева приняли в Минске.", "2023-06-01", "Nikolai Patrushev"),
        ("Дмитрий Патрушев прилетел в Минск. Патрушева ждали.", "2023-06-01", "Dmitry Patrushev"),
    ],
)
def test_given_name_or_office_tells_namesakes_apart(text: str, day: str, person: str) -> None:
    assert read(text, "RUS BLR", day) == ([person], [])


@pytest.mark.parametrize(
    "text",
    [
        "Иннокентий Лавров прилетел в Минск.",
        "Смоляков-Лавров прилетел в Минск.",
        "Лавров-Смоляков прилетел в Минск.",
        "Peter Lavrov came to Minsk.",
        "Людмилу Путину ждали в Минске, РФ.",
    ],
)
def test_another_given_name_is_another_person(text: str) -> None:
    assert read(text, "RUS BLR", "2023-06-01") == ([], [])


def test_a_country_before_a_surname_is_no_given_name() -> None:
    assert read("На пути в Израиль Вэнс говорил о США.", "USA ISR", "2025-06-01") == (["JD Vance"], [])


def test_short_given_names_and_names_joined_by_a_hyphen_are_theirs() -> None:
    assert read("Патрик Райдер прилетел в Токио.", "USA JPN", "2024-06-01") == (["Pat Ryder"], [])
    assert read("В Москве ждут встречи Путин-Трамп.", "USA RUS", "2025-06-01") == (["Vladimir Putin", "Donald Trump"], [])


def test_an_office_that_is_known_by_its_year_lasts_the_year() -> None:
    [office] = [o for o in offices() if o.person == "kim-jong-gwan" and o.title == "defence minister"]
    assert (office.start, office.end) == ("2019-12", "2021")
    assert held(office, date(2021, 6, 1))
    assert not held(office, date(2022, 1, 1))
