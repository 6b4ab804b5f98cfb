"""Every format is recognised from its content and read whole; what cannot be read is told with file, line and reason."""

import gzip
import io
import json
import random
import resource
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from extract.errors import InputError
from extract.model import Post
from extract.readers import ReadOptions, Reject, read
from extract.readers.lines import LONGEST

SHARED = Path(__file__).parent.parent.parent / "shared" / "posts"
SAMPLE = Path(__file__).parent.parent / "graph" / "sample"
WHEN = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)


class Pipe(io.RawIOBase):
    """Bytes that come in small pieces and cannot be sought, as from a pipe."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._data.readinto(memoryview(buffer)[:1000])


def found(data: bytes, **options: object) -> list[Post | Reject]:
    return list(read(Pipe(data), name="file", options=ReadOptions(**options)))  # type: ignore[arg-type]


def desktop(*messages: dict[str, object], **chat: object) -> bytes:
    return json.dumps(
        {"name": "Порты", "type": "public_channel", "id": 12, **chat, "messages": messages}, ensure_ascii=False, indent=1
    ).encode()


MESSAGE: dict[str, object] = {
    "id": 7,
    "type": "message",
    "date": "2024-05-01T12:30:00",
    "date_unixtime": "1714555800",
    "from": "Порты",
    "text": "Паром пришёл",
}
TELETHON = {
    "_": "Message",
    "id": 7,
    "peer_id": {"_": "PeerChannel", "channel_id": 12},
    "date": "2024-05-01T09:30:00+00:00",
    "message": "Паром пришёл",
    "views": 10,
    "forwards": 2,
    "fwd_from": {"from_id": {"channel_id": 99}},
}
OWN = {"id": "porty:7", "channel": "Порты", "date": "2024-05-01T12:30:00+03:00", "lang": "ru", "text": "Паром пришёл"}
CSV = "date;text;link;views;reposts\n2024-05-01T12:30:00+03:00;Паром пришёл;https://t.me/Porty/7;10;2\n"
FORMATS: dict[str, tuple[bytes, dict[str, object], str]] = {
    "Telegram Desktop": (desktop(MESSAGE), {}, "channel12:7"),
    "Telegram Desktop with a username": (desktop(MESSAGE), {"username": "Porty"}, "porty:7"),
    "a whole account from Telegram Desktop": (
        json.dumps({"about": "x", "chats": {"list": [{"name": "Порты", "type": "x", "id": 12, "messages": [MESSAGE]}]}}, indent=1).encode(),
        {},
        "channel12:7",
    ),
    "Telethon lines": (orjson.dumps(TELETHON) + b"\n", {}, "channel12:7"),
    "a Telethon array": (orjson.dumps([TELETHON], option=orjson.OPT_INDENT_2), {}, "channel12:7"),
    "our own lines": (orjson.dumps(OWN) + b"\n", {}, "porty:7"),
    "TGStat": (CSV.encode(), {}, "porty:7"),
    "TGStat with a byte order mark": (b"\xef\xbb\xbf" + CSV.encode(), {}, "porty:7"),
    "a mapped CSV in Windows-1251": (
        "номер,когда,что\n7,2024-05-01T12:30:00+03:00,Паром пришёл\n".encode("cp1251"),
        {"mapping": {"id": "номер", "date": "когда", "text": "что"}, "username": "porty"},
        "porty:7",
    ),
    "mapped lines": (
        orjson.dumps({"n": 7, "at": 1714555800, "body": "Паром пришёл"}) + b"\n",
        {"mapping": {"id": "n", "date": "at", "text": "body"}, "username": "porty"},
        "porty:7",
    ),
}


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"id": [7], "when": [WHEN], "body": ["Паром пришёл"]}), out)
    return out.getvalue()


FORMATS["mapped Parquet"] = (_parquet(), {"mapping": {"date": "when", "text": "body"}, "username": "porty"}, "porty:7")


@pytest.mark.parametrize(("data", "options", "key"), FORMATS.values(), ids=FORMATS.keys())
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
def test_a_post_is_the_same_from_every_format(data: bytes, options: dict[str, object], key: str, pack: Callable[[bytes], bytes]) -> None:
    [post] = found(pack(data), **options)
    assert isinstance(post, Post)
    assert (post.id, post.text, post.date, post.lang) == (key, "Паром пришёл", WHEN, "ru")


def test_desktop_text_may_be_a_list_and_service_messages_are_no_posts() -> None:
    parts = ["Паром ", {"type": "bold", "text": "пришёл"}, " ", {"type": "text_link", "text": "сюда", "href": "https://example.org"}]
    service = {"id": 1, "type": "service", "date": "2024-05-01T12:30:00", "action": "create_channel", "text": ""}
    picture = {**MESSAGE, "id": 8, "text": ""}
    forward = {**MESSAGE, "id": 9, "forwarded_from": "Причал", "edited_unixtime": "1714555900"}
    first, second = found(desktop(service, {**MESSAGE, "text": parts}, picture, forward))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.text, first.url, first.line) == ("Паром пришёл сюда", "https://t.me/c/12/7", 2)
    assert (second.forwarded_from, second.edited) == ("Причал", datetime(2024, 5, 1, 9, 31, 40, tzinfo=UTC))


@pytest.mark.parametrize(("inside", "text"), [(r"a\x1fb", "a\x1fb"), (r"a\\x1fb", r"a\x1fb"), (r"a\qb", "aqb"), (r"a\"b\\", 'a"b\\')])
def test_escapes_that_json_lacks_are_mended(inside: str, text: str) -> None:
    data = desktop({**MESSAGE, "text": "HERE"}).replace(b"HERE", inside.encode())
    [post] = found(data)
    assert isinstance(post, Post)
    assert post.text == text


def test_a_path_without_quotes_as_custom_emoji_had_is_mended() -> None:
    emoji = {"type": "custom_emoji", "text": "⚓", "document_id": "HERE"}
    data = desktop({**MESSAGE, "text": ["Паром ", emoji]}).replace(b'"HERE"', b"video_files\\sticker (2).webm")
    [post] = found(data)
    assert isinstance(post, Post)
    assert post.text == "Паром ⚓"


def told(data: bytes, **options: object) -> list[tuple[str, object]]:
    """Ids of posts, and lines and reasons of rejects."""
    return [("post", one.id) if isinstance(one, Post) else (one.reason, one.line) for one in found(data, **options)]


def lines(*objects: object) -> bytes:
    return b"\n".join(orjson.dumps(one) for one in objects)


def account(*chats: dict[str, object]) -> bytes:
    return json.dumps({"about": "x", "chats": {"list": chats}}, indent=1).encode()


CHATS = ({"name": "Порты", "type": "x", "id": 1, "messages": [MESSAGE]}, {"name": None, "type": "x", "id": 2, "messages": [MESSAGE]})
ROWS = "id,date,text\n"
WHAT_IS_TOLD: dict[str, tuple[bytes, dict[str, object], list[tuple[str, object]]]] = {
    "a message without an id": (desktop({**MESSAGE, "id": None}, MESSAGE), {}, [("has no id", 1), ("post", "channel12:7")]),
    "a chat without a number": (desktop(MESSAGE, id=None), {}, [("is of a chat without a number; give its --username", 1)]),
    "a chat without a number whose messages have it": (desktop({**MESSAGE, "from_id": "channel5"}, id=None), {}, [("post", "channel5:7")]),
    "an export on one line": (orjson.dumps(orjson.loads(desktop(MESSAGE))), {}, [("post", "channel12:7")]),
    "chats of an account": (account(*CHATS), {}, [("post", "channel1:7"), ("post", "channel2:7")]),
    "no date_unixtime": (desktop({**MESSAGE, "date_unixtime": None}), {}, [("post", "channel12:7")]),
    "a username in large letters": (lines(TELETHON), {"username": "@Porty"}, [("post", "porty:7")]),
    "a private chat's number is no channel's": (lines({**TELETHON, "peer_id": {"user_id": 12}}), {}, [("post", "user12:7")]),
    "a first line that is broken": (
        b'{"id": \n' + lines(OWN),
        {},
        [("no JSON: unexpected end of data: line 2 column 1 (char 8)", 1), ("post", "porty:7")],
    ),
    "an id without its channel": (lines({**OWN, "id": 7}), {}, [("post", "порты:7")]),
    "text that is an object": (lines({**OWN, "text": {"a": 1}}), {"format": "posts"}, [("has a text of several parts", 1)]),
    "a lost quote": (
        (ROWS + 'a:1,2024-05-01,"x\na:2,2024-05-01,"y"\na:3,2024-05-01,z\n').encode(),
        {},
        [("no CSV: ',' expected after '\"'; is a quote missing?", 2), ("post", "a:3")],
    ),
    "a lost quote at the end": ((ROWS + 'a:1,2024-05-01,"x').encode(), {}, [("no CSV: unexpected end of data; is a quote missing?", 2)]),
    "empty rows": ((ROWS + "\n,,\na:1,2024-05-01,x\n").encode(), {}, [("post", "a:1")]),
    "too many cells": ((ROWS + "a:1,2024-05-01,x,y\n").encode(), {}, [("has 4 cells under 3 columns", 2)]),
    "bytes that are not UTF-8 far on": (
        ROWS.encode() + b"a:1,2024-05-01,x\n" * 5000 + "a:2,2024-05-01,Паром\n".encode("cp1251"),
        {},
        [("post", "a:1")] * 5000 + [("has bytes that are not UTF-8, as the lines before have; convert the file to UTF-8", 5002)],
    ),
    "an id that a link tells": (
        b"url,date,text\nt.me/s/Porty/7,2024-05-01,x\nhttps://t.me/c/12/7,2024-05-01,x\n",
        {},
        [("post", "porty:7"), ("post", "channel12:7")],
    ),
    "a column that the first object lacks": (
        lines({"id": "a:1", "date": "2024-05-01", "text": "x"}, {"id": "a:2", "date": "2024-05-01", "text": "x", "seen": 3}),
        {"mapping": {"views": "seen"}},
        [("post", "a:1"), ("post", "a:2")],
    ),
}


@pytest.mark.parametrize(("data", "options", "expected"), WHAT_IS_TOLD.values(), ids=WHAT_IS_TOLD.keys())
def test_what_is_strange_is_read_or_told(data: bytes, options: dict[str, object], expected: list[tuple[str, object]]) -> None:
    assert told(data, **options) == expected


VALUES: dict[str, tuple[dict[str, object], str, object]] = {
    "a lone surrogate": ({"text": "a\ud83d b"}, "text", "a\ufffd b"),
    "NUL": ({"text": "a\x00b"}, "text", "a\ufffdb"),
    "a number with a point": ({"views": 10.0}, "views", 10),
    "a number with spaces": ({"views": "1 0\xa00"}, "views", 100),
    "a number too large to be stored": ({"views": 10**19}, "views", None),
    "no number": ({"views": "many"}, "views", None),
    "not a number": ({"views": float("nan"), "forwarded_from": float("nan")}, "forwarded_from", None),
    "a date without a zone": ({"date": "2024-05-01T09:30:00"}, "date", WHEN),
    "a date with points": ({"date": "01.05.2024 09:30"}, "date", WHEN),
    "seconds": ({"date": 1714555800}, "date", WHEN),
    "a link that a page could run": ({"url": "javascript:alert(1)"}, "url", None),
    "a link without a scheme": ({"url": "t.me/porty/7"}, "url", "https://t.me/porty/7"),
}


@pytest.mark.parametrize(("change", "field", "value"), VALUES.values(), ids=VALUES.keys())
def test_values_are_such_as_a_case_can_hold(change: dict[str, object], field: str, value: object) -> None:
    [post] = found(json.dumps({**OWN, **change}).encode())
    assert isinstance(post, Post)
    assert getattr(post, field) == value


def test_a_row_without_an_id_has_the_same_one_from_csv_and_parquet() -> None:
    out = io.BytesIO()
    times = pa.array([int(WHEN.timestamp() * 1e9) + 1], pa.timestamp("ns", "Europe/Moscow"))
    pq.write_table(pa.table({"date": times, "text": ["Паром"]}), out)
    [from_csv] = found("date,text\n2024-05-01T12:30:00+03:00,Паром\n".encode())
    [from_parquet] = found(out.getvalue())
    assert isinstance(from_csv, Post)
    assert isinstance(from_parquet, Post)
    assert from_csv.id == from_parquet.id
    assert from_csv.date == from_parquet.date == WHEN


def test_windows_1251_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    found((ROWS + "a:1,2024-05-01,Паром\n").encode("cp1251"))
    assert caplog.messages == ["file: is not UTF-8 and is read as Windows-1251"]


def test_a_line_without_end_is_passed_over() -> None:
    long = b'{"id": "' + b"x" * (LONGEST + 10) + b'"}\n'
    assert told(lines(OWN) + b"\n" + long + lines({**OWN, "id": "porty:8"})) == [
        ("post", "porty:7"),
        ("is longer than 16 MB", 2),
        ("post", "porty:8"),
    ]


PACKS = {"gzip": gzip.compress, "zstd": zstandard.compress}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_members_that_follow_each_other_are_one_file(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(lines(OWN) + b"\n") + pack(lines({**OWN, "id": "porty:8"})) + b"\x00" * 9
    assert told(packed) == [("post", "porty:7"), ("post", "porty:8")]


def _many() -> bytes:
    noise = random.Random(1)
    return lines(*({**OWN, "id": f"porty:{n}", "text": f"Паром {noise.random()}"} for n in range(3000)))


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_compressed_data_cut_off_anywhere_is_told(pack: Callable[[bytes], bytes]) -> None:
    whole = told(_many())
    packed = pack(_many())
    for part in (0.5, 0.9, 0.999):
        *posts, last = told(packed[: int(len(packed) * part)])
        assert posts == whole[: len(posts)]
        assert last == ("the file breaks off here: its compressed data is cut off", len(posts) + 1)


def test_damaged_gzip_gives_what_came_before() -> None:
    packed = bytearray(gzip.compress(_many()))
    middle = len(packed) // 2
    packed[middle : middle + 50] = b"\xff" * 50
    *posts, last = told(bytes(packed))
    assert len(posts) > 500
    assert str(last[0]).startswith("the file breaks off here: its compressed data is damaged")


def test_a_broken_line_is_rejected_with_its_place_and_the_others_are_read() -> None:
    data = [
        orjson.dumps(OWN),
        b'{"id": "porty:8", ',
        b"[1]",
        orjson.dumps({**OWN, "id": "porty:9", "date": "yesterday"}),
        orjson.dumps({**OWN, "id": "porty:10"}),
    ]
    first, *rejects, last = found(b"\n".join(data))
    assert isinstance(first, Post)
    assert isinstance(last, Post)
    assert [(r.file, r.line, r.reason.partition(":")[0]) for r in rejects if isinstance(r, Reject)] == [
        ("file", 2, "no JSON"),
        ("file", 3, "no JSON object"),
        ("file", 4, "'yesterday' is no date; wanted is ISO 8601 or seconds since 1970"),
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_file_that_breaks_off_gives_what_came_before(pack: Callable[[bytes], bytes]) -> None:
    data = pack(desktop(*({**MESSAGE, "id": n, "text": f"Паром {n} {'причал ' * 50}"} for n in range(400))))
    *posts, reject = found(data[: len(data) * 2 // 3])
    assert posts
    assert isinstance(reject, Reject)
    assert "breaks off" in reject.reason


MISTAKES = {
    "empty": (b"", {}, "file: is empty"),
    "binary": (bytes(range(1, 256)) * 20, {}, "file: not recognised as posts; name its format with --format"),
    "damaged gzip": (b"\x1f\x8b\x08garbage", {}, "file: is damaged"),
    "an unknown format": (b"x", {"format": "fax"}, "no format is called 'fax'; known are telegram-desktop, telethon, tgstat, posts, table"),
    "a column that is not there": (b"a,b\n1,2\n", {"mapping": {"text": "c"}}, "has no column 'c'; its columns are a, b"),
    "a column that is needed": (
        b"id,when,text\n1,2,3\n",
        {"mapping": {"id": "id"}},
        "no column 'date'; its columns are id, when, text; say which",
    ),
    "a TGStat without links": (b"date,text\n1,2\n", {"format": "tgstat"}, "has no column 'link'"),
    "no export at all": (b'{"a": 1}', {"format": "telegram-desktop"}, "has no messages"),
    "one username for many chats": (account(*CHATS), {"username": "porty"}, "holds the chats of an account"),
    "broken Parquet": (b"PAR1" * 9, {}, "is no Parquet that can be read"),
    "packed three times": (gzip.compress(gzip.compress(gzip.compress(b"x"))), {}, "is compressed more than twice"),
    "a field that is none": (b"a,b\n1,2\n", {"mapping": {"words": "a"}}, "a post has no field 'words'"),
}


@pytest.mark.parametrize(("data", "options", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_file_that_is_no_posts_is_one_clear_error(data: bytes, options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as raised:
        found(data, **options)
    assert message in str(raised.value)


def _endless(messages: int) -> Iterator[bytes]:
    yield b'{\n "name": "x", "type": "public_channel", "id": 1, "messages": [\n'
    body = json.dumps({**MESSAGE, "text": "причал " * 300}, ensure_ascii=False).encode()
    for n in range(messages):
        yield (b",\n" if n else b"") + body
    yield b"\n]}"


class Generated(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._left = self._left or next(self._pieces, b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def test_a_large_export_is_read_in_constant_memory() -> None:
    """60 MB of messages: the process may not grow by more than 20 MB."""
    list(read(Generated(_endless(10)), name="warm"))  # type: ignore[arg-type]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in read(Generated(_endless(14_000)), name="large")) == 14_000  # type: ignore[arg-type]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


REAL = {
    "nktkln.jsonl.gz": 22_099,
    "hse-tg-news-2025.jsonl.gz": 2_444,
    "tadadit-ru-news-tg.jsonl.gz": 1_696,
    "kremlin-en-2021-22.jsonl.gz": 796,
    "telegram-desktop-export.json.gz": 433,
}


@pytest.mark.parametrize(("name", "posts"), REAL.items())
def test_real_files_are_read_whole(name: str, posts: int) -> None:
    if not (SHARED / name).is_file():
        pytest.skip(f"needs {name}, which does not ship")
    with (SHARED / name).open("rb") as handle:
        assert sum(isinstance(one, Post) for one in read(handle, name=name)) == posts
