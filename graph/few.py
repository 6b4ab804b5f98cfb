"""A few acts of a large case with their evidence, read from its tables without reading the rest."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extract.model import Act, Claim, Json, Post
from graph import tables
from graph.case import Case, age
from graph.judgements import standing


class Few(Case):
    """The case with these acts alone, their claims, and posts without their texts. Where people have judged, claims are read whole."""

    def __init__(self, case: Case, acts: Collection[str]) -> None:
        super().__init__(case.folder)
        self._ids = acts

    @cached_property
    def acts(self) -> dict[str, Act]:
        if not (self.folder / "acts.parquet").is_file():
            return super().acts
        return {row["id"]: tables.act_of(row) for row in _rows(self.folder / "acts.parquet", "id", self._ids)}

    @property
    def claims(self) -> Mapping[str, Claim]:
        return super().claims if standing(self.ledger.entries) else self._told

    @cached_property
    def posts(self) -> dict[str, Post]:
        return super().posts if standing(self.ledger.entries) else {key: post for key, (post, _) in self._newest.items()}

    @cached_property
    def _newest(self) -> dict[str, tuple[Post, str]]:
        """The newest revision of each post that tells the acts, and its hash."""
        found: dict[str, tuple[Post, str]] = {}
        for part in self.post_parts:
            for row in _rows(self.folder / part, "id", {post for act in self.acts.values() for post in act.posts}, without="text"):
                post = tables.post_of(row | {"text": ""})
                if post.id not in found or age(post, row["hash"]) > age(*found[post.id]):
                    found[post.id] = post, row["hash"]
        return found

    @cached_property
    def _told(self) -> dict[str, Claim]:
        wanted = {claim for act in self.acts.values() for claim in act.claims}
        parts = (self.folder / e["claims"] for e in self.claim_parts.values())
        rows = (row for part in parts for row in _rows(part, "id", wanted) if row["post_hash"] == self._newest[row["post"]][1])
        return {row["id"]: tables.claim_of(row) for row in rows}


def _rows(path: Path, column: str, wanted: Collection[str], without: str | None = None) -> Iterator[Json]:
    """The rows whose `column` is one of `wanted`; row groups that hold none are not read any further."""
    values = pa.array(sorted(wanted), pa.string())
    with pq.ParquetFile(path) as file:
        names = [name for name in file.schema_arrow.names if name != without]
        for number in range(file.num_row_groups):
            places = pc.indices_nonzero(pc.is_in(file.read_row_group(number, [column])[column], values))
            if len(places):
                yield from file.read_row_group(number, names).take(places).to_pylist()
