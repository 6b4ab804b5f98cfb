"""The network page: actors and their acts as one self-contained HTML file around vis-network, which pyvis ships.

Nothing of pyvis's own HTML is used: its templates load from the net and put headings in unescaped. All that comes from posts travels as
JSON and is shown as text; a content security policy allows the two scripts of the page by their hashes and nothing else.
"""

import base64
import hashlib
import html
from collections import defaultdict
from collections.abc import Iterable, Set
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TextIO

import orjson
import pyvis

from extract.model import Act, Json
from graph.actors import name_of
from graph.case import Case
from graph.counted import pairs
from graph.evidence import best, clean, counts
from graph.rows import title

VIS = "lib/vis-9.1.2/vis-network.min.js"
MOST_EDGES = 400
"""Lines on a page, the most told first: beyond that browsers need minutes to lay them out."""


def draw(case: Case, acts: Iterable[Act], heading: str, out: TextIO) -> tuple[int, int]:
    """Write the page; returns how many actors and lines it shows."""
    edges = _edges(case, acts)
    shown = edges[:MOST_EDGES]
    nodes = _nodes(shown)
    note = (
        f"{len(nodes)} actors, {len(shown)} of {len(edges)} lines"
        if len(shown) < len(edges)
        else f"{len(nodes)} actors, {len(edges)} lines"
    )
    page = files("graph") / "page"
    vis, code = _vis(), (page / "network.js").read_text(encoding="utf-8")
    out.write(
        Template((page / "network.html").read_text(encoding="utf-8")).substitute(
            heading=html.escape(clean(heading)),
            note=html.escape(note),
            policy=f"default-src 'none'; script-src {_hash(vis)} {_hash(code)}; style-src 'unsafe-inline'; img-src data:",
            style=(page / "network.css").read_text(encoding="utf-8"),
            data=_json({"nodes": nodes, "edges": shown}),
            vis=vis,
            code=code,
        )
    )
    return len(nodes), len(shown)


def _vis() -> str:
    return (Path(pyvis.__file__).parent / VIS).read_text(encoding="utf-8").replace("</script", "<\\/script")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _json(data: Json) -> str:
    """JSON that cannot end the element it stands in."""
    return orjson.dumps(data).decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _edges(case: Case, acts: Iterable[Act]) -> list[Json]:
    """One line for each pair, type and status; it lists its acts with their best quote. The most told first."""
    lines: defaultdict[tuple[str, str, str, str, bool], list[Act]] = defaultdict(list)
    for act in acts:
        for start, end, mutual in pairs(act):
            lines[start, end, act.type, act.status.value, mutual].append(act)
    edges = [
        {
            "from": start,
            "to": end,
            "type": kind.replace("_", " "),
            "status": status,
            "mutual": mutual,
            "origins": sum(a.n_origins for a in told),
            "acts": [_act(case, a, {start, end}) for a in sorted(told, key=lambda a: (a.date, a.id))],
        }
        for (start, end, kind, status, mutual), told in sorted(lines.items())
    ]
    return sorted(edges, key=lambda e: -e["origins"])


def _act(case: Case, act: Act, ends: Set[str]) -> Json:
    told = best(case, act, ends)
    url = told.post.url or ""
    return {
        "title": clean(title(act)),
        "counts": counts(act),
        "contradicted": act.contradicted,
        "quote": clean(told.claim.quote),
        "source": clean(
            f"{told.post.channel}, {told.post.date.date().isoformat()}" + (f", reported by {v}" if (v := told.claim.reported_by) else "")
        ),
        "url": url if url.startswith(("https://", "http://")) else None,
    }


def _nodes(edges: Iterable[Json]) -> list[Json]:
    weight: defaultdict[str, int] = defaultdict(int)
    for edge in edges:
        for end in (edge["from"], edge["to"]):
            weight[end] += len(edge["acts"])
    return [
        {"id": actor, "label": clean(name_of(actor)), "country": len(actor) == 3 and actor.isupper(), "acts": n}
        for actor, n in sorted(weight.items())
    ]
