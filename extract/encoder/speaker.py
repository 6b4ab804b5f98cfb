"""Whether who speaks («мы», «наши») is a side of a deed: the network may take it for one where nothing says so."""

from collections.abc import Collection
from dataclasses import replace

from extract.encoder.windows import HOME
from extract.model import Claim, Post
from extract.ontology import Role
from extract.phrases import phrases, small
from extract.sentences import sentences


def heard(claim: Claim, post: Post, named: Collection[str | None]) -> Claim | None:
    """The claim, without the side of who speaks if the post, whose actors are `named`, does not name it and no word in the deed's sentences
    or beside them stands for it («мы», «правительство», «президент»); None if that leaves no two sides."""
    home = HOME.get(post.lang)
    if home not in claim.actors or home in named or _speaks(post.text, claim.start or 0, claim.end or 0):
        return claim
    left = tuple(p for p in claim.participants if p.actor != home)
    roles = {p.role for p in left}
    return replace(claim, participants=left) if len(left) > 1 and (len(roles) > 1 or Role.PARTY in roles) else None


def _speaks(text: str, start: int, end: int) -> bool:
    spans = sentences(text)
    own = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    near = spans[max(0, own[0] - 1) : own[-1] + 2] if own else spans
    words = small(text[near[0][0] : near[-1][1]]) if near else ""
    return any(cues.search(words) for _, cues in phrases("speaker_cues.csv", "language"))
