"""pymorphy3's dictionary of Russian words, loaded once for all who decline."""

from functools import cache

from pymorphy3 import MorphAnalyzer


@cache
def analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()
