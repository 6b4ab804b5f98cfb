"""Progress bars on stderr, only on a terminal."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

T = TypeVar("T")


class Progress(Protocol):
    def __call__(self, things: Iterable[T], what: str, total: int | None = None) -> Iterable[T]: ...


def quiet(things: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:  # noqa: ARG001
    """No bar."""
    return things


def on_terminal(things: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """A bar while `things` are gone through; nothing where stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from things
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        yield from bar.track(things, total=total, description=what)
