"""`axisgraph judge`: a person overrules what was extracted or grouped; kept with who, when and why, and obeyed from then on."""

import click
import orjson

from extract.errors import InputError
from graph.case import Case
from graph.commands.options import CASE
from graph.judge import judge_claims, judge_pair, line, settle, undo, user
from graph.judgements import Verdict

PAIR = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
WAYS = "CLAIM reject, CLAIM confirm, CLAIM FIELD=VALUE, or ID ID same|different|unsure"


@click.command()
@click.argument("case", type=CASE)
@click.argument("words", nargs=-1, metavar="CLAIM reject|confirm|unsure|FIELD=VALUE… | ID ID same|different|unsure")
@click.option("--why", default="", metavar="TEXT", help="The reason, for those who read the case later.")
@click.option("--by", default=user, metavar="NAME", help="Who judges; your user name if left out.")
@click.option("--list", "listing", is_flag=True, help="Print all judgements: when, who, what, why.")
@click.option("--undo", "number", type=int, metavar="N", help="Take judgement N back.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print JSON lines.")
def command(case: Case, words: tuple[str, ...], why: str, by: str, listing: bool, number: int | None, as_json: bool) -> None:
    """Judge what CASE holds. It takes effect at once, and every later build obeys it, also with new posts or another extractor.

    CLAIM is the id of a claim (`show --json` prints them) or of an act: then all its claims are meant. A rejected claim tells no act any
    more, a confirmed one is sure. Fields are type, status, date, source, target, party, items, quantity and reported_by; several values are
    divided by commas. ID ID are two acts (or claims), two actors, two persons or two items, by id or name: of two that are the same the
    first stands for both.

    \b
    Example:
      axisgraph judge iran.case a_1f0c22ab99 status=denied --why "the ministry took it back"
      axisgraph judge iran.case c_5b3a90d1c2e4f607 source=IRN,PRK date=2024-05
      axisgraph judge iran.case a_1f0c22ab99 a_77ab01cd23 same
      axisgraph judge iran.case "Geran-2" "Shahed-136" different
      axisgraph judge iran.case --list
      axisgraph judge iran.case --undo 2
    """
    if listing:
        for judgement in case.judgements:
            click.echo(orjson.dumps(judgement.to_json()).decode() if as_json else line(judgement))
        if not case.judgements:
            click.echo(f"{case.folder}: nobody has judged anything yet", err=True)
        return
    if number is None and len(words) < 2:
        raise InputError(f"judge what? Give {WAYS}, --list or --undo N")
    with case.locked():
        if number is not None:
            undo(case, number, by=by, why=why)
        elif len(words) == 3 and words[2] in PAIR:
            judge_pair(case, words[0], words[1], Verdict(words[2]), by=by, why=why)
        else:
            judge_claims(case, words[0], words[1:], by=by, why=why)
        changed = settle(case)
    last = case.judgements[-1]
    done = f"judgement {last.number}: {last.saying}" if number is None else f"judgement {number} taken back"
    click.echo("\n".join([done, *(f"  {text}" for text in changed or ["no act changed"])]))
