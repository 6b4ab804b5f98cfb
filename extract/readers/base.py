"""What readers share: how a file is to be read, what could not be read, and a post's fields checked at the door."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from extract.language import detect
from extract.model import Post
from extract.readers.packed import Peekable
from extract.readers.values import date_of, number_of, text_of, url_of

RAW = 200
"""Characters of a rejected line that are kept for the analyst."""
REASON = 300
LINK = re.compile(r"(?:t\.me|telegram\.me)/(?:s/)?(c/)?([\w-]+)/(\d+)")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`format`: a reader's name; `username`: of the channel, where the file does not hold it; `mapping`: post field → column;
    `lang`: of all posts."""

    format: str | None = None
    username: str | None = None
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lang: str | None = None

    @property
    def user(self) -> str:
        """The username as ids have it: in small letters, as Telegram tells no case; empty where none is given."""
        return (self.username or "").strip().lstrip("@").lower()


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be read. `line` is the line of the file, or the ordinal of the message where a file is not made of lines."""

    file: str
    line: int
    reason: str
    raw: str = ""


Found = Post | Reject
Reader = Callable[[Peekable, str, ReadOptions], Iterator[Found]]


def rejected(name: str, line: int, reason: object, raw: object = "") -> Reject:
    """A Reject whose words are of one line, not too long, and such that UTF-8 can hold them."""
    if isinstance(reason, Exception) and reason.args and isinstance(reason.args[0], bytes):
        reason = reason.args[0].decode("utf-8", "replace").partition("\n")[0]  # yajl's errors are bytes, with a picture below
    try:
        start = text_of(raw)[:RAW]
    except RecursionError:
        start = "(nested too deeply to be shown)"
    return Reject(name, line, " ".join(text_of(reason).split())[:REASON], start)


def is_missing(value: Any) -> bool:
    """None, an empty string, or the not-a-number that tables have for it."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def key_of(number: Any, channel: Any, options: ReadOptions) -> str:
    """A post's id: as given where it names its channel (`channel:number`), else made of the username, or the channel, and the number."""
    key = text_of(number)
    before = options.user or ("" if is_missing(channel) else text_of(channel).lower())
    return key if ":" in key or not before else f"{before}:{key}"


def linked(url: Any) -> tuple[str, str] | None:
    """Channel and number of a link to a message: a username in small letters, or `channel` and the number of a private one."""
    link = LINK.search(str(url or ""))
    return (f"channel{link[2]}" if link[1] else link[2].lower(), link[3]) if link else None


def make_post(row: Mapping[str, Any], name: str, line: int, options: ReadOptions) -> Post:
    """A post from fields by their names; raises ValueError that says what is missing or wrong."""
    row = {key: value for key, value in row.items() if not is_missing(value)}
    for needed in ("id", "date", "text"):
        if needed not in row:
            raise ValueError(f"has no {needed}")
        if isinstance(row[needed], dict | list):
            raise ValueError(f"has a {needed} of several parts")
    text, key = text_of(row["text"]), key_of(row["id"], row.get("channel"), options)
    return Post(
        id=key,
        channel=text_of(row.get("channel") or key.rpartition(":")[0]),
        date=date_of(row["date"]),
        lang=options.lang or (text_of(row["lang"]) if row.get("lang") else detect(text)),
        text=text,
        url=url_of(row.get("url")),
        views=number_of(row.get("views")),
        forwards=number_of(row.get("forwards")),
        forwarded_from=text_of(row["forwarded_from"]) if row.get("forwarded_from") else None,
        edited=date_of(row["edited"]) if row.get("edited") else None,
        file=name,
        line=line,
    )
