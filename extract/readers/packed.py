"""Bytes with a look ahead, and gzip and zstd unpacked by their first bytes."""

import gzip
import io
from typing import BinaryIO, cast

import zstandard

from extract.errors import InputError

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
CHUNK = 1 << 16


class Peekable(io.RawIOBase):
    """A binary stream that shows its next bytes without taking them; the stream below need not be seekable."""

    def __init__(self, below: BinaryIO) -> None:
        self._below = below
        self._ahead = b""

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end."""
        while len(self._ahead) < size and (more := self._below.read(max(CHUNK, size - len(self._ahead)))):
            self._ahead += more
        return self._ahead[:size]

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.peek(len(buffer)) if self._ahead else self._below.read(len(buffer))
        self._ahead = self._ahead[len(data) :] if self._ahead else b""
        buffer[: len(data)] = data
        return len(data)


def unpacked(packed: Peekable, name: str) -> Peekable:
    """The content of a file that may be compressed, also twice."""
    for _ in range(3):
        start = packed.peek(4)
        if start.startswith(GZIP):
            packed = Peekable(cast(BinaryIO, gzip.GzipFile(fileobj=io.BufferedReader(packed))))
        elif start.startswith(ZSTD):
            packed = Peekable(cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(cast(BinaryIO, packed), read_across_frames=True)))
        else:
            return packed
        try:
            packed.peek(1)
        except (OSError, EOFError, zstandard.ZstdError) as error:
            raise InputError(f"{name}: is damaged: {error}") from error
    raise InputError(f"{name}: is compressed more than twice; unpack it first")
