"""What all methods here share: the sentences of a post with the actors that our lexicon finds there, and acts as claims of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.automaton import find_mentions
from extract.lexicon import shipped
from extract.model import Claim, Mention, Participant, Post
from extract.ontology import ACT_TYPES, Role, Status, is_tangible
from extract.sentences import sentences

Named = tuple[str, Mention]
"""A participant and where it is named."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names actors of two sides or more; `start` and `end` are offsets into the post's text, as the mentions' are."""

    post: Post
    start: int
    end: int
    named: tuple[Named, ...]

    @property
    def text(self) -> str:
        return self.post.text[self.start : self.end]


def two_sided(posts: Iterable[Post]) -> Iterator[Sentence]:
    """The sentences in which an act could be told."""
    for post in posts:
        named = [(actor, m) for m in find_mentions(post.text) if (actor := shipped().actor_of(m.entity))]
        for start, end in sentences(post.text) if len({actor for actor, _ in named}) > 1 else ():
            inside = tuple((actor, m) for actor, m in named if start <= m.start and m.end <= end)
            if len({actor for actor, _ in inside}) > 1:
                yield Sentence(post, start, end, inside)


def done(sentence: Sentence, kind: str, sources: Iterable[str], targets: Iterable[str]) -> Claim:
    """A done act, as these methods know no other; of a mutual type (talks, agreements) all are parties."""
    roles = (Role.PARTY, Role.PARTY) if ACT_TYPES[kind].mutual else (Role.SOURCE, Role.TARGET)
    who = {actor: role for role, actors in zip(roles, (sources, targets), strict=True) for actor in actors}
    return Claim(
        post=sentence.post.id,
        type=kind,
        sphere=ACT_TYPES[kind].sphere,
        status=Status.DONE,
        tangible=is_tangible(kind, Status.DONE),
        participants=tuple(Participant(actor, role) for actor, role in who.items()),
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
    )


def once(claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    """Claims by post; one type between the same actors is told once in a post."""
    found: dict[str, dict[object, Claim]] = {}
    for claim in claims:
        found.setdefault(claim.post, {}).setdefault((claim.type, claim.actors), claim)
    return {post: tuple(several.values()) for post, several in found.items()}
