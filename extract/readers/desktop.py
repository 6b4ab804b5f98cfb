"""Telegram Desktop's `result.json`, of one chat or of the whole account, streamed: its size does not matter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

import ijson

from extract.errors import InputError
from extract.readers.base import Found, ReadOptions, is_missing, make_post, rejected
from extract.readers.mended import Mended
from extract.readers.packed import Peekable

ACCOUNT = ("chats.list.item", "left_chats.list.item")


@dataclass(slots=True)
class Chat:
    """What an export says of a chat before its messages."""

    name: str = ""
    id: str = ""


def read_desktop(handle: Peekable, name: str, options: ReadOptions) -> Iterator[Found]:
    """Messages with text; service messages and pictures without words are passed over. A post's `line` is the
    message's ordinal in the file; `date_unixtime` counts, and where old exports lack it, `date` is taken as UTC.

    Raises InputError where there is no chat, or where one username is given for the chats of a whole account.
    """
    number = 0
    events = ijson.parse(Mended(cast(BinaryIO, handle)), use_float=True)
    try:
        for chat, raw in _messages(events, name, options):
            number += 1
            try:
                row = _row(raw, chat, options)
                post = make_post(row, name, number, options) if row else None
            except (ValueError, TypeError, AttributeError, LookupError) as error:
                yield rejected(name, number, error, raw)
                continue
            if post:
                yield post
    except (ijson.JSONError, ValueError) as error:
        yield rejected(name, number + 1, f"the JSON breaks off after message {number}: {rejected(name, 0, error).reason}")


def _messages(events: Any, name: str, options: ReadOptions) -> Iterator[tuple[Chat, Mapping[str, Any]]]:
    """Each message with its chat."""
    chat, chats = Chat(), 0
    for prefix, event, value in events:
        place = _place(prefix)
        if place == "" and event == "start_map":
            if prefix and options.username:
                raise InputError(f"{name}: holds the chats of an account, which have not one username; leave out --username")
            chat = Chat()
        elif place == "messages" and event == "start_array":
            chats += 1
        elif place == "messages.item" and event == "start_map":
            yield chat, _built(events)
        elif place in ("name", "id") and event in ("string", "number"):
            setattr(chat, place, str(value))
    if not chats:
        raise InputError(f"{name}: has no messages; is it a result.json of Telegram Desktop?")


def _place(prefix: str) -> str:
    """The path inside a chat."""
    for chats in ACCOUNT:
        if prefix.startswith(chats):
            return prefix[len(chats) :].lstrip(".")
    return prefix


def _built(events: Any) -> Mapping[str, Any]:
    """The object whose start has just passed."""
    builder, depth = ijson.ObjectBuilder(), 1
    builder.event("start_map", None)
    while depth:
        _, event, value = next(events)
        builder.event(event, value)
        depth += event.startswith("start_") - event.startswith("end_")
    return cast(Mapping[str, Any], builder.value)


def _row(raw: Mapping[str, Any], chat: Chat, options: ReadOptions) -> dict[str, Any] | None:
    text = _text(raw.get("text"))
    if raw.get("type") != "message" or not text.strip():
        return None
    number, key = raw.get("id"), chat.id or str(raw.get("from_id") or "").removeprefix("channel")
    if is_missing(number):
        raise ValueError("has no id")
    if not (options.user or key):
        raise ValueError("is of a chat without a number; give its --username")
    channel = options.user or f"channel{key}"
    return {
        "id": f"{channel}:{number}",
        "channel": chat.name or raw.get("from") or channel,
        "date": raw.get("date_unixtime") or raw.get("date"),
        "text": text,
        "url": f"https://t.me/{channel}/{number}" if options.user else f"https://t.me/c/{key}/{number}",
        "forwarded_from": raw.get("forwarded_from"),
        "edited": raw.get("edited_unixtime") or raw.get("edited"),
    }


def _text(value: Any) -> str:
    """Text is a string, or a list of strings and entities; a link whose address the words hide is not part of it."""
    if isinstance(value, list):
        return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in value)
    return value if isinstance(value, str) else ""
