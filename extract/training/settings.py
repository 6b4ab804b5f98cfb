"""A table of settings, as TOML gives it, → a dataclass; what does not fit is told with its place."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, cast, get_args, get_origin, get_type_hints

from extract.errors import InputError

WANTED = {int: "a whole number", float: "a number", str: "a text", tuple: "a list that is not empty"}


def value(raw: Any, hint: Any, place: str) -> Any:
    """`raw` as the type `hint`: int, float, str, tuple[…, ...], Mapping[str, …] or a dataclass of these; `place` ends in ":" for a file."""
    kind = get_origin(hint) or hint
    if kind is Mapping and isinstance(raw, dict):
        return {k: value(v, get_args(hint)[1], f"{place}.{k}") for k, v in raw.items()}
    if kind is tuple and isinstance(raw, list) and raw:
        return tuple(value(v, get_args(hint)[0], f"{place}[{n}]") for n, v in enumerate(raw))
    if is_dataclass(kind) and isinstance(raw, dict):
        return _record(raw, cast(type[Any], kind), place)
    if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if kind in (int, float, str) and type(raw) is kind:
        return raw
    raise InputError(f"{_shown(place)}: must be {WANTED.get(kind, 'a table')}, not {raw!r}")


def _record(raw: Mapping[str, Any], kind: type[Any], place: str) -> Any:
    hints = get_type_hints(kind)
    needed = [f.name for f in fields(kind) if f.default is MISSING]
    if unknown := sorted(set(raw) - set(hints)):
        raise InputError(f"{_shown(place)}: no setting is called '{unknown[0]}'; known are {', '.join(hints)}")
    if missing := [name for name in needed if name not in raw]:
        raise InputError(f"{_shown(place)}: lacks {missing[0]}; it needs {', '.join(needed)}")
    return kind(**{k: value(v, hints[k], f"{place}.{k}") for k, v in raw.items()})


def _shown(place: str) -> str:
    return place.replace(":.", ": ").removesuffix(":")
