"""Posts and gold acts → windows of tokens with actors, pairs of actors and acts, as arrays for the encoder."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

TYPES = tuple(
    "statement call negotiation visit conference support agreement arms_transfer production technology training drill deployment intelligence "
    "security labour trade finance sanctions_evasion energy transport aid mobility tourism culture sport science".split()
)
STATUSES = ("done", "planned", "proposed", "denied", "ended")
SPHERES = ("diplomacy", "military", "economy", "energy_infrastructure", "sports", "culture_education", "tourism")
DATES = ("none", "post", "day before", "day", "month", "year")
DIRECTIONS = ("first to second", "second to first", "mutual")
HOME = {"ru": "RUS", "uk": "UKR"}
"""Who speaks without a name in a post of that language («наши», «our»): a mention without words at the window's first token."""
MAX_TOKENS = 384
MAX_ACTORS = 14
SENTENCE_END = re.compile(r"[.!?…]+[\s\"»*)]+|\n+")

Finder = Callable[[str], Iterable[tuple[int, int, str]]]


@dataclass(slots=True)
class Act:
    """A gold (or a teacher's) act between two actors, by their places in the window; the last fields are distributions."""

    first: int
    second: int
    type: int
    weight: float
    direction: npt.NDArray[np.float32]
    status: npt.NDArray[np.float32]
    sphere: int
    reported: float
    date: int
    evidence: tuple[int, int] | None


@dataclass(slots=True)
class Window:
    """`ids` begin with [CLS] and end with [SEP]; `flags` 1 at a mention's first token, 2 inside; `spans` are tokens of each actor's mentions."""

    post: str
    ids: npt.NDArray[np.int64]
    offsets: list[tuple[int, int]]
    flags: npt.NDArray[np.int64]
    entities: npt.NDArray[np.int64]
    actors: list[str]
    spans: list[list[tuple[int, int]]]
    features: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    acts: list[Act] = field(default_factory=list)
    gates: npt.NDArray[np.float32] | None = None
    types: npt.NDArray[np.float32] | None = None
    soft: bool = False


def cuts(text: str, offsets: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Token ranges of at most `most`, cut at ends of lines where possible, else of sentences, else anywhere."""
    ranges, start = [], 0
    while len(offsets) - start > most:
        window = text[offsets[start][0] : offsets[start + most][0]]
        base = offsets[start][0]
        lines = [m.end() for m in re.finditer(r"\n+", window)]
        ends = [m.end() for m in SENTENCE_END.finditer(window)]
        good = [e for e in lines if e > len(window) * 0.5] or [e for e in ends if e > len(window) * 0.3]
        limit = base + (good[-1] if good else len(window))
        stop = next((i for i in range(start + 1, start + most + 1) if offsets[i][0] >= limit), start + most)
        ranges.append((start, stop))
        start = stop
    ranges.append((start, len(offsets)))
    return ranges


def windows(post: dict[str, str], tokenizer: Tokenizer, finder: Finder, entity_ids: dict[str, int]) -> list[Window]:
    text = post["text"]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    if not encoded.ids:
        return []
    mentions = list(finder(text))
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    out = []
    for start, stop in cuts(text, encoded.offsets, MAX_TOKENS - 2):
        ids = np.array([cls, *encoded.ids[start:stop], sep], dtype=np.int64)
        offsets = [(-1, -1), *encoded.offsets[start:stop], (-1, -1)]
        actors, spans, chars = place(mentions, offsets)
        home = HOME.get(post.get("lang", ""))
        virtual = bool(home) and home not in actors
        if len(actors) > MAX_ACTORS - virtual:
            keep = sorted(sorted(range(len(actors)), key=lambda i: (-len(spans[i]), i))[: MAX_ACTORS - virtual])
            actors, spans, chars = ([x[i] for i in keep] for x in (actors, spans, chars))
        if virtual:
            actors, spans, chars = [*actors, home], [*spans, [(0, 1)]], [*chars, [(-1, -1)]]
        flags, entities = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int64)
        for actor, where in zip(actors, spans, strict=True):
            for a, b in where:
                flags[a:b], flags[a] = 2, 1
                entities[a:b] = entity_ids.get(actor, 1)
        kinds = np.array([min(i, 13) + 14 * (virtual and i == len(actors) - 1) for i in range(len(actors))], np.int64)
        out.append(Window(post["id"], ids, offsets, flags, entities, actors, spans, pair_features(text, chars, ends), kinds))
    return out


def place(mentions: list[tuple[int, int, str]], offsets: list[tuple[int, int]]) -> tuple[list[str], list[list[tuple[int, int]]], list[list[tuple[int, int]]]]:
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


def pair_features(text: str, chars: list[list[tuple[int, int]]], ends: list[int]) -> npt.NDArray[np.int64]:
    """[actors, actors]: 1 + 4 × log2 of the least distance (0–11) + 2 × in one sentence + in one line; 0 on the diagonal and with the unnamed."""
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


def date_class(date: str | None, posted: str) -> int:
    if not date:
        return 0
    if len(date) < 10:
        return 4 if len(date) == 7 else 5
    try:
        gap = (Date.fromisoformat(posted[:10]) - Date.fromisoformat(date)).days
    except ValueError:
        return 3
    return {0: 1, 1: 2}.get(gap, 3)


def label(post: dict[str, str], views: list[Window], acts: list[dict]) -> None:
    """Put the gold acts into the window that holds their quote (or else the first with both actors)."""
    for act in acts:
        start = post["text"].find(act.get("quote") or "\0")
        end = start + len(act.get("quote") or "")
        home = [w for w in views if start >= 0 and w.offsets[1][0] < end and w.offsets[-2][1] > start] or views
        for window in home[:1]:
            _put(window, act, post, start, end)


def _put(window: Window, act: dict, post: dict[str, str], start: int, end: int) -> None:
    where = {a: i for i, a in enumerate(window.actors)}
    roles = {p["actor"]: p["role"] for p in act["participants"]}
    inside = [a for a in roles if a in where]
    tokens = [i for i, (a, b) in enumerate(window.offsets) if a >= 0 and b > start and a < end] if start >= 0 else []
    evidence = (tokens[0], tokens[-1] + 1) if tokens else None
    for x, a in enumerate(inside):
        for b in inside[x + 1 :]:
            pair = {roles[a], roles[b]}
            if pair == {"party"}:
                d = 2
            elif pair == {"source", "target"}:
                d = 0 if roles[a] == "source" else 1
            else:
                continue
            i, j = where[a], where[b]
            if i > j:
                i, j, d = j, i, {0: 1, 1: 0, 2: 2}[d]
            window.acts.append(
                Act(i, j, TYPES.index(act["type"]), 1.0, np.eye(3, dtype=np.float32)[d], np.eye(5, dtype=np.float32)[STATUSES.index(act["status"])],
                    SPHERES.index(act["sphere"]), float(bool(act.get("reported_by"))), date_class(act.get("date"), post["date"]), evidence)
            )  # fmt: skip


def hard_targets(window: Window) -> None:
    n = len(window.actors)
    window.gates, window.types = np.zeros((n, n), np.float32), np.zeros((n, n, len(TYPES)), np.float32)
    for act in window.acts:
        for i, j in ((act.first, act.second), (act.second, act.first)):
            window.gates[i, j] = 1
            window.types[i, j, act.type] = 1


def read_posts(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_gold(gold: Path, name: str) -> list[tuple[dict[str, str], list[dict]]]:
    files = ("case/posts.jsonl", "case/claims.jsonl") if name == "case" else (f"{name}.posts.jsonl", f"{name}.jsonl")
    acts = {row["id"]: row["acts"] for row in read_posts(gold / files[1])}
    return [(post, acts[post["id"]]) for post in read_posts(gold / files[0]) if post["id"] in acts]


def prepare(items: list[tuple[dict[str, str], list[dict]]], tokenizer: Tokenizer, finder: Finder, entity_ids: dict[str, int]) -> list[Window]:
    out = []
    for post, acts in items:
        views = windows(post, tokenizer, finder, entity_ids)
        if views:
            label(post, views, acts)
        for window in views:
            hard_targets(window)
        out += views
    return out
