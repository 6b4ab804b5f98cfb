"""Who speaks is a side of a deed only where a word says so."""

from dataclasses import replace

import pytest
from records import post

from extract.automaton import find_mentions
from extract.encoder.speaker import heard
from extract.model import Claim, Participant
from extract.ontology import Role, Sphere, Status
from extract.pipeline import claims_of

S, T, P = Role.SOURCE, Role.TARGET, Role.PARTY


def claim(text: str, *who: tuple[str, Role]) -> Claim:
    sides = tuple(Participant(actor, role) for actor, role in who)
    return Claim("a:1", "trade", Sphere.ECONOMY, Status.DONE, True, sides, quote=text, start=0, end=len(text), extractor="test")


def left(text: str, lang: str, *who: tuple[str, Role]) -> list[str] | None:
    found = heard(claim(text, *who), replace(post("a:1", text), lang=lang), find_mentions(text))
    return sorted(found.actors) if found else None


@pytest.mark.parametrize(
    ("text", "lang", "who", "sides"),
    [
        ("Экспорт зерна из Аргентины вырос.", "ru", [("ARG", S), ("RUS", T)], None),
        ("Наш экспорт в Аргентину вырос.", "ru", [("ARG", T), ("RUS", S)], ["ARG", "RUS"]),
        ("А давайте отправим Египту зерно!", "ru", [("EGY", T), ("RUS", S)], ["EGY", "RUS"]),
        ("Отправим Египту зерно.", "ru", [("EGY", T), ("RUS", S)], ["EGY", "RUS"]),
        ("Президент прилетел в Каир.", "ru", [("EGY", P), ("RUS", P)], ["EGY", "RUS"]),
        ("Експорт до Єгипту зріс.", "uk", [("EGY", T), ("UKR", S)], None),
        ("Поляки передали нам гармати.", "uk", [("POL", S), ("UKR", T)], ["POL", "UKR"]),
        ("Россия продала Египту зерно.", "ru", [("EGY", T), ("RUS", S)], ["EGY", "RUS"]),
        ("Индия продала Непалу рис.", "ru", [("IND", S), ("NPL", T), ("RUS", T)], ["IND", "NPL"]),
        ("Президент Сербии прилетел в Пекин.", "ru", [("SRB", S), ("CHN", T), ("RUS", T)], ["CHN", "SRB"]),
        ("Лукашенко принял сербский министр.", "ru", [("SRB", P), ("RUS", P)], None),
        ("Рис купили Непал и Бутан.", "ru", [("BTN", T), ("NPL", T), ("RUS", S)], None),
        ("India sold rice to Nepal.", "en", [("IND", S), ("NPL", T)], ["IND", "NPL"]),
    ],
)
def test_who_speaks_is_a_side_where_a_word_says_so(text: str, lang: str, who: list[tuple[str, Role]], sides: list[str] | None) -> None:
    assert left(text, lang, *who) == sides


def test_a_blogger_who_calls_for_drones_for_venezuela_speaks_for_his_side() -> None:
    told = claims_of(post("a:1", "А давайте отправим Венесуэле «Герань-2»! Двести штук в контейнерах."))[0]
    assert {(c.type, c.status, c.actors) for c in told} == {("arms_transfer", Status.PROPOSED, frozenset({"RUS", "VEN"}))}
