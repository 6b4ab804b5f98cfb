"""`axisgraph trace`: chains of acts from one actor to another."""

from typing import Any

import click
import orjson

from extract.errors import InputError
from extract.lexicon import shipped
from extract.ontology import SUPPLY_TYPES
from graph.as_of import AsOf
from graph.case import Case
from graph.chains import chains
from graph.commands.options import CASE, SINCE, STATUSES, TYPES, UNTIL, as_of, filters_of, trusted
from graph.edge_table import EdgeTable, edges_of
from graph.edges import Edge, Wanted
from graph.few import Few
from graph.gaps import missing, weak_acts
from graph.subgraph import Filters, select
from graph.trace import acts_of, lines, to_json


@click.command()
@click.argument("case", type=CASE)
@click.option("--from", "start", required=True, metavar="ID", help="Where the chain begins, such as IRN.")
@click.option("--to", "end", required=True, metavar="ID", help="Where it ends, such as VEN.")
@click.option("--via", multiple=True, metavar="ID", help="An actor in between, or a firm or agency that takes part (repeatable).")
@click.option("--item", metavar="NAME", help="Only hops with this item, family or kind, such as drone.")
@TYPES
@STATUSES
@SINCE
@UNTIL
@trusted
@as_of
@click.option("--max-hops", default=4, show_default=True, type=click.IntRange(1, 6), help="The longest chain.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="The most chains printed, best first.")
@click.option("--quotes", default=3, show_default=True, type=click.IntRange(1), help="The most quotes of a hop, of different voices.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines, a chain each, with all evidence.")
def command(
    case: Case,
    start: str,
    end: str,
    via: tuple[str, ...],
    item: str | None,
    types: tuple[str, ...],
    statuses: tuple[str, ...],
    since: str | None,
    until: str | None,
    max_hops: int,
    limit: int,
    quotes: int,
    as_json: bool,
    **given: Any,
) -> None:
    """Find chains of acts in the order of time, each hop graded against the one before: documented (the same item, also under another
    name), compatible (the same family or kind) or co-occurring (neither).

    Without --type the supply acts count. Planned, proposed and denied hops are shown as what they are. Filters hold for every hop. In the
    end stands what is missing on the way (with several --via, in their order; without, on that of the best chain).

    \b
    Example:
      axisgraph trace iran.case --from IRN --to VEN --via RUS --item drone
      axisgraph trace iran.case --from IRN --to RUS --via "Mahan Air"
      axisgraph trace iran.case --from IRN --to VEN --both-sides --min-confidence 0.5
    """
    kept = None if filters_of(given) == Filters() and not isinstance(case, AsOf) else {a.id for a in select(case, filters_of(given))}
    question = Wanted(item, types or SUPPLY_TYPES, statuses or None, since, until)
    wanted, known = _edges(case, question, kept)
    firms = {name: acts for name in via if name not in known and (acts := acts_of(case, name))}
    between = [name for name in via if name not in firms]
    for actor in (start, end, *between):
        if actor not in known and actor not in shipped().entities:
            raise InputError(f"{case.folder}: no act with '{actor}'; actors are named by ISO code or English name, such as IRN or Houthis")
    found = chains(wanted, start, end, via=between, through=list(firms.values()), types=None, max_hops=max_hops, limit=limit)
    way = [start, *between, end] if between or not found else [found[0].hops[0].source, *(hop.target for hop in found[0].hops)]
    if kept is None:
        case = Few(case, {hop.edge.act_id for chain in found for hop in chain.hops} | weak_acts(wanted, way))
    for chain in found if as_json else ():
        click.echo(orjson.dumps(to_json(case, chain)).decode())
    if not as_json:
        weak = [f"  {line}" for line in missing(case, wanted, way)]
        told = list(lines(case, found, quotes)) if found else ["No chain: no acts lead that way in the order of time."]
        click.echo("\n".join([*told, *(["What is missing:", *weak] if weak else [])]).rstrip())


def _edges(case: Case, question: Wanted, kept: set[str] | None) -> tuple[list[Edge], set[str]]:
    """The edges that are wanted, of these acts alone if any are given, and all actors of the case."""
    if kept is None:
        table = EdgeTable(case)
        return table.wanted(question), table.actors()
    edges = list(edges_of(case))
    return list(question.of(e for e in edges if e.act_id in kept)), {e.source for e in edges} | {e.target for e in edges}
