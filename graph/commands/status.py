"""`axisgraph status`: counts by stage, rejects, versions."""

import click
import orjson

from graph.case import Case
from graph.commands.options import CASE
from graph.summary import facts, summary


@click.command()
@click.argument("case", type=CASE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(case: Case, as_json: bool) -> None:
    """Show what came in and out of each stage of CASE, file by file, and by which versions.

    \b
    Example:
      axisgraph status iran.case
    """
    told = facts(case)
    if as_json:
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
        return
    click.echo(summary(case))
    for entry in case.ledger.steps("read"):
        click.echo(f"  {entry['at']}  {entry['file']}: {entry.get('seen', 0):,} messages, {entry.get('rejects', 0):,} rejected")
    for extractor in {e["extractor"] for e in case.claim_parts.values()}:
        click.echo(f"  extractor  {extractor}")
