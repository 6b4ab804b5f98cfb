"""Posts → claims by the encoder: which acts, between whom, with which status and words; persons, items, dates and reporters by rules."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from spacy.language import Language

from extract.amounts import items_in
from extract.claims import Claims, beside, quote_span
from extract.dates import Deed, date_of
from extract.encoder.arguments import ArgumentReader, shipped_argument_reader
from extract.encoder.decode import SPHERES, STATUSES, TYPES, sigmoid, status
from extract.encoder.denials import denial_behind, denial_of
from extract.encoder.flows import FIRED, is_fired, turned
from extract.encoder.network import Network, shipped_network
from extract.encoder.speaker import heard
from extract.encoder.told import Told, told_in
from extract.items import item_entities
from extract.lexicon import shipped
from extract.model import Claim, Mention, Post
from extract.named_organisations import organisations_in
from extract.named_persons import officials_in, persons_in
from extract.ontology import Sphere, Status, is_tangible
from extract.phrases import without_links
from extract.reporters import reporter_in
from extract.sentences import sentences
from extract.status import forbidden, is_affirmed, is_urged, lies_ahead, may_be

LEAST = 0.1
"""Confidence below which a claim is not told: nine in ten of them are wrong."""
CLAUSE_START = re.compile(r"[\w«\"][^,.;:!?…\n()\[\]»—–]{0,29}$")
CLAUSE_END = re.compile(r"[^,.;:!?…\n()\[\]—–]{1,30}(?=[,.;:!?…\n()—–]|\Z)")
NEXT = 150
"""Characters behind the evidence's sentences in which a word of denial may stand: "Su-35s for Iran. There are none."."""
LEFT_OVER = re.compile(r"\s*[,;:–—-]\s*[a-zа-яёіїєґ]{1,3}$")
"""A little word that begins the next clause: "…, and"."""
DENIED, ENDED = STATUSES.index("denied"), STATUSES.index("ended")
SURE = 0.4
"""Least probability of an end whose words stand behind the deed's sentences: below it they end something else (seen on invented posts)."""
CERTAIN = 0.75
"""Probability of a denial from which a deed denied in the next sentence is only denied: what else the network makes of it is noise."""
AGAIN = 0.6
"""Least probability to tell done where the words forbid what the network took the status for: on the posts kept for checking and on new
ones fewer plans are told as done than with the likeliest."""
CALIBRATION = (-2.0, 0.5, 0.34)
"""Logistic regression of "type, two actors and status are right" on the log odds of the act and of its status, on the same posts: five-fold
cross-validated, a claim of confidence c is right in c of the cases within .1 or so (the model card has the table)."""


@dataclass(frozen=True)
class Readers:
    """The networks that read: the `second` finds dates and persons of what the `first` tells, and belongs to it."""

    first: Network
    second: ArgumentReader | None = None


@cache
def shipped_readers() -> Readers:
    """Loaded once."""
    return Readers(shipped_network(), shipped_argument_reader())


def claims_in(post: Post, mentions: Sequence[Mention], extractor: str, readers: Readers | None = None) -> tuple[Claim, ...]:
    """The claims of a post, in its order, none twice; by the shipped readers, if no others are given."""
    first, second = (r := readers or shipped_readers()).first, r.second
    found: dict[tuple[object, ...], Claim] = {}
    for told in told_in(post, mentions, first):
        for whole in _claims_of(post, told, mentions, extractor, second):
            if whole.confidence >= LEAST and (claim := heard(whole, post, mentions)):
                key = claim.type, claim.status, frozenset(claim.participants)
                found[key] = max(claim, found.get(key, claim), key=lambda c: c.confidence)
    return tuple(sorted(found.values(), key=lambda c: (c.start or 0, c.type)))


def deed_of(post: Post, told: Told) -> Deed:
    """Where an act is told, with its status and what the network makes of its date."""
    best, (low, high) = told.surest, _around(post.text, *told.words)
    status = Status.PROPOSED if is_urged(post.text, *told.words) else _status(post.text, told.words, low, high, best)
    return Deed(told.words, (low, high), status, post.date.date(), tuple(best["date"].tolist()))


def _claims_of(post: Post, told: Told, mentions: Sequence[Mention], extractor: str, second: ArgumentReader | None) -> Iterator[Claim]:
    """An act that the network tells, and what the next sentence says against it if the network takes it for denied."""
    claim, best = claim_of(post, told, mentions, extractor, second), told.surest
    low, high = _around(post.text, *told.words)
    if claim.type == FIRED and is_fired(claim.participants, post.text[low:high], _places(mentions, low, high)):
        return
    against = denial_behind(post.text, low, high) if best["state"] == DENIED else None
    if claim.status is not Status.DENIED or not against:
        yield claim
    if against:
        yield denial_of(claim, post, against, mentions, round(calibrated(best["confidence"], best["status"][DENIED]), 3))


def _status(text: str, words: tuple[int, int], low: int, high: int, best: Mapping[str, Any]) -> Status:
    """The network's status, unless the words around forbid it: then its next."""
    doubted = np.array(best["status"])
    if is_affirmed(text[low:high]):
        doubted[DENIED] = -np.inf
    near = text[low : high + NEXT]
    if doubted[DENIED] < CERTAIN and denial_behind(text, low, high):
        doubted[DENIED] = -np.inf
    doubted[[not may_be(Status(name), near) for name in STATUSES]] = -np.inf
    if doubted[ENDED] < SURE and not may_be(Status.ENDED, text[low:high]):
        doubted[ENDED] = -np.inf
    kind = TYPES[best["type"]]
    against = forbidden(kind, text[low:high]) | ({Status.DONE} if lies_ahead(kind, text, *words) else set())
    doubted[[Status(name) in against for name in STATUSES]] = -np.inf
    if doubted[best["state"]] > -np.inf or doubted.max() == -np.inf:
        return Status(STATUSES[best["state"]])
    left = np.where(doubted > -np.inf, doubted, 0.0)
    return Status(STATUSES[status(left / left.sum(), AGAIN)])


def _sureness(post: Post, told: Told, status: Status) -> float:
    """The probability of a status: the network's, but where words call for the deed they tell as much as its surest."""
    found: float = told.surest["status"].max() if is_urged(post.text, *told.words) else told.surest["status"][STATUSES.index(status)]
    return found


def claim_of(post: Post, told: Told, mentions: Sequence[Mention], extractor: str, second: ArgumentReader | None = None) -> Claim:
    """An act that the network tells as a claim; the `second` reading helps to find its date and its persons."""
    best, deed = told.surest, deed_of(post, told)
    kind, evidence, (low, high) = TYPES[best["type"]], deed.words, deed.sentences
    inside = [m for m in mentions if low <= m.start and m.end <= high]
    who = turned(kind, told.participants, post.text[low:high], _places(mentions, low, high))
    actors, own = {p.actor for p in who}, second.read(told.window, told.middle, told.evidence, kind, who) if second else None
    persons = persons_in(post.text, low, high, kind, mentions, actors, deed.today, partial(own.of, "person") if own else None)
    sides = [(m, m.entity if m.entity in item_entities() else shipped().actor_of(m.entity)) for m in inside]
    shown = beside(post.text, [(who, m) for m, who in sides if who and (m.entity in item_entities() or who in actors)], *evidence)
    start, end = quote_span(post.text, low, high, shown, *evidence)
    start, end = _whole_clauses(post.text, low, high, start, end)
    return Claim(
        post=post.id,
        type=kind,
        sphere=Sphere(SPHERES[best["sphere"]]),
        status=deed.status,
        tangible=is_tangible(kind, deed.status),
        participants=who,
        persons=persons,
        items=items_in(without_links(post.text), (low, high), mentions, kind, evidence, who),
        date=date_of(without_links(post.text), deed, partial(own.of, "date") if own else None),
        organisations=organisations_in(post.text, low, kind, who, inside, high),
        officials=officials_in(post.text, low, high, mentions, actors, persons, deed.today),
        reported_by=reporter_in(post, low, high, mentions, actors, best["reported"]),
        quote=post.text[start:end],
        start=start,
        end=end,
        confidence=round(calibrated(best["confidence"], _sureness(post, told, deed.status)), 3),
        extractor=extractor,
    )


def _places(mentions: Sequence[Mention], low: int, high: int) -> dict[str, list[int]]:
    """Where text[low:high] names each actor."""
    places: dict[str, list[int]] = {}
    for m in mentions:
        if low <= m.start and m.end <= high:
            places.setdefault(shipped().actor_of(m.entity) or "", []).append(m.start - low)
    return places


def _whole_clauses(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """A quote with what little is left of its first and its last clause."""
    head, tail = CLAUSE_START.search(text[low:start]), CLAUSE_END.match(text, end, high)
    begins = head and (not head.start() or not text[low + head.start() - 1].isalnum())
    first, last = low + head.start() if head and begins else start, tail.end() if tail else end
    return first, first + len(LEFT_OVER.sub("", text[first:last].rstrip(" ,;:–—-")))


def calibrated(act: float, status: float) -> float:
    """The probability that a claim is right, from what the network makes of the act and of its status."""
    base, of_act, of_status = CALIBRATION
    return float(sigmoid(np.array(base + of_act * log_odds(act) + of_status * log_odds(status))))


def log_odds(p: float) -> float:
    p = min(max(float(p), 0.001), 0.999)
    return math.log(p / (1 - p))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that the evidence touches."""
    touched = [(a, b) for a, b in sentences(text) if a < end and b > start]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


@Language.factory("encoder", default_config={"extractor": "encoder"}, requires=["doc._.mentions"], assigns=["doc._.claims"])
def make_encoder(nlp: Language, name: str, extractor: str) -> Claims:  # noqa: ARG001 - spaCy calls factories with all three
    """Make the component that reads by the encoder, in the place of "claims"."""
    return Claims(claims_in, extractor)
