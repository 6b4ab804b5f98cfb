"""What a stage hands on: weights of half precision with their vocabulary and actors, in one file, written whole or not at all."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from extract.errors import InputError
from extract.training.layers import MaskedLM
from extract.training.model import Reader
from extract.training.recipe import Shape

FRESH = ("encoder.embed.flags.", "encoder.embed.entities.")
"""What base weights lack of the encoder."""


@dataclass(frozen=True)
class Saved:
    """`state` by names of `Reader` and, with `lm.` before them, of `MaskedLM`; `vocabulary` by id; `entities` with a vector of their
    own, the first has the id 2."""

    shape: Shape
    state: Mapping[str, Tensor]
    vocabulary: list[str]
    entities: list[str]

    @property
    def entity_ids(self) -> dict[str, int]:
        return {name: i + 2 for i, name in enumerate(self.entities)}

    def with_layers(self, layers: tuple[int, ...]) -> "Saved":
        """The same with these layers of the encoder only, in this order."""
        state = {k: v for k, v in self.state.items() if not k.startswith("encoder.layers.")}
        for new, old in enumerate(layers):
            before, after = f"encoder.layers.{old}.", f"encoder.layers.{new}."
            state |= {k.replace(before, after, 1): v for k, v in self.state.items() if k.startswith(before)}
        return replace(self, shape=replace(self.shape, layers=len(layers)), state=state)

    def reader(self) -> Reader:
        """The network; what the state lacks is as torch begins it, by torch's seed."""
        model = Reader(self.shape)
        state = {k: v.float() for k, v in self.state.items() if not k.startswith("lm.")}
        lacking, extra = model.load_state_dict(state, strict=False)
        fresh = tuple(k for k in lacking if not k.startswith("encoder.") or k.startswith(FRESH))
        if extra or len(fresh) < len(lacking):
            raise InputError(f"the weights do not fit the recipe's shape: {(*extra, *(k for k in lacking if k not in fresh))[0]}")
        for embedding in (model.encoder.embed.flags, model.encoder.embed.entities):
            if any(k.startswith("encoder.embed.flags") for k in fresh):
                nn.init.normal_(embedding.weight, std=0.01)
        return model

    def masked_lm(self) -> MaskedLM:
        head = MaskedLM(self.shape)
        head.load_state_dict({k.removeprefix("lm."): v.float() for k, v in self.state.items() if k.startswith("lm.")})
        return head


def half(state: Mapping[str, Tensor], prefix: str = "") -> dict[str, Tensor]:
    return {prefix + k: v.detach().to("cpu", torch.float16, copy=True) for k, v in state.items()}


def save(saved: Saved, path: Path) -> None:
    write({"shape": asdict(saved.shape), "state": dict(saved.state), "vocabulary": saved.vocabulary, "entities": saved.entities}, path)


def load(path: Path) -> Saved:
    raw = torch.load(path, weights_only=True)
    return Saved(Shape(**raw["shape"]), raw["state"], raw["vocabulary"], raw["entities"])


def write(value: Any, path: Path) -> None:
    """Tensors in lists and dicts; a file at `path` is never half-written."""
    scratch = path.with_name(path.name + ".tmp")
    torch.save(value, scratch)
    scratch.replace(path)
