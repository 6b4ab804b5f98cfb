"""The training loop: passes over batches, a rate that rises and falls, checkpoints from which a killed run goes on to the same weights."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
import torch
from torch import Tensor, nn

from extract.training.saved import write

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
WARM = 0.06
"""The share of the training in which the rate rises."""
AVERAGE_FROM, AVERAGE_EVERY, AVERAGE_LEAST = 0.7, 20, 0.04
"""The weights that are kept are a mean over the last share of the training, every so many steps; a late one counts at least so much."""
Batch = TypeVar("Batch")
Group = dict[str, Any]
"""Parameters (`params`) with their highest rate (`peak`)."""


@dataclass(frozen=True)
class Checkpoint:
    """Where, and after how many seconds, a training writes down all that it needs to go on."""

    path: Path
    every: float = 1200.0


def autocast() -> AbstractContextManager[Any]:
    """bf16 on a GPU, and on a processor that multiplies it by itself; elsewhere it would be slower than float32."""
    able = DEVICE == "cuda" or bool(torch.cpu.get_capabilities().get("amx_bf16"))
    found: AbstractContextManager[Any] = torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=able)
    return found


def on_device(batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {k: v.to(DEVICE) for k, v in batch.items()}


def schedule(done: float) -> float:
    """The rate's factor after the share `done` of the training."""
    return min(1.0, (done + 1e-3) / WARM, max(0.01, (1 - done) / (1 - WARM)))


def train(
    model: nn.Module,
    groups: Sequence[Group],
    passes: int,
    batches: Callable[[int], Sequence[Batch]],
    loss: Callable[[Batch], Tensor],
    *,
    name: str,
    checkpoint: Checkpoint,
    average: bool = False,
) -> None:
    """Train `model` in place; `batches` gives the batches of a pass by its number, always the same. Chance is torch's: seed it before.

    With `average`, `model` ends with the mean of its weights over the end of the training. A checkpoint that is there is gone on from.
    """
    model.to(DEVICE).train()
    optimiser = torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01, betas=(0.9, 0.98), fused=DEVICE == "cuda")
    state = _State(model, optimiser)
    if checkpoint.path.is_file():
        state.read(checkpoint.path)
        click.echo(f"{name}: goes on after step {state.step}", err=True)
    written = time.monotonic()
    for number in range(state.pass_, passes):
        rows = batches(number)
        for at in range(state.at, len(rows)):
            done = (number + at / len(rows)) / passes
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * schedule(done)
            with autocast():
                value = loss(rows[at])
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward([value])
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            state.after(number, at + 1, value, average and done > AVERAGE_FROM)
            if time.monotonic() - written >= checkpoint.every:
                state.write(checkpoint.path)
                written = time.monotonic()
        click.echo(f"{name}: pass {number + 1} of {passes}, {state.step} steps, loss {state.mean():.3f}", err=True)
        state.pass_, state.at = number + 1, 0
    if state.average:
        model.load_state_dict(state.average)
    model.eval()


class _State:
    """All that changes while training."""

    def __init__(self, model: nn.Module, optimiser: torch.optim.Optimizer) -> None:
        self.model, self.optimiser = model, optimiser
        self.step = self.pass_ = self.at = self.averaged = 0
        self.average: dict[str, Tensor] = {}
        self.losses: list[Tensor] = []

    def after(self, number: int, at: int, loss: Tensor, averaging: bool) -> None:
        """A step was made: the next batch is `at` of pass `number`."""
        self.pass_, self.at, self.step = number, at, self.step + 1
        self.losses.append(loss.detach().float().cpu())
        if averaging and self.step % AVERAGE_EVERY == 0:
            self.averaged += 1
            share = max(AVERAGE_LEAST, 1 / self.averaged)
            for key, value in self.model.state_dict().items():
                self.average[key] = self.average[key].lerp(value, share) if key in self.average else value.clone()

    def mean(self) -> float:
        """Of the losses since the last call."""
        mean = float(torch.stack(self.losses).mean()) if self.losses else 0.0
        self.losses = []
        return mean

    def write(self, path: Path) -> None:
        chance = [torch.get_rng_state(), *(torch.cuda.get_rng_state_all() if DEVICE == "cuda" else ())]
        numbers = {name: getattr(self, name) for name in ("step", "pass_", "at", "averaged", "average", "losses")}
        write({**numbers, "model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "chance": chance}, path)

    def read(self, path: Path) -> None:
        raw = torch.load(path, weights_only=True, map_location=DEVICE)
        self.model.load_state_dict(raw.pop("model"))
        self.optimiser.load_state_dict(raw.pop("optimiser"))
        cpu, *gpus = (c.cpu() for c in raw.pop("chance"))
        torch.set_rng_state(cpu)
        if gpus:
            torch.cuda.set_rng_state_all(gpus)
        for name, value in raw.items():
            setattr(self, name, value)


def group(parameters: Iterable[Tensor], peak: float) -> Group:
    return {"params": list(parameters), "peak": peak}
