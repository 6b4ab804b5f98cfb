"""What flows through the stages: Post → Mention → Claim → Act, as frozen records, and the JSON shape of the gold data."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from extract.errors import InputError
from extract.ontology import ACT_TYPES, ItemKind, Part, Role, Sphere, Status, is_tangible

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """One message. `id` is channel + message number; `date` has a zone; `file` and `line` say where it was read."""

    id: str
    channel: str
    date: datetime
    lang: str
    text: str
    url: str | None = None
    views: int | None = None
    forwards: int | None = None
    forwarded_from: str | None = None
    edited: datetime | None = None
    file: str = ""
    line: int = 0

    @property
    def hash(self) -> str:
        """Of what the post says: a message read twice has one hash, an edited one a new hash."""
        return digest(self.id, self.date.isoformat(), self.text, self.forwarded_from or "")


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in a post; `start` and `end` are offsets into the original text, `text == post.text[start:end]`."""

    start: int
    end: int
    text: str
    entity: str


@dataclass(frozen=True, slots=True)
class Participant:
    actor: str
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm, bank, agency, ministry in an act; `country` is the actor id that it belongs to, a participant or, of an intermediary, any."""

    name: str
    country: str
    part: Part


@dataclass(frozen=True, slots=True)
class Item:
    """Something handed over, built or signed; `quantity` in English, as exact as in the post ("up to 12", "2.5 million tonnes")."""

    name: str
    kind: ItemKind
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One post telling one act. `persons` are those named, `officials` those meant by an office alone ("Iran's foreign minister"), as of
    the post's day. `date` is ISO 8601 at the precision that the text gives (year, month, day) or None.

    `start` and `end` are offsets of `quote` in the post's original text, or None where it cannot be found (then so it stays).
    """

    post: str
    type: str
    sphere: Sphere
    status: Status
    tangible: bool
    participants: tuple[Participant, ...]
    persons: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    officials: tuple[Person, ...] = ()
    date: str | None = None
    reported_by: str | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None
    place: str | None = None
    confidence: float = 1.0
    extractor: str = ""

    @property
    def id(self) -> str:
        """A hash of post, span, type and participants: nothing that a better extractor mends changes it."""
        who = sorted(f"{p.role.value}:{p.actor}" for p in self.participants)
        return "c_" + digest(self.post, str(self.start), str(self.end), self.quote, self.type, self.status.value, *who)[:16]

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(p.actor for p in self.participants)

    def by_role(self, role: Role) -> tuple[str, ...]:
        return tuple(p.actor for p in self.participants if p.role is role)

    def to_json(self) -> Json:
        """The shape of the gold annotations."""
        return {
            "type": self.type,
            "sphere": self.sphere.value,
            "status": self.status.value,
            "tangible": self.tangible,
            "participants": [{"actor": p.actor, "role": p.role.value} for p in self.participants],
            "persons": [{"name": p.name, "country": p.country} for p in self.persons],
            "items": [{"name": i.name, "kind": i.kind.value, **({"quantity": i.quantity} if i.quantity else {})} for i in self.items],
            **({"organisations": [organisation_json(o) for o in self.organisations]} if self.organisations else {}),
            **({"officials": [{"name": p.name, "country": p.country} for p in self.officials]} if self.officials else {}),
            "date": self.date,
            "reported_by": self.reported_by,
            "quote": self.quote,
        }


def organisation_json(organisation: Organisation) -> Json:
    return {"name": organisation.name, "country": organisation.country, "part": organisation.part.value}


@dataclass(frozen=True, slots=True)
class Act:
    """What happened in the world, once, with the claims that tell it. `date` is ISO 8601 at `date_precision` (day, month, year)."""

    id: str
    type: str
    sphere: Sphere
    status: Status
    tangible: bool
    participants: tuple[Participant, ...]
    persons: tuple[Person, ...]
    items: tuple[Item, ...]
    date: str
    date_precision: str
    date_source: str
    place: str | None
    claims: tuple[str, ...]
    posts: tuple[str, ...]
    n_posts: int
    n_channels: int
    n_independent: int
    n_origins: int
    first_report: str
    last_report: str
    confidence: float
    contradicted: bool
    dissent: tuple[str, ...] = ()
    history: tuple[Mapping[str, Any], ...] = field(default=())
    organisations: tuple[Organisation, ...] = ()
    officials: tuple[Person, ...] = ()

    def by_role(self, role: Role) -> tuple[str, ...]:
        return tuple(p.actor for p in self.participants if p.role is role)


def digest(*parts: str) -> str:
    """A short stable hash of strings; the separator cannot occur in text."""
    return hashlib.blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _persons(raw: Iterable[Json] | None) -> tuple[Person, ...]:
    return tuple(Person(str(p["name"]), str(p.get("country") or "")) for p in raw or ())


def claim_from_json(raw: Json, post: Post, extractor: str) -> Claim:
    """Read one act in the gold shape; raises InputError that says what is wrong with it."""
    try:
        kind, status = raw["type"], Status(raw["status"])
        if kind not in ACT_TYPES:
            raise ValueError(f"'{kind}' is no act type; known are {', '.join(ACT_TYPES)}")
        participants = tuple(dict.fromkeys(Participant(str(p["actor"]), Role(p["role"])) for p in raw["participants"]))
        claim = Claim(
            post=post.id,
            type=kind,
            sphere=Sphere(raw["sphere"]) if raw.get("sphere") else ACT_TYPES[kind].sphere,
            status=status,
            tangible=bool(raw["tangible"]) if "tangible" in raw else is_tangible(kind, status),
            participants=participants,
            persons=_persons(raw.get("persons")),
            officials=_persons(raw.get("officials")),
            items=tuple(
                Item(str(i["name"]), ItemKind(i.get("kind") or "goods"), str(i["quantity"]) if i.get("quantity") else None)
                for i in raw.get("items") or ()
            ),
            organisations=tuple(
                Organisation(str(o["name"]), str(o.get("country") or ""), Part(o.get("part") or "party"))
                for o in raw.get("organisations") or ()
            ),
            date=raw.get("date") or None,
            reported_by=raw.get("reported_by") or None,
            quote=str(raw.get("quote") or ""),
            extractor=extractor,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(f"an act of post {post.id} {what}") from error
    if len(claim.actors) < 2:
        raise InputError(f"an act of post {post.id} names fewer than two actors")
    at = post.text.find(claim.quote) if claim.quote else -1
    return replace(claim, start=at, end=at + len(claim.quote)) if at >= 0 else claim
