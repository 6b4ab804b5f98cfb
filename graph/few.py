"""A few acts of a large case with their evidence, read from its tables without reading the rest."""

from collections.abc import Mapping, Set
from functools import cached_property

from extract.model import Act, Claim, Post
from graph import tables
from graph.case import Case
from graph.judgements import standing
from graph.posts import age


class Few(Case):
    """The case with these acts alone, their claims, and posts without their texts. Where people have judged, claims are read whole."""

    def __init__(self, case: Case, acts: Set[str]) -> None:
        super().__init__(case.folder)
        self._ids = acts

    @cached_property
    def acts(self) -> dict[str, Act]:
        if not (self.folder / "acts.parquet").is_file():
            return super().acts
        return {row["id"]: tables.act_of(row) for row in tables.rows_where([self.folder / "acts.parquet"], tables.ACTS, "id", self._ids)}

    @property
    def claims(self) -> Mapping[str, Claim]:
        return super().claims if standing(self.ledger.entries) else self._told

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        return super().posts if standing(self.ledger.entries) else {key: post for key, (post, _) in self._newest.items()}

    @cached_property
    def _newest(self) -> dict[str, tuple[Post, str]]:
        """The newest revision of each post that tells the acts, and its hash."""
        found: dict[str, tuple[Post, str]] = {}
        for row in tables.rows_where([self.folder / p for p in self._parts], tables.POSTS, "id", self._posts_wanted, without="text"):
            post = tables.post_of(row | {"text": ""})
            if post.id not in found or age(post, row["hash"]) > age(*found[post.id]):
                found[post.id] = post, row["hash"]
        return found

    @property
    def _posts_wanted(self) -> set[str]:
        return {post for act in self.acts.values() for post in act.posts}

    @cached_property
    def _parts(self) -> set[str]:
        """The parts of the case that hold the posts: so their claims need not be looked for elsewhere."""
        return {str(p.relative_to(self.folder)) for p in tables.files_where(self._files[0], tables.POSTS, "id", self._posts_wanted)}

    @cached_property
    def _told(self) -> dict[str, Claim]:
        wanted = {claim for act in self.acts.values() for claim in act.claims}
        files = [self.folder / entry["claims"] for part, entry in self.claim_parts.items() if part in self._parts]
        told = tables.rows_where(files, tables.CLAIMS, "id", wanted)
        rows = (row for row in told if row["post_hash"] == self._newest[row["post"]][1])
        return {row["id"]: tables.claim_of(row) for row in rows}
