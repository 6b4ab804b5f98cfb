"""The lexicon tables: what they give, how forms inflect, and what is said about a broken line."""

from pathlib import Path

import pytest

from extract.automaton import Automaton, find_mentions
from extract.errors import LexiconError
from extract.form_cache import all_surfaces
from extract.forms import surfaces
from extract.lexicon import KINDS, LANGS, Form, read_lexicon, shipped

FORMS = "entity,lang,form,flags,source\n"


def forms(lang: str, text: str, flags: str = "", person: bool = False) -> set[str]:
    return {s.text for s in surfaces(Form("X", lang, text, frozenset(flags.split())), person) if "prefix" not in s.flags}


INFLECTED = [
    ("ru", "Россия", "", {"Россия", "России", "Россию", "Россией"}),
    ("ru", "Эр-Рияд", "", {"Эр-Рияд", "Эр-Рияда", "Эр-Рияду", "Эр-Риядом", "Эр-Рияде"}),
    ("ru", "хусит", "plural", {"хусит", "хуситы", "хуситов", "хуситам", "хуситами", "хуситах", "хусита", "хуситу", "хуситом", "хусите"}),
    ("ru", "Министерство =обороны", "", {f"{w} обороны" for w in
     ("Министерство", "Министерства", "Министерству", "Министерством", "Министерстве")}),
    ("ru", "Баку", "exact", {"Баку"}),
    ("uk", "Корея", "", {"Корея", "Кореї", "Корею", "Кореєю"}),
    ("uk", "китаєць", "plural", {"китаєць", "китайця", "китайцю", "китайцеві", "китайцем",
     "китайці", "китайців", "китайцям", "китайцями", "китайцях"}),
    ("uk", "Білорусь", "", {"Білорусь", "Білорусі", "Білоруссю"}),
    ("en", "Iranian", "plural", {"Iranian", "Iranians"}),
    ("en", "Turkey", "", {"Turkey"}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "flags", "expected"), INFLECTED)
def test_a_form_inflects(lang: str, text: str, flags: str, expected: set[str]) -> None:
    assert forms(lang, text, flags) == expected


def test_every_word_of_a_name_inflects_in_agreement() -> None:
    assert {"Северная Корея", "Северной Кореи", "Северную Корею", "Северной Кореей"} <= forms("ru", "Северная Корея")
    assert "Северная Кореи" not in forms("ru", "Северная Корея")
    assert {"Північна Корея", "Північної Кореї", "Північну Корею"} <= forms("uk", "Північна Корея")
    assert {"Республики Корея", "Республики Кореи"} <= forms("ru", "Республика Корея")


def test_names_of_persons_inflect_as_names() -> None:
    assert forms("ru", "Путин", "cap", person=True) == {"Путин", "Путина", "Путину", "Путиным", "Путине"}
    assert forms("ru", "Лукашенко", person=True) == {"Лукашенко"}
    assert forms("ru", "Шойгу", person=True) == {"Шойгу"}
    assert {"Ким Чен Ын", "Ким Чен Ына", "Ким Чен Ыну", "Ким Чен Ыном"} <= forms("ru", "Ким Чен Ын", person=True)
    assert {"Лукашенко", "Лукашенка", "Лукашенком"} <= forms("uk", "Лукашенко", person=True)
    assert {"Зеленського", "Зеленському", "Зеленським"} <= forms("uk", "Зеленський", person=True)


def test_an_adjective_has_all_genders_and_a_hyphen_prefix() -> None:
    assert {"иранский", "иранская", "иранское", "иранские", "иранскими"} <= forms("ru", "иранский", "adj")
    assert {"російський", "російська", "російських"} <= forms("uk", "російський", "adj")
    prefixes = {s.text for s in surfaces(Form("X", "ru", "турецкий", frozenset({"adj"}))) if "prefix" in s.flags}
    assert prefixes == {"турецко"}


def test_countries_have_names_codes_and_qids_from_the_library() -> None:
    countries = {i: e for i, e in shipped().entities.items() if e.kind == "country"}
    assert len(countries) >= 248
    assert all(len(i) == 3 and e.country == i and (e.qid or "").startswith("Q") for i, e in countries.items())
    assert (countries["IRN"].name, countries["IRN"].qid, countries["IRN"].extra["iso2"]) == ("Iran", "Q794", "IR")
    assert {"Иран", "Іран", "Islamic Republic of Iran"} <= set(countries["IRN"].names)
    assert "Тегеран" not in countries["IRN"].names
    assert countries["XKX"].name == "Kosovo"


def test_every_inhabited_country_is_named_in_russian_ukrainian_and_english() -> None:
    lexicon = shipped()
    langs: dict[str, set[str]] = {}
    for form in lexicon.forms:
        langs.setdefault(form.entity, set()).add(form.lang)
    sovereign = {e.id for e in lexicon.entities.values() if e.kind == "country"} - UNINHABITED
    assert {i for i in sovereign if not {"ru", "uk", "en"} <= langs.get(i, set())} == set()


UNINHABITED = {"ALA", "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "HMD", "MAF", "MNP", "NFK", "PCN", "SGS", "SHN", "SPM", "SXM", "UMI", "WLF"}
"""Territories that the library alone names."""


def test_the_shipped_forms_use_known_languages_and_kinds() -> None:
    lexicon = shipped()
    assert {f.lang for f in lexicon.forms} <= LANGS
    assert {e.kind for e in lexicon.entities.values()} <= set(KINDS)


def test_an_entity_stands_for_its_actor(tmp_path: Path) -> None:
    write(tmp_path, "groups.csv", "id,name,kind,country,qid,source\nHamas,Hamas,armed group,PSE,Q38799,\n")
    write(tmp_path, "organisations.csv", "id,name,kind,country,qid,source\nstate-bank,State Bank,bank,IRN,,\n")
    write(tmp_path, "persons.csv", "id,name,country,qid,source\njo-doe,Jo Doe,IRN,,\nal-roe,Al Roe,Hamas,,\n")
    write(tmp_path, "items.csv", "id,name,kind,class\nkite-1,Kite-1,weapon_system,drone\n")
    lexicon = read_lexicon(tmp_path)
    assert [lexicon.actor_of(e) for e in ("IRN", "Hamas", "state-bank", "jo-doe", "al-roe", "kite-1")] == [
        "IRN", "Hamas", "IRN", "IRN", "Hamas", None,
    ]  # fmt: skip
    assert lexicon.entities["kite-1"].extra == {"kind": "weapon_system", "class": "drone"}


def test_our_line_stands_instead_of_the_librarys(tmp_path: Path) -> None:
    write(tmp_path, "countries.csv", FORMS + "TUR,en,Türkiye,off,\nTCD,en,Chad,cap,\n")
    automaton = Automaton(read_lexicon(tmp_path))
    assert automaton.mentions("Türkiye") == ()
    assert automaton.mentions("chad") == ()
    assert [m.entity for m in automaton.mentions("Chad and oman")] == ["TCD", "OMN"]


BROKEN = [
    ("countries.csv", FORMS + "RUS,ru,Россия,,\nRUX,ru,Рассия,,\n", "countries.csv:3: no entity has the id 'RUX'"),
    ("countries.csv", FORMS + "RUS,ru,Россия,caps,\n", "countries.csv:2: unknown flag 'caps'; known are adj"),
    (
        "countries.csv",
        FORMS + "RUS,de,Russland,,\n",
        "countries.csv:2: unknown language 'de'; known are any, ar, en, es, fa, ko, ru, uk, zh",
    ),
    ("countries.csv", FORMS + "RUS,ru,—,,\n", "countries.csv:2: the form '—' has no letter"),
    ("countries.csv", "entity,lang,form\nRUS,ru,Россия\n", "countries.csv:1: column flags is missing"),
    ("countries.csv", FORMS + "RUS,ru,Россия,,a,b\n", "countries.csv:2: more cells than the header has columns"),
    ("groups.csv", "id,name\nEU,European Union\nEU,Europe\n", "groups.csv:3: the id EU is taken already"),
    ("groups.csv", "id,name\n,European Union\n", "groups.csv:2: id and name must not be empty"),
    ("persons.csv", "id,name,country\njo-doe,Jo Doe,XXX\n", "persons.csv:2: 'XXX' is neither an ISO 3166-1 alpha-3 code"),
    ("homonyms.csv", "lang,form,flags\nru,чад,low\n", "homonyms.csv:2: unknown flag 'low'"),
]


@pytest.mark.parametrize(("table", "text", "message"), BROKEN)
def test_a_broken_line_is_named_with_file_and_line(tmp_path: Path, table: str, text: str, message: str) -> None:
    write(tmp_path, table, text)
    with pytest.raises(LexiconError) as error:
        read_lexicon(tmp_path)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_table_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "countries.csv").write_bytes("entity,lang,form,flags\nRUS,ru,Россия,\n".encode("cp1251"))
    with pytest.raises(LexiconError, match=r"countries\.csv: byte 30 is no UTF-8"):
        read_lexicon(tmp_path)


def test_forms_come_out_of_the_cache_as_they_went_in(tmp_path: Path) -> None:
    write(tmp_path, "countries.csv", FORMS + "IRN,ru,иранский,adj,\nIRN,ru,Иран,,\n")
    lexicon = read_lexicon(tmp_path)
    made = list(all_surfaces(lexicon, tmp_path / "cache"))
    (kept,) = (tmp_path / "cache").iterdir()
    assert list(all_surfaces(lexicon, tmp_path / "cache")) == made
    kept.write_text("{damaged", encoding="utf-8")
    assert list(all_surfaces(lexicon, tmp_path / "cache")) == made
    assert any(text == "иранско" and "prefix" in form.flags for form, text in made)


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    assert list(all_surfaces(read_lexicon(tmp_path), blocker / "cache"))


def write(folder: Path, table: str, text: str) -> None:
    (folder / table).write_text(text, encoding="utf-8")


def test_a_place_is_no_item_of_the_same_letters() -> None:
    assert [(m.text, m.entity) for m in find_mentions("прекращение огня в секторе Газа и поставки газа")] == [
        ("прекращение огня", "ceasefire"),
        ("секторе Газа", "PSE"),
        ("газа", "natural-gas"),
    ]
    assert find_mentions("видеокарта RTX 4090") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Головне за день: зерно.", []),
        ("Кошти підуть на зерно.", []),
        ("Мэр прибыл в Каир.", ["EGY"]),
        ("Мер приїхав до Каїра.", ["EGY"]),
        ("Бруно Ле Мэр прибыл в Каир.", ["bruno-le-maire", "EGY"]),
        ("Ле Пен осталась дома.", ["marine-le-pen"]),
        ("Трассу закрыли.", []),
        ("The fund invested US$4 billion in Serbia.", ["SRB"]),
        ("Казахстан дал 40 млн долларов США.", ["KAZ"]),
        ("Иран молчит, а ЦРУ и КСИР спорят.", ["IRN", "cia", "irgc"]),
        ("США молчат, ЦРУ тоже.", ["USA", "cia"]),
        ("Европа молчит, ЕС тоже.", ["EU", "EU"]),
        ("The Russian Red Cross gave medicine to Syria.", ["russian-red-cross", "SYR"]),
        ("Группировка войск «Днепр» стоит.", []),
    ],
)
def test_common_words_are_nobodys_surname_and_bodies_go_before_their_country(text: str, found: list[str]) -> None:
    assert [m.entity for m in find_mentions(text) if shipped().entities[m.entity].kind != "item"] == found
