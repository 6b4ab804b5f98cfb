"""Cooperation edges: one act between two actors, with all that chains need to know of it; and which of them a question wants."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import cypher
from extract.model import Json
from graph.store import Store


class Edge(NamedTuple):
    """`date` is ISO 8601 at its precision; `type` is an act type; a mutual edge may be crossed both ways."""

    source: str
    target: str
    type: str
    act_id: str
    date: str
    status: str
    tangible: bool
    item_ids: tuple[str, ...]
    same_ids: tuple[str, ...]
    item_names: tuple[str, ...]
    families: tuple[str, ...]
    kinds: tuple[str, ...]
    n_origins: int
    n_independent: int
    n_sides: int
    confidence: float
    contradicted: bool
    mutual: bool


def edges_from(store: Store) -> list[Edge]:
    """All cooperation edges of a store, fetched at once."""
    return [_edge(row) for row in store.query(cypher.load("chains/edges"))]


def _edge(row: Json) -> Edge:
    values: Json = {f: tuple(v) if isinstance(v := row[f], list) else v for f in Edge._fields}
    return Edge(**values)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which edges count. None means: any. `item` is looked for, in any case, in ids, names, families and kinds of items."""

    item: str | None = None
    types: Collection[str] | None = None
    statuses: Collection[str] | None = None
    since: str | None = None
    until: str | None = None

    def of(self, edges: Iterable[Edge]) -> Iterator[Edge]:
        types, statuses = (None if c is None else frozenset(c) for c in (self.types, self.statuses))
        timed, word = bool(self.since or self.until), (self.item or "").lower()
        for edge in edges:
            if (types is not None and edge.type not in types) or (statuses is not None and edge.status not in statuses):
                continue
            if (not timed or self._in_time(edge.date)) and (not word or _carries(edge, word)):
                yield edge

    def _in_time(self, date: str) -> bool:
        """Compared at the coarser precision of the two dates."""
        since, until = self.since or "", self.until or ""
        return date[: len(since)] >= since[: len(date)] and date[: len(until)] <= until[: len(date)]


def _carries(edge: Edge, word: str) -> bool:
    named = (edge.item_ids, edge.same_ids, edge.item_names, edge.families, edge.kinds)
    return any(word in name.lower() for names in named for name in names)
