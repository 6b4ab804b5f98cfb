"""Telegram Desktop's `result.json`, of one chat or of the whole account, streamed: its size does not matter."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import ijson

from extract.readers.base import RAW, Found, ReadOptions, Reject, make_post, text_of

BAD_ESCAPE = re.compile(rb'\\(?:x([0-9A-Fa-f]{2})|([^"\\/bfnrtux]))')
CHUNK = 1 << 16


class Mended(io.RawIOBase):
    r"""JSON whose strings hold \xNN (as exports do for control characters) or other escapes that JSON lacks, mended in passing."""

    def __init__(self, below: BinaryIO) -> None:
        self._below = below
        self._rest = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            more = self._below.read(CHUNK)
            if not more:
                self._ready, self._rest = self._rest, b""
                break
            self._fill(self._rest + more)
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _fill(self, data: bytes) -> None:
        """Mend what is whole; an escape may be cut by the end of a chunk."""
        cut = data.rfind(b"\\", max(0, len(data) - 8))
        while cut > 0 and data[cut - 1 : cut] == b"\\":
            cut -= 1
        end = cut if cut >= 0 else len(data)
        self._ready, self._rest = _mend(data[:end]), data[end:]
        if len(self._rest) > CHUNK:
            self._ready, self._rest = self._ready + _mend(self._rest), b""


def _mend(data: bytes) -> bytes:
    return re.sub(rb"\\\\|" + BAD_ESCAPE.pattern, _escape, data)


def _escape(match: re.Match[bytes]) -> bytes:
    if match.group() == b"\\\\":
        return match.group()
    return b"\\u00" + match.group(1) if match.group(1) else match.group(2)


def read_desktop(handle: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Messages with text; service messages and pictures without words are passed over. A post's `line` is the
    message's ordinal in the file."""
    number = 0
    chat: dict[str, Any] = {}
    try:
        for prefix, event, value in _messages(io.BufferedReader(Mended(handle))):
            if event == "fact":
                chat = {**({} if prefix == "name" else chat), prefix: value}
                continue
            number += 1
            try:
                row = _row(value, chat, options)
                if row:
                    yield make_post(row, name, number, options)
            except (ValueError, TypeError, AttributeError) as error:
                yield Reject(name, number, str(error), text_of(value)[:RAW])
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield Reject(name, number + 1, f"the JSON breaks off after message {number}: {error}")


def _messages(reader: BinaryIO) -> Iterator[tuple[str, str, Any]]:
    """("name" | "type" | "id", "fact", value) of a chat as it begins, and ("", "message", object) for each of its messages."""
    builder, depth = None, 0
    for prefix, event, value in ijson.parse(reader, use_float=True):
        place = prefix.removeprefix("chats.list.item.").removeprefix("left_chats.list.item.")
        if builder is not None:
            builder.event(event, value)
            depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
            if depth == 0:
                yield "", "message", builder.value
                builder = None
        elif place == "messages.item" and event == "start_map":
            builder, depth = ijson.ObjectBuilder(), 1
            builder.event(event, value)
        elif place in ("name", "type", "id") and event in ("string", "number"):
            yield place, "fact", value


def _row(raw: Mapping[str, Any], chat: Mapping[str, Any], options: ReadOptions) -> dict[str, Any] | None:
    text = _text(raw.get("text"))
    if raw.get("type") != "message" or not text.strip():
        return None
    number, user = raw["id"], options.username
    channel = user.lower().lstrip("@") if user else f"channel{chat.get('id', '')}"
    return {
        "id": f"{channel}:{number}",
        "channel": chat.get("name") or raw.get("from") or channel,
        "date": raw.get("date_unixtime") or raw.get("date"),
        "text": text,
        "url": f"https://t.me/{channel}/{number}" if user else f"https://t.me/c/{chat.get('id', '')}/{number}",
        "forwarded_from": raw.get("forwarded_from"),
        "edited": raw.get("edited_unixtime") or raw.get("edited"),
    }


def _text(value: Any) -> str:
    """Text is a string, or a list of strings and entities; a link whose address the words hide is not part of it."""
    if isinstance(value, list):
        return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in value)
    return value if isinstance(value, str) else ""
