"""Which posts share one wording: copies word for word, near copies and forwards, folded into clusters by MinHash and Jaccard."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extract.model import Post

SHINGLE = 3
"""Words in a shingle."""
NEAR = 0.5
"""Jaccard similarity of word shingles from which two posts are near copies; on the invented case retellings stay below .25."""
PERMUTATIONS, BANDS = 128, (32, 4)
"""Hash functions; bands and rows of the index: pairs at .5 are candidates in 87 cases of 100, at .7 always."""
MARKUP = re.compile(r"https?://\S+|t\.me/\S+|@\w+|\]\([^)]*\)")
WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a post without links, markup, emoji and accents, case folded."""
    plain = unicodedata.normalize("NFKC", MARKUP.sub(" ", text)).casefold().replace("ё", "е").replace("_", " ")
    return tuple(WORD.findall(plain))


def shingles(tokens: Sequence[str]) -> frozenset[str]:
    """Overlapping runs of `SHINGLE` words; a shorter text is one run."""
    runs = range(max(1, len(tokens) - SHINGLE + 1))
    return frozenset(" ".join(tokens[i : i + SHINGLE]) for i in runs)


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    union = len(left | right)
    return len(left & right) / union if union else 0.0


class Clusters:
    """Union-find over strings; a cluster is named by its smallest member, whatever the order of joining."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {m: m for m in members}

    def find(self, member: str) -> str:
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, left: str, right: str) -> None:
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low

    def join_all(self, members: Sequence[str]) -> None:
        for member in members[1:]:
            self.join(members[0], member)

    def names(self) -> dict[str, str]:
        return {m: self.find(m) for m in self._parent}


def wordings(posts: Iterable[Post]) -> Mapping[str, str]:
    """Post id → name of its wording cluster. A function of the set of posts: their order does not matter."""
    tokens = {p.id: words(p.text) for p in sorted(posts, key=lambda p: p.id)}
    clusters = Clusters(tokens)
    by_text: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for post, text in tokens.items():
        by_text[text].append(post)
    for same in by_text.values():
        clusters.join_all(same)
    firsts = {same[0]: shingles(text) for text, same in by_text.items() if text}
    for left, right in _near(firsts):
        clusters.join(left, right)
    return clusters.names()


def _near(texts: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str]]:
    """Pairs of texts at least `NEAR` alike: candidates by locality-sensitive hashing, then the exact figure."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a second of imports that a question to a finished case need not wait for

    index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
    for name, runs in texts.items():
        sketch = MinHash(num_perm=PERMUTATIONS, seed=7)
        sketch.update_batch([run.encode() for run in sorted(runs)])
        for other in sorted(index.query(sketch)):
            if jaccard(runs, texts[other]) >= NEAR:
                yield other, name
        index.insert(name, sketch, check_duplication=False)
