"""The command `python -m extract.training.arguments GOLD OUT`, which trains the second reading."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from extract.encoder.network import MODEL
from extract.errors import AxisgraphError, InputError
from extract.training.__main__ import EXTRA, RECIPES
from extract.training.posts import DEV, Posts, read_gold
from extract.training.recipe import SETS, read_recipe


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--passes", type=click.IntRange(1), default=3, show_default=True, help="Over the annotated posts.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of all chance.")
@click.option("--minutes", type=click.FloatRange(0), default=5.0, show_default=True, help="Between two checkpoints, in OUT with .part.")
def main(gold: Path, out: Path, passes: int, seed: int, minutes: float) -> None:
    """Train the second reading on the annotated posts of GOLD, write it to OUT (.onnx), and print its figures on the posts kept for
    checking.

    A run that was killed goes on from its checkpoint. On two processors it takes half an hour.

    \b
    Example:
      python -m extract.training.arguments ../shared/gold extract/encoder/arguments.onnx
    """
    try:
        if not out.parent.is_dir():
            raise InputError(f"{out}: there is no folder {out.parent}; make it first")
        from extract.training.argument_fit import figures, fit, rows, ship  # noqa: PLC0415 - needs torch, no part of the package's needs
        from extract.training.loop import Checkpoint  # noqa: PLC0415

        shape = read_recipe(RECIPES / "recipe.toml").shape
        found = list(rows(Posts(gold, gold).annotated(SETS)))
        click.echo(f"arguments: {len(found)} deeds", err=True)
        checkpoint = Checkpoint(out.with_suffix(".part"), minutes * 60)
        with as_file(files("extract.encoder") / MODEL) as reader:
            model = fit(reader, shape, found, seed, checkpoint, passes)
        told = figures(model, list(rows(read_gold(gold, DEV))))
        ship(model, found[0], out)
        checkpoint.path.unlink(missing_ok=True)
        click.echo(told, nl=False)
    except AxisgraphError as error:
        raise click.ClickException(str(error)) from error
    except ModuleNotFoundError as error:
        raise click.ClickException(f"training needs {error.name}, which is not installed; {EXTRA}") from error
    except KeyboardInterrupt:
        click.echo("Stopped. Run the same command to go on from the last checkpoint.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main(prog_name="python -m extract.training.arguments")
