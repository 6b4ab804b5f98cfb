"""Whether a deed is done, planned, proposed, denied or ended, by the cues of its sentence."""

import re
from functools import cache

from extract.ontology import Status
from extract.phrases import pattern, phrases, rows, small

OURS = re.compile(r"[а-яёіїєґ]{3}|\b(?:the|of|and|to|in)\b")
CLAUSE = re.compile(r"[.,;:!?…\n]")
NEAR = 60
"""Characters around a deed's words in which a cue counts."""


def status_of(sentence: str, start: int, end: int) -> Status:
    """The first status in the order of the table that has a cue near the words at `start` to `end`; done where there is none."""
    around = small(sentence)[max(0, start - NEAR) : end + NEAR]
    for status, cues in phrases("status_cues.csv", "status"):
        if cues.search(around) and not (status == Status.DENIED and is_affirmed(around)):
            return Status(status)
    return Status.DONE


def is_urged(text: str, start: int, end: int) -> bool:
    """Whether the words text[start:end] call for a deed, in one clause with what stands before them: «А давайте отправим …», «Почему бы
    не …»; then it is a proposal. «Давайте вспомним, что …» and «…, давайте посмотрим» call for none."""
    begins = max((m.end() for m in CLAUSE.finditer(text, 0, start)), default=0)
    words = small(text[begins:end]).rstrip(" .!?…")
    return not CLAUSE.search(words) and any(cues.search(words) for _, cues in phrases("hortatives.csv", "language"))


def is_affirmed(words: str) -> bool:
    """Whether a denial is itself denied: who "does not deny" a deed tells that it happened."""
    return any(cues.search(small(words)) for _, cues in phrases("double_negations.csv", "language"))


def may_be(status: Status, words: str) -> bool:
    """Whether there is any word that a denied or ended deed needs, such as a negation; without one it is neither. Negations that deny no
    deed ("not only", "did not comment") are none. Of languages without words of ours, and of other statuses, always."""
    needed, text = _needed().get(status, ()), small(words)
    for _, idle in phrases("idle_negations.csv", "language") if needed else ():
        text = idle.sub(" ", text)
    return not needed or not OURS.search(text) or any(cues.search(text) for cues in needed)


@cache
def _needed() -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in rows("needed_cues.csv", "status", "language", "words"):
        found.setdefault(row["status"], []).append(pattern(row["words"]))
    return found


def is_hostile(sentence: str) -> bool:
    """Whether the sentence tells of blows, threats, sanctions or the like."""
    return any(words.search(small(sentence)) for _, words in phrases("hostile.csv", "words"))
