"""Items by their English name: the lexicon's entity for names such as "12 Chinese FPV drones" or "Su-35s", with class and family."""

from collections.abc import Iterator
from functools import cache

from extract.item_names import Tokens, alike, capitalised, outside_brackets, tokens, without_quantity
from extract.item_tables import ItemEntity, aliases, heads, item_entities, item_links, words
from extract.names import short, slug
from extract.ontology import ItemKind

__all__ = ["ItemEntity", "item_entities", "item_links", "link_item"]


@cache
def link_item(name: str, kind: ItemKind) -> ItemEntity:
    """The item that an English name stands for; an unknown one gets a slug as id, and class and family as far as its words give them."""
    readings = tuple(dict.fromkeys(_readings(name)))
    for reading in readings:
        if entity := _exact(reading, name, kind):
            return entity
    for reading in readings:
        if entity := _by_class(reading, name, kind) or _nearly(reading, name, kind):
            return entity
    counted = _without_start(tokens(without_quantity(name)), words("skip"))
    klass, family = _guess(counted, name)
    identity = short("-".join(counted), name, "item")
    if identity in item_entities():
        identity = f"{identity}-{slug(kind.value)}"
    return ItemEntity(identity, name, kind, klass, family, identity, False)


def _readings(name: str) -> Iterator[Tokens]:
    """The name's tokens as given, without brackets, inside them, and without quantities, origin and units."""
    for text in (name, *outside_brackets(name)):
        key = tokens(text)
        yield key
        yield (bare := _without_start(tokens(without_quantity(text)), words("skip") | words("origin")))
        yield _without_end(bare, words("unit"))
        yield _without_end(key, words("unit"))


def _without_start(key: Tokens, drop: frozenset[Tokens]) -> Tokens:
    while size := next((n for n in (3, 2, 1) if len(key) > n and key[:n] in drop), 0):
        key = key[size:]
    return key


def _without_end(key: Tokens, drop: frozenset[Tokens]) -> Tokens:
    while len(key) > 1 and key[-1:] in drop:
        key = key[:-1]
    return key


def _exact(key: Tokens, name: str, kind: ItemKind) -> ItemEntity | None:
    """An item of exactly these tokens, of the asked kind if there is one."""
    found = [a.entity for a in aliases().get(key, ()) if not a.proper or key[0] in capitalised(name)]
    return next((e for e in found if e.kind is kind), found[0] if found else None)


def _by_class(key: Tokens, name: str, kind: ItemKind) -> ItemEntity | None:
    """A proper name beside its own class: "Koksan self-propelled gun", "frigate Admiral Gorshkov"; no "Fath-360 launchers" for Fath-360."""
    for cut in range(1, len(key)):
        for head, rest in ((key[cut:], key[:cut]), (key[:cut], key[cut:])):
            entity = _exact(rest, name, kind) if head in heads() else None
            if entity and entity.family and entity.klass == heads()[head]:
                return entity
    return None


def _nearly(key: Tokens, name: str, kind: ItemKind) -> ItemEntity | None:
    """An item whose proper name is spelt a little otherwise; common words must be exact (powder plant, power plant)."""
    if name == name.lower():
        return None
    near = max(((score, other) for other in aliases() if (score := alike(key, other))), default=None)
    return _exact(near[1], name, kind) if near else None


def _named_in(key: Tokens, name: str) -> Iterator[ItemEntity]:
    """Items with a family whose name is part of this one, the longest and first of them first."""
    for size in range(len(key), 0, -1):
        for start in range(len(key) - size + 1):
            entity = _exact(key[start : start + size], name, ItemKind.WEAPON_SYSTEM)
            if entity and entity.family:
                yield entity


def _guess(key: Tokens, name: str) -> tuple[str | None, str | None]:
    """Class and family of an unknown item: of the words before the first preposition, else of all."""
    stop = next((i for i, word in enumerate(key) if (word,) in words("stop")), len(key))
    klass, family = None, None
    for part in (key[:stop], key):
        named = next(_named_in(part, name), None)
        klass = klass or _class_of(part) or (named.klass if named else None)
        family = family or (named.family if named else None)
    return klass, family


def _class_of(key: Tokens) -> str | None:
    """Class of the last class noun; the longest that ends there."""
    ends = ((start, end) for end in range(len(key), 0, -1) for start in range(end))
    return next((heads()[key[start:end]] for start, end in ends if key[start:end] in heads()), None)
