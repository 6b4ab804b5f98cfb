"""Stages of annotated posts: teachers, the student, and what follows it: the whole network learns to tell the acts."""

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from extract.training.batches import batch, by_length
from extract.training.gold import Example
from extract.training.loop import Checkpoint, Group, group, on_device, train
from extract.training.loss import losses, total
from extract.training.model import Reader
from extract.training.recipe import Fit
from extract.training.saved import FRESH, Saved, half

UNNAMED = 0.3
"""In this share of the examples all actors share one vector, so that the network learns to read words rather than names."""
TOKENS = 200
"""Padded tokens of a batch, times its size."""


def fit(start: Saved, plan: Fit, gold: Sequence[Example], soft: Sequence[Example], seed: int, name: str, checkpoint: Checkpoint) -> Saved:
    """The network after its training on gold examples and, in each pass, some soft ones."""
    torch.manual_seed(seed)
    model = start.reader()

    def batches(number: int) -> list[list[Example]]:
        rng = random.Random(f"{seed} {number}")  # noqa: S311 - to shuffle
        return by_length([*gold, *rng.sample(soft, min(len(soft), plan.soft_each))], plan.batch, rng, plan.batch * TOKENS)

    def loss(rows: Sequence[Example]) -> Tensor:
        arrays = batch(rows)
        known = arrays["entities"]
        arrays["entities"] = torch.where(torch.rand(len(rows), 1) < UNNAMED, (known > 0).long(), known)
        return total(losses(model, on_device(arrays)))

    train(model, groups(model, plan), plan.passes, batches, loss, name=name, checkpoint=checkpoint, average=True)
    return replace(start, state=half(model.state_dict()))


def groups(model: Reader, plan: Fit) -> list[Group]:
    """Parameters by rate: what the base weights lack, then the embeddings and each layer, the lower the slower."""
    named = dict(model.named_parameters())
    body = {k: v for k, v in named.items() if k.startswith("encoder.") and not k.startswith(FRESH)}
    out = [group((v for k, v in named.items() if k not in body), plan.head_rate)]
    for depth in range(-1, model.shape.layers):
        prefix = f"encoder.layers.{depth}." if depth >= 0 else "encoder.embed."
        out.append(group((v for k, v in body.items() if k.startswith(prefix)), plan.rate * plan.decay ** (model.shape.layers - 1 - depth)))
    return out
