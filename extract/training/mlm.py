"""Stage "mlm": the encoder learns the posts' language, guessing hidden pieces of texts whose acts nobody told."""

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from extract.encoder.network import make_tokenizer
from extract.training.loop import Checkpoint, group, on_device, train
from extract.training.recipe import Masked
from extract.training.saved import Saved, half
from extract.training.vocabulary import SPECIALS

HIDDEN, AS_MASK, AS_RANDOM = 0.15, 0.8, 0.1
"""Shares: of the pieces that are hidden, and of those that are shown as [MASK] or as any other piece; the rest is shown as it is."""
MOST_WINDOWS = 40
LEAST_TOKENS = 9
BLOCK = 4096
"""Windows of like length are put together within so many shuffled ones."""
NONE = -1


def masked_lm(base: Saved, plan: Masked, texts: Sequence[str], seed: int, name: str, checkpoint: Checkpoint) -> Saved:
    """The encoder's named layers and its guessing head, trained."""
    torch.manual_seed(seed)
    start = base.with_layers(plan.layers)
    model = nn.ModuleDict({"encoder": start.reader().encoder, "lm": start.masked_lm()})
    rows = windows(texts, start.vocabulary, plan.length)

    def batches(number: int) -> list[list[list[int]]]:
        rng = random.Random(f"{seed} {number}")  # noqa: S311 - to shuffle
        order = rng.sample(rows, len(rows))
        blocks = [sorted(order[i : i + BLOCK], key=len) for i in range(0, len(order), BLOCK)]
        found = [block[i : i + plan.batch] for block in blocks for i in range(0, len(block), plan.batch)]
        rng.shuffle(found)
        return found

    def loss(batch: Sequence[Sequence[int]]) -> Tensor:
        ids, mask, truth = on_device(dict(zip("imt", hide(batch, len(start.vocabulary)), strict=True))).values()
        read = model["encoder"](ids, mask)[truth != NONE]
        return F.cross_entropy(model["lm"](read, words).float(), truth[truth != NONE])

    words = model.get_parameter("encoder.embed.words.weight")
    train(model, [group(model.parameters(), plan.rate)], plan.passes, batches, loss, name=name, checkpoint=checkpoint)
    state = half(model.state_dict())
    fresh = ("encoder.embed.flags.", "encoder.embed.entities.")
    return replace(start, state={k: v for k, v in state.items() if not k.startswith(fresh)})


def windows(texts: Sequence[str], vocabulary: Sequence[str], length: int) -> list[list[int]]:
    """Ids of each text in even parts of at most `length` tokens, between [CLS] and [SEP]."""
    cls, sep = SPECIALS.index("[CLS]"), SPECIALS.index("[SEP]")
    out = []
    for encoded in make_tokenizer(vocabulary).encode_batch(texts, add_special_tokens=False):
        ids = encoded.ids[: MOST_WINDOWS * length]
        parts = -(-len(ids) // length)
        pieces = (ids[n * len(ids) // parts : (n + 1) * len(ids) // parts] for n in range(parts))
        out += [[cls, *piece, sep] for piece in pieces if len(piece) >= LEAST_TOKENS]
    return out


def hide(batch: Sequence[Sequence[int]], size: int) -> tuple[Tensor, Tensor, Tensor]:
    """Ids with pieces hidden, the mask of tokens, and the truth (−1 where nothing is hidden), all [batch, length]; by torch's chance."""
    ids = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in batch], batch_first=True)
    lengths = torch.tensor([len(row) for row in batch])
    mask = (torch.arange(ids.shape[1]) < lengths[:, None]).float()
    hidden = (torch.rand(ids.shape) < HIDDEN) & (ids >= len(SPECIALS))
    hidden[0, 1] |= ~hidden.any()  # at least one, or there would be nothing to learn
    dice = torch.rand(ids.shape)
    shown = torch.where(dice < AS_MASK, SPECIALS.index("[MASK]"), ids)
    shown = torch.where(dice > 1 - AS_RANDOM, torch.randint(len(SPECIALS), size, ids.shape), shown)
    return torch.where(hidden, shown, ids), mask, torch.where(hidden, ids, NONE)
