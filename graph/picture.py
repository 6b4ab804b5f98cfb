"""A post as displaCy draws it: its actors, persons and items, the words of each act, and a table of the acts, on one page."""

import html
from collections.abc import Iterable, Sequence
from importlib.resources import files
from string import Template
from typing import Any

from spacy import displacy
from spacy.tokens import Doc

from extract.actors import SPANS
from extract.model import Claim, Post
from extract.pipeline import make_nlp
from graph.evidence import clean

COLOURS = {"country": "#9ecae1", "organisation": "#c6dbef", "person": "#fdae6b", "item": "#c7e9c0"}
NO_BREAK = "\N{NO-BREAK SPACE}"
STATUSES = {"done": "#74c476", "planned": "#9e9ac8", "proposed": "#bcbddc", "denied": "#fb6a4a", "ended": "#bdbdbd"}


def draw_post(post: Post, claims: Sequence[Claim]) -> str:
    """The page. Its policy allows no script and no other file; all that comes from the post is escaped."""
    nlp = make_nlp(post.lang, "rules")
    doc = nlp.get_pipe("actors")(nlp.make_doc(post.text))
    spans = [*_named(doc), *_told(doc, claims)]
    colours = {_label(n, c).upper(): STATUSES[c.status.value] for n, c in enumerate(claims, 1)}
    colours |= {span["label"].upper(): COLOURS[span["kind"]] for span in spans if "kind" in span}
    return Template((files("graph") / "page" / "post.html").read_text(encoding="utf-8")).substitute(
        heading=html.escape(f"{clean(post.id)}, {post.date:%Y-%m-%d %H:%M %z}"),
        picture=displacy.render(
            {"tokens": [clean(t.text) or " " for t in doc], "spans": spans},
            style="span",
            manual=True,
            options={"colors": colours},
            jupyter=False,
        ),
        rows="\n".join(map(_row, range(1, len(claims) + 1), claims)),
    )


def _named(doc: Doc) -> Iterable[dict[str, Any]]:
    """Mentions, labelled with what they stand for: a country's code, or the kind of thing."""
    for span in doc.spans[SPANS]:
        yield {"start_token": span.start, "end_token": span.end, "label": clean(span.kb_id_), "kind": span.label_}


def _told(doc: Doc, claims: Sequence[Claim]) -> Iterable[dict[str, Any]]:
    for number, claim in enumerate(claims, 1):
        if claim.start is not None and claim.end is not None:
            span = doc.char_span(claim.start, claim.end, alignment_mode="expand")
            if span is not None:
                yield {"start_token": span.start, "end_token": span.end, "label": _label(number, claim)}


def _label(number: int, claim: Claim) -> str:
    return f"{number} {claim.type} {claim.status.value}".replace(" ", NO_BREAK)


def _row(number: int, claim: Claim) -> str:
    who = ", ".join(f"{p.actor} ({p.role.value})" for p in claim.participants)
    what = ", ".join(i.name + (f" × {i.quantity}" if i.quantity else "") for i in claim.items)
    cells = (str(number), claim.type, claim.status.value, who, what, claim.date or "", claim.reported_by or "", f"{claim.confidence:.2f}")
    return "<tr>" + "".join(f"<td>{html.escape(clean(cell))}</td>" for cell in cells) + "</tr>"
