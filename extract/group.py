"""Claims → acts: one act for all claims that tell one deed. A function of the set of posts, whatever their order; only ids remember."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from extract.alike import MEAN, SAME, Telling, compatible, evidence, rivals, same_project, telling
from extract.fields import act_of
from extract.model import Act, Claim, Post
from extract.wordings import Clusters, wordings

HORIZON = timedelta(days=400)
"""Posts further apart than this are not compared; a late first report names its deed's date and may lie that far behind."""
LONG_HORIZON = timedelta(days=1200)
"""The same of projects with a name of their own: pipelines and plants are planned, put off and dropped over years."""
AROUND = timedelta(days=30)
UNLINKED = -0.5
"""Evidence between two claims that were not compared or cannot be one deed."""
CLOSE = 0.2
"""How far below `MEAN` the mean evidence of two acts may lie for a person to be asked whether they are one."""

Memory = Mapping[str, Sequence[str]]
"""Claims of the acts of an earlier run by act id."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What people know, by claim id: sets of claims that tell one act, and pairs of sets of which no act holds both sides.
    Where they contradict each other, `same` holds."""

    same: Sequence[Collection[str]] = ()
    different: Sequence[tuple[Collection[str], Collection[str]]] = ()


def group(posts: Iterable[Post], claims: Iterable[Claim], *earlier: Memory, bounds: Bounds | None = None) -> list[Act]:
    """All unique acts, by date and id, within `bounds`. An act keeps the id that it had in the first of `earlier` that knows it."""
    known = {p.id: p for p in posts}
    tellings = _tellings(known, claims)
    groups = _merge(tellings, _links(tellings), bounds or Bounds())
    names = _names(groups, earlier)
    return sorted((act_of(name, members, known) for name, members in zip(names, groups, strict=True)), key=lambda a: (a.date, a.id))


def nearly(posts: Iterable[Post], claims: Iterable[Claim], acts: Iterable[Act]) -> Iterator[tuple[str, str, float]]:
    """Pairs of acts that are nearly one: ids, and how near their mean evidence comes, from 0 to 1."""
    tellings = _tellings({p.id: p for p in posts}, claims)
    acts_of = {claim: act.id for act in acts for claim in act.claims}
    sizes = Counter(acts_of[t.claim.id] for t in tellings)
    links: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for (i, j), value in _links(tellings).items():
        one, other = sorted((acts_of[tellings[i].claim.id], acts_of[tellings[j].claim.id]))
        if one != other:
            links[one, other].append(value)
    for (one, other), values in links.items():
        unlinked = sizes[one] * sizes[other] - len(values)
        value = (sum(values) + UNLINKED * unlinked) / (sizes[one] * sizes[other])
        if value > MEAN - CLOSE:
            yield one, other, min(1.0, (value - MEAN + CLOSE) / (SAME - MEAN + CLOSE))


def _tellings(known: Mapping[str, Post], claims: Iterable[Claim]) -> list[Telling]:
    told = [c for c in claims if c.post in known]
    wording = wordings(known[post] for post in {c.post for c in told})
    return sorted((telling(c, known[c.post], wording[c.post]) for c in told), key=lambda t: (t.day, t.key))


def _links(tellings: Sequence[Telling]) -> dict[tuple[int, int], float]:
    """Evidence between tellings, by their places, within blocks of one type and pair of actors."""
    rarity = _rarity(tellings)
    places = {t.key: number for number, t in enumerate(tellings)}
    links: dict[tuple[int, int], float] = {}
    for block in _blocks(tellings):
        days = sorted(t.day for t in block)
        for left, right in _near_in_time(block):
            first, second = sorted((places[left.key], places[right.key]))
            pair = first, second
            if pair not in links and compatible(left, right):
                first_day, last_day = sorted((left.day, right.day))
                crowd = bisect_right(days, last_day + AROUND) - bisect_left(days, first_day - AROUND)
                links[pair] = evidence(left, right, rarity, crowd)
    return links


def _blocks(tellings: Sequence[Telling]) -> Iterable[list[Telling]]:
    blocks: defaultdict[tuple[str, str, str], list[Telling]] = defaultdict(list)
    for t in tellings:
        for pair in combinations(sorted(t.claim.actors), 2):
            blocks[t.claim.type, *pair].append(t)
    return [sorted(block, key=lambda t: (t.about, t.key)) for block in blocks.values()]


def _near_in_time(block: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    for number, left in enumerate(block):
        for right in block[number + 1 :]:
            if right.about - left.about > LONG_HORIZON:
                break
            if right.about - left.about <= HORIZON or same_project(left, right):
                yield left, right


def _rarity(tellings: Iterable[Telling]) -> dict[str, float]:
    """Inverse document frequency of the quotes' stems, between 0 and 1; copies count once."""
    once = {t.wording: t.stems for t in tellings}
    seen = Counter(s for stems in once.values() for s in stems)
    most = math.log(len(once) + 1)
    return {s: math.log((len(once) + 1) / n) / most for s, n in seen.items()}


def _merge(tellings: Sequence[Telling], links: Mapping[tuple[int, int], float], bounds: Bounds) -> list[list[Telling]]:
    """Average-link clusters: join the two clusters with the strongest mean evidence until none reaches `SAME`; rival claims of one post
    stay apart. What people joined is one from the start; claims of two types in it say nothing of each other."""
    cluster, apart = _joined(tellings, bounds), _apart(tellings, bounds)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, first in enumerate(cluster):
        members[first].append(place)
    for (i, j), value in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        a, b = cluster[i], cluster[j]
        if value < SAME or a == b or _clash(tellings, members[a], members[b]) or _parted(apart, members[a], members[b]):
            continue
        pairs = ((x, y) for x in members[a] for y in members[b] if tellings[x].claim.type == tellings[y].claim.type)
        between = [links.get((min(x, y), max(x, y)), UNLINKED) for x, y in pairs]
        if sum(between) / len(between) >= MEAN:
            low, high = min(a, b), max(a, b)
            for x in members[high]:
                cluster[x] = low
            members[low] += members.pop(high)
    return [[tellings[i] for i in sorted(m)] for _, m in sorted(members.items())]


def _joined(tellings: Sequence[Telling], bounds: Bounds) -> list[int]:
    """For each telling the first place of those that people joined with it."""
    places = {t.claim.id: number for number, t in enumerate(tellings)}
    joined = Clusters(places)
    for same in bounds.same:
        joined.join_all(sorted(c for c in same if c in places))
    first: dict[str, int] = {}
    return [first.setdefault(joined.find(t.claim.id), number) for number, t in enumerate(tellings)]


def _apart(tellings: Sequence[Telling], bounds: Bounds) -> Mapping[int, set[int]]:
    """Place → places that people keep apart from it."""
    places = {t.claim.id: number for number, t in enumerate(tellings)}
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for sides in bounds.different:
        left, right = ({places[c] for c in side if c in places} for side in sides)
        for one, others in ((left, right), (right, left)):
            for place in one:
                apart[place] |= others
    return dict(apart)


def _parted(apart: Mapping[int, set[int]], left: Sequence[int], right: Sequence[int]) -> bool:
    return bool(apart) and any(not apart[i].isdisjoint(right) for i in left if i in apart)


def _clash(tellings: Sequence[Telling], left: Sequence[int], right: Sequence[int]) -> bool:
    both = {tellings[i].claim.post for i in left} & {tellings[i].claim.post for i in right}
    return bool(both) and any(rivals(tellings[i].claim, tellings[j].claim) for i in left for j in right)


def _names(groups: Sequence[Sequence[Telling]], earlier: Sequence[Memory]) -> list[str]:
    """An act keeps the id of most of its claims; the larger overlap chooses first, then the older id.
    New acts are named by their first claim."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for memory in earlier:
        used = set(names.values())
        for _, act, number in sorted(_overlaps(groups, memory)):
            if number not in names and act not in used and act not in taken:
                names[number] = act
                used.add(act)
        taken |= used | memory.keys()
    for number, members in enumerate(groups):
        if number not in names:
            names[number] = _fresh(min(t.claim.id for t in members), taken)
            taken.add(names[number])
    return [names[n] for n in range(len(groups))]


def _overlaps(groups: Sequence[Sequence[Telling]], memory: Memory) -> Iterator[tuple[int, str, int]]:
    """Minus the number of claims in common, act, group."""
    before = {claim: act for act, claims in memory.items() for claim in claims}
    for number, members in enumerate(groups):
        for act, n in Counter(before[t.claim.id] for t in members if t.claim.id in before).items():
            yield -n, act, number


def _fresh(claim: str, taken: set[str]) -> str:
    name, size = "a_" + claim[2:12], 12
    while name in taken:
        size += 1
        name = "a_" + claim[2:size]
    return name
