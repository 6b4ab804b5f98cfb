"""Any CSV, JSON lines or Parquet, with a mapping from a post's fields to its columns."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from extract.errors import InputError
from extract.model import digest
from extract.readers.base import RAW, Found, ReadOptions, Reject, make_post, text_of
from extract.readers.lines import read_objects
from extract.readers.recognise import LOOK, delimiter_of, encoding_of, first_object, header

FIELDS = ("id", "channel", "date", "lang", "text", "url", "views", "forwards", "forwarded_from", "edited")
csv.field_size_limit(1 << 24)


def read_table(handle: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Rows as posts. A row without an id gets one from its channel, date and text, so that reading it again makes no second post."""
    strange = [f for f in options.mapping if f not in FIELDS]
    if strange:
        raise InputError(f"{name}: a post has no field '{strange[0]}'; its fields are {', '.join(FIELDS)}")
    start = handle.peek(LOOK)  # type: ignore[attr-defined]
    if start.startswith(b"PAR1"):
        return _parquet(handle, name, options)
    if first_object(start):
        _check(options, first_object(start), name)
        return read_objects(handle, name, options, _fields)
    _check(options, header(start), name)
    return _csv(handle, name, options, start)


def _check(options: ReadOptions, columns: Any, name: str) -> None:
    there = {str(c).casefold() for c in columns}
    for column in options.mapping.values():
        if column.casefold() not in there:
            raise InputError(f"{name}: has no column '{column}'; its columns are {', '.join(map(str, columns))}")


def _fields(raw: Mapping[str, Any], options: ReadOptions) -> Mapping[str, Any]:
    small = {str(k).strip().casefold(): v for k, v in raw.items() if k is not None}
    row = {f: small.get(options.mapping.get(f, f).casefold()) for f in FIELDS}
    row["channel"] = row["channel"] or options.username or "table"
    if row["id"] in (None, ""):
        row["id"] = digest(str(row["channel"]), str(row["date"]), str(row["text"]))[:12]
    if ":" not in str(row["id"]):
        row["id"] = f"{str(options.username or row['channel']).lower()}:{row['id']}"
    return row


def _post(raw: Mapping[str, Any], name: str, line: int, options: ReadOptions) -> Found:
    try:
        return make_post(_fields(raw, options), name, line, options)
    except (ValueError, TypeError) as error:
        return Reject(name, line, str(error), text_of(raw)[:RAW])


def csv_rows(handle: BinaryIO, start: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line and row of a CSV; its encoding and delimiter are told by its first bytes."""
    buffered = io.BufferedReader(cast(io.RawIOBase, handle))
    text = io.TextIOWrapper(buffered, encoding=encoding_of(start), errors="replace", newline="")
    reader = csv.DictReader((row.replace("\x00", "\ufffd") for row in text), delimiter=delimiter_of(start), restkey="")
    before = 1
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def _csv(handle: BinaryIO, name: str, options: ReadOptions, start: bytes) -> Iterator[Found]:
    try:
        for line, row in csv_rows(handle, start):
            yield (Reject(name, line, "more cells than columns", text_of(row)[:RAW]) if row.get("") else _post(row, name, line, options))
    except csv.Error as error:
        yield Reject(name, 0, f"no CSV from here on: {error}")


def _parquet(handle: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Parquet is read from its end, so a stream is first copied to disk."""
    with tempfile.TemporaryFile() as copy:
        while chunk := handle.read(1 << 20):
            copy.write(chunk)
        copy.seek(0)
        try:
            file = pq.ParquetFile(copy)
        except pa.ArrowException as error:
            raise InputError(f"{name}: is no Parquet that can be read: {error}") from error
        _check(options, file.schema_arrow.names, name)
        line = 0
        for batch in file.iter_batches(batch_size=5000):
            for row in batch.to_pylist():
                line += 1
                yield _post(row, name, line, options)
