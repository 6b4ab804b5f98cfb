"""The network of the second reading (`extract.encoder.arguments`): the last layers of a reader once more, with a deed marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from extract.encoder.arguments import FIELDS, MARKS
from extract.encoder.decode import TYPES, Numbers
from extract.training.layers import LAST, NEVER, Layer
from extract.training.loop import on_device
from extract.training.recipe import Shape

Span = tuple[str, list[int], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A deed that the reader found and an annotated one matches: the window's tokens [tokens, width] in half precision, the marks, the
    type, and all dates and persons of the window, each with its field, its tokens, and whether it is the deed's."""

    middle: Numbers
    marks: Numbers
    kind: int
    spans: list[Span]


class Arguments(nn.Module):
    """Tokens and marks of a deed → log odds that each token is of its date, of its persons."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mark, self.kind = nn.Linear(len(MARKS), shape.width, bias=False), nn.Embedding(len(TYPES), shape.width)
        for fresh in (self.mark, self.kind):
            nn.init.normal_(fresh.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(LAST))
        self.fields, self.drop = nn.Linear(shape.width, len(FIELDS)), nn.Dropout(shape.dropout)

    def forward(self, middle: Tensor, marks: Tensor, kind: Tensor, mask: Tensor | None = None) -> Tensor:
        """[b, l, w], [b, l, marks], [b] → [b, l, fields]. The first token carries the type."""
        x = middle + self.mark(marks)
        x = torch.cat([x[:, :1] + self.kind(kind)[:, None], x[:, 1:]], 1)
        bias = torch.zeros(1, 1, 1, 1, device=x.device) if mask is None else ((1.0 - mask) * NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.fields(self.drop(x))
        return out


def last_layers(path: Path, shape: Shape) -> list[dict[str, Tensor]]:
    """The weights of the last layers of a reader's file, by names of `Layer`."""
    graph = onnx.load(path).graph
    numbers = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    products = {n.name: n.input[1].removesuffix("_quantized") for n in graph.node if n.op_type == "MatMulInteger"}
    count = sum(name.endswith("/qkv/MatMul_quant") for name in products)
    out = []
    for depth in range(count - LAST, count):
        state = dict[str, Numbers]()
        for name in ("qkv", "o", "up", "down"):
            weight = products[f"/encoder/layers.{depth}/{name}/MatMul_quant"]
            whole = (numbers[f"{weight}_quantized"].astype(np.float32) - numbers[f"{weight}_zero_point"]) * numbers[f"{weight}_scale"]
            state |= {f"{name}.weight": whole.T, f"{name}.bias": numbers[f"encoder.layers.{depth}.{name}.bias"]}
        for part in ("weight", "bias"):  # as `extract.training.export.FusedLayer` joined them
            q, k, v = np.split(state.pop(f"qkv.{part}"), 3)
            state |= {f"q.{part}": q * (shape.width // shape.heads) ** 0.5, f"k.{part}": k, f"v.{part}": v}
            state |= {f"{norm}.{part}": numbers[f"encoder.layers.{depth}.{norm}.{part}"] for norm in ("norm1", "norm2")}
        out.append({name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()})
    return out


def batch(some: Sequence[Row]) -> dict[str, Tensor]:
    """Rows padded to the longest: the inputs of `Arguments.forward`."""
    b, longest, width = len(some), max(len(r.middle) for r in some), some[0].middle.shape[1]
    middle, marked, mask = (np.zeros((b, longest, n), np.float32) for n in (width, len(MARKS), 1))
    for i, r in enumerate(some):
        n = len(r.middle)
        middle[i, :n], marked[i, :n], mask[i, :n] = r.middle, r.marks, 1
    kind = np.array([r.kind for r in some], np.int64)
    return {
        "middle": torch.from_numpy(middle),
        "marks": torch.from_numpy(marked),
        "kind": torch.from_numpy(kind),
        "mask": torch.from_numpy(mask[..., 0]),
    }


def log_odds(model: Arguments, some: Sequence[Row]) -> list[tuple[Tensor, str, bool]]:
    """Of every date and person of the rows, with its field and whether it is the deed's."""
    out = model(**on_device(batch(some)))
    return [(out[i, where, FIELDS.index(field)].mean(), field, own) for i, r in enumerate(some) for field, where, own in r.spans]
