"""What the tour asks about: the pair, the route and the day of which a case has something to tell."""

from collections import Counter
from typing import Any

import cypher
from extract.model import Json
from graph.store import Store

SOURCES = 5
"""Suppliers that are tried for the route, those of most acts first."""


def values(store: Store) -> dict[str, str]:
    """Values of the pack's parameters, by name; what the case has nothing for keeps its default."""
    found: dict[str, str] = {}
    pairs = _ask(store, "busiest-pairs", limit=1)
    if pairs:
        found |= {"one": pairs[0]["one"], "other": pairs[0]["other"]}
        told = [row["told"] for row in _ask(store, "timeline-of-pair", one=found["one"], other=found["other"])]
        found |= {"until": told[len(told) // 2][:7]} if told else {}
    found["item"] = _item(store)
    return found | _route(store, found["item"])


def _ask(store: Store, question: str, **given: Any) -> list[Json]:
    return store.query(cypher.load(f"questions/{question}"), given)


def _item(store: Store) -> str:
    """Drones, or the kind of most acts where no drone was handed over."""
    if _ask(store, "transfers-of-item", item="drone"):
        return "drone"
    return next((row["kind"] for row in _ask(store, "top-items") if row["kind"]), "drone")


def _route(store: Store, item: str) -> dict[str, str]:
    """The route of most chains from any of the busiest suppliers, one that is done if there is one."""
    sources = Counter(s for row in _ask(store, "transfers-of-item", item=item) for s in row["sources"])
    routes = [
        (row["both_done"] > 0, row["chains"], {"start": source, "source": source, "via": row["intermediary"], "end": row["receiver"]})
        for source, _ in sorted(sources.items(), key=lambda s: (-s[1], s[0]))[:SOURCES]
        for row in _ask(store, "intermediaries", source=source, item=item)
    ]
    return max(routes, key=lambda route: route[:2])[2] if routes else {}
