"""The persons who take part in a deed, as its sentences name them."""

from collections.abc import Sequence

from extract.lexicon import shipped
from extract.model import Mention, Person


def persons_in(mentions: Sequence[Mention], actors: set[str]) -> tuple[Person, ...]:
    """The persons of a sentence who belong to the deed's actors."""
    known = (shipped().entities[m.entity] for m in mentions)
    return tuple(dict.fromkeys(Person(e.name, e.country) for e in known if e.kind == "person" and e.country in actors and e.country))
