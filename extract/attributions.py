"""Words of attribution: who says something in a piece of text, by `attributions.csv` or by signs («… — Reuters», "Seoul: …")."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import chain

from extract.claimants import Claimant
from extract.phrases import pattern, rows, small

WORDS = 7
"""So many words may lie between a word of saying and who says it."""
STOP = re.compile(r"[,.;:!?…\n()—–]|\s(?:that|что|що|як|how|как)\s")
BREAK = re.compile(r"[.;:!?…\n—–]")
REPORTED = re.compile(r"(?:[—–|/(]|\s-)[\s«\"*_]*(?:[\w-]+[\s«\"]+){0,5}$")
"""Before a claimant that ends a line: «… — Reuters», "(Xinhua)"."""
REPORTED_MEDIUM = re.compile(r"[—–|/(,][\s«\"*_]*$|" + REPORTED.pattern)
LAST = re.compile(r"[»\"*_\s]*(?:[^\W_]+[»\"*_\s]*){0,3}[.)…]*[*_]*\s*(?:$|\n|\))")
HEAD = re.compile(r"[^\w\n]*(?:\w+[^\w\n.:;]+){0,4}$")
COLON = re.compile(r"[»\"*_)]*(?:\s+[^\W_]+){0,3}[»\"*_]*:")
CAPITAL = re.compile(r"[*_]*(?:\s(?:и|та|і|and)\s[A-ZА-ЯІЇЄҐ]\w+)?[*_]*:")
"""After a capital that speaks: "Seoul: …", «Вашингтон и Лондон: …»."""
SEAT, IN = re.compile(r"\s+[ву]\s+"), re.compile(r"(?:^|\W)[ву]\s+$")
DATELINE = re.compile(r"\)\s*[—–-]|\s[—–]\s(?=[A-ZА-Я])")
"""After the agency at the head of its own report."""
SMALL_WORD = re.compile(r"[»\"]?\s+([а-яё]+)")
ONE_WORD, FAR = re.compile(r"[»\"*_\s]*(?:\w+\s+)?"), 40
"""What may stand between a medium and an unnamed source that speaks to it, and characters in which that stands."""
LAST_WORD = re.compile(r"(\w+)\s*[«\"]?$")
DATIVE = re.compile(r"[А-ЯЁа-яё ]+(?:ам|ям|[^.]у)")
"""The form of a medium to which something is said, if no preposition leads it."""
LONGEST = 2000
"""Characters of a sentence that are read."""


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """Words of attribution by their place."""
    words: dict[str, list[str]] = {}
    for row in rows("attributions.csv", "place", "lang", "words"):
        words.setdefault(row["place"], []).append(row["words"])
    return {place: pattern("|".join(lists)) for place, lists in words.items()}


def claimed(text: str, low: int, high: int, every: Sequence[Claimant], actors: Collection[str]) -> tuple[Claimant | None, bool]:
    """The claimant of a piece of text; and whether a side of the deed tells it."""
    high = min(high, low + LONGEST)
    inside = [c for c in every if low <= c.start and c.end <= high]
    saying = list(_saying(text, low, high, inside))
    foreign = [c for c in saying if c.actor not in actors]
    own = len(foreign) < len(saying)
    media = [c for c in foreign if c.is_named_medium] + [c for c in inside if c.kind == "medium"]
    media = [c for c in media if not DATELINE.match(text, c.end) and not _is_told(text, c)]
    interview = cues()["interview"].search(small(text[low:high])) and not any(c.kind == "unnamed" for c in foreign)
    if media and not interview:
        return media[0], False
    foreign = [c for c in foreign if not c.is_named_medium]
    standing = [c for c in inside if c.kind == "rumour"]
    best = next((c for c in foreign if c.kind != "unnamed"), None) or next(iter(standing), None) or next(iter(foreign), None)
    return (None if own and best and best.kind == "unnamed" else best), own


def _is_told(text: str, medium: Claimant) -> bool:
    """Whether somebody tells it to a medium: «сообщил ТАСС управляющий», «заявил Песков «Известиям»»."""
    behind = small(text[medium.end : medium.end + FAR])
    if any(ONE_WORD.fullmatch(behind, 0, m.start()) for m in cues()["unnamed"].finditer(behind)):  # «сообщил «Ведомостям» источник»
        return False
    before, after = LAST_WORD.search(small(text[: medium.start][-30:])), SMALL_WORD.match(text, medium.end)
    word, words = before[1] if before else "", cues()
    if DATIVE.fullmatch(text[medium.start : medium.end]):
        return not words["of"].fullmatch(word)
    return bool(after and words["telling"].fullmatch(word) and not words["no teller"].fullmatch(small(after[1])))


def _saying(text: str, low: int, high: int, inside: Sequence[Claimant]) -> Iterator[Claimant]:
    """Claimants of text[low:high] who say something there, by words or by signs."""
    piece = small(text[low:high])
    words = cues()
    heads = (words["before"], words["list"]) if piece.rstrip(" *_").endswith(":") else (words["before"],)
    for m in chain.from_iterable(form.finditer(piece) for form in heads):
        if found := _after(piece, low, m.end(), inside):
            yield found
    for m in words["verb"].finditer(piece):
        if found := _subject(piece, low, m.start(), m.end(), inside):
            yield found
    for c in inside:
        if c.kind == "country" and c.subject and HEAD.fullmatch(text[low : c.start]) and CAPITAL.match(text, c.end):
            yield c
    for c in (c for c in inside if c.kind != "country" and c.subject):
        before, after = text[low : c.start], text[c.end : high]
        last = REPORTED if c.kind != "medium" else REPORTED_MEDIUM
        if (last.search(before) and LAST.fullmatch(after)) or (HEAD.fullmatch(before) and COLON.match(after)):
            yield c


def _subject(piece: str, low: int, start: int, end: int, inside: Sequence[Claimant]) -> Claimant | None:
    """Who says: before the verb in its clause, after it, or in the clauses before."""
    last = max((m.end() for m in BREAK.finditer(piece, 0, start)), default=0)
    comma = max(last, piece.rfind(",", last, start) + 1)
    if seat := _seat(piece, low, start, end, inside):
        return seat
    near = [c for c in inside if c.start - low >= comma and c.end - low <= start and _says(c, piece[c.end - low : start], piece[start:end])]
    if near:
        return _best(near)
    inverted = re.search(r"[,\"”»]\s*$", piece[:start]) or not piece[:start].strip() or not piece[start:end].isascii()
    after = [c for c in inside if c.subject and c.kind != "country"]
    if inverted and (found := _after(piece, low, end, after)):
        return found
    far = [c for c in inside if last <= c.start - low and c.end - low <= comma and _words(piece[c.end - low : start]) <= WORDS]
    return next((c for c in far if c.is_named_medium), None)


def _seat(piece: str, low: int, start: int, end: int, inside: Sequence[Claimant]) -> Claimant | None:
    """The country of «считают в Сеуле», «в Сеуле считают»."""
    if not cues()["seat"].fullmatch(piece, start, end):
        return None
    return next((c for c in inside if c.kind == "country" and SEAT.fullmatch(piece, end, c.start - low)), None) or next(
        (c for c in inside if c.kind == "country" and IN.search(piece[: c.start - low]) and piece[c.end - low : start].isspace()), None
    )


def _says(claimant: Claimant, between: str, verb: str) -> bool:
    """Whether somebody may be the subject of a verb so many words away; a country only of words of claiming beside it."""
    if claimant.kind == "country" and not (claimant.subject and cues()["claim"].fullmatch(verb)):
        return False
    return claimant.subject and len(between.split()) <= (1 if claimant.kind == "country" else WORDS)


def _after(piece: str, low: int, end: int, inside: Sequence[Claimant]) -> Claimant | None:
    stop = STOP.search(piece, end)
    limit = stop.start() if stop else len(piece)
    near = [c for c in inside if end <= c.start - low < limit and _words(piece[end : c.start - low]) <= WORDS]
    return _best(near) if near else None


def _best(near: Sequence[Claimant]) -> Claimant:
    """The first, but a medium before others and a person rather than the office before the name."""
    first = next((c for c in near if c.is_named_medium), near[0])
    follows = next((c for c in near if c.kind == "person" and c.start >= first.end), None)
    return follows if follows and first.kind in ("country", "body") and first.actor == follows.actor else first


def _words(text: str) -> int:
    return len(text.split())
