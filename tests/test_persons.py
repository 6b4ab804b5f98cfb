"""Persons by name and country: spellings and whom they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.names import plain, skeleton, slug
from extract.persons import link_person, offices, person_entities

SHOIGU = (
    "Шойгу",
    "Шойґу",
    "Shoigu",
    "Shoĭgu",
    "Šojgu",
    "Shoygu",
    "Schoigu",
    "Shoihu",
    "SHOIGU",
    "Sergei Shoigu",
    "Serhii Shoihu",
    "S. K. Shoigu",
    "Sergei Kuzhugetovich Shoigu",
    "Shoigu Sergei Kuzhugetovich",
    "С. Шойгу",
    "С.К. Шойгу",
    "Шойгу С. К.",
    "Сергій Шойгу",
    "Сергієм Шойгу",
    "Сергея Кужугетовича Шойгу",
    "Шойгу Сергей Кужугетович",
)


@pytest.mark.parametrize(
    ("name", "country", "person"),
    [
        ("Vladimir Putin", "RUS", "vladimir-putin"),
        ("Putin", "RUS", "vladimir-putin"),
        ("V. Putin", "RUS", "vladimir-putin"),
        ("Sergei Lavrov", "RUS", "sergey-lavrov"),
        ("Sergey Shoygu", "RUS", "sergei-shoigu"),
        ("Volodymyr Zelenskyy", "UKR", "volodymyr-zelensky"),
        ("Vladimir Zelensky", "UKR", "volodymyr-zelensky"),
        ("Aleksandr Lukashenko", "BLR", "alexander-lukashenko"),
        ("Recep Tayyip Erdoğan", "TUR", "recep-tayyip-erdogan"),
        ("Viktor Orbán", "HUN", "viktor-orban"),
        ("Kim Jong-un", "PRK", "kim-jong-un"),
        ("Choe Son-hui", "PRK", "choe-son-hui"),
        ("Dmitri Patrushev", "RUS", "dmitry-patrushev"),
        ("Patrushev", "RUS", "nikolai-patrushev"),
        ("Hossein Amir Abdollahian", "IRN", "hossein-amir-abdollahian"),
        ("Ahmed Al-Sharaa", "SYR", "ahmed-al-sharaa"),
        ("Kaja Kallas", "EST", "kaja-kallas"),
        ("Mark Rutte", "NATO", "mark-rutte"),
        ("Volodymyr Zelensky", "", "volodymyr-zelensky"),
        *((name, "RUS", "sergei-shoigu") for name in SHOIGU),
        ("Зеленский Владимир Александрович", "UKR", "volodymyr-zelensky"),
        ("Д. Патрушев", "RUS", "dmitry-patrushev"),
        ("Патрушев Дмитрий Николаевич", "RUS", "dmitry-patrushev"),
        ("Си Цзиньпином", "CHN", "xi-jinping"),
        ("Yi Wang", "CHN", "wang-yi"),
    ],
)
def test_a_name_links_to_its_person(name: str, country: str, person: str):
    found = link_person(name, country)
    assert (found.id, found.known) == (person, True)


@pytest.mark.parametrize(
    ("name", "country", "identity"),
    [
        ("Ivan Putin", "RUS", "ivan-putin"),
        ("Alexei Lavrentiev", "RUS", "alexei-lavrentiev"),
        ("Putin", "BRA", "putin"),
        ("Ivan Shoigu", "RUS", "ivan-shoigu"),
        ("Иван Шойгу", "RUS", "иван-шоигу"),
        ("Путин", "BRA", "путин"),
        ("Rodriguez", "VEN", "rodriguez"),
        ("Kim Yong Nam", "PRK", "kim-yong-nam"),
        ("Peter Nowhere", "AUT", "peter-nowhere"),
        ("Łukasz Ångström", "POL", "lukasz-angstrom"),
        ("", "", "person-7d64c5272e"),
    ],
)
def test_another_person_stays_unknown(name: str, country: str, identity: str):
    found = link_person(name, country)
    assert (found.id, found.name, found.country, found.known) == (identity, name, country, False)


def test_every_person_is_found_by_name_in_capitals_too():
    persons = person_entities().values()
    assert [p.id for p in persons if link_person(p.name, p.country) != p] == []
    assert [p.id for p in persons if link_person(p.name.upper(), "") != p] == []


def test_offices_have_titles_and_dates():
    held = [(o.title, o.of, o.start, o.end) for o in offices() if o.person == "sergei-shoigu"]
    assert held == [
        ("defence minister", "RUS", "2012-11-06", "2024-05-12"),
        ("secretary of the Security Council", "RUS", "2024-05-12", ""),
    ]
    assert [(o.of, o.title) for o in offices() if o.person == "sergei-naryshkin"] == [("svr", "director")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sergey", "Sergei"), ("Zelenskyy", "Zelensky"), ("Dmitriy", "Dmitry"), ("Alexander", "Aleksander"), ("Qassem", "Ghassem")],
)
def test_transliterations_have_one_skeleton(one: str, other: str):
    assert skeleton(one) == skeleton(other)


@given(st.text(max_size=40), st.sampled_from(["RUS", "IRN", ""]))
def test_any_text_gets_an_id(name: str, country: str):
    assert link_person(name, country).id


@given(st.text(max_size=40))
def test_what_is_plain_stays_plain(text: str):
    assert plain(plain(text)) == plain(text)
    assert slug(slug(text)) == slug(text)
