"""Where the items of a digest begin: a list of news, each line of it marked alike, whose items have nothing to do with each other."""

import re
import unicodedata
from collections import defaultdict

LEAST_ITEMS = 3
NUMBER = "1."
LINE = re.compile(r"^[ \t*_]*(?:(\d{1,2}[.)])|([^\w\s]))(?=\D)", re.MULTILINE)
MARKS = frozenset({"So", "Sm", "Pd"})
"""Unicode's categories of emoji, boxes, arrows and dashes."""
BULLETS = frozenset("•‣⁃·‼")
"""Marks that Unicode counts as other punctuation."""


def items(text: str) -> list[int]:
    """Offsets of the lines that begin with the mark that most lines begin with, if at least three do; none in a post of one story."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for line in LINE.finditer(text):
        mark = NUMBER if line[1] else line[2]
        if mark == NUMBER or mark in BULLETS or unicodedata.category(mark) in MARKS:
            starts[mark].append(line.start())
    most = max(starts.values(), key=len, default=[])
    return most if len(most) >= LEAST_ITEMS else []
