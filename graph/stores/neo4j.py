"""The Neo4j store: a database behind Bolt. Reading is refused to write by the access mode of its sessions; loading is `mirror`'s work."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import neo4j
from neo4j import exceptions
from neo4j.graph import Node, Path, Relationship

import cypher
from cypher import Query
from extract.errors import StoreError
from extract.model import Json
from graph.store import Graph, LoadReport, Progress, canonical, cleaned
from graph.stores.mirror import Mirror, rows_of
from graph.stores.model import KINDS, check
from graph.stores.snapshot import snapshot

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what the driver has to say comes in our errors


def connect(uri: str, user: str = "neo4j", password: str = "", database: str | None = None) -> "Neo4jStore":
    """The store behind this address, tried at once. Raises StoreError: nobody answers, login refused, no such database."""
    if uri.partition("://")[0] not in SCHEMES:
        raise StoreError(f"'{uri}' is no address of a Neo4j; give one such as neo4j://localhost:7687 as NEO4J_URI")
    with _one_line(uri, database):
        driver = neo4j.GraphDatabase.driver(
            uri, auth=(user, password), connection_timeout=10, max_transaction_retry_time=15, notifications_min_severity="OFF"
        )
        try:
            with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS) as session:
                session.run("RETURN 1").consume()  # without retries, so that a wrong address is told at once
        except BaseException:
            driver.close()
            raise
    return Neo4jStore(driver, uri, database)


class Neo4jStore:
    """One database. Made by `connect`."""

    def __init__(self, driver: neo4j.Driver, uri: str, database: str | None) -> None:
        self._driver, self._uri, self._database = driver, uri, database

    def load(self, graph: Graph, case_id: str, replace: bool = False, progress: Progress | None = None) -> LoadReport:
        """See `Store.load`. A load that was killed is mended by the next."""
        wanted = cleaned(graph)
        check(wanted, case_id)
        with _one_line(self._uri, self._database), self._driver.session(database=self._database) as session:
            if (other := self._other(case_id)) and not replace:
                raise StoreError(f"{self._uri}: the database holds {other}; give --replace to delete what it holds")
            return Mirror(session, progress).load(wanted, empty_first=bool(other))

    def _other(self, case_id: str) -> str | None:
        """What the database holds beside this case, in words."""
        cases = [row["id"] for row in self._read("MATCH (c:`Case`) RETURN c.id AS id ORDER BY id")]
        if others := [case for case in cases if case != case_id]:
            return f"the case {others[0]}, not {case_id}"
        labels = [] if not cases else list(KINDS)  # without a case, no node is ours
        strangers = self._read(cypher.load("read/strangers").text, {"labels": labels})
        return f"data of no case (a node of labels {strangers[0]['labels']})" if strangers else None

    def query(self, query: str | Query, parameters: Mapping[str, Any] | None = None) -> list[Json]:
        """See `Store.query`."""
        defaults, text = (query.defaults, query.text) if isinstance(query, Query) else ({}, query)
        with _one_line(self._uri, self._database):
            return [{name: _plain(value) for name, value in row.items()} for row in self._read(text, defaults | dict(parameters or {}))]

    def _read(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Json]:
        def rows(transaction: neo4j.ManagedTransaction) -> list[Json]:
            return list(rows_of(transaction.run(text, dict(parameters or {}))))

        with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
            return session.execute_read(rows)

    def snapshot(self) -> Graph:
        with _one_line(self._uri, self._database):
            return canonical(snapshot(self._read))

    def close(self) -> None:
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels, key=lambda label: (label not in KINDS, label)), "properties": _plain(dict(value))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _plain(dict(value))}
    if isinstance(value, Path):
        return {"nodes": _plain(list(value.nodes)), "relationships": _plain(list(value.relationships))}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@contextmanager
def _one_line(uri: str, database: str | None) -> Iterator[None]:
    """Turn whatever the driver raises into a StoreError."""
    try:
        yield
    except (exceptions.Neo4jError, exceptions.DriverError, OSError, TypeError, ValueError, OverflowError) as error:
        raise StoreError(f"{uri}: {_way_out(error, database)}") from error


def _way_out(error: Exception, database: str | None) -> str:
    text = error.message if isinstance(error, exceptions.Neo4jError) and error.message else str(error)
    line = re.sub(r"\s+", " ", text.partition("\n")[0]).strip(" :")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | OSError):
        return f"no Neo4j answers ({line}); start one, such as with make neo4j, or give another address as NEO4J_URI"
    code = error.code if isinstance(error, exceptions.Neo4jError) else ""
    if isinstance(error, exceptions.AuthError) or "Security" in (code or ""):
        return f"the login is refused ({line}); give NEO4J_USERNAME and NEO4J_PASSWORD"
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return f"there is no database '{database}'; name one that is there with --database, or none for the server's own"
    return line
