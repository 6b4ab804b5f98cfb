"""The firms, banks, agencies and the like of a deed, as its sentences name them, each with its part in it."""

import re
from collections.abc import Collection, Iterator, Sequence

from extract.attributions import cues
from extract.lexicon import STANDING, shipped
from extract.ministries import ministries_in
from extract.model import Mention, Organisation, Participant
from extract.ontology import Part, Role
from extract.phrases import phrases, small

SUPPLIES = frozenset({"arms_transfer", "trade", "energy", "technology", "aid", "finance", "transport", "sanctions_evasion", "labour"})
NEAR = re.compile(r"(?:\s+[\w«\"'-]+){0,2}\s*[«\"']?$")
"""What may stand between "through" and the name: "through the carrier X"."""
DASH, LAST = re.compile(r"[—–]\s*(?:[\w-]+\s+){0,3}$"), re.compile(r"[*_]*(?:\s+[\w-]+){0,3}[.*_\s]*?(?:$|\n|\()")
"""What stands before the name of who speaks at the end of a line, and behind it."""
CUE = 80
"""Characters before a name in which the words of a cue begin."""
BESIDE = 60
"""Characters beside a name in which a word of saying may stand."""
BETWEEN = re.compile(r"(?:\s+[\w-]+){0,3}\s*")
"""What may stand between the two."""


def organisations_in(
    text: str, start: int, kind: str, who: Sequence[Participant], mentions: Collection[Mention], end: int | None = None
) -> tuple[Organisation, ...]:
    """The organisations of the deed's actors, and those of any country that it went through; `mentions` are those of its sentences, which
    begin at `start` and stop at `end` (None: with the text). Of two parts of one the first that is more than a party stands."""
    roles = {p.actor: p.role for p in who}
    words = small(text)
    found: dict[tuple[str, str], Organisation] = {}
    for at, name, country in _named(text, start, len(text) if end is None else end, mentions, kind in SUPPLIES):
        through = _is_beside("through", words[start:at])
        if country in roles or through:
            part = Part.INTERMEDIARY if through else _part(kind, roles[country])
            if (name, country) not in found or found[name, country].part is Part.PARTY:
                found[name, country] = Organisation(name, country, part)
    return tuple(found.values())


def _named(text: str, start: int, end: int, mentions: Collection[Mention], only_told: bool) -> Iterator[tuple[int, str, str]]:
    """Where, name and country of the organisations of the lexicon, then of the ministries; one of no country is an actor itself. Where
    something is given (`only_told`), a ministry that says so is no giver."""
    for mention in mentions:
        entity = shipped().entities[mention.entity]
        if entity.kind != "organisation" or entity.extra.get("kind") in STANDING or not entity.country:
            continue
        if not _is_beside(
            "traded", small(text[max(0, mention.start - CUE) : mention.start])
        ):  # what an index or a share is worth is no deed of the firm
            yield mention.start, entity.name, entity.country
    for ministry in ministries_in(text, start, end, mentions):
        at = ministry.start, ministry.end
        if not (only_told and (_says(text, *at) or _is_speaker(text, *at))):
            yield ministry.start, ministry.name, ministry.country


def _says(text: str, start: int, end: int) -> bool:
    """Whether words of saying stand beside a name, or beside an office before it: "said Iran's foreign ministry"."""
    said = cues()["claim"]
    before, after = small(text[max(0, start - BESIDE) : start]), small(text[end : end + BESIDE])
    return any(BETWEEN.fullmatch(before, m.end()) for m in said.finditer(before)) or any(
        BETWEEN.fullmatch(after, 0, m.start()) for m in said.finditer(after)
    )


def _is_speaker(text: str, start: int, end: int) -> bool:
    """Whether a name, perhaps with that of its head, stands behind a dash at the end of a line: "— Italy's defence minister Crosetto"."""
    return bool(DASH.search(text, max(0, start - BESIDE), start) and LAST.match(text, end))


def _part(kind: str, role: Role) -> Part:
    """What an organisation of an actor with that role does in such a deed."""
    if kind == "production":
        return Part.MAKER
    if kind == "agreement":
        return Part.SIGNATORY
    if kind in SUPPLIES and role is not Role.PARTY:
        return Part.SUPPLIER if role is Role.SOURCE else Part.BUYER
    return Part.PARTY


def _is_beside(cue: str, before: str) -> bool:
    """Whether the words right before a name are those of a cue, such as going through somebody."""
    cues = dict(phrases("flow_cues.csv", "cue"))[cue]
    return any(NEAR.fullmatch(before, m.end()) for m in cues.finditer(before, max(0, len(before) - CUE)))
