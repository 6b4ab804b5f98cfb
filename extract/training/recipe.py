"""The recipe of a training, read from TOML: what each stage is made from, and its settings; every mistake names its place."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.errors import InputError
from extract.training.settings import value

SETS = ("train", "made", "case")
"""The sets of gold posts that may train; `dev` checks and never trains."""
STAGES = ("base", "soft", "shrink", "export", "figures")
"""The stages that every recipe has, beside its masked trainings and fits."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network. `vocabulary` and `layers` are told by the weights, so a recipe leaves them out."""

    width: int
    heads: int
    inner: int
    pair: int
    pair_heads: int
    pair_layers: int
    entities: int
    acts: int
    positions: int
    dropout: float
    vocabulary: int = 0
    layers: int = 0


@dataclass(frozen=True)
class Base:
    """Where the base weights come from (an archive's address and SHA-256); without an address `layers` of small random ones."""

    url: str = ""
    sha256: str = ""
    layers: int = 12


@dataclass(frozen=True)
class Script:
    """Characters of another script (of a regular expression's class): how many of its pieces are kept to train, and to ship."""

    characters: str
    train: int
    ship: int


@dataclass(frozen=True)
class Vocabulary:
    """`train` and `ship`: pieces while training, and in the shipped file."""

    train: int
    ship: int
    scripts: Mapping[str, Script]


@dataclass(frozen=True)
class Ship:
    """The fit whose network becomes the file, and the longest text in tokens that it can read."""

    network: str
    positions: int


@dataclass(frozen=True)
class Masked:
    """A training of the base weights' `layers` to guess hidden pieces of unlabelled posts, in windows of `length` tokens."""

    layers: tuple[int, ...]
    passes: int
    batch: int
    rate: float
    seed: int
    length: int = 192


@dataclass(frozen=True)
class Fit:
    """A training on annotated posts, from `start`; `soft_each`: how many windows labelled by the teachers join each pass.
    `rate` falls by `decay` with each layer away from the top; `head_rate` is for what the base weights lack."""

    start: str
    sets: tuple[str, ...]
    passes: int
    batch: int
    rate: float
    head_rate: float
    seed: int
    decay: float = 0.93
    soft_each: int = 0


@dataclass(frozen=True)
class Soft:
    """The teachers, what of their labels is kept, and how many windows of a post they read."""

    teachers: tuple[str, ...]
    seed: int
    windows: int
    act: float
    evidence: float
    gate: float


@dataclass(frozen=True)
class Recipe:
    """All stages."""

    base: Base
    shape: Shape
    vocabulary: Vocabulary
    mlm: Mapping[str, Masked]
    fit: Mapping[str, Fit]
    soft: Soft
    ship: Ship


def read_recipe(path: Path) -> Recipe:
    """Raises InputError that names the file and the setting."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: is no TOML: {error}") from error
    recipe: Recipe = value(raw, Recipe, f"{path}:")
    for place, wrong in _wrong(recipe):
        raise InputError(f"{path}: {place}: {wrong}")
    return recipe


def _wrong(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """What does not fit together: every fit starts from an earlier one or from a masked training, teachers know no soft labels."""
    known = dict.fromkeys(recipe.mlm)
    if both := set(recipe.fit) & {*recipe.mlm, *STAGES}:
        yield f"fit.{min(both)}", "is the name of another stage too; give it another"
    if both := set(recipe.mlm) & set(STAGES):
        yield f"mlm.{min(both)}", "is the name of another stage too; give it another"
    for name, fit in recipe.fit.items():
        if fit.start not in known:
            yield f"fit.{name}.start", f"'{fit.start}' stands nowhere above it; known are {', '.join(known)}"
        if bad := set(fit.sets) - set(SETS):
            yield f"fit.{name}.sets", f"'{min(bad)}' cannot train; known are {', '.join(SETS)}"
        known[name] = None
    for name in recipe.soft.teachers:
        if name not in recipe.fit:
            yield "soft.teachers", f"'{name}' is no fit; known are {', '.join(recipe.fit)}"
        elif any(recipe.fit[f].soft_each for f in _line(recipe, name)):
            yield "soft.teachers", f"'{name}' learns from the soft labels itself"
    if recipe.ship.network not in recipe.fit:
        yield "ship.network", f"'{recipe.ship.network}' is no fit; known are {', '.join(recipe.fit)}"
    if any(max(m.layers) >= recipe.base.layers for m in recipe.mlm.values()):
        yield "mlm", f"asks for a layer that the base weights lack: they have {recipe.base.layers}, counted from 0"


def _line(recipe: Recipe, name: str) -> Iterator[str]:
    """A fit and those that it started from."""
    while name in recipe.fit:
        yield name
        name = recipe.fit[name].start
