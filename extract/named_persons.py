"""The persons who take part in a deed, as its sentences name them, or those about them where people meet and talk."""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import cache

from extract.lexicon import Entity, shipped
from extract.model import Mention, Person
from extract.namesakes import meant
from extract.office_holders import holders_in
from extract.persons import link_person, offices
from extract.phrases import phrases, small
from extract.sentences import in_other_items, sentences

Belongs = Callable[[int, int], float | None]
MEETINGS = frozenset({"call", "conference", "negotiation", "statement", "visit"})
"""Types whose persons are often named in another sentence only ("The presidents spoke by telephone.")."""
LIKELY = 1.0
"""Log odds from which somebody named outside the deed's sentences takes part in it; chosen on a seventh of the annotated posts that the
reading was not trained on."""
BESIDE = 60
"""Characters beside a name in which a word of saying, or an office, stands."""
OWNED, BETWEEN = re.compile(r"['’]s\s+(?:top\s+|special\s+)?"), re.compile(r"(?:\s+[\w-]+){0,4}\s+[«\"*_]*")
"""What stands between a name and the envoy behind it; between a word of saying and the name of who says."""
VOICES = ("press secretary", "spokes")
"""Titles of those who tell what others do."""


def persons_in(
    text: str,
    low: int,
    high: int,
    kind: str,
    mentions: Collection[Mention],
    actors: Collection[str],
    day: date | None = None,
    own: Belongs | None = None,
) -> tuple[Person, ...]:
    """The persons of text[low:high], around it the only one of a side of the deed that has none there, and those of the deed by `own`: the
    log odds that a place of the text belongs to it.

    `kind` is the type of the deed, `mentions` are those of the whole text; `day` tells which of two namesakes held an office. A person acts
    for their country, or for the bloc in which they hold an office.
    """
    known = [(m, e) for m in mentions if (e := shipped().entities[m.entity]).kind == "person"]
    who = ((m, shipped().entities[person]) for m, e in known if (person := meant(text, m, day or date.max)))
    named = [(m, e, side) for m, e in who if (side := _side(e, actors)) and not _is_owner(text, m)]
    told = [(m, e, side) for m, e, side in named if low <= m.start and m.end <= high]
    voices = {e.id for m, e, _ in told if _is_voice(e.id) or _tells(text, m)}
    others = {side for _, e, side in told if e.id not in voices}  # beside them a spokesman only tells
    inside = [(e, side) for _, e, side in told if side not in others or e.id not in voices]
    found = dict.fromkeys(Person(e.name, side) for e, side in inside)
    if kind in MEETINGS:
        near = _neighbours(text, low, high)
        for side in sorted(set(actors) - {s for _, s in inside}):
            ours = [(m, e) for m, e, s in named if s == side and not in_other_items(text, m.start, low)]
            only = len({e.id for _, e in ours}) == 1 and not _is_voice(ours[0][1].id)
            if only and (not inside or any(a <= m.start < b for m, _ in ours for a, b in near)):
                found[Person(ours[0][1].name, side)] = None
    silent = ((m, e, side) for m, e, side in named if e.id not in voices and not _is_voice(e.id))
    read = (Person(e.name, side) for m, e, side in silent if own and (own(m.start, m.end) or 0.0) > LIKELY)
    return tuple(found | dict.fromkeys(read))


def officials_in(
    text: str, low: int, high: int, mentions: Collection[Mention], actors: Collection[str], named: Collection[Person], day: date
) -> tuple[Person, ...]:
    """Those who held the offices on `day` that text[low:high] names, of a side of which nobody is named but who speaks for it."""
    speaks = {p.country for p in named if not _is_voice(link_person(p.name, p.country).id)}
    meant = (holder for _, holder in holders_in(text, low, high, mentions, day))
    return tuple(dict.fromkeys(Person(p.name, side) for p in meant if (side := _side(p, actors)) and side not in speaks))


def _side(person: Entity, actors: Collection[str]) -> str | None:
    """The side of the deed for which a person acts: their country, or a state or bloc in which they hold an office."""
    if person.country in actors:
        return person.country
    return next((office for office in _offices().get(person.id, ()) if office in actors), None)


@cache
def _offices() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for office in offices():
        found[office.person] = (*found.get(office.person, ()), office.of)
    return found


def _is_owner(text: str, mention: Mention) -> bool:
    """Whether a name only says whose envoy, aide or adviser somebody is: «помощник Путина Ушаков», "Trump's envoy"."""
    cues = dict(phrases("office_cues.csv", "cue"))
    before, after = small(text[max(0, mention.start - BESIDE) : mention.start]), small(text[mention.end : mention.end + BESIDE])
    owned = OWNED.match(after)
    if owned and cues["owned"].match(after, owned.end()):
        return True
    return any(not before[m.end() :].strip() for m in cues["envoy"].finditer(before))


def _tells(text: str, mention: Mention) -> bool:
    """Whether a word of saying stands right beside a name: «сообщил помощник президента Ушаков», «по словам Рябкова»."""
    cues = dict(phrases("telling_cues.csv", "cue"))
    before, after = small(text[max(0, mention.start - BESIDE) : mention.start]), small(text[mention.end : mention.end + BESIDE])
    said = [m for cue in ("said", "by") for m in cues[cue].finditer(before)]
    return any(BETWEEN.fullmatch(before, m.end()) for m in said) or bool(cues["said"].match(after.lstrip(" *_")))


@cache
def _is_voice(person: str) -> bool:
    return any(voice in office.title for office in offices() if office.person == person for voice in VOICES)


def _neighbours(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The sentence before and the sentence after."""
    spans = list(sentences(text))
    return [s for s in spans if s[1] <= low][-1:] + [s for s in spans if s[0] >= high][:1]
