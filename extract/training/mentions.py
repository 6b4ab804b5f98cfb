"""The mentions of texts: read from the file that the environment variable MENTIONS names (text's hash → mentions), else found quickly."""

import gzip
import hashlib
import json
import os
from functools import cache

import real_mentions


def key(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:16]


@cache
def known() -> dict[str, list[tuple[int, int, str]]]:
    with gzip.open(os.environ["MENTIONS"], "rt", encoding="utf-8") as lines:
        return {k: [tuple(m) for m in v] for k, v in json.load(lines).items()}


def find_mentions(text: str) -> list[tuple[int, int, str]]:
    return known()[key(text)] if "MENTIONS" in os.environ else real_mentions.find_mentions(text)
