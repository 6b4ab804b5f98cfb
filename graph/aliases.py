"""Actors, persons and items that a person said are the same: one record stands for both in every claim."""

from collections.abc import Iterable
from dataclasses import replace

from extract.items import link_item
from extract.model import Claim, Item, Organisation, Participant, Person
from extract.ontology import ItemKind
from extract.persons import link_person
from graph.actors import organisation_id
from graph.judgements import Judgement, Verdict, What, followed


class Aliases:
    """Which records stand for which; false if nobody judged so. `last` is the newest of these judgements."""

    def __init__(self, made: Iterable[Judgement]) -> None:
        same = [j for j in made if j.verdict is Verdict.SAME and j.what is not What.ACTS]
        self.into = {what: dict(followed({j.ids[1]: j.ids[0] for j in same if j.what is what})) for what in What}
        self.records = {(j.what, j.ids[0]): j.into for j in same}
        if same:
            self.last = same[-1]

    def __bool__(self) -> bool:
        return bool(self.records)

    def claim(self, claim: Claim) -> Claim:
        actors = tuple(dict.fromkeys(Participant(self.into[What.ACTORS].get(p.actor, p.actor), p.role) for p in claim.participants))
        persons = tuple(dict.fromkeys(map(self._person, claim.persons)))
        officials = tuple(dict.fromkeys(map(self._person, claim.officials)))
        items = tuple(dict.fromkeys(map(self._item, claim.items)))
        firms = tuple(dict.fromkeys(map(self._organisation, claim.organisations)))
        return replace(claim, participants=actors, persons=persons, officials=officials, items=items, organisations=firms)

    def _person(self, person: Person) -> Person:
        new = self.into[What.PERSONS].get(link_person(person.name, person.country).id) if self.into[What.PERSONS] else None
        record = self.records[What.PERSONS, new] if new else None
        country = self.into[What.ACTORS].get(person.country, person.country)
        return Person(record["name"], record["country"]) if record else Person(person.name, country)

    def _organisation(self, firm: Organisation) -> Organisation:
        new = self.into[What.ACTORS].get(organisation_id(firm.name)) if self.into[What.ACTORS] else None
        country = self.into[What.ACTORS].get(firm.country, firm.country)
        return replace(firm, name=self.records[What.ACTORS, new]["name"] if new else firm.name, country=country)

    def _item(self, item: Item) -> Item:
        new = self.into[What.ITEMS].get(link_item(item.name, item.kind).id) if self.into[What.ITEMS] else None
        record = self.records[What.ITEMS, new] if new else None
        return Item(record["name"], ItemKind(record["kind"]), item.quantity) if record else item
