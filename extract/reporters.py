"""The claimant to whom a post attributes a deed: a medium, an intelligence service, an official of another side, leaked papers."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from extract.attributions import claimed, cues
from extract.claimants import Claimant, claimants, own_names
from extract.lexicon import shipped
from extract.model import Mention, Post
from extract.phrases import small, without_links
from extract.sentences import sentences

BRIEF = 4
"""In a post of so few sentences a medium vouches for the next one too."""
LIKELY, UNLIKELY = 0.5, 0.03
"""The network's probability from which a claimant is sought without words of attribution, and below which such words are not believed;
chosen on the posts for training."""
BESIDE = 3, 1
"""Sentences before and after the deed's own in which a likely claimant may be named."""
CUT = re.compile(r"\b[A-Z]\.[A-Z]\.$")
"""An abbreviation at which a sentence was cut."""
BACK = 12
"""So many sentences before may name whom a word like "the newspaper" means."""
ITEM = re.compile(r"[ \t*_]*(?:[^\w\s«»\"“”()\[*_]|\d+[.)]\s)")
"""How an item of a list begins: with a dash, a point, a picture, a number."""
LINE = re.compile(r"[^\n]*\w[^\n]*")
HEADER = re.compile(r":[*_\s]*$")
NO_SOURCE = frozenset({"person", "country", "unnamed"})
"""Kinds of claimants that may claim, and much besides."""
DIGIT = re.compile(r"\d")
LEAD = re.compile(r"[\W_]*")


def reporter_in(
    post: Post, low: int, high: int, mentions: Iterable[Mention], actors: Collection[str], likely: float | None = None
) -> str | None:
    """Who claims the deed that post.text[low:high] tells, in English; None where the post or a side of the deed tells it itself.

    `mentions` are those of the whole post, `actors` the sides of the deed, `likely` the network's probability that somebody claims it.
    """
    found = claimant_of(post, low, high, mentions, actors, likely)
    return found.name if found else None


def claimant_of(
    post: Post, low: int, high: int, mentions: Iterable[Mention], actors: Collection[str], likely: float | None = None
) -> Claimant | None:
    """The same with its place."""
    text, actors = without_links(post.text), _with_members(actors)
    every = [c for c in claimants(text, tuple(mentions)) if not (c.is_named_medium and c.name in own_names(post.channel))]
    found = _by_words(text, low, high, every, actors)
    if likely is None or found:
        return found if likely is None or likely >= UNLIKELY else None
    return _beside(text, low, high, [c for c in every if c.actor not in actors]) if likely >= LIKELY else None


def _with_members(actors: Collection[str]) -> frozenset[str]:
    """The sides, and those who speak for a bloc among them: its members (as of 2025)."""
    blocs = [e for actor in actors if (e := shipped().entities.get(actor))]
    return frozenset(actors).union(*(str(bloc.extra.get("members") or "").split() for bloc in blocs))


def _beside(text: str, low: int, high: int, every: Sequence[Claimant]) -> Claimant | None:
    """Of those that only ever claim (no persons, no countries) the first in the deed's sentences, else the nearest, those before first."""
    spans = list(sentences(text))
    start = ([a for a, b in spans if b <= low][-BESIDE[0] :] or [low])[0]
    end = ([b for a, b in spans if a >= high][: BESIDE[1]] or [high])[-1]
    near = [c for c in every if start <= c.start < end and c.kind not in ("person", "country")]
    before, after = [c for c in near if c.start < low], [c for c in near if c.start >= low]
    inside = [c for c in after if c.start < high]
    return next(iter(inside or before[::-1] or after), None)


def _by_words(text: str, low: int, high: int, every: Sequence[Claimant], actors: Collection[str]) -> Claimant | None:
    """The claimant whom words of attribution name."""
    unnamed = None
    for a, b in _pieces(text, low, high):
        told, own = claimed(text, a, b, every, actors)
        unnamed = unnamed or (told if told and told.kind == "unnamed" else None)
        if (told or own) and told != unnamed:
            return told
    if unnamed:
        return unnamed
    spans = list(sentences(text))
    before = [(a, b) for a, b in spans if b <= low]
    if DIGIT.search(text, low, high) and (source := _of_figures(text, before, every, actors)):
        return source
    told = claimed(text, *before[-1], every, actors)[0] if before and len(spans) <= BRIEF else None
    return told if told and told.is_named_medium else None


def _of_figures(text: str, before: Sequence[tuple[int, int]], every: Sequence[Claimant], actors: Collection[str]) -> Claimant | None:
    """Whose data the figures of a post are, if a sentence before says so: they are told in many sentences and ascribed in one."""
    given = next((span for span in reversed(before) if cues()["data"].search(small(text[slice(*span)]))), None)
    told, own = claimed(text, *given, every, actors) if given else (None, False)
    return told if told and not own and told.kind not in NO_SOURCE else None


def _pieces(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Where the claimant may be named, one after the other: these sentences, those that point back to them, those that they point to."""
    spans = list(sentences(text))
    after = [(a, b) for a, b in spans if a >= high]
    if after and CUT.search(text, low, high):
        high = after.pop(0)[1]
    yield low, high
    yield from ((a, b) for a, b in after[:2] if _points_back(small(text[a:b])))
    if header := _header(text, low):
        yield header
    if cues()["again"].search(small(text[low:high])):
        yield from reversed([(a, b) for a, b in spans if b <= low][-BACK:])


def _header(text: str, low: int) -> tuple[int, int] | None:
    """The line that says whose words a list gives, if the deed is an item of one: «Заявления Пескова: …»."""
    start = text.rfind("\n", 0, low) + 1
    if not ITEM.match(text, start):
        return None
    lines = [(m.start(), m.end()) for m in LINE.finditer(text, 0, start)]
    above = next(((a, b) for a, b in reversed(lines) if not ITEM.match(text, a) or not a), None)
    return above if above and HEADER.search(text, *above) else None


def _points_back(sentence: str) -> bool:
    """Whether a sentence tells where the one before comes from."""
    lead = LEAD.match(sentence)
    return bool(cues()["back"].match(sentence, lead.end() if lead else 0))
