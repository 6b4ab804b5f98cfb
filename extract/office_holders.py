"""Who held an office on a day: whom "Russia's foreign minister" means, and which of two namesakes an office beside the name means."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extract.lexicon import STANDING, Entity, shipped
from extract.ministries import countries_beside
from extract.model import Mention
from extract.persons import Office, offices
from extract.phrases import pattern, phrases, rows, unmarked

TABLE = "office_words.csv"
"""Titles of offices.csv, the country that the words mean by themselves, and the words."""
NAMED = re.compile(r"[\s«\"*_—–-]*(?:[А-ЯІЇЄҐ][а-яёіїєґ'’]+|[A-Z][a-z'’]+)")
NAMED_BEFORE = re.compile(r"(?:[А-ЯІЇЄҐ][а-яёіїєґ'’]+|[A-Z][a-z'’]+)\s*[,(—–]\s*(?:the\s+)?$")
CUE = 40
"""Characters before an office in which a word may make it another's: an adviser, a spokesman."""


@dataclass(frozen=True, slots=True)
class Named:
    """An office named in a text with its countries, all that stands there from `start` to `end`."""

    start: int
    end: int
    titles: frozenset[str]
    countries: tuple[str, ...]


def holders(titles: Collection[str], of: str, day: date) -> tuple[str, ...]:
    """The persons of the lexicon who held one of these offices of a country or bloc on a day, each once."""
    return tuple(dict.fromkeys(o.person for o in offices() if o.of == of and o.title in titles and held(o, day)))


def held(office: Office, day: date) -> bool:
    """Whether it was held on that day; one who leaves on a day has left."""
    return office.start <= day.isoformat() and (not office.end or day.isoformat() < _last(office.end))


def _last(end: str) -> str:
    """The end of an office; a month or year that is all that is known still counts."""
    return end if len(end) == len("2024-05-12") else f"{end}-99"


def holders_in(text: str, low: int, high: int, mentions: Collection[Mention], day: date) -> Iterator[tuple[int, Entity]]:
    """Where, and which person, the offices mean that text[low:high] names without a name; none where two or nobody held it that day.

    `mentions` are those of the whole text. A name beside the office, also of one whom the lexicon lacks, goes before it.
    """
    for office in offices_in(text, low, high, mentions):
        if NAMED.match(text, office.end) or NAMED_BEFORE.search(text, max(0, office.start - CUE), office.start):
            continue
        for country in office.countries:
            found = holders(office.titles, country, day)
            if len(found) == 1:
                yield office.start, shipped().entities[found[0]]


def offices_in(text: str, low: int, high: int, mentions: Collection[Mention]) -> Iterator[Named]:
    """The offices that text[low:high] names with a country or bloc, not those of a deputy, an adviser or a former one."""
    words = unmarked(text[low:high]).replace("’", "'")
    inside = [replace(m, start=m.start - low, end=m.end - low) for m in mentions if low <= m.start and m.end <= high]
    states = sorted((m for m in inside if _is_state(m.entity)), key=lambda m: m.start)
    taken = 0
    for at, to, titles, country in matches(words):
        if at < taken or words[at - 1 : at] in ("-", "–"):
            continue
        beside = [] if country else countries_beside(words, at, to, states)
        start, end = min([at, *(m.start for m in beside)]), max([to, *(m.end for m in beside)])
        if not _is_anothers(words[max(0, start - CUE) : start], words[end:]) and (country or beside):
            taken = end
            yield Named(start + low, end + low, titles, (country,) if country else tuple(dict.fromkeys(m.entity for m in beside)))


def matches(words: str) -> Iterator[tuple[int, int, frozenset[str], str]]:
    """Start, end, titles and the country meant of all words for offices, longer ones first; `words` in small letters."""
    found = [(m.start(), m.end(), titles, country) for titles, country, expression in _words() for m in expression.finditer(words)]
    yield from sorted(found, key=lambda m: (m[0], -m[1]))


@cache
def _words() -> tuple[tuple[frozenset[str], str, re.Pattern[str]], ...]:
    return tuple((frozenset(r["title"].split("|")), r["country"], pattern(r["words"])) for r in rows(TABLE, "title", "words"))


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    before, after = (dict(phrases("office_cues.csv", "cue"))[cue].pattern for cue in ("before", "after"))
    return {"before": re.compile(rf"{before}[\s-]+(?:(?:of|to|for)\s+)?(?:the\s+)?$"), "after": re.compile(rf"[\s-]*{after}")}


def _is_anothers(before: str, after: str) -> bool:
    """Whether the words around an office make it that of a deputy, an adviser, a former or coming one."""
    return bool(_cues()["before"].search(before) or _cues()["after"].match(after))


def _is_state(entity: str) -> bool:
    """Whether that is a country, or a bloc that has a secretary general."""
    known = shipped().entities[entity]
    return known.kind == "country" or known.extra.get("kind") in STANDING
