"""The date that a sentence gives, in ISO 8601 at its precision, relative to the day of the post."""

import re
from datetime import date, timedelta

from extract.phrases import rows, small

MONTHS = {row["stem"]: int(row["month"]) for row in rows("months.csv", "stem", "month")}
MONTH = "(?P<month>" + "|".join(sorted((re.escape(m) + r"\w*" for m in MONTHS), key=len, reverse=True)) + ")"
YEAR = r"(?P<year>20\d\d)"
FULL = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:-?(?:го|st|nd|rd|th))?\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?(?!\w)")
ENGLISH = re.compile(rf"(?<!\w){MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+{YEAR})?")
NUMBERS = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<number>\d{2})\.(?P<year>20\d\d)(?!\d)")
MONTHLY = re.compile(rf"(?<!\w)(?:в|у|в\s+начале|в\s+конце|с|in|since|early|late)\s+{MONTH}(?:\s+(?:of\s+)?{YEAR})?(?!\w)")
YEARLY = re.compile(rf"(?<!\w)(?:в|у|in|since|с|за|по итогам)\s+{YEAR}(?:-?(?:м|го|году|году|році|р))?(?!\d)")
TODAY, YESTERDAY, TOMORROW = (
    re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in ("сегодня|сьогодні|today", "вчера|вчора|накануне|yesterday", "завтра|tomorrow")
)


def date_in(sentence: str, today: date) -> str | None:
    """The first date of the sentence, else None. A day without a year is the nearest one: not more than two months ahead of the post."""
    text = small(sentence)
    for day_of in (FULL, ENGLISH, NUMBERS):
        if (match := day_of.search(text)) and (found := _day(match, today)):
            return found
    for words, days in ((TODAY, 0), (YESTERDAY, -1), (TOMORROW, 1)):
        if words.search(text):
            return (today + timedelta(days=days)).isoformat()
    if match := MONTHLY.search(text):
        month = _month(match["month"])
        year = int(match["year"]) if match["year"] else today.year - (month > today.month + 2)
        return f"{year}-{month:02}"
    match = YEARLY.search(text)
    return match["year"] if match else None


def _month(word: str) -> int:
    return next(number for stem, number in sorted(MONTHS.items(), key=lambda m: -len(m[0])) if word.startswith(stem))


def _day(match: re.Match[str], today: date) -> str | None:
    facts = match.groupdict()
    month = int(facts["number"]) if "number" in facts else _month(facts["month"])
    try:
        found = date(int(facts["year"] or today.year), month, int(facts["day"]))
    except ValueError:
        return None
    if not facts["year"] and (found - today).days > 60:
        found = found.replace(year=found.year - 1, day=min(found.day, 28) if month == 2 else found.day)
    return found.isoformat()
