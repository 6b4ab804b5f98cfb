"""Whose voice: what the user says of channels (side, country, owner), read from a CSV and kept in the case; which sides tell an act."""

import io
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from extract.errors import InputError
from extract.lexicon import shipped
from extract.model import Act, Json, Post
from extract.ontology import Status
from extract.readers import BYTE_ORDER_MARK, Reject
from extract.readers.csv_text import csv_rows, header
from extract.readers.packed import Peekable
from graph import tables
from graph.case import Case
from graph.evidence import clean

LOG = logging.getLogger(__name__)
FACTS = ("side", "country", "owner")
COLUMNS = ("channel", *FACTS)
UNKNOWN = "unknown"
"""The side of a channel of which none is given."""


@lru_cache(4096)
def folded(name: str) -> str:
    """A title or username as channels are compared: without regard to case and a leading @."""
    return clean(name).lstrip("@ ").casefold()


def channel_id(post: Post) -> str:
    """The username, or what the post's id has in its place; of ids that have nothing there, the title."""
    return post.id.rpartition(":")[0] or post.channel


def read_channels(path: Path) -> list[Json]:
    """Rows of COLUMNS, cleaned; `channel` is `folded`, `country` an ISO 3166-1 alpha-3 code, what is not given is None.

    Raises InputError for the first line that cannot be used: a list of channels is written by hand, so nothing is passed over.
    """
    try:
        content = path.read_bytes().removeprefix(BYTE_ORDER_MARK)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    columns = header(content)
    if "channel" not in columns:
        raise InputError(f"{path}: has no column 'channel' in its first line; columns are {', '.join(COLUMNS)}, and channel is needed")
    if twice := [c for c, n in Counter(columns).items() if n > 1 and c in COLUMNS]:
        raise InputError(f"{path}:1: has the column '{twice[0]}' twice; leave one out")
    if other := [clean(c) for c in columns if c not in COLUMNS]:
        LOG.warning("%s: column '%s' is not used; used are %s", path, other[0], ", ".join(COLUMNS))
    found: dict[str, tuple[int, Json]] = {}
    for line, row in _rows(content, columns, path):
        first, before = found.setdefault(row["channel"], (line, row))
        if before != row:
            raise InputError(f"{path}:{line}: tells of the channel '{row['channel']}' otherwise than line {first}; keep one of the two")
    if not found:
        raise InputError(f"{path}: tells of no channel; write a line for each under {','.join(COLUMNS)}")
    return [row for _, row in found.values()]


def _rows(content: bytes, columns: Sequence[str], path: Path) -> Iterator[tuple[int, Json]]:
    for found in csv_rows(Peekable(io.BytesIO(content)), str(path)):
        if isinstance(found, Reject):
            raise InputError(f"{path}:{found.line}: {found.reason}")
        line, cells = found
        if len(cells) < len(columns):
            raise InputError(f"{path}:{line}: has {len(cells)} cells under {len(columns)} columns; leave a cell empty, but not out")
        row: Json = {"channel": folded(cells["channel"]), **{fact: clean(cells.get(fact) or "") or None for fact in FACTS}}
        if not row["channel"]:
            raise InputError(f"{path}:{line}: names no channel; give its username or title")
        if row["side"] and row["side"].casefold() == UNKNOWN:
            row["side"] = None
        if row["country"]:
            row["country"] = _country(row["country"], f"{path}:{line}")
        yield line, row


def _country(code: str, where: str) -> str:
    countries = [e for e in shipped().entities.values() if e.kind == "country"]
    if code.upper() in {e.id for e in countries}:
        return code.upper()
    meant = next((e.id for e in countries if code.upper() == e.extra.get("iso2") or code.casefold() == e.name.casefold()), "UKR")
    raise InputError(f"{where}: '{code}' is no country code; give three letters of ISO 3166, such as {meant}")


def keep(case: Case, rows: Sequence[Json], file: str) -> None:
    """Write rows into the case's ledger, unless it says so already; a row takes the place of what the case had on its channel."""
    with case.locked():
        case.__dict__.pop("channels", None)
        rows = _spelled(rows, case.channels)
        if any(case.channels.get(row["channel"]) != row for row in rows):
            (case.folder / "graph.mark").unlink(missing_ok=True)  # the embedded graph holds the channels as they were
            case.ledger.append("channels", file=file, rows=rows)
            del case.__dict__["channels"]


def _spelled(rows: Sequence[Json], known: dict[str, Json]) -> list[Json]:
    """Rows whose sides are written in one way, "Western" or "western": as on a channel that stays, else as on the first that comes."""
    replaced = {row["channel"] for row in rows}
    stay = [row for key, row in known.items() if key not in replaced]
    spelling: dict[str, str] = {}
    for row in (*stay, *rows):
        if row["side"]:
            spelling.setdefault(row["side"].casefold(), row["side"])
    return [row | {"side": spelling[row["side"].casefold()] if row["side"] else None} for row in rows]


def found_in(case: Case, rows: Sequence[Json]) -> set[str]:
    """Those of the rows' channels that have posts in the case."""
    there: set[str] = set()
    for part in case.post_parts:
        for told in tables.read(case.folder / part, ["id", "channel"]):
            there |= {told["id"].rpartition(":")[0], told["channel"]}
    return {row["channel"] for row in rows} & {folded(name) for name in there}


def told_of(case: Case, post: Post) -> Json:
    """Side, country and owner of a post's channel, each None where nothing is given. Its username counts for more than its title."""
    row = case.channels.get(folded(channel_id(post))) or case.channels.get(folded(post.channel)) or {}
    return {fact: row.get(fact) for fact in FACTS}


def known_sides(case: Case) -> list[str]:
    return sorted({row["side"] for row in case.channels.values() if row["side"]}, key=str.casefold)


def sides(case: Case, posts: Iterable[str]) -> dict[str, int]:
    """Side → how many channels of it these posts are from, most first, unknown ones last."""
    channels: dict[str, str | None] = {}
    for post in map(case.posts.__getitem__, posts):
        key = channel_id(post)
        channels[key] = channels.get(key) or told_of(case, post)["side"]
    counts = Counter(side or UNKNOWN for side in channels.values())
    return dict(sorted(counts.items(), key=lambda pair: (pair[0] == UNKNOWN, -pair[1], pair[0].casefold())))


def voices(case: Case, act: Act) -> dict[str, dict[str, int]]:
    """`sides` that tell an act, empty where none is known; of a contradicted one also `claimed_by`, and `denied_by` or, where nobody
    denies it, `contradicted_by`."""
    told = {"sides": sides(case, act.posts)} if case.channels else {}
    if not set(told.get("sides", ())) - {UNKNOWN}:
        return {"sides": {}}
    if not act.contradicted:
        return told
    claims = {key: case.claims[key] for key in act.claims}
    final = [c for c in claims.values() if c.status is act.status]
    against = [claims[key] for key in act.dissent]
    claiming, against = (against, final) if act.status is Status.DENIED else (final, against)
    denying = [c for c in against if c.status is Status.DENIED]
    word = "denied_by" if denying else "contradicted_by"
    return told | {"claimed_by": sides(case, (c.post for c in claiming)), word: sides(case, (c.post for c in denying or against))}


def voice_lines(told: dict[str, dict[str, int]]) -> Iterator[str]:
    """ "told by 5 pro-Kremlin, 1 Ukrainian, 2 unknown" and "claimed by 2 Ukrainian; denied by 1 pro-Kremlin", of `voices`."""
    if told["sides"]:
        yield f"told by {_counted(told['sides'])}"
    if disputed := [f"{word.replace('_', ' ')} {_counted(counts)}" for word, counts in told.items() if word != "sides"]:
        yield "; ".join(disputed)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {side}" for side, n in counts.items())
