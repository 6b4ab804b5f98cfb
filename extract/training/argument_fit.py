"""The fit of the second reading, on the deeds that the shipped reader finds in annotated posts."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from extract.automaton import find_mentions
from extract.dates import candidates
from extract.encoder.arguments import FIELDS, marks, tokens
from extract.encoder.decode import TYPES
from extract.encoder.network import shipped_network
from extract.encoder.reading import claim_of, deed_of
from extract.encoder.told import Told, told_in
from extract.lexicon import shipped
from extract.model import Claim, Mention, Post
from extract.phrases import without_links
from extract.score import matched
from extract.training.argument_network import Arguments, Row, Span, batch, last_layers, log_odds
from extract.training.export import fused, write
from extract.training.loop import Checkpoint, group, train
from extract.training.posts import Annotated
from extract.training.recipe import Shape

BATCH, RATE, HEAD_RATE = 16, 4e-5, 1e-3
ALIKE = 16
"""Batches are sorted by length within so many batches' worth of shuffled rows."""
WEIGHTS = {"date": 1.5, "person": 1.0}
"""Of a field's losses: dates are fewer than persons."""


def rows(posts: Annotated) -> Iterator[Row]:
    """The deeds of annotated posts that the reader finds, but for those beside which no date and no person stands."""
    for post, gold in posts:
        mentions = find_mentions(post.text) if gold else []
        told = [(claim_of(post, t, mentions, "training"), t) for t in told_in(post, mentions, shipped_network())] if gold else []
        for annotated, claim in matched(gold, [claim for claim, _ in told]):
            act = next(t for other, t in told if other is claim)
            if spans := list(_spans(post, act, annotated, mentions)):
                marked = marks(act.window, act.evidence, claim.participants)
                yield Row(act.middle.astype(np.float16), marked, TYPES.index(claim.type), spans)


def _spans(post: Post, act: Told, annotated: Claim, mentions: Sequence[Mention]) -> Iterator[Span]:
    offsets, known = act.window.offsets, {p.name.casefold().split()[-1] for p in annotated.persons}
    for dated, _ in candidates(without_links(post.text), deed_of(post, act)):
        if where := tokens(offsets, dated.start, dated.end):
            yield "date", where, dated.value == annotated.date
    for m in mentions:
        if (entity := shipped().entities[m.entity]).kind == "person" and (where := tokens(offsets, m.start, m.end)):
            yield "person", where, entity.name.casefold().split()[-1] in known


def fit(reader: Path, shape: Shape, found: Sequence[Row], seed: int, checkpoint: Checkpoint, passes: int) -> Arguments:
    """The network after its training; the same on one machine with as many threads."""
    torch.manual_seed(seed)
    model = Arguments(shape)
    for layer, state in zip(model.layers, last_layers(reader, shape), strict=True):
        layer.load_state_dict(state)

    def batches(number: int) -> list[list[Row]]:
        rng = random.Random(f"{seed} {number}")  # noqa: S311 - to shuffle
        order, out = rng.sample(found, len(found)), list[list[Row]]()
        for start in range(0, len(order), BATCH * ALIKE):
            alike = sorted(order[start : start + BATCH * ALIKE], key=lambda r: len(r.middle))
            out += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
        return rng.sample(out, len(out))

    def loss(some: Sequence[Row]) -> Tensor:
        values, fields, own = zip(*log_odds(model, some), strict=True)
        weight = torch.tensor([WEIGHTS[f] for f in fields])
        each = F.binary_cross_entropy_with_logits(torch.stack(values), torch.tensor(own, dtype=torch.float32), reduction="none")
        return (each * weight).sum() / len(some)

    fresh = [p for name, p in model.named_parameters() if not name.startswith("layers.")]
    groups = [group(model.layers.parameters(), RATE), group(fresh, HEAD_RATE)]
    train(model, groups, passes, batches, loss, name="arguments", checkpoint=checkpoint)
    return model


def figures(model: Arguments, found: Sequence[Row]) -> str:
    """How many of the dates and persons that it takes for a deed's are, and how many of a deed's it takes, at even odds."""
    with torch.no_grad():
        odds = [one for at in range(0, len(found), BATCH) for one in log_odds(model, found[at : at + BATCH])]
    lines = []
    for field in FIELDS:
        pairs = [(bool(value > 0), own) for value, name, own in odds if name == field]
        right, told, all_own = sum(a and b for a, b in pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs)
        lines.append(
            f"{field}: P {right / max(1, told):.3f}, R {right / max(1, all_own):.3f}, of {len(pairs)} with {all_own} of the deed\n"
        )
    return "".join(lines)


def ship(model: Arguments, sample: Row, out: Path) -> None:
    """Write the file that `extract.encoder.arguments` reads with."""
    inputs = {name: value for name, value in batch([sample]).items() if name != "mask"}
    axes = {"middle": {0: "b", 1: "l"}, "marks": {0: "b", 1: "l"}, "kind": {0: "b"}, "odds": {0: "b", 1: "l"}}
    model.layers = fused(model.layers)
    write(model.eval(), inputs, ("odds",), axes, {}, out)
