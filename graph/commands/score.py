"""`axisgraph score`: annotated acts and told ones in, the table of figures out."""

import sys
from collections.abc import Sequence

import click
import orjson

from extract.errors import InputError
from extract.model import Claim, Post
from extract.pipeline import ENGINES, extract_posts
from extract.score import Told, missed, score
from graph.commands.options import binary
from graph.evidence import clean
from graph.progress import on_terminal
from graph.render import as_table
from graph.score import beside, figures_table, groups, groups_table, posts_of, read_acts


@click.command()
@click.argument("gold")
@click.argument("predicted", required=False)
@click.option(
    "--posts",
    "files",
    multiple=True,
    metavar="FILE",
    help="The posts of GOLD (repeatable); else NAME.posts.jsonl or posts.jsonl beside it.",
)
@click.option("--extractor", "engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="What reads the posts.")
@click.option("--by", "kind", type=click.Choice(["lang", "type", "channel"]), help="One line a language, act type or channel.")
@click.option("--misses", "most", default=0, type=click.IntRange(0), metavar="N", help="List up to N missed (-) and invented (+) acts.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(gold: str, predicted: str | None, files: tuple[str, ...], engine: str, kind: str | None, most: int, as_json: bool) -> None:
    """Score the acts of PREDICTED ("-" is stdin), or those that an extractor tells, against the annotated acts of GOLD.

    Both hold a line a post, as `axisgraph extract` writes them. "acts strict" wants type and two actors right, "acts lenient" type or
    sphere; from "status" on the figures are of strictly matched acts.

    \b
    Example:
      axisgraph score gold.jsonl --extractor rules --posts posts.jsonl
      axisgraph score gold.jsonl acts.jsonl --by type
      axisgraph extract posts.jsonl | axisgraph score gold.jsonl - --misses 20
    """
    if as_json and most:
        raise click.UsageError("--misses lists acts for people; leave out --json.")
    with binary(gold) as lines:
        acts = read_acts(lines, gold)
    needed = predicted is None or kind in ("lang", "channel")
    posts = posts_of(acts, gold, files or (beside(gold),)) if needed else {}
    told = _given(predicted, gold, acts) if predicted else _told([posts[key] for key in acts], engine)
    if as_json:
        parts = groups(acts, told, kind, posts) if kind else {"": (acts, told)}
        found = {name: {f: figure.to_json() for f, figure in score(*part).items()} for name, part in parts.items()}
        click.echo(orjson.dumps(found if kind else found[""]).decode())
        return
    click.echo(f"{len(acts)} posts, {sum(map(len, acts.values()))} annotated acts")
    as_table(groups_table(kind, groups(acts, told, kind, posts)) if kind else figures_table(score(acts, told)), sys.stdout)
    for number, (sign, post, act) in enumerate(missed(acts, told) if most else ()):
        if number < most:
            click.echo(f"{sign} {post}  {act.type}/{act.status}  {_who(act)}  «{clean(act.quote)}»")


def _given(predicted: str, gold: str, acts: Told) -> Told:
    with binary(predicted) as lines:
        told = read_acts(lines, predicted)
    if told.keys().isdisjoint(acts):
        raise InputError(f"{predicted}: has none of the posts of {gold}; give the acts of the same posts")
    return told


def _told(posts: Sequence[Post], engine: str) -> Told:
    return {p.id: claims for p, claims, _ in extract_posts(on_terminal(posts, "extracting", len(posts)), engine=engine)}


def _who(act: Claim) -> str:
    return ",".join(f"{p.actor}:{p.role}" for p in act.participants)
