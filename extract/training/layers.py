"""Layers of the network: BERT's encoder with marked mentions, and layers in which pairs of actors read the text."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from extract.training.recipe import Shape

NEVER = -1e4
"""Added to what may not be attended to; fits fp16."""
LAST = 2
"""The layers that read a deed for the second time (`extract.encoder.arguments`)."""


class Layer(nn.Module):
    """One transformer layer of BERT (norm after)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        w = shape.width
        self.heads, self.rate = shape.heads, shape.dropout
        self.q, self.k, self.v, self.o = (nn.Linear(w, w) for _ in range(4))
        self.up, self.down = nn.Linear(w, shape.inner), nn.Linear(shape.inner, w)
        self.norm1, self.norm2 = nn.LayerNorm(w, eps=1e-12), nn.LayerNorm(w, eps=1e-12)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        read = attend(self.q(x), self.k(x), self.v(x), bias, self.heads, self.rate if self.training else 0.0)
        x = self.norm1(x + self.drop(self.o(read)))
        out: Tensor = self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))
        return out


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int, rate: float = 0.0) -> Tensor:
    """Multi-head attention: q [b, n, w], k and v [b, m, w], bias [b, 1, 1 or n, m] added to the scores."""
    b, _, w = q.shape
    q, k, v = (x.reshape(b, -1, heads, w // heads).transpose(1, 2) for x in (q, k, v))
    if torch.onnx.is_in_onnx_export():
        out = torch.softmax(q @ k.transpose(2, 3) * (w // heads) ** -0.5 + bias, -1) @ v
    else:
        out = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype), dropout_p=rate)
    return out.transpose(1, 2).reshape(b, -1, w)


class Embed(nn.Module):
    """Words + positions + mention flag + entity."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(shape.vocabulary, shape.width), nn.Embedding(shape.positions, shape.width)
        self.flags, self.entities = nn.Embedding(3, shape.width), nn.Embedding(shape.entities, shape.width)
        self.norm, self.drop = nn.LayerNorm(shape.width, eps=1e-12), nn.Dropout(shape.dropout)

    def forward(self, ids: Tensor, flags: Tensor | None = None, entities: Tensor | None = None) -> Tensor:
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        if flags is not None and entities is not None:
            x = x + self.flags(flags) + self.entities(entities)
        out: Tensor = self.drop(self.norm(x))
        return out


class Encoder(nn.Module):
    """Ids and mask [b, length] → tokens [b, length, width]."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed = Embed(shape)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor, flags: Tensor | None = None, entities: Tensor | None = None) -> Tensor:
        return self.read(ids, mask, flags, entities)[1]

    def read(self, ids: Tensor, mask: Tensor, flags: Tensor | None = None, entities: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The tokens before the last layers, which `extract.training.arguments` trains once more, and behind them."""
        bias = ((1.0 - mask) * NEVER)[:, None, None, :]
        x: Tensor = self.embed(ids, flags, entities)
        middle = x
        for left, layer in zip(range(len(self.layers), 0, -1), self.layers, strict=True):
            middle = x if left >= LAST else middle
            x = layer(x, bias)
        return middle, x


class MaskedLM(nn.Module):
    """BERT's head that guesses hidden pieces; its output weights are the word embeddings."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.dense, self.norm = nn.Linear(shape.width, shape.width), nn.LayerNorm(shape.width, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))

    def forward(self, x: Tensor, words: Tensor) -> Tensor:
        return F.linear(self.norm(F.gelu(self.dense(x))), words, self.bias)


class PairLayer(nn.Module):
    """An ordered pair asks the text (attention over tokens), then thinks (feed-forward)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        p = shape.pair
        self.heads = shape.pair_heads
        self.q, self.o = nn.Linear(p, p), nn.Linear(p, p)
        self.k, self.v = nn.Linear(shape.width, p), nn.Linear(shape.width, p)
        self.up, self.down = nn.Linear(p, 2 * p), nn.Linear(2 * p, p)
        self.norm1, self.norm2 = nn.LayerNorm(p), nn.LayerNorm(p)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, z: Tensor, text: Tensor, bias: Tensor) -> Tensor:
        z = self.norm1(z + self.drop(self.o(attend(self.q(z), self.k(text), self.v(text), bias, self.heads))))
        out: Tensor = self.norm2(z + self.drop(self.down(F.gelu(self.up(z)))))
        return out
