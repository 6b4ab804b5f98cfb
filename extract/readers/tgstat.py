"""TGStat's CSV of a channel's posts: id and channel come from the link to the post."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from extract.readers.base import RAW, Found, ReadOptions, Reject, make_post, text_of
from extract.readers.recognise import LOOK
from extract.readers.table import csv_rows

LINK = re.compile(r"(?:t\.me|telegram\.me)/(?:s/)?(c/)?([\w-]+)/(\d+)")


def read_tgstat(handle: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Columns date, text, link, and views, forwards or reposts, channel, forwarded_from where there are."""
    start = handle.peek(LOOK)  # type: ignore[attr-defined]
    for line, raw in csv_rows(handle, start):
        try:
            yield make_post(_row({str(k).strip().casefold(): v for k, v in raw.items()}), name, line, options)
        except (ValueError, TypeError) as error:
            yield Reject(name, line, str(error), text_of(raw)[:RAW])


def _row(raw: Mapping[str, Any]) -> dict[str, Any]:
    link = LINK.search(str(raw.get("link") or ""))
    if not link:
        raise ValueError("has no link to t.me")
    channel = f"channel{link[2]}" if link[1] else link[2].lower()
    return {
        "id": f"{channel}:{link[3]}",
        "channel": raw.get("channel") or raw.get("channel_title") or link[2],
        "date": raw.get("date"),
        "text": raw.get("text"),
        "url": f"https://{link[0]}",
        "views": raw.get("views"),
        "forwards": raw.get("forwards") or raw.get("reposts"),
        "forwarded_from": raw.get("forwarded_from"),
    }
