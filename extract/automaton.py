"""Finds the entities of the lexicon in a text: one pass of an automaton over all their forms, offsets always into the original text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.attached import FIRST, attached
from extract.folding import Folded, fold
from extract.form_cache import all_surfaces
from extract.language import is_written_in
from extract.lexicon import Entity, Form, Lexicon, shipped
from extract.model import Mention

DASHES = "-–—"
BOUNDARY = re.compile(r"[\W_]")
HASHTAG = re.compile(r"#(\w+)")
GATED = frozenset({"es", "ko"})
"""Languages whose forms count only in texts of theirs: in others they are other words (once, 北)."""
Match = tuple[int, int, list[Form]]
"""Folded start and end, and the forms that fit there."""


class Layer:
    """An automaton over forms that exclude each other: of overlapping ones the leftmost, then the longest stands."""

    def __init__(self, forms: Iterable[tuple[Form, str]]) -> None:
        """`forms`: each with one of its folded surfaces."""
        self._forms: dict[str, list[Form]] = {}
        for form, text in forms:
            self._forms.setdefault(text, []).append(form)
        texts = list(self._forms) or ["\x00"]
        self._compound = [bool(BOUNDARY.search(t)) for t in texts]
        self._search = AhoCorasick(texts, matchkind=MatchKind.LeftmostLongest)

    def __len__(self) -> int:
        return len(self._forms)

    def matches(self, folded: Folded) -> Iterator[Match]:
        """The longest fitting form at each place; where the longest does not fit, shorter ones in it."""
        seams, text, at = self._seams(folded), folded.text, 0
        while at < len(text):
            base, at = at, len(text)
            for number, first, last in self._search.find_matches_as_indexes(text[base:] if base else text):
                start, end = first + base, last + base
                if not self._compound[number] and text[start] < FIRST and not _bounded(text, seams, start, end):
                    continue
                cut, forms = self._longest(folded, seams, start, end)
                if named := [f for f in forms if f.entity]:
                    yield from _parts(start, cut, named)
                if (
                    cut < end
                    and (self._compound[number] or text[start] >= FIRST)
                    and (rest := _boundary_after(text, max(cut, start + 1), end)) < end
                ):
                    at = rest
                    break

    def _longest(self, folded: Folded, seams: frozenset[int], start: int, end: int) -> tuple[int, list[Form]]:
        """End and forms of the longest span from `start` that fits, looking back word by word, in scripts that join words letter by letter;
        (start, []) if there is none."""
        while end > start:
            if forms := self._fitting(folded, seams, start, end):
                return end, forms
            end = next((i for i in range(end - 1, start, -1) if not folded.text[i].isalnum() or folded.text[i] >= FIRST), start)
        return start, []

    def _fitting(self, folded: Folded, seams: frozenset[int], start: int, end: int) -> list[Form]:
        """Forms of the span that its surroundings and case allow."""
        text = folded.text
        known = self._forms.get(text[start:end])
        if not known or _in_domain(text, end):
            return []
        if not _bounded(text, seams, start, end):
            known = [f for f in known if "exact" not in f.flags] if attached(text, start, end) else []
        return [f for f in known if _allowed(f, folded, start, end)]

    def _seams(self, folded: Folded) -> frozenset[int]:
        """Places inside hashtags where a glued name may start or end: before capitals, or all along if forms tile the hashtag."""
        if "#" not in folded.text:
            return frozenset()
        seams: set[int] = set()
        for match in HASHTAG.finditer(folded.text):
            first, last = match.span(1)
            seams.update(i for i in range(first + 1, last) if _before_capital(folded, i))
            edges = [(s, e) for _, s, e in self._search.find_matches_as_indexes(match.group(1))]
            if edges and [0, *(e for _, e in edges)] == [*(s for s, _ in edges), last - first]:
                seams.update(first + e for _, e in edges)
        return frozenset(seams)


class Automaton:
    """All forms of a lexicon, in two layers: an item may contain an actor (китайские дроны), but no actor another, nor an
    item: Gaza is no gas, though they are one word in Russian."""

    def __init__(self, lexicon: Lexicon) -> None:
        surfaces = list(all_surfaces(lexicon))
        items = {e.id for e in lexicon.entities.values() if e.kind == "item"}
        self._layers = (Layer(s for s in surfaces if s[0].entity not in items), Layer(s for s in surfaces if s[0].entity in items))
        self._organisations = {e.id for e in lexicon.entities.values() if e.kind == "organisation"}
        self._side = {e.id: lexicon.actor_of(e.id) or _weapons(e) or e.id for e in lexicon.entities.values()}

    def __len__(self) -> int:
        return sum(map(len, self._layers))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Entities named in a text, sorted by start, longer ones first."""
        folded = fold(text)
        actors, items = ([(s, e, self._bodies(forms)) for s, e, forms in layer.matches(folded)] for layer in self._layers)
        starts = [start for start, _, _ in actors]
        items = [m for m in items if not ((at := bisect_right(starts, m[0])) and m[1] <= actors[at - 1][1])]
        found = sorted([*actors, *items], key=lambda m: (m[0], -m[1]))
        clear = {forms[0].entity for _, _, forms in found if _is_clear(forms)}
        sides = {self._side[entity] for entity in clear}
        chosen = ((start, end, self._choose(forms, clear, sides)) for start, end, forms in found)
        return tuple(_mention(folded, start, end, form.entity) for start, end, form in chosen if form)

    def _bodies(self, forms: list[Form]) -> list[Form]:
        """Forms of one span without places that stand for a country of which a body is called so: ЦРУ is the CIA, and so the USA."""
        bodies = {self._side[f.entity] for f in forms if f.entity in self._organisations and "ambiguous" not in f.flags}
        return [f for f in forms if not ("metonym" in f.flags and f.entity in bodies - self._organisations)]

    def _choose(self, forms: Iterable[Form], clear: set[str], sides: set[str]) -> Form | None:
        """Of the forms of one span: one whose entity is named clearly elsewhere; else the country whose people are; else the first clear
        one; else one whose side is named, or another weapon of whose class: гербера is one beside drones."""
        choices = (
            (f for f in forms if f.entity in clear and "ambiguous" not in f.flags),
            (f for f in forms if f.entity in clear or ("ambiguous" in f.flags and f.entity in sides)),
            (f for f in forms if "ambiguous" not in f.flags),
            (f for f in forms if self._side[f.entity] in sides),
        )
        return next(chain.from_iterable(choices), None)


def _weapons(entity: Entity) -> str | None:
    return entity.extra.get("class") if entity.extra.get("kind") == "weapon_system" else None


def _bounded(text: str, seams: frozenset[int], start: int, end: int) -> bool:
    """Whether no letter or digit joins a span on either side, but at seams; signs such as flags need no boundary,
    nor is there a word of letters of these scripts and others (S-400导弹)."""
    left = not text[start - 1 : start].isalnum() or start in seams or not text[start].isalnum() or text[start] < FIRST <= text[start - 1]
    return left and (not text[end : end + 1].isalnum() or end in seams or not text[end - 1].isalnum() or text[end - 1] < FIRST <= text[end])


def _parts(start: int, end: int, forms: list[Form]) -> Iterator[Match]:
    """A match as it is, or for forms with [brackets] the parts in them."""
    if not any("within" in f.flags for f in forms):
        yield start, end, forms
        return
    parts: dict[tuple[int, int], list[Form]] = {}
    for f in forms:
        part = (start + f.text.index("["), start + f.text.index("]") - 1) if "within" in f.flags else (start, end)
        parts.setdefault(part, []).append(f)
    yield from ((first, last, named) for (first, last), named in sorted(parts.items(), key=lambda p: p[0]))


def _boundary_after(text: str, start: int, end: int) -> int:
    """The first place in a span where a word may begin, or its end."""
    return next((i if text[i] >= FIRST else i + 1 for i in range(start, end) if text[i] >= FIRST or not text[i].isalnum()), end)


def _before_capital(folded: Folded, at: int) -> bool:
    before, here, after = (folded.letter(i) for i in (at - 1, at, at + 1))
    return here.isupper() and (before.islower() or before.isdigit() or after.islower())


def _in_domain(text: str, end: int) -> bool:
    """Whether a Latin word is a part of a bare domain name (news.example)."""
    after = text[end : end + 2]
    return text[end - 1].isascii() and after[:1] == "." and after[1:].isascii() and after[1:].isalpha()


def _allowed(form: Form, folded: Folded, start: int, end: int) -> bool:
    if "prefix" in form.flags and not (folded.text[end : end + 1] in DASHES and folded.text[end + 1 : end + 2].isalnum()):
        return False
    if form.lang in GATED and not is_written_in(form.lang, folded.original):
        return False
    if "case" in form.flags:
        first, last = folded.span(start, end)
        return folded.original[first:last] == form.text
    return "cap" not in form.flags or folded.letter(start).isupper() or folded.letter(start - 1) == "#"


def _is_clear(forms: Iterable[Form]) -> bool:
    """Whether forms of one span mean one entity, and surely so."""
    return len({f.entity for f in forms}) == 1 and any("ambiguous" not in f.flags for f in forms)


def _mention(folded: Folded, start: int, end: int, entity: str) -> Mention:
    first, last = folded.span(start, end)
    return Mention(first, last, folded.original[first:last], entity)


@cache
def shipped_automaton() -> Automaton:
    """The automaton of the shipped lexicon, built once."""
    return Automaton(shipped())


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Entities of the shipped lexicon in a text: a filter that needs no spaCy."""
    return shipped_automaton().mentions(text)
