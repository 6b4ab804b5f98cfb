"""What little words tell of a flow's direction better than the network: one buys and gets from a source; who is gone through is a party; at
whom it is fired gets nothing."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from extract.model import Participant
from extract.morphology import analyzer
from extract.ontology import Role
from extract.phrases import phrases, small

PASSED = frozenset({"energy", "transport"})
BOUGHT = frozenset({"energy", "trade", "arms_transfer", "sanctions_evasion"})
RECEIVED = BOUGHT | {"technology", "training", "finance", "aid", "intelligence", "production"}
"""Types where a cue holds: on the annotated posts for training "via" is of a mere party in 27 of 36 cases, "from" beside words of buying
of the source in 29 of 35, beside words of receiving in 23 of 24."""
SELLERS = (
    ("buying", "from", BOUGHT),
    ("receiving", "giver", RECEIVED),
    ("touring", "from", frozenset({"tourism"})),
    ("buying", "in", BOUGHT),
)
"""Words of a deed, words before its source, and types."""
NEAR = re.compile(r"\s+(?:\w+\s+)?")
WORD = re.compile(r"[\w-]+")
FIRED = "arms_transfer"
"""The type that an attack is taken for."""
NEXT, BREAK = re.compile(r"\s+"), re.compile(r"[.;:!?\n]")
Places = Mapping[str, Sequence[int]]
"""Where in a text each actor is named: the starts of its mentions."""


def turned(kind: str, who: Sequence[Participant], text: str, places: Places) -> tuple[Participant, ...]:
    """The participants with their roles as the words of `text` tell them, where they tell; the evidence's sentences are wanted."""
    roles = {p.actor: p.role for p in who}
    words = small(text)
    if kind in PASSED:
        for actor in _after("via", words, places) & roles.keys():
            if {Role.SOURCE, Role.TARGET} <= {role for other, role in roles.items() if other != actor}:
                roles[actor] = Role.PARTY
    sellers = {a for deed, near, kinds in SELLERS if kind in kinds and _cue(deed).search(words) for a in _after(near, words, places)}
    if (sold := sellers & roles.keys()) and sold == {a for a, r in roles.items() if r is Role.TARGET} and Role.SOURCE in roles.values():
        swap = {Role.SOURCE: Role.TARGET, Role.TARGET: Role.SOURCE, Role.PARTY: Role.PARTY}
        roles = {actor: swap[role] for actor, role in roles.items()}
    return tuple(Participant(p.actor, roles[p.actor]) for p in who)


def is_fired(who: Sequence[Participant], text: str, places: Places) -> bool:
    """Whether what a deed hands over is fired at those who get it: «launched 300 drones at Israel» is no transfer."""
    targets, words = {p.actor for p in who if p.role is Role.TARGET}, small(text)
    shots = [m.end() for m in _cue("firing").finditer(words)]
    struck = {
        m.end() for m in _cue("struck").finditer(words) if any(e <= m.start() and not BREAK.search(words, e, m.start()) for e in shots)
    }
    hit = {a for a in targets if any(NEXT.fullmatch(words, end, start) for start in places.get(a, ()) for end in struck)}
    return bool(targets) and hit == targets


def _after(cue: str, words: str, places: Places) -> set[str]:
    """Actors named right behind a cue, or behind one word between."""
    ends = [m.end() for m in _cue(cue).finditer(words)]
    found = {a: {s for s in starts if any(NEAR.fullmatch(words, end, s) for end in ends)} for a, starts in places.items()}
    return {a for a, starts in found.items() if any(cue != "in" or _is_where(words, s) for s in starts)}


def _is_where(words: str, start: int) -> bool:
    """Whether a country's name is in the locative: what is bought «в Иране» comes from there, what is brought «в Иран» goes there."""
    word = WORD.match(words, start)
    cases = {str(parse.tag.case) for parse in analyzer().parse(word[0])} if word else set()
    return "loct" in cases and "accs" not in cases


@cache
def _cue(name: str) -> re.Pattern[str]:
    return dict(phrases("flow_cues.csv", "cue"))[name]
