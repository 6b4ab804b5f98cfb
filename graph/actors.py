"""Actors as nodes: countries, organisations and persons, from the lexicon where it knows them, else as the posts name them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extract.alike import bounds
from extract.automaton import find_mentions
from extract.lexicon import Entity, shipped
from extract.ministries import ministries_in
from extract.model import Json, Organisation
from extract.office_holders import held
from extract.persons import Office, PersonEntity, offices

LABELS = {"country": "Country", "organisation": "Organisation", "person": "Person"}


@cache
def _offices() -> Mapping[str, Sequence[Office]]:
    """Person → offices, as the lexicon has them."""
    held: defaultdict[str, list[Office]] = defaultdict(list)
    for office in offices():
        held[office.person].append(office)
    return held


def entity(actor: str) -> Entity:
    """The lexicon's entity; an actor that it does not know is an organisation under its own name."""
    return shipped().entities.get(actor) or Entity(actor, "organisation", actor, (actor,))


@cache
def _organisations() -> Mapping[str, str]:
    """Casefolded names → ids of the lexicon's organisations."""
    entities = [e for e in shipped().entities.values() if e.kind == "organisation"]
    return {name.casefold(): e.id for names in (lambda e: e.names, lambda e: (e.id, e.name)) for e in entities for name in names(e)}


def organisation_id(name: str) -> str:
    """The lexicon's organisation of that name, else the name itself."""
    return _organisations().get(name.casefold(), name)


def organisation_called(name: str) -> str:
    """The same of what a user writes, with ministries in other words too: «Минобороны РФ», "Iran's foreign ministry"."""
    ministries = [m.name for m in ministries_in(name, 0, len(name), find_mentions(name))]
    return organisation_id(ministries[0] if len(ministries) == 1 and organisation_id(name) == name else name)


def name_of(actor: str) -> str:
    return entity(actor).name


def actor_names(actor: str) -> list[str]:
    """All names, the id first."""
    known = entity(actor)
    return list(dict.fromkeys((actor, known.name, *known.names)))


def offices_of(actor: str, day: str) -> list[Office]:
    """The offices that a person held on a day; of a month or year that is all that is known, on its first day, or none."""
    first = bounds(day)[0]
    return [o for o in _offices().get(actor, ()) if held(o, first)]


def describe(actor: str, days: Sequence[str] = ()) -> list[str]:
    """The head of an actor's page; `days` are those of the acts, counted by the office held."""
    known = entity(actor)
    of = f", {known.country}" if known.country and known.country != actor else ""
    lines = [f"{actor}  {known.name} ({known.extra.get('kind') or known.kind}{of})" + (f", Wikidata {known.qid}" if known.qid else "")]
    if known.names:
        lines.append("  names: " + ", ".join(known.names))
    if known.kind == "person":
        lines += [_held(o, sum(o in offices_of(actor, day) for day in days)) for o in _offices().get(actor, ())]
    return lines


def _held(office: Office, acts: int) -> str:
    counted = f": {acts} act{'' if acts == 1 else 's'}" if acts else ""
    return f"  {office.title} of {office.of}, {office.start or '…'} – {office.end or 'now'}{counted}"


class Actors:
    """Collects actors of a graph and gives their nodes and the edges between them."""

    def __init__(self) -> None:
        self._known: dict[str, Entity] = {}

    def add(self, actor: str) -> None:
        """An actor, and the country that it belongs to."""
        if actor not in self._known:
            self._known[actor] = entity(actor)
            if (country := self._known[actor].country) and country != actor:
                self.add(country)

    def add_organisation(self, organisation: Organisation) -> str:
        """An organisation as an act names it, linked by its name; returns its id."""
        key = organisation_id(organisation.name)
        self.add(key)
        if not self._known[key].country and organisation.country:
            self._known[key] = replace(self._known[key], country=organisation.country)
            self.add(organisation.country)
        return key

    def add_person(self, person: PersonEntity) -> None:
        """A person as linked; one whom the lexicon lacks has the name and country that the posts give."""
        if person.id in self._known:
            return
        known = shipped().entities.get(person.id)
        self._known[person.id] = known or Entity(person.id, "person", person.name, (person.name,), person.country or None)
        for other in filter(None, (person.country, *(o.of for o in _offices().get(person.id, ())))):
            self.add(other)

    def nodes(self) -> Iterator[tuple[tuple[str, str], Json]]:
        for actor, known in self._known.items():
            row = {"id": actor, "name": known.name, "names": list(known.names or (known.name,)), "qid": known.qid}
            if known.kind == "country":
                row["iso2"] = known.extra.get("iso2")
            if known.kind == "organisation":
                row["kind"] = known.extra.get("kind")
            yield ("Actor", LABELS[known.kind]), {k: v for k, v in row.items() if v}

    def edges(self) -> Iterator[tuple[str, str, str, Json]]:
        """BELONGS_TO and HELD_OFFICE as (type, start, end, facts)."""
        for actor, known in self._known.items():
            if known.kind != "country" and known.country in self._known and known.country != actor:
                yield "BELONGS_TO", actor, known.country, {}
            for office in _offices().get(actor, ()) if known.kind == "person" else ():
                facts = {"title": office.title, "from": office.start, "to": office.end}
                yield "HELD_OFFICE", actor, office.of, {k: v for k, v in facts.items() if v}
