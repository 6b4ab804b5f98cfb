"""The posts of a case: those that tell something are held, the others are read when asked for, always in their newest revision."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import act, claim, post

from extract.model import Post
from graph import tables
from graph.posts import Posts

TELLING, SILENT = post("a:1", "Иран передал России дроны."), post("a:2", "Дождь.")
EDITED = replace(SILENT, text="Снег.", edited=SILENT.date.replace(hour=20))


def of(folder: Path, *parts: list[Post]) -> Posts:
    """The posts of these parts, of which those of claims are the ones named "a:1"."""
    paths = [folder / f"posts{n}.parquet" for n in range(len(parts))]
    for path, part in zip(paths, parts, strict=True):
        tables.write(path, map(tables.post_row, part), tables.POSTS)
    told = folder / "claims.parquet"
    tables.write(told, [tables.claim_row(claim(TELLING, act("arms_transfer", "IRN>RUS")), TELLING.hash)], tables.CLAIMS)
    return Posts(paths, [told])


def test_posts_that_tell_nothing_are_not_held_but_found(tmp_path: Path) -> None:
    posts = of(tmp_path, [TELLING, SILENT])
    assert posts.telling == {"a:1": TELLING}
    assert (posts["a:2"], posts.get("a:3"), "a:2" in posts, "a:3" in posts) == (SILENT, None, True, False)
    assert sorted(posts) == ["a:1", "a:2"]
    assert len(posts) == 2
    with pytest.raises(KeyError):
        posts["a:3"]


@given(st.permutations([SILENT, EDITED, TELLING]), st.integers(0, 3))
def test_the_newest_revision_counts_in_whatever_order_they_were_read(
    tmp_path_factory: pytest.TempPathFactory, read: list[Post], cut: int
) -> None:
    posts = of(tmp_path_factory.mktemp("case"), read[:cut], read[cut:])
    assert posts["a:2"] == EDITED
    assert posts["a:1"] == TELLING
