"""`axisgraph ask`: a question of the Cypher pack, or one's own."""

from pathlib import Path
from typing import Any

import click

import cypher
from extract.errors import InputError
from graph.as_of import AsOf
from graph.ask import ask, usage
from graph.case import Case
from graph.commands.options import CASE, as_of, filters_of, output, trusted
from graph.opened import embedded, part
from graph.render import FORMATS
from graph.subgraph import select

FOLDERS = ("questions", "chains")


@click.command()
@click.argument("case", type=CASE)
@click.argument("words", nargs=-1, metavar="[QUESTION] [NAME=VALUE]…")
@click.option(
    "-f", "--format", "format_", type=click.Choice(list(FORMATS)), default="table", show_default=True, help="How to print the answer."
)
@click.option("-o", "--output", "path", default="-", help="Where to write it; stdout if nothing is given.")
@click.option("--cypher", "own", type=click.Path(path_type=Path), metavar="FILE", help="Ask the query in FILE instead; it may only read.")
@trusted
@as_of
@click.option("--explain", is_flag=True, help="Print the query itself, to be run in Neo4j Browser.")
def command(case: Case, words: tuple[str, ...], format_: str, path: str, own: Path | None, explain: bool, **filters: Any) -> None:
    """Ask CASE a question that ships, with parameters as NAME=VALUE. Without QUESTION, list the questions. With filters, the answer is
    that of the graph of the acts that pass.

    \b
    Example:
      axisgraph ask iran.case
      axisgraph ask iran.case acts-of-pair one=RUS other=IRN since=2022
      axisgraph ask iran.case who-supplies --min-confidence 0.8 --min-origins 2
      axisgraph ask iran.case --cypher my.cypher -f csv -o answer.csv
    """
    given = dict(_pair(word) for word in (words if own else words[1:]))
    if own is None and not words:
        click.echo("\n".join(_list()))
        return
    query = _own(own) if own else _shipped(words[0])
    if explain:
        click.echo(query.text)
        return
    acts = select(case, filters_of(filters))
    whole = len(acts) == len(case.acts) and not isinstance(case, AsOf)
    with embedded(case) if whole else part(case, acts) as store, output(path) as out:
        table = ask(store, query, given)
        FORMATS[format_](table, out)
    if len(table.rows) == query.bind(given).get("limit"):
        click.echo(f"{len(table.rows):,} rows, as many as limit allows; there may be more: give limit=…", err=True)


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals or not name:
        raise InputError(f"'{word}' is no parameter; write NAME=VALUE, such as one=RUS")
    return name, value


def _list() -> list[str]:
    """A line a question: its name, what it asks, its parameters."""
    queries = [(name.rpartition("/")[2], cypher.load(name)) for name in cypher.names("questions")]
    width = max(len(name) for name, _ in queries)
    return [f"{name:{width}}  {query.summary} {usage(query)}." for name, query in queries]


def _shipped(name: str) -> cypher.Query:
    known = [n for folder in FOLDERS for n in cypher.names(folder)]
    found = next((n for n in known if name in (n, n.rpartition("/")[2])), None)
    if found is None:
        raise InputError(f"no question is called '{name}'; known are {', '.join(n.rpartition('/')[2] for n in cypher.names('questions'))}")
    return cypher.load(found)


def _own(path: Path) -> cypher.Query:
    try:
        return cypher.parse(path.read_text(encoding="utf-8"), path.stem, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, cypher.QueryError) as error:
        raise InputError(f"{path}: {error}" if str(path) not in str(error) else str(error)) from error
