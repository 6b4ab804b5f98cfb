"""The reader of acts: an encoder, actors pooled from their mentions, ordered pairs of actors that read the text again, and acts."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from extract.dates import DATES
from extract.encoder.decode import SPHERES, STATUSES, TYPES
from extract.training.layers import NEVER, Encoder, PairLayer
from extract.training.recipe import Shape

INPUTS = ("ids", "mask", "flags", "entities", "places", "kinds", "features")
"""In the order of `Reader.forward`; made by `extract.encoder.network.padded`."""
KINDS, FEATURES = 28, 50
"""How many kinds of actors (14 by order, 14 unnamed) and features of pairs `extract.encoder.windows` tells."""


class Reader(nn.Module):
    """Posts with marked mentions → cooperation of pairs, their types, and for chosen (pair, type) direction, status and evidence."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        w, p = shape.width, shape.pair
        self.encoder = Encoder(shape)
        self.pool_score, self.pool_value = nn.Linear(w, shape.pair_heads), nn.Linear(w, p)
        self.kind, self.feature = nn.Embedding(KINDS, p), nn.Embedding(FEATURES, p)
        self.first, self.second, self.start = nn.Linear(p, p), nn.Linear(p, p), nn.LayerNorm(p)
        self.reads = nn.ModuleList(PairLayer(shape) for _ in range(shape.pair_layers))
        self.gate, self.types = nn.Linear(p, 1), nn.Linear(p, len(TYPES))
        self.type_vector = nn.Embedding(len(TYPES), p)
        self.ask, self.ask_norm = nn.Linear(p, p), nn.LayerNorm(p)
        self.key, self.value = nn.Linear(w, p), nn.Linear(w, p)
        self.act, self.act_norm = nn.Linear(3 * p, p), nn.LayerNorm(p)
        self.exists, self.directed, self.mutual = nn.Linear(p, 1), nn.Linear(p, 1), nn.Linear(p, 1)
        self.status, self.sphere = nn.Linear(p, len(STATUSES)), nn.Linear(p, len(SPHERES))
        self.reported, self.date = nn.Linear(p, 1), nn.Linear(p, len(DATES))
        self.post = nn.Linear(w, 1 + len(TYPES))
        self.drop = nn.Dropout(shape.dropout)

    def pairs(
        self, ids: Tensor, mask: Tensor, flags: Tensor, entities: Tensor, places: Tensor, kinds: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Tokens [b, l, w], ordered pairs [b, a·a, p], logits of the post [b, 1 + types]. `places` [b, a, l]: which tokens name an
        actor."""
        text: Tensor = self.encoder(ids, mask, flags, entities)
        return text, *self.paired(text, mask, places, kinds, features)

    def paired(self, text: Tensor, mask: Tensor, places: Tensor, kinds: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Of the tokens: the ordered pairs and the post."""
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
        return z, self.post(text[:, 0])

    def cooperation(self, z: Tensor, a: int) -> tuple[Tensor, Tensor]:
        """Logits that a pair cooperates [b, a, a] and of the types, given that it does [b, a, a, types]; alike for (i, j) and (j, i)."""
        both = torch.cat([self.gate(z), self.types(z)], -1).reshape(z.shape[0], a, a, 1 + len(TYPES))
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
        shared = torch.cat([ask, weight @ self.value(text)], -1)
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

    def best(self, gate: Tensor, types: Tensor, places: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The `shape.acts` most likely (pair, type) of each post, by gate × type: pair, swapped pair, type, log of the product."""
        a = gate.shape[1]
        there = (places.sum(-1) > 0).to(gate.dtype)
        upper = torch.triu(torch.ones(a, a, device=gate.device, dtype=gate.dtype), 1)
        allowed = there[:, :, None] * there[:, None] * upper
        score = F.logsigmoid(gate.float())[..., None] + F.logsigmoid(types.float()) + (1.0 - allowed.float())[..., None] * NEVER
        score, where = torch.topk(score.reshape(score.shape[0], a * a * len(TYPES)), self.shape.acts, dim=1)
        index = torch.div(where, len(TYPES), rounding_mode="floor")
        kind = where - index * len(TYPES)
        i = torch.div(index, a, rounding_mode="floor")
        return index, (index - i * a) * a + i, kind, score

    def forward(
        self, ids: Tensor, mask: Tensor, flags: Tensor, entities: Tensor, places: Tensor, kinds: Tensor, features: Tensor
    ) -> tuple[Tensor, ...]:
        """What the shipped file computes; the names of the outputs are in `export`."""
        middle, text = self.encoder.read(ids, mask, flags, entities)
        z, post = self.paired(text, mask, places, kinds, features)
        gate, types = self.cooperation(z, places.shape[1])
        index, swapped, kind, score = self.best(gate, types, places)
        return index, kind, score, *self.acts(text, mask, z, index, swapped, kind).values(), gate, post, middle
