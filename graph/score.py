"""Annotated acts with their posts from files, and the figures of told ones beside them, whole or by group, as tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from extract.errors import InputError
from extract.model import Claim, Json, Post, claim_from_json
from extract.readers import Reject, read
from extract.readers.json_text import loads
from extract.score import Figures, Overlap, Share, Told, score
from graph.ask import Table
from graph.commands.options import binary

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHAPE = '{"id": "…", "acts": [ … ]}'
MAIN = {
    "acts strict": "strict F1",
    "cooperation": "cooperation F1",
    "pairs": "pairs F1",
    "status": "status",
    "false done": "false done",
    "direction": "direction",
}
"""The figures of a group's line, with their headings."""


def read_acts(lines: Iterable[bytes], name: str) -> dict[str, tuple[Claim, ...]]:
    """Acts by post, of lines in the shape of the gold data; raises InputError with file and line for the first that is broken."""
    found: dict[str, tuple[Claim, ...]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        post, raw = _line(line, where)
        if post in found:
            raise InputError(f"{where}: post {post} has a line above; keep one line a post")
        probe = Post(post, "", EPOCH, "", "")
        try:
            found[post] = tuple(claim_from_json(act, probe, "") for act in raw)
        except InputError as error:
            raise InputError(f"{where}: {error}") from error
    if not found:
        raise InputError(f"{name}: is empty; wanted is a line a post, {SHAPE}")
    return found


def _line(line: bytes, where: str) -> tuple[str, list[Json]]:
    try:
        raw = loads(line)
    except ValueError as error:
        raise InputError(f"{where}: {error}; wanted is {SHAPE}") from error
    match raw:
        case {"id": str(post), "acts": list(acts)}:
            return post, acts
        case {"id": str(post)}:
            raise InputError(f'{where}: post {post} has no list "acts"; wanted is {SHAPE}')
    raise InputError(f"{where}: not a line of acts; wanted is {SHAPE}")


def beside(gold: str) -> str:
    """The file of the posts of annotated acts: of dev.jsonl dev.posts.jsonl; where there is none, posts.jsonl."""
    path = Path(gold)
    choices = path.with_name(f"{path.stem}.posts.jsonl"), path.with_name("posts.jsonl")
    found = next((str(p) for p in choices if p.is_file()), None)
    if gold == "-" or not found:
        raise InputError(f"{gold}: there is no {choices[0].name} beside it; name the file of its posts with --posts")
    return found


def posts_of(acts: Told, gold: str, files: Sequence[str]) -> dict[str, Post]:
    """The posts of all lines of the file `gold`, in its order; raises InputError where one is in none of `files`, or a post is broken."""
    found: dict[str, Post] = {}
    for name in files:
        with binary(name) as handle:
            for post in read(handle, name=name):
                if isinstance(post, Reject):
                    raise InputError(f"{post.file}:{post.line}: {post.reason}")
                found[post.id] = post
    if lost := [key for key in acts if key not in found]:
        where = ", ".join(files)
        raise InputError(f"{gold}: post {lost[0]} ({len(lost)} in all) is not in {where}; name all files of its posts with --posts")
    return {key: found[key] for key in acts}


def groups(gold: Told, told: Told, kind: str, posts: Mapping[str, Post]) -> dict[str, tuple[Told, Told]]:
    """Annotated and told acts of each act type, or language or channel of `posts`; those with most annotated acts first, at last all."""
    if kind == "type":
        names = Counter(act.type for acts in (*gold.values(), *(told.get(post, ()) for post in gold)) for act in acts)
        parts = {name: (_of_type(gold, name), _of_type(told, name)) for name in names}
    else:
        names = Counter(str(getattr(posts[post], kind)) for post in gold)
        parts = {name: ({p: a for p, a in gold.items() if str(getattr(posts[p], kind)) == name}, told) for name in names}
    size = {name: sum(map(len, part.values())) for name, (part, _) in parts.items()}
    return {name: parts[name] for name in sorted(parts, key=lambda n: (-size[n], n))} | {"all": (gold, told)}


def _of_type(told: Told, name: str) -> Told:
    return {post: tuple(act for act in acts if act.type == name) for post, acts in told.items()}


def figures_table(figures: Figures) -> Table:
    """A line a figure."""
    rows = []
    for name, figure in figures.items():
        if isinstance(figure, Overlap):
            rows.append((name, "F1", *map(_number, (figure.f1, figure.precision, figure.recall)), figure.gold, figure.told))
        else:
            rows.append((name, figure.name, _value(figure), None, None, figure.all, None))
    return Table(("figure", "measure", "value", "P", "R", "n", "told"), tuple(rows))


def groups_table(kind: str, parts: Mapping[str, tuple[Told, Told]]) -> Table:
    """A line a group with the main figures; posts are those that tell an annotated act."""
    rows = []
    for name, (gold, told) in parts.items():
        figures = score(gold, told)
        strict = figures["acts strict"]
        assert isinstance(strict, Overlap)
        counts = sum(map(bool, gold.values())), strict.gold, strict.told
        rows.append((name, *counts, _number(strict.precision), _number(strict.recall), *(_value(figures[m]) for m in MAIN)))
    return Table((kind, "posts", "acts", "told", "strict P", "strict R", *MAIN.values()), tuple(rows))


def _value(figure: Overlap | Share) -> str | None:
    """None where a share is of nothing."""
    if isinstance(figure, Overlap):
        return _number(figure.f1)
    return _number(figure.value) if figure.all else None


def _number(value: float) -> str:
    return f"{value:.3f}"
