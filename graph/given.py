"""Acts given post by post, in the shape of the gold data, instead of extracted ones."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from extract.errors import InputError
from extract.model import Claim, Json, Post, claim_from_json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Given:
    """Acts by post id; `name` stands in for the extractor's."""

    name: str
    acts: Mapping[str, list[Json]]

    def claims(self, post: Post) -> tuple[Claim, ...]:
        """The claims of a post; raises InputError where an act does not have the shape."""
        return tuple(claim_from_json(raw, post, self.name) for raw in self.acts.get(post.id, ()))


def read_given(path: Path) -> Given:
    """Read `{"id", "acts": […]}` lines; the first that is broken is an error, since a file of acts is written by hand or by us."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    acts: dict[str, list[Json]] = {}
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            post, told = _line(line, f"{path}:{number}")
            acts.setdefault(post, []).extend(told)
    return Given("given:" + hashlib.sha256(content).hexdigest()[:12], acts)


def _line(line: bytes, where: str) -> tuple[str, list[Json]]:
    try:
        raw = orjson.loads(line)
        post, acts = raw["id"], raw["acts"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(f'{where}: not a line of acts; wanted is {{"id": "…", "acts": [ … ]}}') from error
    if not isinstance(post, str) or not isinstance(acts, list):
        raise InputError(f'{where}: "id" must be a string and "acts" a list')
    probe = Post(post, "", _EPOCH, "", "")
    for act in acts:
        try:
            claim_from_json(act, probe, "")
        except InputError as error:
            raise InputError(f"{where}: {error}") from error
    return post, acts
