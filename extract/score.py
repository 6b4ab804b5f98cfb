"""How well told acts agree with annotated ones, post by post: the measures by which extractors are compared.

Two acts of a post match strictly if they have the same type and at least two actors in common, leniently if the same type or sphere and as
many actors; matches are one to one, the best first. Names of actors, persons and items are compared without regard to case.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from extract.model import Claim, Item, Json
from extract.ontology import Role, Status

Told = Mapping[str, Sequence[Claim]]
"""Acts by the id of the post that tells them."""
Match = tuple[Claim, Claim]
"""An annotated act and the told one that is taken for it."""
MUTUAL = 6
"""Most parties of an act that count as cooperating each with each."""
NOT_DONE = (Status.PLANNED, Status.PROPOSED, Status.DENIED)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Things annotated, things told, and how many of them are the same."""

    same: int
    told: int
    gold: int

    @property
    def precision(self) -> float:
        return self.same / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        return self.same / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_json(self) -> Json:
        return {"P": self.precision, "R": self.recall, "F1": self.f1, "gold": self.gold, "predicted": self.told}


@dataclass(frozen=True, slots=True)
class Share:
    """`some` of `all`, 0 of none; `name` says of what kind: accuracy, or a rate that had better be low."""

    some: int
    all: int
    name: str = "accuracy"

    @property
    def value(self) -> float:
        return self.some / self.all if self.all else 0.0

    def to_json(self) -> Json:
        return {self.name: self.value, "n": self.all}


Figures = Mapping[str, Overlap | Share]


def score(gold: Told, told: Told) -> Figures:
    """Figures by name. A post that `told` lacks tells nothing; one that `gold` lacks is left out.

    From "status" on they are of strictly matched acts: "false done" is the share of planned, proposed and denied ones told as done,
    "direction" is of those with a source or target, "dated" of those with a date, "quantity" of items in common that have one.
    """
    posts = [(list(acts), list(told.get(post, ()))) for post, acts in gold.items()]
    found = [m for acts, guesses in posts for m in matched(acts, guesses)]
    loose = [m for acts, guesses in posts for m in matched(acts, guesses, lenient=True)]
    all_told, all_gold = sum(len(guesses) for _, guesses in posts), sum(len(acts) for acts, _ in posts)
    directed = [(a, b) for a, b in found if _flow(a)]
    undone = [(a, b) for a, b in found if a.status in NOT_DONE]
    counted = [(x, y) for a, b in found for x, y in _same_items(a.items, b.items) if x.quantity or y.quantity]
    return {
        "cooperation": Overlap(*(sum(map(bool, n)) for n in ((a and b for a, b in posts), (b for _, b in posts), (a for a, _ in posts)))),
        "pairs": _sum(_common(_pairs(acts), _pairs(guesses)) for acts, guesses in posts),
        "acts strict": Overlap(len(found), all_told, all_gold),
        "acts lenient": Overlap(len(loose), all_told, all_gold),
        "status": _equal(found, lambda act: act.status),
        "tangible": _equal(found, lambda act: act.tangible),
        "sphere": _equal(found, lambda act: act.sphere),
        "false done": Share(sum(b.status is Status.DONE for _, b in undone), len(undone), "rate"),
        "direction": _equal(directed, _flow),
        "roles": _equal(found, _roles),
        "date": _equal(found, lambda act: act.date),
        "dated": _equal([(a, b) for a, b in found if a.date], lambda act: act.date),
        "reporter": _sum(Overlap(bool(a.reported_by and b.reported_by), bool(b.reported_by), bool(a.reported_by)) for a, b in found),
        "quantity": Share(sum(_amount(x) == _amount(y) for x, y in counted), len(counted)),
        "persons": _sum(_common(_surnames(a), _surnames(b)) for a, b in found),
        "items": _sum(Overlap(len(_same_items(a.items, b.items)), len(b.items), len(a.items)) for a, b in found),
    }


def matched(gold: Sequence[Claim], told: Sequence[Claim], *, lenient: bool = False) -> list[Match]:
    """Acts of one post that match, the most alike first; of equally alike ones those that stand first."""
    alike = {(i, j): _alike(a, b, lenient) for i, a in enumerate(gold) for j, b in enumerate(told)}
    left, right, found = set(range(len(gold))), set(range(len(told))), []
    for i, j in sorted(alike, key=lambda place: -alike[place]):
        if alike[i, j] and i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((gold[i], told[j]))
    return found


def missed(gold: Told, told: Told) -> Iterator[tuple[str, str, Claim]]:
    """Sign, post and act of all that do not match strictly: "-" annotated and not told, "+" told and not annotated."""
    for post, acts in gold.items():
        guesses = told.get(post, ())
        known = {id(act) for match in matched(acts, guesses) for act in match}
        for sign, several in (("-", acts), ("+", guesses)):
            yield from ((sign, post, act) for act in several if id(act) not in known)


def _alike(gold: Claim, told: Claim, lenient: bool) -> float:
    """0 where two acts don't match; else the higher the better, by type, then the share of actors in common and the status."""
    ours, theirs = _actors(gold), _actors(told)
    same_type, same_sphere = gold.type == told.type, gold.sphere is told.sphere
    if len(ours & theirs) < 2 or not (same_type or (lenient and same_sphere)):
        return 0
    return 1 + 2 * same_type + len(ours & theirs) / len(ours | theirs) + (gold.status is told.status) / 2


def _equal(found: Sequence[Match], trait: Callable[[Claim], object]) -> Share:
    return Share(sum(trait(a) == trait(b) for a, b in found), len(found))


def _common(gold: set[str] | set[tuple[str, ...]], told: set[str] | set[tuple[str, ...]]) -> Overlap:
    return Overlap(len(gold & told), len(told), len(gold))


def _sum(several: Iterator[Overlap]) -> Overlap:
    total = Overlap(0, 0, 0)
    for one in several:
        total = Overlap(total.same + one.same, total.told + one.told, total.gold + one.gold)
    return total


def _actors(act: Claim, *roles: Role) -> set[str]:
    return {p.actor.casefold() for p in act.participants if p.role in (roles or tuple(Role))}


def _pairs(acts: Sequence[Claim]) -> set[tuple[str, ...]]:
    """Who cooperates with whom: every source with every target, and parties with each other unless they are a crowd."""
    found: set[tuple[str, ...]] = set()
    for act in acts:
        parties = _actors(act, Role.PARTY)
        found.update(product(_actors(act, Role.SOURCE), _actors(act, Role.TARGET)))
        found.update(combinations(parties, 2) if len(parties) <= MUTUAL else ())
    return {tuple(sorted(pair)) for pair in found if len(set(pair)) == 2}


def _roles(act: Claim) -> set[tuple[str, Role]]:
    return {(p.actor.casefold(), p.role) for p in act.participants}


def _flow(act: Claim) -> set[tuple[str, Role]]:
    return {(actor, role) for actor, role in _roles(act) if role is not Role.PARTY}


def _surnames(act: Claim) -> set[str]:
    return {words[-1] for p in act.persons if (words := p.name.casefold().split())}


def _amount(item: Item) -> list[str] | str:
    """The numbers of a quantity, or its words where it has none."""
    words = item.quantity or ""
    return NUMBER.findall(words) or words.casefold()


def _same_items(gold: Sequence[Item], told: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Items one to one that share at least half of the words of the shorter name."""
    left, found = list(told), []
    for item in gold:
        words = _words(item)
        best = next((n for n, o in enumerate(left) if len(words & _words(o)) * 2 >= max(1, min(len(words), len(_words(o))))), None)
        if best is not None:
            found.append((item, left.pop(best)))
    return found


def _words(item: Item) -> set[str]:
    return set(item.name.casefold().replace("-", " ").split())
