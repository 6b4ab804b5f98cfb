"""The items of a deed: those of its own clause that such a deed can have, each with the amount that the text gives of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from extract.item_scope import Span, goes_back, kinds_of, own, prices
from extract.item_tables import ItemEntity, item_entities
from extract.item_wording import with_model, with_topic
from extract.lexicon import shipped
from extract.model import Item, Mention, Participant
from extract.ontology import ItemKind
from extract.phrases import small
from extract.quantities import YEAR, Amount, amounts, choice, words

NEAR = 60
"""Characters from a mention in which its amount may stand."""
BESIDE = 300
"""Characters beside the deed's sentences in which a thing named again may have its amount."""
LONGEST = 30
"""Characters behind an amount in which the word that it counts stands."""
DESCRIBING = 4
"""Most words between an amount and the item that it counts."""
PARTS = frozenset({"ammunition", "launcher", "radar", "engine", "components"})
"""Classes that are parts of a system, not the system itself."""
VAGUE = frozenset({"aid", "goods", "investment", "equipment", "payments", "quotas"})
"""Words for so many things that only with an amount they tell what was given."""
BROAD = frozenset({"weapons", "bilateral-documents", "goods", "military-equipment"})
"""Words for any weapon, paper or goods: beside a named one they mean it."""
SUMS = frozenset({"trade", "finance", "aid", "military aid"})
"""Deeds and classes of items that are measured in money."""
BULK = frozenset(
    """gas; oil; oil products; coal; electricity; energy; nuclear fuel; grain; oilseeds; vegetable oil; metal; minerals; meat; dairy; fish;
    food; drinks; fertiliser""".replace("\n   ", "").split("; ")
)
"""Classes that are not counted by pieces."""
WORD = re.compile(r"[^\W\d_][\w'-]*")
BRACKETS = re.compile(r"\([^()]*\)")
STOP = re.compile(r"[.,;:!?()\n]")
MORE = re.compile(r"(?:\s+[\w'-]+){0,3}\s*[»\"*]*\s*[(,:–—-]\s*(?:(?:все|всі|all)\s+)?")
"""Between a model and the pieces of it: «JF-17 у Пакистана: двенадцать машин»."""


def items_in(
    text: str, around: Span, mentions: Sequence[Mention], act: str, evidence: Span, who: Sequence[Participant] = ()
) -> tuple[Item, ...]:
    """The items of a deed of type `act` between `who`. `around`: its sentences; `mentions`: of the whole post; `evidence`: the words that
    tell it."""
    kinds = kinds_of().get(act)
    named = [m for m in mentions if m.entity in item_entities()] if kinds else []
    if not kinds or not named:
        return ()
    things = _given(text, around, own(text, around, named, kinds, evidence), mentions, who)
    low = max(0, min([around[0], *(m.start - NEAR for m in things)]))
    given = _free([replace(a, start=a.start + low, end=a.end + low) for a in amounts(text[low : around[1]])] if things else [], named)
    found: dict[str, Item] = {}
    topics: set[str] = set()
    beside = with_model(text, named)
    for m in things:
        item, model = item_entities()[m.entity], beside.get(m)
        if m.entity in topics or (model and item.klass not in PARTS):
            continue
        name, topic = (f"{item_entities()[model.entity].name} {item.name}", model) if model else with_topic(text, m, named)
        topics.update([topic.entity] if topic else ())
        amount = quantity(text, m, given)
        if m.entity not in found or (amount and not found[m.entity].quantity):
            found[m.entity] = Item(name, item.kind, amount)
    for key, thing in found.items():
        if not thing.quantity and key not in topics:
            found[key] = replace(thing, quantity=_told_beside(text, around, [m for m in named if m.entity == key and m not in things]))
    own_names = _distinct({key: item for key, item in found.items() if key not in topics})
    return tuple(i for i in _measured(own_names, given, act) if i.quantity or i.name not in VAGUE)


def _given(text: str, around: Span, things: list[Mention], mentions: Sequence[Mention], who: Sequence[Participant]) -> list[Mention]:
    """Of the things of a barter those that go the deed's way; all where nothing tells which they are."""
    priced = prices(text, around, things)
    back = goes_back(around, [(m, shipped().actor_of(m.entity)) for m in mentions], who, priced) if priced else None
    return things if back is None else [m for m in things if any(m.end == end for _, end in priced) is back] or things


def _told_beside(text: str, around: Span, again: Sequence[Mention]) -> str | None:
    """The one amount that the text gives of a thing where it names it again, beside the sentences of the deed."""
    near = [m for m in again if around[0] - BESIDE < m.start < around[1] + BESIDE]
    told = set()
    for m in near:
        low = max(0, m.start - NEAR)
        told.add(quantity(text, m, [replace(a, start=a.start + low, end=a.end + low) for a in amounts(text[low : m.end + NEAR + NEAR])]))
    told -= {None}
    return told.pop() if len(told) == 1 else None


def _distinct(found: Mapping[str, Item]) -> dict[str, Item]:
    """A bare class ("drones") beside a model of it is the same thing; its amount is the model's."""
    entities = {key: item_entities()[key] for key in found}
    bare = {e.klass: found[key].quantity for key, e in entities.items() if not e.family}
    kept: dict[str, Item] = {}
    for key, item in found.items():
        others = [e for e in entities.values() if e.id != key and e.kind is entities[key].kind]
        models = [e for e in others if e.family and e.klass == entities[key].klass]
        if key in BROAD and any(e.id not in BROAD for e in others):
            continue
        if item.kind is ItemKind.AGREEMENT and any(item.name in e.name for e in others):
            continue
        if entities[key].family or not models:
            kept[key] = (
                item if item.quantity or models or not entities[key].family else replace(item, quantity=bare.get(entities[key].klass))
            )
    return kept


def _measured(items: Mapping[str, Item], given: Sequence[Amount], act: str) -> tuple[Item, ...]:
    """The one measure or sum that the sentences of a deed give belongs to its one thing ("ввоз вина вырос ... до €47 млн")."""
    key, item = next(iter(items.items()), (None, None))
    if not key or not item or len(items) > 1 or item.quantity:
        return tuple(items.values())
    in_money = act in SUMS or item_entities()[key].klass in SUMS
    told = {a.text for a in given if (a.measured and item.kind is ItemKind.GOODS) or (a.money and in_money)}
    return (replace(item, quantity=told.pop() if len(told) == 1 else None),)


def _free(given: Sequence[Amount], named: Sequence[Mention]) -> list[Amount]:
    """Amounts that are no part of a name ("Leopard 2")."""
    starts = [m.start for m in named]
    ends = list(accumulate((m.end for m in named), max))
    return [a for a in given if not (at := bisect_left(starts, a.end)) or ends[at - 1] <= a.start]


def quantity(text: str, mention: Mention, given: Sequence[Amount]) -> str | None:
    """The amount in front of the item's name, or behind it; years of papers and pieces of what is not counted by pieces are none."""
    item, at = item_entities()[mention.entity], bisect_right(given, mention.start, key=lambda a: a.end)
    before = given[at - 1] if at else None
    if before and mention.start - before.end < NEAR and _counts(before, item) and _leads(small(text[before.end : mention.start]), before):
        return before.text
    at = bisect_left(given, mention.end, key=lambda a: a.start)
    after = given[at] if at < len(given) else None
    if (
        after
        and after.start - mention.end < NEAR
        and _counts(after, item)
        and _follows(small(text[mention.end : after.start]), small(text[after.end : after.end + LONGEST]), after, bool(item.family))
    ):
        return after.text
    return None


def _counts(amount: Amount, item: ItemEntity) -> bool:
    if item.kind is ItemKind.AGREEMENT:
        return not YEAR.fullmatch(amount.text)
    return item.klass not in BULK or amount.money or amount.measured or amount.large or not amount.text.isdigit()


def _leads(gap: str, amount: Amount) -> bool:
    """Whether only words that describe the item stand between an amount and its name."""
    gap = BRACKETS.sub(" ", gap)
    between = WORD.findall(gap)
    if between and (between[0] == "of" or (amount.money and between[0] in words("led"))):
        between = between[1:]
    return not STOP.search(gap) and len(between) <= DESCRIBING and not any(w in words("stop") for w in between)


def _follows(gap: str, rest: str, amount: Amount, is_model: bool) -> bool:
    """Whether an amount behind an item's name is its own: "Су-35 (12 штук)", «JF-17: дванадцять машин», "пакет помощи на $725 млн"."""
    if amount.money or amount.measured or amount.large:
        return not gap.strip() or bool(_sum_behind().fullmatch(gap))
    if is_model and _pieces().match(rest):
        return bool(MORE.fullmatch(gap))
    return bool(_count_behind().fullmatch(gap)) and not re.match(r"\s*\w", rest)


@cache
def _sum_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[\w'-]+){{0,4}}?\s*(?:\s(?:{choice('behind')})\s+|[(:–—-])\s*(?:(?:{choice('behind')})\s+)?")


@cache
def _pieces() -> re.Pattern[str]:
    """A word for any machine or round at the end of its clause: the model named before is meant."""
    return re.compile(rf"\s*(?:{choice('pieces')})(?!\w)(?=\s*(?:[.,;:!?)\n—–]|$))")


@cache
def _count_behind() -> re.Pattern[str]:
    return re.compile(rf"\s*[»\"*]*\s*(?:[(,:–—-]|{choice('counted')})\s*")
