"""The project's mention finder: entities mapped to the actors that they stand for."""
from functools import cache

from extract.automaton import find_mentions as automaton_mentions  # noqa: E402
from extract.lexicon import shipped  # noqa: E402


@cache
def actor(entity: str) -> str | None:
    return shipped().actor_of(entity)


def find_mentions(text: str) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, a) for m in automaton_mentions(text) if (a := actor(m.entity))]
