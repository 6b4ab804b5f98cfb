"""What questions ask of every act and item, worked out once when the graph is made: who takes part, who deals with whom, how often."""

from collections.abc import Iterator
from itertools import combinations, product

from extract.items import link_item
from extract.model import Act, Json
from extract.ontology import Role, Status
from extract.persons import link_person
from graph.actors import organisation_id
from graph.case import Case


def counted(case: Case, act: Act) -> Json:
    """Properties of an act's node, so that a question over all acts need not follow their relationships.

    `actors` are the ids of all who take part, `pairs` two by two those who deal with each other, each two in alphabetical order;
    `pairs`, `months_late` and `n_quantities` are None where there is nothing to say (see below).
    """
    return {
        "actors": sorted(_actors(act)),
        "pairs": [actor for start, end, _ in pairs(act) for actor in sorted((start, end))] or None,
        "months_late": months_late(act),
        "n_quantities": n_quantities(case, act),
    }


def count_item(row: Json, act: Act) -> None:
    """Add an act to the properties of an item's node that count them: `n_acts`, `n_done`, `n_posts` of all, `first` and `last` date."""
    row["n_acts"] = row.get("n_acts", 0) + 1
    row["n_done"] = row.get("n_done", 0) + (act.status is Status.DONE)
    row["n_posts"] = row.get("n_posts", 0) + act.n_posts
    row["first"], row["last"] = min(row.get("first", act.date), act.date), max(row.get("last", act.date), act.date)


def pairs(act: Act) -> Iterator[tuple[str, str, bool]]:
    """Who with whom, every two of them once: two parties, or two that each give, as mutual, in alphabetical order; else source → target.

    So an act is one relationship between two actors, and the acts of two are counted by their relationships.
    """
    given = dict.fromkeys(product(act.by_role(Role.SOURCE), act.by_role(Role.TARGET)))
    mutual = set(combinations(sorted(set(act.by_role(Role.PARTY))), 2)) | {(a, b) for a, b in given if a < b and (b, a) in given}
    yield from ((start, end, True) for start, end in sorted(mutual))
    for start, end in given:
        if start != end and tuple(sorted((start, end))) not in mutual:
            yield start, end, False


def _actors(act: Act) -> set[str]:
    organisations = (organisation_id(o.name) for o in act.organisations)
    persons = (link_person(p.name, p.country).id for p in (*act.persons, *act.officials))
    return {*(p.actor for p in act.participants), *organisations, *persons}


def months_late(act: Act) -> int | None:
    """Calendar months from the act, or the last month that it can be of, to the first post; None where posts give no date of the act."""
    if act.date_source != "text":
        return None
    happened, told = (12 * int(day[:4]) + int(day[5:7] or 12) for day in (act.date, act.first_report))
    return told - happened


def n_quantities(case: Case, act: Act) -> int | None:
    """The most different quantities that claims tell of one item; None where they differ of none."""
    told: dict[str, set[str]] = {}
    for item in (item for claim in act.claims for item in case.claims[claim].items if item.quantity):
        told.setdefault(link_item(item.name, item.kind).id, set()).add(item.quantity or "")
    most = max(map(len, told.values()), default=0)
    return most if most > 1 else None
