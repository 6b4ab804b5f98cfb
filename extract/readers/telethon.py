"""Telethon's messages, as `to_json` writes them: one a line, or in an array."""

from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers.base import Found, ReadOptions
from extract.readers.lines import read_objects
from extract.readers.packed import Peekable

PEERS = ("channel_id", "chat_id", "user_id")


def read_telethon(handle: Peekable, name: str, options: ReadOptions) -> Iterator[Found]:
    """Messages with text; service messages and pictures without words are passed over."""
    return read_objects(handle, name, options, _row)


def _row(raw: Mapping[str, Any], options: ReadOptions) -> Mapping[str, Any] | None:
    text = raw.get("message")
    if raw.get("_") == "MessageService" or text is None or not str(text).strip():
        return None
    chat, number = raw.get("chat") or {}, raw.get("id")
    user = options.user or str(chat.get("username") or "").lower()
    peer = _peer(raw.get("peer_id"))
    if number is None or not (user or peer):
        raise ValueError("has no id or no peer_id")
    channel = user or peer
    return {
        "id": f"{channel}:{number}",
        "channel": chat.get("title") or channel,
        "date": raw.get("date"),
        "text": text,
        "url": _url(user, peer, number),
        "views": raw.get("views"),
        "forwards": raw.get("forwards"),
        "forwarded_from": _origin(raw.get("fwd_from")),
        "edited": raw.get("edit_date"),
    }


def _peer(peer: Any) -> str | None:
    """`channel12`, `chat12` or `user12`: numbers of different kinds may be equal."""
    if not isinstance(peer, dict):
        return None
    return next((f"{kind.removesuffix('_id')}{peer[kind]}" for kind in PEERS if peer.get(kind)), None)


def _url(user: str, peer: str | None, number: Any) -> str | None:
    """Only channels have links to their messages."""
    if user:
        return f"https://t.me/{user}/{number}"
    return f"https://t.me/c/{peer.removeprefix('channel')}/{number}" if peer and peer.startswith("channel") else None


def _origin(forward: Any) -> str | None:
    """Name, or channel by number, that a forward comes from."""
    return (forward.get("from_name") or _peer(forward.get("from_id"))) if forward else None
