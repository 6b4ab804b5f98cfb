"""The items that a sentence names, each with the quantity that it gives."""

import re
from collections.abc import Sequence

from extract.items import item_entities
from extract.model import Item, Mention
from extract.ontology import ItemKind

MAGNITUDE = r"тыс\w*|млн|млрд|тис\w*|thousand|million|billion"
VAGUE = r"до|около|более|свыше|почти|близько|понад|майже|up to|about|over|more than"
QUANTITY = re.compile(rf"((?:{VAGUE})\s+)?(\d[\d\s.,]*(?:\s*(?:{MAGNITUDE}))?)\s*(?:\w+\s+){{0,1}}[«\"]?$")


def items_in(text: str, start: int, mentions: Sequence[Mention]) -> tuple[Item, ...]:
    """The items of a sentence, each with the number before it; a bare class ("drones") beside a model of it is the same thing."""
    found: dict[str, Item] = {}
    for m in mentions:
        if m.entity in item_entities():
            item = item_entities()[m.entity]
            number = QUANTITY.search(text[max(start, m.start - 40) : m.start])
            told = Item(item.name, ItemKind(item.kind), " ".join(number[0].split()) if number else None)
            found[m.entity] = told if m.entity not in found or not found[m.entity].quantity else found[m.entity]
    models = {item_entities()[key].klass for key in found if item_entities()[key].family}
    return tuple(item for key, item in found.items() if item_entities()[key].family or item_entities()[key].klass not in models)
