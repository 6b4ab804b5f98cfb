"""Which of the items that a post names are a deed's own: by the kinds that such a deed has, and by their place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from extract.item_tables import ItemEntity, item_entities
from extract.model import Mention, Participant
from extract.ontology import Role
from extract.phrases import phrases, rows, small

Span = tuple[int, int]
FAR = 120
"""Characters before a deed's sentences in which its item may have been named."""
WORDS_BETWEEN = r"(?:[\s*_«»\"(]*[\w.'-]+){0,5}?"
JOINING = "и|та|і|й|или|або|чи|and|or|а также|а також|as well as|плюс|plus"
LINK = re.compile(rf"[\s*_]*(?:[,;/+(«»\"]|\b(?:{JOINING})\b){WORDS_BETWEEN}[\s*_«»\"(]*")
"""What stands between two things of one list."""
BARTER, DESCRIBED = 80, 3
"""Characters beside a thing in which words of barter may stand; most words between such a word and the thing."""
CLAUSE = re.compile(r"[,;:()—–.!?\n]")
PACKAGE = frozenset({"aid", "military aid", "weapons"})
CONTENTS = re.compile(
    r"\s*(?:[^.!?\n]{0,80}?\b(?:включ\w+|входят|войдут|вошли|входить|увійд\w+|увійшли|містить|includ\w+|contains?|comprises?)\b|[-•▪—])[^\n]{0,300}"
)
"""What follows the sentences of a deed where it tells what its package holds."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The items that a type of act has: of these kinds, of the `wanted` classes, and named models of the classes `models`; none of `but`.

    `reach`: characters from the words that tell the deed; `always`: whether such a deed seldom goes without an item.
    """

    reach: int
    always: bool
    kinds: frozenset[str]
    wanted: frozenset[str]
    models: frozenset[str]
    but: frozenset[str]

    def has(self, item: ItemEntity) -> bool:
        fits = item.kind.value in self.kinds or item.klass in self.wanted or (item.klass in self.models and bool(item.family))
        return fits and item.id not in self.but


@cache
def kinds_of() -> Mapping[str, Kinds]:
    """Per type of act what `lexicons/item_acts.csv` says; types without a line have no items.

    Its column `items` has, separated by `|`: a class of items; `*kind`; `model:class` for named models only; `-id` for one that is none.
    """
    found = {}
    for row in rows("item_acts.csv", "act", "reach", "always", "items"):
        names: dict[str, set[str]] = {"*": set(), "": set(), "model:": set(), "-": set()}
        for word in row["items"].split("|"):
            mark = next((m for m in names if m and word.startswith(m)), "")
            names[mark].add(word.removeprefix(mark))
        found[row["act"]] = Kinds(int(row["reach"]), row["always"] == "yes", *map(frozenset, names.values()))
    return MappingProxyType(found)


def own(text: str, around: Span, mentions: Sequence[Mention], kinds: Kinds, evidence: Span) -> list[Mention]:
    """Of the mentions of items those in reach of the evidence, and what a list joins to them; else the nearest, if one is needed."""
    models = _models(mentions) if kinds.models else {}
    fitting = [m for m in (_as_model(m, models) for m in mentions) if kinds.has(item_entities()[m.entity])]
    inside = [m for m in fitting if around[0] <= m.start and m.end <= around[1]]
    kept = [_distance(m, evidence) <= kinds.reach for m in inside]
    if inside and kinds.always and not any(kept):
        kept[min(range(len(inside)), key=lambda i: _distance(inside[i], evidence))] = True
    _join(text, inside, kept)
    found = [m for m, k in zip(inside, kept, strict=True) if k]
    if any(item_entities()[m.entity].klass in PACKAGE for m in found) and (held := CONTENTS.match(text, around[1])):
        found += [m for m in fitting if around[1] <= m.start and m.end <= held.end()]
    if not found and kinds.always:
        found = [m for m in fitting if around[0] - FAR <= m.start and m.end <= around[0]][-1:]
    return found


def prices(text: str, around: Span, mentions: Sequence[Mention]) -> list[Span]:
    """From the word of barter to the thing that a deed is the price or the thanks of: "jets in return for [shells]", «за [снаряды]
    расплатилась ракетами»."""
    found = (_price(text, max(around[0], m.start - BARTER), m) for m in mentions if around[0] <= m.start < around[1])
    return [span for span in found if span]


def _price(text: str, low: int, mention: Mention) -> Span | None:
    before = small(CLAUSE.split(text[low : mention.start])[-1])
    behind = small(CLAUSE.split(text[mention.end : mention.end + BARTER])[0])
    cues = barter_cues()
    paid = any(cues["paid"].search(side) for side in (before, behind))
    ends = [m.end() for name in (("price", "for") if paid else ("price",)) for m in cues[name].finditer(before)]
    near = [end for end in ends if len(before[end:].split()) <= DESCRIBED]
    return (mention.start - len(before) + max(near), mention.end) if near else None


def _within(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(low <= mention.start and mention.end <= high for low, high in spans)


def goes_back(around: Span, named: Iterable[tuple[Mention, str | None]], who: Sequence[Participant], priced: Sequence[Span]) -> bool | None:
    """Whether a deed goes to the side that its sentences name first, the price's adjectives apart; None if they name no source and no
    target. `named`: mentions with their actor."""
    roles = {p.actor: p.role for p in who if p.role is not Role.PARTY}
    sides = [roles[a] for m, a in named if a in roles and around[0] <= m.start < around[1] and not _within(m, priced)]
    return sides[0] is Role.TARGET if sides else None


@cache
def barter_cues() -> Mapping[str, re.Pattern[str]]:
    """Words before a thing given in return, words of paying, and those before what is paid for."""
    return MappingProxyType(dict(phrases("barter_cues.csv", "cue")))


def _join(text: str, mentions: Sequence[Mention], kept: list[bool]) -> None:
    """Keep also what a list joins to a kept mention, forwards and then backwards."""
    pairs = list(zip(range(len(mentions)), range(1, len(mentions)), strict=False))
    for first, last, order in ((0, 1, pairs), (1, 0, pairs[::-1])):
        for pair in order:
            if kept[pair[first]] and not kept[pair[last]]:
                gap = text[mentions[pair[0]].end : mentions[pair[1]].start]
                kept[pair[last]] = len(gap) < 80 and bool(LINK.fullmatch(small(gap)))


def _distance(mention: Mention, evidence: Span) -> int:
    return max(0, mention.start - evidence[1], evidence[0] - mention.end)


def _models(mentions: Iterable[Mention]) -> dict[str | None, set[str]]:
    """The named models of a post by class."""
    found: dict[str | None, set[str]] = {}
    for item in {m.entity: item_entities()[m.entity] for m in mentions}.values():
        if item.family:
            found.setdefault(item.klass, set()).add(item.id)
    return found


def _as_model(mention: Mention, models: Mapping[str | None, set[str]]) -> Mention:
    """A bare class ("missiles") as the one model of it that the post names, if it names one."""
    item = item_entities()[mention.entity]
    known = models.get(item.klass, set())
    return mention if item.family or len(known) != 1 else replace(mention, entity=next(iter(known)))
