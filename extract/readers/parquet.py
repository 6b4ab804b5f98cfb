"""Rows of a Parquet file, a batch at a time."""

import tempfile
from collections.abc import Callable, Iterator, Set
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from extract.errors import InputError
from extract.readers.base import Reject, rejected
from extract.readers.packed import Peekable

BATCH = 1000


def parquet_rows(
    handle: Peekable, name: str, wanted: Set[str], check: Callable[[list[str]], None]
) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """Ordinal, and values by their columns, of each row; only the wanted columns (in small letters) are read.

    `check` is given the names of the columns and may refuse them. Parquet is read from its end, so a stream is first copied to disk.
    """
    with tempfile.TemporaryFile() as copy:
        while chunk := handle.read(1 << 20):
            copy.write(chunk)
        copy.seek(0)
        file = _opened(cast(BinaryIO, copy), name)
        check(file.schema_arrow.names)
        line = 0
        try:
            columns = [column for column in file.schema_arrow.names if column.strip().casefold() in wanted]
            for batch in file.iter_batches(batch_size=BATCH, columns=columns):
                for row in _plain(batch).to_pylist():
                    line += 1
                    yield line, row
        except (pa.ArrowException, OSError, ValueError) as error:
            yield rejected(name, line + 1, f"the Parquet breaks off after row {line}: {error}")


def _opened(copy: BinaryIO, name: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(copy)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{name}: is no Parquet that can be read: {' '.join(str(error).split())[:200]}") from error


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Times in microseconds, which is what Python's have, and in UTC where they have a zone."""
    columns = [
        c.cast(pa.timestamp("us", "UTC" if c.type.tz else None), safe=False) if pa.types.is_timestamp(c.type) else c for c in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
