"""`axisgraph draw`: the network page."""

from typing import Any

import click

from extract.errors import InputError
from graph.actors import name_of
from graph.case import Case
from graph.chain_page import chain_page
from graph.commands.options import CASE, as_of, chain, filters, filters_of, output
from graph.draw import draw
from graph.subgraph import select
from graph.ways import along


@click.command()
@click.argument("case", type=CASE)
@click.option("-o", "--output", "path", default="net.html", show_default=True, help='The page to write; "-" is stdout.')
@click.option("--heading", default=None, help="The page's heading; the case's name if none is given.")
@chain
@filters
@as_of
def command(case: Case, path: str, heading: str | None, way: tuple[str, ...] | None, item: str | None, limit: int, **given: Any) -> None:
    """Draw actors and acts of CASE as one HTML page that needs no network. Line styles tell statuses apart; a click shows acts and quotes.

    \b
    Example:
      axisgraph draw iran.case -o net.html --actor IRN --hops 2 --sphere military
      axisgraph draw iran.case -o chain.html --chain IRN,RUS,VEN --item drone
    """
    acts = select(case, filters_of(given))
    if way:
        found = along(case, way, acts, item, given["types"], limit)
        with output(path) as out:
            out.write(chain_page(case, found, heading or " → ".join(map(name_of, way)) + (f": {item}" if item else "")))
        click.echo(f"{path}: {len(found)} chain{'' if len(found) == 1 else 's'}", err=True)
        return
    if not acts:
        raise InputError(f"{case.folder}: no act passes these filters; leave one out")
    with output(path) as out:
        actors, lines = draw(case, acts, heading or case.folder.resolve().name, out)
    click.echo(f"{path}: {actors} actors, {lines} lines, {len(acts)} acts", err=True)
