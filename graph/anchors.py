"""Where a judgement of a claim holds: by post and span, not by claim id, so that it outlives the extractor that made the claim."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.model import Claim, Json, Post
from graph import tables

LEAST = 0.5
"""Share of the shorter span that two spans have in common where they are one place."""
ACTORS = 2
"""Actors that two claims of one place have in common."""


@dataclass(frozen=True)
class Anchor:
    """A claim as it was judged: `claim` as extracted, `final` as the person left it, `beside` types that stood in the same place then."""

    claim: Claim
    final: Claim
    beside: frozenset[str]

    @cached_property
    def id(self) -> str:
        return self.claim.id

    def takes(self, claim: Claim) -> bool:
        """Whether a claim of the same post may be this one, told anew."""
        known = max(len(claim.actors & self.claim.actors), len(claim.actors & self.final.actors)) >= ACTORS
        other = claim.type in self.beside and not self.is_of_type(claim)
        return known and not other and share(claim, self.claim) >= LEAST

    def is_of_type(self, claim: Claim) -> bool:
        return claim.type in (self.claim.type, self.final.type)

    def nearness(self, claim: Claim) -> tuple[bool, int, float]:
        return self.is_of_type(claim), len(claim.actors & (self.claim.actors | self.final.actors)), share(claim, self.claim)


def share(a: Claim, b: Claim) -> float:
    """Common part of two spans, as share of the shorter one; two claims without a span are in one place."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return float(a.start is None and b.start is None)
    shorter = min(a.end - a.start, b.end - b.start)
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / shorter if shorter else 0.0


def row_of(claim: Claim, post: Post, others: Iterable[Claim]) -> Json:
    """What the ledger keeps of a claim; `others` are those of its post."""
    beside = {o.type for o in others if o.id != claim.id and share(o, claim) >= LEAST}
    return tables.claim_row(claim, post.hash) | {"beside": sorted(beside)}


def claim_in(row: Json, posts: Mapping[str, Post]) -> Claim:
    """The claim of a row, its span moved to where the newest revision of the post has the quote; see `is_told`."""
    claim = tables.claim_of({k: v for k, v in row.items() if k != "beside"})
    if claim.post not in posts or claim.start is None or is_told(claim, posts):
        return claim
    at = posts[claim.post].text.find(claim.quote)
    return claim if at < 0 else replace(claim, start=at, end=at + len(claim.quote))


def is_told(claim: Claim, posts: Mapping[str, Post]) -> bool:
    """Whether the post is there and has the quote where the claim says."""
    if claim.post not in posts:
        return False
    return claim.start is None or posts[claim.post].text[claim.start : claim.end] == claim.quote


def match(anchors: Sequence[Anchor], claims: Collection[Claim]) -> Mapping[str, list[Claim]]:
    """Anchor id → the claims of the same post that it stands for. A claim with the id of an anchor is that anchor's, and then the only
    one; any other goes to the nearest anchor that takes it. Claims of the anchor's type go before those of other types."""
    exact = {c.id: c for c in claims}
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    open_ = []
    for anchor in anchors:
        if anchor.id in exact:
            found[anchor.id].append(exact.pop(anchor.id))
        else:
            open_.append(anchor)
    for claim in exact.values():
        if takers := [a for a in open_ if a.takes(claim)]:
            found[max(takers, key=lambda a: (a.nearness(claim), a.id)).id].append(claim)
    for anchor in open_:
        if of_type := [c for c in found[anchor.id] if anchor.is_of_type(c)]:
            found[anchor.id] = of_type
    return found
