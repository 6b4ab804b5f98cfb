"""The second reading: which dates and persons of a window belong to one deed (arguments of an event, in the field's words).

The encoder's tokens of its sixth layer pass through two layers more, in which the deed is marked: its evidence, its sides, its type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from extract.encoder.decode import TYPES, Numbers
from extract.encoder.network import session
from extract.encoder.windows import Window
from extract.model import Participant
from extract.ontology import Role

FILE = "arguments.onnx"
FIELDS = ("date", "person")
MARKS = ("evidence", Role.SOURCE, Role.TARGET, Role.PARTY)
"""The order of the network's outputs and marks: fixed with its weights."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """`numbers` [tokens, FIELDS]: the log odds that a token belongs to the deed; `offsets`: where the tokens stand in the post."""

    offsets: Sequence[tuple[int, int]]
    numbers: Numbers

    def of(self, field: str, start: int, end: int) -> float | None:
        """The log odds of the words at text[start:end], the mean of their tokens'; None where they stand outside the window."""
        inside = tokens(self.offsets, start, end)
        return float(self.numbers[inside, FIELDS.index(field)].mean()) if inside else None


def tokens(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """The tokens that text[start:end] touches."""
    return [i for i, (a, b) in enumerate(offsets) if a >= 0 and b > start and a < end]


def marks(window: Window, evidence: tuple[int, int], who: Sequence[Participant]) -> Numbers:
    """[tokens, MARKS]: 1 for the tokens of the evidence, a range of them, and for mentions of the deed's sides by their roles."""
    out = np.zeros((len(window.ids), len(MARKS)), np.float32)
    out[slice(*evidence), 0] = 1
    places: Mapping[str, list[tuple[int, int]]] = dict(zip(window.actors, window.spans, strict=True))
    for participant in who:
        for start, end in places.get(participant.actor, ()):
            out[start:end, MARKS.index(participant.role)] = 1
    return out


class ArgumentReader:
    """`threads` of onnxruntime's own."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        self._session = session(path, threads)

    def read(self, window: Window, middle: Numbers, evidence: tuple[int, int], kind: str, who: Sequence[Participant]) -> Arguments:
        """The arguments of a deed of type `kind`; `middle` is what the encoder makes of the window's tokens [tokens, width]."""
        inputs = {"middle": middle[None], "marks": marks(window, evidence, who)[None], "kind": np.array([TYPES.index(kind)], np.int64)}
        return Arguments(window.offsets, self._session.run(None, inputs)[0][0])


@cache
def shipped_argument_reader() -> ArgumentReader:
    """Loaded once."""
    with as_file(files("extract.encoder") / FILE) as path:
        return ArgumentReader(path)
