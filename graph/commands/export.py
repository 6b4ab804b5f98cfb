"""`axisgraph export`: a part of the graph for other tools."""

from pathlib import Path
from typing import Any

import click

from extract.errors import InputError
from graph.actors import name_of
from graph.brief import WRITERS as BRIEFS
from graph.brief import brief
from graph.case import Case
from graph.commands.options import CASE, as_of, chain, filters, filters_of, output
from graph.export import FORMATS, WRITERS, csv_tables
from graph.gaps import missing
from graph.rows import graph_of
from graph.subgraph import select
from graph.ways import along, wanted_edges


@click.command()
@click.argument("case", type=CASE)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice([*FORMATS, *BRIEFS]),
    default="graphml",
    show_default=True,
    help="The format to write; md and html are of --chain.",
)
@click.option("-o", "--output", "path", required=True, help='The file to write, for csv a folder; "-" is stdout.')
@chain
@filters
@as_of
def command(case: Case, format_: str, path: str, way: tuple[str, ...] | None, item: str | None, limit: int, **given: Any) -> None:
    """Write the acts of CASE that pass the filters, with their actors, items, claims, posts and channels. With --chain, write a brief of
    the best chains along a way: every sentence with its notes to posts, and what is missing.

    \b
    Example:
      axisgraph export iran.case -f graphml -o iran.graphml --actor IRN --since 2022
      axisgraph export iran.case -f csv -o tables/ --sphere military --min-origins 2
      axisgraph export iran.case -f md -o brief.md --chain IRN,RUS,VEN --item drone
    """
    acts = select(case, filters_of(given))
    if bool(way) is not (format_ in BRIEFS):
        raise InputError("--chain writes a brief: take -f md or -f html with it, and these with nothing else")
    if way:
        found, edges = along(case, way, acts, item, given["types"], limit), wanted_edges(case, way, acts, item, given["types"])
        title = " → ".join(map(name_of, way)) + (f": {item}" if item else "")
        with output(path) as out:
            out.write(BRIEFS[format_](brief(case, found, missing(case, edges, way), title)))
        return
    graph = graph_of(case, acts)
    if format_ == "csv":
        if path == "-":
            raise InputError("csv is several tables; give a folder with -o, or take -f jsonl")
        try:
            written = csv_tables(graph, Path(path))
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {error.strerror}") from error
        click.echo("\n".join(map(str, written)), err=True)
        return
    with output(path) as out:
        WRITERS[format_](graph, out)
