"""A case's embedded graph, opened; made anew where it is missing or older than the case's acts; or the graph of some of its acts."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.model import Act, digest
from graph.case import Case
from graph.rows import VERSION, graph_of
from graph.store import Store
from graph.stores.embedded import EmbeddedStore


def embedded(case: Case) -> Store:
    """The graph is a cache in the case's folder: it may be deleted at any time."""
    path, mark = case.folder / "graph.kgl", case.folder / "graph.mark"
    now = digest(case.inputs, str(case.ledger.last("group")), str(case.ledger.last("channels")), VERSION)
    store = EmbeddedStore(path)
    if not path.is_file() or not mark.is_file() or mark.read_text(encoding="ascii") != now:
        mark.unlink(missing_ok=True)
        store.load(graph_of(case), case.id, replace=True)
        mark.write_text(now, encoding="ascii")
    return store


@contextmanager
def part(case: Case, acts: Collection[Act]) -> Iterator[Store]:
    """The graph of the case's chosen acts alone, as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="axisgraph-") as folder, EmbeddedStore(Path(folder) / "graph.kgl") as store:
        store.load(graph_of(case, acts), case.id)
        yield store
