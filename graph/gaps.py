"""What is missing on a way from actor to actor: hops that nobody tells, or not as done, or one source alone, or that are contradicted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.ontology import Status
from graph.case import Case
from graph.edges import Edge
from graph.evidence import Evidence, clean, evidence
from graph.grades import STATUS_RANK

MOST = 3
"""Voices or acts named for a hop."""
HAPPENED = (Status.DONE, Status.ENDED)


def missing(case: Case, edges: Iterable[Edge], way: Sequence[str]) -> Iterator[str]:
    """A line for each weak hop of a way such as IRN, RUS, VEN, of the edges that a question wants; and whether time forbids the way."""
    known = list(edges)
    hops = [_between(known, start, end) for start, end in pairwise(way)]
    for (start, end), found in zip(pairwise(way), hops, strict=True):
        yield from (f"{start} → {end}: {weakness}" for weakness in _weakness(case, found))
    if all(hops) and not _in_order(hops):
        firsts = ", ".join(f"{start} → {end} {_span(found)}" for (start, end), found in zip(pairwise(way), hops, strict=True))
        yield f"{' → '.join(way)}: the dates run the wrong way ({firsts})"


def on_way(edges: Iterable[Edge], way: Sequence[str]) -> Iterator[Edge]:
    """The edges between neighbours on a way."""
    known = list(edges)
    for start, end in pairwise(way):
        yield from _between(known, start, end)


def _between(edges: Iterable[Edge], start: str, end: str) -> list[Edge]:
    return [e for e in edges if (e.source, e.target) == (start, end) or (e.mutual and (e.target, e.source) == (start, end))]


def _weakness(case: Case, edges: Sequence[Edge]) -> Iterator[str]:
    if not edges:
        yield "nobody tells such an act"
        return
    acts = list({e.act_id: case.acts[e.act_id] for e in edges}.values())
    done = [a for a in acts if a.status in HAPPENED]
    if not done:
        told = [e for act in acts for e in evidence(case, act)]
        yield f"nobody tells it as done{_said(e for e in told if e.claim.status not in HAPPENED)}"
    elif all(a.n_origins == 1 for a in done):
        names = ", ".join(f"{a.id} of {a.date}" for a in sorted(done, key=lambda a: (a.date, a.id))[:MOST])
        yield f"each act has one origin alone ({names}){_said(e for a in done for e in evidence(case, a) if e.dissent)}"
    elif all(a.contradicted for a in done):
        yield f"every act is contradicted{_said(e for a in done for e in evidence(case, a) if e.dissent)}"


def _said(told: Iterable[Evidence]) -> str:
    """ "; proposed by a blogger on 2025-10-14; denied by Caracas on 2025-11-12 and by 2 more", each status with its first voices."""
    voices: dict[Status, dict[str, str]] = {}
    for e in sorted(told, key=lambda e: (e.post.date, e.claim.id)):
        voices.setdefault(e.claim.status, {}).setdefault(_name(e), e.post.date.date().isoformat())
    return "".join(
        f"; {status.value} by {' and '.join(f'{name} on {day}' for name, day in list(names.items())[:MOST])}"
        + (f" and by {len(names) - MOST} more" if len(names) > MOST else "")
        for status, names in sorted(voices.items(), key=lambda v: STATUS_RANK[v[0]])
    )


def _name(told: Evidence) -> str:
    return clean(told.claim.reported_by or told.post.channel)


def _in_order(hops: Sequence[Sequence[Edge]]) -> bool:
    """Whether an act of each hop can be found, none before the one before, at the coarser precision of the two dates."""
    floor = ""
    for found in hops:
        ahead = [e.date for e in found if e.date >= floor[: len(e.date)]]
        if not ahead:
            return False
        floor = max(floor, min(ahead))
    return True


def _span(edges: Sequence[Edge]) -> str:
    dates = sorted(e.date for e in edges)
    return dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
