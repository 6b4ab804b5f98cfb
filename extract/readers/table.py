"""Any CSV, JSON lines or Parquet, with a mapping from a post's fields to its columns."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any

from extract.errors import InputError
from extract.model import digest
from extract.readers.base import Found, ReadOptions, Reject, is_missing, linked, make_post, rejected
from extract.readers.csv_text import LOOK, csv_rows, header
from extract.readers.json_text import first_objects
from extract.readers.lines import read_objects
from extract.readers.packed import Peekable
from extract.readers.parquet import parquet_rows
from extract.readers.values import date_of

FIELDS = ("id", "channel", "date", "lang", "text", "url", "views", "forwards", "forwarded_from", "edited")
NEEDED = ("date", "text")


def read_table(handle: Peekable, name: str, options: ReadOptions) -> Iterator[Found]:
    """Rows as posts. A row without an id has that of its link to t.me, or else one made of its channel, date and text, so that
    reading it again makes no second post."""
    strange = [f for f in options.mapping if f not in FIELDS]
    if strange:
        raise InputError(f"{name}: a post has no field '{strange[0]}'; its fields are {', '.join(FIELDS)}")
    start = handle.peek(LOOK)
    if start.startswith(b"PAR1"):
        wanted = {_column(field, options) for field in FIELDS}
        return _posts(parquet_rows(handle, name, wanted, lambda columns: _check(options, columns, name)), name, options)
    if objects := first_objects(start):
        _check(options, dict.fromkeys(key for found in objects for key in found), name)
        return read_objects(handle, name, options, _fields)
    _check(options, header(start), name)
    return _posts(csv_rows(handle, name), name, options)


def _column(field: str, options: ReadOptions) -> str:
    return options.mapping.get(field, field).strip().casefold()


def _check(options: ReadOptions, columns: Iterable[Any], name: str) -> None:
    there = {str(c).strip().casefold() for c in columns}
    for field in dict.fromkeys((*options.mapping, *NEEDED)):
        if _column(field, options) not in there:
            way = "" if field in options.mapping else f"; say which one it is with --map {field}=COLUMN"
            raise InputError(
                f"{name}: has no column '{_column(field, options)}'; its columns are {', '.join(map(str, columns))[:500]}{way}"
            )


def _fields(raw: Mapping[str, Any], options: ReadOptions) -> Mapping[str, Any]:
    small = {str(k).strip().casefold(): v for k, v in raw.items()}
    row = {f: small.get(_column(f, options)) for f in FIELDS}
    link = linked(row["url"]) if is_missing(row["id"]) else None
    if is_missing(row["channel"]):
        row["channel"] = options.username or (link[0] if link else "table")
    if is_missing(row["id"]):
        row["id"] = ":".join(link) if link else _made_id(row)
    return row


def _made_id(row: Mapping[str, Any]) -> str:
    if is_missing(row["date"]) or is_missing(row["text"]):
        return "none"  # such a row is rejected for what it lacks
    return digest(str(row["channel"]), date_of(row["date"]).astimezone(UTC).isoformat(), str(row["text"]))[:12]


def _posts(rows: Iterable[tuple[int, Mapping[str, Any]] | Reject], name: str, options: ReadOptions) -> Iterator[Found]:
    for found in rows:
        if isinstance(found, Reject):
            yield found
            continue
        line, raw = found
        try:
            yield make_post(_fields(raw, options), name, line, options)
        except (ValueError, TypeError) as error:
            yield rejected(name, line, error, raw)
