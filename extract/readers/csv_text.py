"""CSV as spreadsheets write it: encoding and delimiter told by its first bytes, a broken row told and passed over."""

import codecs
import csv
import io
import logging
from collections.abc import Iterator
from typing import Any, cast

from extract.readers.base import Reject, rejected
from extract.readers.packed import Peekable
from extract.readers.values import SURROGATE

LOG = logging.getLogger(__name__)
LOOK = 1 << 16
LONGEST = 1 << 20
"""Characters of a cell; a longer one has lost its closing quote."""
csv.field_size_limit(LONGEST)


def encoding_of(start: bytes) -> str:
    """UTF-8, else Windows-1251, as Russian Excel writes it."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)  # the last letter may be cut
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


def delimiter_of(start: bytes) -> str:
    """What the first line has most of."""
    return max(",;\t|", key=_first_line(start).count)


def header(start: bytes) -> list[str]:
    """The cells of the first line, in small letters; none where it is not text."""
    if b"\x00" in start[:4096]:
        return []
    try:
        return _names(next(csv.reader([_first_line(start)], delimiter=delimiter_of(start)), []))
    except csv.Error:
        return []


def _first_line(start: bytes) -> str:
    return start.lstrip().partition(b"\n")[0].decode(encoding_of(start), "replace").strip("\r")


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


def csv_rows(handle: Peekable, name: str) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """First line, and cells by the names of their columns in small letters, of each row; a Reject for one that is broken.

    Quotes are read strictly: a cell that lacks its closing quote would else swallow the rows after it.
    """
    start = handle.peek(LOOK)
    encoding = encoding_of(start)
    if encoding != "utf-8":
        LOG.warning("%s: is not UTF-8 and is read as Windows-1251", name)
    columns: list[str] = []
    for line, cells in _cells(handle, encoding, delimiter_of(start)):
        if isinstance(cells, csv.Error):
            yield rejected(name, line, f"no CSV: {cells}; is a quote missing?")
        elif not columns:
            columns = _names(cells)
        elif any(cells):
            fault = _fault(cells, columns)
            yield rejected(name, line, fault, cells) if fault else (line, dict(zip(columns, cells, strict=False)))


def _cells(handle: Peekable, encoding: str, delimiter: str) -> Iterator[tuple[int, Any]]:
    """First line, and cells, of each row that is not empty; a csv.Error in place of the cells of a broken one."""
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    text = io.TextIOWrapper(io.BufferedReader(cast(io.RawIOBase, handle)), encoding, errors, newline="")
    lines = (line.replace("\x00", "\ufffd") for line in iter(lambda: text.readline(2 * LONGEST), ""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
            continue
        if cells:
            yield line, cells


def _fault(cells: list[str], columns: list[str]) -> str:
    if len(cells) > len(columns):
        return f"has {len(cells)} cells under {len(columns)} columns"
    if any(SURROGATE.search(cell) for cell in cells):
        return "has bytes that are not UTF-8, as the lines before have; convert the file to UTF-8"
    return ""
