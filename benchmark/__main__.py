"""`make benchmark`: a Markdown table of how well and how fast each method reads the same annotated posts, with one lexicon of actors."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

import click

from benchmark import comention, dependency, dictionary
from benchmark.parsers import missing
from extract.errors import AxisgraphError
from extract.model import Post
from extract.pipeline import extract_posts
from extract.score import Overlap, Share, Told, score
from graph.commands.options import binary
from graph.demo import sample_files
from graph.score import beside, posts_of, read_acts

DEFAULT = "../shared/gold/dev.jsonl"
COLUMNS = (
    "method", "cooperation F1", "pairs F1", "strict P", "strict R", "strict F1", "status", "false done", "direction", "posts/s",
)  # fmt: skip
WARMING = {"ru": "Россия поставила Ирану зерно.", "uk": "Росія поставила Ірану зерно.", "en": "Russia delivered grain to Iran."}
"""Invented posts that every method reads before the clock starts, so that loading is not timed."""


@dataclass(frozen=True, slots=True)
class Method:
    """`read` gives the acts of posts by post id; `lacks` what must be installed for it, nothing where it can run."""

    name: str
    read: Callable[[Sequence[Post]], Told]
    lacks: Callable[[], list[str]] = list


def ours(engine: str) -> Callable[[Sequence[Post]], Told]:
    """One of our extractors."""
    return lambda posts: {post.id: claims for post, claims, _ in extract_posts(posts, engine=engine)}


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "comention": Method("co-mention", comention.read),
        "dictionary": Method("verb dictionary", dictionary.read),
        "dependency": Method("dependency rules", dependency.read, missing),
        "rules": Method("our rules", ours("rules")),
        "encoder": Method("our encoder", ours("encoder")),
    }
)


def row(method: Method, gold: Told, posts: Sequence[Post]) -> list[str]:
    """A line of the table."""
    now = datetime.now(UTC)
    method.read([Post(f"warming:{lang}", "warming", now, lang, text) for lang, text in WARMING.items()])
    start = perf_counter()
    told = method.read(posts)
    seconds = perf_counter() - start
    figures = score(gold, told)
    strict = figures["acts strict"]
    assert isinstance(strict, Overlap)
    values = [strict.precision, strict.recall, strict.f1]
    f1s = [f.f1 for name in ("cooperation", "pairs") if isinstance(f := figures[name], Overlap)]
    shares = [f for name in ("status", "false done", "direction") if isinstance(f := figures[name], Share)]
    shown = [f"{v:.2f}" for v in (*f1s, *values)] + [f"{s.value:.2f} of {s.all}" if s.all else "–" for s in shares]
    speed = len(posts) / seconds
    return [method.name, *shown, f"{speed:,.0f}" if speed >= 10 else f"{speed:.1f}"]


def annotated(gold: str, names: Sequence[str]) -> tuple[Told, list[Post]]:
    """Acts of a file and their posts of others; where the default file is missing, those of the sample case."""
    with ExitStack() as stack:
        if gold == DEFAULT and not Path(gold).is_file():
            click.echo(f"{DEFAULT} is not here: the sample's invented posts stand in", err=True)
            gold = str(stack.enter_context(as_file(files("graph") / "sample" / "acts.jsonl")))
            names = [str(stack.enter_context(as_file(f))) for f in sample_files()]
        with binary(gold) as lines:
            acts = read_acts(lines, gold)
        return acts, list(posts_of(acts, gold, names or [beside(gold)]).values())


@click.command()
@click.argument("gold", default=DEFAULT)
@click.option(
    "--posts",
    "names",
    multiple=True,
    metavar="FILE",
    help="The posts of GOLD (repeatable); else NAME.posts.jsonl or posts.jsonl beside it.",
)
@click.option("--method", "chosen", multiple=True, type=click.Choice(list(METHODS)), help="Only this method (repeatable).")
def main(gold: str, names: tuple[str, ...], chosen: tuple[str, ...]) -> None:
    """Compare methods on the annotated posts of GOLD.

    \b
    Example:
      python -m benchmark ../shared/gold/dev.jsonl --method dictionary --method rules
    """
    try:
        acts, posts = annotated(gold, names)
    except AxisgraphError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(posts)} posts, {sum(map(len, acts.values()))} annotated acts", err=True)
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|"]
    for method in (METHODS[name] for name in chosen or METHODS):
        if lacks := method.lacks():
            click.echo(f"{method.name}: left out, since it needs {', '.join(lacks)}; `make benchmark` installs them", err=True)
            continue
        click.echo(f"{method.name} …", err=True)
        lines.append("| " + " | ".join(row(method, acts, posts)) + " |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
