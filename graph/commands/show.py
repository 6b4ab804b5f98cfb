"""`axisgraph show`: all about one act, actor, item, agreement or post."""

import click
import orjson

from extract.errors import InputError
from graph.case import Case
from graph.commands.options import CASE, as_of, output
from graph.show import find


@click.command()
@click.argument("case", type=CASE)
@click.argument("id_")
@as_of
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--picture", default=None, metavar="FILE", help="Of a post: draw its actors, evidence and acts into this HTML page, too.")
def command(case: Case, id_: str, as_json: bool, picture: str | None) -> None:
    """Show all that CASE holds about ID: an act, an actor, an item (by id or any of its names), an agreement with its stages, or a post.

    \b
    Example:
      axisgraph show iran.case IRN
      axisgraph show iran.case shahed-136
      axisgraph show iran.case irn-rus-comprehensive-strategic-partnership-treaty-2025
      axisgraph show iran.case rybar:51234 --picture post.html
    """
    page = find(case, id_)
    if picture:
        _draw(case, id_, picture)
    click.echo(orjson.dumps(page.facts, option=orjson.OPT_INDENT_2).decode() if as_json else page.text)


def _draw(case: Case, post: str, path: str) -> None:
    from graph.picture import draw_post  # noqa: PLC0415 - loads spaCy

    if post not in case.posts:
        raise InputError(f"{post} is no post: --picture draws a post")
    with output(path) as out:
        out.write(draw_post(case.posts[post], [c for c in case.claims.values() if c.post == post]))
