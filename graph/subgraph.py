"""Which acts a user wants: filters by actors and hops, types, spheres, statuses, dates, origins, shared by export and draw."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from extract.model import Act


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
    min_origins: int = 1


def select(acts: Iterable[Act], filters: Filters) -> list[Act]:
    """The acts that pass, in the order given."""
    kept = [a for a in acts if _passes(a, filters)]
    return _around(kept, filters.actors, filters.hops) if filters.actors else kept


def _passes(act: Act, f: Filters) -> bool:
    return (
        (not f.types or act.type in f.types)
        and (not f.spheres or act.sphere in f.spheres)
        and (not f.statuses or act.status in f.statuses)
        and (not f.since or act.date >= f.since[: len(act.date)])
        and (not f.until or act.date[: len(f.until)] <= f.until)
        and act.n_origins >= f.min_origins
    )


def _around(acts: Collection[Act], actors: Collection[str], hops: int) -> list[Act]:
    """Acts reached from `actors` by at most `hops` acts."""
    reached, kept = set(actors), set[str]()
    for _ in range(hops):
        found = [a for a in acts if not reached.isdisjoint(p.actor for p in a.participants)]
        kept |= {a.id for a in found}
        reached |= {p.actor for a in found for p in a.participants}
    return [a for a in acts if a.id in kept]
