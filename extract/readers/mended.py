"""Telegram Desktop's JSON made valid in passing: some of its versions write what JSON does not have."""

import io
import re
from typing import BinaryIO

CHUNK = 1 << 16
TAIL = 8
"""Bytes at the end of a chunk in which an escape may begin that the next chunk goes on with."""
ESCAPE = re.compile(rb"\\(?:\\|x([0-9A-Fa-f]{2})|([^\"/bfnrtu]))")
"""\x1f for control characters, or an escape that JSON does not know; a backslash that stands for itself is passed over."""
ID = b'"document_id": '
PATH = re.compile(ID + rb'(?!null\b)([^"\s\[{,][^"\n]*?)(?=,?\r?\n)')
"""The path of a custom emoji, without quotes (versions of 2022)."""


class Mended(io.RawIOBase):
    """Bytes of the stream below, with faults mended."""

    def __init__(self, below: BinaryIO) -> None:
        self._below = below
        self._rest = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            more = self._below.read(CHUNK)
            data = self._rest + more
            end = _whole(data) if more else len(data)
            self._ready, self._rest = _mended(data[:end]), data[end:]
            if not more:
                break
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


def _whole(data: bytes) -> int:
    """Where data can be cut without cutting a fault: after a line, or before the escapes at its end."""
    line = data.rfind(b"\n") + 1
    if line:
        return line
    cut = data.rfind(b"\\", max(0, len(data) - TAIL))
    if cut < 0:
        return len(data)
    start = len(data[:cut].rstrip(b"\\"))
    return start or (cut // 2 * 2 if cut >= CHUNK else 0)  # a long run of backslashes is cut between pairs, a short one waits


def _mended(data: bytes) -> bytes:
    """Paths first: a backslash in one is no escape."""
    if ID in data:
        data = PATH.sub(_quoted, data)
    return ESCAPE.sub(_escape, data) if b"\\" in data else data


def _escape(fault: re.Match[bytes]) -> bytes:
    code, character = fault.groups()
    return b"\\u00" + code if code else character or fault.group()


def _quoted(path: re.Match[bytes]) -> bytes:
    return ID + b'"' + path.group(1).replace(b"\\", b"/") + b'"'
