"""Amounts that a text gives: counts, measures and sums of money, in English, with its estimate words ("up to 12", "$2 billion")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from extract.phrases import rows, small

DIGITS = r"\d{1,3}(?:[ \u00a0\u202f,.]\d{3}){1,4}(?!\d)|\d{1,12}(?:[.,]\d{1,3})?"
ENDING = r"(?:-(?:ти|и|х|ми|м|га|мя)(?!\w))?"
"""Of a number in digits that is declined: «до 150-ти самолётов»."""
SIGNS = MappingProxyType({"$": "$", "us$": "$", "usd": "$", "€": "€", "eur": "€", "£": "£", "¥": "¥", "₽": "₽"})
SIGN = r"us\$|[$€£¥]|(?:usd|eur)(?=[ \d])"
YEAR = re.compile(r"(?:19|20)\d\d")
THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f,.](?=\d{3}(?!\d))")
DECIMAL = re.compile(r"(?<=\d),(?=\d)")
ENDED = re.compile(r"-\w+$")
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})
UP_TO = "up to "
NEAR, FAR = 16, 40
"""Characters before a number in which its label, or the preposition of a year, stands; and the verb that it belongs to."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount by its place in the text. `money`: a sum; `measured`: with a unit such as tonnes; `large`: millions of something unsaid."""

    start: int
    end: int
    text: str
    money: bool
    large: bool
    measured: bool


@cache
def words(role: str) -> Mapping[str, str]:
    """English by phrase of the text, for a role of `lexicons/amount_words.csv`; `*` at the end of a phrase stands for any ending.

    Roles: `number`, `one` (only behind tens), `many` ("dozens"), `single` (of these behind `vague` words one: «до сотни», up to 100),
    `magnitude`, `vague` (before a number), `odd` (behind it: «600 с лишним»), `unit`, `pieces`, `currency`, `rate`; `no`
    (behind a number of something else), `label` (before a number that counts nothing), `years` (prepositions of years), `stop` (between an
    amount and what it does not count), `led`, `behind`, `counted` (between an item and its amount); `change` (verbs of rising and falling).
    """
    found = [
        (word, row["english"])
        for row in rows("amount_words.csv", "role", "words")
        if row["role"] == role
        for word in row["words"].split("|")
    ]
    return MappingProxyType({small(word.strip()): english for word, english in found})


@cache
def choice(role: str) -> str:
    """One expression for all phrases of a role, longer ones first."""
    parts = sorted(words(role), key=lambda w: (-len(w), w))
    return "|".join(re.sub(r"\\\*$", r"\\w*", re.escape(p)).replace(r"\ ", r"\s{1,3}") for p in parts)


@cache
def _amount() -> re.Pattern[str]:
    single = rf"(?(vague)(?:{choice('one')})(?!\w)|(?!))"
    number = rf"(?:(?:{DIGITS}){ENDING}|(?:(?:{choice('number')})(?!\w)[ -]?){{1,3}}(?:(?:{choice('one')})(?!\w))?)"
    return re.compile(
        rf"(?<![\w$€£¥])(?<![\w)»\"][-–.,/:])(?:(?P<vague>{choice('vague')})\s{{1,3}})?"
        rf"(?:(?P<many>{choice('many')})(?!\w)"
        rf"|(?P<sign>{SIGN})?\s{{0,3}}(?P<first>{number}|{single})(?:\s{{0,3}}(?:[-–—]|до|to)\s{{0,3}}(?:{SIGN})?(?P<second>{number}))?"
        rf"(?:[\s-](?P<odd>{choice('odd')})(?!\w))?)"
        rf"(?:[\s-]{{0,3}}(?P<magnitude>{choice('magnitude')})(?!\w|-\w))?"
        rf"(?:\s{{0,3}}(?:(?P<currency>[$€£¥₽]|(?:{choice('currency')})(?!\w))|(?P<unit>{choice('unit')})(?!\w|-\w)))?"
        rf"(?:\s{{1,3}}(?P<rate>{choice('rate')})(?!\w))?"
    )


@cache
def _something_else() -> re.Pattern[str]:
    """What behind a number says that it counts something else: a date, a share, people, a calibre."""
    return re.compile(rf"\s{{0,3}}[-–]?\s{{0,3}}(?:{choice('no')})(?!\w)|\s{{0,3}}%|[-–/:.]\d|[-–]?\w")


@cache
def _change() -> re.Pattern[str]:
    """Words of rising and falling: behind them "до" and "to" give what is reached, not a limit."""
    return re.compile(rf"(?<!\w)(?:{choice('change')})(?!\w)[^.,;:!?\n]*$")


@cache
def _before_nothing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before a number says that it is the number of an article; and before four digits, that they are a year."""
    return re.compile(rf"(?<!\w)(?:{choice('label')})\s{{0,3}}$"), re.compile(rf"(?<!\w)(?:{choice('years')}),?\s{{0,3}}$")


def amounts(text: str) -> Iterator[Amount]:
    """All amounts of a text in its order; offsets are those of the text."""
    folded = small(text).translate(APOSTROPHES)
    for match in _amount().finditer(folded):
        money, unit = bool(match["sign"] or match["currency"]), match["unit"]
        if money or unit or not _is_none(folded, match):
            large = not unit and _said("magnitude", match["magnitude"]) not in ("", "thousand")
            told = _english(match)
            if told.startswith(UP_TO) and _change().search(folded, max(0, match.start() - FAR), match.start()):
                told = told.removeprefix(UP_TO)
            yield Amount(match.start(), match.end(), told, money, large, bool(_said("unit", unit)))


def _is_none(text: str, match: re.Match[str]) -> bool:
    number, year = _before_nothing()
    before = text[max(0, match.start() - NEAR) : match.start()]
    if (
        match["first"]
        and YEAR.fullmatch(match["first"].strip())
        and not match["magnitude"]
        and year.search(before + (match["vague"] or ""))
    ):
        return True
    return bool(number.search(before) or _something_else().match(text, match.start() + len(match.group().rstrip())))


def _english(match: re.Match[str]) -> str:
    """The amount in English: "до 12" as "up to 12", "4,5 тыс." as "4,500", "2,5 млн тонн" as "2.5 million tonnes"."""
    currency = match["currency"] or ""
    sign = SIGNS.get(match["sign"] or "") or SIGNS.get(currency, "")
    magnitude = _said("magnitude", match["magnitude"])
    told = [_number(n) for n in (match["first"], match["second"]) if n]
    if magnitude == "thousand":
        told, magnitude = [_thousand(n) for n in told], ""
    number = (match["vague"] and _said("single", match["many"])) or _said("many", match["many"]) or sign + "-".join(told)
    coin = "" if currency in SIGNS and len(currency) == 1 else _said("currency", currency)
    parts = (_said("vague", match["vague"]) or _said("odd", match["odd"]), number, magnitude, _said("unit", match["unit"]), coin)
    return " ".join(filter(None, (*parts, _said("rate", match["rate"]))))


def _number(told: str) -> str:
    """Digits with commas between thousands and a decimal point, of digits or of number words."""
    told = told.strip(" -")
    if told[0].isdigit():
        told = ENDED.sub("", told)
        return DECIMAL.sub(".", THOUSANDS.sub("\x00", told)).replace("\x00", ",")
    one = re.search(rf"(?:{choice('one')})$", told)
    parts = [float(_said("number", w)) for w in re.findall(rf"(?:{choice('number')})(?!\w)", told)]
    return f"{sum(parts) + bool(one):g}"


def _thousand(number: str) -> str:
    """Of "4.5" thousand "4,500"."""
    return f"{round(float(number.replace(',', '')) * 1000):,}"


@cache
def _said(role: str, told: str | None) -> str:
    """The English of a phrase that the expression of this role has found; "" of none."""
    phrase, known = " ".join((told or "").split()), words(role)
    if phrase in known or not phrase:
        return known.get(phrase, "")
    return next((known[k] for k in sorted(known, key=len, reverse=True) if k.endswith("*") and phrase.startswith(k[:-1])), "")
