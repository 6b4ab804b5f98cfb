"""Dependency rules: the subject of a verb of the dictionary does what it says to its objects and obliques, where both contain actors."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from benchmark.parsers import PARSERS, Word
from benchmark.reading import Sentence, done, once, two_sided
from benchmark.verbs import verb_forms
from extract.model import Claim, Post
from extract.ontology import ACT_TYPES
from extract.phrases import small
from extract.score import Told

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubj:pass", "nsubjpass"})
OBJECT = frozenset({"obj", "iobj", "obl", "dobj", "dative", "prep"})
SHARED = frozenset({"conj", "xcomp", "csubj"})
"""Relations of a verb that has the subject of the one above it."""


def read(posts: Sequence[Post]) -> Told:
    """The acts of each post that tells any; only sentences with a verb of the dictionary are parsed."""
    return once(_claims(posts))


def _claims(posts: Sequence[Post]) -> Iterator[Claim]:
    wanted = [s for s in two_sided(posts) if s.post.lang in PARSERS and not verb_forms(s.post.lang).keys().isdisjoint(_words(s.text))]
    for lang, group in groupby(sorted(wanted, key=lambda s: s.post.lang), lambda s: s.post.lang):
        several = list(group)
        for sentence, words in zip(several, PARSERS[lang]([s.text for s in several]), strict=True):
            yield from _told(sentence, words)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalpha() else " " for c in small(text)).split()


def _told(sentence: Sentence, words: Sequence[Word]) -> Iterator[Claim]:
    verbs, text = verb_forms(sentence.post.lang), small(sentence.text)
    for number, word in enumerate(words):
        if kind := verbs.get(text[word.start : word.end]):
            givers, takers = _arguments(words, number)
            sources = _actors(sentence, words, givers)
            targets = [actor for actor in _actors(sentence, words, takers) if actor not in sources]
            mutual = ACT_TYPES[kind].mutual and len(sources) + len(targets) > 1
            if mutual or (sources and targets):
                yield done(sentence, kind, sources, targets)


def _arguments(words: Sequence[Word], verb: int) -> tuple[list[int], list[int]]:
    """Who does it, and to whom. In the passive the doer is "by …", or an oblique without a preposition (as the Russian instrumental)."""
    below = [(n, w.relation) for n, w in enumerate(words) if w.head == verb and n != verb]
    passive = [n for n, relation in below if relation in PASSIVE]
    subjects = [n for n, relation in below if relation in SUBJECT]
    agents = [n for n, relation in below if relation == "agent" or (passive and relation == "obl" and not _has_case(words, n))]
    objects = [n for n, relation in below if relation in OBJECT and n not in agents]
    if not subjects and not passive:
        subjects = _subjects_above(words, verb)
    return subjects + agents, passive + objects


def _has_case(words: Sequence[Word], number: int) -> bool:
    return any(w.head == number and w.relation == "case" for w in words)


def _subjects_above(words: Sequence[Word], verb: int) -> list[int]:
    """The subjects of the nearest verb above that has any, as far as verbs share one."""
    seen = {verb}
    while words[verb].relation in SHARED and words[verb].head not in seen:
        verb = words[verb].head
        seen.add(verb)
        if found := [n for n, w in enumerate(words) if w.head == verb and w.relation in SUBJECT and n not in seen]:
            return found
    return []


def _actors(sentence: Sentence, words: Sequence[Word], tops: Sequence[int]) -> list[str]:
    """The actors named below any of `tops`, in the order of the text."""
    inside = {n for n in range(len(words)) if not {*tops}.isdisjoint(_path(words, n))}
    spans = [(words[n].start + sentence.start, words[n].end + sentence.start) for n in inside]
    return list(dict.fromkeys(actor for actor, m in sentence.named if any(a < m.end and m.start < b for a, b in spans)))


def _path(words: Sequence[Word], number: int) -> list[int]:
    """A word and all above it; a circle, which parsers sometimes make, is gone through once."""
    path = [number]
    while words[path[-1]].head not in path:
        path.append(words[path[-1]].head)
    return path
