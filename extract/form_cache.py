"""Keeps the inflected forms of a lexicon on disk, so that only the first start after a change of the lexicon has to make them."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import orjson

from extract.folding import fold_form
from extract.forms import surfaces
from extract.lexicon import Form, Lexicon

SOURCES = ("forms.py", "folding.py", "lexicons/endings.csv")
"""Files of this package that decide, beside the lexicon, what forms come out."""


def all_surfaces(lexicon: Lexicon, folder: Path | None = None) -> Iterator[tuple[Form, str]]:
    """Each form and homonym of a lexicon with each of its folded surfaces, from the cache in `folder` (None: the user's) or made anew."""
    lemmas = [(f, _is_person(lexicon, f)) for f in (*lexicon.forms, *lexicon.homonyms)]
    path = (folder or cache_folder()) / f"forms-{_key(lemmas)}.json"
    made = _read(path, len(lemmas))
    if made is None:
        made = [list({(fold_form(s.text), "prefix" in s.flags): None for s in surfaces(f, person)}) for f, person in lemmas]
        _write(path, made)
    for (form, _), found in zip(lemmas, made, strict=True):
        for text, prefix in found:
            yield (form.as_prefix() if prefix else form), text


def cache_folder() -> Path:
    """$XDG_CACHE_HOME/axisgraph, by default ~/.cache/axisgraph."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "axisgraph"


def _is_person(lexicon: Lexicon, form: Form) -> bool:
    return bool(form.entity) and lexicon.entities[form.entity].kind == "person"


def _key(lemmas: Sequence[tuple[Form, bool]]) -> str:
    """A hash of all that decides the forms."""
    digest = hashlib.blake2b(version("pymorphy3-dicts-ru").encode(), digest_size=12)
    for name in SOURCES:
        digest.update((files("extract") / name).read_bytes())
    for form, person in lemmas:
        digest.update(f"{form.lang}\t{form.text}\t{sorted(form.flags)}\t{person}\n".encode())
    return digest.hexdigest()


def _read(path: Path, length: int) -> list[list[tuple[str, bool]]] | None:
    """The cached forms, or None where there are none or the file is damaged."""
    try:
        found = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return found if isinstance(found, list) and len(found) == length else None


def _write(path: Path, made: list[list[tuple[str, bool]]]) -> None:
    """Write at once or not at all; a folder that cannot be written is no error, the next start is only slower."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
            part.write(orjson.dumps(made))
        Path(part.name).replace(path)
    except OSError:
        return
