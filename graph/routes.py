"""Arrows that can lie on a way from one actor to another, indexed for a walk in the order of time.

Two dates are compared at the coarser precision of the two. So a hop may follow another exactly if the last day that its own date can mean
is not before the first day that the other's can mean: `last_day(after) >= before`, in the order of strings.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from graph.edges import Edge

Kinship = tuple[str, str]
NEVER, ALWAYS = "", "~"


class Arrow(NamedTuple):
    """An edge in a direction in which it may be crossed."""

    source: str
    target: str
    edge: Edge


def last_day(date: str) -> str:
    """A string that sorts after every date within `date`, and before every later one."""
    return date + ALWAYS


class Routes:
    """Arrows are known by their place in `arrows`, which is sorted by their last day; the first day of an arrow is its date."""

    def __init__(self, edges: Iterable[Edge], start: str, end: str, max_hops: int) -> None:
        self.arrows = sorted(_between(list(edges), start, end, max_hops), key=lambda a: last_day(a.edge.date))
        self.start, self.end = start, end
        self._last_days = [last_day(a.edge.date) for a in self.arrows]
        self._leaving: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for place, arrow in enumerate(self.arrows):
            self._leaving[arrow.source, arrow.target == end].append(place)
        self._akin: dict[tuple[str, bool], dict[Kinship, list[int]]] = {}
        self._departures = [{end: ALWAYS}]
        for _ in range(max_hops - 1):
            self._departures.append(self._earlier(self._departures[-1]))

    def leaving(self, actor: str, floor: str, *, final: bool) -> list[int]:
        """Arrows from `actor` that may follow a hop whose first day is `floor`: those to the end if `final`, else the others."""
        return self._since(self._leaving.get((actor, final), []), floor)

    def akin(self, actor: str, floor: str, keys: Iterable[Kinship], *, final: bool) -> list[int]:
        """Those of `leaving` that have one of the keys (see `kinships`)."""
        if (actor, final) not in self._akin:
            self._akin[actor, final] = self._by_kinship(self._leaving.get((actor, final), []))
        index = self._akin[actor, final]
        found: set[int] = set()
        for key in keys:
            found.update(self._since(index.get(key, []), floor))
        return sorted(found)

    def reaches(self, actor: str, floor: str, hops: int) -> bool:
        """Whether the end can be reached from `actor` by exactly `hops` hops, none before `floor`; may be too hopeful, never too strict."""
        return floor <= self._departures[hops].get(actor, NEVER)

    def _since(self, places: list[int], floor: str) -> list[int]:
        return places[bisect_left(places, bisect_left(self._last_days, floor)) :]

    def _by_kinship(self, places: Iterable[int]) -> dict[Kinship, list[int]]:
        index: dict[Kinship, list[int]] = defaultdict(list)
        for place in places:
            for key in kinships(self.arrows[place], alike=True):
                index[key].append(place)
        return index

    def _earlier(self, departures: dict[str, str]) -> dict[str, str]:
        """The latest floor at which each actor can still be left with one hop more."""
        latest: dict[str, str] = {}
        for arrow, last in zip(self.arrows, self._last_days, strict=True):
            limit = departures.get(arrow.target, NEVER)
            if arrow.edge.date <= limit and (floor := min(last, limit)) > latest.get(arrow.source, NEVER):
                latest[arrow.source] = floor
        return latest


def kinships(arrow: Arrow, *, alike: bool) -> set[Kinship]:
    """What another hop must share to be documented, or, if `alike`, at least compatible."""
    edge = arrow.edge
    named = [("same", edge.same_ids)] + ([("family", edge.families), ("kind", edge.kinds)] if alike else [])
    return {(what, name) for what, names in named for name in names}


def _between(edges: Collection[Edge], start: str, end: str, max_hops: int) -> Iterator[Arrow]:
    """The arrows on some way of at most `max_hops` hops, whatever the time; one for each act, source and target."""
    ahead, behind = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for edge in edges:
        for source, target in _directions(edge):
            ahead[source].add(target)
            behind[target].add(source)
    before, after = _distances(ahead, start), _distances(behind, end)
    far = max_hops + 1
    seen: set[tuple[str, str, str]] = set()
    for edge in sorted(edges, key=lambda e: e.mutual):
        for source, target in _directions(edge):
            if before.get(source, far) + after.get(target, far) >= max_hops or target == start or source == end:
                continue
            if (key := (edge.act_id, source, target)) not in seen:
                seen.add(key)
                yield Arrow(source, target, edge)


def _directions(edge: Edge) -> tuple[tuple[str, str], ...]:
    there = (edge.source, edge.target)
    return (there, there[::-1]) if edge.mutual else (there,)


def _distances(neighbours: dict[str, set[str]], origin: str) -> dict[str, int]:
    """Hops from `origin` to every actor that can be reached."""
    found, border, distance = {origin: 0}, {origin}, 0
    while border:
        distance += 1
        border = {actor for near in border for actor in neighbours.get(near, ())} - found.keys()
        found.update(dict.fromkeys(border, distance))
    return found
