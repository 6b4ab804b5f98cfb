"""The phrases of a text that give a date, each with its place, its date in ISO 8601 and the kind of its form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.date_forms import APOSTROPHES, forms
from extract.date_values import VALUES, View
from extract.phrases import small

PROPER = re.compile(r"(?:may|march)(?!\w)")
"""English months that are also words; as months they have a capital letter."""


NONE = ""
"""The value of what has the form of a date and is none (31 февраля 2024 года): no part of it is one either."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A phrase at `start` to `end` of a text and its date `value`: a year, month or day. `kind` is that of its form in `date_forms.csv`."""

    start: int
    end: int
    value: str
    kind: str


@lru_cache(256)
def dates_in(text: str, view: View) -> tuple[Dated, ...]:
    """The phrases that give a date, in the order of the text; of two that overlap the one that begins first, then the longer."""
    plain = small(text).translate(APOSTROPHES)
    found = [
        Dated(match.start(), match.end(), VALUES[kind](match, view) or NONE, kind)
        for kind, form in forms()
        for match in form.finditer(plain)
        if not _is_word(match, text)
    ]
    kept: list[Dated] = []
    for dated in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or dated.start >= kept[-1].end:
            kept.append(dated)
    return tuple(dated for dated in kept if dated.value != NONE)


def _is_word(match: re.Match[str], text: str) -> bool:
    """Whether the month of a match is a small English word (they may, a march)."""
    at = match.start("month") if match.groupdict().get("month") else -1
    return at >= 0 and bool(PROPER.match(match.string, at)) and not text[at].isupper()
