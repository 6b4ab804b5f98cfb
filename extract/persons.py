"""Persons by their English name and country: the lexicon's entity for "Sergei Lavrov" as for "Sergey Lavrov", and the offices held."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rapidfuzz import fuzz

from extract.automaton import find_mentions
from extract.item_names import Tokens, alike
from extract.names import romanised, short, skeleton, slug

PARTICLES = frozenset({"al", "el", "as", "ash", "ar", "de", "di"})
PATRONYMIC = re.compile("(?:ov|ev|iv)(?:ich|na)$")
"""What a patronymic ends in, as a skeleton."""
GIVEN = 75
"""Least likeness (0–100) of two given names in Latin letters that may be one (Volodymyr, Vladimir)."""


@dataclass(frozen=True, slots=True)
class PersonEntity:
    """A person; `country` is the actor id that they act for."""

    id: str
    name: str
    country: str
    known: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: `of` is a country or an organisation, dates are ISO at the known precision, an empty `end` means still."""

    person: str
    title: str
    of: str
    start: str
    end: str


def _rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("extract") / "lexicons" / table).read_text("utf-8").splitlines()))


@cache
def person_entities() -> Mapping[str, PersonEntity]:
    """All persons of the lexicon by id."""
    return MappingProxyType({r["id"]: PersonEntity(r["id"], r["name"], r["country"], True) for r in _rows("persons.csv")})


@cache
def offices() -> tuple[Office, ...]:
    """All offices of the lexicon, in the order of the table."""
    return tuple(Office(r["person"], r["title"], r["of"], r["from"], r["to"]) for r in _rows("offices.csv"))


@cache
def _actors() -> Mapping[str, frozenset[str]]:
    """Countries and organisations that a person acts for: their own and those of their offices."""
    found = {p.id: {p.country} for p in person_entities().values()}
    for office in offices():
        found[office.person].add(office.of)
    return MappingProxyType({person: frozenset(actors) for person, actors in found.items()})


@cache
def _full_names() -> Mapping[Tokens, tuple[PersonEntity, ...]]:
    persons, found = person_entities(), dict[Tokens, dict[str, PersonEntity]]()
    for person in persons.values():
        found.setdefault(_key(person.name), {})[person.id] = person
    for row in _rows("person_forms.csv"):
        if row["lang"] == "en" and "cap" not in row["flags"].split():
            found.setdefault(_key(row["form"]), {})[row["entity"]] = persons[row["entity"]]
    return MappingProxyType({key: tuple(by_id.values()) for key, by_id in found.items()})


@cache
def _surnames() -> Mapping[Tokens, tuple[PersonEntity, ...]]:
    """Persons by the surnames that the table of forms gives."""
    found = dict[Tokens, dict[str, PersonEntity]]()
    for row in _rows("person_forms.csv"):
        if row["lang"] == "en" and "cap" in row["flags"].split():
            found.setdefault(_key(row["form"]), {})[row["entity"]] = person_entities()[row["entity"]]
    return MappingProxyType({key: tuple(by_id.values()) for key, by_id in found.items()})


@cache
def _usual_bearers() -> frozenset[str]:
    """Persons who are meant by their surname alone: it is not marked as ambiguous."""
    return frozenset(r["entity"] for r in _rows("person_forms.csv") if r["lang"] == "en" and r["flags"].split() == ["cap"])


def _key(name: str) -> Tokens:
    """Words of a name as skeletons, without Arabic and Romance particles unless nothing else is left."""
    words = slug(name).split("-")
    return tuple(skeleton(w) for w in [w for w in words if w not in PARTICLES] or words)


@cache
def link_person(name: str, country: str) -> PersonEntity:
    """The person that an English name stands for; `country` (an actor id, "" if not known) decides between namesakes.

    A full name in any transliteration is enough. A surname alone, or with another given name or initial, needs the country; an unknown
    person gets a slug as id.
    """
    key = _key(name)
    return (
        _by_full_name(key, country)
        or _by_full_name(_usual_order(key), country)
        or _as_written(name, country)
        or _by_surname(key, country)
        or _nearly(key, country)
        or PersonEntity(short(slug(name), name, "person"), name, country, False)
    )


def _by_full_name(key: Tokens, country: str) -> PersonEntity | None:
    full = _full_names().get(key, ())
    return next((p for p in full if country in _actors()[p.id]), full[0] if full else None)


def _usual_order(key: Tokens) -> Tokens:
    """Given name and surname of a name that begins with the surname or has a patronymic."""
    names = tuple(w for w in key if not PATRONYMIC.search(w)) if len(key) == len(("Shoigu", "Sergei", "Kuzhugetovich")) else key
    return names if len(names) < len(key) and not PATRONYMIC.search(key[-1]) else names[1:] + names[:1]


def _as_written(name: str, country: str) -> PersonEntity | None:
    """The person of the country whom a text would mean by a name that has other letters or an ending («Сергея Кужугетовича Шойгу»)."""
    found = [m for m in find_mentions(name) if m.entity in person_entities() and (not country or country in _actors()[m.entity])]
    if len({m.entity for m in found}) != 1 or not (country or " " in found[0].text):
        return None
    person, rest = person_entities()[found[0].entity], name[: found[0].start] + name[found[0].end :]
    given = next((w for w in _key(romanised(rest)) if not PATRONYMIC.search(w)), "")
    if " " in found[0].text or not given or _same_given((given,), person):
        return person
    key = _key(romanised(name))
    return _by_surname(key, country) or _by_surname(_usual_order(key), country)


def _by_surname(key: Tokens, country: str) -> PersonEntity | None:
    """The one person of the country with this surname whose given name does not speak against it."""
    for size in range(len(key), 0, -1):
        namesakes = [p for p in _surnames().get(key[-size:], ()) if country in _actors()[p.id]]
        fitting = [p for p in namesakes if _same_given(key[:-size], p)]
        if len(fitting) > 1:
            fitting = [p for p in fitting if p.id in _usual_bearers()]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _same_given(given: Tokens, person: PersonEntity) -> bool:
    """Whether a first given name or its initial may be that of a person; none given fits everybody."""
    if not given:
        return True
    own = _key(person.name)[0]
    return given[0] == own[:1] or fuzz.ratio(given[0], own) >= GIVEN


def _nearly(key: Tokens, country: str) -> PersonEntity | None:
    """The person of the country whose full name is spelt a little otherwise."""
    near = [(score, p) for other, persons in _full_names().items() if (score := alike(key, other)) for p in persons]
    fitting = [(score, p.id) for score, p in near if country in _actors()[p.id]]
    return person_entities()[max(fitting)[1]] if fitting else None
