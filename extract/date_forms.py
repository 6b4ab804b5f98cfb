"""How texts write dates: the forms of `date_forms.csv` as one expression each, made of the words of `date_words.csv` and `months.csv`.

In a form a space stands for any gap between words of a line, `<name>` for a word of that kind or for one of PARTS. An expression finds
small letters only, and no form within a number or a word. The columns example and date show what it reads in a post of 18 June 2025.

`date_words.csv`: kind, value, language, and words between bars, where `*` stands for any ending. The value of days, months, years,
`same day` and `which` is their distance from now (вчера -1), of a holiday its month or month-day, of others their number, if any.
`months.csv`: a month's declined words, its abbreviations and its adjectives.
"""

import re
from functools import cache

from extract.phrases import rows, small

GAP, NO_GAP = r"(?:[^\S\n]|[*_]){1,4}", r"(?:[^\S\n]|[*_]){0,4}"
APOSTROPHES = str.maketrans("’ʼ`", "'''")
START, END = r"(?<![\w–-])(?<!\d[.,:/])", r"(?![\w%]|[.,:]\d)"
NAME = re.compile(r"(?<!\?P)<([a-z ]+)>")
MONTH_COLUMNS = {
    "month": ("words",),
    "month again": ("words",),
    "short": ("short",),
    "month or short": ("words", "short"),
    "adjective": ("adjectives",),
    "any month": ("words", "short", "adjectives"),
}
GROUPS = {
    "month or short": "month",
    "short": "short_month",
    "adjective": "month",
    "same day": "same_day",
    "just now": "just_now",
    "time of day": "time_of_day",
    "weekday in en": "weekday",
}
"""Names under which a match gives the word that stands for a part, where they differ from the part's own."""
UNNAMED = frozenset({"compared", "event", "preposition", "settled", "piece", "measure", "founding", "month again"})
PARTS = {
    "dash": r" ?[-–—] ?",
    "nth": r"-?(?:го|ого|е|му|м|й|st|nd|rd|th)",
    "nth day": r"(?:(?P<day>\d{1,2})<nth>?|<ordinal>)",
    "more days": r"(?:(?:<dash>| ?, ?| (?:и|і|та|й|по|до|and|to) )\d{1,2}<nth>?(?!\d)){0,3}",
    "to another day": r"(?:(?:<dash>| (?:по|до|to) )\d{1,2} <month again>)?",
    "to another month": r"(?:(?:<dash>| to )<month again> \d{1,2}(?!\d))?",
    "and another month": r"(?:<dash>| (?:и|і|й|та|по|до|and|to) )<lead>?<month again>",
    "no day": r"(?!\w|\.? \d{1,2}(?![\d%]|[.,]\d))",
    "year": r"(?P<year>(?:19[3-9]|20[0-4])\d)(?!\d|[-–—/]\d)",
    "year word": r"(?: ?(?:года|году|год|годом|гг?|рік|року|році|роком|рр?))(?!\w)",
    "of year": r"(?:(?: of|,)? <year><nth>?<year word>?|(?: of)? <of which> (?:года|году|року|році|year)(?!\w))?",
    "lead": r"(?:<preposition> (?:<piece>(?:-| ))?|<piece>(?:-| ))",
    "how many": r"(?:(?P<count>\d{1,3})|<number>)",
    "alone": r"(?= числа|[*_]{0,2}(?:[,.;:!?)—–]|$)| (?:<preposition>|и|і|та|and|—|–)(?!\w))",
}


@cache
def words(kind: str) -> dict[str, str]:
    """The words of a kind (`weekday`, or in one language: `weekday in en`) → their value."""
    if kind in MONTH_COLUMNS:
        table = list(rows("months.csv", "month", "words"))
        cells = [(row[column], row["month"]) for column in MONTH_COLUMNS[kind] for row in table]
    else:
        kind, _, language = kind.partition(" in ")
        table = [row for row in rows("date_words.csv", "kind", "language", "words") if row["kind"] == kind]
        cells = [(row["words"], row["value"]) for row in table if language in ("", row["language"])]
    return {word: value for cell, value in cells if cell for word in small(cell).split("|")}


@cache
def value_of(kind: str, word: str) -> str:
    """What a word that a form found stands for."""
    found = words(kind).get(re.sub(r"[\s*_]+", " ", word))
    return found or next(value for stem, value in words(kind).items() if stem.endswith("*") and word.startswith(stem[:-1]))


@cache
def part(name: str) -> str:
    """The expression of a part."""
    if name in PARTS:
        return f"(?:{NAME.sub(lambda m: part(m[1]), PARTS[name])})"
    kind = "which" if name == "of which" else name
    longest = sorted(words(kind), key=lambda w: (-len(w), w))
    any_of = "|".join(re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", " ") for w in longest)
    group = "?:" if name in UNNAMED else f"?P<{GROUPS.get(name, name).replace(' ', '_')}>"
    return rf"({group}{any_of})(?!\w)"


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and expression of every form."""
    made = ((row["kind"], NAME.sub(lambda m: part(m[1]), row["form"])) for row in rows("date_forms.csv", "kind", "form", "example", "date"))
    return tuple((kind, re.compile(START + "(?:" + form.replace(" ", GAP).replace(GAP + "?", NO_GAP) + ")" + END)) for kind, form in made)
