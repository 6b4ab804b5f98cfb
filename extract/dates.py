"""The date of a deed that its text gives, in ISO 8601 at its precision (year, month or day), resolved from the day of the post.

Every date near the deed has points (`date_points.csv`) for its place, for its time beside the status of the deed, for its form and for the
word that leads it; the best is told, if it has more than none. The points are the log odds of a logistic regression on the dates beside
annotated acts, raised so that a date is told if it is the deed's in more than one case of four: a date is often left out by annotators.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from extract.date_forms import words
from extract.date_phrases import Dated, dates_in
from extract.date_values import View
from extract.ontology import Status
from extract.phrases import phrases, rows, small
from extract.sentences import sentences

AHEAD = {Status.DONE: False, Status.PLANNED: True, Status.PROPOSED: True}
BESIDE, WITHIN = 600, 1500
"""Characters beside the deed's sentences, and beside its words in them, in which a date counts."""
SAID = 25
"""Characters beside a date in which a word of saying makes it the day of the telling."""
CLAUSE = re.compile(r"[;:()—–\n]|,\s|[.!?]\s")
EARLIER = 2
"""Sentences before the deed's own in which a date counts; of those after it only the next."""


def date_of(text: str, sentence: tuple[int, int], deed: tuple[int, int], status: Status, today: date) -> str | None:
    """The date of the deed that `text` tells at `deed` within the sentences at `sentence`, or None; `today` is the day of the post."""
    told = [(points(signs), -place, dated.value) for place, (dated, signs) in enumerate(candidates(text, sentence, deed, status, today))]
    best, _, value = max(told, default=(0.0, 0, ""))
    return value if best > 0 else None


def points(signs: tuple[str, ...]) -> float:
    """How much speaks for a date with these signs: the sum of their points."""
    return sum(weights().get(sign, 0.0) for sign in signs)


@cache
def weights() -> dict[str, float]:
    return {row["sign"]: float(row["points"]) for row in rows("date_points.csv", "sign", "points")}


def candidates(
    text: str, sentence: tuple[int, int], deed: tuple[int, int], status: Status, today: date
) -> Iterator[tuple[Dated, tuple[str, ...]]]:
    """The dates in the sentences of the deed and beside them, by offsets into `text`, each with its signs: keys of `date_points.csv`."""
    low, high = max(sentence[0], deed[0] - WITHIN), min(sentence[1], deed[1] + WITHIN)
    starts = [start for start, _ in _sentences(text, max(0, low - BESIDE), low)][-EARLIER:]
    end = next((end for _, end in _sentences(text, high, high + BESIDE)), high)
    start = starts[0] if starts else low
    for dated in dates_in(text[start:end], View(today, AHEAD.get(status))):
        at = Dated(dated.start + start, dated.end + start, dated.value, dated.kind)
        if at.start < low:
            place = f"sentence {sum(at.start < s for s in starts) + 1} before"
        else:
            place = "sentence 1 after" if at.start >= high else _place(text, at, deed)
        yield at, ("any", place, _time(at.value, status, today), f"form {at.kind}", _lead(text, at.start), _said(text, at))


def _sentences(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    return ((low + start, low + end) for start, end in sentences(text[low:high]))


def _place(text: str, dated: Dated, deed: tuple[int, int]) -> str:
    """Whether a date of the deed's sentence stands in its words, or before or after them, with up to two ends of clauses between."""
    if deed[0] <= dated.start < deed[1]:
        return "in the deed"
    before = dated.start < deed[0]
    between = text[dated.end : deed[0]] if before else text[deed[1] : dated.start]
    return f"{'before' if before else 'after'} the deed {min(len(CLAUSE.findall(between)), 2)}"


def _time(value: str, status: Status, today: date) -> str:
    now = today.isoformat()[: len(value)]
    return f"{'past' if value < now else 'now' if value == now else 'future'} {status}"


def _said(text: str, dated: Dated) -> str:
    """Whether a word of saying stands right beside a date: then it is the day of the telling."""
    before, after = text[max(0, dated.start - SAID) : dated.start], text[dated.end : dated.end + SAID]
    clauses = CLAUSE.split(before)[-1], CLAUSE.split(after)[0]
    return "said" if any(_saying().search(small(clause)) for clause in clauses) else "unsaid"


@cache
def _saying() -> re.Pattern[str]:
    return dict(phrases("telling_cues.csv", "cue"))["said"]


def _lead(text: str, start: int) -> str:
    """Whether a word of a beginning (since) or of an end (until) leads the phrase at `start`, or begins it."""
    first, before = text[start : start + 20].split()[:1], text[max(0, start - 20) : start].split()[-1:]
    return next((f"lead {what}" for word in first + before if (what := words("lead").get(small(word)))), "lead none")
