"""Windows → padded tensors."""

import random
from collections.abc import Iterator

import numpy as np
import torch
from data import Window
from torch import Tensor


def padded(windows: list[Window]) -> dict[str, Tensor]:
    """The seven inputs of the network, padded to the longest window and the most actors (at least two)."""
    b, length, a = len(windows), max(len(w.ids) for w in windows), max(2, *(len(w.actors) for w in windows))
    out = {name: np.zeros((b, length), np.int64) for name in ("ids", "flags", "entities")}
    mask, places = np.zeros((b, length), np.float32), np.zeros((b, a, length), np.float32)
    kinds, features = np.zeros((b, a), np.int64), np.zeros((b, a, a), np.int64)
    for i, w in enumerate(windows):
        n, m = len(w.ids), len(w.actors)
        out["ids"][i, :n], out["flags"][i, :n], out["entities"][i, :n], mask[i, :n] = w.ids, w.flags, w.entities, 1
        for j, spans in enumerate(w.spans):
            for s, e in spans:
                places[i, j, s:e] = 1
        kinds[i, :m], features[i, :m, :m] = w.kinds, w.features
    arrays = {**out, "mask": mask, "places": places, "kinds": kinds, "features": features}
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def targets(windows: list[Window], a: int, length: int, types: int) -> dict[str, Tensor]:
    """Gates and types of pairs [b, a, a, …], the mask of real pairs, and the acts, padded to the most acts in a window."""
    b, k = len(windows), max(1, *(len(w.acts) for w in windows))
    gates, kinds = np.zeros((b, a, a), np.float32), np.zeros((b, a, a, types), np.float32)
    real = np.zeros((b, a, a), np.float32)
    pair, kind, weight = np.zeros((b, k, 2), np.int64), np.zeros((b, k), np.int64), np.zeros((b, k), np.float32)
    direction, status = np.zeros((b, k, 3), np.float32), np.zeros((b, k, 5), np.float32)
    sphere, date, reported = np.zeros((b, k), np.int64), np.zeros((b, k), np.int64), np.zeros((b, k), np.float32)
    evidence = np.zeros((b, k, length), np.float32)
    hard = np.array([not w.soft for w in windows], np.float32)
    for i, w in enumerate(windows):
        m = len(w.actors)
        real[i, :m, :m] = np.triu(np.ones((m, m)), 1)
        gates[i, :m, :m], kinds[i, :m, :m] = w.gates, w.types
        for j, act in enumerate(w.acts):
            pair[i, j], kind[i, j], weight[i, j] = (act.first, act.second), act.type, act.weight
            direction[i, j], status[i, j], sphere[i, j], date[i, j] = act.direction, act.status, act.sphere, act.date
            reported[i, j] = act.reported
            if act.evidence:
                evidence[i, j, act.evidence[0] : act.evidence[1]] = 1
    arrays = locals()
    names = ("gates", "kinds", "real", "pair", "kind", "weight", "direction", "status", "sphere", "date", "reported", "evidence", "hard")
    return {("t_" + n): torch.from_numpy(arrays[n]) for n in names}


def by_length(windows: list[Window], size: int, rng: random.Random, tokens: int) -> Iterator[list[Window]]:
    """Shuffled batches of windows alike in length: at most `size` windows and `tokens` padded tokens."""
    order = list(windows)
    rng.shuffle(order)
    chunk, batches = size * 32, []
    for start in range(0, len(order), chunk):
        part = sorted(order[start : start + chunk], key=lambda w: len(w.ids))
        batch: list[Window] = []
        for w in part:
            if batch and (len(batch) == size or (len(batch) + 1) * len(w.ids) > tokens):
                batches.append(batch)
                batch = []
            batch.append(w)
        batches.append(batch)
    rng.shuffle(batches)
    yield from batches
