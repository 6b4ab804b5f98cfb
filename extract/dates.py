"""The date of a deed that its text gives, in ISO 8601 at its precision (year, month or day), resolved from the day of the post.

Every date of the text has points (`date_points.csv`) for its signs: its place beside the deed, its time beside the deed's status, its form,
the word that leads it, and what the network makes of the deed's date; the best is told, if it has more than none. The points are the log
odds of a logistic regression on the dates beside annotated acts (`extract.training.points`).
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.date_forms import part, words
from extract.date_phrases import Dated, dates_in
from extract.date_values import View
from extract.ontology import Status
from extract.phrases import phrases, rows, small
from extract.sentences import in_other_items, sentences

DATES = ("none", "post", "day before", "day", "month", "year")
"""What an act's date is to its post's; the order of the network's output."""
AHEAD = {Status.DONE: False, Status.PLANNED: True, Status.PROPOSED: True}
BESIDE, WITHIN = 3000, 1500
"""Characters beside the deed's sentences, and beside its words in them, in which a date counts."""
WIDE = 80
"""Characters before a date in which a word of comparing stands."""
SAID = 25
"""Characters beside a date in which a word of saying makes it the day of the telling."""
CLAUSE = re.compile(r"[;:()—–\n]|,\s|[.!?]\s")
WORD = re.compile(r"\w+")
NEAR = {"before": 2, "after": 1}
"""Sentences before and after the deed's own that are near it."""
PRECISION = {4: "year", 7: "month", 10: "day"}
SURE = 1e-4
"""Least probability that the network's word counts for."""
EVEN = 1.0
"""What is added to a second reading's log odds, as dates are told from less than even odds; chosen on the posts kept for checking."""
Signs = Mapping[str, float]
Belongs = Callable[[int, int], float | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed told by the characters `words` of a text, within its sentences at `sentences`, in a post of the day `today`; `likely` are the
    network's probabilities of DATES, if it was asked."""

    words: tuple[int, int]
    sentences: tuple[int, int]
    status: Status
    today: date
    likely: tuple[float, ...] = ()


def date_of(text: str, deed: Deed, own: Belongs | None = None) -> str | None:
    """The date of a deed, or None where the text gives none. `own`: the log odds that a place of the text belongs to the deed."""
    told = [(points(signs) + _read(dated, own), -place, dated.value) for place, (dated, signs) in enumerate(candidates(text, deed))]
    best, _, value = max(told, default=(0.0, 0, ""))
    return value if best > 0 else None


def _read(dated: Dated, own: Belongs | None) -> float:
    """What a second reading adds to the points of a date; nothing where it has not read."""
    odds = own(dated.start, dated.end) if own else None
    return odds + EVEN if odds is not None else 0.0


def points(signs: Signs) -> float:
    """How much speaks for a date with these signs."""
    return sum(weights().get(sign, 0.0) * much for sign, much in signs.items())


@cache
def weights() -> dict[str, float]:
    return {row["sign"]: float(row["points"]) for row in rows("date_points.csv", "sign", "points")}


def candidates(text: str, deed: Deed) -> Iterator[tuple[Dated, Signs]]:
    """The dates in the sentences of the deed and beside them, by offsets into `text`, each with its signs: keys of `date_points.csv`. What
    is done has no date ahead, and a date with which something is compared is no deed's."""
    low, high = max(deed.sentences[0], deed.words[0] - WITHIN), min(deed.sentences[1], deed.words[1] + WITHIN)
    first = max(0, low - BESIDE)
    window = text[first : high + BESIDE]
    spans = [(a + first, b + first) for a, b in sentences(window)]
    last = deed.today.isoformat() if deed.status is Status.DONE else "9999"
    every = dates_in(window, View(deed.today, AHEAD.get(deed.status)))
    fit = (d for d in every if d.value <= last[: len(d.value)] and not _is_another(window, d, deed.status))
    found = [
        Dated(d.start + first, d.end + first, d.value, d.kind) for d in fit if not in_other_items(text, d.start + first, deed.words[0])
    ]
    if _is_now(text, deed.words):
        found = [d for d in found if d.start >= deed.words[0]]
    head = spans[0][1] if spans and not first else 0
    for at in found:
        near = low <= at.start < high
        place = _place(text, at, deed.words) if near else _apart(at, spans, low, high)
        signs = {"any", place, _time(at.value, deed) + ("" if near else " apart"), f"form {at.kind}", *_lead(text, at.start)}
        signs |= {"said"} if _is_said(text, at) else set()
        signs |= {"only one"} if len(found) == 1 else set()
        signs |= {"told twice"} if sum(other.value == at.value for other in found) > 1 else set()
        signs |= {"in the first sentence"} if not near and at.start < head else set()
        yield at, dict.fromkeys(sorted(signs), 1.0) | _learned(at.value, deed)


def _is_now(text: str, deed: tuple[int, int]) -> bool:
    """Whether the clause of the deed says that it is now: then dates before it are of other deeds («plans in 2023, now machines»)."""
    before = CLAUSE.split(text[max(0, deed[0] - SAID) : deed[0]])[-1]
    return not words("now").keys().isdisjoint(WORD.findall(small(before + text[slice(*deed)])))


def _is_another(text: str, dated: Dated, status: Status) -> bool:
    """Whether a date is plainly another deed's: that with which something is compared, a time from now of what is done, the day of the
    treaty by which something is planned («по заключённой в апреле сделке передадут»)."""
    settled = AHEAD.get(status) and bool(_settled().search(small(text[max(0, dated.start - SAID) : dated.start])))
    return bool(settled) or (dated.kind == "in" and status is Status.DONE) or _is_compared(text, dated)


@cache
def _settled() -> re.Pattern[str]:
    return re.compile(rf"{part('settled')}\s*$")


def _is_compared(text: str, dated: Dated) -> bool:
    """Whether a date is that since which something is the most or the least: «до максимума с 2015 года», "the lowest since May"."""
    before = CLAUSE.split(text[max(0, dated.start - WIDE) : dated.start])[-1]
    return "lead since" in _lead(text, dated.start) and bool(re.search(part("compared"), small(before)))


def _place(text: str, dated: Dated, deed: tuple[int, int]) -> str:
    """Whether a date of the deed's sentence stands in its words, or before or after them, with up to two ends of clauses between."""
    if deed[0] <= dated.start < deed[1]:
        return "in the deed"
    before = dated.start < deed[0]
    between = text[dated.end : deed[0]] if before else text[deed[1] : dated.start]
    return f"{'before' if before else 'after'} the deed {min(len(CLAUSE.findall(between)), 2)}"


def _apart(dated: Dated, spans: Sequence[tuple[int, int]], low: int, high: int) -> str:
    """How many sentences a date stands before or after those of the deed."""
    side, first, last = ("before", dated.end, low) if dated.start < low else ("after", high, dated.start)
    between = sum(first <= a and b <= last for a, b in spans)
    return f"sentence {between + 1} {side}" if between < NEAR[side] else f"far {side}"


def _time(value: str, deed: Deed) -> str:
    now = deed.today.isoformat()[: len(value)]
    return f"{'past' if value < now else 'now' if value == now else 'future'} {deed.status}"


def date_class(value: str | None, today: date) -> int:
    """The place in `DATES` of a date in ISO 8601 of any precision."""
    if not value:
        return 0
    if PRECISION[len(value)] != "day":
        return DATES.index(PRECISION[len(value)])
    return {0: DATES.index("post"), 1: DATES.index("day before")}.get((today - date.fromisoformat(value)).days, DATES.index("day"))


def _learned(value: str, deed: Deed) -> dict[str, float]:
    """What the network makes of a date: the log odds that there is none, and of one like this if there is one."""
    if not deed.likely:
        return {}
    none, like = (max(SURE, min(1 - SURE, deed.likely[i])) for i in (0, date_class(value, deed.today)))
    return {"network": 1.0, "network: none": math.log(none / (1 - none)), "network: such a one": math.log(like / (1 - none))}


def _is_said(text: str, dated: Dated) -> bool:
    """Whether a word of saying stands right beside a date: then it is the day of the telling."""
    before, after = text[max(0, dated.start - SAID) : dated.start], text[dated.end : dated.end + SAID]
    return any(_saying().search(small(clause)) for clause in (CLAUSE.split(before)[-1], CLAUSE.split(after)[0]))


@cache
def _saying() -> re.Pattern[str]:
    return dict(phrases("telling_cues.csv", "cue"))["said"]


def _lead(text: str, start: int) -> list[str]:
    """Whether a word of a beginning (since) or of an end (until) leads the phrase at `start`, or begins it."""
    first, before = text[start : start + 20].split()[:1], text[max(0, start - 20) : start].split()[-1:]
    return [f"lead {what}" for word in first + before if (what := words("lead").get(small(word)))][:1]
