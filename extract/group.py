"""Claims → acts: one act for all claims that tell one deed. A function of the set of posts, whatever their order; only ids remember."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from extract.alike import MEAN, SAME, Telling, compatible, evidence, rivals, telling
from extract.fields import act_of
from extract.model import Act, Claim, Post
from extract.wordings import wordings

HORIZON = timedelta(days=400)
"""Posts further apart than this are not compared; a late first report names its deed's date and may lie that far behind."""
AROUND = timedelta(days=30)


def group(posts: Iterable[Post], claims: Iterable[Claim], earlier: Mapping[str, Sequence[str]] | None = None) -> list[Act]:
    """All unique acts, by date and id. `earlier` are the claims of the acts of the last run by act id, so that an act keeps its id."""
    known = {p.id: p for p in posts}
    told = [c for c in claims if c.post in known]
    wording = wordings(known[post] for post in {c.post for c in told})
    tellings = sorted((telling(c, known[c.post], wording[c.post]) for c in told), key=lambda t: (t.day, t.key))
    groups = _clusters(tellings)
    names = _names(groups, earlier or {})
    return sorted((act_of(name, members, known) for name, members in zip(names, groups, strict=True)), key=lambda a: (a.date, a.id))


def _clusters(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Average-link clusters within blocks of one type and pair of actors, best evidence first."""
    rarity = _rarity(tellings)
    places = {t.key: number for number, t in enumerate(tellings)}
    links: dict[tuple[int, int], float] = {}
    for block in _blocks(tellings):
        days = [t.day for t in block]
        for left, right in _near_in_time(block):
            pair = places[left.key], places[right.key]
            if pair not in links and compatible(left, right):
                crowd = bisect_right(days, right.day + AROUND) - bisect_left(days, left.day - AROUND)
                links[pair] = evidence(left, right, rarity, crowd)
    return _merge(tellings, links)


def _blocks(tellings: Sequence[Telling]) -> Iterable[list[Telling]]:
    blocks: defaultdict[tuple[str, str, str], list[Telling]] = defaultdict(list)
    for t in tellings:
        for pair in combinations(sorted(t.claim.actors), 2):
            blocks[t.claim.type, *pair].append(t)
    return blocks.values()


def _near_in_time(block: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    for number, left in enumerate(block):
        for right in block[number + 1 :]:
            if right.day - left.day > HORIZON:
                break
            yield left, right


def _rarity(tellings: Iterable[Telling]) -> dict[str, float]:
    """Inverse document frequency of the quotes' stems, between 0 and 1; copies count once."""
    once = {t.wording: t.stems for t in tellings}
    seen = Counter(s for stems in once.values() for s in stems)
    most = math.log(len(once) + 1)
    return {s: math.log((len(once) + 1) / n) / most for s, n in seen.items()}


def _merge(tellings: Sequence[Telling], links: Mapping[tuple[int, int], float]) -> list[list[Telling]]:
    """Join the two clusters with the strongest mean evidence until none reaches `SAME`; rival claims of one post stay apart."""
    cluster = list(range(len(tellings)))
    members = {i: [i] for i in cluster}
    for (i, j), value in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        a, b = cluster[i], cluster[j]
        if value < SAME or a == b or _clash(tellings, members[a], members[b]):
            continue
        between = [links.get((min(x, y), max(x, y)), -0.5) for x in members[a] for y in members[b]]
        if sum(between) / len(between) >= MEAN:
            low, high = min(a, b), max(a, b)
            for x in members[high]:
                cluster[x] = low
            members[low] += members.pop(high)
    return [[tellings[i] for i in sorted(m)] for _, m in sorted(members.items())]


def _clash(tellings: Sequence[Telling], left: Sequence[int], right: Sequence[int]) -> bool:
    both = {tellings[i].claim.post for i in left} & {tellings[i].claim.post for i in right}
    return bool(both) and any(rivals(tellings[i].claim, tellings[j].claim) for i in left for j in right)


def _names(groups: Sequence[Sequence[Telling]], earlier: Mapping[str, Sequence[str]]) -> list[str]:
    """An act keeps the id of most of its claims; the larger overlap chooses first, then the older id.
    New acts are named by their first claim."""
    before = {claim: act for act, claims in earlier.items() for claim in claims}
    overlaps = sorted(
        (
            (-n, act, number)
            for number, members in enumerate(groups)
            for act, n in Counter(before[t.claim.id] for t in members if t.claim.id in before).items()
        ),
    )
    names: dict[int, str] = {}
    for _, act, number in overlaps:
        if number not in names and act not in names.values():
            names[number] = act
    taken = set(earlier)
    for number, members in enumerate(groups):
        if number not in names:
            names[number] = _fresh(min(t.claim.id for t in members), taken | set(names.values()))
    return [names[n] for n in range(len(groups))]


def _fresh(claim: str, taken: set[str]) -> str:
    name, size = "a_" + claim[2:12], 12
    while name in taken:
        size += 1
        name = "a_" + claim[2:size]
    return name
