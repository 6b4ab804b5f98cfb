"""What is written to a case's tables comes back equal."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from records import claims, posts

from extract.model import Claim, Post
from graph import tables


@given(st.lists(posts, max_size=5))
def test_posts_come_back_equal_zone_included(some: list[Post]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "posts.parquet"
        assert tables.write(path, map(tables.post_row, some), tables.POSTS) == len(some)
        back = [tables.post_of(row) for row in tables.read(path)]
        assert back == some
        assert [p.date.utcoffset() for p in back] == [p.date.utcoffset() for p in some]
        assert [p.hash for p in back] == [p.hash for p in some]


@given(st.lists(claims, max_size=5))
def test_claims_come_back_equal(some: list[Claim]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "claims.parquet"
        tables.write(path, (tables.claim_row(c, "hash") for c in some), tables.CLAIMS)
        back = [tables.claim_of(row) for row in tables.read(path)]
        assert back == some
        assert [c.id for c in back] == [c.id for c in some]
