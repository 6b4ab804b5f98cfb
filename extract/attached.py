"""What may be written together with a name: nothing in Latin and Cyrillic; little words in Arabic script and Hangul; anything in Chinese.

`lexicons/attached.csv` has these words by script and side; `*` at the end of one stands for any letters.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ARABIC, HANGUL, CHINESE = "[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]", "[\uac00-\ud7a3]", "[\u3400-\u9fff\uf900-\ufaff]"
SCRIPTS = {"arabic": re.compile(ARABIC), "hangul": re.compile(HANGUL), "chinese": re.compile(CHINESE)}
FIRST = "\u0600"
"""From here on the letters of these scripts lie: a quick way out for all others."""
FREE = re.compile(f"{HANGUL}{{3,}}|{HANGUL}.*[^\uac00-\ud7a3].*{HANGUL}")
"""Names that begin no other Korean word: what follows them is another noun (러시아대사관); of the short ones that cannot be said."""
LONGEST = 8


def attached(text: str, start: int, end: int) -> bool:
    """Whether a name of these scripts has nothing around it but what may be attached to it (text folded)."""
    if text[start] < FIRST or text[end - 1] < FIRST:
        return False
    return _before(text, start) and _after(text, start, end)


def _before(text: str, start: int) -> bool:
    script = script_of(text[start])
    if not text[start - 1 : start].isalnum() or script in (None, "chinese") or script_of(text[start - 1]) != script:
        return True
    return bool(_words()[script, "before"].search(text[max(0, start - LONGEST) : start]))


def _after(text: str, start: int, end: int) -> bool:
    script = script_of(text[end - 1])
    if not text[end : end + 1].isalnum() or script in (None, "chinese") or script_of(text[end]) != script:
        return True
    return (script == "hangul" and bool(FREE.fullmatch(text[start:end]))) or bool(_words()[script, "after"].match(text, end))


def script_of(letter: str) -> str | None:
    """arabic, hangul, chinese or none of these."""
    return next((name for name, letters in SCRIPTS.items() if letters.match(letter)), None) if letter >= FIRST else None


@cache
def _words() -> Mapping[tuple[str, str], re.Pattern[str]]:
    """By script and side what may stand there, up to the end of the word."""
    found: dict[tuple[str, str], list[str]] = {}
    with (files("extract") / "lexicons" / "attached.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            words = [re.escape(w).replace(r"\*", r"\w*") for w in row["words"].split()]
            found.setdefault((row["script"], row["side"]), []).extend(words)
    never = re.compile("(?!)")
    sides = {
        (script, side): re.compile(rf"(?<!\w)(?:{'|'.join(w)})$" if side == "before" else rf"(?:{'|'.join(w)})(?!\w)")
        for (script, side), w in found.items()
    }
    return {(script, side): sides.get((script, side), never) for script in SCRIPTS for side in ("before", "after")}
