"""Which format a file has, from its first bytes."""

import csv
import re
from collections.abc import Callable

import orjson

from extract.errors import InputError
from extract.readers.base import ReadOptions
from extract.readers.packed import Peekable

LOOK = 1 << 16
DESKTOP = re.compile(rb'"(messages|chats|personal_information)"\s*:')
POST_FIELDS = {"id", "date", "text"}


def recognise(plain: Peekable, name: str, options: ReadOptions) -> str:
    """A reader's name; raises InputError that says what to do where nothing fits."""
    start = plain.peek(LOOK).removeprefix(b"\xef\xbb\xbf")
    for format_, fits in LOOKS:
        if fits(start, options):
            return format_
    raise InputError(
        f"{name}: not recognised as posts; name its format with --format, or its columns with --map, "
        "such as --map id=post_id --map date=published --map text=body"
    )


def _is_parquet(start: bytes, options: ReadOptions) -> bool:  # noqa: ARG001
    return start.startswith(b"PAR1")


def _is_desktop(start: bytes, options: ReadOptions) -> bool:
    return not options.mapping and start.lstrip()[:1] == b"{" and bool(DESKTOP.search(start)) and b"\n" in start.strip()[:200]


def first_object(start: bytes) -> dict[str, object]:
    """The first JSON object of a file of lines, or of an array of objects; empty where there is none."""
    body = start.lstrip()
    for end in (body.find(b"\n"), len(body)):
        try:
            found = orjson.loads(body[: end if end >= 0 else len(body)].strip().lstrip(b"[").rstrip(b",]") or b"0")
        except orjson.JSONDecodeError:
            continue
        return found if isinstance(found, dict) else {}
    match = re.match(rb"\[?\s*(\{.*?\})\s*[,\]]", body, re.S)
    try:
        found = orjson.loads(match.group(1)) if match else {}
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_telethon(start: bytes, options: ReadOptions) -> bool:
    head = start[:LOOK]
    return not options.mapping and start.lstrip()[:1] in (b"{", b"[") and b'"peer_id"' in head and b'"message"' in head


def _is_posts(start: bytes, options: ReadOptions) -> bool:
    return not options.mapping and (first_object(start).keys() >= POST_FIELDS)


def encoding_of(start: bytes) -> str:
    """UTF-8, else Windows-1251, as Russian Excel writes it."""
    whole = start[: start.rfind(b"\n") + 1] or start
    try:
        whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8-sig"


def delimiter_of(start: bytes) -> str:
    """What the first line has most of."""
    return max(",;\t|", key=start.split(b"\n", 1)[0].decode(encoding_of(start), "replace").count)


def header(start: bytes) -> list[str]:
    """The cells of a CSV's first line."""
    line = start.split(b"\n", 1)[0].decode(encoding_of(start), "replace").strip("\r")
    try:
        return [cell.strip().casefold() for cell in next(csv.reader([line], delimiter=delimiter_of(start)), [])]
    except csv.Error:
        return []


def _is_tgstat(start: bytes, options: ReadOptions) -> bool:
    columns = set(header(start)) if b"\x00" not in start[:4096] else set()
    return not options.mapping and {"link", "text", "date"} <= columns and bool(columns & {"views", "forwards", "reposts", "reach"})


def _is_table(start: bytes, options: ReadOptions) -> bool:
    if options.mapping:
        return bool(first_object(start)) or (b"\x00" not in start[:4096] and len(header(start)) > 1)
    return b"\x00" not in start[:4096] and set(header(start)) >= {"date", "text"} and start.lstrip()[:1] not in (b"{", b"[")


LOOKS: tuple[tuple[str, Callable[[bytes, ReadOptions], bool]], ...] = (
    ("table", _is_parquet),
    ("telegram-desktop", _is_desktop),
    ("telethon", _is_telethon),
    ("posts", _is_posts),
    ("tgstat", _is_tgstat),
    ("table", _is_table),
)
