"""The walk: all paths of a given length over routes, depth first, cut off where they cannot be among the best any more."""

from bisect import insort
from collections.abc import Collection, Sequence
from typing import NamedTuple

from graph.grades import GRADE_RANK, STATUS_RANK, Grade, grade
from graph.routes import Routes, kinships

Key = tuple[int, int, int, int, float, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Path(NamedTuple):
    """The arrows walked so far; `floor` is the latest of their first days; `grade` and `status` are ranks, the worst of a hop; `origins`
    and `sides` are the fewest of a hop, `confidence` the least."""

    arrows: tuple[int, ...] = ()
    floor: str = ""
    grade: int = 0
    status: int = 0
    origins: int = 2**62
    sides: int = 2**62
    confidence: float = 1.0
    dates: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def weakness(self) -> tuple[int, int, float]:
        """The more origins, sides and confidence the weakest hop has, the earlier in order."""
        return -self.origins, -self.sides, -self.confidence


class Best:
    """The best paths found, at most `limit`: by grade, `status`, `weakness`, number of hops, then dates, ids of acts, actors."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self._kept: list[tuple[Key, tuple[int, ...]]] = []

    @property
    def full(self) -> bool:
        return self.limit is not None and len(self._kept) >= self.limit

    def paths(self) -> list[tuple[int, ...]]:
        return [arrows for _, arrows in sorted(self._kept)]

    def add(self, path: Path) -> None:
        key = (path.grade, path.status, *path.weakness, len(path.arrows), path.dates, path.acts, path.actors)
        if self.limit is None:
            self._kept.append((key, path.arrows))
        else:
            insort(self._kept, (key, path.arrows))
            del self._kept[self.limit :]

    def beats(self, path: Path, grade: int, length: int) -> bool:
        """Whether no path of this grade and length that begins so can be among the best."""
        if not self.full:
            return False
        return not self._kept or self._kept[-1][0] < (grade, path.status, *path.weakness, length, path.dates)


class Walk:
    """All paths of exactly `length` hops. With `only`, just those of that grade, found by what hops share instead of by trying all."""

    def __init__(
        self,
        routes: Routes,
        best: Best,
        via: frozenset[str],
        length: int,
        only: Grade | None = None,
        through: Sequence[Collection[str]] = (),
    ) -> None:
        self._routes, self._best, self._via, self._length, self._only = routes, best, via, length, only
        self._through = [frozenset(acts) for acts in through]
        self._rank = 0 if only is None else GRADE_RANK[only]

    def run(self) -> None:
        self._extend(Path())

    def _extend(self, path: Path) -> None:
        left = self._length - len(path.arrows) - 1
        for place in self._candidates(path, final=left == 0):
            longer = self._step(path, place, left)
            if longer is None or self._best.beats(longer, self._rank, self._length):
                continue
            if left:
                self._extend(longer)
            elif self._only is None or longer.grade == self._rank:
                self._best.add(longer)

    def _candidates(self, path: Path, *, final: bool) -> list[int]:
        if not path.arrows:
            return self._routes.leaving(self._routes.start, "", final=final)
        last = self._routes.arrows[path.arrows[-1]]
        if self._only in (None, Grade.CO_OCCURRING):
            return self._routes.leaving(last.target, path.floor, final=final)
        keys = kinships(last, alike=self._only is Grade.COMPATIBLE)
        return self._routes.akin(last.target, path.floor, keys, final=final)

    def _step(self, path: Path, place: int, left: int) -> Path | None:
        """The path with one hop more, or None where that leads nowhere: actor or act met before, end or `via` out of reach."""
        _, actor, edge = self._routes.arrows[place]
        floor = max(path.floor, edge.date)
        if actor in path.actors or edge.act_id in path.acts or not self._routes.reaches(actor, floor, left):
            return None
        actors = (*path.actors, actor)
        if self._via and len(self._via.difference(actors[: self._length - 1])) >= max(left, 1):
            return None
        acts = (*path.acts, edge.act_id)
        if any(known.isdisjoint(acts) for known in self._through) and not left:
            return None
        rank = GRADE_RANK[grade(self._routes.arrows[path.arrows[-1]].edge, edge)] if path.arrows else 0
        return Path(
            (*path.arrows, place),
            floor,
            max(path.grade, rank),
            max(path.status, STATUS_RANK[edge.status]),
            min(path.origins, edge.n_origins),
            min(path.sides, edge.n_sides),
            min(path.confidence, edge.confidence),
            (*path.dates, edge.date),
            acts,
            actors,
        )
