"""Windows of annotated posts with what the network is to learn of them: which pairs cooperate, of which types, and the acts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from tokenizers import Tokenizer

from extract.dates import date_class
from extract.encoder.decode import MUTUAL, SPHERES, STATUSES, TYPES, Numbers
from extract.encoder.windows import Window, windows
from extract.model import Claim, Post
from extract.ontology import Role
from extract.training.posts import Annotated, named

DIRECTIONS = 3


@dataclass(slots=True)
class Target:
    """An act between two actors, by their places in the window (`first` < `second`), told by gold or, with a `weight` below 1, by
    teachers. `direction` [3] and `status` [5] are distributions; `evidence` is a range of the window's tokens."""

    first: int
    second: int
    type: int
    weight: float
    direction: Numbers
    status: Numbers
    sphere: int = 0
    reported: float = 0.0
    date: int = 0
    evidence: tuple[int, int] | None = None


@dataclass(slots=True)
class Example:
    """A window with its acts; `gates` [actors, actors] and `types` [actors, actors, types] are probabilities, alike for (i, j) and
    (j, i). `soft`: told by teachers, so that spheres, dates and reporters are not known."""

    window: Window
    acts: list[Target] = field(default_factory=list)
    gates: Numbers = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    types: Numbers = field(default_factory=lambda: np.zeros((0, 0, len(TYPES)), np.float32))
    soft: bool = False


def examples(items: Annotated, tokenizer: Tokenizer, entities: Mapping[str, int]) -> list[Example]:
    """The windows with at least two actors."""
    out = []
    for post, claims in items:
        views = [Example(w) for w in windows(post, named(post.text), tokenizer, entities)]
        for claim in claims if views else ():
            _told_in(views, claim, post)
        out += [e for e in views if len(e.window.actors) > 1]
    for example in out:
        harden(example)
    return out


def unlabelled(posts: Iterable[Post], tokenizer: Tokenizer, entities: Mapping[str, int], most: int) -> list[Example]:
    """The windows with at least two actors, of the first `most` of each post."""
    found = (w for p in posts for w in windows(p, named(p.text), tokenizer, entities)[:most])
    return [Example(w, soft=True) for w in found if len(w.actors) > 1]


def harden(example: Example) -> None:
    """Gates and types of 0 and 1, as the acts say."""
    n = len(example.window.actors)
    example.gates, example.types = np.zeros((n, n), np.float32), np.zeros((n, n, len(TYPES)), np.float32)
    for act in example.acts:
        for i, j in ((act.first, act.second), (act.second, act.first)):
            example.gates[i, j] = example.types[i, j, act.type] = 1


def _told_in(views: Sequence[Example], claim: Claim, post: Post) -> None:
    """Put the act into the window that holds its quote, or else the first."""
    start, end = (claim.start, claim.end) if claim.start is not None and claim.end is not None else (-1, -1)
    home = next((e for e in views if start >= 0 and e.window.offsets[1][0] < end and e.window.offsets[-2][1] > start), views[0])
    window = home.window
    where = {a: i for i, a in enumerate(window.actors)}
    tokens = [i for i, (a, b) in enumerate(window.offsets) if a >= 0 and b > start and a < end]
    evidence = (tokens[0], tokens[-1] + 1) if tokens else None
    roles = {p.actor: p.role for p in claim.participants if p.actor in where}
    for a, b in combinations(roles, 2):
        way = _way(roles[a], roles[b])
        if way is None:
            continue
        i, j = where[a], where[b]
        if i > j:
            i, j, way = j, i, way if way == MUTUAL else 1 - way
        home.acts.append(
            Target(
                i,
                j,
                TYPES.index(claim.type),
                1.0,
                np.eye(DIRECTIONS, dtype=np.float32)[way],
                np.eye(len(STATUSES), dtype=np.float32)[STATUSES.index(claim.status.value)],
                SPHERES.index(claim.sphere.value),
                float(bool(claim.reported_by)),
                date_class(claim.date, post.date.date()),
                evidence,
            )
        )


def _way(a: Role, b: Role) -> int | None:
    """0 from the first to the second, 1 back, 2 mutual; None for two of one side, which do nothing with each other."""
    if a is Role.PARTY and b is Role.PARTY:
        return MUTUAL
    return {(Role.SOURCE, Role.TARGET): 0, (Role.TARGET, Role.SOURCE): 1}.get((a, b))
