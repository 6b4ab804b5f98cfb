"""The date in ISO 8601 (a year, month or day) that a match of a form stands for, resolved from the day of the post; None for no date."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date

from extract.date_forms import value_of, words

SLACK = 60
"""Days by which a date without a year may lie behind the post where the deed lies ahead, and the other way round."""
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The month in which a season begins."""
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class View:
    """Where a text stands: the day of its post, and whether what it tells lies ahead (True), behind (False) or either way (None)."""

    today: date
    ahead: bool | None

    def nearest(self, days: Iterable[date]) -> date | None:
        """Of the same day in several years the one that suits best."""
        low, high = {True: (-SLACK, 365 - SLACK), False: (SLACK - 365, SLACK), None: (-250, 115)}[self.ahead]
        known = sorted(days, key=lambda d: abs((d - self.today).days))
        return next((d for d in known if low <= (d - self.today).days <= high), known[0] if known else None)


def _days_of(month: int, day: int, years: Iterable[int]) -> Iterator[date]:
    for year in years:
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            yield date(year, month, day)


def _around(view: View) -> range:
    return range(max(view.today.year - 1, 1), min(view.today.year + 2, MAXYEAR + 1))


def _month_from(today: date, steps: int) -> str | None:
    year, month = divmod(today.year * 12 + today.month - 1 + steps, 12)
    return f"{year}-{month + 1:02}" if 1900 < year < 2100 else None


def _later(today: date, days: int) -> date:
    return date.fromordinal(min(max(today.toordinal() + days, 1), date.max.toordinal()))


def _given_year(match: Match, view: View) -> int | None:
    facts = match.groupdict()
    if facts.get("of_which"):
        return view.today.year + int(value_of("which", facts["of_which"]))
    year = int(facts.get("year") or 0)
    return year + 2000 if 0 < year < 100 else year or None


def _step(match: Match) -> int | None:
    return int(value_of("which", match["which"])) if match.groupdict().get("which") else None


def day(match: Match, view: View) -> str | None:
    """A day of a month; of a span of days the first."""
    facts = match.groupdict()
    number = int(facts["day"] or value_of("ordinal", facts["ordinal"]))
    month = int(facts.get("number") or value_of("any month", facts["month"] or facts["short_month"]))
    year = _given_year(match, view)
    found = view.nearest(_days_of(month, number, [year] if year else _around(view)))
    return found.isoformat() if found else None


def month(match: Match, view: View) -> str | None:
    """`last` and `next` are never the month of the post."""
    number, year, step, now = int(value_of("any month", match["month"])), _given_year(match, view), _step(match), view.today
    if year is None and step is not None:
        year = now.year + ((number <= now.month) if step > 0 else -(number >= now.month) if step < 0 else 0)
    elif year is None:
        found = view.nearest(_days_of(number, 28 if view.ahead else 1, _around(view)))
        year = found.year if found else None
    return f"{year}-{number:02}" if year else None


def year_of_month(match: Match, view: View) -> str | None:
    """The year of a span of months."""
    return (month(match, view) or "")[:4] or None


def season(match: Match, view: View) -> str | None:
    """The year in which a season begins, or the month that is its beginning, middle or end: `last` is over, `next` has not begun; without
    them it has begun, or is not over where the text looks ahead."""
    given, step, now = _given_year(match, view), _step(match), view.today
    first = SEASONS[value_of("season", match["season"])]
    begun, over = first <= now.month, first + 2 < now.month
    if given is not None:
        year = given
    elif step is None:
        year = now.year + over if view.ahead else now.year - (not begun)
    else:
        year = now.year + (step - 1 + begun if step > 0 else step + over if step < 0 else 0)
    months = next((int(n) for piece, n in words("piece").items() if n and re.search(rf"\b{piece}\b", match[0])), None)
    if months is None:
        return str(year)
    of_last_winter = given is not None and first + months > 12
    return _month_from(date(year, first, 1), months - 12 if of_last_winter else months)


def year(match: Match, view: View) -> str | None:
    """The year given, else that of the post."""
    return str(_given_year(match, view) or view.today.year)


def part_of_year(match: Match, view: View) -> str | None:
    """The year of some months, a quarter or a half; what was counted by January or February is last year's."""
    early = view.today.month < 3 and not view.ahead
    return str(_given_year(match, view) or view.today.year - early)


def which(match: Match, view: View) -> str | None:
    """Days and plural words (in the last weeks) are no date."""
    word = match["unit"]
    several = word.endswith("s") and "'" not in word
    unit = value_of("unit", word)
    return None if several or unit == "day" else _moved(view.today, _step(match) or 0, unit)


def _moved(today: date, steps: int, unit: str) -> str | None:
    """A number of days, weeks, months or years from a day; what is told in weeks is known to the month."""
    if unit == "year":
        return str(today.year + steps) if 1900 < today.year + steps < 2100 else None
    if unit == "month":
        return _month_from(today, steps)
    return _later(today, steps * 7).isoformat()[:7] if unit == "week" else _later(today, steps).isoformat()


def _counted(match: Match, sign: int, today: date) -> str | None:
    count = int(match["count"] or (value_of("number", match["number"]) if match["number"] else 1))
    return _moved(today, sign * count, value_of("unit", match["unit"]))


def weekday(match: Match, view: View) -> str | None:
    """`next` and `last` are never today; without them a plan is for today or later, else it was today or before."""
    back = (view.today.weekday() + 1 - int(value_of("weekday", match["weekday"]))) % 7
    step = _step(match)
    days = -(back or 7) if step == -1 else (-back % 7 or 7) if step == 1 else -back % 7 if view.ahead else -back
    return _later(view.today, days).isoformat()


def offset(kind: str, unit: str) -> Callable[[Match, View], str | None]:
    """Words of a kind that stand for a number of days, months or years from the day of the post."""
    return lambda match, view: _moved(view.today, int(value_of(kind, match[kind.replace(" ", "_")])), unit)


def holiday(match: Match, view: View) -> str | None:
    """A feast with a fixed day, or a fixed month."""
    number, _, its_day = value_of("holiday", match["holiday"]).partition("-")
    found = view.nearest(_days_of(int(number), int(its_day or 1), _around(view)))
    return (found.isoformat() if its_day else found.isoformat()[:7]) if found else None


def day_of_month(match: Match, view: View) -> str | None:
    """A day of this month, the last or the next, on the side to which the text looks."""
    near = [at for steps in (-1, 0, 1) if (at := _month_from(view.today, steps))]
    days = [d for at in near for d in _days_of(int(at[5:]), int(match["day"]), [int(at[:4])])]
    fit = [d for d in days if (d >= view.today if view.ahead else d <= view.today)] or days
    return min(fit, key=lambda d: abs((d - view.today).days)).isoformat() if fit else None


def anniversary(match: Match, view: View) -> str | None:
    """The year of what is celebrated."""
    return str(view.today.year - int(match["years"])) if int(match["years"]) < 130 else None


VALUES: dict[str, Callable[[Match, View], str | None]] = {
    "day": day,
    "month": month,
    "year of month": year_of_month,
    "season": season,
    "year": year,
    "part of year": part_of_year,
    "which": which,
    "ago": lambda match, view: _counted(match, -1, view.today),
    "in": lambda match, view: _counted(match, 1, view.today),
    "earlier": lambda match, view: _counted(match, -1, view.today),
    "weekday": weekday,
    "days": offset("days", "day"),
    "months": offset("months", "month"),
    "years": offset("years", "year"),
    "same day": offset("same day", "day"),
    "just now": offset("just now", "day"),
    "time of day": offset("time of day", "day"),
    "holiday": holiday,
    "day of month": day_of_month,
    "anniversary": anniversary,
}
