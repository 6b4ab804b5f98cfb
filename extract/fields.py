"""What an act says, from all its claims: type, status, date, participants, persons, items, counts and dissent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from extract.alike import Telling
from extract.items import link_item
from extract.model import Act, Item, Organisation, Participant, Person, Post
from extract.ontology import Status, is_tangible
from extract.origins import origins
from extract.persons import link_person

T = TypeVar("T", bound=Hashable)
STAGES = (Status.PROPOSED, Status.PLANNED, Status.DONE, Status.ENDED)
"""The way of a deed; `denied` stands beside it."""


def act_of(name: str, members: Sequence[Telling], posts: Mapping[str, Post]) -> Act:
    """The act told by these claims; `members` are not empty and in the order of their posts."""
    members = sorted(members, key=lambda t: (posts[t.claim.post].date, t.key))
    voices = origins(members, posts)
    status = final_status(members, voices)
    leading = [t for t in members if t.claim.status is status] or list(members)
    kind = most(t.claim.type for t in leading)
    date, precision, source = act_date(leading, members)
    dissent = tuple(t.claim.id for t in members if dissents(t, status, members))
    told = [posts[t.claim.post] for t in members]
    return Act(
        id=name,
        type=kind,
        sphere=most(t.claim.sphere for t in leading if t.claim.type == kind),
        status=status,
        tangible=is_tangible(kind, status) and any(t.claim.tangible for t in leading),
        participants=most((_who(t) for t in leading), weight=len),
        persons=_persons(t.claim.persons for t in members),
        items=_items(leading),
        organisations=_organisations(leading),
        officials=_officials(members),
        date=date,
        date_precision=precision,
        date_source=source,
        place=most(places) if (places := [t.claim.place for t in leading if t.claim.place]) else None,
        claims=tuple(t.claim.id for t in members),
        posts=tuple(dict.fromkeys(p.id for p in told)),
        n_posts=len({p.id for p in told}),
        n_channels=len({p.channel for p in told}),
        n_independent=len({t.wording for t in members}),
        n_origins=len(set(voices.values())),
        first_report=told[0].date.isoformat(),
        last_report=told[-1].date.isoformat(),
        confidence=_confidence(leading, voices),
        contradicted=bool(dissent),
        dissent=dissent,
        history=tuple(_history(members)),
    )


def most(values: Iterable[T], weight: Callable[[T], float] = lambda _: 0.0) -> T:
    """The commonest value; of equally common ones the weightier, then the first in text order, so that no order of posts matters."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -weight(v), str(v)))


def final_status(members: Sequence[Telling], voices: Mapping[str, str]) -> Status:
    """The newest best-supported status, counted in origins: a later stage stands unless earlier stages are told more often after it began;
    a denial stands if it has more voices than what it denies, or as many and the last word."""
    support = {s: len({voices[t.wording] for t in members if t.claim.status is s}) for s in Status}
    positive = next((s for s in reversed(STAGES) if support[s] and _stands(s, members, voices)), None)
    if positive is None:
        return Status.DENIED
    newest = next(t.claim.status for t in reversed(members) if t.claim.status in (Status.DENIED, positive))
    denied = support[Status.DENIED]
    return Status.DENIED if denied and (denied, newest is Status.DENIED) > (support[positive], False) else positive


def _stands(status: Status, members: Sequence[Telling], voices: Mapping[str, str]) -> bool:
    first = next(i for i, t in enumerate(members) if t.claim.status is status)
    own = {voices[t.wording] for t in members if t.claim.status is status}
    earlier = STAGES[: STAGES.index(status)]
    back = {voices[t.wording] for t in members[first + 1 :] if t.claim.status in earlier} - own
    return len(own) > len(back) or not back


def dissents(told: Telling, status: Status, members: Sequence[Telling]) -> bool:
    """Whether a claim speaks against the final status; a stage on the way to it does not."""
    own = told.claim.status
    if own is status:
        return False
    if Status.DENIED in (own, status):
        return status is not Status.DENIED or own in (Status.DONE, Status.ENDED)
    if STAGES.index(own) > STAGES.index(status):
        return not (status is Status.PLANNED and own is Status.PROPOSED)
    first = next(i for i, t in enumerate(members) if t.claim.status is status)
    return status is Status.ENDED and members.index(told) > first


def act_date(leading: Sequence[Telling], members: Sequence[Telling]) -> tuple[str, str, str]:
    """Date, precision and source ("text" or "post"): the most precise date that most claims of the final status give, else of any claim;
    without any the day of the first post that tells the final status, or, of what is denied, the first post of all. What is done has no
    date after the last post that says so: such a date was that of a plan, or of something else."""
    last = max(t.day for t in leading).isoformat() if leading[0].claim.status is Status.DONE else "9999"
    for group in (leading, members):
        dates = [t.claim.date for t in group if t.claim.date and t.claim.date <= last[: len(t.claim.date)]]
        if dates:
            finest = max(map(len, dates))
            date = most(d for d in dates if len(d) == finest)
            return date, {4: "year", 7: "month"}.get(len(date), "day"), "text"
    first = members if leading[0].claim.status is Status.DENIED else leading
    return first[0].day.isoformat(), "day", "post"


def _who(told: Telling) -> tuple[Participant, ...]:
    return tuple(sorted(told.claim.participants, key=lambda p: (p.role, p.actor)))


def _persons(told: Iterable[Sequence[Person]]) -> tuple[Person, ...]:
    """Every person of these, once, under the commonest spelling."""
    spellings: defaultdict[str, list[Person]] = defaultdict(list)
    for persons in told:
        for person in persons:
            spellings[link_person(person.name, person.country).id].append(person)
    return tuple(most(spellings[key]) for key in sorted(spellings))


def _officials(members: Sequence[Telling]) -> tuple[Person, ...]:
    """Whom offices mean whom no post of the act names."""
    named = {link_person(p.name, p.country).id for t in members for p in t.claim.persons}
    meant = _persons(t.claim.officials for t in members)
    return tuple(p for p in meant if link_person(p.name, p.country).id not in named)


def _organisations(members: Sequence[Telling]) -> tuple[Organisation, ...]:
    """Every organisation named, once, with the commonest part."""
    named: defaultdict[tuple[str, str], list[Organisation]] = defaultdict(list)
    for t in members:
        for organisation in t.claim.organisations:
            named[organisation.name, organisation.country].append(organisation)
    return tuple(most(named[key]) for key in sorted(named))


def _items(members: Sequence[Telling]) -> tuple[Item, ...]:
    """Every item named, once, with the commonest quantity."""
    named: defaultdict[str, list[Item]] = defaultdict(list)
    for t in members:
        for item in t.claim.items:
            named[link_item(item.name, item.kind).id].append(item)
    return tuple(
        Item(first.name, first.kind, most(given) if (given := [i.quantity for i in items if i.quantity]) else None)
        for _, items in sorted(named.items())
        for first in [most(Item(i.name, i.kind) for i in items)]
    )


def _confidence(leading: Sequence[Telling], voices: Mapping[str, str]) -> float:
    """One minus the chance that every origin errs: the best claim of each origin counts, as if they erred independently."""
    best: dict[str, float] = {}
    for t in leading:
        best[voices[t.wording]] = max(best.get(voices[t.wording], 0.0), t.claim.confidence)
    wrong = 1.0
    for confidence in best.values():
        wrong *= 1 - confidence
    return round(1 - wrong, 3)


def _history(members: Sequence[Telling]) -> Iterable[Mapping[str, object]]:
    """Each status with its first and last report (ISO days) and number of posts, in order of first report."""
    for status in dict.fromkeys(t.claim.status for t in members):
        told = [t for t in members if t.claim.status is status]
        yield {
            "status": status.value,
            "first": told[0].day.isoformat(),
            "last": told[-1].day.isoformat(),
            "n_posts": len({t.claim.post for t in told}),
        }
