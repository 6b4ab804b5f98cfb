"""`axisgraph group`: given post-level acts in, unique acts out."""

import sys
from pathlib import Path
from typing import Any

import click
import orjson

from extract.errors import InputError
from extract.group import group
from extract.model import Post
from extract.readers import Reject, read
from graph.act_json import act_json
from graph.commands.options import binary, read_options, reading
from graph.given import read_given


@click.command()
@click.argument("posts")
@click.argument("acts", type=click.Path(path_type=Path))
@reading
def command(posts: str, acts: Path, **given: Any) -> None:
    """Group the post-level acts of ACTS, told by POSTS, into unique acts: a JSON line an act, with the ids of the posts that tell it.

    \b
    Example:
      axisgraph extract posts.jsonl > acts.jsonl
      axisgraph group posts.jsonl acts.jsonl
    """
    told = read_given(acts)
    known: dict[str, Post] = {}
    with binary(posts) as handle:
        for found in read(handle, name=posts, options=read_options(given)):
            if isinstance(found, Reject):
                raise InputError(f"{found.file}:{found.line}: {found.reason}")
            known[found.id] = found
    stray = next((post for post in told.acts if post not in known), None)
    if stray is not None:
        raise InputError(f"{acts}: post {stray} is not in {posts}; give the file that its acts were extracted from")
    claims = [c for p in known.values() for c in told.claims(p)]
    for act in group(known.values(), claims):
        sys.stdout.write(orjson.dumps({"act": act_json(act), "posts": list(act.posts)}).decode() + "\n")
