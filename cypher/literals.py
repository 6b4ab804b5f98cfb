"""Questions with their values written into the text, for places that know no parameters, such as a saved script of Neo4j Browser."""

from collections.abc import Mapping
from typing import Any

from cypher import USED, Query


def literal(value: Any) -> str:
    """A value as Cypher writes it. Raises ValueError for what no parameter can be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return "'" + "".join(_character(c) for c in value) + "'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    raise ValueError(f"{value!r} cannot be written as Cypher")


def _character(character: str) -> str:
    """As it is, or escaped if it would end the text, the line, or be taken for nothing by an editor."""
    if character in "'\\":
        return "\\" + character
    return character if character.isprintable() else "".join(f"\\u{unit:04x}" for unit in _units(character))


def _units(character: str) -> list[int]:
    """UTF-16 units, which is what Cypher's escapes are."""
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[n : n + 2]) for n in range(0, len(raw), 2)]


def inlined(query: Query, values: Mapping[str, Any] | None = None) -> str:
    """The query without its header, and with `values`, else the defaults, in place of its parameters."""
    known = query.defaults | dict(values or {})
    text = USED.sub(lambda found: literal(known[found["name"]]) if found["name"] else found[0], query.text)
    lines = text.splitlines()
    while lines and lines[0].startswith("//"):
        del lines[0]
    return "\n".join(lines).strip()


def annotated(query: Query, values: Mapping[str, Any] | None = None) -> str:
    """What `inlined` gives, under the documentation and a line for each value, so that one sees what to change."""
    known = query.defaults | dict(values or {})
    head = [f"// {line}" for line in query.doc.splitlines()]
    head += [f"// {p.name} is {literal(known[p.name])}: {p.doc}" for p in query.parameters]
    return "\n".join([*head, inlined(query, values)]) + "\n"
