"""What an agreement is called, so that two namings can be compared: its form (treaty, memorandum …), its subject, the years in its name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.automaton import find_mentions
from extract.item_names import tokens
from extract.items import link_item
from extract.lexicon import shipped
from extract.model import Claim
from extract.ontology import ItemKind
from extract.phrases import pattern, rows, small
from extract.stages import WORDS, words_of

STEM = 6
YEAR = re.compile(r"(?:19|20)\d\d")
ANY = frozenset({"treaty", "contract", "agreement", ""})
"""Forms that posts call by one another's names; the last is that of a name without a word for it: "New START"."""
TOPIC = re.compile(r"\W+(?:\w+\W+){0,2}?(?:о|об|про|щодо|on|for|regarding)\s+((?:[^\W\d]+\W+){0,4}[^\W\d]+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A naming. `strong` and `weak` are stems of its subject ("gas" and "supply" of a gas supply contract), without the parties; it is
    `bare` without either; `many` papers in one are no agreement that others could be stages of; `named` has a proper name."""

    name: str
    form: str
    strong: frozenset[str]
    weak: frozenset[str]
    years: frozenset[str]
    many: bool
    named: bool

    @property
    def bare(self) -> bool:
        return not self.strong and not self.weak

    @property
    def short(self) -> bool:
        """Of a ceasefire, which is made again and again."""
        return any(words_of("short").match(word) for word in self.strong) or bool(words_of("short").search(small(self.name)))

    def is_alike(self, other: "Paper") -> bool:
        """Whether the two may name one agreement: forms that go together, one subject, no other year."""
        if self.many != other.many:
            return False
        if self.form != other.form and not {self.form, other.form} <= ANY:
            return False
        if self.years and other.years and not self.years & other.years:
            return False
        return self.strong == other.strong and bool(self.strong or self.weak & other.weak)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["form"], pattern(row["words"])) for row in rows(WORDS, "role", "words") if row["role"] == "form")


@cache
def paper(name: str, about: tuple[str, ...] = ()) -> Paper:
    """The naming by an item's English name; `about` are goods told beside it, which are the subject of a bare contract."""
    known = link_item(name, ItemKind.AGREEMENT)
    called = known.name if known.known else name
    for mention in sorted(find_mentions(called), key=lambda m: -m.start):
        if shipped().actor_of(mention.entity) == mention.entity:
            called = called[: mention.start] + " " + called[mention.end :]
    text, raw = " ".join(tokens(called)), " ".join(tokens(name))
    form, word = _form(raw) or _form(text) or ("", "")
    if form == "law" and (about_what := _form(raw.partition(word)[2])):  # the law that ratifies a treaty is a stage of the treaty
        form, text = about_what[0], text.replace(word, " ", 1)
        word = about_what[1]
    rest = words_of("empty").sub(" ", pattern(word).sub(" ", text) if word else text)
    weak, strong = words_of("weak").findall(rest), words_of("weak").sub(" ", rest).split() + words_of("apart").findall(raw)
    subject = _stems(strong or ([] if weak else [t for a in about for t in tokens(a)]))
    many = form == "package" or bool(word and re.search(rf"\b(?:{word}s|{word[:-1]}ies|memoranda)\b", small(name)))
    return Paper(name, form, subject, _stems(weak), frozenset(YEAR.findall(name)), many, bool(known.known and known.family))


def _form(text: str) -> tuple[str, str] | None:
    """Form and its word, of the words that say what it is, else of those that say what it is about; the last word is the noun."""
    for part in (re.split(r"\b(?:on|of|for|with|between|in|to)\b", text)[0], text):
        if found := max(((m.end(), len(m[0]), form, m[0]) for form, p in _forms() for m in p.finditer(part)), default=None):
            return found[2], found[3]
    return None


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w[:STEM] for phrase in words for w in phrase.split() if not YEAR.fullmatch(w) and (len(w) > 1 or w.isdigit()))


def papers(claim: Claim) -> tuple[Paper, ...]:
    """The agreements that a claim names, each once; where it has no such item, the nameless one of its evidence ("the treaty")."""
    about = tuple(sorted(i.name for i in claim.items if i.kind is not ItemKind.AGREEMENT))
    named = tuple(dict.fromkeys(paper(i.name, about) for i in claim.items if i.kind is ItemKind.AGREEMENT))
    told = None if named or about else words_of("paper").search(small(claim.quote))
    form = _form(told[0]) if told else None
    nothing = frozenset[str]()
    return named or ((Paper(form[0], form[0], nothing, nothing, nothing, form[0] == "package", False),) if form else ())


def topics(claims: Iterable[Claim]) -> frozenset[str]:
    """Stems of what the evidence says after the name of a paper and "on", "о", "про"."""
    quotes = {small(c.quote) for c in claims}
    after = (TOPIC.match(q, m.end()) for q in quotes for m in words_of("paper").finditer(q))
    return frozenset(w[:STEM] for found in after if found for w in re.findall(r"\w{4,}", found[1]))
