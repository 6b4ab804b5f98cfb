"""Actors, persons and items that a person names by id or name, in the case or in the lexicon."""

from collections.abc import Mapping

from rapidfuzz import process

from extract.errors import CaseError
from extract.item_tables import item_entities
from extract.items import link_item
from extract.lexicon import shipped
from extract.model import Json
from extract.persons import link_person, person_entities
from graph.actors import name_of, organisation_id
from graph.case import Case
from graph.judgements import THINGS, Verdict, What, followed, standing


def named(case: Case, one: str, other: str) -> tuple[What, tuple[Json, Json]]:
    """What two names stand for, both of one kind; what another stands for already is that other one. Raises CaseError."""
    known = {what: records(case) for what, records in READERS.items()}
    for what in THINGS:
        left, right = (_find(case, what, known[what], name) for name in (one, other))
        if left and right:
            return what, (left, right)
    names = {name: record["name"] for records in known.values() for name, record in records.items()}
    for name in (one, other):
        if name.casefold() not in names:
            near = ", ".join(dict.fromkeys(names[n] for n, _, _ in process.extract(name.casefold(), sorted(names), limit=3)))
            raise CaseError(f"{case.folder}: nothing is called '{name}' (acts, claims, actors, items); nearest names: {near}")
    raise CaseError(f"{case.folder}: {one} and {other} are of two kinds; give two acts, two actors, two persons or two items")


def _find(case: Case, what: What, records: Mapping[str, Json], name: str) -> Json | None:
    """The record of a name, or the one that a judgement put in its place."""
    found = records.get(name.casefold())
    same = [j for j in standing(case.ledger.entries) if j.what is what and j.verdict is Verdict.SAME]
    ways = dict(followed({j.ids[1]: j.ids[0] for j in same}))
    if found and found["id"] in ways:
        return next({"id": j.ids[0], **j.into} for j in same if j.ids[0] == ways[found["id"]])
    return found


def _actors(case: Case) -> Mapping[str, Json]:
    """Countries and organisations by casefolded id and names."""
    entities = [e for e in shipped().entities.values() if e.kind in ("country", "organisation")]
    there = {p.actor for act in case.acts.values() for p in act.participants} | {
        p.actor for claim in case.extracted.values() for p in claim.participants
    }
    there |= {organisation_id(o.name) for claim in case.extracted.values() for o in claim.organisations}
    found = {actor.casefold(): {"id": actor, "name": name_of(actor)} for actor in sorted(there)}
    for names in (lambda e: [e.id], lambda e: e.names):
        for entity in entities:
            for name in names(entity):
                found.setdefault(name.casefold(), {"id": entity.id, "name": entity.name})
    return found


def _persons(case: Case) -> Mapping[str, Json]:
    told = {p for claim in case.extracted.values() for p in claim.persons}
    found: dict[str, Json] = {}
    for person in (*person_entities().values(), *(link_person(p.name, p.country) for p in sorted(told, key=repr))):
        for name in (person.id, person.name):
            found.setdefault(name.casefold(), {"id": person.id, "name": person.name, "country": person.country})
    for p in sorted(told, key=repr):
        found.setdefault(p.name.casefold(), found[link_person(p.name, p.country).id.casefold()])
    return found


def _items(case: Case) -> Mapping[str, Json]:
    told = {i for claim in case.extracted.values() for i in claim.items}
    found: dict[str, Json] = {}
    for item in (*item_entities().values(), *(link_item(i.name, i.kind) for i in sorted(told, key=repr))):
        for name in (item.id, item.name):
            found.setdefault(name.casefold(), {"id": item.id, "name": item.name, "kind": item.kind.value})
    for i in sorted(told, key=repr):
        found.setdefault(i.name.casefold(), found[link_item(i.name, i.kind).id.casefold()])
    return found


READERS = {What.ACTORS: _actors, What.PERSONS: _persons, What.ITEMS: _items}
