"""The evidence of an act: which claims tell it, in which posts, whose word it is, who dissents."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from extract.items import link_item
from extract.model import Act, Claim, Json, Post
from extract.ontology import ItemKind
from graph.case import Case

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text of a post fit for a terminal: one line, without control, escape and direction characters."""
    return SPACE.sub(" ", CONTROL.sub("", text)).strip()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with its post; `dissent` if it speaks against the act's final status."""

    claim: Claim
    post: Post
    dissent: bool

    @property
    def voice(self) -> str:
        """Whose word it is: who is said to report it, else the channel that wrote it first."""
        return clean(self.claim.reported_by or self.post.forwarded_from or self.post.channel)

    def line(self) -> str:
        """«quote» — channel, date, who reports it, link."""
        voice = f", reported by {clean(self.claim.reported_by)}" if self.claim.reported_by else ""
        forward = f", forwarded from {clean(self.post.forwarded_from)}" if self.post.forwarded_from else ""
        link = f" {clean(self.post.url)}" if self.post.url else f" {self.post.id}"
        return f"«{clean(self.claim.quote)}» — {clean(self.post.channel)}, {self.post.date.date().isoformat()}{voice}{forward}{link}"

    def to_json(self) -> Json:
        return {
            "claim": self.claim.id,
            "post": self.post.id,
            "channel": self.post.channel,
            "date": self.post.date.isoformat(),
            "url": self.post.url,
            "forwarded_from": self.post.forwarded_from,
            "status": self.claim.status.value,
            "reported_by": self.claim.reported_by,
            "quote": self.claim.quote,
            "dissent": self.dissent,
        }


def evidence(case: Case, act: Act, ends: Set[str] = frozenset()) -> Iterator[Evidence]:
    """All claims of an act, by the date of their posts; with `ends`, those that name all these actors."""
    for key in act.claims:
        claim = case.claims[key]
        if ends <= claim.actors:
            yield Evidence(claim, case.posts[claim.post], key in act.dissent)


def best(case: Case, act: Act, ends: Set[str] = frozenset()) -> Evidence:
    """The claim to quote first: of the final status, with the act's main item, the most confident, then the earliest; with `ends`, one that
    names these actors."""
    told, main = list(evidence(case, act, ends)), _main(case, act)
    return min(told, key=lambda e: (e.claim.status is not act.status, e.dissent, main not in _same(e.claim), *_rank(e)))


def strongest(case: Case, act: Act, most: int, ends: Set[str] = frozenset()) -> list[Evidence]:
    """At most so many claims of the final status to quote, `best` first, then those in other words, of the act's main item, of other
    voices, of other channels; with `ends`, of those that name all these actors."""
    main = _main(case, act)
    rest = [e for e in evidence(case, act, ends) if e.claim.status is act.status and not e.dissent]
    chosen: list[Evidence] = []
    while rest and len(chosen) < most:
        chosen.append(min(rest, key=lambda e: (_repeats(e, chosen), main not in _same(e.claim), *_known(e, chosen), *_rank(e))))
        rest.remove(chosen[-1])
    return chosen or [best(case, act, ends)]


def _rank(told: Evidence) -> tuple[float, datetime, str]:
    return -told.claim.confidence, told.post.date, told.claim.id


def _main(case: Case, act: Act) -> str:
    """The item that most claims of an act name, whatever they call it, a weapon before goods; "" if none is named."""
    named = Counter(item for key in act.claims for item in _same(case.claims[key]) - {""})
    weapons = {link_item(i.name, i.kind).same_id for i in act.items if i.kind is ItemKind.WEAPON_SYSTEM}
    return min(named, key=lambda item: (-named[item], item not in weapons, item), default="")


def _same(claim: Claim) -> frozenset[str]:
    """Its items, each by the one that it is the same as, without mere kinds such as drones and oil; and "", which is in all."""
    linked = [link_item(i.name, i.kind) for i in claim.items]
    return frozenset({"", *(i.same_id for i in linked if i.is_one)})


def _repeats(told: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether these words have been heard."""
    return any(clean(told.claim.quote).casefold() == clean(e.claim.quote).casefold() for e in chosen)


def _known(told: Evidence, chosen: Sequence[Evidence]) -> tuple[bool, bool]:
    """Whether this voice, this channel have been heard."""
    return any(told.claim.reported_by == e.claim.reported_by for e in chosen), any(told.post.channel == e.post.channel for e in chosen)


def naming(case: Case, act: Act, ends: Set[str]) -> str:
    """ "1 post names both CHN and RUS" of an act of more actors that some of its posts tell in part; "" where each names both."""
    told = {e.post.id for e in evidence(case, act, ends)}
    one, other = sorted(ends)
    verb = "names" if len(told) == 1 else "name"
    return f"{_many(len(told), 'post')} {verb} both {one} and {other}" if len(told) < act.n_posts else ""


def counts(act: Act) -> str:
    """ "3 origins, 4 wordings, 9 posts in 5 channels" """
    parts = (_many(act.n_origins, "origin"), _many(act.n_independent, "wording"), _many(act.n_posts, "post"))
    return f"{', '.join(parts)} in {_many(act.n_channels, 'channel')}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
