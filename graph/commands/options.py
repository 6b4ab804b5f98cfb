"""Arguments and options that several commands share."""

import functools
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

from extract.errors import AxisgraphError, InputError
from extract.ontology import ACT_TYPES, Sphere, Status
from extract.readers import ReadOptions
from graph.as_of import AsOf
from graph.case import Case
from graph.subgraph import Filters

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
ISO = r"YYYY[-MM[-DD]]"


class CaseType(click.ParamType[Case]):
    """A folder that holds a case."""

    name = "case"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Case:  # noqa: ARG002
        try:
            return value if isinstance(value, Case) else Case(Path(value))
        except AxisgraphError as error:
            raise click.ClickException(str(error)) from error


class Day(click.ParamType[str]):
    """An ISO 8601 date at the precision of a year, month or day."""

    name = ISO

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from datetime import date  # noqa: PLC0415

        try:
            date.fromisoformat({4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))
        except ValueError:
            self.fail(f"'{value}' is no date; give {ISO}, such as 2024-11", param, ctx)
        return str(value)


CASE = CaseType()
DAY = Day()


def as_of(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option --as-of of a command whose first argument is a case: the command gets the case as it was known by that day."""

    @functools.wraps(function)
    def known_then(case: Case, *args: Any, as_of: str | None, **kwargs: Any) -> Any:
        return function(AsOf(case, as_of) if as_of else case, *args, **kwargs)

    return click.option("--as-of", type=DAY, metavar=ISO, help="What was known then: only posts up to this day, and what they tell.")(
        known_then
    )


def several(name: str, plural: str, choices: list[str], text: str) -> Decorator:
    """An option that may be given several times, each one of `choices`."""
    return click.option(f"--{name}", plural, type=click.Choice(choices), multiple=True, metavar=name.upper(), help=f"{text} (repeatable).")


TYPES = several("type", "types", list(ACT_TYPES), "Only acts of this type")
STATUSES = several("status", "statuses", [s.value for s in Status], "Only acts of this status")
SINCE = click.option("--since", type=DAY, help="Only acts on or after this date.")
UNTIL = click.option("--until", type=DAY, help="Only acts on or before this date.")


def reading(function: Callable[..., Any]) -> Callable[..., Any]:
    """How files of posts are to be read."""
    for decorate in reversed(
        (
            click.option("--format", "format_", metavar="NAME", help="Read files as this format instead of looking at their content."),
            click.option("--username", metavar="NAME", help="The channel's username, which a Telegram Desktop export does not hold."),
            click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a post's field (repeatable)."),
            click.option("--lang", metavar="CODE", help="The posts' language, where it is known: ru, uk or en."),
        )
    ):
        function = decorate(function)
    return function


def read_options(given: dict[str, Any]) -> ReadOptions:
    """Take the values of `reading` out of a command's keywords."""
    mapping: dict[str, str] = {}
    for pair in given["columns"]:
        field, equals, column = pair.partition("=")
        if not equals or not field or not column:
            raise click.BadParameter(f"'{pair}' is not FIELD=COLUMN, such as text=message", param_hint="--map")
        mapping[field] = column
    return ReadOptions(format=given["format_"], username=given["username"], mapping=mapping, lang=given["lang"])


def _together(*decorators: Decorator) -> Decorator:
    """Options as one decorator, in the order of `--help`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for one in reversed(decorators):
            function = one(function)
        return function

    return decorate


trusted = _together(
    click.option("--side", "sides", multiple=True, metavar="NAME", help="Only acts that a channel of this side tells (repeatable: any)."),
    click.option("--both-sides", is_flag=True, help="Only acts that channels of at least two sides tell."),
    click.option("--min-origins", default=1, show_default=True, type=click.IntRange(1), help="Only acts with as many origins."),
    click.option("--min-confidence", default=0.0, show_default=True, type=click.FloatRange(0, 1), help="Only acts of this confidence."),
    click.option("--reviewed", is_flag=True, help="Only acts that a person has confirmed (axisgraph judge, review)."),
)
"""Filters by whose voice tells an act and how sure it is."""

filters = _together(
    click.option(
        "--actor", "actors", multiple=True, metavar="ID", help="Only acts around this actor, such as IRN or Houthis (repeatable)."
    ),
    click.option("--hops", default=1, show_default=True, type=click.IntRange(1, 6), help="How far around the actors, counted in acts."),
    TYPES,
    several("sphere", "spheres", [s.value for s in Sphere], "Only acts of this sphere"),
    STATUSES,
    SINCE,
    UNTIL,
    trusted,
)
"""The filters of export and draw."""


chain = _together(
    click.option(
        "--chain",
        "way",
        metavar="ID,ID,…",
        callback=lambda _c, _p, text: text and tuple(text.split(",")),
        help="The best chains along this way, such as IRN,RUS,VEN, instead.",
    ),
    click.option("--item", metavar="NAME", help="With --chain: only hops with this item, family or kind, such as drone."),
    click.option("--limit", default=3, show_default=True, type=click.IntRange(1), help="With --chain: the most chains."),
)
"""A way from actor to actor, of export and draw."""


def filters_of(given: dict[str, Any]) -> Filters:
    """The values of `filters`, or of `trusted` alone, which are a command's other keywords."""
    return Filters(**given)


@contextmanager
def output(path: str) -> Iterator[TextIO]:
    """The file at `path`, written whole or not at all; "-" is stdout, and a device or pipe is written to as it is."""
    if path == "-":
        yield sys.stdout
        return
    goal = Path(path)
    as_it_is = goal.exists() and not goal.is_file()
    scratch = goal if as_it_is else goal.with_name(goal.name + ".tmp")
    try:
        with scratch.open("w", encoding="utf-8", newline="") as handle:
            yield handle
        if not as_it_is:
            scratch.replace(goal)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        if not as_it_is:
            scratch.unlink(missing_ok=True)


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """A path that can be read twice: the file itself, or a copy of stdin for "-"."""
    if name != "-":
        yield Path(name)
        return
    with tempfile.NamedTemporaryFile(prefix="axisgraph-") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.flush()
        yield Path(copy.name)


@contextmanager
def binary(name: str) -> Iterator[BinaryIO]:
    """The file's bytes, or stdin's for "-"."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as handle:
            yield handle
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error
