"""The pack's questions as Neo4j Browser's saved scripts: a zip of `.cypher` files that it takes by drag and drop, folders and all.

A script with `:param` lines would be a multi-statement script there, whose answer Browser does not show; so values stand in the text.
"""

import io
import zipfile

import cypher
from cypher.literals import annotated

FOLDERS = ("pictures", "questions")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip, so that the same pack makes the same bytes."""


def scripts() -> dict[str, str]:
    """Path in the zip → text. Browser names a script after the comment on its first line."""
    found = {name: cypher.load(name) for folder in FOLDERS for name in cypher.names(folder)}
    return {f"axisgraph {name}.cypher": annotated(query) for name, query in found.items()}


def zipped() -> bytes:
    """The zip."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in scripts().items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), text)
    return whole.getvalue()
