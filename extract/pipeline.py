"""Posts → claims: a cheap filter, then a spaCy pipeline of our components; one process or many, lists or Arrow batches."""

import hashlib
import signal
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import islice
from multiprocessing import get_context

import orjson
import pyarrow as pa
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract import actors, claims  # noqa: F401 - registers the components
from extract.automaton import find_mentions
from extract.lexicon import shipped
from extract.model import Claim, Post

CHUNK = 200
"""Posts that a process is given at a time."""
ENGINES = ("rules", "encoder")
"""Plain rules, fast; or the encoder, which reads better and takes a fifth of a second a post."""
LANGUAGES = frozenset({"ru", "uk", "en"})
RESULT = pa.schema([("post", pa.string()), ("stage", pa.string()), ("acts", pa.string())])


class Stage(StrEnum):
    """Where the cascade stopped."""

    NO_ACTOR = "no_actor"
    ONE_ACTOR = "one_actor"
    NO_CLAIM = "no_claim"
    CLAIMS = "claims"


Found = tuple[Post, tuple[Claim, ...], Stage]


@cache
def extractor(engine: str = "rules") -> str:
    """Name and digest of code and data: another word in a lexicon is another extractor."""
    seen = hashlib.sha256()
    for folder in (files("extract"), files("extract") / "lexicons"):
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".csv")):
                seen.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{engine}:{seen.hexdigest()[:12]}"


@cache
def make_nlp(lang: str) -> Language:
    """The pipeline for a language: a blank one of spaCy's with "actors" and "claims"; languages of no rules of their own share "xx"."""
    nlp = spacy.blank(lang if lang in LANGUAGES else "xx")
    nlp.max_length = 10_000_000
    nlp.add_pipe("actors")
    nlp.add_pipe("claims", config={"extractor": extractor()})
    return nlp


def read_post(post: Post) -> Doc:
    """The post as a Doc with `doc._.mentions`, `doc.spans["actors"]` and `doc._.claims`."""
    nlp = make_nlp(post.lang)
    doc = nlp.make_doc(post.text)
    doc._.post = post
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def claims_of(post: Post) -> tuple[tuple[Claim, ...], Stage]:
    """The claims of a post; one that does not name two sides never becomes a Doc."""
    sides = {actor for m in find_mentions(post.text) if (actor := shipped().actor_of(m.entity))}
    if len(sides) < 2:
        return (), Stage.ONE_ACTOR if sides else Stage.NO_ACTOR
    found: tuple[Claim, ...] = read_post(post)._.claims
    return found, Stage.CLAIMS if found else Stage.NO_CLAIM


def extract_posts(posts: Iterable[Post], processes: int = 1, engine: str = "rules") -> Iterator[Found]:
    """Posts in their order, each with its claims and the stage that it reached; `engine` is one of ENGINES."""
    if engine == "encoder":
        for several in _chunks(posts):
            yield from _encoded(several)
        return
    if processes == 1:
        yield from (_found(post) for post in posts)
        return
    with get_context("spawn").Pool(processes, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        for part in pool.imap(_part, _chunks(posts)):
            yield from part


def _encoded(posts: list[Post]) -> list[Found]:
    """As `_found`, by the encoder, which reads posts in batches."""
    from extract.encoder.reading import read  # noqa: PLC0415 - loads the network

    sides = {p.id: {a for m in find_mentions(p.text) if (a := shipped().actor_of(m.entity))} for p in posts}
    read_ = read([p for p in posts if sides[p.id]], extractor("encoder"))
    found = []
    for post in posts:
        told = read_.get(post.id, ())
        least = (Stage.NO_ACTOR, Stage.ONE_ACTOR, Stage.NO_CLAIM)[min(2, len(sides[post.id]))]
        found.append((post, told, Stage.CLAIMS if told else least))
    return found


def _found(post: Post) -> Found:
    return post, *claims_of(post)


def _part(posts: list[Post]) -> list[Found]:
    return [_found(post) for post in posts]


def _chunks(posts: Iterable[Post]) -> Iterator[list[Post]]:
    feed = iter(posts)
    while part := list(islice(feed, CHUNK)):
        yield part


def extract_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Arrow in, Arrow out, for Spark's `mapInArrow` and the like: columns id, channel, date, lang, text → post, stage, acts (JSON)."""
    rows = []
    for row in batch.select(["id", "channel", "date", "lang", "text"]).to_pylist():
        found, stage = claims_of(Post(**row))
        rows.append({"post": row["id"], "stage": stage.value, "acts": orjson.dumps([c.to_json() for c in found]).decode()})
    return pa.RecordBatch.from_pylist(rows, schema=RESULT)
