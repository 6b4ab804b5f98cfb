"""What readers share: how a file is to be read, what could not be read, and fields checked at the door."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, BinaryIO

from extract.language import detect
from extract.model import Post

RAW = 200
"""Characters of a rejected line that are kept for the analyst."""
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`format`: a reader's name; `username`: of the channel, where the file does not hold it; `mapping`: post field → column;
    `lang`: of all posts."""

    format: str | None = None
    username: str | None = None
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be read. `line` is the line of the file, or the ordinal of the message where a file is not made of lines."""

    file: str
    line: int
    reason: str
    raw: str = ""


Found = Post | Reject
Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[Found]]


def text_of(value: Any) -> str:
    """Text that UTF-8 can hold: lone surrogates and NUL are replaced."""
    return SURROGATE.sub("\ufffd", str(value)).replace("\x00", "\ufffd")


def date_of(value: Any) -> datetime:
    """An ISO 8601 string or seconds since 1970, with a zone; UTC where none is given. Raises ValueError."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    plain = str(value).strip()
    try:
        if re.fullmatch(r"\d{9,11}(\.\d+)?", plain):
            return datetime.fromtimestamp(float(plain), UTC)
        date = datetime.fromisoformat(plain)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"'{plain[:40]}' is no date; wanted is ISO 8601 or seconds since 1970") from error
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def number_of(value: Any) -> int | None:
    """A whole number, or None where there is none."""
    try:
        return int(str(value).replace("\xa0", "").replace(" ", "")) if value not in (None, "") else None
    except ValueError:
        return None


def make_post(row: Mapping[str, Any], name: str, line: int, options: ReadOptions) -> Post:
    """A post from fields by their names; raises ValueError that says what is missing or wrong."""
    for needed in ("id", "date", "text"):
        if row.get(needed) in (None, ""):
            raise ValueError(f"has no {needed}")
    text, key = text_of(row["text"]), text_of(row["id"])
    edited = row.get("edited")
    return Post(
        id=key,
        channel=text_of(row.get("channel") or key.rpartition(":")[0]),
        date=date_of(row["date"]),
        lang=options.lang or (text_of(row["lang"]) if row.get("lang") else detect(text)),
        text=text,
        url=text_of(row["url"]) if row.get("url") else None,
        views=number_of(row.get("views")),
        forwards=number_of(row.get("forwards")),
        forwarded_from=text_of(row["forwarded_from"]) if row.get("forwarded_from") else None,
        edited=date_of(edited) if edited else None,
        file=name,
        line=line,
    )
