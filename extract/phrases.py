"""Lists of words and phrases as data, searched for all at once: `*` stands for any ending, a phrase's words stand in a row."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from extract.errors import LexiconError

LINK = re.compile(r"\(https?://[^)\s]*\)|https?://[^\s)\]]+")


@lru_cache(maxsize=256)
def small(text: str) -> str:
    """Small letters and ё as е, every character in its place."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text).replace("ё", "е")


def unmarked(text: str) -> str:
    """Small letters with blanks for marks of bold and italic letters: «Президент **Ирана**» is an office with its country."""
    return small(text).replace("**", "  ").replace("__", "  ")


@lru_cache(maxsize=64)
def without_links(text: str) -> str:
    """The text with blanks in the place of addresses, every other character in its place: their numbers are no dates of a deed, their
    signs end no clause."""
    return LINK.sub(lambda link: " " * len(link[0]), text)


def pattern(phrases: str) -> re.Pattern[str]:
    """One expression for phrases that are separated by `|`; longer ones first."""
    parts = sorted({p.strip() for p in small(phrases).split("|") if p.strip()}, key=lambda p: (-len(p), p))
    words = (r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in p.split()) for p in parts)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def rows(table: str, *columns: str) -> Iterator[Mapping[str, str]]:
    """Rows of a data file of ours; raises LexiconError with file and line where a cell is missing."""
    with (files("extract") / "lexicons" / table).open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            if any(not row.get(c) for c in columns):
                raise LexiconError(f"{table}:{number}: needs the columns {', '.join(columns)}")
            if None in row:
                raise LexiconError(f"{table}:{number}: has more cells than columns; put a cell with commas in quotes")
            yield row


@cache
def phrases(table: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Key and pattern of every row of a table with a column `words`."""
    return tuple((row[key], pattern(row["words"])) for row in rows(table, key, "words"))
