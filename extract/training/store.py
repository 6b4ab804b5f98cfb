"""What stages made, in one folder: each output is named after the digest of all that it is made from, made once, and found again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from extract.training.loop import Checkpoint

SUFFIXES = {"export": ".onnx", "figures": ".md"}


@dataclass(frozen=True)
class Stage:
    """`needs`: the stages whose output it reads; `settings`: all else that it is made from; `make` writes its output at a path, and
    may go on from a checkpoint."""

    needs: tuple[str, ...]
    settings: dict[str, Any]
    make: Callable[[Path, Checkpoint], None]


@dataclass(frozen=True)
class Store:
    """`stage` gives a stage by its name; `every`: seconds between checkpoints."""

    folder: Path
    stage: Callable[[str], Stage]
    every: float

    def output(self, name: str) -> Path:
        """The stage's output, made if it is not there."""
        path = self.path(name)
        if path.is_file():
            click.echo(f"{name}: is there: {path}", err=True)
            return path
        stage = self.stage(name)
        for need in stage.needs:
            self.output(need)
        click.echo(f"{name}: begins", err=True)
        checkpoint = Checkpoint(path.with_suffix(".part"), self.every)
        scratch = path.with_name(f"new-{path.name}")
        stage.make(scratch, checkpoint)
        path.with_suffix(".json").write_text(json.dumps(self._made_from(name), indent=1), encoding="utf-8")
        scratch.replace(path)
        checkpoint.path.unlink(missing_ok=True)
        return path

    def path(self, name: str) -> Path:
        return self.folder / f"{name}-{self.digest(name)}{SUFFIXES.get(name, '.pt')}"

    def digest(self, name: str) -> str:
        return hashlib.sha256(json.dumps(self._made_from(name), sort_keys=True).encode()).hexdigest()[:12]

    def _made_from(self, name: str) -> dict[str, Any]:
        stage = self.stage(name)
        return {"stage": name, **stage.settings, "needs": {need: self.digest(need) for need in stage.needs}}
