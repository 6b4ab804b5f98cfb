"""JSON lines (or an array of objects): our own shape of posts, and Telethon's messages."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, cast

import ijson
import orjson

from extract.model import Post
from extract.readers.base import RAW, Found, ReadOptions, Reject, make_post, text_of


def objects(handle: BinaryIO, name: str) -> Iterator[tuple[int, Mapping[str, Any]] | Reject]:
    """Line (or ordinal, in an array) and object; a Reject for a line that is none."""
    reader = _buffered(handle)
    first = reader.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    yield from (_array if first == b"[" else _lines)(reader, name)


def _buffered(handle: BinaryIO) -> Any:
    return io.BufferedReader(cast(io.RawIOBase, handle))


def _lines(reader: Any, name: str) -> Iterator[tuple[int, Mapping[str, Any]] | Reject]:
    for number, line in enumerate(reader, 1):
        if not line.strip():
            continue
        try:
            found = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            yield Reject(name, number, f"no JSON: {error}", line[:RAW].decode("utf-8", "replace"))
            continue
        yield (number, found) if isinstance(found, dict) else Reject(name, number, "no JSON object", line[:RAW].decode("utf-8", "replace"))


def _array(reader: Any, name: str) -> Iterator[tuple[int, Mapping[str, Any]] | Reject]:
    number = 0
    try:
        for number, found in enumerate(ijson.items(reader, "item", use_float=True), 1):
            yield (number, found) if isinstance(found, dict) else Reject(name, number, "no JSON object", str(found)[:RAW])
    except ijson.JSONError as error:
        yield Reject(name, number + 1, f"the JSON breaks off here: {error}")


def read_objects(
    handle: BinaryIO, name: str, options: ReadOptions, fields: Callable[[Mapping[str, Any], ReadOptions], Mapping[str, Any] | None]
) -> Iterator[Found]:
    """Posts of objects; `fields` renames an object's fields to a post's, or gives None for one that is no post."""
    for found in objects(handle, name):
        if isinstance(found, Reject):
            yield found
            continue
        number, raw = found
        try:
            row = fields(raw, options)
            post: Post | None = make_post(row, name, number, options) if row is not None else None
        except (ValueError, TypeError, AttributeError) as error:
            yield Reject(name, number, f"{error}", text_of(raw)[:RAW])
            continue
        if post:
            yield post


def read_posts(handle: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Objects with id (channel:number), channel, date, text, and lang, url, views, forwards, forwarded_from, edited where known."""
    return read_objects(handle, name, options, lambda raw, _: raw)


def read_telethon(handle: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Messages as Telethon's `to_json` writes them."""
    return read_objects(handle, name, options, _telethon)


def _telethon(raw: Mapping[str, Any], options: ReadOptions) -> Mapping[str, Any] | None:
    if raw.get("_") == "MessageService" or raw.get("message") in (None, ""):
        return None
    peer, number = raw.get("peer_id") or {}, raw.get("id")
    chat = next((peer[k] for k in ("channel_id", "chat_id", "user_id") if peer.get(k)), None)
    user = options.username or (raw.get("chat") or {}).get("username")
    if number is None or not (user or chat):
        raise ValueError("has no id or no peer_id")
    channel = str(user).lower() if user else f"channel{chat}"
    forward = raw.get("fwd_from") or {}
    return {
        "id": f"{channel}:{number}",
        "channel": (raw.get("chat") or {}).get("title") or user or channel,
        "date": raw.get("date"),
        "text": raw["message"],
        "url": f"https://t.me/{user}/{number}" if user else f"https://t.me/c/{chat}/{number}",
        "views": raw.get("views"),
        "forwards": raw.get("forwards"),
        "forwarded_from": forward.get("from_name") or _origin(forward.get("from_id")),
        "edited": raw.get("edit_date"),
    }


def _origin(peer: Any) -> str | None:
    """The channel that a forward comes from, by number."""
    return f"channel{peer['channel_id']}" if isinstance(peer, dict) and peer.get("channel_id") else None
