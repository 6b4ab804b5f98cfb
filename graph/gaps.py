"""What is missing on a way from actor to actor: hops that nobody tells, or not as done, or one source alone, or that are contradicted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.ontology import Status
from graph.case import Case
from graph.edges import Edge
from graph.evidence import Evidence, evidence
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


def weak_acts(edges: Iterable[Edge], way: Sequence[str]) -> set[str]:
    """The acts whose evidence tells what is missing on a way."""
    known = list(edges)
    return {act for start, end in pairwise(way) for act in _weak(_between(known, start, end))}


def _between(edges: Iterable[Edge], start: str, end: str) -> list[Edge]:
    return [e for e in edges if (e.source, e.target) == (start, end) or (e.mutual and (e.target, e.source) == (start, end))]


def _weakness(case: Case, edges: Sequence[Edge]) -> Iterator[str]:
    if not edges:
        yield "nobody tells such an act"
        return
    done, weak = [e for e in edges if e.status in HAPPENED], _weak(edges)
    told = [e for act in weak for e in evidence(case, case.acts[act], {edges[0].source, edges[0].target})]
    if not done:
        yield f"nobody tells it as done{_said(e for e in told if e.claim.status not in HAPPENED)}"
    elif weak and all(e.n_origins == 1 for e in done):
        dates = {e.act_id: e.date for e in done}
        names = ", ".join(f"{act} of {dates[act]}" for act in sorted(weak, key=lambda act: (dates[act], act))[:MOST])
        yield f"each act has one origin alone ({names}){_said(e for e in told if e.dissent)}"
    elif weak:
        yield f"every act is contradicted{_said(e for e in told if e.dissent)}"


def _weak(edges: Sequence[Edge]) -> list[str]:
    """The acts of a hop that none of its acts makes sure: all, if none is done; those done, if each has one origin or is contradicted."""
    done = [e for e in edges if e.status in HAPPENED]
    sure = done and not all(e.n_origins == 1 for e in done) and not all(e.contradicted for e in done)
    return [] if sure else list(dict.fromkeys(e.act_id for e in done or edges))


def _said(told: Iterable[Evidence]) -> str:
    """ "; proposed by a blogger on 2025-10-14; denied by Caracas on 2025-11-12 and by 2 more", each status with its first voices."""
    voices: dict[Status, dict[str, str]] = {}
    for e in sorted(told, key=lambda e: (e.post.date, e.claim.id)):
        voices.setdefault(e.claim.status, {}).setdefault(e.voice, e.post.date.date().isoformat())
    return "".join(
        f"; {status.value} by {' and '.join(f'{name} on {day}' for name, day in list(names.items())[:MOST])}"
        + (f" and by {len(names) - MOST} more" if len(names) > MOST else "")
        for status, names in sorted(voices.items(), key=lambda v: STATUS_RANK[v[0]])
    )


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
