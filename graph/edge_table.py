"""The cooperation edges of a case as a table beside its acts, so that a question about chains reads only the edges that it wants."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extract.model import Json, digest
from graph.case import Case
from graph.edges import Edge, Wanted
from graph.rows import VERSION, cooperation

TEXTS = ("source", "target", "type", "act_id", "date", "status")
LISTS = ("item_ids", "same_ids", "item_names", "families", "kinds")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in TEXTS),
        *((name, pa.list_(pa.string())) for name in LISTS),
        ("tangible", pa.bool_()),
        ("n_origins", pa.int64()),
        ("n_independent", pa.int64()),
        ("n_sides", pa.int64()),
        ("confidence", pa.float64()),
        ("contradicted", pa.bool_()),
        ("mutual", pa.bool_()),
    ]
)
CODED = [*TEXTS[:3], "status"]
"""Columns of few values, kept as dictionaries."""


def edges_of(case: Case) -> Iterator[Edge]:
    """The cooperation edges of a case, as the graph stores hold them."""
    for act in case.acts.values():
        for start, end, told in cooperation(case, act):
            facts: Json = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items() if k in SCHEMA.names}
            yield Edge(**facts | {"source": start, "target": end, "type": act.type})


class EdgeTable:
    """All edges of a case in columns; made anew where it is older than the case's acts or the lexicon of items."""

    def __init__(self, case: Case) -> None:
        path, now = (
            case.folder / "edges.parquet",
            digest(case.inputs, str(case.ledger.last("group")), str(case.ledger.last("channels")), VERSION, _items()).encode(),
        )
        if not path.is_file() or (pq.read_schema(path).metadata or {}).get(b"of") != now:
            _write(path, case, now)
        self.table = pq.read_table(path, read_dictionary=CODED).combine_chunks()
        self._names = [_Names(self.table[column].combine_chunks()) for column in LISTS]

    def actors(self) -> set[str]:
        return {str(name) for column in ("source", "target") for name in self.table[column].unique().to_pylist()}

    def wanted(self, wanted: Wanted) -> list[Edge]:
        """The edges that a question wants, as `Wanted.of` finds them."""
        rows = np.ones(self.table.num_rows, bool)
        for column, values in (("type", wanted.types), ("status", wanted.statuses)):
            if values is not None:
                rows &= np.asarray(pc.is_in(self.table[column].cast(pa.string()), pa.array(sorted(values), pa.string())))
        if wanted.item:
            rows &= np.logical_or.reduce([names.hold(wanted.item.lower(), len(rows)) for names in self._names])
        return list(replace(wanted, item=None).of(_edges(self.table.take(np.flatnonzero(rows)))))


class _Names:
    """A column of lists of names, turned round: which rows hold each name."""

    def __init__(self, lists: Any) -> None:
        coded = pc.list_flatten(lists).dictionary_encode()
        self._names = [str(name).lower() for name in coded.dictionary.to_pylist()]
        self._codes, self._rows = np.asarray(coded.indices), np.asarray(pc.list_parent_indices(lists))

    def hold(self, word: str, size: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which of `size` rows hold a name with the word in it."""
        named = np.array([word in name for name in self._names], bool)
        rows = np.zeros(size, bool)
        if len(named):
            rows[self._rows[named[self._codes]]] = True
        return rows


def _edges(table: pa.Table) -> Iterator[Edge]:
    """Column by column: three times as fast as row by row."""
    plain = table.cast(SCHEMA)  # a dictionary's values cost more one by one
    columns = [_tuples(plain[name].combine_chunks()) if name in LISTS else plain[name].to_pylist() for name in Edge._fields]
    return map(Edge, *columns)


def _tuples(lists: Any) -> list[tuple[str, ...]]:
    names, ends = lists.flatten().to_pylist(), np.cumsum(pc.list_value_length(lists)).tolist()
    return [tuple(names[start:end]) for start, end in pairwise([0, *ends])]


def _write(path: Path, case: Case, mark: bytes) -> None:
    rows = [{name: getattr(edge, name) for name in SCHEMA.names} for edge in edges_of(case)]
    scratch = path.with_name(path.name + ".tmp")
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA.with_metadata({b"of": mark})), scratch, compression="zstd")
    scratch.replace(path)


@cache
def _items() -> str:
    """A digest of the tables that say which items are one, of one family and of one kind."""
    folder = files("extract") / "lexicons"
    return digest(*((folder / name).read_text("utf-8") for name in ("items.csv", "item_forms.csv", "item_words.csv")))
