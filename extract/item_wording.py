"""How an item is called: in the number that the text has it in, and by what belongs to it ("agreement on oil", "HIMARS ammunition")."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile

from extract.item_names import MODEL
from extract.item_tables import ItemEntity, item_entities
from extract.model import Mention
from extract.morphology import analyzer
from extract.ontology import ItemKind
from extract.phrases import small

ABOUT = re.compile(
    r"[\s*_»\"]*(?:\b(?:с|со|з|із|with|between)\s+(?:[\w-]+\s+){1,3}?)?\b(?:о|об|обо|про|щодо|на|по|on|for|of|regarding|concerning)\s+(?:[\w'-]+\s+){0,3}?[*_«\"]*"
)
"""What stands between the name of a paper and that of its topic: with whom it is, and about."""
FOR = re.compile(r"[\s*_»\"]*\b(?:для|к|до|for|to)\s+(?:[\w'-]+\s+){0,3}?[*_«\"]*")
"""What stands between the name of a part and that of the weapon that it belongs to."""
CLOSE, BESIDE = 60, 4
"""Most characters between these two, and between a class and its model."""
WORD = re.compile(r"[^\W\d_]+")
COMPOUND = frozenset({"agreement", "contract", "treaty"})
"""Papers that are called by their topic ("gas contract"), not with a preposition."""
LENT = frozenset({"loan", "grant"})
UKRAINIAN = re.compile("[іїєґ]")
UKRAINIAN_PLURAL = re.compile(r"(?:ів|їв|ей|ам|ям|ами|ями|ах|ях|год)$")
PLURALS = ((re.compile(r"([^aeiou])y$"), r"\1ies"), (re.compile(r"(s|x|ch|sh)$"), r"\1es"), (re.compile(r"$"), "s"))
SINGULARS = ((re.compile(r"ies$"), "y"), (re.compile(r"(ss|x|ch|sh)es$"), r"\1"), (re.compile(r"(?<!\bga)(?<![su])s$"), ""))


@cache
def is_plural(text: str) -> bool | None:
    """Whether the first noun of a mention is in the plural; None where its form leaves that open."""
    words = WORD.findall(small(text))
    if not words:
        return None
    if all(map(str.isascii, words)):
        return words[-1].endswith("s") and not words[-1].endswith("ss")
    if any(UKRAINIAN.search(w) for w in words):
        return any(UKRAINIAN_PLURAL.search(w) for w in words[:2]) or None
    nouns = ([p for p in analyzer().parse(word) if p.tag.POS == "NOUN" and p.is_known] for word in words)
    numbers = {str(p.tag.number) for p in next(filter(None, nouns), [])}
    return numbers == {"plur"} if len(numbers) == 1 else None


def in_number(item: ItemEntity, text: str) -> str:
    """The English name of an item in the number of its mention, for things that are counted one by one: "соглашений" are "agreements"."""
    plural = is_plural(text)
    if plural is None or MODEL.search(item.name) or item.name != item.name.lower():
        return item.name
    if plural and (item.kind is ItemKind.AGREEMENT or item.name in LENT) and not item.name.endswith("s"):
        return _changed(item.name, PLURALS)
    return _changed(item.name, SINGULARS) if not plural and item.klass == "animals" else item.name


def _changed(name: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    return next((found for pattern, instead in rules if (found := pattern.sub(instead, name, count=1)) != name), name)


def with_topic(text: str, mention: Mention, others: Sequence[Mention]) -> tuple[str, Mention | None]:
    """The name of an item with what it is about or for, and the mention of that, which then is no item of its own."""
    item = item_entities()[mention.entity]
    name, paper = in_number(item, mention.text), item.kind is ItemKind.AGREEMENT
    if item.family or (paper and " " in item.name and item.klass != "joint statement"):
        return name, None
    link = ABOUT if paper else FOR
    later = (others[i] for i in range(bisect_right(others, mention.end, key=lambda o: o.start), len(others)))
    near = takewhile(lambda o: o.start - mention.end < CLOSE, later)
    topic = next((o for o in near if link.fullmatch(small(text[mention.end : o.start]))), None)
    about = item_entities()[topic.entity] if topic else None
    if not about or about.id == item.id or not (paper or (about.family and {item.kind, about.kind} == {ItemKind.WEAPON_SYSTEM})):
        return name, None
    if about.name.endswith(item.name):
        return about.name, topic
    if paper and (item.name not in COMPOUND or about.name != about.name.lower()):
        return f"{name} on {about.name}", topic
    return f"{_changed(about.name, SINGULARS) if paper else about.name} {name}", topic


def with_model(text: str, mentions: Sequence[Mention]) -> dict[Mention, Mention]:
    """Bare classes by the model whose name stands right beside them: "ракеты Stinger", "Patriot missiles"."""
    found = {}
    for first, second in pairwise(m for m in mentions if item_entities()[m.entity].kind is ItemKind.WEAPON_SYSTEM):
        if first.end <= second.start <= first.end + BESIDE and not text[first.end : second.start].strip(" \u00a0«»\"'*_-"):
            bare, model = sorted((first, second), key=lambda m: bool(item_entities()[m.entity].family))
            if not item_entities()[bare.entity].family and item_entities()[model.entity].family:
                found[bare] = model
    return found
