"""The network's numbers for the windows of a post → acts in the shape of the gold data."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.encoder.windows import Window

TYPES = (
    "statement",
    "call",
    "negotiation",
    "visit",
    "conference",
    "support",
    "agreement",
    "arms_transfer",
    "production",
    "technology",
    "training",
    "drill",
    "deployment",
    "intelligence",
    "security",
    "labour",
    "trade",
    "finance",
    "sanctions_evasion",
    "energy",
    "transport",
    "aid",
    "mobility",
    "tourism",
    "culture",
    "sport",
    "science",
)
STATUSES = ("done", "planned", "proposed", "denied", "ended")
SPHERES = ("diplomacy", "military", "economy", "energy_infrastructure", "sports", "culture_education", "tourism")
"""The order of the network's outputs: fixed with its weights."""
MUTUAL = 2
"""Of the directions: the first to the second, back, both."""
MERGED = frozenset({"conference", "drill", "agreement", "negotiation"})
Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Thresholds:
    """`pair`: least confidence of a pair's best type; `more`: of its further types; `done`: least probability to tell done."""

    pair: float = 0.45
    more: float = 0.5
    done: float = 0.5


def sigmoid(x: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-np.clip(x, -60, 60)))
    return found


def softmax(x: Numbers) -> Numbers:
    e = np.exp(x - x.max(-1, keepdims=True))
    found: Numbers = e / e.sum(-1, keepdims=True)
    return found


def quote_span(logits: Numbers) -> tuple[int, int]:
    """The run of tokens with the greatest sum of logits (Kadane)."""
    best, total, start, span = -np.inf, 0.0, 0, (0, 1)
    for i, value in enumerate(logits):
        if total <= 0:
            total, start = 0.0, i
        total += float(value)
        if total > best:
            best, span = total, (start, i + 1)
    return span


def confidence(out: dict[str, Numbers], k: int) -> float:
    """The geometric mean of what the pair says (gate × type) and what the act's words say."""
    return float(np.sqrt(sigmoid(out["exists"][k]) * np.exp(min(0.0, out["score"][k]))))


def candidates(window: Window, out: dict[str, Numbers], least: float = 0.1) -> list[dict[str, Any]]:
    """Every considered (pair, type) with its probabilities; `out` is the network's output for this window."""
    found = []
    a = int(out["a"])
    n = len(window.actors)
    for k in range(len(out["kind"])):
        i, j = divmod(int(out["index"][k]), a)
        if out["score"][k] < -100 or i >= n or j >= n or confidence(out, k) < least:
            continue
        found.append(
            {
                "pair": (i, j),
                "type": int(out["kind"][k]),
                "score": float(out["score"][k]),
                "exists": float(sigmoid(out["exists"][k])),
                "direction": softmax(out["direction"][k]),
                "status": softmax(out["status"][k]),
                "sphere": int(out["sphere"][k].argmax()),
                "date": softmax(out["date"][k]),
                "reported": float(sigmoid(out["reported"][k])),
                "span": quote_span(out["evidence"][k][1 : len(window.ids) - 1]),
                "confidence": confidence(out, k),
            }
        )
    return found


def decide(found: list[dict[str, Any]], t: Thresholds) -> list[list[dict[str, Any]]]:
    """Pairs and types above the thresholds, grouped into acts."""
    chosen: list[dict[str, Any]] = []
    by_pair: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for c in found:
        by_pair.setdefault(c["pair"], []).append(c)
    for rows in by_pair.values():
        rows.sort(key=lambda c: -c["confidence"])
        chosen += [c for rank, c in enumerate(rows) if c["confidence"] >= (t.more if rank else t.pair)]
    return grouped([{**c, "state": status(c["status"], t.done), "way": int(c["direction"].argmax())} for c in chosen])


def status(p: Numbers, done: float) -> int:
    return 0 if p[0] >= done else 1 + int(p[1:].argmax())


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    inter = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, inter) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def flow(edge: dict[str, Any]) -> tuple[int, int]:
    i, j = edge["pair"]
    return (j, i) if edge["way"] == 1 else (i, j)


def same_act(a: dict[str, Any], b: dict[str, Any]) -> bool:
    if a["type"] != b["type"] or (a["way"] == MUTUAL) != (b["way"] == MUTUAL):
        return False
    near = overlap(a["span"], b["span"])
    if a["way"] == MUTUAL:
        meet = bool(set(a["pair"]) & set(b["pair"])) and a["state"] == b["state"]
        return meet and (near > 0.3 or TYPES[a["type"]] in MERGED)
    (s, t), (u, v) = flow(a), flow(b)
    return (s == u or t == v) and near > 0.5 and a["state"] == b["state"]


def grouped(edges: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: list[list[dict[str, Any]]] = []
    for edge in edges:
        friends = [g for g in groups if any(same_act(edge, e) for e in g)]
        merged = [edge, *(e for g in friends for e in g)]
        groups = [g for g in groups if not any(g is f for f in friends)] + [merged]
    return groups
