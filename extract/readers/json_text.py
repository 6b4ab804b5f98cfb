"""JSON as real exports have it: lone surrogates and NaN are read, though the standard has neither."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

LINES = 50
"""Lines at the start of a file among which one must be whole for the file to be recognised."""
DECODER = json.JSONDecoder(strict=False)


def loads(line: bytes) -> Any:
    """The value of a line; fast, and leniently where that fails. Raises ValueError."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            return DECODER.decode(line.decode("utf-8"))
        except (ValueError, RecursionError):
            raise ValueError(f"no JSON: {error}") from error


def first_objects(start: bytes) -> list[Mapping[str, Any]]:
    """Objects at the start of a file of lines, or the first of an array of objects; none where it is neither."""
    body = start.lstrip()
    if body.startswith(b"["):
        return _objects([body[1:].lstrip()], DECODER.raw_decode)
    return _objects(body.split(b"\n")[:LINES], lambda text: (DECODER.decode(text), 0)) if body.startswith(b"{") else []


def _objects(texts: list[bytes], decode: Any) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for text in texts:
        try:
            value, _ = decode(text.decode("utf-8", "ignore"))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            found.append(value)
    return found
