"""How far two claims speak of one deed: evidence for and against from actors, dates, items, persons and words."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz

from extract.item_tables import bases as bases_of
from extract.item_tables import is_project
from extract.items import link_item
from extract.model import Claim, Post
from extract.ontology import Role, Status
from extract.wordings import words

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "day": 1.2,  # both name the same day
        "next day": 0.35,  # neighbouring days: zones, midnight
        "other day": -6.0,  # in the way of all else: patrols, flights and visits recur
        "moved": -0.3,  # another day within a week of a plan
        "gap": -0.2,
        "gap per month": -0.9,
        "day gap": -1.5,  # of a deed of a day, which posts tell within days
        "within 2 days": 0.5,
        "within 7 days": 0.4,
        "within 30 days": 0.25,
        "within 120 days": 0.0,
        "later": -0.05,
        "both dated": 0.15,
        "item": 0.8,
        "kind": -0.2,  # other items of one kind
        "other items": -0.5,
        "other goods": -1.2,  # of trade and the like, which runs all the time
        "person": 0.25,
        "other persons": -0.5,
        "others meet": -1.2,  # who meets or calls is what tells meetings apart
        "nothing shared": -1.0,  # no item, day or telling word, of what happens all the time
        "runs or stopped": -3.0,  # a supply that runs and its end are two deeds
        "rare words": 0.45,
        "letters": 0.9,
        "all actors": 0.4,
        "some actors": -0.2,
        "rival actors": -0.8,  # each names one that the other does not
        "wording": 1.0,
        "lonely": 1.2,  # few other tellings of this pair and type around that time
        "status": 0.4,
    }
)
"""Evidence for (or against) one deed, in units of what suffices; found by random search on the pairs of the invented case,
within bounds that keep far posts apart. "day gap", the others of trade and meetings, "nothing shared", "runs or stopped" and "rival actors"
were set by hand, on the case and on the events of the posts kept for checking."""
SAME = 1.0
MEAN = 0.6
"""Mean evidence between two clusters that lets them join."""
MEMORY, SHORT_MEMORY = timedelta(days=45), timedelta(days=5)
"""How long after a deed posts still retell it without naming its date; the latter for deeds of a day."""
MEETINGS = frozenset({"call", "visit", "negotiation", "conference"})
OF_A_DAY = MEETINGS | {"statement", "drill", "security"}
FLOWS = frozenset({"trade", "energy", "transport", "tourism", "mobility", "finance", "labour"})
STORY = 7
"""Days within which an undated post takes up a story that another post dates back."""
FAR = 200
"""Days apart beyond which no likeness helps."""
PATIENCE = 1.0
"""Months after which a plan, a proposal or a denial of a thing with a name of its own stands no further off."""
SUPPLIES = frozenset({"trade", "energy"})
TELLING = 0.25
"""Share of rare words from which two quotes tell alike."""
CYRILLIC = re.compile("[а-яіїєґ]", re.IGNORECASE)
STEM = 5
NEARNESS = ((2, "within 2 days"), (7, "within 7 days"), (30, "within 30 days"), (120, "within 120 days"))


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with what comparing needs, worked out once. `day` is the post's; `about` that of the deed, if told and earlier."""

    claim: Claim
    span: tuple[date, date]
    key: tuple[str, str]
    actors: frozenset[str]
    flow: tuple[frozenset[str], frozenset[str]]
    day: date
    about: date
    wording: str
    links: frozenset[str]
    bases: frozenset[str]
    projects: frozenset[str]
    kinds: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]


def telling(claim: Claim, post: Post, wording: str) -> Telling:
    linked = [link_item(i.name, i.kind) for i in claim.items]
    return Telling(
        claim,
        span(claim, post.date.date()),
        (claim.post, claim.id),
        claim.actors,
        (frozenset(claim.by_role(Role.SOURCE)), frozenset(claim.by_role(Role.TARGET))),
        post.date.date(),
        min(post.date.date(), bounds(claim.date)[1]) if claim.date else post.date.date(),
        wording,
        frozenset(i.same_id for i in linked),
        frozenset(base for i in linked for base in bases_of(i.id) | {i.same_id}),
        frozenset(i.same_id for i in linked if is_project(i)),
        frozenset(k for i in linked for k in (i.family, i.klass) if k),
        frozenset(p.name.casefold().split()[-1] for p in claim.persons if p.name.split()),
        frozenset(_stems(claim.quote)),
    )


@lru_cache(maxsize=100_000)
def _stems(quote: str) -> tuple[str, ...]:
    return tuple(w[:STEM] for w in words(quote) if len(w) > 3 or w.isdigit())


def bounds(text: str) -> tuple[date, date]:
    """First and last day that an ISO date at its precision may mean: "2024-02" is 1 to 29 February."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else None
    first = date(year, month or 1, numbers[2] if len(numbers) > 2 else 1)
    if len(numbers) > 2:
        return first, first
    after = date(year + 1, 1, 1) if month in (None, 12) else date(year, month + 1, 1)
    return first, after - timedelta(days=1)


def span(claim: Claim, posted: date) -> tuple[date, date]:
    """Days on which the deed may have been, as far as this claim tells: its own date, or some time before (if planned,
    also after) the post."""
    if claim.date:
        return bounds(claim.date)
    ahead = MEMORY if claim.status in (Status.PLANNED, Status.PROPOSED, Status.DENIED) else timedelta(days=1)
    return posted - (SHORT_MEMORY if claim.type in OF_A_DAY else MEMORY), posted + ahead


def rivals(a: Claim, b: Claim) -> bool:
    """Two claims of one post are two deeds, unless one denies what the other claims."""
    return a.post == b.post and (a.status is Status.DENIED) == (b.status is Status.DENIED)


def compatible(left: Telling, right: Telling) -> bool:
    """What one deed cannot do: run the other way, concern other things, or happen on two days."""
    a, b = left.claim, right.claim
    if rivals(a, b) or a.type != b.type or len(left.actors & right.actors) < 2:
        return False
    (a_from, a_to), (b_from, b_to) = left.flow, right.flow
    return not (a_from & b_to and a_to & b_from and not a_from & b_from)


def apart(left: Telling, right: Telling) -> int:
    """Days between the nearest days that both claims allow; 0 where they overlap, and where an undated post takes up the story of a dated
    one within days."""
    if bool(left.claim.date) != bool(right.claim.date) and abs((left.day - right.day).days) <= STORY:
        return 0
    (a0, a1), (b0, b1) = left.span, right.span
    return max(0, (b0 - a1).days, (a0 - b1).days)


def features(left: Telling, right: Telling, rarity: Mapping[str, float], crowd: int) -> dict[str, float]:
    """What speaks for and against one deed, by the names of `WEIGHTS`; `crowd` is the number of tellings of
    that pair and type around that time."""
    a, b = left.claim, right.claim
    found = _dates(a, b, apart(left, right), abs((left.day - right.day).days))
    found |= {"item": 1} if _same_item(left, right) else _meet(left.links, right.links, "item", _other(left, right))
    found |= _people(left, right)
    found["rare words"] = _overlap(left.stems, right.stems, rarity)
    found["letters"] = fuzz.token_set_ratio(a.quote.casefold(), b.quote.casefold()) / 100
    found[_sides(left.actors, right.actors)] = 1
    found["wording"] = float(left.wording == right.wording)
    found["lonely"] = 1 / max(1, crowd - 1)
    found["status"] = float(a.status is b.status)
    if "gap" in found and same_project(left, right) and _may_wait(left, right):
        found["gap per month"] = min(found["gap per month"], PATIENCE)
    found["day gap"] = float("gap" in found and a.type in OF_A_DAY and Status.DONE in (a.status, b.status))
    found["runs or stopped"] = float(a.type in SUPPLIES and not same_project(left, right) and _runs_or_stopped(a, b))
    found["nothing shared"] = float(a.type in OF_A_DAY | FLOWS and _strange(a, b, found))
    return found


def evidence(left: Telling, right: Telling, rarity: Mapping[str, float], crowd: int) -> float:
    """Sum of weights; `SAME` or more speaks for one deed."""
    if (days := apart(left, right)) > FAR and not same_project(left, right):
        return WEIGHTS["gap per month"] * days / 30  # nothing makes up for that: the rest is not worth working out
    return sum(WEIGHTS[name] * value for name, value in features(left, right, rarity, crowd).items())


def _dates(a: Claim, b: Claim, gap: int, days: int) -> dict[str, float]:
    """Two named days must be one day, give or take a zone; posts near in time are likelier to tell one deed."""
    if a.date and b.date and len(a.date) == len(b.date) == len("2024-11-09"):
        planned = Status.PLANNED in (a.status, b.status)
        return {"day" if gap == 0 else "next day" if gap == 1 else "moved" if planned and gap <= 7 else "other day": 1}
    if gap:
        return {"gap": -0.2, "gap per month": gap / 30}
    near = next((name for limit, name in NEARNESS if days <= limit), "later")
    return {near: 1, "both dated": float(bool(a.date and b.date))}


def _same_item(left: Telling, right: Telling) -> bool:
    """Whether both name one item, be it that one names the model and the other its version."""
    return bool(left.links & right.bases or left.bases & right.links)


def same_project(left: Telling, right: Telling) -> bool:
    """Whether both name one project: a weapon by its name, a pipeline, a bridge."""
    return bool(left.projects and right.projects and _same_item(left, right))


def _runs_or_stopped(a: Claim, b: Claim) -> bool:
    """Whether one tells that goods flow or might flow, the other that they cease; a plan may be what ceases."""
    return {a.status, b.status} in ({Status.DONE, Status.ENDED}, {Status.PROPOSED, Status.ENDED})


def _may_wait(left: Telling, right: Telling) -> bool:
    """Whether time between the two says little: plans, proposals and denials of a project come over years, the deed itself may come long
    after its plan, and be denied or undone long after; but what is planned after a deed is another one."""
    first, second = sorted((left, right), key=lambda t: t.about)
    if first.claim.status is Status.DONE:
        return second.claim.status in (Status.DENIED, Status.ENDED)
    return True


def _other(left: Telling, right: Telling) -> str:
    """How items differ that are not the same."""
    if left.kinds & right.kinds:
        return "kind"
    return "other goods" if left.claim.type in FLOWS else "other items"


def _people(left: Telling, right: Telling) -> dict[str, float]:
    """At a meeting all must be the same who are named on both sides: the president calls everybody."""
    if left.claim.type not in MEETINGS:
        return _meet(left.names, right.names, "person", "other persons")
    subset = left.names <= right.names or right.names <= left.names
    return _meet(left.names, right.names, "person", "others meet") if subset or not left.names & right.names else {"others meet": 1}


def _strange(a: Claim, b: Claim, found: Mapping[str, float]) -> bool:
    """Whether two quotes of one alphabet have nothing telling in common."""
    alphabets = {bool(CYRILLIC.search(quote)) for quote in (a.quote, b.quote)}
    return len(alphabets) == 1 and "item" not in found and "day" not in found and found["rare words"] < TELLING and not found["wording"]


def _sides(left: frozenset[str], right: frozenset[str]) -> str:
    if left == right:
        return "all actors"
    return "some actors" if left < right or right < left else "rival actors"


def _meet(left: Collection[str], right: Collection[str], match: str, clash: str) -> dict[str, float]:
    """`match` if two sets of names meet, `clash` if both speak and do not, else nothing."""
    if not left or not right:
        return {}
    return {match if set(left) & set(right) else clash: 1}


def _overlap(left: frozenset[str], right: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Share of the poorer quote's words that both have, weighed by how rare they are (inverse document frequency)."""

    def weigh(stems: frozenset[str]) -> float:
        return sum(rarity.get(s, 1.0) for s in stems)

    if left.isdisjoint(right):
        return 0.0
    least = min(weigh(left), weigh(right))
    return weigh(left & right) / least if least else 0.0
