"""Names in Latin letters made comparable: without accents, and as skeletons in which ways of transliteration fall together."""

import hashlib
import re
import unicodedata
from functools import cache

from text_unidecode import unidecode

LONGEST = 80
LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae"})
APOSTROPHES = re.compile("['’ʼ`´]")
SPELLINGS = (
    (r"(?:iy|yy|yi|ij|ey|ei|ii|ay|ai|y|j)", "i"),
    (r"i(?=[aeou])", ""),
    ("kh|ch(?=[lr])", "h"),
    ("ks", "x"),
    ("zh", "z"),
    ("ts|tz", "c"),
    ("gh|q", "g"),
    ("ou|oo", "u"),
    ("w", "v"),
    ("ee", "i"),
    (r"(\w)\1", r"\1"),
)
"""Pattern and what stands for it, one after the other: Sergey and Sergei, Alexander and Aleksander, Qassem and Ghassem fall together."""


def plain(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return APOSTROPHES.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)).translate(LETTERS))


@cache
def romanised(text: str) -> str:
    """The text in plain Latin letters: Шойгу, Шойґу and Šojgu as Shoigu, Shoigu and Sojgu."""
    return APOSTROPHES.sub("", unidecode(text))


def slug(text: str) -> str:
    """An id made of the letters and digits of a text ("" if it has none)."""
    return re.sub(r"[\W_]+", "-", plain(text)).strip("-")


def short(identity: str, text: str, what: str) -> str:
    """An id that a store's index can hold: a long one is cut, and that of a text without letters is made of its hash."""
    mark = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()
    return f"{what}-{mark}" if not identity else identity if len(identity) <= LONGEST else f"{identity[:LONGEST]}-{mark}"


@cache
def skeleton(word: str) -> str:
    """A word of a name in one spelling for all ways to write it in Latin letters."""
    word = plain(word)
    for pattern, instead in SPELLINGS:
        word = re.sub(pattern, instead, word)
    return word
