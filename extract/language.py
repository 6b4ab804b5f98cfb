"""Which language a post is in, told by letters: Ukrainian and Russian by letters that only one of them has, Spanish by its small words,
the rest by script."""

import re
from functools import lru_cache

UKRAINIAN, RUSSIAN = re.compile("[іїєґ]"), re.compile("[ыэъё]")
CYRILLIC, LATIN = re.compile("[а-яёіїєґ]"), re.compile("[a-z]")
PERSIAN, ARABIC = re.compile("[پچژگکی]"), re.compile("[ةأإيىك]")
KOREAN, CHINESE = re.compile("[\uac00-\ud7af]"), re.compile("[\u3400-\u9fff]")
ELSEWHERE = re.compile("[\u0620-\u06ff\u3400-\u9fff\uac00-\ud7af]")
SPANISH = re.compile(
    r"\b(?:el|los|las|del|al|y|una|con|por|para|su|sus|lo|se|que|en|de|ha|han|fue|como)\b|[ñ¿¡]|\b[a-zü]*[áéíóú][a-zü]*\b"
    r"|\w(?:ciones|aron|ieron)\b"
)
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|on|for|with|by|at|from|has|have|was|were|will|that|an|its|it|be|are|says|said)\b")
OTHER_ROMANCE = re.compile(
    r"\b(?:les|des|et|du|dans|pour|avec|une|est|il|di|che|della|per|sono|gli|do|da|em|um|uma|dos|não|com|ao|os)\b|ã|õ|ê"
)


def detect(text: str) -> str:
    """ISO 639-1 code: ru, uk, en, es, fa, ar, ko, zh, or "xx" where there are no letters."""
    small = text.casefold()
    cyrillic, latin, others = (len(letters.findall(small)) for letters in (CYRILLIC, LATIN, ELSEWHERE))
    if others and others * 2 > cyrillic + latin:
        return _elsewhere(small)
    if max(cyrillic, latin) == 0:
        return "xx"
    if cyrillic * 2 >= latin:
        return "uk" if len(UKRAINIAN.findall(small)) > len(RUSSIAN.findall(small)) else "ru"
    return "es" if is_spanish(text) else "en"


def is_written_in(lang: str, text: str) -> bool:
    """Whether a text may be in Spanish (es) or has Korean letters (ko)."""
    return is_spanish(text) if lang == "es" else bool(KOREAN.search(text))


@lru_cache(maxsize=8)
def is_spanish(text: str) -> bool:
    """Whether small words and endings of Spanish outweigh those of English and of Spanish's kin; two at least."""
    small = text.casefold()
    found = len(SPANISH.findall(small))
    return found >= 2 and found > 2 * len(ENGLISH.findall(small)) and found > 2 * len(OTHER_ROMANCE.findall(small))


def _elsewhere(small: str) -> str:
    if KOREAN.search(small):
        return "ko"
    if CHINESE.search(small):
        return "zh"
    return "fa" if len(PERSIAN.findall(small)) > len(ARABIC.findall(small)) else "ar"
