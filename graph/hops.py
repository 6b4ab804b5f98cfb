"""Hops and chains: what a walk over cooperation edges found."""

from dataclasses import dataclass

from graph.edges import Edge
from graph.grades import Grade


@dataclass(frozen=True, slots=True)
class Hop:
    """An edge as crossed, from `source` to `target`; `grade` is against the hop before, None on the first."""

    edge: Edge
    source: str
    target: str
    grade: Grade | None

    @property
    def ends(self) -> frozenset[str]:
        return frozenset({self.source, self.target})


@dataclass(frozen=True, slots=True)
class Chain:
    """`grade`: the weakest of its hops', None if there is but one; `status`: that of the first hop not done; `n_origins` and `n_sides`: the
    fewest of a hop; `confidence`: the least of a hop."""

    hops: tuple[Hop, ...]
    grade: Grade | None
    status: str
    n_origins: int
    n_sides: int
    confidence: float
