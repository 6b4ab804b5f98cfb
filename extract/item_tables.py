"""The tables of items: entities, links between them, their English names, and the class nouns.

Reads `lexicons/items.csv`, `item_forms.csv` and `item_words.csv`. The last one holds words by role: `head` (class nouns beyond the
lexicon's own generic items), `site` (what is built in one place), `skip` and `origin` (dropped from the start), `unit` (dropped from the
end), `stop` (prepositions).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from extract.item_names import MODEL, Tokens, tokens
from extract.ontology import ItemKind

RELATIONS = ("same_as", "variant_of", "part_of")


@dataclass(frozen=True, slots=True)
class ItemEntity:
    """An item. `same_id` stands for all items that are the same under another name, badge, licence or export designation."""

    id: str
    name: str
    kind: ItemKind
    klass: str | None
    family: str | None
    same_id: str
    known: bool

    @property
    def is_one(self) -> bool:
        """Whether it is one item, and no mere kind such as drones and oil."""
        return bool(self.family or not self.known)


@dataclass(frozen=True, slots=True)
class Alias:
    """An English name of an item; `proper` names need a capital first letter."""

    entity: ItemEntity
    proper: bool


Aliases = Mapping[Tokens, tuple[Alias, ...]]


def _rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("extract") / "lexicons" / table).read_text("utf-8").splitlines()))


@cache
def item_entities() -> Mapping[str, ItemEntity]:
    """All items of the lexicon by id."""
    rows, same = _rows("items.csv"), _same_ids()
    return MappingProxyType(
        {
            r["id"]: ItemEntity(
                r["id"], r["name"], ItemKind(r["kind"]), r["class"] or None, r["family"] or None, same.get(r["id"], r["id"]), True
            )
            for r in rows
        }
    )


@cache
def item_links() -> tuple[tuple[str, str, str, str], ...]:
    """Edges between items: id, SAME_AS | VARIANT_OF | PART_OF, id, and how."""
    links = []
    for row in _rows("items.csv"):
        hows = iter(row["how"].split("; "))
        links += [(row["id"], relation.upper(), row[relation], next(hows, "")) for relation in RELATIONS if row[relation]]
    return tuple(links)


def _same_ids() -> dict[str, str]:
    """The smallest id of its SAME_AS class, for every item that has one."""
    groups: dict[str, set[str]] = {}
    for start, relation, end, _ in item_links():
        if relation == "SAME_AS":
            union = groups.get(start, {start}) | groups.get(end, {end})
            groups.update(dict.fromkeys(union, union))
    return {name: min(group) for name, group in groups.items()}


@cache
def bases(item: str) -> frozenset[str]:
    """`same_id` of an item with a family and of all that it is a variant of: a post that says "Mi-28" may mean an Mi-28NE."""
    entities, found = item_entities(), {item}
    for start, relation, end, _ in item_links():
        if start == item and relation == "VARIANT_OF" and entities[start].family and entities[end].family:
            found |= bases(end)
    return frozenset(entities[i].same_id if i in entities else i for i in found)


def is_project(item: ItemEntity) -> bool:
    """Whether two countries hardly have two of it at a time: a thing with a name of its own, or a site such as a hub, a plant, a bridge."""
    return bool(item.family or not item.klass or tokens(item.name)[-1:] in words("site"))


@cache
def aliases() -> Aliases:
    """Items by the tokens of their English names; at a name of several the main name's item comes first."""
    entities, found = item_entities(), dict[Tokens, dict[str, Alias]]()
    for entity in entities.values():
        found.setdefault(tokens(entity.name), {})[entity.id] = Alias(entity, _is_proper(entity.name))
    for row in _rows("item_forms.csv"):
        if row["lang"] in ("en", "any") and (key := tokens(row["form"])):
            proper = "cap" in row["flags"].split() or _is_proper(row["form"])
            found.setdefault(key, {}).setdefault(row["entity"], Alias(entities[row["entity"]], proper))
    return MappingProxyType({key: tuple(by_id.values()) for key, by_id in found.items()})


def _is_proper(form: str) -> bool:
    return " " not in form and form[:1].isupper() and not MODEL.search(form)


@cache
def words(role: str) -> frozenset[Tokens]:
    return frozenset(tokens(r["word"]) for r in _rows("item_words.csv") if r["role"] == role)


@cache
def heads() -> Mapping[Tokens, str]:
    """Class nouns: the names of items that have a class and no family, and those of item_words.csv."""
    extra = {tokens(r["word"]): r["class"] for r in _rows("item_words.csv") if r["role"] == "head"}
    generic = {key: a.entity.klass for key, (a, *_) in aliases().items() if a.entity.klass and not a.entity.family and not a.proper and key}
    return MappingProxyType({**extra, **generic})
