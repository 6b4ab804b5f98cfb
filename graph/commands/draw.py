"""`axisgraph draw`: the network page."""

from typing import Any

import click

from extract.errors import InputError
from graph.case import Case
from graph.commands.options import CASE, filters, filters_of, output
from graph.draw import draw
from graph.subgraph import select


@click.command()
@click.argument("case", type=CASE)
@click.option("-o", "--output", "path", default="net.html", show_default=True, help='The page to write; "-" is stdout.')
@click.option("--heading", default=None, help="The page's heading; the case's name if none is given.")
@filters
def command(case: Case, path: str, heading: str | None, **given: Any) -> None:
    """Draw actors and acts of CASE as one HTML page that needs no network. Line styles tell statuses apart; a click shows acts and quotes.

    \b
    Example:
      axisgraph draw iran.case -o net.html --actor IRN --hops 2 --sphere military
    """
    acts = select(case, filters_of(given))
    if not acts:
        raise InputError(f"{case.folder}: no act passes these filters; leave one out")
    with output(path) as out:
        actors, lines = draw(case, acts, heading or case.folder.resolve().name, out)
    click.echo(f"{path}: {actors} actors, {lines} lines, {len(acts)} acts", err=True)
