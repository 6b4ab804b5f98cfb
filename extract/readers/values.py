"""Single values as a post holds them: text, dates with a zone, numbers and links, from whatever a file has in their place."""

import re
from datetime import UTC, datetime
from typing import Any

SURROGATE = re.compile("[\ud800-\udfff]")
SECONDS = re.compile(r"[0-9]{9,11}(\.[0-9]+)?")
DOTTED = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})(?:[ ,T]+(\d\d?):(\d\d)(?::(\d\d))?)?", re.ASCII)
LARGEST = 2**63 - 1


def text_of(value: Any) -> str:
    """Text that UTF-8 can hold: lone surrogates and NUL are replaced. A whole number has no decimal point, though a table's
    column may have made it 7.0."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return SURROGATE.sub("\ufffd", str(value)).replace("\x00", "\ufffd")


def date_of(value: Any) -> datetime:
    """An ISO 8601 string, seconds since 1970, or day.month.year, with a zone; UTC where none is given. Raises ValueError."""
    plain = text_of(value).strip()
    try:
        date = value if isinstance(value, datetime) else _parsed(plain)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        date.astimezone(UTC)  # the first and the last day that datetime knows have no instant in every zone
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"'{plain[:40]}' is no date; wanted is ISO 8601 or seconds since 1970") from error
    return date


def _parsed(plain: str) -> datetime:
    if SECONDS.fullmatch(plain):
        return datetime.fromtimestamp(float(plain), UTC)
    if dotted := DOTTED.fullmatch(plain):
        day, month, year, hour, minute, second = (int(part or 0) for part in dotted.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return datetime.fromisoformat(plain)


def number_of(value: Any) -> int | None:
    """A whole number that 64 bits hold, or None where there is none."""
    if value is None:
        return None
    plain = "".join(str(value).split())
    try:
        number = int(plain)
    except ValueError:
        number = _whole(plain)
    return number if 0 <= number <= LARGEST else None


def _whole(plain: str) -> int:
    """Of a number with a point, as tables with gaps have it; -1 where it is none."""
    try:
        number = float(plain)
    except ValueError:
        return -1
    return int(number) if number.is_integer() else -1


def url_of(value: Any) -> str | None:
    """A link to the web; None for other schemes, as pages make links of it."""
    plain = text_of(value).strip() if value else ""
    if plain.startswith(("t.me/", "telegram.me/")):
        plain = f"https://{plain}"
    return plain if plain.lower().startswith(("https://", "http://")) else None
