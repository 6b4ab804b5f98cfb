"""The lexicon tables of persons, offices, organisations and items: every id, code, date, form and link is sound."""

import csv
import re
from collections import defaultdict
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

from extract.item_tables import item_entities, item_links
from extract.lexicon import shipped
from extract.ontology import ItemKind

ENTITY_TABLES = ("persons", "organisations", "items")
FORM_TABLES = {"persons": "person_forms", "organisations": "organisation_forms", "items": "item_forms"}
FLAGS = {"adj", "plural", "exact", "cap", "case", "ambiguous"}
SINGLE_SEATS = ("president", "prime minister", "foreign minister", "defence minister", "chancellor", "secretary of state")
COUNTRIES = [
    "ARM",
    "AZE",
    "BLR",
    "BIH",
    "BRA",
    "BFA",
    "CAF",
    "CHN",
    "CUB",
    "EGY",
    "GNQ",
    "ETH",
    "GNB",
    "HUN",
    "IND",
    "IDN",
    "IRN",
    "ISR",
    "KAZ",
    "KGZ",
    "LAO",
    "LBY",
    "MNG",
    "MMR",
    "NIC",
    "PRK",
    "PNG",
    "COG",
    "SRB",
    "SVK",
    "ZAF",
    "TJK",
    "TKM",
    "TUR",
    "UZB",
    "VEN",
    "VNM",
    "ZWE",
    "USA",
    "UKR",
    "DEU",
    "FRA",
    "GBR",
    "POL",
    "LTU",
    "LVA",
    "EST",
    "FIN",
    "GEO",
    "MDA",
    "JPN",
    "KOR",
    "PAK",
    "AFG",
    "SAU",
    "ARE",
    "QAT",
    "SYR",
    "MLI",
    "NER",
]


def rows(table: str) -> list[dict[str, str]]:
    with (files("extract") / "lexicons" / f"{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def ids(table: str) -> set[str]:
    return {r["id"] for r in rows(table)}


def actors() -> set[str]:
    return {e.id for e in shipped().entities.values() if e.kind in ("country", "organisation")}


def test_ids_are_slugs_and_unique_over_all_tables():
    found = [r["id"] for table in ENTITY_TABLES for r in rows(table)]
    assert not [i for i in found if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]
    assert len(found) == len(set(found))
    assert not set(found) & ids("groups")


def test_names_are_unique_in_a_table():
    for table in ENTITY_TABLES:
        names = [r["name"].casefold() for r in rows(table)]
        assert len(names) == len(set(names)), table


def test_countries_and_holders_of_offices_exist():
    known, persons = actors(), ids("persons")
    assert {r["country"] for table in ("persons", "organisations") for r in rows(table)} - known == set()
    assert {r["of"] for r in rows("offices")} - known == set()
    assert {r["person"] for r in rows("offices")} - persons == set()


def test_dates_of_offices_are_dates_in_order():
    for row in rows("offices"):
        for text in (row["from"], row["to"] or row["from"]):
            parts = [int(p) for p in text.split("-")]
            assert date(*[*parts, 1, 1][:3]).year in range(1960, 2027), row
        size = min(len(row["from"]), len(row["to"]))
        assert not row["to"] or row["from"][:size] <= row["to"][:size], row


def test_a_seat_is_not_held_by_two_at_once():
    seats = defaultdict(list)
    for r in rows("offices"):
        if r["title"] in SINGLE_SEATS:
            seats[r["of"], r["title"]].append((r["from"], r["to"] or "9999-12-31", r["person"]))
    overlaps = [
        (seat, a, b)
        for seat, terms in seats.items()
        for a, b in combinations(sorted(terms), 2)
        if a[1][: min(len(a[1]), len(b[0]))] > b[0][: min(len(a[1]), len(b[0]))]
    ]
    assert overlaps == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_watched_has_its_head_and_foreign_minister(country: str):
    titles = {r["title"] for r in rows("offices") if r["of"] == country}
    assert any("foreign minister" in t or t == "secretary of state" for t in titles)
    heads = ("president", "prime minister", "king", "emir", "supreme leader", "general secretary", "chairman", "premier", "chancellor")
    assert any(head in t for t in titles for head in heads)


@pytest.mark.parametrize("table", ENTITY_TABLES)
def test_forms_belong_to_entities_and_have_known_languages_and_flags(table: str):
    forms = rows(FORM_TABLES[table])
    assert {f["entity"] for f in forms} - ids(table) == set()
    assert {f["lang"] for f in forms} <= {"ru", "uk", "en", "any"}
    assert {flag for f in forms for flag in f["flags"].split()} <= FLAGS
    assert not [f for f in forms if f["form"] != f["form"].strip() or not f["form"]]


@pytest.mark.parametrize("table", ["person_forms", "organisation_forms", "item_forms"])
def test_forms_are_in_the_letters_of_their_language(table: str):
    mixed = re.compile(r"[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]", re.IGNORECASE)
    foreign = {"ru": "[іїєґ]", "uk": "[ыэъё]", "en": "[а-яёіїєґ]", "any": r"[^\W\d_a-zа-я]"}
    assert not [f for f in rows(table) if mixed.search(f["form"]) or re.search(foreign[f["lang"]], f["form"], re.IGNORECASE)]


def test_a_form_names_one_entity_unless_it_is_marked_ambiguous():
    clear = defaultdict(set)
    for table in FORM_TABLES.values():
        for f in rows(table):
            if "ambiguous" not in f["flags"].split():
                clear[f["form"].replace("=", "").casefold().replace("ё", "е")].add(f["entity"])
    assert {form: sorted(names) for form, names in clear.items() if len(names) > 1} == {}


def test_every_person_has_forms_in_three_languages():
    langs = defaultdict(set)
    for f in rows("person_forms"):
        langs[f["entity"]] |= {"ru", "uk"} if f["lang"] == "any" else {f["lang"]}
    assert {p for p in ids("persons") if langs[p] != {"ru", "uk", "en"}} == set()


def test_items_have_kind_and_class():
    assert {r["kind"] for r in rows("items")} == {k.value for k in ItemKind}
    assert [r["id"] for r in rows("items") if not r["class"]] == []


def test_links_of_items_lead_to_other_items_and_say_how():
    for start, relation, end, how in item_links():
        assert start != end, start
        assert end in item_entities(), (start, end)
        assert how, (start, relation)


def test_items_that_are_the_same_share_class_family_and_representative():
    for start, relation, end, _ in item_links():
        if relation == "SAME_AS":
            one, other = item_entities()[start], item_entities()[end]
            assert (one.klass, one.family, one.same_id) == (other.klass, other.family, other.same_id)
            assert one.same_id <= min(start, end)


def test_class_nouns_have_a_class_and_other_words_none():
    for row in rows("item_words"):
        assert bool(row["class"]) == (row["role"] == "head"), row
        assert row["role"] in ("head", "site", "skip", "origin", "unit", "stop")
