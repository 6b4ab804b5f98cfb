"""Who may claim something in a post: media, bodies of states, persons and countries, each with its place and English name.

Kinds of `lexicons/reporters.csv`: medium (any mention counts), plain (a name that is a word too: only beside words of saying), quoted (a
plain one in quotation marks only), official (a body of `country`), unnamed (sources, officials), rumour (needs no word of saying), body and
press (beside a country's name, which stands for `{}`), short (a country before its body's name). In `words`, `*` is any ending.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.lexicon import shipped
from extract.model import Mention
from extract.phrases import pattern, rows, small

NEAR = re.compile(r"[\s«»\"“”'’*_-]*(?:(?:of|of the|'s|’s|the)\s+)?", re.IGNORECASE)
"""What may stand between a country and its body: "Iran's foreign ministry", «МИД Ирана»."""
GAP = 12
"""Most characters between the two."""
BODIES = frozenset({"body", "press"})
MEDIA = frozenset({"medium", "plain", "quoted"})
QUOTES = "«\"“„'"
FIRST = 2
WORD = re.compile(r"(?<!\w)\w")
PEOPLE = ("цы", "ане", "яне", "ці", "ани", "яни", "ns", "ese")
"""Ends of peoples' names in the nominative plural."""
SHORT = 3
"""Latin names of so few letters count in capitals only: FT, not ft."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """A claimant in a text. `kind` as in reporters.csv, or person or country; `actor` is the country or bloc that it speaks for."""

    start: int
    end: int
    name: str
    kind: str
    actor: str | None = None
    subject: bool = True
    """Whether its form may be that of who says (nominative)."""

    @property
    def is_named_medium(self) -> bool:
        return self.kind in MEDIA


@cache
def _index(bodies: bool) -> dict[str, list[tuple[re.Pattern[str], str, str, str]]]:
    """Phrases for bodies of states, or for all others, by their first letters: expression, name, kind, country."""
    found: dict[str, list[tuple[re.Pattern[str], str, str, str]]] = {}
    for r in rows("reporters.csv", "name", "kind", "words"):
        if (r["kind"] in BODIES) is bodies and r["kind"] != "short":
            for phrase in small(r["words"]).split("|"):
                found.setdefault(phrase[:FIRST], []).append((pattern(phrase), r["name"], r["kind"], r["country"]))
    return found


@lru_cache(maxsize=64)
def _matches(text: str, bodies: bool) -> tuple[tuple[int, int, str, str, str], ...]:
    """The longest phrase at each word that may be a name there: start, end, name, kind, country; kept, since each claim of a post asks
    for them."""
    return tuple(_search(text, bodies))


def _search(text: str, bodies: bool, anyhow: bool = False) -> Iterator[tuple[int, int, str, str, str]]:
    index, low, past = _index(bodies), small(text), 0
    for word in WORD.finditer(low):
        start = word.start()
        begun = (*index.get(low[start : start + FIRST], ()), *index.get(low[start], ())) if start >= past else ()
        found = [(m.end(), row) for row in begun if (m := row[0].match(low, start))]
        if fitting := [f for f in found if bodies or anyhow or _may_be(text, start, f[0], f[1][2])]:
            past, (_, name, kind, country) = max(fitting, key=lambda f: f[0])
            yield start, past, name, kind, country


def _may_be(text: str, start: int, end: int, kind: str) -> bool:
    """Whether text[start:end] is written as a name of this kind is."""
    written = text[start:end]
    if kind == "quoted" and text[start - 1 : start] not in tuple(QUOTES):
        return False
    proper = kind not in MEDIA | {"official"} or not written[:1].islower() or written != written.lower()
    proper = proper and not (written[:4] == "The " and written[4:5].islower())
    return proper and not (written.isascii() and len(written) <= SHORT and not written.isupper())


@cache
def _possessives() -> dict[str, str]:
    return {r["country"]: r["name"] for r in rows("reporters.csv", "name", "kind") if r["kind"] == "short"}


def possessive(actor: str) -> str:
    """What stands before a body of the actor: US, Iran's."""
    return _possessives().get(actor) or f"{shipped().entities[actor].name}'s"


@lru_cache(maxsize=256)
def claimants(text: str, mentions: tuple[Mention, ...]) -> tuple[Claimant, ...]:
    """All that may claim something in a text, in its order; of two that overlap the longer."""
    low = small(text)
    found = [*_named(text), *_of_lexicon(text, mentions)]
    found += _bodies(low, [c for c in found if c.kind == "country"])
    kept, taken = list[Claimant](), bytearray(len(text))
    for c in sorted(found, key=lambda c: (c.start - c.end, c.kind == "unnamed")):
        if not any(taken[c.start : c.end]):
            kept.append(c)
            taken[c.start : c.end] = b"1" * (c.end - c.start)
    return tuple(sorted(kept, key=lambda c: c.start))


def _named(text: str) -> Iterator[Claimant]:
    for start, end, name, kind, country in _matches(text, bodies=False):
        yield Claimant(start, end, name, kind, country or None)


def _of_lexicon(text: str, mentions: Sequence[Mention]) -> Iterator[Claimant]:
    for m in mentions:
        entity = shipped().entities[m.entity]
        actor = shipped().actor_of(m.entity)
        if entity.kind != "item" and actor:
            named = entity if entity.kind in ("person", "organisation") else shipped().entities[actor]
            low = small(m.text)
            subject = low in _nominatives().get(m.entity, ()) or (entity.kind == "country" and low.endswith(PEOPLE))
            subject = subject and text[m.end : m.end + 2] not in ("'s", "’s")
            yield Claimant(m.start, m.end, named.name, "person" if entity.kind == "person" else "country", actor, subject)


@cache
def _nominatives() -> dict[str, frozenset[str]]:
    """The forms of every entity that may say something, as they stand in the lexicon."""
    found: dict[str, set[str]] = {}
    for form in shipped().forms:
        if "adj" not in form.flags:
            found.setdefault(form.entity, set()).add(small(form.text).replace("=", ""))
    return {entity: frozenset(forms) for entity, forms in found.items()}


def _bodies(low: str, countries: Sequence[Claimant]) -> Iterator[Claimant]:
    """Bodies of a state that stand next to its name: «минобороны Мали», "Iran's foreign ministry"."""
    speaking = {c.actor for c in countries if c.actor and (c.actor in _possessives() or (len(c.actor) == len("RUS") and c.actor.isupper()))}
    ordered = sorted((c for c in countries if c.actor in speaking), key=lambda c: c.start)
    starts, longest = [c.start for c in ordered], max((c.end - c.start for c in ordered), default=0)
    for start, end, name, kind, _ in _matches(low, bodies=True):
        for c in ordered[bisect_left(starts, start - GAP - longest) : bisect_right(starts, end + GAP)]:
            first, last = (c.end, start) if c.end <= start else (end, c.start)
            between = low[first:last] if last - first <= GAP else "far"
            if c.actor and NEAR.fullmatch(between):
                yield Claimant(
                    min(c.start, start), max(c.end, end), name.format(possessive(c.actor)), kind, c.actor if kind == "body" else None
                )


@cache
def own_names(channel: str) -> frozenset[str]:
    """The media that a channel's name names: it reports in its own voice."""
    return frozenset(name for *_, name, kind, _ in _search(channel, bodies=False, anyhow=True) if kind in MEDIA)
