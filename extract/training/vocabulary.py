"""Which pieces of the base vocabulary are kept: while training, and in the shipped file; what is dropped is read as smaller pieces."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer

from extract.training.recipe import Vocabulary

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LONGEST = 40_000
"""Characters of a text that are counted."""
COMMON = 2
"""A piece that the texts use so often is kept."""


def pieces_used(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    for text in texts:
        count.update(tokenizer.encode(text[:LONGEST], add_special_tokens=False).tokens)
    return count


def to_train(vocabulary: Sequence[str], count: Counter[str], plan: Vocabulary) -> list[str]:
    """Specials, the pieces that the texts use, then pieces of other scripts up to the size; in the vocabulary's order."""
    keep = {*SPECIALS, *(piece for piece in count if count[piece] >= COMMON or len(piece) == 1)}
    for script in plan.scripts.values():
        fresh = [p for p in vocabulary if _of(script.characters, p) and p not in keep]
        keep.update(fresh[: max(0, min(script.train, plan.train - len(keep)))])
    return [p for p in vocabulary if p in keep]


def to_ship(vocabulary: Sequence[str], count: Counter[str], plan: Vocabulary) -> list[str]:
    """Specials, single characters (Chinese ones if used), the first pieces of other scripts, then the most used up to the size."""
    han = plan.scripts["han"].characters if "han" in plan.scripts else ""
    single = (p for p in vocabulary if len(p.removeprefix("##")) == 1)
    keep = {*SPECIALS, *(p for p in single if count[p] or not (han and _of(han, p)))}
    for script in plan.scripts.values():
        keep.update([p for p in vocabulary if _of(script.characters, p)][: script.ship])
    for piece in sorted(vocabulary, key=lambda p: -count[p]):
        if len(keep) >= plan.ship:
            break
        keep.add(piece)
    return [p for p in vocabulary if p in keep]


def small(texts: Iterable[str], size: int) -> list[str]:
    """A vocabulary of its own for small random weights: specials, characters, and the most frequent words."""
    words: Counter[str] = Counter()
    characters: set[str] = set()
    for text in texts:
        words.update(re.findall(r"\w+", text))
        characters.update(re.findall(r"\S", text))
    pieces = [*SPECIALS, *sorted(characters), *(f"##{c}" for c in sorted(characters)), *sorted(words, key=lambda w: (-words[w], w))]
    return list(dict.fromkeys(pieces))[:size]


def _of(characters: str, piece: str) -> bool:
    return bool(re.fullmatch(f"(##)?[{characters}]+", piece))
