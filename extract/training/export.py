"""A trained network → one ONNX file with int8 weights per channel, vocabulary and actors' table in its metadata: `export.py NET.pt DATA OUT.onnx`."""

import json
import sys
from pathlib import Path

import onnx
import torch
from batches import padded
from data import DATES, MAX_TOKENS, SPHERES, STATUSES, TYPES, prepare
from mentions import find_mentions
from model import Layer, Reader, Shape, SmallEmbedding
from torch import nn
from torch.nn import functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic

INPUTS = ("ids", "mask", "flags", "entities", "places", "kinds", "features")
OUTPUTS = ("index", "kind", "score", "exists", "direction", "status", "sphere", "reported", "date", "evidence", "gate", "post")
AXES = {
    "ids": {0: "b", 1: "l"}, "mask": {0: "b", 1: "l"}, "flags": {0: "b", 1: "l"}, "entities": {0: "b", 1: "l"},
    "places": {0: "b", 1: "a", 2: "l"}, "kinds": {0: "b", 1: "a"}, "features": {0: "b", 1: "a", 2: "a"},
    **{name: {0: "b"} for name in OUTPUTS}, "evidence": {0: "b", 2: "l"}, "gate": {0: "b", 1: "a", 2: "a"},
}  # fmt: skip


class FusedLayer(nn.Module):
    """A layer of the encoder with one product for queries, keys and values: two thirds of the quantising of activations saved."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.heads = layer.heads
        self.qkv = nn.Linear(layer.q.in_features, 3 * layer.q.in_features)
        self.qkv.weight.data = torch.cat([layer.q.weight * 64**-0.5, layer.k.weight, layer.v.weight]).detach()
        self.qkv.bias.data = torch.cat([layer.q.bias * 64**-0.5, layer.k.bias, layer.v.bias]).detach()
        self.o, self.up, self.down, self.norm1, self.norm2 = layer.o, layer.up, layer.down, layer.norm1, layer.norm2

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        b, _, w = x.shape
        q, k, v = (t.reshape(b, -1, self.heads, 64).transpose(1, 2) for t in self.qkv(x).chunk(3, -1))
        read = (torch.softmax(q @ k.transpose(2, 3) + bias, -1) @ v).transpose(1, 2).reshape(b, -1, w)
        x = self.norm1(x + self.o(read))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


def export(network: Path, data: Path, out: Path) -> None:
    from train import entity_table, gold_items, tokenizer_of

    class Args:
        pass

    args = Args()
    args.data = data
    saved = torch.load(network, weights_only=False)
    model = Reader(Shape(**saved["shape"]))
    model.load_state_dict({k: v.float() for k, v in saved["state"].items()})
    model.encoder.embed.words = SmallEmbedding(model.encoder.embed.words.weight.detach())
    model.encoder.layers = nn.ModuleList(FusedLayer(layer) for layer in model.encoder.layers)
    model.eval()
    rows = prepare(gold_items(args, "case")[:6], tokenizer_of(args), find_mentions, entity_table(args))
    batch = padded([w for w in rows if len(w.actors) > 1][:3])
    whole = out.with_suffix(".fp32.onnx")
    with torch.no_grad():
        torch.onnx.export(model, tuple(batch[n] for n in INPUTS), str(whole), input_names=list(INPUTS), output_names=list(OUTPUTS),
                          dynamic_axes=AXES, opset_version=17, do_constant_folding=True, dynamo=False)  # fmt: skip
    # 7 bits: without VNNI the products of uint8 and int8 saturate, and the figures fall to nothing
    quantize_dynamic(whole, out, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm"])
    whole.unlink()
    file = onnx.load(out)
    meta = {
        "vocabulary": (data / "vocab.txt").read_text(encoding="utf-8"), "entities": (data / "entities.json").read_text(encoding="utf-8"),
        "types": json.dumps(TYPES), "statuses": json.dumps(STATUSES), "spheres": json.dumps(SPHERES), "dates": json.dumps(DATES),
        "max_tokens": str(MAX_TOKENS), "source": network.name,
    }  # fmt: skip
    for key, value in meta.items():
        entry = file.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(file, out)
    print(out, round(out.stat().st_size / 1e6, 1), "MB")


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:4]))
