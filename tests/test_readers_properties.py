"""Whatever is written in a format comes back equal, and whatever bytes come, readers end in posts, rejects or one clear error."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import AxisgraphError
from extract.model import Post
from extract.readers import READERS, ReadOptions, Reject, read
from extract.readers.mended import Mended

Row = dict[str, Any]
PACKS: list[Callable[[bytes], bytes]] = [bytes, gzip.compress, zstandard.compress, lambda data: gzip.compress(zstandard.compress(data))]
FIELDS = ("number", "date", "text", "views", "forwards", "forwarded_from")


class Pipe(io.RawIOBase):
    """Bytes that come in pieces of at most `size` and cannot be sought."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = io.BytesIO(data), size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._data.readinto(memoryview(buffer)[: self._size])


def found(data: bytes, size: int = 1 << 16, **options: Any) -> list[Post | Reject]:
    return list(read(Pipe(data, size), name="file", options=ReadOptions(**options)))  # type: ignore[arg-type]


def as_desktop(rows: list[Row]) -> bytes:
    messages = [
        {"id": r["number"], "type": "message", "date_unixtime": str(int(r["date"].timestamp())), "from": "Порты"}
        | {"text": [r["text"][:3], {"type": "bold", "text": r["text"][3:]}], "forwarded_from": r["forwarded_from"]}
        for r in rows
    ]
    return json.dumps({"name": "Порты", "type": "public_channel", "id": 12, "messages": messages}, ensure_ascii=False, indent=1).encode()


def _telethon(row: Row) -> Row:
    forward = {"from_name": row["forwarded_from"]} if row["forwarded_from"] else None
    counts = {"views": row["views"], "forwards": row["forwards"]}
    date = row["date"].isoformat()
    return {
        "_": "Message",
        "id": row["number"],
        "peer_id": {"channel_id": 12},
        "date": date,
        "message": row["text"],
        "fwd_from": forward,
        **counts,
    }


def as_telethon(rows: list[Row]) -> bytes:
    return b"\n".join(orjson.dumps(_telethon(r)) for r in rows)


def as_telethon_array(rows: list[Row]) -> bytes:
    return orjson.dumps([_telethon(r) for r in rows], option=orjson.OPT_INDENT_2)


def as_posts(rows: list[Row]) -> bytes:
    return b"\n".join(orjson.dumps({**r, "id": f"channel12:{r['number']}", "channel": "Порты"}) for r in rows)


def as_tgstat(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("date", "text", "link", "views", "reposts", "forwarded_from"))
    for r in rows:
        link = f"https://t.me/c/12/{r['number']}"
        writer.writerow((r["date"].isoformat(), r["text"], link, r["views"], r["forwards"], r["forwarded_from"]))
    return out.getvalue().encode()


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ("channel", "id", *FIELDS[1:]))
    writer.writeheader()
    writer.writerows({**{f: r[f] for f in FIELDS[1:]}, "id": r["number"], "channel": "channel12"} for r in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_parquet(rows: list[Row]) -> bytes:
    columns = {f: [r[f] for r in rows] for f in FIELDS[1:]}
    columns["date"] = pa.array([r["date"] for r in rows], pa.timestamp("ns", "Asia/Tehran"))
    out = io.BytesIO()
    pq.write_table(pa.table({**columns, "id": [f"channel12:{r['number']}" for r in rows]}), out)
    return out.getvalue()


WRITERS = (as_desktop, as_telethon, as_telethon_array, as_posts, as_tgstat, as_csv, as_parquet)
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60).filter(str.strip)
counts = st.none() | st.integers(0, 2**63 - 1)
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
dates = st.datetimes(datetime(2013, 8, 14), datetime(2100, 1, 1), timezones=zones).map(lambda date: date.replace(microsecond=0))
rows_of_posts = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.integers(1, 2**31),
            "date": dates,
            "text": words,
            "views": counts,
            "forwards": counts,
            "forwarded_from": st.none() | words,
        }
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("writer", WRITERS)
@settings(deadline=None, max_examples=40)
@given(rows=rows_of_posts, pack=st.sampled_from(PACKS), size=st.sampled_from([1, 7, 1000, 1 << 16]))
def test_what_is_written_in_a_format_comes_back_equal(
    writer: Callable[[list[Row]], bytes], rows: list[Row], pack: Callable[[bytes], bytes], size: int
) -> None:
    posts = found(pack(writer(rows)), size)
    counted = writer is not as_desktop  # its exports do not hold how often a post was seen
    expected = [
        (f"channel12:{r['number']}", r["date"], r["text"], *((r["views"], r["forwards"]) if counted else (None, None)), r["forwarded_from"])
        for r in rows
    ]
    assert [(p.id, p.date, p.text, p.views, p.forwards, p.forwarded_from) for p in posts if isinstance(p, Post)] == expected
    assert len(posts) == len(rows)


def end_well(data: bytes, size: int = 1000, **options: Any) -> None:
    """Readers end, with what a case can store."""
    try:
        for one in found(data, size, **options):
            if isinstance(one, Reject):
                orjson.dumps({"reason": one.reason, "raw": one.raw, "line": one.line})
                assert one.reason
                assert one.line > 0
                assert len(one.raw) <= 200
            else:
                assert one.date.astimezone(UTC)
                assert one.id
                assert "\x00" not in one.text
                (one.id + one.text + one.channel + (one.url or "") + (one.forwarded_from or "")).encode()
    except AxisgraphError as error:
        assert "\n" not in str(error)


formats = st.sampled_from([None, *READERS])
mappings = st.dictionaries(st.sampled_from(["id", "text", "date", "views"]), st.sampled_from(["a", "id", "date", "text"]), max_size=2)
starts = st.sampled_from(
    [b"", b"{", b"[", b'{"messages": [{', b"PAR1", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"id,date,text\n", b'[{"a":']
)


@settings(max_examples=400, deadline=None)
@given(starts, st.binary(max_size=300), formats, mappings)
def test_any_bytes_end_well(start: bytes, data: bytes, format_: str | None, mapping: dict[str, str]) -> None:
    end_well(start + data, format=format_, mapping=mapping)


SAMPLE = [
    {
        "number": n,
        "date": datetime(2024, 5, 1, n % 24, tzinfo=UTC),
        "text": f'Паром {n} \\ "пришёл"',
        "views": n,
        "forwards": n,
        "forwarded_from": "x",
    }
    for n in range(1, 40)
]


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_ends_well(writer: Callable[[list[Row]], bytes], data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(PACKS))(writer(SAMPLE))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    end_well(whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:], format=data.draw(formats))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "channel_id", "username", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = ("id", "type", "text", "date", "date_unixtime", "message", "peer_id", "fwd_from", "chat", "views", "url", "channel", "edited")


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), json_values | st.sampled_from(["message", "2024-05-01", 7, {"channel_id": 12}])), formats)
def test_objects_of_any_values_end_well(message: Row, format_: str | None) -> None:
    as_json = json.dumps(message)
    end_well(as_json.encode(), format=format_)
    end_well(f"[{as_json}]".encode(), format=format_)
    end_well(f'{{"id": 1, "messages": [{as_json}]}}'.encode(), format=format_)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text('\\x1f"a\n', max_size=30)), st.integers(1, 9), st.sampled_from([None, 1]))
def test_valid_json_is_not_changed_by_mending(texts: list[str], size: int, indent: int | None) -> None:
    whole = json.dumps({"document_id": None, "texts": texts}, indent=indent).encode()
    assert io.BufferedReader(Mended(Pipe(whole, size))).read() == whole  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(st.text('a\\"\x01\x1f1f', max_size=40), st.integers(1, 9))
def test_control_characters_are_mended_wherever_the_stream_is_cut(text: str, size: int) -> None:
    escaped = "".join(f"\\x{ord(c):02x}" if c < " " else json.dumps(c)[1:-1] for c in text)
    mended = io.BufferedReader(Mended(Pipe(f'"{escaped}"'.encode(), size))).read()  # type: ignore[arg-type]
    assert json.loads(mended) == text
