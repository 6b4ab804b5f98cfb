"""Chains: hand-made graphs with their chains, the walker against naive enumeration, and against the clock."""

import json
import random
import time
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, permutations, product
from pathlib import Path
from typing import Any

import pytest
from chain_graphs import ACTORS, edge, graphs, questions
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Json
from graph.chains import Chain, Edge, chains

SIGN = {None: "", "documented": "=", "compatible": "~", "co-occurring": ","}
GRADES = ["documented", "compatible", "co-occurring"]
STATUSES = ["done", "ended", "planned", "proposed", "denied"]
Path_ = list[tuple[str, str, Edge]]


def cases() -> Iterator[Any]:
    text = (Path(__file__).parent / "chain_cases.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n")[1:]:
        title, *lines = block.strip().splitlines()
        acts = [edge(line) for line in lines if line.startswith(" ")]
        asked = next((json.loads(line[1:]) for line in lines if line.startswith("?")), {})
        yield pytest.param(acts, asked, [line[3:] for line in lines if line.startswith("->")], id=title)


def short(chain: Chain) -> str:
    hops = " ".join(f"{SIGN[h.grade]}{h.edge.act_id} {h.target}" for h in chain.hops)
    return f"{chain.hops[0].source} {hops}: {chain.grade} {chain.status} {chain.n_origins}"


@pytest.mark.parametrize(("acts", "asked", "expected"), list(cases()))
def test_chains_of_hand_made_graphs(acts: list[Edge], asked: dict[str, Any], expected: list[str]) -> None:
    assert [short(c) for c in chains(acts, "A", **{"end": "C", **asked})] == expected


def naive(edges: Iterable[Edge], start: str, end: str, lengths: Iterable[int], asked: dict[str, Any]) -> list[Path_]:
    """By definition: all orders of actors in between, all acts between neighbours, then every rule on the whole path."""
    crossed: dict[tuple[str, str], list[Edge]] = {pair: [] for pair in permutations(ACTORS, 2)}
    for e in edges:
        crossed[e.source, e.target].append(e)
        if e.mutual:
            crossed[e.target, e.source].append(e)
    found = []
    for length in lengths:
        for middle in permutations(sorted(set(ACTORS) - {start, end}), length - 1):
            pairs = list(pairwise([start, *middle, end]))
            for path in product(*(crossed[pair] for pair in pairs)):
                if set(asked["via"]) <= set(middle) and _allowed(path, asked):
                    found.append([(*pair, e) for pair, e in zip(pairs, path, strict=True)])
    return sorted(found, key=_order)


def _allowed(path: tuple[Edge, ...], asked: dict[str, Any]) -> bool:
    words = [[w.lower() for w in (*e.same_ids, *e.item_names, *e.families, *e.kinds)] for e in path]
    return (
        len({e.act_id for e in path}) == len(path)
        and all(_not_before(later.date, earlier.date) for earlier, later in combinations(path, 2))
        and all(e.type in asked["types"] and (not asked["statuses"] or e.status in asked["statuses"]) for e in path)
        and all(not asked["since"] or _not_before(e.date, asked["since"]) for e in path)
        and all(not asked["until"] or _not_before(asked["until"], e.date) for e in path)
        and all(not asked["item"] or any(asked["item"].lower() in word for word in named) for named in words)
    )


def _not_before(later: str, earlier: str) -> bool:
    """By year, month and day, as far as both have them."""
    parts = zip(map(int, later.split("-")), map(int, earlier.split("-")), strict=False)
    return next((a > b for a, b in parts if a != b), True)


def _grade(before: Edge, after: Edge) -> str:
    if set(before.same_ids) & set(after.same_ids):
        return "documented"
    return "compatible" if set(before.families) & set(after.families) or set(before.kinds) & set(after.kinds) else "co-occurring"


def _order(path: Path_) -> tuple[Any, ...]:
    edges = [e for _, _, e in path]
    grade = max((GRADES.index(_grade(a, b)) for a, b in pairwise(edges)), default=0)
    weakest = -min(e.n_origins for e in edges), -min(e.n_sides for e in edges), -min(e.confidence for e in edges)
    last = [e.date for e in edges], [e.act_id for e in edges], [target for _, target, _ in path]
    return grade, max(STATUSES.index(e.status) for e in edges), *weakest, len(edges), *last


def _paths(found: Iterable[Chain]) -> list[Path_]:
    return [[(h.source, h.target, h.edge) for h in chain.hops] for chain in found]


@settings(max_examples=200, deadline=None)
@given(graphs(), questions, st.integers(1, 2), st.integers(1, 5), st.integers(1, 6))
def test_the_walker_finds_what_naive_enumeration_finds(edges: list[Edge], asked: Json, fewest: int, most: int, limit: int) -> None:
    expected = naive(edges, "A", "C", range(fewest, most + 1), asked)
    hops = {"min_hops": fewest, "max_hops": most}
    assert _paths(chains(edges, "A", "C", **hops, **asked)) == expected
    assert _paths(chains(edges, "A", "C", **hops, limit=limit, **asked)) == expected[:limit]


@settings(deadline=None)
@given(graphs(), st.randoms())
def test_the_order_of_edges_does_not_matter(edges: list[Edge], chance: random.Random) -> None:
    shuffled = list(edges)
    chance.shuffle(shuffled)
    assert chains(shuffled, "A", "C") == chains(edges, "A", "C")


def crowd(edges: int, actors: int) -> list[Edge]:
    """Many acts among few actors, some of whom take part in most."""
    chance = random.Random(1)
    names = [f"N{n:03}" for n in range(actors)]
    weights = [1 / (n + 1) for n in range(actors)]
    told = [edge(f"a{n} A>B 2024 i{n % 200}/f{n % 70}/k{n % 20} x{1 + n % 7 % 3}") for n in range(1400)]
    found = []
    for number in range(edges):
        source, target = chance.choices(names, weights, k=2)
        date = f"{chance.randint(2021, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"[: chance.choice([4, 7, 10])]
        if source != target:
            found.append(chance.choice(told)._replace(act_id=f"a{number}", source=source, target=target, date=date))
    return found


@pytest.mark.parametrize(("edges", "seconds"), [(10_000, 3), pytest.param(200_000, 20, marks=pytest.mark.soak)])
def test_the_best_chains_of_four_hops_in_a_crowd_take_seconds_not_hours(edges: int, seconds: float) -> None:
    among = crowd(edges, 300)
    began = time.process_time()
    found = chains(among, "N010", "N020", max_hops=4, limit=20)
    assert len(found) == 20
    assert time.process_time() - began < seconds
