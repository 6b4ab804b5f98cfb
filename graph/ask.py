"""Asking a question of the Cypher pack: name=value words become typed parameters, a store's rows become a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cypher import Query, QueryError
from extract.errors import InputError
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: names of columns, and rows of as many values (scalars, lists, maps, None). Without rows there are no columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def ask(store: Store, query: Query, given: Mapping[str, str]) -> Table:
    """The answer of a store; `given` are the user's words for parameters (empty: null), the others keep their defaults.

    Raises InputError for a parameter that the query does not have, that it needs, or that is not of its type.
    """
    try:
        values = query.bind(given)
    except QueryError as error:
        raise InputError(f"{error}. {usage(query)}") from error
    rows = list(store.query(query, values))
    columns = tuple(rows[0]) if rows else ()
    return Table(columns, tuple(tuple(row[c] for c in columns) for row in rows))


def usage(query: Query) -> str:
    """ "Parameters: one=RUS (str), act (str, must be given)" """
    if not query.parameters:
        return "It has no parameters"
    return "Parameters: " + ", ".join(
        f"{p.name} ({p.type}, must be given)" if p.required else f"{p.name}={_word(p.default)} ({p.type})" for p in query.parameters
    )


def _word(default: object) -> str:
    """A default as a user would write it."""
    if default is None:
        return ""
    return ",".join(map(str, default)) if isinstance(default, list) else str(default).lower() if isinstance(default, bool) else str(default)
