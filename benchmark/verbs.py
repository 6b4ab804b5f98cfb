"""A dictionary from verbs to act types, as PETRARCH2 has one from verbs to CAMEO codes: `verbs.csv`.

Chosen by counting which verbs stand in sentences that tell which acts, in the annotated and invented posts for training, and filled up by
hand where a plain verb of a type was too rare there; a verb that told its act in less than a tenth of its sentences was struck out.
Forms of Russian verbs are pymorphy3's; for the others they are listed.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pymorphy3 import MorphAnalyzer

from extract.ontology import ACT_TYPES

FINITE = frozenset({"INFN", "VERB", "PRTS"})
"""Parts of speech (OpenCorpora's) of the forms that tell a deed: no adjectives, no nouns."""


@cache
def verb_forms(lang: str) -> Mapping[str, str]:
    """Act type by the form of a verb, in small letters with е for ё; empty for a language that the dictionary lacks."""
    return dict(_forms(lang))


def _forms(lang: str) -> Iterator[tuple[str, str]]:
    morph = MorphAnalyzer() if lang == "ru" else None
    with (files("benchmark") / "verbs.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["lang"] == lang:
                kind = ACT_TYPES[row["type"]].name
                forms = row["forms"].split() if not morph else _russian(morph, row["verb"])
                yield from ((form, kind) for form in (row["verb"], *forms))


def _russian(morph: MorphAnalyzer, verb: str) -> Iterator[str]:
    [known] = [p for p in morph.parse(verb) if p.tag.POS == "INFN"][:1]
    yield from (p.word.replace("ё", "е") for p in known.lexeme if p.tag.POS in FINITE)
