"""All that is served to Neo4j Browser, by path, and how its user gets at it."""

from collections.abc import Mapping
from pathlib import Path

from extract.errors import InputError
from graph.browser.saved import zipped
from graph.browser.serve import File
from graph.browser.style import grass
from graph.browser.tour import tour
from graph.case import Case


def files_of(case: Case, address: str) -> Mapping[str, File]:
    """The tour with the links that belong to `address`, the style and the questions."""
    return {
        "/tour.html": File("text/html; charset=utf-8", tour(case, address).encode()),
        "/style.grass": File("text/plain; charset=utf-8", grass().encode()),
        "/questions.zip": File("application/zip", zipped()),
    }


def settings(address: str) -> dict[str, str]:
    """The setting of neo4j.conf by which Browser applies the style and opens the tour at every login.

    Without `autoComplete: false` it would draw all relationships between the nodes of an answer, which are many between two busy actors."""
    return {"browser.post_connect_cmd": f"config autoComplete: false; style {address}/style.grass; guide {address}/tour.html"}


def write(files: Mapping[str, File], folder: Path) -> list[Path]:
    """Write the files. Raises InputError where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, file in files.items():
            (folder / path[1:]).write_bytes(file.body)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}") from error
    return [folder / path[1:] for path in files]
