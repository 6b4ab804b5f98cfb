"""Stage "export": a trained network → one ONNX file of int8 weights, with its vocabulary and actors, for `extract.encoder.network`."""

import json
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from extract.dates import DATES
from extract.encoder.decode import SPHERES, STATUSES, TYPES
from extract.encoder.windows import MAX_TOKENS, Window
from extract.training.batches import inputs
from extract.training.layers import Layer
from extract.training.model import INPUTS, Reader
from extract.training.saved import Saved

OUTPUTS = ("index", "kind", "score", "exists", "direction", "status", "sphere", "reported", "date", "evidence", "gate", "post", "middle")
Axes = Mapping[str, Mapping[int, str]]
AXES: Axes = {
    **{name: {0: "b", 1: "l"} for name in ("ids", "mask", "flags", "entities")},
    **{name: {0: "b"} for name in OUTPUTS},
    "places": {0: "b", 1: "a", 2: "l"},
    "kinds": {0: "b", 1: "a"},
    "features": {0: "b", 1: "a", 2: "a"},
    "evidence": {0: "b", 2: "l"},
    "gate": {0: "b", 1: "a", 2: "a"},
    "middle": {0: "b", 1: "l"},
}
OPSET = 17


class SmallEmbedding(nn.Module):
    """An embedding with int8 rows, each with its scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.scale = nn.Buffer(weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127)
        self.rows = nn.Buffer(torch.round(weight / self.scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class FusedLayer(nn.Module):
    """A layer of the encoder with one product for queries, keys and values: two thirds of the quantising of activations saved."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        width = layer.q.in_features
        self.heads = layer.heads
        scale = (width // layer.heads) ** -0.5
        self.qkv = nn.Linear(width, 3 * width)
        self.qkv.weight.data = torch.cat([layer.q.weight * scale, layer.k.weight, layer.v.weight]).detach()
        self.qkv.bias.data = torch.cat([layer.q.bias * scale, layer.k.bias, layer.v.bias]).detach()
        self.o, self.up, self.down, self.norm1, self.norm2 = layer.o, layer.up, layer.down, layer.norm1, layer.norm2

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, _, w = x.shape
        q, k, v = (t.reshape(b, -1, self.heads, w // self.heads).transpose(1, 2) for t in self.qkv(x).chunk(3, -1))
        read = (torch.softmax(q @ k.transpose(2, 3) + bias, -1) @ v).transpose(1, 2).reshape(b, -1, w)
        x = self.norm1(x + self.o(read))
        out: Tensor = self.norm2(x + self.down(F.gelu(self.up(x))))
        return out


def slim(model: Reader) -> Reader:
    """The same network, in the form that the file has; changes `model`."""
    embed = model.encoder.embed
    embed.register_module("words", SmallEmbedding(embed.words.weight.detach()))
    model.encoder.layers = fused(model.encoder.layers)
    model.eval()
    return model


def fused(layers: nn.ModuleList) -> nn.ModuleList:
    return nn.ModuleList(FusedLayer(layer) for layer in layers if isinstance(layer, Layer))


def export(saved: Saved, sample: Sequence[Window], source: str, out: Path) -> None:
    """Write the file at `out`; `sample` are any windows, to walk through the network. `source` says where it comes from."""
    batch = inputs(sample)
    write(slim(saved.reader()), {n: batch[n] for n in INPUTS}, OUTPUTS, AXES, metadata(saved, source), out)


def write(model: nn.Module, sample: Mapping[str, Tensor], outputs: Sequence[str], axes: Axes, facts: Mapping[str, str], out: Path) -> None:
    """The network as a file of int8 weights at `out`; `sample` are its inputs, `facts` the file's metadata."""
    whole = out.with_suffix(".fp32.onnx")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the TorchScript exporter: deprecated, and of each shape that it takes for a constant
        torch.onnx.export(
            model,
            tuple(sample.values()),
            str(whole),
            input_names=list(sample),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    # 7 bits: processors without VNNI add products of uint8 and int8 in 16 bits, which 8 bits overflow, and the figures fall to nothing
    logging.disable(logging.WARNING)  # it advises pre-processing, which would change the graph
    quantize_dynamic(whole, out, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm"])
    logging.disable(logging.NOTSET)
    whole.unlink()
    file = onnx.load(out)
    onnx.helper.set_model_props(file, {p.key: p.value for p in file.metadata_props} | dict(facts))
    onnx.save(file, out)


def metadata(saved: Saved, source: str) -> dict[str, str]:
    lists = {"entities": saved.entities, "types": TYPES, "statuses": STATUSES, "spheres": SPHERES, "dates": DATES}
    return {
        "vocabulary": "\n".join(saved.vocabulary) + "\n",
        **{name: json.dumps(value, ensure_ascii=False) for name, value in lists.items()},
        "max_tokens": str(MAX_TOKENS),
        "source": source,
    }
