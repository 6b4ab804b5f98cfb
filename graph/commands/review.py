"""`axisgraph review`: a person walks through what is most worth a look, a key a question."""

import sys
from collections.abc import Sequence

import click

from extract.errors import AxisgraphError
from graph.case import Case
from graph.commands.options import CASE
from graph.judge import settle, undo, user
from graph.judgements import Verdict
from graph.review import Question, answer, card, questions


@click.command()
@click.argument("case", type=CASE)
@click.option("--limit", type=click.IntRange(1), help="The most questions asked.")
@click.option("--by", default=user, metavar="NAME", help="Who judges; your user name if left out.")
def command(case: Case, limit: int | None, by: str) -> None:
    """Ask about the acts of CASE that are least sure and matter most: those of middling confidence or a single origin, the contradicted,
    those on chains of arms, pairs that may be one act, and persons or organisations whose names are so alike that they may be one.

    One key answers: y right, n wrong, p planned, l proposed, d denied, o done, e ended; of pairs s same, x different; u unsure, b back, q
    quit. Without a terminal a line of stdin is an answer. Answers are kept at once and take effect at the end; what is answered is not
    asked again.

    \b
    Example:
      axisgraph review iran.case --limit 20
    """
    with case.locked():
        settle(case)
    queue = questions(case)
    made: list[tuple[int, int, bool]] = []
    try:
        _walk(case, queue[:limit], by, made)
    finally:
        with case.locked():
            changed = settle(case)
    unsure = sum(is_unsure for _, _, is_unsure in made)
    left = len(queue) - len(made)
    click.echo(f"{len(made) - unsure} judged, {unsure} unsure, {left} left; {len(changed)} act{'' if len(changed) == 1 else 's'} changed")


def _walk(case: Case, queue: Sequence[Question], by: str, made: list[tuple[int, int, bool]]) -> None:
    """`made` grows by place, number and whether unsure of each answer."""
    place = 0
    while place < len(queue):
        question = queue[place]
        click.echo("\n".join([f"\n[{place + 1}/{len(queue)}] ", *card(case, question), f"  {question.help}: "]), nl=False)
        key = _key()
        if key == "q":
            return
        try:
            with case.locked():
                if key == "b" and made:
                    place, number, _ = made.pop()
                    undo(case, number, by=by)
                elif key in question.keys:
                    judgement = answer(case, question, key, by)
                    made.append((place, judgement.number, judgement.verdict is Verdict.UNSURE))
                    place += 1
                else:
                    click.echo("nothing to take back" if key == "b" else f"give one of: {question.help}")
        except AxisgraphError as error:
            click.echo(f"Error: {error}", err=True)


def _key() -> str:
    """One key, or a line's first letter; "q" at the end of input."""
    if sys.stdin.isatty():
        key = click.getchar()
        click.echo(key if key.isprintable() else "")
        return "q" if key in ("\x04", "\x1a") else key.lower()
    line = sys.stdin.readline()
    return line.strip()[:1].lower() if line else "q"
