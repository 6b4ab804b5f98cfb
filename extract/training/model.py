"""The network: a BERT encoder with marked mentions, actors, ordered pairs of actors that read the text again, acts (pair × type) with evidence."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

N_TYPES, N_STATUS, N_SPHERE, N_DATE = 27, 5, 7, 6
NEVER = -1e4
"""Added to what may not be attended to; fits fp16."""


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 30_000
    layers: int = 12
    width: int = 768
    heads: int = 12
    inner: int = 3072
    pair: int = 384
    pair_heads: int = 6
    pair_layers: int = 2
    entities: int = 128
    acts: int = 24
    positions: int = 512
    dropout: float = 0.1


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
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int, rate: float = 0.0) -> Tensor:
    """Multi-head attention: q [b, n, w], k and v [b, m, w], bias [b, 1, 1 or n, m] added to the scores."""
    b, n, w = q.shape
    q, k, v = (x.reshape(b, -1, heads, w // heads).transpose(1, 2) for x in (q, k, v))
    if torch.onnx.is_in_onnx_export():
        scores = torch.softmax(q @ k.transpose(2, 3) * (w // heads) ** -0.5 + bias, -1)
        out = scores @ v
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
        return self.drop(self.norm(x))


class SmallEmbedding(nn.Module):
    """An embedding with int8 rows, each with its scale: for the shipped file."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class MaskedLM(nn.Module):
    """BERT's head that guesses masked pieces; its output weights are the word embeddings."""

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
        return self.norm2(z + self.drop(self.down(F.gelu(self.up(z)))))


class Encoder(nn.Module):
    """Text → tokens [b, length, width]."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed = Embed(shape)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor, flags: Tensor | None = None, entities: Tensor | None = None) -> Tensor:
        bias = ((1.0 - mask) * NEVER)[:, None, None, :]
        x = self.embed(ids, flags, entities)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Reader(nn.Module):
    """Posts with marked mentions → cooperation of pairs, their types, and for chosen (pair, type) direction, status and evidence."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        w, p = shape.width, shape.pair
        self.encoder = Encoder(shape)
        self.pool_score, self.pool_value = nn.Linear(w, shape.pair_heads), nn.Linear(w, p)
        self.kind, self.feature = nn.Embedding(28, p), nn.Embedding(50, p)
        self.first, self.second, self.start = nn.Linear(p, p), nn.Linear(p, p), nn.LayerNorm(p)
        self.reads = nn.ModuleList(PairLayer(shape) for _ in range(shape.pair_layers))
        self.gate, self.types = nn.Linear(p, 1), nn.Linear(p, N_TYPES)
        self.type_vector = nn.Embedding(N_TYPES, p)
        self.ask, self.ask_norm = nn.Linear(p, p), nn.LayerNorm(p)
        self.key, self.value = nn.Linear(w, p), nn.Linear(w, p)
        self.act, self.act_norm = nn.Linear(3 * p, p), nn.LayerNorm(p)
        self.exists, self.directed, self.mutual = nn.Linear(p, 1), nn.Linear(p, 1), nn.Linear(p, 1)
        self.status, self.sphere = nn.Linear(p, N_STATUS), nn.Linear(p, N_SPHERE)
        self.reported, self.date = nn.Linear(p, 1), nn.Linear(p, N_DATE)
        self.post = nn.Linear(w, 1 + N_TYPES)
        self.drop = nn.Dropout(shape.dropout)

    def pairs(self, ids: Tensor, mask: Tensor, flags: Tensor, entities: Tensor, places: Tensor, kinds: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tokens [b, l, w], ordered pairs [b, a·a, p], logits of the post [b, 1 + types]. `places` [b, a, l]: which tokens name an actor."""
        text = self.encoder(ids, mask, flags, entities)
        b, a, length = places.shape
        heads, p = self.shape.pair_heads, self.shape.pair
        score = self.pool_score(text).transpose(1, 2)[:, None] + (1.0 - places)[:, :, None] * NEVER
        value = self.pool_value(text).reshape(b, 1, length, heads, p // heads).transpose(2, 3)
        actor = (torch.softmax(score.float(), -1).to(value.dtype)[:, :, :, None] @ value).reshape(b, a, p) + self.kind(kinds)
        z = self.first(actor)[:, :, None] + self.second(actor)[:, None] + self.feature(features)
        z = self.start(F.gelu(z)).reshape(b, a * a, p)
        bias = ((1.0 - mask) * NEVER)[:, None, None, :]
        for read in self.reads:
            z = read(z, text, bias)
        return text, z, self.post(text[:, 0])

    def cooperation(self, z: Tensor, a: int) -> tuple[Tensor, Tensor]:
        """Logits that a pair cooperates [b, a, a] and of the types, given that it does [b, a, a, types]; alike for (i, j) and (j, i)."""
        both = torch.cat([self.gate(z), self.types(z)], -1).reshape(z.shape[0], a, a, 1 + N_TYPES)
        both = both + both.transpose(1, 2)
        return both[..., 0], both[..., 1:]

    def acts(self, text: Tensor, mask: Tensor, z: Tensor, index: Tensor, swapped: Tensor, kind: Tensor) -> dict[str, Tensor]:
        """For k chosen acts a post: `index` and `swapped` [b, k] of the pair (i, j) and (j, i) in z, `kind` [b, k] the type."""
        p = z.shape[-1]
        one = torch.gather(z, 1, index[..., None].expand(-1, -1, p))
        two = torch.gather(z, 1, swapped[..., None].expand(-1, -1, p))
        ask = self.ask_norm(self.ask(one + two) + self.type_vector(kind))
        evidence = ask @ self.key(text).transpose(1, 2) * p**-0.5 * 4.0
        weight = torch.softmax(evidence.float() + ((1.0 - mask) * NEVER)[:, None], -1).to(text.dtype)
        read = weight @ self.value(text)
        shared = torch.cat([ask, read], -1)
        ways = torch.cat([torch.cat([one, shared], -1), torch.cat([two, shared], -1)], 1)
        there, back = self.act_norm(F.gelu(self.act(self.drop(ways)))).chunk(2, 1)
        mean = (there + back) * 0.5
        return {
            "exists": self.exists(mean)[..., 0],
            "direction": torch.cat([self.directed(there), self.directed(back), self.mutual(mean)], -1),
            "status": self.status(mean),
            "sphere": self.sphere(mean),
            "reported": self.reported(mean)[..., 0],
            "date": self.date(mean),
            "evidence": evidence,
        }

    def forward(self, ids: Tensor, mask: Tensor, flags: Tensor, entities: Tensor, places: Tensor, kinds: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """What the shipped file computes: the best `shape.acts` (pair, type) of each post, by gate × type."""
        a = places.shape[1]
        text, z, post = self.pairs(ids, mask, flags, entities, places, kinds, features)
        gate, types = self.cooperation(z, a)
        index, swapped, kind, score = self.best(gate, types, places)
        out = self.acts(text, mask, z, index, swapped, kind)
        return (index, kind, score, out["exists"], out["direction"], out["status"], out["sphere"], out["reported"], out["date"], out["evidence"], gate, post)

    def best(self, gate: Tensor, types: Tensor, places: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        b, a = gate.shape[:2]
        there = (places.sum(-1) > 0).to(gate.dtype)
        upper = torch.triu(torch.ones(a, a, device=gate.device, dtype=gate.dtype), 1)
        allowed = there[:, :, None] * there[:, None] * upper
        score = F.logsigmoid(gate.float())[..., None] + F.logsigmoid(types.float()) + (1.0 - allowed.float())[..., None] * NEVER
        flat = score.reshape(b, a * a * N_TYPES)
        score, where = torch.topk(flat, self.shape.acts, dim=1)
        index = torch.div(where, N_TYPES, rounding_mode="floor")
        kind = where - index * N_TYPES
        i = torch.div(index, a, rounding_mode="floor")
        swapped = (index - i * a) * a + i
        return index, swapped, kind, score
