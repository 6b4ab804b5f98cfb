"""Words that tell an act, by type, each with its weight.

The weight is how often a sentence with two actors and this word told such an act in the annotated posts.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from extract.errors import LexiconError
from extract.ontology import ACT_TYPES
from extract.phrases import pattern, rows, small

TABLE = "triggers.csv"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase found at `start` to `end` of a sentence."""

    type: str
    start: int
    end: int
    weight: float


@cache
def _patterns() -> tuple[tuple[str, float, object], ...]:
    """One pattern for all phrases of one type and weight."""
    groups: defaultdict[tuple[str, float], list[str]] = defaultdict(list)
    for number, row in enumerate(rows(TABLE, "type", "words", "weight"), 2):
        if row["type"] not in ACT_TYPES:
            raise LexiconError(f"{TABLE}:{number}: '{row['type']}' is no act type; known are {', '.join(ACT_TYPES)}")
        groups[row["type"], float(row["weight"])].append(row["words"])
    return tuple((kind, weight, pattern("|".join(words))) for (kind, weight), words in sorted(groups.items()))


def triggers(sentence: str) -> list[Trigger]:
    """The heaviest phrase of each type in a sentence, the heaviest type first."""
    text = small(sentence)
    best: dict[str, Trigger] = {}
    for kind, weight, words in _patterns():
        if (kind not in best or best[kind].weight < weight) and (found := words.search(text)):  # type: ignore[attr-defined]
            best[kind] = Trigger(kind, found.start(), found.end(), weight)
    return sorted(best.values(), key=lambda t: (-t.weight, t.type))
