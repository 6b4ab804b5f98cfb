"""`axisgraph build`: files of posts in, a case out."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from extract.errors import InputError
from extract.pipeline import ENGINES
from graph.build import Source, build
from graph.case import Case
from graph.channels import found_in, keep, read_channels
from graph.commands.options import on_disk, read_options, reading
from graph.given import read_given
from graph.progress import on_terminal
from graph.summary import summary


@click.command()
@click.argument("case", type=click.Path(file_okay=False, path_type=Path))
@click.argument("files", nargs=-1)
@click.option(
    "--acts", type=click.Path(path_type=Path), metavar="FILE", help='Take these acts, lines of {"id", "acts"}, instead of extracting.'
)
@click.option(
    "--channels",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A CSV of whose voice each channel is: columns channel, side, country, owner. May be given alone, and again.",
)
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1), help="How many processes extract.")
@click.option(
    "--extractor",
    "engine",
    type=click.Choice(ENGINES),
    default=None,
    help="The encoder (default) reads best, some ten posts a second and process; plain rules read twenty times as many.",
)
@reading
def command(
    case: Path, files: tuple[str, ...], acts: Path | None, channels: Path | None, processes: int, engine: str | None, **given: Any
) -> None:
    """Read FILES of posts, extract the acts that they tell, group them, and write it all to the folder CASE.

    Formats are recognised from content: Telegram Desktop result.json, Telethon JSONL, TGStat CSV, JSONL of posts, and, with --map,
    any CSV, JSONL or Parquet; gzip and zstd too; "-" is stdin. A second build with the same files changes nothing, with new ones it
    adds only them.

    \b
    Example:
      axisgraph build iran.case export/result.json --username rybar
      axisgraph build iran.case posts.csv --map text=message --map date=published
      axisgraph build iran.case --channels channels.csv
    """
    options = read_options(given)
    told = read_given(acts) if acts else None
    rows = read_channels(channels) if channels else []
    alone = bool(rows) and not (files or acts or engine)
    with ExitStack() as stack:
        sources = [Source(stack.enter_context(on_disk(name)), name, options) for name in files]
        absent = [s.name for s in sources if not s.path.is_file()]
        if absent:
            raise InputError(f"{absent[0]}: no such file")
        opened = Case(case) if alone else Case.create(case)
        if rows:
            keep(opened, rows, str(channels))
        errors = [] if alone else build(opened, sources, given=told, engine=engine, processes=processes, progress=on_terminal)
    built = Case(case)
    click.echo(summary(built))
    if rows:
        there = found_in(built, rows)
        missing = [row["channel"] for row in rows if row["channel"] not in there]
        click.echo(f"  channels   {len(there):>9,}  of {channels} are in the case" + (f", not {', '.join(missing)}" if missing else ""))
    for error in errors:
        click.echo(f"Error: {error}", err=True)
    if errors:
        raise SystemExit(1)
