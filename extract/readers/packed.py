"""Bytes with a look ahead, and gzip and zstd unpacked by their first bytes; damage is told only after all that came before it."""

import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

import zstandard

from extract.errors import InputError

CHUNK = 1 << 16
PIECE = 1 << 10
"""Packed bytes that are unpacked at a time: few, as zstd may make 32 KB of one byte."""
GZIP_WINDOW = 31
"""zlib's wbits for a gzip header and checksum."""
MAGIC: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(wbits=GZIP_WINDOW),
    b"\x28\xb5\x2f\xfd": lambda: zstandard.ZstdDecompressor().decompressobj(),
}


class Peekable(io.RawIOBase):
    """A binary stream that shows its next bytes without taking them; the stream below need not be seekable.

    An error of the stream below is raised when what came before it has been read, and kept in `error`.
    """

    def __init__(self, below: BinaryIO) -> None:
        self._below = below
        self._ahead = b""
        self.error: Exception | None = None

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end."""
        while len(self._ahead) < size and (more := self._more(max(CHUNK, size - len(self._ahead)))):
            self._ahead += more
        return self._ahead[:size]

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._ahead:
            data, self._ahead = self._ahead[: len(buffer)], self._ahead[len(buffer) :]
        else:
            data = self._more(len(buffer))
            if self.error:
                raise self.error
        buffer[: len(data)] = data
        return len(data)

    def _more(self, size: int) -> bytes:
        if self.error:
            return b""
        try:
            return self._below.read(size)
        except (OSError, EOFError) as error:
            self.error = error
            return b""


class Unpacked(io.RawIOBase):
    """What a gzip or zstd stream holds, of one member or several. Raises OSError where it is damaged or cut off."""

    def __init__(self, below: BinaryIO, decompressor: Callable[[], Any]) -> None:
        self._below, self._decompressor = below, decompressor
        self._member = decompressor()
        self._ready = memoryview(b"")
        self._error: OSError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            if self._error:
                raise self._error
            packed = self._below.read(PIECE)
            if packed:
                self._ready = memoryview(b"".join(self._unpack(packed)))
            elif self._member.eof:
                return 0
            else:
                self._error = OSError("its compressed data is cut off")
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _unpack(self, packed: bytes) -> list[bytes]:
        """A piece unpacked; members may follow each other, with zeros in between."""
        parts: list[bytes] = []
        try:
            while packed:
                if self._member.eof:
                    packed = packed.lstrip(b"\0")
                    self._member = self._decompressor() if packed else self._member
                if packed:
                    parts.append(self._member.decompress(packed))
                    packed = self._member.unused_data if self._member.eof else b""
        except (zlib.error, zstandard.ZstdError) as error:
            self._error = OSError(f"its compressed data is damaged: {error}")
        return parts


def unpacked(packed: Peekable, name: str) -> Peekable:
    """The content of a file that may be compressed, also twice."""
    for _ in range(3):
        start = packed.peek(4)
        decompressor = next((make for magic, make in MAGIC.items() if start.startswith(magic)), None)
        if not decompressor:
            return packed
        packed = Peekable(cast(BinaryIO, Unpacked(cast(BinaryIO, packed), decompressor)))
        if not packed.peek(1) and packed.error:
            raise InputError(f"{name}: is damaged: {packed.error}")
    raise InputError(f"{name}: is compressed more than twice; unpack it first")
