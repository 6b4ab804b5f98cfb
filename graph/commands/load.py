"""`axisgraph load`: a case into Neo4j."""

from typing import Any

import click
from rich.console import Console

from extract.errors import InputError, StoreError
from graph.case import Case
from graph.commands.options import CASE, filters_of, trusted
from graph.rows import graph_of
from graph.store import Progress
from graph.stores.neo4j import connect
from graph.subgraph import lost, select


def _tell() -> Progress | None:
    """A line that counts, on a terminal."""
    console = Console(stderr=True)
    return (lambda what, done, whole: console.print(f"{what}: {done:,} of {whole:,}", end="\r")) if console.is_terminal else None


@click.command()
@click.argument("case", type=CASE)
@click.option(
    "--uri", envvar="NEO4J_URI", default="neo4j://localhost:7687", show_default=True, show_envvar=True, help="The server's address."
)
@click.option("--user", envvar="NEO4J_USERNAME", default="neo4j", show_default=True, show_envvar=True, help="The login name.")
@click.option("--password", envvar="NEO4J_PASSWORD", default="", show_envvar=True, help="The password; better by the variable.")
@click.option(
    "--database", envvar="NEO4J_DATABASE", default=None, show_envvar=True, help="The database; the server's default if none is named."
)
@click.option("--replace", is_flag=True, help="Delete what else the database holds.")
@trusted
def command(case: Case, uri: str, user: str, password: str, database: str | None, replace: bool, **given: Any) -> None:
    """Make a Neo4j database mirror CASE: what is new is written, what changed is set, what the case lost is deleted.

    With filters only acts that pass are loaded; a database that holds others of this case is refused without --replace.

    \b
    Example:
      NEO4J_URI=neo4j://localhost:7687 NEO4J_PASSWORD=secret axisgraph load iran.case
      axisgraph load iran.case --both-sides --min-origins 2
    """
    kept = select(case, filters_of(given))
    if case.acts and not kept:
        raise InputError(f"{case.folder}: no act passes these filters; leave one out")
    with connect(uri, user, password, database) as store:
        if not replace and (gone := lost(store, case, kept)):
            raise StoreError(
                f"{uri}: the database holds acts of this case that do not pass these filters ({gone:,}); give --replace to delete them"
            )
        report = store.load(graph_of(case, kept), case.id, replace=replace, progress=_tell())
    click.echo(report.summary())
