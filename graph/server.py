"""A local Neo4j: the server from Maven Central, on free ports of this machine only. For the tests and for `make neo4j`."""

import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from extract.errors import AxisgraphError, StoreError
from graph.jars import VERSION, jars, telling
from graph.stores.neo4j import connect

OPENS = ("java.nio", "java.io", "java.lang", "sun.nio.ch")
PATIENCE = 120
"""Seconds that a server may take to answer."""


@dataclass(frozen=True, slots=True)
class Address:
    """`uri` is for Bolt, `http` for Neo4j Browser."""

    uri: str
    username: str
    password: str
    http: str


@contextmanager
def local_neo4j(
    home: Path,
    *,
    heap: str = "700m",
    ports: tuple[int, int] = (0, 0),
    java: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> Iterator[Address]:
    """A server whose data live in `home`, a folder that is empty, with a new password, until the block ends.

    `ports` are Bolt's and HTTP's, if they are free; `java` are more options of the virtual machine, `settings` more lines of
    neo4j.conf. Raises StoreError where Java or Maven are missing or the server does not start.
    """
    lib = jars()
    bolt, http = _free(ports)
    address = Address(f"bolt://127.0.0.1:{bolt}", "neo4j", secrets.token_hex(12), f"http://127.0.0.1:{http}")
    _configure(home, bolt, http, settings or {})
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
    machine = ["java", f"-Xmx{heap}", "-XX:+UseSerialGC", *java, *opens, "-cp", f"{lib}/*"]
    server = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with _process([*machine, *server], home / "server.log") as process:
        _wait(process, address, home / "server.log")
        yield address


def _free(ports: tuple[int, int]) -> list[int]:
    """These ports of 127.0.0.1, and for each that is taken another that is free."""
    with socket.socket() as one, socket.socket() as other:
        for probe, port in zip((one, other), ports, strict=True):
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in (one, other)]


def _configure(home: Path, bolt: int, http: int, more: Mapping[str, str]) -> None:
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": "64m",
        "server.directories.import": "import",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",  # of Neo4j Browser
        **more,
    }
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in settings.items()), encoding="utf-8")


@contextmanager
def _process(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own session, so that Ctrl-C does not reach it before us; the system ends it should we be killed."""
    leash = [tool, "--pdeathsig", "TERM"] if (tool := shutil.which("setpriv")) else []
    with log.open("wb") as out, subprocess.Popen([*leash, *command], stdout=out, stderr=out, start_new_session=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], address: Address, log: Path) -> None:
    """Until the server has taken its password in place of the one that every new server has."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with (
                GraphDatabase.driver(address.uri, auth=(address.username, "neo4j")) as driver,
                driver.session(database="system") as session,
            ):
                session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=address.password).consume()
            return
        except (DriverError, Neo4jError, OSError) as error:
            if process.poll() is not None or time.monotonic() > end:
                told = telling(log.read_text(encoding="utf-8", errors="replace"), "ERROR")
                raise StoreError(f"Neo4j did not start ({told}); it needs Java 17 or 21") from error
            time.sleep(0.3)


@click.command()
@click.option("--case", "folder", type=click.Path(path_type=Path), required=True, help="The case to load.")
@click.option("--heap", default="1g", show_default=True, help="Memory of the server.")
def main(folder: Path, heap: str) -> None:
    """Run a local Neo4j with a case loaded until Ctrl-C; what it holds is gone afterwards."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="axisgraph-") as home:
            _serve(folder, Path(home), heap)
    except AxisgraphError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


def _serve(folder: Path, home: Path, heap: str) -> None:
    from graph.browser.files import files_of, settings  # noqa: PLC0415
    from graph.browser.serve import running, usual  # noqa: PLC0415
    from graph.case import Case  # noqa: PLC0415
    from graph.rows import graph_of  # noqa: PLC0415

    case = Case(folder)
    click.echo(f"Starting Neo4j {VERSION} …", err=True)
    with running(usual()) as server, local_neo4j(home, heap=heap, ports=(7687, 7474), settings=settings(server.address)) as address:
        server.files = files_of(case, server.address)
        with connect(address.uri, address.username, address.password) as store:
            store.load(graph_of(case), case.id)
        click.echo(f"Neo4j Browser  {address.http}/browser/?connectURL={address.uri}")
        click.echo("It opens with a style and a guided tour of the case.")
        click.echo(f"Address        {address.uri}\nUser           {address.username}\nPassword       {address.password}")
        click.echo("Ctrl-C ends the server.", err=True)
        signal.pause()


if __name__ == "__main__":
    main()
