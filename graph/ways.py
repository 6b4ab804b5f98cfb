"""The best chains along a given way, such as IRN, RUS, VEN, for the commands that draw and print them."""

from collections.abc import Collection, Sequence

from extract.errors import InputError
from extract.model import Act
from extract.ontology import SUPPLY_TYPES
from graph.case import Case
from graph.chains import Chain, chains
from graph.edge_table import edges_of
from graph.edges import Edge, Wanted

MOST = 200
"""Chains looked through for those along the way."""


def along(case: Case, way: Sequence[str], acts: Collection[Act], item: str | None, types: Collection[str], limit: int) -> list[Chain]:
    """The best chains whose actors are those of `way` in that order, over `acts`; supply acts without `types`. Raises InputError where
    the way is no way, or no chain lies along it."""
    wanted = wanted_edges(case, way, acts, item, types)
    found = chains(wanted, way[0], way[-1], via=way[1:-1], types=None, min_hops=len(way) - 1, max_hops=len(way) - 1, limit=MOST)
    kept = [c for c in found if [h.target for h in c.hops] == list(way[1:])]
    if not kept:
        raise InputError(
            f"{case.folder}: no chain {' → '.join(way)} in the order of time; what is there tells: axisgraph trace --from … --to …"
        )
    return kept[:limit]


def wanted_edges(case: Case, way: Sequence[str], acts: Collection[Act], item: str | None, types: Collection[str]) -> list[Edge]:
    if len(way) < 2 or len(set(way)) < len(way):
        raise InputError(f"'{','.join(way)}' is no way; give two actors or more, each once, such as IRN,RUS,VEN")
    kept = {act.id for act in acts}
    edges = [e for e in edges_of(case) if e.act_id in kept and {e.source, e.target} <= set(way)]
    return list(Wanted(item, types or SUPPLY_TYPES).of(edges))
