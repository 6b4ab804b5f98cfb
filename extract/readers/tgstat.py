"""TGStat's CSV of a channel's posts: id and channel come from the link to the post."""

from collections.abc import Iterator, Mapping
from typing import Any

from extract.errors import InputError
from extract.readers.base import Found, ReadOptions, Reject, linked, make_post, rejected
from extract.readers.csv_text import LOOK, csv_rows, header
from extract.readers.packed import Peekable

COLUMNS = ("date", "text", "link")


def read_tgstat(handle: Peekable, name: str, options: ReadOptions) -> Iterator[Found]:
    """Columns date, text, link, and views, forwards or reposts, channel, forwarded_from where there are. Dates without a zone are UTC."""
    columns = header(handle.peek(LOOK))
    lacking = next((column for column in COLUMNS if column not in columns), None)
    if lacking:
        raise InputError(f"{name}: has no column '{lacking}', as TGStat's have; name its columns, such as --format table --map url=link")
    return _rows(handle, name, options)


def _rows(handle: Peekable, name: str, options: ReadOptions) -> Iterator[Found]:
    for found in csv_rows(handle, name):
        if isinstance(found, Reject):
            yield found
            continue
        line, raw = found
        try:
            yield make_post(_row(raw), name, line, options)
        except ValueError as error:
            yield rejected(name, line, error, raw)


def _row(raw: Mapping[str, Any]) -> dict[str, Any]:
    link = linked(raw.get("link"))
    if not link:
        raise ValueError("has no link to t.me")
    channel, number = link
    return {
        "id": f"{channel}:{number}",
        "channel": raw.get("channel") or raw.get("channel_title") or channel,
        "date": raw.get("date"),
        "text": raw.get("text"),
        "url": raw.get("link"),
        "views": raw.get("views"),
        "forwards": raw.get("forwards") or raw.get("reposts"),
        "forwarded_from": raw.get("forwarded_from"),
    }
