"""Dates: the phrases that give one, and which of them is the deed's. Posts are of Wednesday, 18 June 2025 unless said otherwise."""

import csv
import time
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.date_phrases import dates_in
from extract.date_values import VALUES, View
from extract.dates import DATES, Deed, candidates, date_of, weights
from extract.ontology import Status

TODAY = date(2025, 6, 18)
BEHIND, AHEAD = View(TODAY, False), View(TODAY, True)


def forms() -> list[dict[str, str]]:
    with (files("extract") / "lexicons" / "date_forms.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", forms(), ids=lambda row: row["example"])
def test_every_form_reads_its_example(row: dict[str, str]):
    found = dates_in(row["example"], AHEAD if row["date"] > TODAY.isoformat() else BEHIND)
    assert [(d.value, d.kind) for d in found] == [(row["date"], row["kind"])]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("24 апреля 2024 года", ["2024-04-24"]),
        ("24–26 апреля", ["2025-04-24"]),
        ("с 24 по 26 апреля", ["2025-04-24"]),
        ("1 и 2 марта", ["2025-03-01"]),
        ("30 мая – 2 июня", ["2025-05-30"]),
        ("первого апреля", ["2025-04-01"]),
        ("двадцать первого травня", ["2025-05-21"]),
        ("**8** лютого", ["2025-02-08"]),
        ("on June 9th, 2024", ["2024-06-09"]),
        ("the 3rd of May", ["2025-05-03"]),
        ("Sept. 7", ["2024-09-07"]),
        ("31.12.2024", ["2024-12-31"]),
        ("в марте прошлого года", ["2024-03"]),
        ("наприкінці травня", ["2025-05"]),
        ("last October", ["2024-10"]),
        ("in November", ["2024-11"]),
        ("in July", ["2025-07"]),
        ("минулого червня", ["2024-06"]),
        ("во время мартовского визита", ["2025-03"]),
        ("весной 2022 года", ["2022"]),
        ("восени", ["2024"]),
        ("прошлой зимой", ["2024"]),
        ("в середине прошлой осени", ["2024-10"]),
        ("у середині осені", ["2024-10"]),
        ("в конце зимы 2023 года", ["2023-02"]),
        ("утра среды", ["2025-06-18"]),
        ("накануне в Астане", ["2025-06-17"]),
        ("накануне саммита", []),
        ("напередодні виборів", []),
        ("за первые пять месяцев года", ["2025"]),
        ("у першому півріччі 2024 року", ["2024"]),
        ("в 2023-м", ["2023"]),
        ("по итогам 2024 года", ["2024"]),
        ("торік", ["2024"]),
        ("in the past year", ["2024"]),
        ("минулого тижня", ["2025-06"]),
        ("last month", ["2025-05"]),
        ("позавчера", ["2025-06-16"]),
        ("напередодні", ["2025-06-17"]),
        ("вчорашня зустріч", ["2025-06-17"]),
        ("tonight", ["2025-06-18"]),
        ("в среду", ["2025-06-18"]),
        ("в минувшую пятницу", ["2025-06-13"]),
        ("у п’ятницю", ["2025-06-13"]),
        ("last Wednesday", ["2025-06-11"]),
        ("ten days ago", ["2025-06-08"]),
        ("неделю назад", ["2025-06"]),
        ("рік тому", ["2024"]),
        ("10-го, в Женеве", ["2025-06-10"]),
        ("the 20th anniversary of the treaty", ["2005"]),
    ],
)
def test_a_date_behind_the_post(text: str, dates: list[str]):
    assert [d.value for d in dates_in(text, BEHIND)] == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2 февраля", ["2026-02-02"]),
        ("on June 30", ["2025-06-30"]),
        ("12 июня", ["2025-06-12"]),
        ("в январе", ["2026-01"]),
        ("у вересні", ["2025-09"]),
        ("next May", ["2026-05"]),
        ("весной", ["2026"]),
        ("влітку", ["2025"]),
        ("послезавтра", ["2025-06-20"]),
        ("tomorrow", ["2025-06-19"]),
        ("в пятницу", ["2025-06-20"]),
        ("в среду", ["2025-06-18"]),
        ("next Wednesday", ["2025-06-25"]),
        ("на следующей неделе", ["2025-06"]),
        ("наступного року", ["2026"]),
        ("до конца года", ["2025"]),
        ("через три дня", ["2025-06-21"]),
        ("20-го.", ["2025-06-20"]),
        ("переговоры пройдут 26 числа", ["2025-06-26"]),
        ("на 80-летие Победы", ["2025-05-09"]),
    ],
)
def test_a_date_ahead_of_the_post(text: str, dates: list[str]):
    assert [d.value for d in dates_in(text, AHEAD)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "They may march 3 km",
        "в 10:30 по местному времени",
        "матч закончился 2:1",
        "адрес 10.12.20.25",
        "за 2000 рублей",
        "до 2030 тонн",
        "2024 человека",
        "32 марта",
        "30 лютого",
        "31.13.2024",
        "указ от 31 февраля 2024 года",
        "резолюция 2231",
        "курс 24.06",
        "Марта Кос",
        "лютий мороз",
        "in the last weeks",
        "середа перебування",
        "окружающая среда",
        "1812 года",
    ],
)
def test_what_looks_like_a_date_and_is_none(text: str):
    assert dates_in(text, BEHIND) == ()


def told(text: str, deed: str, status: Status = Status.DONE, likely: tuple[float, ...] = ()) -> str | None:
    """The date of the deed told by the words `deed` of the sentence between bars, or of the whole text."""
    low, high = (text.index("|"), text.rindex("|") - 1) if "|" in text else (0, len(text))
    text = text.replace("|", "")
    at = text.index(deed)
    return date_of(text, Deed((at, at + len(deed)), (low, high), status, TODAY, likely))


@pytest.mark.parametrize(
    ("text", "deed", "status", "day"),
    [
        ("Иран и Россия подписали договор 17 января.", "Иран и Россия подписали договор", "done", "2025-01-17"),
        ("Сегодня лидеры провели переговоры в Минске.", "лидеры провели переговоры", "done", "2025-06-18"),
        ("Президент прилетит в Пекин в пятницу.", "Президент прилетит в Пекин", "planned", "2025-06-20"),
        ("У травні Ханой отримав перші катери, а контракт уклали ще торік.", "Ханой отримав перші катери", "done", "2025-05"),
        ("У травні Ханой отримав перші катери, а контракт уклали ще торік.", "контракт уклали ще торік", "done", "2024"),
        ("The ministers met in Astana on June 3.", "The ministers met in Astana", "done", "2025-06-03"),
        ("Trade between them grew by a third last year.", "Trade between them grew", "done", "2024"),
        ("Визит начнётся 24 июня. |Стороны подпишут три договора.|", "Стороны подпишут три договора", "planned", "2025-06-24"),
        ("Стороны обсудили торговлю и закупку станков.", "обсудили торговлю", "done", None),
        ("|Куба получила станки.| Ярмарка откроется в октябре.", "Куба получила станки", "done", None),
        ("Соглашение о базе действует до 2049 года.", "Соглашение о базе", "done", None),
        ("Стороны провели переговоры перед саммитом 30 июня.", "Стороны провели переговоры", "done", None),
        ("Стороны проведут переговоры 30 июня.", "Стороны проведут переговоры", "planned", "2025-06-30"),
        ("В 2023 году Иран отдал чертежи, теперь Россия передаёт КНДР станки.", "Россия передаёт КНДР станки", "done", None),
        ("В 2023 году Иран отдал чертежи, теперь Россия передаёт КНДР станки.", "Иран отдал чертежи", "done", "2023"),
        ("Экспорт нефти в Турцию вырос до максимума с 2015 года.", "Экспорт нефти в Турцию вырос", "done", None),
        ("Imports from Iran fell to the lowest level since May.", "Imports from Iran fell", "ended", None),
        ("Куба купила пшеницу, а через неделю продала сахар.", "Куба купила пшеницу", "done", None),
    ],
)
def test_the_date_of_a_deed(text: str, deed: str, status: str, day: str | None):
    assert told(text, deed, Status(status)) == day


def test_a_date_beyond_the_sentences_beside_the_deed_is_not_its_own():
    assert told("Вчера был парад. Прошёл дождь. Шёл снег. |Они провели переговоры.|", "Они провели переговоры") is None


def test_the_network_makes_a_date_likelier_or_less():
    text = "|Визит прошёл в Минске.| На параде 9 мая были гости."
    none, day = (tuple(0.98 if name == sure else 0.004 for name in DATES) for sure in ("none", "day"))
    assert told(text, "Визит прошёл", likely=none) is None
    assert told(text, "Визит прошёл", likely=day) == "2025-05-09"
    assert told(text, "Визит прошёл", likely=tuple(1.0 if name == "none" else 0.0 for name in DATES)) is None


def test_a_date_of_the_first_sentence_told_twice_holds_for_the_post():
    text = "Форум открылся 3 июня. Прошёл дождь. Гости гуляли. Стороны подписали договор. Снимки от 3 июня смотрите ниже."
    assert told(text, "Стороны подписали договор") == "2025-06-03"


def test_every_sign_has_points_and_every_kind_a_value():
    assert {row["kind"] for row in forms()} <= set(VALUES)
    assert {f"form {kind}" for kind in VALUES} - set(weights()) == set()


WORDS = """24 99 0 31 2024 2023–2024 9999 1 00.13.2024 июня мая 30 февраля лютого May March 29 th го в до с по и , . - – * через назад
тому дня недель ago earlier 999 прошлого года next last week среду Friday весной the of квартале числа 2025-06-31 летие
подписания Победы вчера"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(), st.dates(date(1970, 1, 1), date(2090, 1, 1)), st.sampled_from(Status))
@example("\x0024 июня" * 3, TODAY, Status.DONE)
def test_every_date_is_a_date(text: str, today: date, status: Status):
    for dated, signs in candidates(text, Deed((len(text) // 2, len(text)), (0, len(text)), status, today)):
        assert date.fromisoformat((dated.value + "-01-01")[:10]).isoformat().startswith(dated.value)
        assert len(dated.value) in (4, 7, 10)
        assert 0 <= dated.start < dated.end <= len(text)
        assert signs["any"] == 1


@pytest.mark.parametrize("piece", ["1", "24.06.", "24 июня ", "1 и 2 и ", "в начале ", "last ", "* ", "2024-", "the 1st ", "\n"])
def test_a_long_hostile_text_takes_no_longer_than_its_window(piece: str):
    text = piece * (200_000 // len(piece))
    begun = time.perf_counter()
    date_of(text, Deed((100_000, 100_010), (0, len(text)), Status.DONE, TODAY))
    assert time.perf_counter() - begun < 2
