"""Co-mention: every two actors that one sentence names cooperate, by the commonest act there is."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from benchmark.reading import done, once, two_sided
from extract.model import Claim, Post
from extract.score import Told

COMMONEST = "negotiation"
"""In the annotated posts for training (431 of 2,487 acts)."""


def read(posts: Sequence[Post]) -> Told:
    """The acts of each post that tells any."""
    return once(_claims(posts))


def _claims(posts: Sequence[Post]) -> Iterator[Claim]:
    for sentence in two_sided(posts):
        for one, other in combinations(dict.fromkeys(actor for actor, _ in sentence.named), 2):
            yield done(sentence, COMMONEST, [one], [other])
