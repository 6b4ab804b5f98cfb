"""The spaCy component "actors": marks the entities of the lexicon in a Doc."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.automaton import find_mentions
from extract.lexicon import shipped
from extract.model import Mention

SPANS = "actors"


class Actors:
    """Sets `doc._.mentions` (exact offsets) and `doc.spans["actors"]` (the same widened to whole tokens; label: kind, id: entity)."""

    def __call__(self, doc: Doc) -> Doc:
        mentions = find_mentions(doc.text)
        doc._.mentions = mentions
        doc.spans[SPANS] = [span for m in mentions if (span := _span(doc, m)) is not None]
        return doc


@Language.factory("actors", assigns=["doc.spans", "doc._.mentions"])
def make_actors(nlp: Language, name: str) -> Actors:  # noqa: ARG001 - spaCy calls factories with both
    """Make the component; its lexicon is read and its automaton built at the first text."""
    if not Doc.has_extension("mentions"):
        Doc.set_extension("mentions", default=())
    return Actors()


def _span(doc: Doc, mention: Mention) -> Span | None:
    """The tokens that a mention touches."""
    kind = shipped().entities[mention.entity].kind
    return doc.char_span(mention.start, mention.end, label=kind, span_id=mention.entity, kb_id=mention.entity, alignment_mode="expand")
