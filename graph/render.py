"""An answer as a table for people, as CSV for spreadsheets, as JSON lines for programs; each written to a handle."""

import csv
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TextIO

import orjson
from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from graph.ask import Table
from graph.evidence import clean

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDE = 100_000
"""Columns of a page that is no terminal: lines are never folded there."""


def plain(value: object) -> str:
    """A value in one cell: lists joined by "; ", maps as JSON, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(v, (dict, list)) for v in value):
        return "; ".join(map(plain, value))
    return orjson.dumps(value).decode() if isinstance(value, (dict, list)) else str(value)


def cell(value: object) -> str:
    """A value for a spreadsheet: text that would be run as a formula is quoted with an apostrophe (OWASP, CSV injection)."""
    text = plain(value)
    return "'" + text if text.startswith(FORMULA) and not isinstance(value, (int, float)) else text


def as_table(table: Table, out: TextIO) -> None:
    """For people: numbers to the right, text of posts without control characters, folded to the terminal's width."""
    if not table.rows:
        out.write("No rows.\n")
        return
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, value in zip(table.columns, table.rows[0], strict=True):
        grid.add_column(Text(clean(name)), justify="right" if _is_number(value) else "left", overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(clean(plain(value))) for value in row))
    Console(file=out, width=None if out.isatty() else WIDE, highlight=False).print(grid)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def as_csv(table: Table, out: TextIO) -> None:
    """RFC 4180 with a line of names; cells are safe to open in a spreadsheet."""
    writer = csv.writer(out)
    if table.columns:
        writer.writerow(map(cell, table.columns))
    writer.writerows([cell(value) for value in row] for row in table.rows)


def as_json(table: Table, out: TextIO) -> None:
    """One object a row, values as the store gives them."""
    for row in table.rows:
        record: dict[str, Any] = dict(zip(table.columns, row, strict=True))
        out.write(orjson.dumps(record).decode() + "\n")


FORMATS: Mapping[str, Callable[[Table, TextIO], None]] = MappingProxyType({"table": as_table, "csv": as_csv, "json": as_json})
