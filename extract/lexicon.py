"""Reads the lexicon tables: entities (countries, organisations, persons, items) and the forms under which texts name them.

Tables of entities: `groups.csv`, `organisations.csv`, `persons.csv`, `items.csv`, with columns id and name, and optionally country (ISO
alpha-3 code, or id of a group), qid and others, which are kept in `extra`; countries come from the library rigour. Tables of forms:
`countries.csv`, `group_forms.csv`, `organisation_forms.csv`, `person_forms.csv`, `item_forms.csv`, and one for each of the other languages
(`es_forms.csv` …), with the columns entity, lang (ru, uk, en, es, fa, ar, zh, ko, any), form, flags; `homonyms.csv` and
`foreign_homonyms.csv` have forms that look like an actor and are none. A table that is missing is left out.

A form is written in the nominative, every word of it inflects in agreement; a word marked `=` stays as it is (`министерство =обороны`).
Words after the first noun, and all words of a person's name, are also taken uninflected (Ким Чен Ына). Flags, separated by spaces:

    adj        an adjective: all genders and numbers, and its hyphen prefix (российский → российско-)
    plural     the other number too (a demonym: россиянин → россияне)
    exact      does not inflect, nor is anything attached to it (see `attached.csv`)
    cap        only with a capital first letter in the text (Чад, not чад)
    case       only in exactly this case (US, not us); does not inflect
    prefix     only as the first part of a hyphen compound (ирано-)
    within     only the part in [brackets] is the name, the rest must stand beside it ([中]俄)
    metonym    a place or seat of power that stands for the entity: no name of it
    ambiguous  counts only where the post names clearly that entity elsewhere, or the country that it belongs to
    off        is not used: takes back a name that the library gives
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from rigour.territories import get_territories

from extract.errors import LexiconError
from extract.romanised_forms import COUNTRIES, LEAST, romanisations

KINDS = ("country", "organisation", "person", "item")
STANDING = frozenset({"bloc", "armed group", "international organisation", "unrecognised state"})
"""Kinds of organisation (column kind) that act for themselves, not for a country."""
FOREIGN = ("es", "fa", "ar", "zh", "ko")
"""Languages that have a table of forms of their own, and no names among an entity's names."""
LANGS = frozenset({"ru", "uk", "en", "any", *FOREIGN})
FLAGS = frozenset({"adj", "plural", "exact", "cap", "case", "prefix", "within", "metonym", "ambiguous", "off"})
ENTITY_TABLES = {"groups.csv": "organisation", "organisations.csv": "organisation", "persons.csv": "person", "items.csv": "item"}
OWN_TABLES = ("organisation_forms.csv", "item_forms.csv", "group_forms.csv", "countries.csv", "person_forms.csv")
FORM_TABLES = (*OWN_TABLES, *(f"{lang}_forms.csv" for lang in FOREIGN))
"""Where one form stands for several entities, the table that comes first goes first."""
LACKING = {"bn": "BRN", "xk": "XKX"}
"""Codes that rigour 0.9 lacks (Kosovo's is one that ISO 3166-1 leaves to its users)."""
HOMONYMS = ("homonyms.csv", "foreign_homonyms.csv")
USER_ASSIGNED = MappingProxyType({"xk": "XKX"})
"""Codes in common use that ISO 3166-1 leaves to its users."""
FORM_COLUMNS = ("lang", "form", "flags")
BRACKETS = re.compile(r"^[^\[\]]*\[([^\[\]]+)\][^\[\]]*$")
NAMELESS = frozenset({"adj", "plural", "prefix", "metonym", "ambiguous", "off"})
"""Flags of forms that name an entity without being a name of it."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or item. `kind` is one of KINDS, `country` the id of the country or group that it belongs to (a country's: its own)."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    qid: str | None = None
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Form:
    """A lemma form of an entity ("" for a homonym that is none); `place` is the file and line that gives it."""

    entity: str
    lang: str
    text: str
    flags: frozenset[str]
    place: str = ""

    def as_prefix(self) -> "Form":
        """The same as the first part of a hyphen compound."""
        return replace(self, flags=self.flags | {"prefix"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entities by id, their forms, and the homonyms' forms."""

    entities: Mapping[str, Entity]
    forms: tuple[Form, ...]
    homonyms: tuple[Form, ...]

    def actor_of(self, entity: str) -> str | None:
        """The participant that an entity stands for: a country or group for itself, a person or firm for its country, an item for none."""
        known = self.entities[entity]
        return known.id if known.kind == "organisation" and known.extra.get("kind") in STANDING else known.country


@cache
def shipped() -> Lexicon:
    """The lexicon of this package, read once."""
    return read_lexicon(files("extract") / "lexicons")


def read_lexicon(folder: Traversable) -> Lexicon:
    """Read all tables of a folder; raises LexiconError with file and line."""
    entities = {e.id: e for e in _countries()}
    for table, kind in ENTITY_TABLES.items():
        for place, row in _rows(folder / table, ("id", "name")):
            entity = _entity(kind, row, place, entities)
            entities[entity.id] = entity
    forms = [f for table in FORM_TABLES for f in _forms(folder / table, entities)]
    forms = list(_merged(_library_forms(), forms))
    homonyms = tuple(_form("", row, place) for table in HOMONYMS for place, row in _rows(folder / table, FORM_COLUMNS))
    named = _named(entities, forms)
    return Lexicon(MappingProxyType(named), (*forms, *_romanised(named, forms)), homonyms)


def _rows(table: Traversable, columns: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Place ("file:line") and cells of every row; nothing if the table does not exist."""
    if not table.is_file():
        return
    try:
        reader = csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline=""), restkey="", restval="")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{table.name}: byte {error.start} is no UTF-8; save the file as UTF-8") from error
    missing = [c for c in columns if c not in (reader.fieldnames or ())]
    if missing:
        raise LexiconError(f"{table.name}:1: column {missing[0]} is missing; the header must name {', '.join(columns)}")
    for row in reader:
        place = f"{table.name}:{reader.line_num}"
        if "" in row:
            raise LexiconError(f"{place}: more cells than the header has columns; quote a cell that contains a comma")
        yield place, {k: v.strip() for k, v in row.items()}


def _entity(kind: str, row: Mapping[str, str], place: str, known: Mapping[str, Entity]) -> Entity:
    name, country = row["id"], row.get("country", "")
    if not name or not row["name"]:
        raise LexiconError(f"{place}: id and name must not be empty")
    if name in known:
        raise LexiconError(f"{place}: the id {name} is taken already; give each entity its own")
    if country and (country not in known or known[country].kind not in ("country", "organisation")):
        raise LexiconError(f"{place}: '{country}' is neither an ISO 3166-1 alpha-3 code nor the id of a group")
    extra = {k: v for k, v in row.items() if k not in ("id", "name", "country", "qid")}
    return Entity(name, kind, row["name"], (), country or None, row.get("qid") or None, MappingProxyType(extra))


def _forms(table: Traversable, entities: Mapping[str, Entity]) -> Iterator[Form]:
    for place, row in _rows(table, ("entity", *FORM_COLUMNS)):
        if row["entity"] not in entities:
            raise LexiconError(f"{place}: no entity has the id '{row['entity']}'; add it to its table or mend the id")
        yield _form(row["entity"], row, place)


def _form(entity: str, row: Mapping[str, str], place: str) -> Form:
    flags = frozenset(row["flags"].split())
    if unknown := flags - FLAGS:
        raise LexiconError(f"{place}: unknown flag '{min(unknown)}'; known are {', '.join(sorted(FLAGS))}")
    if row["lang"] not in LANGS:
        raise LexiconError(f"{place}: unknown language '{row['lang']}'; known are {', '.join(sorted(LANGS))}")
    if all(unicodedata.category(c)[0] in "PZC" for c in row["form"]):
        raise LexiconError(f"{place}: the form '{row['form']}' has no letter")
    if ("within" in flags) != bool(BRACKETS.search(row["form"])):
        raise LexiconError(f"{place}: the flag 'within' needs one part in [brackets], and only it has them")
    return Form(entity, row["lang"], row["form"], flags, place)


def _countries() -> Iterator[Entity]:
    """Countries and territories that have an ISO 3166-1 alpha-3 code, from rigour."""
    for t in sorted(get_territories(), key=lambda t: t.code):
        if (code := (t.alpha3 or LACKING.get(t.code, "")).upper()) and not t.is_historical:
            yield Entity(code, "country", t.name, (), code, t.qid, MappingProxyType({"iso2": t.code.upper(), "full_name": t.full_name}))


def _library_forms() -> Iterator[Form]:
    """English names and flag emoji of all countries."""
    for country in _countries():
        for name in dict.fromkeys((country.name, country.extra["full_name"])):
            yield Form(country.id, "en", name, frozenset({"exact"}), "rigour")
        flag = "".join(chr(ord("🇦") + ord(letter) - ord("A")) for letter in country.extra["iso2"])
        yield Form(country.id, "any", flag, frozenset({"exact", "metonym"}), "rigour")


def _merged(library: Iterable[Form], ours: list[Form]) -> Iterator[Form]:
    """A form of ours stands instead of the library's of the same text and entity; `off` leaves both out."""
    own = {(f.entity, f.text) for f in ours if f.lang not in FOREIGN}
    yield from (f for f in ours if "off" not in f.flags)
    yield from (f for f in library if (f.entity, f.text) not in own)


def _romanised(entities: Mapping[str, Entity], forms: list[Form]) -> Iterator[Form]:
    """Other ways to write the Cyrillic names of persons in Latin letters: found in texts, but no names to show."""
    taken = {f.text.casefold() for f in forms}
    for form in forms:
        known = entities[form.entity]
        if known.kind == "person" and known.country in COUNTRIES and form.lang in ("ru", "uk") and form.flags <= {"cap"}:
            for text in romanisations(form.text.replace("=", ""), form.lang):
                if text.casefold() not in taken and (" " in text or len(text) >= LEAST):
                    taken.add(text.casefold())
                    yield Form(form.entity, "en", text, frozenset({"cap", "exact"}), form.place)


def _named(entities: Mapping[str, Entity], forms: Iterable[Form]) -> dict[str, Entity]:
    """Entities with the names that their forms give, the main name first."""
    names = {e.id: {e.name: None} for e in entities.values()}
    for form in forms:
        if not form.flags & NAMELESS and form.lang not in FOREIGN:
            names[form.entity][form.text.replace("=", "")] = None
    return {e.id: Entity(e.id, e.kind, e.name, tuple(names[e.id]), e.country, e.qid, e.extra) for e in entities.values()}
