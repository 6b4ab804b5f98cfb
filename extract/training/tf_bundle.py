"""Reads the tensors of a TensorFlow checkpoint (variables.index, variables.data-*) with numpy alone."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

MAGIC = 0xDB4775248B80FB57
FOOTER = 48
FLOAT32 = 1
VARINT, BYTES, FIXED32 = 0, 2, 5
"""Wire types of protocol buffers."""


def read_checkpoint(prefix: Path) -> Mapping[str, npt.NDArray[np.float32]]:
    """All float32 tensors of the one-shard checkpoint `prefix`.index and `prefix`.data-00000-of-00001, memory-mapped, by name.

    The index is a LevelDB table (github.com/google/leveldb, doc/table_format.md) of BundleEntryProto messages (TensorFlow,
    core/protobuf/tensor_bundle.proto). Raises ValueError for anything else.
    """
    index = Path(f"{prefix}.index").read_bytes()
    data = np.memmap(f"{prefix}.data-00000-of-00001", dtype=np.uint8, mode="r")
    tensors = {}
    for key, value in _table(index):
        dtype, shape, offset, size = _entry(value)
        if key and dtype == FLOAT32:
            tensors[key.decode()] = data[offset : offset + size].view(np.float32).reshape(shape)
    return tensors


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that begins at `at`, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7


def _block(table: bytes, offset: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    block = table[offset : offset + size]
    if table[offset + size] != 0:
        raise ValueError("a compressed checkpoint index")
    restarts = struct.unpack("<I", block[-4:])[0]
    at, end, key = 0, len(block) - 4 - 4 * restarts, b""
    while at < end:
        shared, at = _varint(block, at)
        fresh, at = _varint(block, at)
        length, at = _varint(block, at)
        key = key[:shared] + block[at : at + fresh]
        at += fresh
        yield key, block[at : at + length]
        at += length


def _table(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    footer = table[-FOOTER:]
    if len(footer) < FOOTER or struct.unpack("<Q", footer[-8:])[0] != MAGIC:
        raise ValueError("no checkpoint index")
    _, at = _varint(footer, 0)
    _, at = _varint(footer, at)
    offset, at = _varint(footer, at)
    size, _ = _varint(footer, at)
    for _, handle in _block(table, offset, size):
        start, at = _varint(handle, 0)
        length, _ = _varint(handle, at)
        yield from _block(table, start, length)


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field; those of fixed width are passed over."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        if tag & 7 == VARINT:
            number, at = _varint(message, at)
            yield tag >> 3, number
        elif tag & 7 == BYTES:
            length, at = _varint(message, at)
            yield tag >> 3, message[at : at + length]
            at += length
        else:
            at += 4 if tag & 7 == FIXED32 else 8


def _entry(message: bytes) -> tuple[int, tuple[int, ...], int, int]:
    """Data type, shape, and offset and size in bytes."""
    numbers = {1: 0, 4: 0, 5: 0}
    shape: tuple[int, ...] = ()
    for number, value in _fields(message):
        if isinstance(value, int):
            numbers[number] = value
        elif number == 2:
            dims = (dict(_fields(dim)).get(1, 0) for field, dim in _fields(value) if field == 2 and isinstance(dim, bytes))
            shape = tuple(d for d in dims if isinstance(d, int))
    return numbers[1], shape, numbers[4], numbers[5]
