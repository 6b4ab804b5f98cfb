"""Chains as a picture: each a row from left to right, actors as boxes, acts as arrows with date, items, status and grade."""

import html
from collections.abc import Iterator, Sequence
from importlib.resources import files
from string import Template

from graph.actors import name_of
from graph.case import Case
from graph.chains import Chain, Hop
from graph.evidence import clean

BOX, GAP, ROW, TOP = (150, 44), 250, 118, 30
"""Size of an actor's box, length of an arrow, height of a row, room above; in pixels."""
LINES = {"done": "", "ended": "1 0 6 3", "planned": "10 6", "proposed": "2 6", "denied": "2 4 10 4"}
COLOURS = {"done": "#1b7837", "ended": "#5b6875", "planned": "#2166ac", "proposed": "#762a83", "denied": "#b3261e"}
LONGEST = 34
"""Characters of an arrow's label."""


def chain_page(case: Case, chains: Sequence[Chain], heading: str) -> str:
    """One HTML page with an SVG; no scripts, no files; all text escaped."""
    most = max(len(c.hops) for c in chains)
    width, height = 20 + BOX[0] + most * (BOX[0] + GAP) + 20, TOP + ROW * len(chains)
    rows = "\n".join(line for n, chain in enumerate(chains) for line in _row(case, chain, TOP + n * ROW))
    legend = " · ".join(f'<b style="color:{colour}">{status}</b>' for status, colour in COLOURS.items())
    text = (files("graph") / "page" / "chain.html").read_text(encoding="utf-8")
    return Template(text).substitute(heading=html.escape(clean(heading)), legend=legend, width=width, height=height, rows=rows)


def _row(case: Case, chain: Chain, y: int) -> Iterator[str]:
    x = 20
    yield _box(chain.hops[0].source, x, y)
    for hop in chain.hops:
        yield from _arrow(case, hop, x + BOX[0], y)
        x += BOX[0] + GAP
        yield _box(hop.target, x, y)


def _box(actor: str, x: int, y: int) -> str:
    middle = f'x="{x + BOX[0] // 2}" y="{y + BOX[1] // 2 + 5}"'
    return (
        f'<rect x="{x}" y="{y}" width="{BOX[0]}" height="{BOX[1]}" rx="6"/>'
        f'<text class="actor" {middle}>{html.escape(_short(name_of(actor), 18))}</text>'
    )


def _arrow(case: Case, hop: Hop, x: int, y: int) -> Iterator[str]:
    act = case.acts[hop.edge.act_id]
    colour, dashes = COLOURS[act.status.value], LINES[act.status.value]
    line, middle = y + BOX[1] // 2, x + GAP // 2
    head = f"M{x + GAP - 12},{line - 6} L{x + GAP - 2},{line} L{x + GAP - 12},{line + 6} Z"
    what = ", ".join(hop.edge.item_names) or "no item named"
    contradicted = " · contradicted" if hop.edge.contradicted else ""
    origins = f"{hop.edge.n_origins} origin{'' if hop.edge.n_origins == 1 else 's'}"
    labels = (
        (line - 24, f"{act.type.replace('_', ' ')} · {act.date}"),
        (line - 8, what),
        (line + 18, f"{act.status.value}{contradicted} · {origins}"),
        (line + 34, hop.grade or ""),
    )
    ends = f'x1="{x + 4}" y1="{line}" x2="{x + GAP - 12}" y2="{line}"'
    yield f'<g stroke="{colour}" fill="{colour}"><line {ends} stroke-dasharray="{dashes}"/><path d="{head}"/></g>'
    yield from (f'<text x="{middle}" y="{at}">{html.escape(_short(text, LONGEST))}</text>' for at, text in labels if text)


def _short(text: str, most: int) -> str:
    text = clean(text)
    return text if len(text) <= most else text[: most - 1] + "…"
