"""Which acts a user wants: filters by actors, types, dates, by whose voice and how sure, shared by the commands."""

from collections.abc import Collection
from dataclasses import dataclass

import cypher
from extract.errors import CaseError
from extract.model import Act
from graph.case import Case
from graph.channels import UNKNOWN, known_sides, sides
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty collections and None mean: no filter. `hops` counts from `actors`: 1 keeps the acts that they take part in."""

    actors: Collection[str] = ()
    hops: int = 1
    types: Collection[str] = ()
    spheres: Collection[str] = ()
    statuses: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    sides: Collection[str] = ()
    both_sides: bool = False
    min_origins: int = 1
    min_confidence: float = 0.0
    reviewed: bool = False


def select(case: Case, filters: Filters) -> list[Act]:
    """The acts that pass. Raises CaseError for a side that no channel of the case has."""
    kept = [a for a in case.acts.values() if _passes(a, filters) and (not filters.reviewed or a.id in case.confirmed)]
    if filters.sides or filters.both_sides:
        wanted = _wanted_sides(case, filters.sides)
        kept = [a for a in kept if _is_told_by(case, a, wanted, 2 if filters.both_sides else 1)]
    return _around(kept, filters.actors, filters.hops) if filters.actors else kept


def lost(store: Store, case: Case, kept: Collection[Act]) -> int:
    """How many acts a store holds of the case that it would not hold any more with only these kept."""
    left_out = case.acts.keys() - {a.id for a in kept}
    return sum(row["id"] in left_out for row in store.query(cypher.load("read/acts"), {"case": case.id})) if left_out else 0


def _wanted_sides(case: Case, names: Collection[str]) -> frozenset[str]:
    """The sides as the case spells them; none named: all."""
    known = {side.casefold(): side for side in known_sides(case)}
    if not known:
        raise CaseError(f"{case.folder}: no channel's side is known; tell them with: axisgraph build {case.folder} --channels channels.csv")
    if strange := [name for name in names if name.casefold() not in known]:
        raise CaseError(f"{case.folder}: no channel is of the side '{strange[0]}'; sides are {', '.join(known.values())}")
    return frozenset(known[name.casefold()] for name in names)


def _is_told_by(case: Case, act: Act, wanted: frozenset[str], least: int) -> bool:
    """Whether one of the wanted sides, if any are, is among those that tell the act, and these are at least so many."""
    told = sides(case, act.posts).keys() - {UNKNOWN}
    return len(told) >= least and (not wanted or not wanted.isdisjoint(told))


def _passes(act: Act, f: Filters) -> bool:
    return (
        (not f.types or act.type in f.types)
        and (not f.spheres or act.sphere in f.spheres)
        and (not f.statuses or act.status in f.statuses)
        and (not f.since or act.date >= f.since[: len(act.date)])
        and (not f.until or act.date[: len(f.until)] <= f.until)
        and act.n_origins >= f.min_origins
        and act.confidence >= f.min_confidence
    )


def _around(acts: Collection[Act], actors: Collection[str], hops: int) -> list[Act]:
    """Acts reached from `actors` by at most `hops` acts."""
    reached, kept = set(actors), set[str]()
    for _ in range(hops):
        found = [a for a in acts if not reached.isdisjoint(p.actor for p in a.participants)]
        kept |= {a.id for a in found}
        reached |= {p.actor for a in found for p in a.participants}
    return [a for a in acts if a.id in kept]
