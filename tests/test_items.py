"""Items by name: names and what they stand for, as sentences with results; the invented case's table of items is covered."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.item_names import alike, tokens, without_quantity
from extract.items import item_entities, item_links, link_item
from extract.ontology import ItemKind

QUESTIONS = Path(__file__).parents[1] / ".." / "shared" / "gold" / "case" / "questions.json"
WEAPON, GOODS, AGREEMENT = ItemKind.WEAPON_SYSTEM, ItemKind.GOODS, ItemKind.AGREEMENT


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Su-35", "su-35"),
        ("Su-35s", "su-35"),
        ("su 35", "su-35"),
        ("12 Mi-17", "mi-17"),
        ("up to 3,000 Shahed-136 drones", "shahed-136"),
        ("the Oreshnik missile system", "oreshnik"),
        ("Chinese FPV drones", "fpv-drones"),
        ("UAVs", "drones"),
        ("Akıncı", "akinci"),
        ("Mohadjer-6", "mohajer-6"),
        ("Pantsyr-S1", "pantsir-s1"),
        ("Koksan self-propelled gun", "m1989-koksan"),
        ("frigate Admiral Gorshkov", "admiral-gorshkov-frigate"),
        ("HQ-22 (FK-3)", "hq-22"),
        ("Patriot battery", "patriot"),
        ("152mm shells", "152-mm-shells"),
        ("152-mm shells", "152-mm-shells"),
        ("240-mm multiple rocket launchers", "240-mm-mlrs"),
        ("20 agreements", "agreement"),
        ("Treaty on Comprehensive Strategic Partnership", "comprehensive-strategic-partnership-treaty"),
        ("Mir cards", "mir-payment-cards"),
        ("tonnes of wheat", "wheat"),
    ],
)
def test_a_name_links_to_its_item(name: str, entity: str):
    found = link_item(name, WEAPON)
    assert (found.id, found.known) == (entity, True)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Yak-152", "yak-130"),
        ("Yak-150", "yak-152"),
        ("BM-121", "bm-120"),
        ("Fath-360 launchers", "fath-360"),
        ("F-16 spare parts", "f-16"),
        ("powder plant", "power-plants"),
        ("leopards", "leopard"),
        ("Amur leopards", "leopard"),
        ("tea sets", "tea"),
        ("T-90S", "t-90"),
    ],
)
def test_a_name_does_not_link_to_a_like_item(name: str, wrong: str):
    assert link_item(name, WEAPON).id != wrong


@pytest.mark.parametrize(
    ("name", "kind", "identity", "klass", "family"),
    [
        ("crates of brass trumpets", GOODS, "brass-trumpet", None, None),
        ("Blue Heron quadcopters", WEAPON, "blue-heron-quadcopter", "drone", None),
        ("three Shahed-131 kits", WEAPON, "shahed-131-kit", "components", "Shahed"),
        ("F-16 spare parts", WEAPON, "f-16-spare-part", "components", "F-16"),
        ("agreement on walnut quotas", AGREEMENT, "agreement-on-walnut-quota", "agreement", None),
        ("letter of intent on Su-57", AGREEMENT, "letter-of-intent-on-su-57", "letter of intent", "Su-57"),
        ("walnut oil payments in dirhams", GOODS, "walnut-oil-payment-in-dirham", "payments", None),
        ("leopards", GOODS, "leopard-goods", None, None),
        ("Su-27 drawings", WEAPON, "su-27-drawing", "technology", "Su-27"),
        ("???", GOODS, "item-bd0452fbe0", None, None),
    ],
)
def test_an_unknown_item_gets_a_slug_and_what_its_words_give(
    name: str, kind: ItemKind, identity: str, klass: str | None, family: str | None
):
    found = link_item(name, kind)
    assert (found.id, found.name, found.kind, found.klass, found.family) == (identity, name, kind, klass, family)
    assert (found.known, found.same_id) == (False, identity)


def test_every_item_is_found_by_its_name_and_by_its_id():
    entities = item_entities().values()
    assert [e.id for e in entities if link_item(e.name, e.kind) != e] == []
    assert [e.id for e in entities if link_item(e.id.replace("-", " ").title(), e.kind) != e] == ["opec-plus-cuts"]


def test_badges_and_licences_are_the_same_item_and_versions_are_not():
    same = {frozenset((a, b)) for a, relation, b, _ in item_links() if relation == "SAME_AS"}
    assert frozenset(("geran-2", "shahed-136")) in same
    assert link_item("Geran-2", WEAPON).same_id == link_item("Shahed-136", WEAPON).same_id
    assert link_item("Geran-1", WEAPON).same_id == link_item("Shahed-131", WEAPON).same_id != link_item("Geran-2", WEAPON).same_id
    assert link_item("Arpia", WEAPON).same_id == link_item("Mohajer-2", WEAPON).same_id == link_item("ANSU-100", WEAPON).same_id
    assert link_item("Mi-28NE", WEAPON).same_id != link_item("Mi-28", WEAPON).same_id
    assert ("mi-28ne", "VARIANT_OF", "mi-28", "export version") in item_links()
    assert ("fath-360-launchers", "PART_OF", "fath-360", "part of the system, not the missile") in item_links()


def test_the_invented_case_has_its_classes_families_and_names():
    if not QUESTIONS.exists():
        pytest.skip(f"{QUESTIONS} is not on this machine")
    case = json.loads(QUESTIONS.read_text("utf-8"))
    for name, wanted in case["items"].items():
        found, same = link_item(name, WEAPON), link_item(wanted["same_as"], WEAPON)
        assert (name, found.known, found.klass, found.family) == (name, True, wanted["kind"], wanted["family"])
        assert found.same_id == same.same_id, name
    links = {(a, b): how for a, _, b, how in item_links()}
    for name, other in case["variant_of"].items():
        assert links[link_item(name, WEAPON).id, link_item(other, WEAPON).id] == case["variant_how"][name]
    for name, other, _ in case["not_variants"]:
        assert link_item(name, WEAPON).same_id != link_item(other, WEAPON).same_id


@given(st.integers(min_value=2, max_value=99_999), st.sampled_from(["Su-35", "Mi-17", "Geran-2", "KN-23", "S-400", "Yak-130"]))
def test_a_quantity_in_front_changes_nothing(number: int, name: str):
    assert without_quantity(f"{number} {name}") == name
    assert link_item(f"{number:,} {name}s", WEAPON) == link_item(name, WEAPON)


@given(st.text(max_size=60), st.sampled_from(ItemKind))
def test_any_text_gets_an_id_and_always_the_same(name: str, kind: ItemKind):
    found = link_item(name, kind)
    assert found.id
    assert found == link_item.__wrapped__(name, kind)


@given(st.integers(0, 999), st.integers(0, 999))
def test_names_with_other_numbers_are_never_alike(one: int, other: int):
    assert (alike(tokens(f"Mohajer-{one}"), tokens(f"Mohadjer-{other}")) > 0) == (one == other)
