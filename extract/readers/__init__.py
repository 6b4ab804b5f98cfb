"""Readers of posts: one a format, told by name or recognised from content; gzip and zstd are unpacked on the way."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from extract.errors import InputError
from extract.model import Post
from extract.readers.base import Found, Reader, ReadOptions, Reject, rejected
from extract.readers.desktop import read_desktop
from extract.readers.lines import read_posts
from extract.readers.packed import Peekable, unpacked
from extract.readers.recognise import recognise
from extract.readers.table import read_table
from extract.readers.telethon import read_telethon
from extract.readers.tgstat import read_tgstat

__all__ = ["READERS", "ReadOptions", "Reject", "read"]
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
READERS: Mapping[str, Reader] = MappingProxyType(
    {"telegram-desktop": read_desktop, "telethon": read_telethon, "tgstat": read_tgstat, "posts": read_posts, "table": read_table}
)


def read(handle: BinaryIO, *, name: str, options: ReadOptions | None = None) -> Iterator[Post | Reject]:
    """All posts of a file, in its order, streamed, and a Reject for each thing that cannot be read.

    `handle` need not be seekable; `name` is what errors call the file. Raises InputError where the whole file is none of the formats,
    for some at the first post only.
    """
    options = options or ReadOptions()
    if options.format and options.format not in READERS:
        raise InputError(f"{name}: no format is called '{options.format}'; known are {', '.join(READERS)}")
    plain = unpacked(Peekable(handle), name)
    if plain.peek(3) == BYTE_ORDER_MARK:
        plain.read(3)
    if not plain.peek(1):
        raise InputError(f"{name}: cannot be read: {plain.error}" if plain.error else f"{name}: is empty")
    format_ = options.format or recognise(plain, name, options)
    return _read(READERS[format_](plain, name, options), name)


def _read(found: Iterator[Found], name: str) -> Iterator[Found]:
    """What a reader finds; a file that breaks off gives what came before and a Reject."""
    line = 0
    try:
        for one in found:
            line = one.line
            yield one
    except (EOFError, OSError) as error:
        yield rejected(name, line + 1, f"the file breaks off here: {error}")
