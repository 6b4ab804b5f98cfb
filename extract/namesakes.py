"""Which person a surname in a text means: the given name or initial before it, or the office beside it, tells namesakes apart."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from rapidfuzz import fuzz

from extract.automaton import find_mentions
from extract.lexicon import Form, shipped
from extract.model import Mention
from extract.morphology import analyzer
from extract.names import romanised, skeleton
from extract.office_holders import held, matches
from extract.persons import GIVEN, offices
from extract.phrases import small

INITIAL = re.compile(r"(?<!\w)([A-ZА-ЯІЇЄҐ])\.[\s\xa0]*(?:[A-ZА-ЯІЇЄҐ]\.[\s\xa0]*)?$")
GIVEN_NAME = re.compile(r"(?<!\w)([A-ZА-ЯІЇЄҐ][a-zа-яёіїєґ'’]+)\s+(?:[А-ЯІЇЄҐ]\w+(?:вич|вн|йович)\w*\s+)?$")
"""A given name, perhaps with a patronymic, before a surname."""
BEFORE, AFTER = re.compile(r"[\s«\"*_—–-]*(?:[^\W\d_]+[\s*_]+){0,2}"), re.compile(r"[*_]*\s*[,(—–]\s*(?:the\s+)?(?:\w+\s+)?")
"""What may stand between an office and the name after it, and between a name and the office after it."""
REACH = 60
SHORT = 3
"""First letters that a name has in common with its short form (Pat, Patrick)."""
OTHER_HALF = re.compile(r"[A-ZА-ЯІЇЄҐ][\w'’]+$"), re.compile(r"[A-ZА-ЯІЇЄҐ][\w'’]+")
"""Of a double surname, before and after the hyphen."""


def meant(text: str, mention: Mention, day: date) -> str | None:
    """The person whom the mention of one means on a day: where nothing tells, the one whom the lexicon takes; None for somebody of another
    given name."""
    if " " in mention.text or "-" in mention.text:
        return mention.entity
    if _is_half(text, mention):
        return None
    persons = {mention.entity, *_namesakes().get(mention.entity, ())}
    if given := _given(text, mention):
        fit = {p for p in persons if _fits(given, p)}
        persons = fit if fit or not _is_country(given) else persons  # "во время визита в Израиль Вэнс заявил"
    if len(persons) < 2:
        return next(iter(persons), None)
    told = _by_office(text, mention, persons, day)
    return min(told) if len(told) == 1 else mention.entity if mention.entity in persons else min(persons)


def _is_half(text: str, mention: Mention) -> bool:
    """Whether a surname is a half of a double one, and not joined to that of somebody known («Путин-Трамп»)."""
    before, after = OTHER_HALF
    halves = [
        before.search(text, 0, mention.start - 1) if text[mention.start - 1 : mention.start] == "-" else None,
        after.match(text, mention.end + 1) if text[mention.end : mention.end + 1] == "-" else None,
    ]
    return any(half and not find_mentions(half[0]) for half in halves)


def _given(text: str, mention: Mention) -> str:
    """The given name or initial before a surname; "" where that is another word."""
    before = text[max(0, mention.start - REACH) : mention.start]
    if initial := INITIAL.search(before):
        return initial[1]
    found = GIVEN_NAME.search(before)
    return found[1] if found and _is_given_name(found[1]) else ""


@cache
def _is_given_name(word: str) -> bool:
    if word.isascii():
        return skeleton(word) in _given_names()
    return any("Name" in parse.tag for parse in analyzer().parse(word) if parse.is_known)


@cache
def _is_country(word: str) -> bool:
    return any(shipped().entities[m.entity].kind == "country" for m in find_mentions(word))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(skeleton(form.text.split()[0]) for form in _forms() if form.lang == "en" and " " in form.text)


@cache
def _fits(given: str, person: str) -> bool:
    """Whether a given name or an initial, in any case, may be a person's."""
    written = skeleton(romanised(given))
    names = {skeleton(romanised(f.text.split()[0])) for f in _forms_of()[person] if " " in f.text}
    return any(n.startswith(written) if len(given) == 1 else fuzz.ratio(written, n) >= GIVEN or n[:SHORT] == written[:SHORT] for n in names)


def _by_office(text: str, mention: Mention, persons: set[str], day: date) -> set[str]:
    """Those who held the office beside the name on that day, or ever."""
    low = max(0, mention.start - REACH)
    words = small(text[low : mention.end + REACH]).replace("’", "'")
    start, end = mention.start - low, mention.end - low
    beside = [
        titles
        for a, b, titles, _ in matches(words)
        if (b <= start and BEFORE.fullmatch(words, b, start)) or (a >= end and AFTER.fullmatch(words, end, a))
    ]
    named = frozenset[str]().union(*beside)
    ever = [o for o in offices() if o.person in persons and o.title in named]
    return {o.person for o in ever if held(o, day)} or {o.person for o in ever}


@cache
def _forms_of() -> Mapping[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for form in shipped().forms:
        if shipped().entities[form.entity].kind == "person":
            found.setdefault(form.entity, []).append(form)
    return {person: tuple(forms) for person, forms in found.items()}


@cache
def _forms() -> tuple[Form, ...]:
    return tuple(form for forms in _forms_of().values() for form in forms)


@cache
def _namesakes() -> Mapping[str, frozenset[str]]:
    """Person → the others whose surname the lexicon writes the same way."""
    by_name: dict[str, set[str]] = {}
    for form in _forms():
        if " " not in form.text:
            by_name.setdefault(form.text.casefold(), set()).add(form.entity)
    found: dict[str, set[str]] = {}
    for persons in by_name.values():
        for person in persons:
            found.setdefault(person, set()).update(persons - {person})
    return {person: frozenset(others) for person, others in found.items() if others}
