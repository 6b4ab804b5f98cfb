"""Sentences of a post by offsets into its text: by full stops, line ends and items of a list."""

import re
from collections.abc import Iterator
from functools import lru_cache

END = re.compile(
    r"""(?<![\s(«"][А-ЯA-Z])(?<!\b(?:[Ии]м|[Сс]т|ул|гг|др|пр|см|Mr|Dr|vs))[.!?…]+["»)\]*_]*(?=\s+[^\sа-яa-zіїєґ])|[。！？]+[”」』）]*|؟(?=\s)|\n+|\u2028"""
)


MARK = re.compile(r"[ \t*_]*([^\w\s*_«\"(\[])")
"""What an item of a list begins with."""


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, without the white space around it; kept, since each claim of a post asks for them."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in END.finditer(text):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def in_other_items(text: str, one: int, other: int) -> bool:
    """Whether two places are in different items of a list: lines that begin with the same mark."""
    if "\n" not in text[min(one, other) : max(one, other)]:
        return False
    marks = [MARK.match(text, text.rfind("\n", 0, at) + 1) for at in (one, other)]
    return all(marks) and len({mark[1] for mark in marks if mark}) == 1
