"""Mending a claim: FIELD=VALUE as a person writes it, checked against the closed lists; and a claim with such fields set."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from rapidfuzz import process

from extract.errors import InputError
from extract.items import link_item
from extract.lexicon import shipped
from extract.model import Claim, Item, Participant
from extract.ontology import ACT_TYPES, ItemKind, Role, Status, is_tangible

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
ROLES = tuple(role.value for role in Role)

Fields = Mapping[str, object]


def read_mend(words: Sequence[str], case_actors: Mapping[str, str]) -> dict[str, object]:
    """Fields from words such as "status=denied", "source=IRN,RUS" or "date="; `case_actors` are ids by casefolded name of the actors that
    the case knows beside those of the lexicon. Raises InputError."""
    fields: dict[str, object] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in READERS:
            wanted = f"reject, confirm, unsure or FIELD=VALUE with FIELD one of {', '.join(READERS)}"
            raise InputError(f"'{word}' is no judgement of a claim; give {wanted}")
        fields[name] = READERS[name](name, value.strip(), case_actors)
    return fields


def _one_of(known: Sequence[str]) -> Callable[[str, str, Mapping[str, str]], object]:
    def read(name: str, value: str, _: Mapping[str, str]) -> object:
        if value not in known:
            raise InputError(f"'{value}' is no {name}; give one of {', '.join(known)}")
        return value

    return read


def _date(name: str, value: str, _: Mapping[str, str]) -> object:
    try:
        if value and not DATE.fullmatch(value):
            raise ValueError
        date.fromisoformat({0: "2000-01-01", 4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))
    except ValueError:
        raise InputError(f"'{value}' is no {name}; give YYYY[-MM[-DD]], such as 2024-11, or nothing") from None
    return value or None


def _text(_: str, value: str, __: Mapping[str, str]) -> object:
    return value or None


def _names(_: str, value: str, __: Mapping[str, str]) -> object:
    return list(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))


def _actors(name: str, value: str, case_actors: Mapping[str, str]) -> object:
    return list(dict.fromkeys(actor_id(actor, case_actors) for actor in _list(_names(name, value, case_actors))))


READERS: Mapping[str, Callable[[str, str, Mapping[str, str]], object]] = MappingProxyType(
    {
        "type": _one_of(tuple(ACT_TYPES)),
        "status": _one_of(tuple(s.value for s in Status)),
        "date": _date,
        **dict.fromkeys(ROLES, _actors),
        "items": _names,
        "quantity": _text,
        "reported_by": _text,
    }
)


def actor_id(name: str, case_actors: Mapping[str, str]) -> str:
    """The actor of this id or name, in any case; a firm or person acts for its country. Raises InputError with the nearest names."""
    if found := case_actors.get(name.casefold()):
        return found
    entities = shipped().entities
    wanted = name.casefold()
    called = (e.id for e in entities.values() if wanted == e.id.casefold() or wanted in (n.casefold() for n in e.names))
    if actor := next((a for key in called if entities[key].kind != "item" and (a := shipped().actor_of(key))), None):
        return actor
    known = {n for e in entities.values() if e.kind == "country" for n in (e.id, *e.names)} | set(case_actors.values())
    near = ", ".join(n for n, _, _ in process.extract(name, sorted(known), limit=3))
    raise InputError(f"'{name}' is no known actor; nearest names: {near}")


def mended(claim: Claim, fields: Fields) -> Claim:
    """The claim with these fields set; raises InputError where it would tell no act of two actors, or a quantity has not one item."""
    kind, status = str(fields.get("type", claim.type)), Status(str(fields.get("status", claim.status)))
    moved = {"type", "status"} & fields.keys()
    changed = replace(
        claim,
        type=kind,
        status=status,
        sphere=ACT_TYPES[kind].sphere if "type" in fields else claim.sphere,
        tangible=is_tangible(kind, status) if moved else claim.tangible,
        participants=_participants(claim, fields),
        items=_items(claim, fields),
        date=_maybe(fields.get("date", claim.date)),
        reported_by=_maybe(fields.get("reported_by", claim.reported_by)),
    )
    if len(changed.actors) < 2:
        left = ", ".join(sorted(changed.actors)) or "nobody"
        raise InputError(f"claim {claim.id} would have {left} alone; an act has two actors: give source=, target= or party= together")
    return changed


def _participants(claim: Claim, fields: Fields) -> tuple[Participant, ...]:
    """Named roles are replaced; an actor that gets a role has lost its other one."""
    given = {Role(role): _list(fields[role]) for role in ROLES if role in fields}
    named = {actor for actors in given.values() for actor in actors}
    kept = [p for p in claim.participants if p.role not in given and p.actor not in named]
    return tuple(kept + [Participant(actor, role) for role, actors in given.items() for actor in actors])


def _items(claim: Claim, fields: Fields) -> tuple[Item, ...]:
    items = claim.items
    if "items" in fields:
        known = {i.name.casefold(): i for i in items}
        items = tuple(known.get(name.casefold()) or Item(name, _kind(name)) for name in _list(fields["items"]))
    if "quantity" in fields:
        if len(items) != 1:
            raise InputError(f"claim {claim.id} has {len(items)} items; a quantity is of one: give items= together, or judge another claim")
        items = (replace(items[0], quantity=_maybe(fields["quantity"])),)
    return items


def _kind(name: str) -> ItemKind:
    """As the lexicon has it; what it does not know is goods."""
    linked = (link_item(name, kind) for kind in (ItemKind.WEAPON_SYSTEM, ItemKind.AGREEMENT, ItemKind.GOODS))
    return next((i.kind for i in linked if i.known), ItemKind.GOODS)


def _list(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else str(value)


class Mark(StrEnum):
    """How a person left a claim."""

    CONFIRMED = "confirmed"
    MENDED = "mended"
    REJECTED = "rejected"
