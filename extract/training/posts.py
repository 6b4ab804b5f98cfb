"""The posts that training reads: annotated ones of the gold folder, unlabelled ones; what is kept for checking stays out of all."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from extract.automaton import find_mentions
from extract.encoder.windows import Named
from extract.errors import InputError
from extract.lexicon import shipped
from extract.model import Claim, Post, claim_from_json
from extract.readers import Reject, read

DEV = "dev"
FILES = {"case": ("case/posts.jsonl", "case/claims.jsonl")}
"""Posts and their acts, of the sets whose files are not called after them."""
Annotated = Sequence[tuple[Post, tuple[Claim, ...]]]


def named(text: str) -> list[Named]:
    """The actors named in a text, by the shipped lexicon, as `extract.encoder.windows` wants them."""
    return [(m.start, m.end, actor) for m in find_mentions(text) if (actor := shipped().actor_of(m.entity))]


def lexicon_digest() -> str:
    """Of what `named` finds actors by; tables that tell other things may change."""
    lexicon, whole = shipped(), hashlib.sha256()
    for form in (*lexicon.forms, *lexicon.homonyms):
        whole.update(repr((form.entity, form.lang, form.text, sorted(form.flags))).encode())
    for entity in sorted(lexicon.entities):
        whole.update(repr((entity, lexicon.actor_of(entity))).encode())
    return whole.hexdigest()


def read_file(path: Path) -> list[Post]:
    """All posts of a file of any known format; lines that are none are counted on stderr."""
    try:
        with path.open("rb") as handle:
            found = list(read(handle, name=str(path)))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    rejects = [f for f in found if isinstance(f, Reject)]
    for reject in rejects[:3]:
        click.echo(f"{reject.file}:{reject.line}: left out: {reject.reason}", err=True)
    if len(rejects) > 3:
        click.echo(f"{path}: {len(rejects)} lines or messages left out", err=True)
    return [f for f in found if isinstance(f, Post)]


def read_gold(gold: Path, name: str) -> Annotated:
    """A set's annotated posts; raises InputError at file and line."""
    posts_file, acts_file = (gold / f for f in FILES.get(name, (f"{name}.posts.jsonl", f"{name}.jsonl")))
    posts = {p.id: p for p in read_file(posts_file)}
    out = []
    try:
        lines = acts_file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{acts_file}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            post = posts[row["id"]]
            out.append((post, tuple(claim_from_json(act, post, "gold") for act in row["acts"])))
        except InputError as error:
            raise InputError(f"{acts_file}:{number}: {error}") from error
        except KeyError as error:
            raise InputError(f"{acts_file}:{number}: {error} is neither in this line nor a post of {posts_file.name}") from error
        except (ValueError, TypeError) as error:
            raise InputError(f"{acts_file}:{number}: must be one JSON object with id and acts: {error}") from error
    return out


@dataclass(frozen=True)
class Posts:
    """`part`: which share of each gold set trains, the same posts in every run, a smaller part within a larger one."""

    gold: Path
    unlabelled_folder: Path
    part: float = 1.0

    def annotated(self, sets: Iterable[str]) -> Annotated:
        return [item for name in sets for item in self._set(name) if _share(item[0].id) < self.part]

    def _set(self, name: str) -> Annotated:
        return [item for item in read_gold(self.gold, name) if not self._kept_apart(item[0])]

    @cached_property
    def dev(self) -> Annotated:
        """The posts kept for checking; none where the gold folder has none."""
        return read_gold(self.gold, DEV) if (self.gold / f"{DEV}.jsonl").is_file() else ()

    @cached_property
    def _dev_keys(self) -> frozenset[str]:
        return frozenset(key for post, _ in self.dev for key in (post.id, post.text))

    def _kept_apart(self, post: Post) -> bool:
        return post.id in self._dev_keys or post.text in self._dev_keys

    @cached_property
    def plain(self) -> Sequence[Post]:
        """The unlabelled posts, file by file in their names' order, without those kept for checking."""
        return [p for path in self.unlabelled_files for p in read_file(path) if not self._kept_apart(p)]

    def unlabelled(self, sets: Iterable[str]) -> list[Post]:
        """The posts that no one annotated, nor would have in a whole run: those of a left-out part stay left out."""
        known = {post.id for name in sets for post, _ in self._set(name)}
        return [p for p in self.plain if p.id not in known]

    def texts(self, sets: Iterable[str]) -> list[str]:
        """All texts that may be read without their acts."""
        return [p.text for p in self.plain] + [post.text for name in sets for post, _ in self._set(name)]

    def actors(self, sets: Iterable[str], most: int) -> list[str]:
        """Those that take part in most annotated acts of whole sets; of equals the first by name."""
        acts = (claim for name in sets for _, claims in self._set(name) for claim in claims)
        count = Counter(participant.actor for claim in acts for participant in claim.participants)
        return sorted(count, key=lambda actor: (-count[actor], actor))[:most]

    @property
    def unlabelled_files(self) -> list[Path]:
        found = sorted(p for p in self.unlabelled_folder.iterdir() if p.is_file() and p.suffix != ".md" and not p.name.startswith("."))
        if not found:
            raise InputError(f"{self.unlabelled_folder}: holds no file; put files of posts there")
        return found

    def digest(self, sets: Iterable[str]) -> str:
        """Of all bytes of posts: the gold sets, the checking set (it stays out), the unlabelled ones."""
        names = [f for name in (*sets, DEV) for f in FILES.get(name, (f"{name}.posts.jsonl", f"{name}.jsonl"))]
        return digest((*(self.gold / n for n in names), *self.unlabelled_files))


def digest(paths: Iterable[Path]) -> str:
    """Of the files' names and bytes; a file that is not there counts as such."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + (hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""))
    return whole.hexdigest()


def _share(key: str) -> float:
    """A number in [0, 1) that belongs to the key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") / 2**48
