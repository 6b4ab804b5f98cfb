"""A store mirrors its case while that grows: acts merge, statuses flip, and what is loaded again equals what is loaded afresh."""

from collections.abc import Callable
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path

from graph.build import Source, build
from graph.case import Case
from graph.demo import sample_files
from graph.given import Given, read_given
from graph.rows import graph_of
from graph.store import Store, canonical


def grow(folder: Path, first: int, last: int, given: Given) -> Case:
    """Build the sample's files from number `first` to `last` into a case."""
    with ExitStack() as stack:
        paths = [stack.enter_context(as_file(f)) for f in list(sample_files())[first:last]]
        build(Case.create(folder), [Source(p, p.name) for p in paths], given=given)
    return Case(folder)


def test_a_case_that_grew_is_loaded_again_as_it_is(tmp_path: Path, open_store: Callable[[], Store]) -> None:
    given = read_given(Path(str(files("graph") / "sample" / "acts.jsonl")))
    early = grow(tmp_path / "case", 0, 4, given)
    store = open_store()
    store.load(graph_of(early), early.id)
    before = {a.id: a for a in early.acts.values()}
    late = grow(tmp_path / "case", 4, 5, given)
    after = {a.id: a for a in late.acts.values()}
    assert [k for k in before if k in after and before[k].status is not after[k].status], "no status flipped"
    assert [k for k in before if k in after and before[k].n_posts < after[k].n_posts], "no act grew"
    assert store.load(graph_of(late), late.id).changed
    assert store.snapshot() == canonical(graph_of(late))
    assert not store.load(graph_of(late), late.id).changed
