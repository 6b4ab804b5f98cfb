"""Reads files of answers written by hand: a head, then blocks of a question with a user's words, some columns, and their values row by row.

Lines that begin with "#" are remarks. A block without columns is a question that is only asked; one without rows has no rows as answer.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def answers(file: str) -> Iterator[Any]:
    """Parameters of a test: name of the query, the user's words, columns, rows."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    for block in text.strip().split("\n\n")[1:]:
        asked, columns, *rows = [*(line for line in block.splitlines() if not line.startswith("#")), ""]
        name, *words = asked.split()
        given = dict(word.split("=", 1) for word in words)
        yield pytest.param(f"questions/{name}", given, columns.split(), [json.loads(row) for row in rows if row], id=asked)
