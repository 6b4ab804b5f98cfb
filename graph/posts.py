"""The posts of a case: those that tell something are held, the others are read when asked for; most posts tell nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import Any

from extract.model import Post
from graph import tables


class Posts(Mapping[str, Post]):
    """The newest revision of every post, by id; which one is newest does not depend on the order of reading.

    `telling` holds the posts that claims are of. `parts` are files of posts, `claims` those of their claims; `counts` says which revisions
    count, `rank` which of two is the newer.
    """

    def __init__(
        self,
        parts: Sequence[Path],
        claims: Sequence[Path],
        counts: Callable[[Post], bool] | None = None,
        rank: Callable[[Post], Any] = lambda post: age(post, post.hash),
    ) -> None:
        self._parts, self._claims, self._counts, self._rank = parts, claims, counts, rank
        self._others: dict[str, Post | None] = {}

    @cached_property
    def telling(self) -> Mapping[str, Post]:
        return self._newest({row["post"] for path in self._claims for row in tables.read(path, ["post"])})

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(row["id"] for part in self._parts for row in tables.read(part, ["id"]))

    def __getitem__(self, key: str) -> Post:
        if found := self.telling.get(key):
            return found
        if key not in self._others:
            self._others[key] = self._newest({key}).get(key)
        if found := self._others[key]:
            return found
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def _newest(self, wanted: Set[str]) -> dict[str, Post]:
        newest: dict[str, Post] = {}
        for post in filter(self._counts, map(tables.post_of, tables.rows_where(self._parts, tables.POSTS, "id", wanted))):
            newest[post.id] = max(post, newest.get(post.id, post), key=self._rank)
        return newest


def age(post: Post, revision: str) -> tuple[float, str]:
    """By which the revisions of a post are ordered; `revision` is the post's hash."""
    return (post.edited or post.date).timestamp(), revision
