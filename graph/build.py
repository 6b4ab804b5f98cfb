"""Building a case, step by step: read → claim → group → graph. Each step commits to the ledger, so a killed build goes on where it was."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import orjson

from extract.errors import InputError
from extract.model import Post
from extract.pipeline import ENGINES, Stage, extract_posts
from extract.pipeline import extractor as current_extractor
from extract.readers import ReadOptions, Reject, read
from graph import tables
from graph.case import Case
from graph.edge_table import EdgeTable
from graph.given import Given
from graph.progress import Progress, quiet
from graph.regroup import regroup

PART = 5000
"""Posts in a part: what a killed build may have to do again."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path on disk, and the name that the user knows it by."""

    path: Path
    name: str
    options: ReadOptions = field(default_factory=ReadOptions)


def build(
    case: Case,
    sources: Sequence[Source],
    *,
    given: Given | None = None,
    engine: str | None = None,
    processes: int = 1,
    progress: Progress = quiet,
) -> list[InputError]:
    """Bring the case up to date with these files. Files that cannot be read at all are returned as errors; the others are built.

    `given` acts stand in for extraction; `engine` extracts (see `extract.pipeline.ENGINES`), by default the one that the case has.
    """
    with case.locked():
        errors = [error for source in sources if (error := _read_file(case, source, progress))]
        _claim_parts(case, given, engine or _engine(case), processes, progress)
        regroup(case)
        EdgeTable(case)  # so that the first question about chains need not wait for it
    return errors


def _read_file(case: Case, source: Source, progress: Progress) -> InputError | None:
    sha = _sha(source)
    if any(e["sha"] == sha for e in case.ledger.steps("read")):
        return None
    keys: dict[str, set[str]] = {}
    for post, key in case.post_keys():
        keys.setdefault(post, set()).add(key)
    counts: Counter[str] = Counter()
    try:
        with source.path.open("rb") as handle, (case.folder / "rejects.jsonl").open("ab") as rejects:
            posts = _fresh(read(handle, name=source.name, options=source.options), keys, rejects, counts)
            for number, part in enumerate(_parts(progress(posts, f"reading {source.name}"))):
                _write_part(case, part, f"{sha[:12]}-{len(case.post_parts):06}-{number:04}", sha)
            size = rejects.tell()
    except InputError as error:
        return error
    case.ledger.append("read", file=source.name, sha=sha, rejects_end=size, **counts)
    return None


def _sha(source: Source) -> str:
    """Of content and options: the same file read with another mapping is another source."""
    try:
        with source.path.open("rb") as handle:
            content = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{source.name}: cannot be read: {error.strerror}") from error
    options = orjson.dumps([source.options.format, source.options.username, sorted(source.options.mapping.items()), source.options.lang])
    return hashlib.sha256(content.encode() + options).hexdigest()


def _fresh(read_: Iterable[Post | Reject], keys: dict[str, set[str]], rejects: BinaryIO, counts: Counter[str]) -> Iterator[Post]:
    """Posts that the case lacks, edited ones included; what could not be read goes to `rejects`."""
    for found in read_:
        if isinstance(found, Reject):
            counts["rejects"] += 1
            line = {"file": found.file, "line": found.line, "reason": found.reason, "raw": found.raw}
            rejects.write(orjson.dumps(line) + b"\n")
            continue
        counts["seen"] += 1
        revisions = keys.setdefault(found.id, set())
        if found.hash in revisions:
            counts["known"] += 1
            continue
        counts["revised" if revisions else "new"] += 1
        revisions.add(found.hash)
        yield found


def _parts(posts: Iterable[Post]) -> Iterator[list[Post]]:
    for _, part in groupby(enumerate(posts), key=lambda numbered: numbered[0] // PART):
        yield [post for _, post in part]


def _write_part(case: Case, posts: list[Post], name: str, sha: str) -> None:
    part = f"posts/{name}.parquet"
    written = tables.write(case.folder / part, map(tables.post_row, posts), tables.POSTS)
    case.ledger.append("posts", part=part, sha=sha, posts=written)


def _engine(case: Case) -> str:
    """What extracted last in this case."""
    names = (e["extractor"].partition(":")[0] for e in reversed(case.ledger.steps("claims")))
    return next((name for name in names if name in ENGINES), ENGINES[0])


def _claim_parts(case: Case, given: Given | None, engine: str, processes: int, progress: Progress) -> None:
    extractor = given.name if given else current_extractor(engine)
    done = case.claim_parts
    stale = [part for part in case.post_parts if _is_stale(done.get(part, {}).get("extractor"), extractor)]
    total = sum(e["posts"] for e in case.ledger.steps("posts") if e["part"] in stale)
    posts = progress((p for part in stale for p in case.posts_in(part)), "extracting", total)
    feed = iter(posts)
    for part in stale:
        _claim_part(case, part, feed, given, extractor, processes)


def _is_stale(done: str | None, extractor: str) -> bool:
    """Given acts stay until other acts are given; extracted ones until the extractor changes."""
    return done is None or (done != extractor and (extractor.startswith("given:") or not done.startswith("given:")))


def _claim_part(case: Case, part: str, feed: Iterator[Post], given: Given | None, extractor: str, processes: int) -> None:
    size = next(e["posts"] for e in case.ledger.steps("posts") if e["part"] == part)
    posts = [next(feed) for _ in range(size)]
    found = (
        ((p, given.claims(p), Stage.CLAIMS if given.claims(p) else Stage.NO_CLAIM) for p in posts)
        if given
        else extract_posts(posts, processes, extractor.partition(":")[0])
    )
    stages: Counter[str] = Counter()
    rows: dict[str, dict[str, object]] = {}
    for post, claims, stage in found:
        stages[stage.value] += 1
        rows |= {c.id: tables.claim_row(c, post.hash) for c in claims}
    name = f"claims/{Path(part).stem}-{hashlib.sha256(extractor.encode()).hexdigest()[:10]}.parquet"
    tables.write(case.folder / name, rows.values(), tables.CLAIMS)
    case.ledger.append("claims", posts=part, claims=name, extractor=extractor, n_claims=len(rows), stages=dict(stages))
