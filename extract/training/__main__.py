"""The command `python -m extract.training`: from base weights to the file that `extract.encoder` reads with."""

import os
import shutil
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from extract.errors import AxisgraphError, InputError
from extract.training.posts import Posts
from extract.training.recipe import read_recipe

RECIPES = Path(__file__).parent
EXTRA = "pip install -e '.[training]'"


class Part(click.ParamType[float]):
    """A share of the annotated posts, by name or as a fraction."""

    name = "quarter|half|whole|FRACTION"
    names = {"quarter": 0.25, "half": 0.5, "whole": 1.0}  # noqa: RUF012 - no one writes it

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            share = self.names[value] if value in self.names else float(Fraction(value))
        except (ValueError, ZeroDivisionError):
            share = 0.0
        if not 0 < share <= 1:
            self.fail(f"'{value}' is no part; give quarter, half, whole, or a fraction above 0 and up to 1, such as 1/8", param, ctx)
        return share


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.argument("gold", type=FOLDER)
@click.argument("posts", type=FOLDER)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--base", metavar="DIR|JAR|URL", help="The base weights, if not to be loaded from where the recipe says.")
@click.option("--work", type=click.Path(path_type=Path), default="training.work", show_default=True, help="Folder of what stages made.")
@click.option("--recipe", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A recipe of your own.")
@click.option("--tiny", is_flag=True, help="The recipe recipe-tiny.toml: every stage with a toy of a network, to no use.")
@click.option("--part", type=Part(), default="whole", show_default=True, help="How much of the annotated posts trains.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Is added to the recipe's seeds.")
@click.option("--until", metavar="STAGE", default="figures", show_default=True, help="Stop after this stage.")
@click.option("--minutes", type=click.FloatRange(0), default=20.0, show_default=True, help="Between two checkpoints in a stage.")
def main(gold: Path, posts: Path, out: Path, recipe: Path | None, tiny: bool, until: str, **given: Any) -> None:
    """Train a network on the annotated posts of GOLD and the unlabelled ones of POSTS, write it to OUT (.onnx), with its figures beside
    it (.md), and print these.

    What a stage made stays in the folder of --work: a run that was killed goes on where it was.

    \b
    Example:
      python -m extract.training ../shared/gold ../shared/posts reader.onnx
      python -m extract.training ../shared/gold ../shared/posts quarter.onnx --part quarter --seed 1
    """
    if recipe and tiny:
        raise click.UsageError("--tiny is a recipe; give it or --recipe, not both")
    plan = recipe or RECIPES / ("recipe-tiny.toml" if tiny else "recipe.toml")
    try:
        _run(gold, posts, out, plan, until, given)
    except AxisgraphError as error:
        raise click.ClickException(str(error)) from error
    except ModuleNotFoundError as error:
        raise click.ClickException(f"training needs {error.name}, which is not installed; {EXTRA}") from error
    except KeyboardInterrupt:
        click.echo("Stopped. Run the same command to go on from the last checkpoint.", err=True)
        sys.exit(130)


def _run(gold: Path, posts: Path, out: Path, plan: Path, until: str, given: dict[str, Any]) -> None:
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # without it CUDA's products differ from run to run
    recipe = read_recipe(plan)
    if not out.parent.is_dir():
        raise InputError(f"{out}: there is no folder {out.parent}; make it first")
    import torch  # noqa: PLC0415 - slow, and no part of the package's own needs

    from extract.training.stages import Training  # noqa: PLC0415

    torch.use_deterministic_algorithms(True, warn_only=True)
    work: Path = given["work"]
    try:
        work.mkdir(parents=True, exist_ok=True)
        (work / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{work}: cannot be written to: {error.strerror}") from error
    training = Training(recipe, Posts(gold, posts, given["part"]), work, given["base"], given["seed"], given["minutes"] * 60)
    store = training.store
    store.output(until)
    if until == "figures":
        figures = store.path("figures")
        try:
            shutil.copyfile(store.path("export"), out)
            shutil.copyfile(figures, out.with_suffix(".md"))
        except OSError as error:
            raise InputError(f"{out}: cannot be written: {error.strerror}; the file is {store.path('export')}") from error
        click.echo(figures.read_text(encoding="utf-8"), nl=False)


if __name__ == "__main__":
    main(prog_name="python -m extract.training")
