"""Organisations and groups of the lexicon: how many, whence known, and that each of their names is found in a sentence, inflected."""

import csv
import re
from collections import defaultdict
from importlib.resources import files

import pytest

from extract.automaton import find_mentions
from extract.form_cache import all_surfaces
from extract.lexicon import Form, shipped

KINDS = {
    "agency",
    "arms exporter",
    "arms maker",
    "army branch",
    "bank",
    "camp",
    "carrier",
    "central bank",
    "chamber",
    "charity",
    "church",
    "company",
    "fund",
    "hackers",
    "institute",
    "intelligence service",
    "ministry",
    "museum",
    "news agency",
    "party",
    "payment system",
    "police",
    "private army",
    "special economic zone",
    "sports federation",
    "state corporation",
    "theatre",
    "university",
}
WATCHED = {
    "EU",
    "UN",
    "NATO",
    "CSTO",
    "CIS",
    "EAEU",
    "SCO",
    "BRICS",
    "Union State",
    "G7",
    "G20",
    "OPEC",
    "OPEC+",
    "APEC",
    "ASEAN",
    "Arab League",
    "GCC",
    "AU",
    "ECOWAS",
    "Alliance of Sahel States",
    "ALBA",
    "CELAC",
    "Mercosur",
    "OAS",
    "OIC",
    "OTS",
    "OSCE",
    "Council of Europe",
    "EBRD",
    "IMF",
    "World Bank",
    "AIIB",
    "New Development Bank",
    "Visegrad Group",
    "Weimar Triangle",
    "AUKUS",
    "QUAD",
    "Ukraine Defense Contact Group",
    "Coalition of the Willing",
    "WTO",
    "Interpol",
    "ICC",
    "ICRC",
    "IAEA",
    "WHO",
    "Houthis",
    "Hezbollah",
    "Hamas",
    "Palestinian Islamic Jihad",
    "Taliban",
    "Hayat Tahrir al-Sham",
    "Syrian Democratic Forces",
    "Kurdistan Workers' Party",
    "Wagner Group",
    "Africa Corps",
    "Rapid Support Forces",
    "Libyan National Army",
    "M23",
    "JNIM",
    "Islamic State",
    "FARC",
    "ELN",
    "Polisario Front",
    "Kataib Hezbollah",
    "Popular Mobilization Forces",
    "Fatemiyoun",
}
MIXED = re.compile(r"[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]")
TABLES = ("organisation_forms.csv", "group_forms.csv")


def rows(table: str) -> list[dict[str, str]]:
    with (files("extract") / "lexicons" / table).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def inflected() -> list[tuple[Form, str]]:
    """Each form of an organisation with the last of its surfaces, which is an inflected one if it has any."""
    found = {}
    for form, text in all_surfaces(shipped()):
        if form.entity and form.place.startswith(TABLES) and "prefix" not in form.flags and not MIXED.search(text):
            found[form] = text
    return [(f, t) for f, t in found.items() if t[0].isalnum() or t[0] == '"']


def test_there_are_organisations_of_known_kinds_and_sources() -> None:
    table = rows("organisations.csv")
    assert len(table) >= 600
    assert {r["kind"] for r in table} == KINDS
    assert [r["id"] for r in [*table, *rows("groups.csv")] if not r["source"]] == []


def test_every_organisation_has_a_name_in_latin_letters() -> None:
    named = {f["entity"] for f in rows("organisation_forms.csv") if f["form"].isascii()}
    assert {r["id"] for r in rows("organisations.csv")} - named == set()


def test_the_blocs_and_groups_of_the_subject_are_there() -> None:
    assert WATCHED - {r["id"] for r in rows("groups.csv")} == set()


def test_a_name_that_a_country_has_too_is_of_an_organisation_of_that_country() -> None:
    of: dict[str, set[str]] = defaultdict(set)
    for form in shipped().forms:
        if shipped().entities[form.entity].kind == "country":
            of[form.text.casefold()].add(form.entity)
    mixed = {
        (f.text, f.entity)
        for f in shipped().forms
        if f.place.startswith("organisation_forms.csv") and of[f.text.casefold()] - {shipped().entities[f.entity].country}
    }
    assert mixed == set()


def test_every_name_is_found_in_a_sentence() -> None:
    same: dict[str, set[str]] = defaultdict(set)
    for form, text in all_surfaces(shipped()):
        same[text].add(form.entity)
    lost = [(f.entity, f.lang, text) for f, text in inflected() if not _is_found(f, text, same[text])]
    assert lost == []


def _is_found(form: Form, text: str, same: set[str]) -> bool:
    """Whether the sentence names the entity, or another of the same name; an ambiguous name stands after a clear one."""
    entity = shipped().entities[form.entity]
    shown = form.text.replace("=", "") if "case" in form.flags else text[0].upper() + text[1:]
    known = [entity.name, *([shipped().entities[entity.country].name] if entity.country else ()), *entity.names]
    sentence = f"{'. '.join(known)}. Здесь {shown} и ещё."
    return any(m.entity in same for m in find_mentions(sentence) if m.start >= sentence.rindex(shown) - 2)


WORDS = [
    "Мир и дружба на востоке, спутник над победой",
    "Метро открыло дверь, купол сиял, сталь и базальт лежали у моря",
    "Новый альбатрос летел над океаном, и горизонт был чист",
    "Orion was bright, the apple fell, and the vega of the night sky shone",
    "Победа команды стала темой дня, сухой закон отменили",
    "Автоматика завода и модуль связи, янтарь и кремний, шторм и звезда",
]


@pytest.mark.parametrize("text", WORDS)
def test_common_words_are_no_organisations(text: str) -> None:
    assert [m for m in find_mentions(text) if shipped().entities[m.entity].kind == "organisation"] == []
