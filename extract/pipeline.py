"""Posts → claims: a cheap filter, then a spaCy pipeline of our components; one process or many, lists or Arrow batches."""

import hashlib
import signal
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, partial
from importlib import import_module
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

CHUNK = 50
"""Posts that a process is given at a time."""
ENGINES = ("encoder", "rules")
"""The encoder reads best; plain rules read much faster. The first is the default."""
COMPONENTS = {"encoder": "encoder", "rules": "claims"}
LEAST_SIDES = {"encoder": 1, "rules": 2}
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
def extractor(engine: str = ENGINES[0]) -> str:
    """Name and digest of code, data and weights: another word in a lexicon is another extractor."""
    seen = hashlib.sha256()
    root = files("extract")
    for folder in (root, root / "lexicons", *((root / "encoder",) if engine == "encoder" else ())):
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".csv", ".onnx")):
                seen.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{engine}:{seen.hexdigest()[:12]}"


@cache
def make_nlp(lang: str, engine: str = ENGINES[0]) -> Language:
    """The pipeline for a language: a blank one of spaCy's with "actors" and "encoder" or (the rules) "claims"; languages of no rules
    of their own share "xx"."""
    nlp = spacy.blank(lang if lang in LANGUAGES else "xx")
    nlp.max_length = 10_000_000
    nlp.add_pipe("actors")
    if engine == "encoder":
        import_module("extract.encoder.reading")  # registers the component; loads onnxruntime
    nlp.add_pipe(COMPONENTS[engine], config={"extractor": extractor(engine)})
    return nlp


def read_post(post: Post, engine: str = ENGINES[0]) -> Doc:
    """The post as a Doc with `doc._.mentions`, `doc.spans["actors"]` and `doc._.claims`."""
    nlp = make_nlp(post.lang, engine)
    doc = nlp.make_doc(post.text)
    doc._.post = post
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def claims_of(post: Post, engine: str = ENGINES[0]) -> tuple[tuple[Claim, ...], Stage]:
    """The claims of a post; one that names no two sides never becomes a Doc. For the encoder, who speaks («we») may be a side."""
    sides = {actor for m in find_mentions(post.text) if (actor := shipped().actor_of(m.entity))}
    unread = (Stage.NO_ACTOR, Stage.ONE_ACTOR, Stage.NO_CLAIM)[min(len(sides), 2)]
    if len(sides) < LEAST_SIDES[engine]:
        return (), unread
    found: tuple[Claim, ...] = read_post(post, engine)._.claims
    return found, Stage.CLAIMS if found else unread


def extract_posts(posts: Iterable[Post], processes: int = 1, engine: str = ENGINES[0]) -> Iterator[Found]:
    """Posts in their order, each with its claims and the stage that it reached; `engine` is one of ENGINES."""
    if processes == 1:
        yield from ((post, *claims_of(post, engine)) for post in posts)
        return
    with get_context("spawn").Pool(processes, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        for part in pool.imap(partial(_part, engine), _chunks(posts)):
            yield from part


def _part(engine: str, posts: list[Post]) -> list[Found]:
    return [(post, *claims_of(post, engine)) for post in posts]


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
