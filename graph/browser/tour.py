"""The guided tour: an HTML page of slides that Neo4j Browser shows beside its answers, with queries of the pack that run at a click.

Browser puts the page into its own, after it has taken out scripts and whatever looks like an event handler (` on… = …`), also in text.
"""

import html
from importlib.resources import files
from string import Template

import cypher
from cypher import Query
from cypher.literals import inlined
from graph.browser.style import ink, looks
from graph.browser.values import values
from graph.case import Case
from graph.evidence import clean
from graph.opened import embedded

PICTURE = "picture_"
SHOWN = ("Country", "WeaponSystem", "Done", "Planned", "Proposed", "Denied", "Ended", "Assent", "Dissent", "Channel")
"""Labels in the legend."""


def template() -> Template:
    return Template((files("graph.browser") / "tour.html").read_text(encoding="utf-8"))


def queries(places: list[str]) -> dict[str, Query]:
    """The queries that the placeholders of a template name: `acts_of_pair`, `picture_pair`."""
    known = {name.partition("/")[2].replace("-", "_"): name for name in cypher.names("questions")}
    known |= {f"{PICTURE}{name.partition('/')[2]}": name for name in cypher.names("pictures")}
    return {place: cypher.load(known[place]) for place in places if place in known}


def tour(case: Case, address: str) -> str:
    """The page of a case; `address` is where the style and the scripts are served."""
    page = template()
    with embedded(case) as store:
        given = values(store)
    asked = {place: _block(query, given) for place, query in queries(page.get_identifiers()).items()}
    words = {
        "case": case.folder.resolve().name,
        "acts": f"{len(case.acts):,}",
        "claims": f"{len(case.claims):,}",
        "contradicted": f"{sum(act.contradicted for act in case.acts.values()):,}",
        "address": address,
        "thing": "drones" if given["item"] == "drone" else given["item"],
        **{name: given.get(name, default) for name, default in DEFAULTS.items()},
    }
    return page.substitute(
        {name: html.escape(clean(word)) for name, word in words.items()} | asked | {"legend": _legend(), "pack": _pack()}
    )


DEFAULTS = {"one": "RUS", "other": "IRN", "start": "IRN", "via": "RUS", "end": "VEN", "until": "the last post"}


def _block(query: Query, given: dict[str, str]) -> str:
    """What a click puts into the editor, or runs."""
    fit = {p.name: given[p.name] for p in query.parameters if p.type in ("str", "date") and p.name in given}
    text = f"// {query.summary}\n{inlined(query, fit)}"
    return f'<pre class="pre-scrollable code runnable" style="max-height: 7em">{html.escape(text)}</pre>'


def _legend() -> str:
    known = {look.name: look.colour for look in looks() if look.tag == "node"}
    chip = "display: inline-block; margin: 2px; padding: 1px 8px; border-radius: 9px"
    return " ".join(f'<span style="{chip}; background: {known[n]}; color: {ink(known[n])}">{n}</span>' for n in SHOWN)


def _pack() -> str:
    """Every question in a line, by name."""
    rows = ((name.partition("/")[2], cypher.load(name).summary) for name in cypher.names("questions"))
    return "".join(f"<li><b>{html.escape(name)}</b>: {html.escape(summary)}</li>" for name, summary in rows)
