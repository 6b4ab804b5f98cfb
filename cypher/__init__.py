"""Questions as files: a query is a `.cypher` file with a line of documentation and its parameters, read and checked here.

    // Acts of a pair, by year.
    // :param one str RUS — id of an actor
    // :param types list null — only these act types; null: any
    MATCH (a:Actor {id: $one}) …

A parameter has a name, a type (str, int, float, bool, list, date), a default (`null` for none; left out where a value must be given),
and after the dash a word of explanation. What the header promises and what the text uses must agree.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

HERE = Path(__file__).parent
NAME = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*")
PARAMETER = re.compile(r":param (?P<name>\w+) (?P<type>\w+)(?: (?P<default>.*?))? — (?P<doc>.+)")
USED = re.compile(r"//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|\$(?P<name>\w+)")


class QueryError(ValueError):
    """A broken query file, an unknown query, or a parameter that does not fit; the message names the place and the way out."""


def _bool(text: str) -> bool:
    return {"true": True, "yes": True, "false": False, "no": False}[text.lower()]


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _date(text: str) -> str:
    """ISO 8601 at the precision of a year, month or day, as it was written."""
    date.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
    return text


TYPES: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {"str": str, "int": int, "float": float, "bool": _bool, "list": _list, "date": _date}
)
"""Type of a parameter → how its text is read."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str
    default: Any
    doc: str
    required: bool = False

    def read(self, text: str) -> Any:
        """The value of what a user wrote; `null` or nothing is None. Raises QueryError."""
        if text in ("", "null"):
            return None
        try:
            return TYPES[self.type](text)
        except (ValueError, KeyError):
            raise QueryError(f"parameter {self.name}: '{text}' is no {self.type}: {self.doc}") from None


@dataclass(frozen=True, slots=True)
class Query:
    """`name` is folder/stem, as `load` takes it; `text` is the whole file, header included, so that line numbers stay true."""

    name: str
    doc: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def summary(self) -> str:
        return self.doc.partition("\n")[0]

    @property
    def defaults(self) -> dict[str, Any]:
        return {p.name: p.default for p in self.parameters if not p.required}

    @property
    def statements(self) -> tuple[str, ...]:
        """The parts of a file that holds several, each ended by a semicolon at the end of a line."""
        return tuple(part for part in re.split(r";[ \t]*(?:\n|$)", self.text) if part.strip())

    def bind(self, values: Mapping[str, str]) -> dict[str, Any]:
        """All parameters, from what a user wrote and the defaults. Raises QueryError for an unknown or a missing one."""
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                raise QueryError(f"{self.name} has no parameter '{name}'; it has {', '.join(known) or 'none'}")
        missing = [f"{p.name}=…" for p in self.parameters if p.required and p.name not in values]
        if missing:
            raise QueryError(f"{self.name} needs {' '.join(missing)}")
        return self.defaults | {name: known[name].read(text) for name, text in values.items()}


def names(folder: str = "") -> tuple[str, ...]:
    """The queries under a folder ("questions", "chains", …), as `load` takes them, sorted."""
    return tuple(sorted(p.relative_to(HERE).with_suffix("").as_posix() for p in (HERE / folder).rglob("*.cypher")))


def load(name: str) -> Query:
    """The shipped query of this name, such as "questions/treaties". Raises QueryError, with file and line where the file is broken."""
    path = HERE / f"{name}.cypher"
    if not NAME.fullmatch(name) or not path.is_file():
        known = names(name.rpartition("/")[0]) if NAME.fullmatch(name) else ()
        raise QueryError(f"no query '{name}'; known are {', '.join(known or names())}")
    query = parse(path.read_text(encoding="utf-8"), name, path)
    if not query.doc:
        raise QueryError(f"{path}:1: a shipped query begins with a line of documentation: // …")
    return query


def parse(text: str, name: str, path: Path) -> Query:
    """A query from the text of a file. One's own query may do without a header if it has no parameters."""
    doc: list[str] = []
    parameters: dict[str, Parameter] = {}
    for number, line in _header(text):
        if not line.startswith(":"):
            doc.append(line)
            continue
        parameter = _parameter(line, f"{path}:{number}")
        if parameter.name in parameters:
            raise QueryError(f"{path}:{number}: parameter {parameter.name} is declared twice")
        parameters[parameter.name] = parameter
    _check(text, parameters, path)
    return Query(name, "\n".join(doc), tuple(parameters.values()), text)


def _header(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            return
        yield number, line[2:].strip()


def _parameter(line: str, where: str) -> Parameter:
    found = PARAMETER.fullmatch(line)
    if not found:
        raise QueryError(f"{where}: not of the form  // :param name type default — what it is")
    if found["type"] not in TYPES:
        raise QueryError(f"{where}: parameter {found['name']}: '{found['type']}' is no type; known are {', '.join(TYPES)}")
    parameter = Parameter(found["name"], found["type"], None, found["doc"], required=not found["default"])
    try:
        return parameter if parameter.required else replace(parameter, default=parameter.read(found["default"]))
    except QueryError as error:
        raise QueryError(f"{where}: {error}") from None


def _check(text: str, parameters: Mapping[str, Parameter], path: Path) -> None:
    used = {found["name"]: text.count("\n", 0, found.start()) + 1 for found in USED.finditer(text) if found["name"]}
    for name, line in used.items():
        if name not in parameters:
            raise QueryError(f"{path}:{line}: ${name} is not declared; add  // :param {name} type default — what it is")
    for name in parameters:
        if name not in used:
            raise QueryError(f"{path}: parameter {name} is declared and not used")
