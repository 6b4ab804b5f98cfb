"""Who speaks is a side of a deed only where a word says so."""

from dataclasses import replace

import pytest
from records import post

from extract.encoder.speaker import heard
from extract.model import Claim, Participant
from extract.ontology import Role, Sphere, Status

S, T, P = Role.SOURCE, Role.TARGET, Role.PARTY


def claim(text: str, *who: tuple[str, Role]) -> Claim:
    sides = tuple(Participant(actor, role) for actor, role in who)
    return Claim("a:1", "trade", Sphere.ECONOMY, Status.DONE, True, sides, quote=text, start=0, end=len(text), extractor="test")


def left(text: str, lang: str, *who: tuple[str, Role], named: str = "") -> list[str] | None:
    found = heard(claim(text, *who), replace(post("a:1", text), lang=lang), set(named.split()))
    return sorted(found.actors) if found else None


@pytest.mark.parametrize(
    ("text", "lang", "who", "named", "sides"),
    [
        ("Экспорт зерна из Аргентины вырос.", "ru", [("ARG", S), ("RUS", T)], "ARG", None),
        ("Наш экспорт в Аргентину вырос.", "ru", [("ARG", T), ("RUS", S)], "ARG", ["ARG", "RUS"]),
        ("Президент прилетел в Каир.", "ru", [("EGY", P), ("RUS", P)], "EGY", ["EGY", "RUS"]),
        ("Експорт до Єгипту зріс.", "uk", [("EGY", T), ("UKR", S)], "EGY", None),
        ("Поляки передали нам гармати.", "uk", [("POL", S), ("UKR", T)], "POL", ["POL", "UKR"]),
        ("Россия продала Египту зерно.", "ru", [("EGY", T), ("RUS", S)], "EGY RUS", ["EGY", "RUS"]),
        ("Индия продала Непалу рис.", "ru", [("IND", S), ("NPL", T), ("RUS", T)], "IND NPL", ["IND", "NPL"]),
        ("Рис купили Непал и Бутан.", "ru", [("BTN", T), ("NPL", T), ("RUS", S)], "BTN NPL", None),
        ("India sold rice to Nepal.", "en", [("IND", S), ("NPL", T)], "IND NPL", ["IND", "NPL"]),
    ],
)
def test_who_speaks_is_a_side_where_a_word_says_so(
    text: str, lang: str, who: list[tuple[str, Role]], named: str, sides: list[str] | None
) -> None:
    assert left(text, lang, *who, named=named) == sides
