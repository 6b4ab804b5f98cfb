"""`axisgraph extract`: posts in, the acts that each tells out, one JSON line a post."""

import sys
from collections.abc import Iterator
from typing import Any

import click
import orjson

from extract.errors import InputError
from extract.model import Post
from extract.pipeline import ENGINES, extract_posts
from extract.readers import ReadOptions, Reject, read
from graph.commands.options import binary, read_options, reading
from graph.progress import on_terminal


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1), help="How many processes extract.")
@click.option(
    "--extractor",
    "engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="The encoder reads best, some ten posts a second and process; plain rules read twenty times as many.",
)
@click.option("--min-confidence", default=0.0, show_default=True, type=click.FloatRange(0, 1), help="Leave out acts below it.")
@reading
def command(files: tuple[str, ...], processes: int, engine: str, min_confidence: float, **given: Any) -> None:
    """Print one JSON line for each post of FILES ("-" is stdin): its id and the acts that it tells, if any.

    \b
    Example:
      axisgraph extract posts.jsonl > acts.jsonl
      axisgraph extract posts.jsonl --min-confidence 0.8 --processes 4 > sure.jsonl
      zcat posts.jsonl.gz | axisgraph extract - | jq 'select(.acts != [])'
    """
    rejects: list[Reject] = []
    posts = on_terminal(_posts(files, read_options(given), rejects), "extracting")
    out = sys.stdout.buffer
    for post, claims, _ in extract_posts(posts, processes, engine):
        out.write(orjson.dumps({"id": post.id, "acts": [c.to_json() for c in claims if c.confidence >= min_confidence]}) + b"\n")
    out.flush()
    for reject in rejects[:20]:
        click.echo(f"{reject.file}:{reject.line}: {reject.reason}", err=True)
    if rejects:
        raise InputError(f"{len(rejects)} lines could not be read; all others are printed")


def _posts(files: tuple[str, ...], options: ReadOptions, rejects: list[Reject]) -> Iterator[Post]:
    for name in files:
        with binary(name) as handle:
            for found in read(handle, name=name, options=options):
                if isinstance(found, Reject):
                    rejects.append(found)
                else:
                    yield found
