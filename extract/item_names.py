"""English names of items as tokens that can be compared: small letters, no accents, no plural, "F-16s" as ("f", "16")."""

import re
from functools import cache

from rapidfuzz import fuzz

from extract.names import plain

Tokens = tuple[str, ...]
MODEL = re.compile(r"\d")
TOKEN = re.compile(r"[^\W\d_]+|\d+")
MANY_OF_MODEL = re.compile(r"(?<=\d)s\b")
BRACKETS = re.compile(r"\(([^()]*)\)")
NUMBER = r"\d[\d.,]*"
QUANTITY = re.compile(
    rf"^(?:up to |about |over |at least |more than )?{NUMBER}(?:\s*[-–]\s*{NUMBER})?\s+(?!(?:mm|nm|kV|GW|MW)\b)", re.IGNORECASE
)
SINGULARS = (
    ("ies", "y"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("oes", "o"),
    ("uses", "us"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
SHORT = 3
CLOSE, WHOLE = 80, 90
"""Least likeness (0–100) of two tokens, and of two whole names, that are taken for one."""


def tokens(text: str) -> Tokens:
    """Words and numbers of a name, words in the singular."""
    return tuple(_singular(t) for t in TOKEN.findall(plain(MANY_OF_MODEL.sub("", text))))


@cache
def capitalised(text: str) -> frozenset[str]:
    """Those tokens of a name that begin a word with a capital letter."""
    words = (word for word in text.split() if next(filter(str.isalpha, word), "").isupper())
    return frozenset(t for word in words for t in tokens(word))


def _singular(word: str) -> str:
    if len(word) <= SHORT:
        return word
    return next((word[: -len(many)] + one for many, one in SINGULARS if word.endswith(many)), word)


def without_quantity(text: str) -> str:
    """The name without a number in front that counts it ("12 Mi-17", not "240 mm MLRS")."""
    return QUANTITY.sub("", text)


def outside_brackets(text: str) -> tuple[str, ...]:
    """The name without its brackets, and what they hold, if it has any."""
    return (BRACKETS.sub(" ", text), *BRACKETS.findall(text)) if "(" in text else ()


def alike(one: Tokens, other: Tokens) -> float:
    """Likeness of two names, 0–100; 0 if the numbers or the short words differ, or any two words do by more than a letter or so."""
    if len(one) != len(other) or one == other:
        return 100.0 if one == other else 0.0
    for a, b in zip(one, other, strict=True):
        if a != b and (min(len(a), len(b)) <= SHORT or a.isdigit() or b.isdigit() or fuzz.ratio(a, b) < CLOSE):
            return 0.0
    score = fuzz.ratio(" ".join(one), " ".join(other))
    return score if score >= WHOLE else 0.0
