"""Ministries and other bodies that every state has, named by their work and by the country beside them: «МИД Ирана», "Russian MoD"."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from extract.lexicon import shipped
from extract.model import Mention
from extract.phrases import pattern, phrases, rows, small, unmarked
from extract.roles import ADJECTIVE

TABLE = "ministries.csv"
ALONE = ("RUS", "UKR")
"""Countries whose ministries the table has a column for: words that mean theirs where no country stands beside them."""
OF = re.compile(r"\s+[«\"(]?|\s*\(\s*")
OF_ENGLISH = re.compile(r"\s+of\s+(?:the\s+)?")
POSSESSIVE = re.compile(r"(?:['’]s?)?\s+")
MORE = re.compile(r"\s*,\s+|\s+(?:и|та|й|і|or|и\s+в)\s+")
"""Between the countries of "the foreign ministries of A, B and C"."""
ARTICLE = re.compile(r"United|Philippines|Netherlands|Maldives|Seychelles|Bahamas|Holy See")
LINKED = re.compile(r"(?:\]\([^)]*\))?[\s*_«\"]*")
"""What may stand between "they said in" and a name: the end of a link, signs of bold type."""
BEHIND = re.compile(r"[»\"]?(?:\s*,)?[\s*_\[]*")
SIGNED = re.compile(r"[—–-][\s*_]*$")
"""What stands before the teller's name at the end of a headline."""


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry named in a text: `name` in English with its country's, `country` its actor id; `alone` if no country stood beside it."""

    start: int
    end: int
    name: str
    country: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Body:
    """A list of words of the table: what they name, the country that they mean by themselves ("" if any), the one that they mean alone."""

    name: str
    country: str
    words: str
    alone: str
    expression: re.Pattern[str]


@cache
def _bodies() -> tuple[_Body, ...]:
    lists = [(row, column, row[column]) for row in rows(TABLE, "name") for column in ("words", *ALONE) if row[column]]
    return tuple(_Body(r["name"], r["country"], words, column if column in ALONE else "", pattern(words)) for r, column, words in lists)


@cache
def _hints() -> tuple[AhoCorasick, tuple[_Body, ...]]:
    """What the words of each body begin with, searched for all at once: most sentences name no ministry."""
    heads = [(small(phrase).split("*")[0].strip(), body) for body in _bodies() for phrase in body.words.split("|")]
    return AhoCorasick([head for head, _ in heads]), tuple(body for _, body in heads)


@cache
def _local() -> dict[tuple[str, str], str]:
    """(kind of body, country) → the name that it has there."""
    return {(row["same_as"], row["country"]): row["name"] for row in rows(TABLE, "name") if row["same_as"]}


def ministry_name(kind: str, country: str) -> str:
    """ "Ministry of Defence", "IRN" → "Ministry of Defence of Iran"; a body with a name of its own has that: "US State Department"."""
    name = shipped().entities[country].name
    return _local().get((kind, country)) or f"{kind} of {'the ' if ARTICLE.match(name) else ''}{name}"


def ministries_in(text: str, start: int, end: int, mentions: Collection[Mention]) -> Iterator[Ministry]:
    """The ministries that a text names between two offsets, in its order; `mentions` are those of that stretch. One that only tells
    what others did («сообщили в МИД») is left out, and so is one that is an organisation of the lexicon."""
    words = unmarked(text[start:end])
    search, owners = _hints()
    bodies = {owners[number] for number, _, _ in search.find_matches_as_indexes(words, overlapping=True)}
    if not bodies:
        return
    lexicon = shipped().entities
    inside = [replace(m, start=m.start - start, end=m.end - start) for m in mentions]
    countries = sorted((m for m in inside if lexicon[m.entity].kind == "country"), key=lambda m: m.start)
    taken = [(m.start, m.end) for m in inside if lexicon[m.entity].kind == "organisation"]
    found: list[Ministry] = []
    for body in bodies:
        for at, to in (match.span() for match in body.expression.finditer(words)):
            if not any(a < to and b > at for a, b in taken):
                found += _of_countries(body, words, at, to, countries)
    yield from (replace(m, start=m.start + start, end=m.end + start) for m in _longest(found))


def _of_countries(body: _Body, words: str, at: int, to: int, countries: Sequence[Mention]) -> Iterator[Ministry]:
    """The ministry of each country beside the words, or of the one that they mean, unless it only tells."""
    beside = [] if body.country else countries_beside(words, at, to, countries)
    first, last = min([at, *(m.start for m in beside)]), max([to, *(m.end for m in beside)])
    if _only_tells(words[max(0, first - 80) : first], words[last:]):
        return
    if body.country:
        yield Ministry(at, to, body.name, body.country)
    for m in beside:
        yield Ministry(at, last, ministry_name(body.name, m.entity), m.entity)
    if body.alone and not beside and not _of_another(words[max(0, at - 80) : at], words[to:]):
        yield Ministry(at, to, ministry_name(body.name, body.alone), body.alone, alone=True)


def _longest(found: Sequence[Ministry]) -> Iterator[Ministry]:
    """Of two that overlap the one whose words are more."""
    for one in sorted(found, key=lambda m: (m.start, m.name)):
        if not any(o is not one and o.start <= one.start and o.end >= one.end and (o.start, -o.end) < (one.start, -one.end) for o in found):
            yield one


def _only_tells(before: str, after: str) -> bool:
    """Whether the words around a name make it the teller of a deed, not one who takes part in it."""
    cues = dict(phrases("telling_cues.csv", "cue"))
    verb = BEHIND.match(after)
    if after.lstrip("*_ ").startswith(":") or (verb and cues["said"].match(after, verb.end())):
        return True
    plain = cues["office"].sub("", before)
    told = (m for cue in ("said", "by") for m in cues[cue].finditer(plain))
    return any(LINKED.fullmatch(plain, m.end()) for m in told) or bool(SIGNED.search(plain) and not re.search(r"\w", after))


def _of_another(before: str, after: str) -> bool:
    """Whether a ministry of no named country is one of "the country" or of a region: «МИД страны», «областной минздрав»."""
    other = dict(phrases("telling_cues.csv", "cue"))["other"]
    return bool(other.match(after.lstrip())) or any(not before[m.end() :].strip() for m in other.finditer(before))


def countries_beside(words: str, at: int, to: int, countries: Sequence[Mention]) -> list[Mention]:
    """The countries that stand after or before the words for a ministry, or in one name with them («МИД РФ»)."""
    within = [m for m in countries if m.start < to and m.end > at]
    if any(m.end > to for m in within):
        return within
    of = OF_ENGLISH if words[at].isascii() else OF
    following = [m for m in countries if m.start >= to]
    if following and of.fullmatch(words, to, following[0].start) and not ADJECTIVE.fullmatch(following[0].text.lower()):
        return list(_listed(words, following))
    before = max((m for m in countries if m.end <= at), key=lambda m: m.end, default=None)
    if before and POSSESSIVE.fullmatch(words, before.end, at) and (words[at].isascii() or ADJECTIVE.fullmatch(before.text.lower())):
        return [before]
    return within


def _listed(words: str, following: Sequence[Mention]) -> Iterator[Mention]:
    """The first country and those joined to it in the genitive (one in the nominative begins anew, as does a ministry)."""
    yield following[0]
    for last, m in pairwise(following):
        another = any(body.expression.match(words, m.start) for body in _bodies())
        if another or not MORE.fullmatch(words, last.end, m.start) or m.text in shipped().entities[m.entity].names:
            return
        yield m
