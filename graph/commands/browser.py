"""`axisgraph browser`: style, questions and a guided tour for Neo4j Browser."""

import signal
from pathlib import Path
from threading import Event
from urllib.parse import quote, urlsplit

import click

from extract.errors import InputError
from graph.browser.files import files_of, settings, write
from graph.browser.serve import PORT, Server, running, usual
from graph.case import Case
from graph.commands.options import CASE

LOCAL = "http://localhost:7474/browser/"


@click.command()
@click.argument("case", type=CASE)
@click.option("--port", type=click.IntRange(1, 65535), default=None, help=f"Port of 127.0.0.1; {PORT}, or any if that is taken.")
@click.option("--at", default=LOCAL, show_default=True, metavar="URL", help="Where your Neo4j Browser is.")
@click.option("--write", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Only write the files, and end.")
def command(case: Case, port: int | None, at: str, folder: Path | None) -> None:
    """Give Neo4j Browser a style, the questions of the pack, and a guided tour of CASE, which is to be loaded (axisgraph load).

    Serves them on 127.0.0.1 until Ctrl-C, and prints what to click. Nothing is sent anywhere else.

    \b
    Example:
      axisgraph browser iran.case
      axisgraph browser iran.case --write for-neo4j
    """
    parts = _url(at)
    if folder:
        click.echo("\n".join(map(str, write(files_of(case, f"http://localhost:{port or PORT}"), folder))))
        click.echo("Drop style.grass and questions.zip onto the window of Neo4j Browser, one after the other.")
        return
    over = _interruption()
    with _server(port, f"{parts[0]}://{parts[1]}") as server, running(server):
        server.files = files_of(case, server.address)
        click.echo(_clicks(server.address, at))
        click.echo("Ctrl-C ends.", err=True)
        over.wait()
    click.echo("Stopped.", err=True)


def _url(at: str) -> tuple[str, str]:
    try:
        parts = urlsplit(at)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0  # asking for the port checks it
    except ValueError:
        sound = False
    if sound:
        return parts.scheme, parts.netloc
    raise InputError(f"'{at}' is no address of a Neo4j Browser; give one such as {LOCAL}")


def _server(port: int | None, origin: str) -> Server:
    """On the port that is asked for, if one is."""
    try:
        return Server(port, origin) if port else usual(origin)
    except OSError as error:
        raise InputError(f"port {port} of 127.0.0.1 cannot be used: {error.strerror}; give another with --port") from error


def _clicks(address: str, at: str) -> str:
    tour = quote(f"{address}/tour.html", safe=":/")
    return f"""Open this, log in, and click through the tour at the left; its first step applies the style:
  {at}{"&" if "?" in at else "?"}cmd=guide&arg={tour}
In a Neo4j Browser that is open already, put these into its editor, one after the other:
  :style {address}/style.grass
  :guide {address}/tour.html
For the questions as saved scripts, download this and drop the file onto the window of Neo4j Browser:
  {address}/questions.zip
To have style and tour at every login, put this line into neo4j.conf and start Neo4j anew:
  {"".join(f"{key}={value}" for key, value in settings(address).items())}
Where neo4j.conf sets browser.remote_content_hostname_whitelist, add localhost to it."""


def _interruption() -> Event:
    """Set by Ctrl-C, or by the signal that ends a service."""
    over = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    return over
