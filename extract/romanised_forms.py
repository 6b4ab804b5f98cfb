"""Names of Russians, Ukrainians and Belarusians in the other ways of writing them in Latin letters: Shoygu, Šojgu, Schoigu."""

from collections.abc import Iterator, Mapping
from functools import cache

from extract.phrases import rows

COUNTRIES = frozenset({"RUS", "UKR", "BLR"})
LEAST = 5
"""Letters of a surname by itself: a shorter one may be another word (But, Sych)."""
INITIAL = {("uk", "є"): "ye", ("uk", "ї"): "yi", ("uk", "й"): "y", ("uk", "ю"): "yu", ("uk", "я"): "ya"}
"""What a letter is at the head of a word in the Ukrainian systems that write it otherwise within one."""


def romanisations(name: str, lang: str) -> Iterator[str]:
    """The ways to write a Russian or Ukrainian name in Latin letters, each once."""
    yield from dict.fromkeys(" ".join(_word(word, lang, letters) for word in name.split()) for letters in _systems().get(lang, ()))


def _word(word: str, lang: str, letters: Mapping[str, str]) -> str:
    written, at, low = "", 0, word.lower()
    while at < len(low):
        size = 2 if low[at : at + 2] in letters else 1
        latin = letters.get(low[at : at + size], low[at : at + size])
        if at == 0 and latin.startswith("i") and low[0] != "і":
            latin = INITIAL.get((lang, low[0]), latin)
        written, at = written + latin, at + size
    return "-".join(part[:1].upper() + part[1:] for part in written.split("-"))


@cache
def _systems() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The letters of every system, by language; those that it does not name are the base's."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows("romanisations.csv", "lang", "system", "letters"):
        letters = {key: value for key, _, value in (pair.partition("=") for pair in row["letters"].split())}
        systems = found.setdefault(row["lang"], [])
        systems.append({**systems[0], **letters} if systems else letters)
    return {lang: tuple(systems) for lang, systems in found.items()}
