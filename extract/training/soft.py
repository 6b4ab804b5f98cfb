"""Stage "soft": what the teachers, averaged, read in unlabelled posts, for the student to learn from."""

import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from torch import Tensor

from extract.encoder.decode import Numbers, candidates, sigmoid
from extract.encoder.windows import Window
from extract.training.batches import inputs
from extract.training.gold import Example, Target
from extract.training.loop import DEVICE, Checkpoint, autocast, on_device
from extract.training.model import INPUTS, Reader
from extract.training.recipe import Soft
from extract.training.saved import write

SIZE = 48
"""Windows of a batch."""
Label = dict[str, Any]
"""The row of a window, its gates and types, and its acts, as tensors, numbers and tuples."""


def label(
    models: Sequence[Reader], rows: Sequence[Example], plan: Soft, seed: int, checkpoint: Checkpoint, size: int = SIZE
) -> list[Label]:
    """Labels of the windows that may tell acts, then of half as many others; `size` windows are read at a time."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].window.ids))
    found = load(checkpoint.path) if checkpoint.path.is_file() else []
    for model in models:
        model.to(DEVICE).eval()
    written = time.monotonic()
    for start in range(len(found), len(order), size):
        places = order[start : start + size]
        found += [
            _label(i, rows[i].window, out, plan) for i, out in zip(places, read(models, [rows[i].window for i in places]), strict=True)
        ]
        if time.monotonic() - written >= checkpoint.every:
            write(found, checkpoint.path)
            written = time.monotonic()
            click.echo(f"soft: {len(found)} of {len(rows)} windows", err=True)
    found.sort(key=lambda one: int(one["row"]))
    full = [one for one in found if float(one["gates"].max()) > plan.gate]
    empty = [one for one in found if float(one["gates"].max()) <= plan.gate]
    random.Random(seed).shuffle(empty)  # noqa: S311
    click.echo(f"soft: {len(full)} windows may tell acts, {len(empty)} tell none", err=True)
    return full + empty[: len(full) // 2]


def load(path: Path) -> list[Label]:
    found: list[Label] = torch.load(path, weights_only=True)
    return found


def examples(labels: Sequence[Label], rows: Sequence[Example]) -> list[Example]:
    """The labelled windows."""
    out = []
    for one in labels:
        acts = [
            Target(first, second, type_, weight, np.array(way, np.float32), np.array(status, np.float32), evidence=evidence)
            for first, second, type_, weight, way, status, evidence in one["acts"]
        ]
        gates, types = (one[n].float().numpy() for n in ("gates", "types"))
        out.append(Example(rows[one["row"]].window, acts, gates, types, soft=True))
    return out


def read(models: Sequence[Reader], windows: Sequence[Window]) -> list[dict[str, Numbers]]:
    """The networks' numbers for each window, as `extract.encoder.network.Network.read` gives them; probabilities are means."""
    batch = on_device(inputs(windows))
    with torch.no_grad(), autocast():
        merged = {k: v.float().cpu().numpy() for k, v in _together(models, batch).items()}
    size = np.array(batch["places"].shape[1])
    return [{k: v[i] for k, v in merged.items()} | {"a": size} for i in range(len(windows))]


def _together(models: Sequence[Reader], batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Pairs and types are chosen together, then each network tells of the chosen."""
    a = batch["places"].shape[1]
    read = [m.pairs(*(batch[n] for n in INPUTS)) for m in models]
    told = [m.cooperation(z, a) for m, (_, z, _) in zip(models, read, strict=True)]
    gate, types = (_mean_logit([both[i] for both in told]) for i in (0, 1))
    index, swapped, kind, score = models[0].best(gate, types, batch["places"])
    acts = [m.acts(text, batch["mask"], z, index, swapped, kind) for m, (text, z, _) in zip(models, read, strict=True)]
    merged = {k: torch.stack([x[k].float() for x in acts]).mean(0) for k in acts[0]}
    for name in ("direction", "status"):
        merged[name] = torch.log(torch.stack([torch.softmax(x[name].float(), -1) for x in acts]).mean(0) + 1e-9)
    merged["exists"] = _mean_logit([x["exists"] for x in acts])
    return merged | {"index": index, "kind": kind, "score": score, "gate": gate, "types": types}


def _mean_logit(logits: Sequence[Tensor]) -> Tensor:
    """The logit of the mean probability."""
    return torch.logit(torch.stack([torch.sigmoid(x.float()) for x in logits]).mean(0), 1e-6)


def _label(row: int, window: Window, out: Mapping[str, Numbers], plan: Soft) -> Label:
    n = len(window.actors)
    gates = sigmoid(out["gate"][:n, :n])
    np.fill_diagonal(gates, 0)
    acts = []
    for c in candidates(window, dict(out)):
        if c["confidence"] > plan.act:
            start, end = c["span"]
            evidence = (start + 1, end + 1) if c["confidence"] > plan.evidence else None
            acts.append((*c["pair"], c["type"], c["confidence"], c["direction"].tolist(), c["status"].tolist(), evidence))
    return {
        "row": row,
        "gates": torch.from_numpy(gates).half(),
        "types": torch.from_numpy(sigmoid(out["types"][:n, :n])).half(),
        "acts": acts,
    }
