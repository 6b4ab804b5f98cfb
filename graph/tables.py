"""The case's Parquet tables: schemas, and records to rows and back without loss."""

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.compute import field
from pyarrow.dataset import dataset

from extract.model import Act, Claim, Item, Json, Organisation, Participant, Person, Post
from extract.ontology import ItemKind, Part, Role, Sphere, Status

Columns = dict[str, pa.DataType]
FEW = 1000


def _struct(columns: Columns) -> pa.StructType:
    return pa.struct(list(columns.items()))


def _schema(columns: Columns) -> pa.Schema:
    return pa.schema(list(columns.items()))


TIME = pa.timestamp("us", "UTC")
ACTOR = _struct({"actor": pa.string(), "role": pa.string()})
PERSON = _struct({"name": pa.string(), "country": pa.string()})
ITEM = _struct({"name": pa.string(), "kind": pa.string(), "quantity": pa.string()})
ORGANISATION = _struct({"name": pa.string(), "country": pa.string(), "part": pa.string()})
STAGE = _struct({"status": pa.string(), "first": pa.string(), "last": pa.string(), "n_posts": pa.int64()})
TOLD: Columns = {
    "type": pa.string(),
    "sphere": pa.string(),
    "status": pa.string(),
    "tangible": pa.bool_(),
    "participants": pa.list_(ACTOR),
    "persons": pa.list_(PERSON),
    "items": pa.list_(ITEM),
    "organisations": pa.list_(ORGANISATION),
    "officials": pa.list_(PERSON),
    "date": pa.string(),
    "place": pa.string(),
    "confidence": pa.float64(),
}
POSTS = _schema(
    {
        "id": pa.string(),
        "hash": pa.string(),
        "channel": pa.string(),
        "date": TIME,
        "utc_offset": pa.int16(),  # minutes; the post's own zone decides what "today" means
        "lang": pa.string(),
        "text": pa.string(),
        "url": pa.string(),
        "views": pa.int64(),
        "forwards": pa.int64(),
        "forwarded_from": pa.string(),
        "edited": TIME,
        "file": pa.string(),
        "line": pa.int64(),
    }
)
CLAIMS = _schema(
    {
        "id": pa.string(),
        "post": pa.string(),
        "post_hash": pa.string(),
        **TOLD,
        "reported_by": pa.string(),
        "quote": pa.string(),
        "start": pa.int64(),
        "end": pa.int64(),
        "extractor": pa.string(),
    }
)
ACTS = _schema(
    {
        "id": pa.string(),
        **TOLD,
        "date_precision": pa.string(),
        "date_source": pa.string(),
        "claims": pa.list_(pa.string()),
        "posts": pa.list_(pa.string()),
        "n_posts": pa.int64(),
        "n_channels": pa.int64(),
        "n_independent": pa.int64(),
        "n_origins": pa.int64(),
        "first_report": pa.string(),
        "last_report": pa.string(),
        "contradicted": pa.bool_(),
        "dissent": pa.list_(pa.string()),
        "history": pa.list_(STAGE),
    }
)
UNJUDGED = _schema({"id": pa.string(), "claims": pa.list_(pa.string())})
ENTITIES = _schema(
    {
        "id": pa.string(),
        "label": pa.string(),
        "name": pa.string(),
        "names": pa.list_(pa.string()),
        "kind": pa.string(),
        "country": pa.string(),
    }
)


def write(path: Path, rows: Iterable[Json], schema: pa.Schema) -> int:
    """Write rows to `path` at once or not at all; returns how many."""
    table = pa.Table.from_pylist(list(rows), schema=schema)
    scratch = path.with_name(path.name + ".tmp")
    with scratch.open("wb") as handle:
        pq.write_table(table, handle, compression="zstd")
        handle.flush()
        os.fsync(handle.fileno())
    scratch.replace(path)
    return int(table.num_rows)


def read(path: Path, columns: list[str] | None = None) -> Iterator[Json]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=columns):
            yield from batch.to_pylist()


def files_where(paths: Sequence[Path], schema: pa.Schema, column: str, wanted: Set[str]) -> list[Path]:
    """Which of the files of one schema hold a row whose `column` is one of `wanted`: all, where those are many."""
    if len(paths) < 2 or len(wanted) >= FEW:
        return list(paths)
    places = dataset(list(map(str, paths)), schema=schema).to_table(columns=["__filename"], filter=field(column).isin(sorted(wanted)))
    return sorted({Path(str(name)) for name in places["__filename"].to_pylist()})


def rows_where(paths: Sequence[Path], schema: pa.Schema, column: str, wanted: Set[str], without: str | None = None) -> Iterator[Json]:
    """The rows of files of one schema whose `column` is one of `wanted`; what older files lack is None."""
    if wanted and (files := files_where(paths, schema, column, wanted)):  # most files hold none, and one column tells which
        names = [name for name in schema.names if name != without]
        found = dataset(list(map(str, files)), schema=schema).to_batches(columns=names, filter=field(column).isin(sorted(wanted)))
        yield from (row for batch in found for row in batch.to_pylist())


def post_row(post: Post) -> Json:
    offset = post.date.utcoffset() or timedelta()
    return {
        "id": post.id,
        "hash": post.hash,
        "channel": post.channel,
        "date": post.date,
        "utc_offset": int(offset.total_seconds() // 60),
        "lang": post.lang,
        "text": post.text,
        "url": post.url,
        "views": post.views,
        "forwards": post.forwards,
        "forwarded_from": post.forwarded_from,
        "edited": post.edited,
        "file": post.file,
        "line": post.line,
    }


def post_of(row: Json) -> Post:
    zone = timezone(timedelta(minutes=row["utc_offset"])) if row["utc_offset"] else UTC
    date: datetime = row["date"]
    rest = {k: v for k, v in row.items() if k not in ("hash", "utc_offset", "date")}
    return Post(date=date.astimezone(zone), **rest)


def claim_row(claim: Claim, post_hash: str) -> Json:
    return {"id": claim.id, "post_hash": post_hash, **asdict(claim)}


def claim_of(row: Json) -> Claim:
    rest = {k: v for k, v in row.items() if k not in ("id", "post_hash")}
    return Claim(**rest | _told(rest))


def act_row(act: Act) -> Json:
    return asdict(act)


def act_of(row: Json) -> Act:
    lists = {k: tuple(row[k]) for k in ("claims", "posts", "dissent", "history")}
    return Act(**row | _told(row) | lists)


def _told(row: Json) -> Json:
    """The nested fields that claims and acts share, as records."""
    return {
        "sphere": Sphere(row["sphere"]),
        "status": Status(row["status"]),
        "participants": tuple(Participant(p["actor"], Role(p["role"])) for p in row["participants"]),
        "persons": tuple(Person(p["name"], p["country"]) for p in row["persons"]),
        "officials": tuple(Person(p["name"], p["country"]) for p in row.get("officials") or ()),
        "organisations": tuple(Organisation(o["name"], o["country"], Part(o["part"])) for o in row.get("organisations") or ()),
        "items": tuple(Item(i["name"], ItemKind(i["kind"]), i["quantity"]) for i in row["items"]),
    }
