"""A case as it could be known on a day: only the posts up to then, and the acts that these alone tell."""

from functools import cached_property

from extract.errors import CaseError
from extract.group import group
from extract.model import Act, Post
from graph.case import Case
from graph.posts import Posts


class AsOf(Case):
    """The case by the end of `day` (ISO 8601, at the precision of a year, month or day; each post in its own zone).

    An act keeps the id that it has in the case. Of a post edited later the newest text of before counts; where only later ones were read,
    the oldest of them. Judgements hold: what a person knows now is not forgotten.
    """

    def __init__(self, case: Case, day: str) -> None:
        super().__init__(case.folder)
        self.day, self._whole = day, case

    @cached_property
    def _posts(self) -> Posts:
        if not any(self._is_early(post) for part in self.post_parts for post in self.posts_in(part)):
            raise CaseError(f"{self.folder}: no post is as old as {self.day}; give a later day")
        return Posts(*self._files, self._is_early, self._rank)

    @cached_property
    def acts(self) -> dict[str, Act]:
        ids = {act.id: act.claims for act in self._whole.acts.values()}
        told = {c.post for c in self.claims.values()}
        posts, claims = (self.posts[p] for p in sorted(told)), (self.claims[c] for c in sorted(self.claims))
        return {act.id: act for act in group(posts, claims, ids, bounds=self.overruled.bounds)}

    def _is_early(self, post: Post) -> bool:
        return post.date.date().isoformat()[: len(self.day)] <= self.day

    def _rank(self, post: Post) -> tuple[bool, float, str]:
        """Texts of before are better than later ones; of those the newest, of these the oldest."""
        written = post.edited or post.date
        then = written.date().isoformat()[: len(self.day)] <= self.day
        return then, written.timestamp() if then else -written.timestamp(), post.hash
