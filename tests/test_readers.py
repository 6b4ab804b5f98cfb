"""Every format is recognised from its content and read whole; what cannot be read is told with file, line and reason."""

import gzip
import io
import json
import resource
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import AxisgraphError, InputError
from extract.model import Post
from extract.readers import ReadOptions, Reject, read

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


def test_a_broken_line_is_rejected_with_its_place_and_the_others_are_read() -> None:
    lines = [
        orjson.dumps(OWN),
        b'{"id": "porty:8", ',
        b"[1]",
        orjson.dumps({**OWN, "id": "porty:9", "date": "yesterday"}),
        orjson.dumps({**OWN, "id": "porty:10"}),
    ]
    first, *rejects, last = found(b"\n".join(lines))
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
    "a field that is none": (b"a,b\n1,2\n", {"mapping": {"words": "a"}}, "a post has no field 'words'"),
}


@pytest.mark.parametrize(("data", "options", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_file_that_is_no_posts_is_one_clear_error(data: bytes, options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as told:
        found(data, **options)
    assert message in str(told.value)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "telegram-desktop", "telethon", "tgstat", "posts", "table"]))
def test_any_bytes_give_posts_rejects_or_one_clear_error(data: bytes, format_: str | None) -> None:
    try:
        for one in found(data, format=format_):
            assert isinstance(one, Post | Reject)
    except AxisgraphError as error:
        assert "\n" not in str(error)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60).filter(str.strip)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_what_is_written_in_a_format_comes_back(some: list[str]) -> None:
    as_desktop = desktop(*({**MESSAGE, "id": n, "text": text} for n, text in enumerate(some)))
    as_lines = b"\n".join(orjson.dumps({**OWN, "id": f"porty:{n}", "text": text}) for n, text in enumerate(some))
    for data in (as_desktop, as_lines):
        assert [p.text for p in found(data) if isinstance(p, Post)] == some


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
