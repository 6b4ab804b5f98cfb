"""The stages from base weights to the file: what each needs, what it is made from, and how."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import click
from tokenizers import Tokenizer

from extract.encoder.network import make_tokenizer
from extract.encoder.windows import MAX_TOKENS
from extract.errors import InputError
from extract.training import fit, mlm, shrink, soft
from extract.training.base_weights import identity, make_base
from extract.training.export import export
from extract.training.figures import figures
from extract.training.gold import Example, examples, unlabelled
from extract.training.loop import Checkpoint
from extract.training.posts import Posts, lexicon_digest
from extract.training.recipe import STAGES, Recipe
from extract.training.saved import Saved, load, save, write
from extract.training.store import Stage, Store

VERSION = 1
"""Raise it when the same settings are to give something else: older outputs are then made anew."""
SAMPLE = 3
"""Windows that walk through the network when it is exported."""


@dataclass(frozen=True)
class Training:
    """`base`: where the base weights are, if not where the recipe says; `seed` is added to the recipe's; `every`: seconds between
    checkpoints."""

    recipe: Recipe
    posts: Posts
    work: Path
    base: str | None = None
    seed: int = 0
    every: float = 1200.0

    @cached_property
    def store(self) -> Store:
        return Store(self.work, self._stage, self.every)

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """All sets that some stage trains on."""
        return tuple(dict.fromkeys(name for plan in self.recipe.fit.values() for name in plan.sets))

    @cached_property
    def _posts_digest(self) -> str:
        return self.posts.digest(self.sets)

    @cached_property
    def _reading(self) -> dict[str, Any]:
        """What decides how a post is cut into windows with actors; what only reads texts stays when a word is added to the lexicon."""
        return {"window": MAX_TOKENS, "lexicon": lexicon_digest()}

    def _stage(self, name: str) -> Stage:
        stage = self._of_recipe(name)
        return replace(stage, settings={"version": VERSION, "seed": self.seed, "posts": self._posts_digest, **stage.settings})

    def _of_recipe(self, name: str) -> Stage:
        recipe = self.recipe
        if name in recipe.mlm:
            return Stage(("base",), asdict(recipe.mlm[name]), lambda path, checkpoint: self._mlm(name, path, checkpoint))
        if name in recipe.fit:
            plan = recipe.fit[name]
            settings = asdict(plan) | self._reading | {"part": self.posts.part}
            needs = (plan.start, "soft") if plan.soft_each else (plan.start,)
            return Stage(needs, settings, lambda path, checkpoint: self._fit(name, path, checkpoint))
        shipped = {"vocabulary": asdict(recipe.vocabulary), "ship": asdict(recipe.ship)}
        base = {"base": identity(recipe.base, self.base), "layers": recipe.base.layers, "shape": asdict(recipe.shape)}
        match name:
            case "base":
                return Stage((), base | {"vocabulary": asdict(recipe.vocabulary)}, lambda path, _: self._base(path))
            case "soft":
                return Stage(recipe.soft.teachers, asdict(recipe.soft) | self._reading, self._soft)
            case "shrink":
                return Stage((recipe.ship.network,), shipped, lambda path, _: self._shrink(path))
            case "export":
                return Stage(("shrink",), {}, lambda path, _: self._export(path))
            case "figures":
                return Stage(("export",), self._reading, lambda path, _: self._figures(path))
        raise InputError(f"no stage is called '{name}'; known are {', '.join(self.stages)}")

    @property
    def stages(self) -> tuple[str, ...]:
        return (*STAGES, *self.recipe.mlm, *self.recipe.fit)

    def _base(self, path: Path) -> None:
        texts, actors = self.posts.texts(self.sets), self.posts.actors(self.sets, self.recipe.shape.entities - 2)
        save(make_base(self.recipe, texts, actors, self.base, self.seed, self.work), path)

    def _mlm(self, name: str, path: Path, checkpoint: Checkpoint) -> None:
        plan, texts = self.recipe.mlm[name], self.posts.texts(self.sets)
        save(mlm.masked_lm(self._read("base"), plan, texts, plan.seed + self.seed, name, checkpoint), path)

    def _fit(self, name: str, path: Path, checkpoint: Checkpoint) -> None:
        plan = self.recipe.fit[name]
        start = self._read(plan.start)
        gold = examples(self.posts.annotated(plan.sets), *self._words)
        if not gold:
            raise InputError(f"{self.posts.gold}: in {', '.join(plan.sets)} no post of this part names two actors")
        told = soft.examples(soft.load(self.store.path("soft")), self._unlabelled) if plan.soft_each else []
        click.echo(f"{name}: {len(gold)} annotated windows, {len(told)} that teachers labelled", err=True)
        save(fit.fit(start, plan, gold, told, plan.seed + self.seed, name, checkpoint), path)

    def _soft(self, path: Path, checkpoint: Checkpoint) -> None:
        plan = self.recipe.soft
        models = [self._read(name).reader() for name in plan.teachers]
        write(soft.label(models, self._unlabelled, plan, plan.seed + self.seed, checkpoint), path)

    def _shrink(self, path: Path) -> None:
        saved = self._read(self.recipe.ship.network)
        save(shrink.shrink(saved, self.recipe.vocabulary, self.recipe.ship, self.posts.texts(self.sets)), path)

    def _export(self, path: Path) -> None:
        saved = self._read("shrink")  # it reads with fewer pieces than the networks before it
        tokenizer = make_tokenizer(saved.vocabulary)
        found = (e.window for item in self.posts.annotated(self.sets) for e in examples([item], tokenizer, saved.entity_ids))
        export(saved, list(islice(found, SAMPLE)), self.store.digest("shrink"), path)

    def _figures(self, path: Path) -> None:
        told = figures(self.posts.dev, self.store.path("export"))
        how = f"Recipe {self.store.digest('export')}, seed {self.seed}, {self.posts.part:.0%} of the annotated posts."
        path.write_text(f"{told}\n{how}\n", encoding="utf-8")

    def _read(self, name: str) -> Saved:
        return load(self.store.path(name))

    @cached_property
    def _words(self) -> tuple[Tokenizer, dict[str, int]]:
        """Tokeniser and actors' ids of all networks until they shrink."""
        base = self._read("base")
        return make_tokenizer(base.vocabulary), base.entity_ids

    @cached_property
    def _unlabelled(self) -> Sequence[Example]:
        return unlabelled(self.posts.unlabelled(self.sets), *self._words, self.recipe.soft.windows)
