"""Objects of JSON lines, or of an array, and the posts that they are; our own shape of posts needs nothing more."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import ijson

from extract.readers.base import Found, ReadOptions, Reject, make_post, rejected
from extract.readers.json_text import loads
from extract.readers.packed import Peekable

LONGEST = 1 << 24
"""Bytes of a line; a longer one is passed over, so that a file without line ends is never held whole."""
Object = Mapping[str, Any]
Objects = Iterator[tuple[int, Object] | Reject]


def objects(handle: Peekable, name: str) -> Objects:
    """Line (or ordinal, in an array) and object; a Reject for one that is none."""
    return (_array if handle.peek(1 << 10).lstrip().startswith(b"[") else _lines)(handle, name)


def _lines(handle: Peekable, name: str) -> Objects:
    for number, line in enumerate(_pieces(handle), 1):
        if line is None:
            yield rejected(name, number, f"is longer than {LONGEST >> 20} MB")
        elif line.strip():
            try:
                found = loads(line)
            except ValueError as error:
                yield rejected(name, number, error, line[:1000])
                continue
            yield (number, found) if isinstance(found, dict) else rejected(name, number, "no JSON object", line[:1000])


def _pieces(handle: Peekable) -> Iterator[bytes | None]:
    """Each line; None for one that is too long."""
    reader = io.BufferedReader(cast(io.RawIOBase, handle))
    while line := reader.readline(LONGEST):
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while (more := reader.readline(LONGEST)) and not more.endswith(b"\n"):
            pass
        yield None


def _array(handle: Peekable, name: str) -> Objects:
    number = 0
    try:
        for number, found in enumerate(ijson.items(handle, "item", use_float=True), 1):
            yield (number, found) if isinstance(found, dict) else rejected(name, number, "no JSON object", found)
    except (ijson.JSONError, ValueError) as error:
        yield rejected(name, number + 1, f"the JSON breaks off after object {number}: {rejected(name, 0, error).reason}")


def read_objects(
    handle: Peekable, name: str, options: ReadOptions, fields: Callable[[Object, ReadOptions], Object | None]
) -> Iterator[Found]:
    """Posts of objects; `fields` renames an object's fields to a post's, or gives None for one that is no post."""
    for found in objects(handle, name):
        if isinstance(found, Reject):
            yield found
            continue
        number, raw = found
        try:
            row = fields(raw, options)
            post = make_post(row, name, number, options) if row is not None else None
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            yield rejected(name, number, error, raw)
            continue
        if post:
            yield post


def read_posts(handle: Peekable, name: str, options: ReadOptions) -> Iterator[Found]:
    """Objects with id, channel, date, text, and lang, url, views, forwards, forwarded_from, edited where known.

    An id that names its channel (`channel:number`) stays as it is; a bare number gets the username, or the channel, before it.
    """
    return read_objects(handle, name, options, lambda raw, _: raw)
