"""Pairs of persons, or organisations, of a case that may be one by their names: suggestions, nothing is merged by likeness alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from extract.lexicon import Entity, shipped
from extract.model import Claim
from extract.morphology import analyzer
from extract.names import romanised, skeleton, slug
from extract.persons import link_person
from graph.actors import organisation_id
from graph.case import Case
from graph.judgements import What

LIKELY = 82
"""Least likeness (0–100) of two names that may be one."""
PART = 80
"""Least likeness of each word of the shorter name to one of the longer."""
BLOCK = 3
"""First letters of a word in which names are compared that have them in common."""
MOST = 40
"""Names in a block beyond which it says nothing (a word such as "bank")."""
LEAST = 3
"""Letters of a word that begins a block."""
NAMES = ("Name", "Surn", "Patr")
Words = tuple[str, ...]
Block = tuple[str, str]
"""Country and first letters."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A person or organisation of the case, or of the lexicon; `claims` are those that name it."""

    id: str
    name: str
    country: str
    known: bool
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one: the first would stand for both. `likeness` is 0–100."""

    what: What
    one: Thing
    other: Thing
    likeness: float


def lookalikes(case: Case) -> list[Pair]:
    """Pairs that nobody has judged, the likeliest first; of two whom the lexicon tells apart, none."""
    judged = {frozenset(j.ids) for j in case.judgements if not j.undone}
    claims = case.claims.values()
    found = [*_pairs(What.PERSONS, _persons(claims), "person"), *_pairs(What.ACTORS, _organisations(claims), "organisation")]
    fresh = [p for p in found if frozenset((p.one.id, p.other.id)) not in judged]
    return sorted(fresh, key=lambda p: (-p.likeness, p.one.id, p.other.id))


def likeness(one: str, other: str) -> float:
    """How like two names are, 0–100, whatever their case, letters and order; a name that is a part of the other is like it."""
    left, right = words(one), words(other)
    short, long = sorted((left, right), key=len)
    whole = float(fuzz.token_sort_ratio(" ".join(left), " ".join(right)))
    if not short:
        return 0.0
    parts = [max(_of_words(a, b) for b in long) for a in short]
    return max(whole, sum(parts) / len(parts)) if min(parts) >= PART else min(whole, LIKELY - 1.0)


@cache
def words(name: str) -> Words:
    """The words of a name as skeletons of its nominative in Latin letters, without patronymics and the full stops of initials."""
    plain = slug(romanised(" ".join(map(_nominative, name.split())))).split("-")
    return tuple(w for w in map(skeleton, plain) if w)


def _of_words(one: str, other: str) -> float:
    """Likeness of two words; an initial is as like as any word that it begins."""
    short, long = sorted((one, other), key=len)
    return 100.0 if len(short) == 1 and long.startswith(short) else float(fuzz.ratio(one, other))


@cache
def _nominative(word: str) -> str:
    """A Russian name's word in the nominative; any other as it is."""
    if word.isascii():
        return word
    parses = [p for p in analyzer().parse(word) if any(mark in p.tag for mark in NAMES) and "plur" not in p.tag]
    forms = [form for p in parses[:1] if not any("nomn" in q.tag for q in parses) and (form := p.inflect({"nomn", "sing"}))]
    return forms[0].word if forms else word


def _persons(claims: Iterable[Claim]) -> Mapping[str, Thing]:
    told: defaultdict[str, list[str]] = defaultdict(list)
    known = {}
    for claim in claims:
        for person in (*claim.persons, *claim.officials):
            linked = link_person(person.name, person.country)
            known[linked.id] = linked
            told[linked.id].append(claim.id)
    return {key: Thing(key, p.name, p.country, p.known, tuple(told[key])) for key, p in known.items()}


def _organisations(claims: Iterable[Claim]) -> Mapping[str, Thing]:
    told: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in claims:
        for firm in claim.organisations:
            told[organisation_id(firm.name), firm.country].append(claim.id)
    entities = shipped().entities
    return {
        key: Thing(key, entities[key].name if key in entities else key, country, key in entities, tuple(ids))
        for (key, country), ids in sorted(told.items())
    }


def _pairs(what: What, things: Mapping[str, Thing], kind: str) -> Iterator[Pair]:
    """Names of one country or of none of which a word begins alike, and that are alike; those that the lexicon lacks also beside all its
    own."""
    blocks: defaultdict[Block, list[Thing]] = defaultdict(list)
    for stranger in (t for t in things.values() if not t.known):
        for block in _blocks([stranger.name], stranger.country):
            blocks[block].append(stranger)
    for entity in (e for e in shipped().entities.values() if e.kind == kind and blocks):
        known = things.get(entity.id) or Thing(entity.id, entity.name, entity.country or "", known=True)
        for block in _blocks(_latin(entity), known.country) & blocks.keys():
            blocks[block].append(known)
    compared: set[frozenset[str]] = set()
    for one, other in (two for near in blocks.values() if len(near) <= MOST for two in combinations(near, 2)):
        ids = frozenset((one.id, other.id))
        if (
            ids in compared
            or len(ids) == 1
            or (one.known and other.known)
            or (one.country and other.country and one.country != other.country)
        ):
            continue
        compared.add(ids)
        if (like := max(likeness(a, b) for a in _names(one) for b in _names(other))) >= LIKELY:
            first, second = sorted((one, other), key=lambda t: (not t.known, -len(t.claims), t.id))
            yield Pair(what, first, second, like)


def _names(thing: Thing) -> list[str]:
    return _latin(shipped().entities[thing.id]) if thing.known else [thing.name]


def _latin(entity: Entity) -> list[str]:
    """The names that an entity has in Latin letters, and its main one."""
    return [entity.name, *(n for n in entity.names if n.isascii() and n != entity.name)]


def _blocks(names: Iterable[str], country: str) -> set[Block]:
    """Where names are compared: the beginnings of their words, each in its country and, as one of no country may be of any, in none."""
    heads = {w[:BLOCK] for name in names for w in words(name) if len(w) >= LEAST}
    return {(place, head) for place in {country, ""} for head in heads}
