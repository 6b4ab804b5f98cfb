"""Stage "shrink": the network for the file: fewer pieces of the vocabulary, fewer positions."""

from collections.abc import Sequence
from dataclasses import replace

import click

from extract.encoder.network import make_tokenizer
from extract.training.recipe import Ship, Vocabulary
from extract.training.saved import Saved
from extract.training.vocabulary import pieces_used, to_ship

WORDS, POSITIONS = "encoder.embed.words.weight", "encoder.embed.positions.weight"


def shrink(saved: Saved, vocabulary: Vocabulary, ship: Ship, texts: Sequence[str]) -> Saved:
    count = pieces_used(make_tokenizer(saved.vocabulary), texts)
    kept = to_ship(saved.vocabulary, count, vocabulary)
    lost = 1 - sum(count[p] for p in kept) / max(1, count.total())
    click.echo(f"shrink: {len(kept)} pieces kept; {lost:.3%} of the texts' pieces will be read as smaller ones", err=True)
    place = {p: i for i, p in enumerate(saved.vocabulary)}
    state = dict(saved.state)
    state[WORDS] = state[WORDS][[place[p] for p in kept]].clone()
    state[POSITIONS] = state[POSITIONS][: ship.positions].clone()
    shape = replace(saved.shape, vocabulary=len(kept), positions=min(ship.positions, saved.shape.positions))
    return Saved(shape, state, kept, saved.entities)
