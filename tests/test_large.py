"""A case of twenty thousand acts, some actors in most of them: every question is answered within a second, by every store."""

import random
import time
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import pytest
from made_graph import ACTS, made

import cypher
from graph.store import Graph, Store

COPIES = 20_000 // len(ACTS)
OWN = ("Act", "Claim", "Post")
"""What each copy has of its own; actors, items and channels are shared."""
RICE = {"item_ids": ["rice"], "same_ids": ["rice"], "item_names": ["rice"], "families": [], "kinds": ["food"], "named": "food; rice"}
"""What most deals are about: not all acts of a case carry drones."""
COUNTRIES = ["RUS", "IRN", "PRK", "VEN", "BLR", *(f"C{n:02}" for n in range(95))]
WEIGHTS = list(accumulate(1 / (n + 1) for n in range(len(COUNTRIES))))


class Copy:
    """The invented graph once more: other ids, other years, other countries in place of the five."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self._number, self._later, self._dull = number, chance.randint(-2, 2), chance.random() < 0.95
        met = dict.fromkeys(COUNTRIES[:2] if chance.random() < 0.2 else ())
        while len(met) < 5:
            met[chance.choices(COUNTRIES, cum_weights=WEIGHTS)[0]] = None
        self._countries = dict(zip(("RUS", "IRN", "PRK", "VEN", "BLR"), met, strict=True))

    def id(self, base: str, key: str) -> str:
        if base == "Item" and self._dull:
            return "rice"
        return f"{key}-{self._number}" if base in OWN else self._countries.get(key, key)

    def row(self, base: str, row: dict[str, Any]) -> dict[str, Any]:
        changed = row | ({"id": self.id(base, row["id"])} if "id" in row else {})
        if "act_id" in row:
            changed |= {"act_id": self.id("Act", row["act_id"]), **(RICE if self._dull else {})}
        changed |= {n: f"{int(row[n][:4]) + self._later}{row[n][4:]}" for n in ("date", "first_report", "last_report") if n in row}
        if base == "Act":
            changed |= {"year": row["year"] + self._later, "actors": [self.id("Actor", a) for a in row["actors"]]}
            ids = [sorted(self.id("Actor", a) for a in row["pairs"][i : i + 2]) for i in range(0, len(row["pairs"]), 2)]
            changed |= {"pairs": [actor for pair in ids for actor in pair]}
        return changed


def large() -> Graph:
    one, chance = made(), random.Random(1)
    copies = [Copy(number, chance) for number in range(COPIES)]
    nodes = {kind: [c.row(kind[0], row) for c in copies for row in rows] if kind[0] in OWN else rows for kind, rows in one.nodes.items()}
    nodes["Actor", "Country"] = [{"id": c, "name": c, "names": [c]} for c in COUNTRIES]
    edges = {
        (a, kind, b): [(c.id(a, s), c.id(b, t), c.row("", r)) for c in copies for s, t, r in rows]
        if {a, b} & {*OWN} or "act_id" in rows[0][2]
        else rows
        for (a, kind, b), rows in one.edges.items()
    }
    return Graph(nodes, edges)


def seconds(store: Store, query: cypher.Query) -> Iterator[float]:
    for _ in range(3):
        began = time.perf_counter()
        store.query(query)
        yield time.perf_counter() - began


@pytest.mark.soak
def test_every_question_is_answered_within_a_second(store: Store) -> None:
    store.load(large(), "made")
    took = {name: min(seconds(store, cypher.load(name))) for name in cypher.names("questions")}
    assert {name: round(t, 2) for name, t in took.items() if t > 1} == {}
