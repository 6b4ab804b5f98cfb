"""Which format a file has, from its first bytes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from extract.errors import InputError
from extract.readers.base import ReadOptions
from extract.readers.csv_text import LOOK, header
from extract.readers.json_text import first_objects
from extract.readers.packed import Peekable

DESKTOP = re.compile(rb'"(?:messages|chats|personal_information)"\s*:\s*[\[{]')
POST_FIELDS = {"id", "date", "text"}
TGSTAT_COUNTS = {"views", "forwards", "reposts", "reach"}


@dataclass(frozen=True)
class Start:
    """The first bytes of a file, and what they hold."""

    data: bytes
    mapping: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def is_json(self) -> bool:
        return self.data.lstrip()[:1] in (b"{", b"[")

    @cached_property
    def objects(self) -> list[Mapping[str, Any]]:
        return first_objects(self.data)

    @cached_property
    def columns(self) -> set[str]:
        return set() if self.is_json else set(header(self.data))


def recognise(plain: Peekable, name: str, options: ReadOptions) -> str:
    """A reader's name; raises InputError that says what to do where nothing fits."""
    start = Start(plain.peek(LOOK), options.mapping)
    for format_, fits in LOOKS:
        if fits(start):
            return format_
    raise InputError(
        f"{name}: not recognised as posts; name its format with --format, or its columns with --map, "
        "such as --map id=post_id --map date=published --map text=body"
    )


def _is_posts(start: Start) -> bool:
    return any(found.keys() >= POST_FIELDS for found in start.objects)


def _is_telethon(start: Start) -> bool:
    """Told by bytes: a message with its media may be longer than what is looked at."""
    return start.is_json and b'"peer_id"' in start.data and b'"message"' in start.data


def _is_desktop(start: Start) -> bool:
    return start.data.lstrip()[:1] == b"{" and bool(DESKTOP.search(start.data))


def _is_tgstat(start: Start) -> bool:
    return start.columns >= {"link", "text", "date"} and bool(start.columns & TGSTAT_COUNTS)


def _is_table(start: Start) -> bool:
    """With a mapping any table, also one that lacks a column: the reader says which."""
    if start.data.startswith(b"PAR1"):
        return True
    return (bool(start.objects) or len(start.columns) > 1) if start.mapping else start.columns >= {"date", "text"}


def _unmapped(fits: Callable[[Start], bool]) -> Callable[[Start], bool]:
    return lambda start: not start.mapping and fits(start)


LOOKS: tuple[tuple[str, Callable[[Start], bool]], ...] = (
    ("posts", _unmapped(_is_posts)),
    ("telethon", _unmapped(_is_telethon)),
    ("telegram-desktop", _unmapped(_is_desktop)),
    ("tgstat", _unmapped(_is_tgstat)),
    ("table", _is_table),
)
