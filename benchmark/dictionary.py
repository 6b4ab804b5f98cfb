"""Verb dictionary in the manner of PETRARCH2 without a parse: who stands before a verb does what it says to who comes first after it."""

import re
from collections.abc import Iterator, Sequence

from benchmark.reading import Sentence, done, once, two_sided
from benchmark.verbs import verb_forms
from extract.model import Claim, Post
from extract.phrases import small
from extract.score import Told

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def read(posts: Sequence[Post]) -> Told:
    """The acts of each post that tells any."""
    return once(claim for sentence in two_sided(posts) for claim in _claims(sentence))


def _claims(sentence: Sentence) -> Iterator[Claim]:
    verbs = verb_forms(sentence.post.lang)
    for word in WORD.finditer(small(sentence.text)):
        if kind := verbs.get(word[0]):
            before = [actor for actor, m in sentence.named if m.end <= sentence.start + word.start()]
            after = [actor for actor, m in sentence.named if m.start >= sentence.start + word.end()]
            if before and after and before[-1] != after[0]:
                yield done(sentence, kind, before[-1:], after[:1])
