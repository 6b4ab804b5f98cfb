"""Which language a post is in, told by letters: Ukrainian and Russian by letters that only one of them has, the rest by script."""

import re

UKRAINIAN, RUSSIAN = re.compile("[іїєґ]"), re.compile("[ыэъё]")
CYRILLIC, LATIN = re.compile("[а-яёіїєґ]"), re.compile("[a-z]")
OTHERS = (
    ("fa", re.compile("[پچژگی]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)


def detect(text: str) -> str:
    """ISO 639-1 code: ru, uk, en, fa, ar, ko, zh, or "xx" where there are no letters."""
    small = text.casefold()
    cyrillic, latin = len(CYRILLIC.findall(small)), len(LATIN.findall(small))
    if max(cyrillic, latin) == 0:
        return next((code for code, letters in OTHERS if letters.search(small)), "xx")
    if cyrillic * 2 >= latin:
        return "uk" if len(UKRAINIAN.findall(small)) > len(RUSSIAN.findall(small)) else "ru"
    return "en"
