"""Chains: simple paths of acts from one actor to another in the order of time, graded hop by hop, best first."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from extract.ontology import SUPPLY_TYPES
from graph.edges import Edge, Wanted
from graph.grades import GRADES, first_not_done, grade, weakest
from graph.hops import Chain, Hop
from graph.routes import Arrow, Routes
from graph.walker import Best, Walk

__all__ = ["Chain", "Edge", "Hop", "chains"]


def chains(
    edges: Iterable[Edge],
    start: str,
    end: str,
    *,
    via: Sequence[str] = (),
    through: Sequence[Collection[str]] = (),
    item: str | None = None,
    types: Collection[str] | None = SUPPLY_TYPES,
    statuses: Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    max_hops: int = 4,
    min_hops: int = 1,
    limit: int | None = None,
) -> list[Chain]:
    """The chains from `start` to `end`, best first, at most `limit`; none from an actor to itself.

    Every actor of `via` lies in between, in any order; one act of each set of ids in `through` is a hop. Every hop matches `item`,
    `types`, `statuses`, `since` and `until` (None: any; see `Wanted`). No actor is met twice, no act crossed twice. Order: grade (a
    single hop counts as documented), the worst status of a hop (done, ended, planned, proposed, denied), fewest origins, then sides
    that tell a hop, least confidence, number of hops, dates, ids. Without `limit` a dense graph may hold millions.
    """
    routes = Routes(Wanted(item, types, statuses, since, until).of(edges), start, end, max_hops)
    best = Best(limit)
    for only in (None,) if limit is None else GRADES:
        for length in range(max(min_hops, 1), max_hops + 1):
            Walk(routes, best, frozenset(via), length, only, through).run()
        if best.full:
            break
    return [_chain([routes.arrows[place] for place in path]) for path in best.paths()]


def _least(edges: Sequence[Edge]) -> tuple[int, int, float]:
    return min(e.n_origins for e in edges), min(e.n_sides for e in edges), min(e.confidence for e in edges)


def _chain(path: Sequence[Arrow]) -> Chain:
    edges = [arrow.edge for arrow in path]
    grades = [grade(before, after) for before, after in pairwise(edges)]
    hops = tuple(Hop(a.edge, a.source, a.target, g) for a, g in zip(path, [None, *grades], strict=True))
    return Chain(hops, weakest(grades), first_not_done(e.status for e in edges), *_least(edges))
