"""Inflected forms of a lexicon form: Russian words by pymorphy3, all others by our table of endings."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import product

from pymorphy3.analyzer import Parse

from extract.lexicon import Form
from extract.morphology import analyzer

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
CASE_OF = {**{c: c for c in CASES}, "gen2": "gent", "loc2": "loct", "acc2": "accs"}
GENDERS = frozenset({"masc", "femn", "neut", "plur"})
ADJECTIVES = ("ADJF", "PRTF")
NAMES = ("Surn", "Name", "Patr")
PLACES = ("Geox", "Orgn")
MARKS = str.maketrans("", "", "=[]")
NUMBERED = re.compile(r"([^\W\d_]{2,12})-(\d{1,4}\w{0,3})|([^\W\d_])-(\d{2,4}\w{0,3})")
"""Models are also written without their hyphen: Су35, Шахед 136; short ones only as one word, for «с 300» is no S-300."""
Paradigm = Mapping[str, frozenset[str]]
"""Case → words."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A line of `lexicons/endings.csv`: words of a class that end so put these endings in its place, case by case."""

    ending: str
    number: str
    cases: tuple[tuple[str, ...], ...]

    def decline(self, word: str) -> Paradigm:
        stem = word[: len(word) - len(self.ending)]
        return {c: frozenset(stem + e.replace("-", "") for e in ends) for c, ends in zip(CASES, self.cases, strict=True)}


def surfaces(form: Form, person: bool = False) -> Iterator[Form]:
    """The form in all its cases as texts have it, and an adjective's hyphen prefix (flag `prefix`), each once."""
    for text in dict.fromkeys(_inflected(form, person)):
        yield replace(form, text=text)
        if not person and (named := NUMBERED.fullmatch(text)):
            name, number = filter(None, named.groups())
            yield from (replace(form, text=name + joint + number) for joint in ("", " ")[: 1 + (len(name) > 2)])
    if "adj" in form.flags and form.text[-2:] in ("ий", "ый", "ой", "ій") and " " not in form.text:
        yield replace(form.as_prefix(), text=form.text[:-2] + "о")


def _inflected(form: Form, person: bool) -> Iterator[str]:
    words = form.text.split()
    yield form.text.translate(MARKS)
    if form.flags & {"exact", "case", "prefix", "within"} or form.lang == "any":
        return
    agreed, past_head = [], False
    for number, word in enumerate(words, 1):
        before = number < len(words) if form.lang != "en" else any(not w.startswith("=") for w in words[number:])
        paradigm, is_adjective = _word(form, word, before, person)
        stays = len(words) > 1 if person else past_head
        optional = frozenset({word.replace("=", "")} if stays else ())
        agreed.append({c: paradigm.get(c, frozenset()) | optional for c in CASES})
        past_head |= not is_adjective
    for case in CASES:
        yield from map(" ".join, product(*(p[case] for p in agreed)))


def _word(form: Form, word: str, before: bool, person: bool) -> tuple[Paradigm, bool]:
    """Paradigm of one word of a form, cased like the word; and whether it is an adjective. `before`: another word follows."""
    if word.startswith("="):
        return dict.fromkeys(CASES, frozenset({word[1:]})), False
    opening, closing = word[:1] if word[0] in '«"' else "", word[-1:] if word[-1] in '»"' else ""
    word = word.removeprefix(opening).removesuffix(closing)
    low, plural = word.lower(), "plural" in form.flags
    if "adj" in form.flags and not before:
        paradigms, adjective = list(_all_adjective(form.lang, low)), True
    else:
        paradigms, adjective = _declined(form.lang, low, before, plural, "name" if person else "noun")
    words = {c: frozenset(_cased(w, word) for p in paradigms for w in p.get(c, ())) for c in CASES}
    return {c: frozenset(f"{opening}{w}{closing}" for w in found) for c, found in words.items()}, adjective


@cache
def _declined(lang: str, word: str, before: bool, plural: bool, cls: str) -> tuple[list[Paradigm], bool]:
    """Paradigms of a word, of one or both numbers; and whether it is an adjective."""
    if lang == "en" and before:  # North Koreans
        return [dict.fromkeys(CASES, frozenset({word}))], True
    if lang == "ru" and (parse := _parse(word, before, cls)):
        return [_lexeme(parse, plural)], parse.tag.POS in ADJECTIVES
    if before and cls == "noun" and (paradigm := _agreeing_adjective(lang, word)):
        return [paradigm], True
    numbers = ("sing", "plur") if plural else ("sing",)
    found = [_ending(lang, cls, word, n) or _ending(lang, "noun", word, n) for n in numbers]
    paradigms: list[Paradigm] = [e.decline(word) for e in found if e]
    if "-" in word and (not plural or word.rpartition("-")[2][:1].isdigit()):  # Гераней-2
        first, _, rest = word.partition("-")
        heads, _ = _declined(lang, first, False, plural, cls)
        paradigms += [{c: frozenset(f"{w}-{rest}" for w in p.get(c, ())) for c in CASES} for p in heads]
    return paradigms or [dict.fromkeys(CASES, frozenset({word}))], False


def _all_adjective(lang: str, word: str) -> Iterable[Paradigm]:
    """Paradigms of all genders and numbers of an adjective given in the masculine."""
    if lang == "ru":
        parse = next((p for p in analyzer().parse(word) if p.tag.POS in ADJECTIVES and "nomn" in p.tag), None)
        return [_lexeme(parse, None)] if parse else []
    return [e.decline(word) for n in sorted(GENDERS) if (e := _ending(lang, "adj", word, n))]


def _agreeing_adjective(lang: str, word: str) -> Paradigm | None:
    """Paradigm of an adjective given in any gender or number: its own one only."""
    for entry in _endings(lang, "adj"):
        for nominative in entry.cases[0]:
            if word.endswith(nominative):
                return entry.decline(word[: len(word) - len(nominative)] + entry.ending)
    return None


def _parse(word: str, before: bool, cls: str) -> Parse | None:
    """The dictionary's reading as a nominative noun or adjective that suits best; None leaves the word to our endings."""
    if not before and not analyzer().word_is_known(word):
        return None
    parses = [p for p in analyzer().parse(word) if "nomn" in p.tag and p.tag.POS in ("NOUN", *ADJECTIVES)]
    parses = [p for p in parses if p.is_known or (before and p.tag.POS in ADJECTIVES)]
    if cls == "name":
        parses = [p for p in parses if any(mark in p.tag for mark in NAMES)]
    return max(parses, key=lambda p: (before and p.tag.POS in ADJECTIVES, any(m in p.tag for m in PLACES), p.score), default=None)


def _lexeme(parse: Parse, plural: bool | None) -> Paradigm:
    """Words by case; of the parse's own number and gender only, unless `plural` (both numbers) or None (an adjective's all forms)."""
    words: dict[str, set[str]] = {}
    for f in parse.lexeme:
        own = f.tag.number == parse.tag.number and f.tag.gender in (None, parse.tag.gender)
        same = (f.tag.POS, f.tag.voice, f.tag.tense) == (parse.tag.POS, parse.tag.voice, parse.tag.tense)
        if same and f.tag.case in CASE_OF and (own or plural or plural is None):
            words.setdefault(CASE_OF[f.tag.case], set()).add(f.word)
    return {c: frozenset(w) for c, w in words.items()}


@cache
def _endings(lang: str, cls: str) -> tuple[Ending, ...]:
    """Endings of a language and class of word, the longest first."""
    with (files("extract") / "lexicons" / "endings.csv").open(encoding="utf-8") as lines:
        found = [
            Ending(r["ending"], r["number"], tuple(tuple(r[c].split()) for c in CASES))
            for r in csv.DictReader(lines)
            if r["lang"] == lang and r["class"] == cls
        ]
    return tuple(sorted(found, key=lambda e: -len(e.ending)))


def _ending(lang: str, cls: str, word: str, number: str) -> Ending | None:
    return next((e for e in _endings(lang, cls) if e.number == number and word.endswith(e.ending)), None)


def _cased(word: str, model: str) -> str:
    """The word with capitals where the model has them: all, or the first letter of a hyphen part."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    parts, models = word.split("-"), model.split("-")
    if len(parts) != len(models):
        return word
    return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))
