"""The stage of an agreement that words tell: negotiated, initialled, signed, submitted, ratified, in force, extended … and by whose act."""

import re
from enum import StrEnum
from functools import cache

from extract.automaton import find_mentions
from extract.errors import LexiconError
from extract.lexicon import shipped
from extract.model import Claim
from extract.ontology import Status
from extract.phrases import pattern, rows, small
from extract.sentences import sentences

STAGES, WORDS = "agreement_stages.csv", "agreement_words.csv"
BESIDE = re.compile(r"(?:\b(?:с|со|з|із|зі|with|to|and|и|та|і|й|between|между|між)|[-–—])\s*$")
"""What stands before a party that is not the one who acts: "the treaty with Iran was ratified"."""
AFTER = re.compile(r"\s*(?:by\s+(?:[\w'-]+\s+){0,3}|(?:парламент\w*|президент\w*)\s+)?")
"""What may stand between the word and who acts, if that comes after it: "ratified by the parliament of Iran", "ратифицировала Россия"."""
TOGETHER = re.compile(r"\s*(?:and|и|та|і|й|,)\s")


class Stage(StrEnum):
    """In the order of an agreement's life; `AGREED` where the words name it and tell no stage."""

    NEGOTIATED = "negotiated"
    INITIALLED = "initialled"
    AGREED = "agreed"
    SIGNED = "signed"
    SUBMITTED = "submitted"
    RATIFIED = "ratified"
    IN_FORCE = "in force"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    ENDED = "ended"


LATER = frozenset({Stage.SUBMITTED, Stage.RATIFIED, Stage.IN_FORCE, Stage.EXTENDED, Stage.SUSPENDED, Stage.ENDED})
"""What only a signed agreement comes to."""
OVER = frozenset({Stage.SUSPENDED, Stage.REFUSED, Stage.ENDED})
ACTED = LATER - {Stage.IN_FORCE} | {Stage.REFUSED}
"""What one party may do alone."""


@cache
def _patterns() -> tuple[tuple[Stage, int, re.Pattern[str]], ...]:
    found = []
    for number, row in enumerate(rows(STAGES, "stage", "weight", "words"), 2):
        if row["stage"] not in set(Stage):
            raise LexiconError(f"{STAGES}:{number}: '{row['stage']}' is no stage; known are {', '.join(Stage)}")
        found.append((Stage(row["stage"]), int(row["weight"]), pattern(row["words"])))
    return tuple(found)


@cache
def words_of(role: str) -> re.Pattern[str]:
    """All words of a role of agreement_words.csv."""
    return pattern("|".join(row["words"] for row in rows(WORDS, "role", "words") if row["role"] == role))


def _told(text: str) -> list[tuple[int, int, int, Stage, int]]:
    """Stages told, the best first: minus weight, characters to the nearest name of a paper, start, stage, end. Of "the treaty signed in
    June was ratified" the verb tells, not the participle; of "ratified the record, then signed a treaty" the verb beside the treaty."""
    low = small(text)
    papers = [m.span() for m in words_of("paper").finditer(low)]

    def off(start: int, end: int) -> int:
        return min((max(0, a - end, start - b) for a, b in papers), default=0)

    return sorted((-w, off(*m.span()), m.start(), stage, m.end()) for stage, w, p in _patterns() for m in p.finditer(low))


def stage_of(claim: Claim, text: str) -> tuple[Stage, str | None]:
    """The stage that a claim tells of its agreement, and the participant who brought it about where one alone did. `text` is the post's;
    the words beside the evidence count only where the evidence has none and they agree."""
    told, where = _told(claim.quote), claim.quote
    if not told and claim.start is not None and claim.end is not None:
        where = next((text[a:b] for a, b in sentences(text) if a <= claim.start < b), "")
        told = _told(where)
        told = told if len({t[3] for t in told}) == 1 and (told[0][3] not in OVER or claim.status in (Status.ENDED, Status.DENIED)) else []
    stage = told[0][3] if told else Stage.AGREED
    if stage is Stage.NEGOTIATED and claim.status in (Status.DONE, Status.ENDED):
        stage = Stage.AGREED
    if claim.status is Status.ENDED and stage not in OVER:
        stage = Stage.ENDED
    return stage, _who(claim, where, told[0][2], told[0][4]) if told and stage in ACTED else None


def _who(claim: Claim, text: str, start: int, end: int) -> str | None:
    """The only party whose officials the claim names, else the one named as who acts, before the word or right after it."""
    persons = {p.country for p in claim.persons} & claim.actors
    if len(persons) == 1:
        return persons.pop()
    before, after = set(), set()
    for mention in find_mentions(text):
        actor = shipped().actor_of(mention.entity)
        if actor not in claim.actors or TOGETHER.match(small(text[mention.end :])):
            continue
        if mention.end <= start and not BESIDE.search(small(text[: mention.start])):
            before.add(actor)
        if mention.start >= end and AFTER.fullmatch(small(text[end : mention.start])):
            after.add(actor)
    found = after or before
    return found.pop() if len(found) == 1 else None
