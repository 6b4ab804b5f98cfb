"""Spanish, Persian, Arabic, Chinese, Korean: tables of forms, names in running text, and forty invented sentences each (languages.csv).

The sentences were written by the maker of the tables, before anything had read them.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import post
from test_lexicon_data import COUNTRIES

from extract.automaton import find_mentions
from extract.encoder.network import shipped_network
from extract.language import detect
from extract.lexicon import FOREIGN, shipped
from extract.model import Claim
from extract.ontology import Role
from extract.pipeline import claims_of

Row = dict[str, str]
ROWS: list[Row] = list(csv.DictReader((Path(__file__).parent / "languages.csv").open(encoding="utf-8")))
FIGURES = {
    # least shares of: acts with the right two actors; of all acts those with their type; of those found, with their status and direction
    "es": (0.70, 0.50, 0.80, 0.75),
    "fa": (0.58, 0.50, 0.85, 0.75),
    "ar": (0.58, 0.50, 0.75, 0.80),
    "zh": (0.82, 0.73, 0.80, 0.80),
    "ko": (0.58, 0.50, 0.85, 0.80),
}


def table(lang: str) -> list[Row]:
    with (files("extract") / "lexicons" / f"{lang}_forms.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def actors(row: Row) -> set[str]:
    return set(re.split("[>=]", row["who"])) - {""}


def named(text: str) -> set[str]:
    return {actor for m in find_mentions(text) if (actor := shipped().actor_of(m.entity))}


def found(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.entity) for m in find_mentions(text)]


@pytest.fixture(scope="module", autouse=True)
def automaton() -> None:
    """Built before any example is timed."""
    find_mentions("")


@pytest.fixture(scope="module")
def told() -> dict[str, list[tuple[Row, list[Claim]]]]:
    """By language the rows, each with the claims between its actors; all claims where it tells no act."""
    out: dict[str, list[tuple[Row, list[Claim]]]] = defaultdict(list)
    for number, row in enumerate(ROWS):
        claims, _ = claims_of(replace(post(f"a:{number}", row["text"]), lang=row["lang"]))
        least = min(2, len(actors(row)))
        out[row["lang"]].append((row, [c for c in claims if len(actors(row) & c.actors) >= least]))
    return out


def test_there_are_forty_sentences_a_language_six_of_them_without_an_act() -> None:
    for lang in FOREIGN:
        rows = [r for r in ROWS if r["lang"] == lang]
        assert (len(rows), sum(not r["type"] for r in rows)) == (40, 6)
        assert {r["status"] for r in rows} == {"done", "planned", "proposed", "denied", "ended", ""}
    assert len({r["text"] for r in ROWS}) == 200


@pytest.mark.parametrize("lang", FOREIGN)
def test_the_language_of_a_sentence_is_told(lang: str) -> None:
    assert [r["text"] for r in ROWS if r["lang"] == lang and detect(r["text"]) != lang] == []


@pytest.mark.parametrize("lang", FOREIGN)
def test_nineteen_of_twenty_actors_are_found(lang: str) -> None:
    rows = [(actors(r), named(r["text"])) for r in ROWS if r["lang"] == lang]
    assert sum(len(who & seen) for who, seen in rows) >= 0.95 * sum(len(who) for who, _ in rows)
    assert sum(bool(seen - who) for who, seen in rows if who) <= 2


@pytest.mark.parametrize("lang", FOREIGN)
def test_the_encoder_carries_over(told: dict[str, list[tuple[Row, list[Claim]]]], lang: str) -> None:
    acts = [(row, claims) for row, claims in told[lang] if row["type"]]
    seen = [(row, claims) for row, claims in acts if claims]
    flows = [(row["who"].split(">"), claims) for row, claims in seen if ">" in row["who"]]
    pairs, types, status, direction = FIGURES[lang]
    assert len(seen) >= pairs * len(acts)
    assert sum(any(c.type == row["type"] for c in claims) for row, claims in seen) >= types * len(acts)
    assert sum(any(c.status.value == row["status"] for c in claims) for row, claims in seen) >= status * len(seen)
    assert sum(any(is_from(c, who) for c in claims) for who, claims in flows) >= direction * len(flows)


def is_from(claim: Claim, who: Sequence[str]) -> bool:
    return who[0] in claim.by_role(Role.SOURCE) and who[1] in claim.by_role(Role.TARGET)


def test_few_posts_without_an_act_are_given_one_and_few_undone_acts_are_told_as_done(
    told: dict[str, list[tuple[Row, list[Claim]]]],
) -> None:
    rows = [row for lang in FOREIGN for row in told[lang]]
    assert sum(bool(claims) for row, claims in rows if not row["type"]) <= 4
    undone = [claims for row, claims in rows if row["status"] in ("planned", "proposed", "denied") and claims]
    assert len(undone) >= 30
    assert sum(all(c.status.value == "done" for c in claims) for claims in undone) <= 5


@pytest.mark.parametrize("lang", FOREIGN)
def test_the_encoder_knows_the_letters(lang: str) -> None:
    encoded = [shipped_network().tokenizer.encode(r["text"], add_special_tokens=False).tokens for r in ROWS if r["lang"] == lang]
    pieces = [piece for tokens in encoded for piece in tokens]
    assert pieces.count("[UNK]") <= 0.02 * len(pieces)


SCRIPTS = {
    "es": "[A-Za-z0-9ÁÉÍÓÚÜÑáéíóúüñščćėğï]",
    "fa": "[\u0600-\u06ff\u200c0-9]",
    "ar": "[\u0600-\u06ff0-9]",
    "zh": "[\u3400-\u9fff0-9A-Z（）]",
    "ko": "[\uac00-\ud7a3\u4e00-\u9fff0-9A-Za-z]",
}


@pytest.mark.parametrize("lang", FOREIGN)
def test_forms_are_in_the_letters_of_their_language(lang: str) -> None:
    letters = re.compile(SCRIPTS[lang] + r"|[ .·“”\[\]+－'-]")
    assert [r["form"] for r in table(lang) if r["lang"] != lang or letters.sub("", r["form"])] == []


@pytest.mark.parametrize("lang", FOREIGN)
def test_every_country_watched_is_named(lang: str) -> None:
    """In Spanish some are spelt as in English (Cuba)."""
    names = {r["entity"] for r in table(lang) if not {"within", "metonym"} & set(r["flags"].split())}
    assert set(COUNTRIES) - names - (set(COUNTRIES) if lang == "es" else set()) == set()


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_form_names_one_entity_unless_it_is_marked_ambiguous(lang: str) -> None:
    clear: dict[str, set[str]] = defaultdict(set)
    for r in table(lang):
        if "ambiguous" not in r["flags"]:
            clear[r["form"]].add(r["entity"])
    assert {form: names for form, names in clear.items() if len(names) > 1} == {}


@pytest.mark.parametrize("lang", FOREIGN)
def test_persons_and_weapons_are_named(lang: str) -> None:
    entities = {r["entity"] for r in table(lang)}
    kinds = [shipped().entities[e].kind for e in entities]
    assert kinds.count("person") >= 40
    assert kinds.count("item") >= 90


NAMED = [
    ("delegaciones norcoreanas y un general bielorruso", [("norcoreanas", "PRK"), ("bielorruso", "BLR")]),
    ("إلى روسيا وبالصين وللهند", [("روسيا", "RUS"), ("الصين", "CHN"), ("للهند", "IND")]),
    ("القوات الرُّوسيّة وإيــران", [("الرُّوسيّة", "RUS"), ("إيــران", "IRN")]),
    ("ایرانی‌ها با روس‌ها", [("ایرانی", "IRN"), ("روس‌ها", "RUS")]),
    ("كوريا الشمالية و ايران و کوبا", [("كوريا الشمالية", "PRK"), ("ايران", "IRN"), ("کوبا", "CUB")]),
    ("中俄国防部长会谈，其中日本未参加", [("中", "CHN"), ("俄", "RUS"), ("日本", "JPN")]),
    ("5月3日中国与白俄罗斯", [("中国", "CHN"), ("白俄罗斯", "BLR")]),
    ("俄罗斯S-400导弹", [("俄罗斯", "RUS"), ("S-400", "s-400"), ("导弹", "missiles")]),
    ("北韓與俄羅斯", [("北韓", "PRK"), ("俄羅斯", "RUS")]),
    ("러시아대사관은 북한군과 이란의", [("러시아", "RUS"), ("북한군", "PRK"), ("이란", "IRN")]),
    ("한미일 회담, 北 미사일", [("한", "KOR"), ("미", "USA"), ("일", "JPN"), ("北", "PRK"), ("미사일", "missiles")]),
    ("Ｓ－４００", [("Ｓ－４００", "s-400")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_are_found_with_what_is_attached_to_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "کشورهای ناتوان در خلیج فارس و اقیانوس هند",
        "وزير المالي في خليج عمان",
        "完美方案集中方向，印度洋与内蒙古",
        "사랑이란 인도적 지원의 수단",
        "I saw it once, among the chinos and tomes",
        "美 and 北 in a text of ours",
    ],
)
def test_parts_of_words_and_homonyms_are_no_actors(text: str) -> None:
    assert [m for m in found(text) if shipped().entities[m[1]].kind != "item"] == []


LANGUAGES = [
    ("Rusia y Cuba firmaron un acuerdo", "es"),
    ("Russia and Cuba signed an agreement", "en"),
    ("La Russie et l'Iran ont signé un accord dans les domaines des transports", "en"),
    ("俄罗斯的S-400和Su-35交付了", "zh"),
    ("러시아 Su-35", "ko"),
    ("ایران و روسیه", "fa"),
    ("وقعت إيران وروسيا اتفاقية", "ar"),
    ("Россия передала 中国 дроны", "ru"),
    ("123", "xx"),
]


@pytest.mark.parametrize(("text", "lang"), LANGUAGES)
def test_the_language_is_told_in_mixed_texts_too(text: str, lang: str) -> None:
    assert detect(text) == lang


@given(st.text("روسيا الصين وب‌لـًَایران中俄美国러시아군은한미 Ира\u0301nS-4０", max_size=40))
def test_offsets_are_exact_in_any_mixture_of_scripts(text: str) -> None:
    mentions = find_mentions(text)
    assert all(text[m.start : m.end] == m.text != "" for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
