"""Judgements: what a person decided of claims, acts, actors or items, as the ledger holds it: who, when, why; each can be taken back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from extract.model import Json
from extract.wordings import Clusters
from graph.ledger import Ledger


class Verdict(StrEnum):
    """REJECT, CONFIRM and MEND are of claims, SAME and DIFFERENT of two things, UNSURE of either."""

    REJECT = "reject"
    CONFIRM = "confirm"
    MEND = "mend"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class What(StrEnum):
    """What is judged: the claims of one act or a single one; or whether two acts, actors, persons or items are one."""

    CLAIMS = "claims"
    ACTS = "acts"
    ACTORS = "actors"
    PERSONS = "persons"
    ITEMS = "items"


THINGS = (What.ACTORS, What.PERSONS, What.ITEMS)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`ids` are what was judged, as it was called then. `claims` are the claims as extracted (rows of the claims table, and `beside`: types
    of the claims that stood in the same place): one set for CLAIMS, two for ACTS. `mend` holds the fields that a person set; `into` is the
    record that stands for both of two actors, persons or items that are the same. `undone` is the ledger's line that took it back."""

    number: int
    at: str
    by: str
    why: str
    what: What
    verdict: Verdict
    ids: tuple[str, ...]
    claims: tuple[tuple[Json, ...], ...] = ()
    mend: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    into: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    undone: Json | None = None

    @property
    def acts_anew(self) -> bool:
        """Whether acts may differ for it; the others are only remembered."""
        return self.verdict is not Verdict.UNSURE and not (self.what in THINGS and self.verdict is Verdict.DIFFERENT)

    @property
    def saying(self) -> str:
        """ "status=denied date=2024" or the verdict."""
        told = (f"{name}={','.join(value) if isinstance(value, list) else value or ''}" for name, value in self.mend.items())
        return " ".join(told) or self.verdict.value

    def to_json(self) -> Json:
        taken_back = {k: self.undone[k] for k in ("at", "by", "why")} if self.undone else None
        return {
            "number": self.number,
            "at": self.at,
            "by": self.by,
            "why": self.why,
            "what": self.what.value,
            "verdict": self.verdict.value,
            "ids": list(self.ids),
            "mend": dict(self.mend),
            "claims": [[row["id"] for row in rows] for rows in self.claims],
            "undone": taken_back,
        }


def judgements(entries: Iterable[Json]) -> list[Judgement]:
    """All judgements in these entries of a ledger, by number; those taken back say so."""
    entries = [e for e in entries if e["step"] in ("judge", "undo")]
    undone = {e["judgement"]: e for e in entries if e["step"] == "undo"}
    made = [e for e in entries if e["step"] == "judge"]
    return [_judgement(number, e, undone.get(number)) for number, e in enumerate(made, 1)]


def standing(entries: Iterable[Json]) -> list[Judgement]:
    """The judgements that were not taken back."""
    return [j for j in judgements(entries) if not j.undone]


def obeyed(ledger: Ledger) -> list[Judgement]:
    """The judgements that the acts were made with, those that stood at the last grouping; and those that change no act."""
    last = max((n for n, e in enumerate(ledger.entries) if e["step"] == "group"), default=-1)
    found = [j for j in standing(ledger.entries[: last + 1]) if j.acts_anew]
    return sorted(found + [j for j in standing(ledger.entries) if not j.acts_anew], key=lambda j: j.number)


def _judgement(number: int, entry: Json, undone: Json | None) -> Judgement:
    return Judgement(
        number=number,
        at=entry["at"],
        by=entry["by"],
        why=entry["why"],
        what=What(entry["what"]),
        verdict=Verdict(entry["verdict"]),
        ids=tuple(entry["ids"]),
        claims=tuple(tuple(rows) for rows in entry.get("claims", ())),
        mend=entry.get("mend", {}),
        into=entry.get("into", {}),
        undone=undone,
    )


Sides = tuple[Collection[str], Collection[str]]


def contradicted(made: Sequence[tuple[Judgement, Sides]], verdict: Verdict, sides: Sides) -> Judgement | None:
    """The first of the earlier judgements of two things, with their sides, against which a new one would speak: "same" of what is, also in
    turn, judged different, or the reverse."""
    things = {thing for told in (*(s for _, s in made), sides) for side in told for thing in side}
    joined = Clusters(things)
    for judgement, told in made:
        if judgement.verdict is Verdict.SAME:
            joined.join_all([*told[0], *told[1]])
            if verdict is Verdict.DIFFERENT and _meet(joined, sides):
                return judgement
    if verdict is Verdict.SAME:
        joined.join_all([*sides[0], *sides[1]])
        return next((j for j, told in made if j.verdict is Verdict.DIFFERENT and _meet(joined, told)), None)
    return None


def _meet(joined: Clusters, sides: Sides) -> bool:
    left, right = ({joined.find(thing) for thing in side} for side in sides)
    return not left.isdisjoint(right)


def followed(pairs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each key with the end of its way: a → b, b → c gives (a, c), (b, c)."""
    for start in pairs:
        end = pairs[start]
        while end in pairs:
            end = pairs[end]
        yield start, end
