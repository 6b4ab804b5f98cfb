"""Examples → tensors of one batch, and the batches of one pass."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from extract.encoder.decode import STATUSES, TYPES
from extract.encoder.network import padded
from extract.encoder.windows import Window
from extract.training.gold import DIRECTIONS, Example

CHUNK = 32
"""Batches are sorted by length within as many batches' worth of shuffled examples."""


def tensors(arrays: dict[str, Any]) -> dict[str, Tensor]:
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def inputs(windows: Sequence[Window]) -> dict[str, Tensor]:
    """The seven inputs of the network, by their names."""
    return tensors(padded(windows))


def batch(rows: Sequence[Example]) -> dict[str, Tensor]:
    """Inputs and targets (`t_…`): gates and types of pairs [b, a, a, …], the mask of real pairs, and the acts, padded to the most acts
    in a window."""
    read = inputs([e.window for e in rows])
    a, length = read["places"].shape[1], read["ids"].shape[1]
    return read | tensors({f"t_{k}": v for k, v in _targets(rows, a, length).items()})


def _targets(rows: Sequence[Example], a: int, length: int) -> dict[str, Any]:
    b, k = len(rows), max(1, *(len(e.acts) for e in rows))
    out: dict[str, Any] = {
        "gates": np.zeros((b, a, a), np.float32),
        "kinds": np.zeros((b, a, a, len(TYPES)), np.float32),
        "real": np.zeros((b, a, a), np.float32),
        "pair": np.zeros((b, k, 2), np.int64),
        "direction": np.zeros((b, k, DIRECTIONS), np.float32),
        "status": np.zeros((b, k, len(STATUSES)), np.float32),
        "evidence": np.zeros((b, k, length), np.float32),
        "hard": np.array([not e.soft for e in rows], np.float32),
    }
    out |= {name: np.zeros((b, k), np.int64) for name in ("kind", "sphere", "date")}
    out |= {name: np.zeros((b, k), np.float32) for name in ("weight", "reported")}
    for i, e in enumerate(rows):
        m = len(e.window.actors)
        out["real"][i, :m, :m] = np.triu(np.ones((m, m)), 1)
        out["gates"][i, :m, :m], out["kinds"][i, :m, :m] = e.gates, e.types
        for j, act in enumerate(e.acts):
            out["pair"][i, j] = act.first, act.second
            out["kind"][i, j], out["weight"][i, j] = act.type, act.weight
            for name in ("direction", "status", "sphere", "date", "reported"):
                out[name][i, j] = getattr(act, name)
            if act.evidence:
                out["evidence"][i, j, act.evidence[0] : act.evidence[1]] = 1
    return out


def by_length(rows: Sequence[Example], size: int, rng: random.Random, tokens: int) -> list[list[Example]]:
    """Shuffled batches of examples alike in length: at most `size` examples and `tokens` padded tokens (but at least one example)."""
    order, batches = rng.sample(rows, len(rows)), []
    for start in range(0, len(order), size * CHUNK):
        now: list[Example] = []
        for e in sorted(order[start : start + size * CHUNK], key=lambda e: len(e.window.ids)):
            if now and (len(now) == size or (len(now) + 1) * len(e.window.ids) > tokens):
                batches.append(now)
                now = []
            now.append(e)
        batches.append(now)
    rng.shuffle(batches)
    return batches
