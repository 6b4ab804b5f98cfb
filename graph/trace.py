"""Chains as a person reads them: hop by hop, with grade, status, origins and quote; and as JSON."""

from collections.abc import Iterator

from extract.model import Act, Json, organisation_json
from graph.actors import organisation_called, organisation_id
from graph.case import Case
from graph.chains import Chain, Hop
from graph.channels import voice_lines, voices
from graph.evidence import clean, counts, evidence, naming, strongest


def acts_of(case: Case, organisation: str) -> set[str]:
    """Ids of the acts in which an organisation takes part, by any of its names."""
    key = organisation_called(organisation)
    return {act.id for act in case.acts.values() if any(organisation_id(o.name) == key for o in act.organisations)}


def lines(case: Case, chains: list[Chain], quotes: int = 1) -> Iterator[str]:
    """The chains as text, best first; each hop with at most so many quotes, each of another origin's words where there are such."""
    for number, chain in enumerate(chains, 1):
        way = " → ".join([chain.hops[0].source, *(hop.target for hop in chain.hops)])
        yield f"{number}. {way}   {chain.grade or 'direct'}; status {chain.status}; weakest hop {_origins(chain.n_origins)}"
        for place, hop in enumerate(chain.hops, 1):
            yield from _hop(case, place, hop, quotes)
        yield ""


def _origins(number: int) -> str:
    return f"{number} origin{'' if number == 1 else 's'}"


def _hop(case: Case, place: int, hop: Hop, quotes: int) -> Iterator[str]:
    act = case.acts[hop.edge.act_id]
    arrow = "–" if hop.edge.mutual else "→"
    what = ", ".join(map(clean, hop.edge.item_names)) or "no item named"
    grade = f" [{hop.grade}]" if hop.grade else ""
    dispute = " CONTRADICTED" if hop.edge.contradicted else ""
    head = f"   {place}) {hop.source} {arrow} {hop.target}  {act.type.replace('_', ' ')}: {what}"
    yield f"{head}  {act.date}  {act.status.value.upper()}{dispute}{grade}"
    part = f"; {part}" if (part := naming(case, act, hop.ends)) else ""
    yield f"      {counts(act)}{part} · {act.id}"
    yield from (f"      {line}" for line in voice_lines(voices(case, act)))
    if act.organisations:
        yield "      with " + ", ".join(f"{clean(o.name)} ({o.country}, {o.part.value})" for o in act.organisations)
    yield from (f"      {told.line()}" for told in strongest(case, act, quotes, hop.ends))
    for told in evidence(case, act, hop.ends):
        if told.dissent:
            yield f"      against, {told.claim.status.value}: {told.line()}"


def to_json(case: Case, chain: Chain) -> Json:
    """A chain with the full evidence of each hop."""
    return {"grade": chain.grade, "status": chain.status, "n_origins": chain.n_origins, "hops": [_hop_json(case, h) for h in chain.hops]}


def _hop_json(case: Case, hop: Hop) -> Json:
    act: Act = case.acts[hop.edge.act_id]
    return {
        "act": act.id,
        "source": hop.source,
        "target": hop.target,
        "type": act.type,
        "items": list(hop.edge.item_names),
        "organisations": [organisation_json(o) for o in act.organisations],
        "date": act.date,
        "status": act.status.value,
        "grade": hop.grade,
        "mutual": hop.edge.mutual,
        "contradicted": hop.edge.contradicted,
        "n_posts": act.n_posts,
        "n_posts_of_both": len({e.post.id for e in evidence(case, act, hop.ends)}),
        "n_channels": act.n_channels,
        "n_independent": hop.edge.n_independent,
        "n_origins": hop.edge.n_origins,
        **voices(case, act),
        "evidence": [e.to_json() | {"names_both": hop.ends <= e.claim.actors} for e in evidence(case, act)],
    }
