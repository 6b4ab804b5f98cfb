"""One spelling for a text (small letters, composed, ё as е, one sort of quotes, one script a word, one letter for the Arabic and Persian
variants of it, no links or markup), with the way back to the original."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

STROKES = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
"""Over and between Arabic letters."""
INVISIBLE = f"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\u0300-\u036f{STROKES}"
LINK = r"https?://[^\s)\]>]+|(?:www\.|t\.me/)[^\s)\]>]+|@\w+"
ELSEWHERE = "[\u0620-\u063f\u0641-\u064a\u0660-\u066f\u0671-\u06d5\u06dd-\u06ff\uff01-\uff5e]"
"""Arabic letters and digits, and the wide letters of East Asia."""
EDIT = re.compile(rf"{LINK}|[\s*_]{{2,}}|[{INVISIBLE}İ]|{ELSEWHERE}+")
DECOMPOSED = re.compile(rf"{EDIT.pattern}|\w[\u0300-\u036f]+")
"""As EDIT, with letters whose accent is a character of its own (и + breve)."""
WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
ONE_LETTER = str.maketrans(
    "يىئكأإآٱؤةۀھہ" + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" + WIDE,
    "ییی" + "کاااا" + "و" + "هههه" + "0123456789" * 2 + "".join(map(chr, range(0x21, 0x7F))),
)
"""What Arabic and Persian write in several ways, digits, and wide letters, each as one letter."""
PARAGRAPH = "\x1f"
SAME_LENGTH = (
    ("ё", "е"),
    ("ґ", "г"),
    ("’", "'"),
    ("ʼ", "'"),
    ("`", "'"),
    ("«", '"'),
    ("»", '"'),
    ("“", '"'),
    ("”", '"'),
    ("„", '"'),
    ("\u2011", "-"),
    ("\u2010", "-"),
    ("\xa0", " "),
    ("\n", " "),
    ("_", " "),
    ("*", " "),
)
MIXED = re.compile(r"[a-z](?:(?<=[а-яіїєґ][a-z])|(?=[а-яіїєґ]))")
WORD = re.compile(r"[a-zа-яіїєґ]+")
LATIN, CYRILLIC = "aceopxykmthbiuj", "асеорхукмтнвіиј"
TO_CYRILLIC, TO_LATIN = str.maketrans(LATIN, CYRILLIC), str.maketrans(CYRILLIC, LATIN)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; from `starts[i]` on, the original offset is the folded one plus `shifts[i]`."""

    text: str
    original: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, at: int) -> int:
        """Offset in the original of the folded character `at`."""
        return at + self.shifts[bisect_right(self.starts, at) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a folded span; accents that belong to its last letter are in it."""
        last = self.origin(end - 1) + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.origin(start), last

    def letter(self, at: int) -> str:
        """The original character behind the folded one."""
        return self.original[self.origin(at)] if 0 <= at < len(self.text) else ""


def fold(original: str) -> Folded:
    """Fold a text; every step but the first keeps the length."""
    pieces, starts, shifts, at, length = [], [0], [0], 0, 0
    for match in (EDIT if unicodedata.is_normalized("NFC", original) else DECOMPOSED).finditer(original):
        piece = original[at : match.start()] + _instead(match.group())
        pieces.append(piece)
        length, at = length + len(piece), match.end()
        starts.append(length)
        shifts.append(at - length)
    text = _same_length("".join(pieces) + original[at:])
    if MIXED.search(text):
        text = WORD.sub(_one_script, text)
    return Folded(text, original, tuple(starts), tuple(shifts))


def fold_form(text: str) -> str:
    """A lexicon form in the spelling of folded texts."""
    return _same_length(re.sub(f"[\u200c{STROKES}]", "", unicodedata.normalize("NFC", text)).translate(ONE_LETTER))


def _same_length(text: str) -> str:
    text = text.lower()
    for old, new in SAME_LENGTH:
        text = text.replace(old, new)
    return text


def _instead(found: str) -> str:
    """What stands in the folded text for a match of EDIT."""
    if found.strip(" \t\r\n\xa0*_") == "":
        return PARAGRAPH if found.count("\n") > 1 else " "
    if re.match(ELSEWHERE, found):
        return found.translate(ONE_LETTER)
    if len(found) > 1 and unicodedata.combining(found[1]):
        return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFC", found))
    return " " if len(found) > 1 else {"İ": "i"}.get(found, "")


def _one_script(match: re.Match[str]) -> str:
    """A word that mixes Latin and Cyrillic look-alikes, in the script of most of its letters."""
    word = match.group()
    latin = sum(c.isascii() for c in word)
    if not 0 < latin < len(word):
        return word
    cyrillic, roman = word.translate(TO_CYRILLIC), word.translate(TO_LATIN)
    scripts = [w for w, pure in ((cyrillic, not any(map(str.isascii, cyrillic))), (roman, roman.isascii())) if pure]
    return word if not scripts else scripts[0] if latin * 2 <= len(word) else scripts[-1]
