"""`make demo`: the shipped sample posts, all the way from files to chains and a network page."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from graph.build import Source, build
from graph.case import Case
from graph.chains import chains
from graph.commands.options import output
from graph.draw import draw
from graph.edge_table import edges_of
from graph.evidence import counts
from graph.progress import on_terminal
from graph.rows import title
from graph.summary import summary
from graph.trace import lines

ROUTES = (("IRN", "RUS", "PRK"), ("IRN", "RUS", "VEN"))
MOST = 15


def sample_files() -> Iterator[Traversable]:
    """The sample's posts, in three formats."""
    folder = files("graph") / "sample"
    yield from sorted((f for f in (folder / "telegram").iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    yield folder / "posts.jsonl"
    yield folder / "tgstat.csv"


def demo(folder: Path, page: Path) -> None:
    """Build the sample case, print what came of it, and draw it."""
    case = Case.create(folder)
    with ExitStack() as stack:
        paths = [stack.enter_context(as_file(f)) for f in sample_files()]
        build(case, [Source(p, p.name) for p in paths], progress=on_terminal)
    case = Case(folder)
    click.echo(f"{summary(case)}\n\nThe {MOST} acts told most:")
    for act in sorted(case.acts.values(), key=lambda a: (-a.n_posts, a.id))[:MOST]:
        click.echo(f"  {title(act)}{'  CONTRADICTED' if act.contradicted else ''}; {counts(act)}")
    edges = list(edges_of(case))
    for start, via, end in ROUTES:
        click.echo(f"\nDrones from {start} over {via} to {end}:\n")
        found = chains(edges, start, end, via=[via], item="drone", max_hops=2, limit=2)
        click.echo("\n".join(lines(case, found)).rstrip() or "  no chain")
    with output(str(page)) as out:
        draw(case, case.acts.values(), "axisgraph: the sample case (invented)", out)
    click.echo(f"\nThe network: open {page.resolve()} in a browser; it needs no network.")


if __name__ == "__main__":
    demo(*map(Path, sys.argv[1:3]))
