"""Posts → claims by the encoder: which acts, between whom, with which status and words; persons, items, dates and reporters by rules."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from extract.automaton import find_mentions
from extract.claims import items_in, persons_in, quote_span, reporter_in
from extract.dates import date_in
from extract.encoder.decode import MUTUAL, SPHERES, STATUSES, TYPES, Thresholds, candidates, decide, flow
from extract.encoder.network import Network
from extract.encoder.windows import Window, windows
from extract.lexicon import shipped
from extract.model import Claim, Mention, Participant, Post
from extract.ontology import Role, Sphere, Status, is_tangible
from extract.sentences import sentences

MODEL = "reader.onnx"
THRESHOLDS = Thresholds(pair=0.3, more=0.4, done=0.8)
"""Chosen on the posts kept for checking; `done` is high because a plan told as a deed is the worst error."""


@cache
def network() -> Network:
    """The shipped network, loaded once."""
    with as_file(files("extract.encoder") / MODEL) as path:
        return Network(path)


def read(posts: Sequence[Post], extractor: str) -> dict[str, tuple[Claim, ...]]:
    """Post id → claims. A post is read once, whatever the number of its acts."""
    mentions = {p.id: find_mentions(p.text) for p in posts}
    rows: list[Window] = []
    owner: dict[int, Post] = {}
    for post in posts:
        named = [(m.start, m.end, actor) for m in mentions[post.id] if (actor := shipped().actor_of(m.entity))]
        for window in windows(post, named, network().tokenizer, network().entities):
            if len(window.actors) > 1:
                rows.append(window)
                owner[id(window)] = post
    found: dict[str, list[Claim]] = {p.id: [] for p in posts}
    for window, numbers in network().read(rows):
        post = owner[id(window)]
        for group in decide(candidates(window, numbers), THRESHOLDS):
            found[post.id].append(_claim(post, window, group, mentions[post.id], extractor))
    return {key: tuple(sorted(claims, key=lambda c: (c.start or 0, c.type))) for key, claims in found.items()}


def _claim(post: Post, window: Window, group: Sequence[dict[str, Any]], mentions: Iterable[Mention], extractor: str) -> Claim:
    best = max(group, key=lambda e: float(e["confidence"]))
    kind, status = TYPES[best["type"]], Status(STATUSES[best["state"]])
    start, end = window.offsets[1 + best["span"][0]][0], window.offsets[best["span"][1]][1]
    low, high = _around(post.text, start, end)
    who = _participants(window, group)
    inside = [m for m in mentions if low <= m.start and m.end <= high]
    actors = {p.actor for p in who}
    start, end = quote_span(post.text, low, high, [m for m in inside if shipped().actor_of(m.entity) in actors], start, end)
    return Claim(
        post=post.id,
        type=kind,
        sphere=Sphere(SPHERES[best["sphere"]]),
        status=status,
        tangible=is_tangible(kind, status),
        participants=who,
        persons=persons_in(inside, actors),
        items=items_in(post.text, low, inside),
        date=date_in(post.text[low:high], post.date.date()),
        reported_by=reporter_in(post.text[low:high]),
        quote=post.text[start:end],
        start=start,
        end=end,
        confidence=round(float(best["confidence"]), 3),
        extractor=extractor,
    )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that the evidence touches."""
    touched = [(a, b) for a, b in sentences(text) if a < end and b > start]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def _participants(window: Window, group: Sequence[dict[str, Any]]) -> tuple[Participant, ...]:
    """An actor that is now source, now target, of one act is a party."""
    roles: dict[int, set[Role]] = {}
    for edge in group:
        first, second = flow(edge)
        mutual = edge["way"] == MUTUAL
        roles.setdefault(first, set()).add(Role.PARTY if mutual else Role.SOURCE)
        roles.setdefault(second, set()).add(Role.PARTY if mutual else Role.TARGET)
    return tuple(Participant(window.actors[i], next(iter(r)) if len(r) == 1 else Role.PARTY) for i, r in sorted(roles.items()))
