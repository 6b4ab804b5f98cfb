"""Posts → claims by the encoder: which acts, between whom, with which status and words; persons, items, dates and reporters by rules."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from spacy.language import Language

from extract.amounts import items_in
from extract.claims import Claims, quote_span
from extract.dates import Deed, date_of
from extract.encoder.decode import MUTUAL, SPHERES, STATUSES, TYPES, Thresholds, candidates, decide, flow, sigmoid
from extract.encoder.denials import denial_behind, denial_of
from extract.encoder.flows import turned
from extract.encoder.network import Network
from extract.encoder.windows import Window, windows
from extract.items import item_entities
from extract.lexicon import shipped
from extract.model import Claim, Mention, Participant, Post
from extract.named_organisations import organisations_in
from extract.named_persons import officials_in, persons_in
from extract.ontology import Role, Sphere, Status, is_tangible
from extract.phrases import without_links
from extract.reporters import reporter_in
from extract.sentences import sentences
from extract.status import is_affirmed, may_be

MODEL = "reader.onnx"
THRESHOLDS = Thresholds(pair=0.3, more=0.35, done=0.85)
"""Chosen on the posts kept for checking; `done` is high because a plan told as a deed is the worst error."""
LEAST = 0.1
"""Confidence below which a claim is not told: nine in ten of them are wrong."""
CLAUSE_START = re.compile(r"[\w«\"][^,.;:!?…\n()\[\]]{0,29}$")
CLAUSE_END = re.compile(r"[^,.;:!?…\n()\[\]]{1,30}(?=[,.;:!?…\n()])")
NEXT = 150
"""Characters behind the evidence's sentences in which a word of denial may stand: "Su-35s for Iran. There are none."."""
LEFT_OVER = re.compile(r"\s*[,;:–—-]\s*[a-zа-яёіїєґ]{1,3}$")
"""A little word that begins the next clause: "…, and"."""
DENIED, ENDED = STATUSES.index("denied"), STATUSES.index("ended")
SURE = 0.4
"""Least probability of an end whose words stand behind the deed's sentences: below it they end something else (seen on invented posts)."""
CERTAIN = 0.75
"""Probability of a denial from which a deed denied in the next sentence is only denied: what else the network makes of it is noise."""
CALIBRATION = (-2.0, 0.5, 0.34)
"""Logistic regression of "type, two actors and status are right" on the log odds of the act and of its status, on the same posts: five-fold
cross-validated, a claim of confidence c is right in c of the cases within .1 or so (the model card has the table)."""


@cache
def network() -> Network:
    """The shipped network, loaded once."""
    with as_file(files("extract.encoder") / MODEL) as path:
        return Network(path)


def claims_in(post: Post, mentions: Sequence[Mention], extractor: str) -> tuple[Claim, ...]:
    """The claims of a post, in its order, none twice. It is read once, whatever the number of its acts; long posts in windows."""
    found: dict[tuple[object, ...], Claim] = {}
    for window, group in told_in(post, mentions):
        for claim in _claims_of(post, window, group, mentions, extractor):
            if claim.confidence >= LEAST:
                told = claim.type, claim.status, frozenset(claim.participants)
                found[told] = max(claim, found.get(told, claim), key=lambda c: c.confidence)
    return tuple(sorted(found.values(), key=lambda c: (c.start or 0, c.type)))


def told_in(post: Post, mentions: Sequence[Mention]) -> Iterator[tuple[Window, Sequence[dict[str, Any]]]]:
    """The acts that the network tells in each window: the pairs of actors that make one act together."""
    named = [(m.start, m.end, actor) for m in mentions if (actor := shipped().actor_of(m.entity))]
    for window in windows(post, named, network().tokenizer, network().entities):
        if len(window.actors) > 1:
            for group in decide(candidates(window, network().read(window)), THRESHOLDS):
                yield window, group


def deed_of(post: Post, window: Window, group: Sequence[dict[str, Any]]) -> Deed:
    """Where an act is told, with its status and what the network makes of its date."""
    best = _surest(group)
    start, end = window.offsets[1 + best["span"][0]][0], window.offsets[best["span"][1]][1]
    low, high = _around(post.text, start, end)
    return Deed((start, end), (low, high), _status(post.text, low, high, best), post.date.date(), tuple(best["date"].tolist()))


def _claims_of(post: Post, window: Window, group: Sequence[dict[str, Any]], mentions: Sequence[Mention], extractor: str) -> Iterator[Claim]:
    """An act that the network tells, and what the next sentence says against it if the network takes it for denied."""
    claim, best = claim_of(post, window, group, mentions, extractor), _surest(group)
    against = denial_behind(post.text, *deed_of(post, window, group).sentences) if best["state"] == DENIED else None
    if claim.status is not Status.DENIED or not against:
        yield claim
    if against:
        yield denial_of(claim, post, against, mentions, round(calibrated(best["confidence"], best["status"][DENIED]), 3))


def _surest(group: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return max(group, key=lambda e: float(e["confidence"]))


def _status(text: str, low: int, high: int, best: Mapping[str, Any]) -> Status:
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
    return Status(STATUSES[best["state"] if doubted[best["state"]] > -np.inf else int(doubted.argmax())])


def claim_of(post: Post, window: Window, group: Sequence[dict[str, Any]], mentions: Sequence[Mention], extractor: str) -> Claim:
    """An act that the network tells as a claim."""
    best, deed = _surest(group), deed_of(post, window, group)
    kind, evidence, (low, high) = TYPES[best["type"]], deed.words, deed.sentences
    inside = [m for m in mentions if low <= m.start and m.end <= high]
    places: dict[str, list[int]] = {}
    for m in inside:
        places.setdefault(shipped().actor_of(m.entity) or "", []).append(m.start - low)
    who = turned(kind, _participants(window, group), post.text[low:high], places)
    actors = {p.actor for p in who}
    persons = persons_in(post.text, low, high, kind, mentions, actors, deed.today)
    shown = [m for m in inside if m.entity in item_entities() or shipped().actor_of(m.entity) in actors]
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
        date=date_of(without_links(post.text), deed),
        organisations=organisations_in(post.text, low, kind, who, inside, high),
        officials=officials_in(post.text, low, high, mentions, actors, persons, deed.today),
        reported_by=reporter_in(post, low, high, mentions, actors, best["reported"]),
        quote=post.text[start:end],
        start=start,
        end=end,
        confidence=round(calibrated(best["confidence"], best["status"][STATUSES.index(deed.status)]), 3),
        extractor=extractor,
    )


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


def _participants(window: Window, group: Sequence[dict[str, Any]]) -> tuple[Participant, ...]:
    """An actor that is now source, now target, of one act is a party."""
    roles: dict[int, set[Role]] = {}
    for edge in group:
        first, second = flow(edge)
        mutual = edge["way"] == MUTUAL
        roles.setdefault(first, set()).add(Role.PARTY if mutual else Role.SOURCE)
        roles.setdefault(second, set()).add(Role.PARTY if mutual else Role.TARGET)
    return tuple(Participant(window.actors[i], next(iter(r)) if len(r) == 1 else Role.PARTY) for i, r in sorted(roles.items()))


@Language.factory("encoder", default_config={"extractor": "encoder"}, requires=["doc._.mentions"], assigns=["doc._.claims"])
def make_encoder(nlp: Language, name: str, extractor: str) -> Claims:  # noqa: ARG001 - spaCy calls factories with all three
    """Make the component that reads by the encoder, in the place of "claims"."""
    return Claims(claims_in, extractor)
