"""`axisgraph show`: all about one act, actor, item or post."""

import click
import orjson

from graph.case import Case
from graph.commands.options import CASE
from graph.show import find


@click.command()
@click.argument("case", type=CASE)
@click.argument("id_")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(case: Case, id_: str, as_json: bool) -> None:
    """Show all that CASE holds about ID: an act, an actor, an item (by id or any of its names) or a post.

    \b
    Example:
      axisgraph show iran.case IRN
      axisgraph show iran.case shahed-136
      axisgraph show iran.case rybar:51234
    """
    page = find(case, id_)
    click.echo(orjson.dumps(page.facts, option=orjson.OPT_INDENT_2).decode() if as_json else page.text)
