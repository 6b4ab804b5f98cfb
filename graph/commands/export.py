"""`axisgraph export`: a part of the graph for other tools."""

from pathlib import Path
from typing import Any

import click

from extract.errors import InputError
from graph.case import Case
from graph.commands.options import CASE, filters, filters_of, output
from graph.export import FORMATS, WRITERS, csv_tables
from graph.rows import graph_of
from graph.subgraph import select


@click.command()
@click.argument("case", type=CASE)
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="graphml", show_default=True, help="The format to write.")
@click.option("-o", "--output", "path", required=True, help='The file to write, for csv a folder; "-" is stdout.')
@filters
def command(case: Case, format_: str, path: str, **given: Any) -> None:
    """Write the acts of CASE that pass the filters, with their actors, items, claims, posts and channels.

    \b
    Example:
      axisgraph export iran.case -f graphml -o iran.graphml --actor IRN --since 2022
      axisgraph export iran.case -f csv -o tables/ --sphere military --min-origins 2
    """
    graph = graph_of(case, select(case, filters_of(given)))
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
