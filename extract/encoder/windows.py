"""A post as the encoder reads it: windows of tokens, the actors named in them, and how near the actors stand to each other."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from extract.encoder.digests import items
from extract.model import Post

HOME: Mapping[str, str] = {"ru": "RUS", "uk": "UKR"}
"""Who speaks without a name in a post of that language («наши», «our»): a mention without words at the window's first token."""
MAX_TOKENS = 200
"""Trained on windows of up to 384, the network reads shorter ones better, as they name fewer actors at once: on the posts kept for checking
pairs .69 for .68, direction .78 for .73; and a sixth faster."""
MAX_ACTORS = 14
SENTENCE_END = re.compile(r"[.!?…؟]+[\s\"»*)]+|[。！？]+[”」』）]*|\n+")
LINK = re.compile(r"(?<=://)[^\s)\]]{4}([^\s)\]]+)")
"""Addresses tell no act, but take every seventh token of real posts: all but their beginning is left out."""

Ints = npt.NDArray[np.int64]
Spans = list[list[tuple[int, int]]]
Named = tuple[int, int, str]
"""Start and end in the text, and the actor named there."""


@dataclass(slots=True)
class Window:
    """`ids` begin with [CLS] and end with [SEP]; `flags` 1 at a mention's first token, 2 inside;
    `spans` are tokens of each actor's mentions."""

    ids: Ints
    offsets: list[tuple[int, int]]
    flags: Ints
    entities: Ints
    actors: list[str]
    spans: Spans
    features: Ints
    kinds: Ints


def cuts(text: str, offsets: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Token ranges of at most `most`: each item of a digest by itself, long ones cut at ends of lines where possible, else of sentences,
    else anywhere."""
    firsts = [bisect_left(offsets, (start, 0)) for start in items(text)]
    bounds = sorted({0, *firsts, len(offsets)})
    return [(a, b) for start, stop in pairwise(bounds) for a, b in _cut(text, offsets, start, stop, most)]


def _cut(text: str, offsets: Sequence[tuple[int, int]], start: int, end: int, most: int) -> list[tuple[int, int]]:
    ranges = []
    while end - start > most:
        window = text[offsets[start][0] : offsets[start + most][0]]
        base = offsets[start][0]
        lines = [m.end() for m in re.finditer(r"\n+", window)]
        ends = [m.end() for m in SENTENCE_END.finditer(window)]
        good = [e for e in lines if e > len(window) * 0.5] or [e for e in ends if e > len(window) * 0.3]
        limit = base + (good[-1] if good else len(window))
        stop = next((i for i in range(start + 1, start + most + 1) if offsets[i][0] >= limit), start + most)
        ranges.append((start, stop))
        start = stop
    return [*ranges, (start, end)]


def windows(post: Post, named: Iterable[Named], tokenizer: Tokenizer, entity_ids: Mapping[str, int]) -> list[Window]:
    """The windows of a post, none without tokens; actors beyond the fourteen most named are left out."""
    text = post.text
    tokens = without_links(text, tokenizer)
    if not tokens:
        return []
    mentions = list(named)
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    out = []
    for start, stop in cuts(text, [where for _, where in tokens], MAX_TOKENS - 2):
        ids = np.array([cls, *(id_ for id_, _ in tokens[start:stop]), sep], dtype=np.int64)
        offsets = [(-1, -1), *(where for _, where in tokens[start:stop]), (-1, -1)]
        actors, spans, chars = place(mentions, offsets)
        home = HOME.get(post.lang, "")
        virtual = bool(home) and home not in actors
        if len(actors) > MAX_ACTORS - virtual:
            keep = sorted(sorted(range(len(actors)), key=lambda i: (-len(spans[i]), i))[: MAX_ACTORS - virtual])
            actors, spans, chars = [actors[k] for k in keep], [spans[k] for k in keep], [chars[k] for k in keep]
        if virtual:
            actors, spans, chars = [*actors, home], [*spans, [(0, 1)]], [*chars, [(-1, -1)]]
        flags, entities = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int64)
        for actor, where in zip(actors, spans, strict=True):
            for a, b in where:
                flags[a:b], flags[a] = 2, 1
                entities[a:b] = entity_ids.get(actor, 1)
        kinds = np.array([min(i, 13) + 14 * (virtual and i == len(actors) - 1) for i in range(len(actors))], np.int64)
        out.append(Window(ids, offsets, flags, entities, actors, spans, pair_features(text, chars, ends), kinds))
    return out


def without_links(text: str, tokenizer: Tokenizer) -> list[tuple[int, tuple[int, int]]]:
    """The tokens outside of addresses: id, and start and end in the text."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    link = bytearray(len(text) + 1)
    for found in LINK.finditer(text):
        link[found.start(1) : found.end()] = b"\1" * (found.end() - found.start(1))
    return [(id_, where) for id_, where in zip(encoded.ids, encoded.offsets, strict=True) if not link[where[0]]]


def place(mentions: list[Named], offsets: list[tuple[int, int]]) -> tuple[list[str], Spans, Spans]:
    """Actors in order of first mention, the token spans and the character spans of their mentions in this window."""
    spans: dict[str, list[tuple[int, int]]] = {}
    chars: dict[str, list[tuple[int, int]]] = {}
    at = 1
    for start, end, entity in sorted(mentions):
        while at < len(offsets) - 1 and offsets[at][1] <= start:
            at += 1
        stop = at
        while stop < len(offsets) - 1 and offsets[stop][0] < end:
            stop += 1
        if stop > at and offsets[at][0] < end and offsets[at][1] > start:
            spans.setdefault(entity, []).append((at, stop))
            chars.setdefault(entity, []).append((start, end))
    return list(spans), list(spans.values()), list(chars.values())


def pair_features(text: str, chars: Spans, ends: list[int]) -> Ints:
    """[actors, actors]: 1 + 4 × log2 of the least distance (0–11) + 2 × in one sentence + in one line; 0 on the diagonal and with the
    unnamed."""
    n = len(chars)
    out = np.zeros((n, n), np.int64)
    sentence = [{int(np.searchsorted(ends, s, side="right")) for s, _ in c} for c in chars]
    line = [{text.count("\n", 0, s) for s, _ in c if s >= 0} for c in chars]
    for i in range(n):
        for j in range(n):
            if i != j and chars[i][0][0] >= 0 and chars[j][0][0] >= 0:
                gap = min(max(a - d, c - b, 0) for a, b in chars[i] for c, d in chars[j])
                out[i, j] = 1 + 4 * min(int(np.log2(gap + 1)), 11) + 2 * bool(sentence[i] & sentence[j]) + bool(line[i] & line[j])
    return out
