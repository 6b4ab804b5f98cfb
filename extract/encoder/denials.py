"""A deed that one sentence tells and the next one denies ("Reuters: X arms Y. Tehran denies it."): two claims, each with its words."""

from collections.abc import Sequence
from dataclasses import replace

from extract.encoder.digests import items
from extract.model import Claim, Mention, Post
from extract.named_persons import officials_in, persons_in
from extract.ontology import Status, is_tangible
from extract.reporters import reporter_in
from extract.sentences import sentences
from extract.status import is_affirmed, may_be

MOST = 400
"""Characters that the denying sentence may have: longer ones tell a story of their own."""
END = '"»”*_) '
"""What may stand behind a sentence's last sign."""
Span = tuple[int, int]


def denial_behind(text: str, low: int, high: int) -> Span | None:
    """Where the sentence behind text[low:high] may deny what these tell without a word of denial; None where it has no word to do so, or is
    the next item of a digest. What a question asks ("Did X arm Y? No.") is denied, not told, so there it is None too.
    """
    if may_be(Status.DENIED, text[low:high]) or text[low:high].rstrip(END).endswith("?"):
        return None
    a, b = next(((a, b) for a, b in sentences(text) if a >= high), (high, high))
    if not 0 < b - a <= MOST or any(high <= item <= a for item in items(text)):
        return None
    return (a, b) if may_be(Status.DENIED, text[low:b]) and not is_affirmed(text[a:b]) else None


def denial_of(claim: Claim, post: Post, span: Span, mentions: Sequence[Mention], confidence: float) -> Claim:
    """What the words of the post at `span` say against a claim: its deed, denied by those whom they name."""
    actors, day = {p.actor for p in claim.participants}, post.date.date()
    denier = reporter_in(post, *span, mentions, actors)
    persons = persons_in(post.text, *span, claim.type, mentions, actors, day)
    return replace(
        claim,
        status=Status.DENIED,
        tangible=is_tangible(claim.type, Status.DENIED),
        persons=persons,
        officials=officials_in(post.text, *span, mentions, actors, persons, day),
        date=None,
        reported_by=denier if denier != claim.reported_by else None,
        quote=post.text[slice(*span)],
        start=span[0],
        end=span[1],
        confidence=confidence,
    )
