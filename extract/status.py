"""Whether a deed is done, planned, proposed, denied or ended, by the cues of its sentence."""

import re
from bisect import bisect_right
from functools import cache

from extract.ontology import Status
from extract.phrases import pattern, phrases, rows, small

OURS = re.compile(r"[а-яёіїєґ]{3}|\b(?:the|of|and|to|in)\b")
CLAUSE = re.compile(r"[.,;:!?…\n]")
STOP = re.compile(r"[.;!?\n]")
FAR = 120
"""Most characters between two words that forbid a status together."""
MEETINGS = frozenset({"conference", "negotiation", "visit"})
BESIDE = 25
"""Characters before a meeting in which the words that put it ahead stand."""
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
    if CLAUSE.search(words):
        return False
    stop = CLAUSE.search(text, end)
    clause = small(text[begins : stop.start() if stop else len(text)])
    called = any(_follows(clause, first, then) for first, then in _pairs("calling_cues.csv"))
    return called or any(cues.search(words) for _, cues in phrases("hortatives.csv", "language"))


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


def forbidden(kind: str, words: str) -> frozenset[Status]:
    """The statuses that words forbid a deed of a type: a story that is called fake tells nothing done, a treaty that a parliament rejects
    is not in force, nor does it end cooperation to lift a ban."""
    text = small(words)
    cues = (row for row in _forbidding() if not row[1] or kind in row[1].split())
    return frozenset(status for statuses, _, first, then in cues if _follows(text, first, then) for status in statuses)


def lies_ahead(kind: str, text: str, start: int, end: int) -> bool:
    """Whether the words text[start:end] tell a meeting before which something else happens: «перед саммитом», "ahead of the talks"."""
    before = min(start, BESIDE)
    words = small(text[start - before : end])
    return kind in MEETINGS and any(_follows(words, first, then, BESIDE, before) for first, then in _pairs("ahead_cues.csv"))


def _follows(text: str, first: re.Pattern[str], then: re.Pattern[str], far: int = FAR, low: int = 0) -> bool:
    """Whether words stand in one sentence, in this order and not far from each other, the latter at `low` or behind it."""
    starts = [m.end() for m in first.finditer(text)]
    for end in (m.start() for m in then.finditer(text, low)):
        at = bisect_right(starts, end)  # the next before it: what stands farther off is no better
        if at and end - starts[at - 1] <= far and not STOP.search(text, starts[at - 1], end):
            return True
    return False


@cache
def _pairs(table: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Words and those that must stand behind them."""
    return [(pattern(row["words"]), pattern(row["behind"])) for row in rows(table, "language", "words", "behind")]


@cache
def _forbidding() -> list[tuple[tuple[Status, ...], str, re.Pattern[str], re.Pattern[str]]]:
    table = rows("forbidding_cues.csv", "statuses", "language", "words", "behind")
    return [(tuple(map(Status, r["statuses"].split())), r["type"], pattern(r["words"]), pattern(r["behind"])) for r in table]


@cache
def _needed() -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in rows("needed_cues.csv", "status", "language", "words"):
        found.setdefault(row["status"], []).append(pattern(row["words"]))
    return found


def is_hostile(sentence: str) -> bool:
    """Whether the sentence tells of blows, threats, sanctions or the like."""
    return any(words.search(small(sentence)) for _, words in phrases("hostile.csv", "words"))
