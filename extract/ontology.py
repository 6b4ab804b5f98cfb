"""The closed lists: act types, spheres, statuses, roles, parts; as `lexicons/act_types.csv` and the guide to the gold data define them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType


class Status(StrEnum):
    DONE = "done"
    PLANNED = "planned"
    PROPOSED = "proposed"
    DENIED = "denied"
    ENDED = "ended"


class Role(StrEnum):
    SOURCE = "source"
    TARGET = "target"
    PARTY = "party"


class Part(StrEnum):
    """What an organisation does in an act of its country."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    INTERMEDIARY = "intermediary"
    MAKER = "maker"
    SIGNATORY = "signatory"
    PARTY = "party"


class ItemKind(StrEnum):
    WEAPON_SYSTEM = "weapon_system"
    AGREEMENT = "agreement"
    GOODS = "goods"


class Sphere(StrEnum):
    DIPLOMACY = "diplomacy"
    MILITARY = "military"
    ECONOMY = "economy"
    ENERGY_INFRASTRUCTURE = "energy_infrastructure"
    SPORTS = "sports"
    CULTURE_EDUCATION = "culture_education"
    TOURISM = "tourism"


@dataclass(frozen=True, slots=True)
class ActType:
    """One act type: `tangible` when done, `supply` if it counts in chains by default, `mutual` if its usual role is party."""

    name: str
    tangible: bool
    supply: bool
    mutual: bool
    sphere: Sphere
    plover: str


def _read() -> dict[str, ActType]:
    with (files(__package__) / "lexicons" / "act_types.csv").open(encoding="utf-8") as lines:
        return {
            row["type"]: ActType(
                row["type"], row["tangible"] == "yes", row["supply"] == "yes", row["mutual"] == "yes", Sphere(row["sphere"]), row["plover"]
            )
            for row in csv.DictReader(lines)
        }


ACT_TYPES: Mapping[str, ActType] = MappingProxyType(_read())
SUPPLY_TYPES = tuple(name for name, kind in ACT_TYPES.items() if kind.supply)


def is_tangible(act_type: str, status: Status) -> bool:
    """Whether an act goes beyond words: a tangible type that is done, or was running and is ended."""
    return ACT_TYPES[act_type].tangible and status in (Status.DONE, Status.ENDED)
