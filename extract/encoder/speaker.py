"""Whether who speaks («мы», «наши») is a side of a deed: the network may take it for one where nothing says so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.encoder.windows import HOME
from extract.lexicon import shipped
from extract.model import Claim, Mention, Post
from extract.ontology import Role
from extract.phrases import pattern, rows, small
from extract.sentences import sentences

BESIDE = 3
"""Most characters, such as blanks and asterisks, between a word for a state or an office and the name of its country or its holder."""


def heard(claim: Claim, post: Post, mentions: Sequence[Mention]) -> Claim | None:
    """The claim, without the side of who speaks if the post, of whose whole text the `mentions` are, does not name it and no word in the
    deed's sentences or beside them stands for it («мы», «правительство», «президент»); None if that leaves no two sides."""
    home = HOME.get(post.lang)
    if home not in claim.actors or any(shipped().actor_of(m.entity) == home for m in mentions):
        return claim
    if _speaks(post, claim.start or 0, claim.end or 0, mentions):
        return claim
    left = tuple(p for p in claim.participants if p.actor != home)
    roles = {p.role for p in left}
    return replace(claim, participants=left) if len(left) > 1 and (len(roles) > 1 or Role.PARTY in roles) else None


def _speaks(post: Post, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a word in the sentences that text[start:end] touches or in those beside them stands for who speaks: a `sure` one, or an
    `office` that is nobody else's. In Ukrainian every office will do: what another's gives there is mostly for Ukraine."""
    spans = sentences(post.text)
    own = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    near = spans[max(0, own[0] - 1) : own[-1] + 2] if own else spans
    low, high = (near[0][0], near[-1][1]) if near else (0, 0)
    said = ((cue, m) for cue, cues in _cues(post.lang) for m in cues.finditer(small(post.text[low:high])))
    return any(cue == "sure" or not _is_of(m.start() + low, m.end() + low, mentions) for cue, m in said)


@cache
def _cues(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    table = rows("speaker_cues.csv", "cue", "language", "words")
    return [(row["cue"], pattern(row["words"])) for row in table if row["language"] == lang]


def _is_of(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether an office or a state is another's: «президент Сербии», «сербский министр», «премьер Моди»."""
    return any(0 <= m.start - end <= BESIDE or 0 <= start - m.end <= BESIDE for m in mentions)
