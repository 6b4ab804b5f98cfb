"""The acts that the network tells in a post: which pairs of actors of a window make one together, and by which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.encoder.decode import MUTUAL, Numbers, Thresholds, candidates, decide, flow
from extract.encoder.network import Network
from extract.encoder.windows import Window, windows
from extract.lexicon import shipped
from extract.model import Mention, Participant, Post
from extract.ontology import Role

THRESHOLDS = Thresholds(pair=0.3, more=0.35, done=0.85)
"""Chosen on the posts kept for checking; `done` is high because a plan told as a deed is the worst error."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act: the edges (pairs of actors of a window) that make it together, and what the network makes of the window's tokens halfway
    [tokens, width]."""

    window: Window
    edges: Sequence[dict[str, Any]]
    middle: Numbers

    @property
    def surest(self) -> dict[str, Any]:
        return max(self.edges, key=lambda e: float(e["confidence"]))

    @property
    def evidence(self) -> tuple[int, int]:
        """The tokens that tell it: a range of the window's."""
        start, end = self.surest["span"]
        return 1 + start, 1 + end

    @property
    def words(self) -> tuple[int, int]:
        """The characters that tell it: a range of the post's."""
        first, last = self.evidence
        return self.window.offsets[first][0], self.window.offsets[last - 1][1]

    @property
    def participants(self) -> tuple[Participant, ...]:
        """An actor that is now source, now target, of one act is a party."""
        roles: dict[int, set[Role]] = {}
        for edge in self.edges:
            first, second = flow(edge)
            mutual = edge["way"] == MUTUAL
            roles.setdefault(first, set()).add(Role.PARTY if mutual else Role.SOURCE)
            roles.setdefault(second, set()).add(Role.PARTY if mutual else Role.TARGET)
        return tuple(Participant(self.window.actors[i], next(iter(r)) if len(r) == 1 else Role.PARTY) for i, r in sorted(roles.items()))


def told_in(post: Post, mentions: Sequence[Mention], network: Network) -> Iterator[Told]:
    """The acts of each window with at least two actors. A post is read once, whatever the number of its acts; long ones in windows."""
    named = [(m.start, m.end, actor) for m in mentions if (actor := shipped().actor_of(m.entity))]
    for window in windows(post, named, network.tokenizer, network.entities):
        if len(window.actors) > 1:
            numbers = network.read(window)
            for edges in decide(candidates(window, numbers), THRESHOLDS):
                yield Told(window, edges, numbers["middle"])
