"""Agreements as nodes and edges of the graph, and as pages: who made it, and its stages by date with the evidence."""

from collections import defaultdict
from collections.abc import Collection

from extract.agreements import Agreement
from extract.items import item_entities, link_item
from extract.model import Act, Json
from extract.ontology import ItemKind
from extract.steps import Step
from graph.actors import Actors
from graph.case import Case
from graph.evidence import Evidence, clean

Nodes = defaultdict[tuple[str, ...], dict[str, Json]]
Edges = defaultdict[tuple[str, str, str], list[tuple[str, str, Json]]]


def add_accords(case: Case, acts: Collection[str], actors: Actors, nodes: Nodes, edges: Edges) -> None:
    """The agreements of which these acts are stages, with their parties; linked in the whole case: with fewer acts no two become one."""
    for agreement in case.agreements.values():
        if steps := [(s.act, agreement.id, _told(s)) for s in agreement.steps if s.act in acts]:
            nodes[("Accord",)][agreement.id] = _row(agreement)
            edges["Act", "STAGE_OF", "Accord"] += steps
            for party in agreement.parties:
                actors.add(party)
                edges["Actor", "PARTY_TO", "Accord"].append((party, agreement.id, {}))


def _row(agreement: Agreement) -> Json:
    names = {"id": agreement.id, "name": agreement.name, "kind": agreement.form}
    return names | {"parties": list(agreement.parties), "year": agreement.year}


def _told(step: Step) -> Json:
    told = {"stage": step.stage.value, "status": step.status.value, "date": step.date, "date_source": "text" if step.dated else "post"}
    told |= {"party": step.by} if step.by else {}
    return told | {"n_posts": step.n_posts, "posts": sorted({c.post for c in step.claims}), "claims": sorted(c.id for c in step.claims)}


def called(case: Case, key: str) -> Agreement | None:
    """The agreement of this id or name, in any case."""
    wanted = key.casefold()
    return next((a for a in case.agreements.values() if wanted in (a.id, a.name.casefold())), None)


def of_act(case: Case, act: Act) -> list[tuple[Agreement, Step]]:
    """The agreements of which an act is a stage."""
    known = case.agreements.values() if act.type == "agreement" else ()
    return [(a, s) for a in known for s in a.steps if s.act == act.id]


def of_item(case: Case, item: str) -> list[Agreement]:
    """The agreements that posts call by this item's name, by date."""
    if item in item_entities() and item_entities()[item].kind is not ItemKind.AGREEMENT:
        return []
    return [a for a in case.agreements.values() if any(link_item(p.name, ItemKind.AGREEMENT).id == item for s in a.steps for p in s.papers)]


def lines(case: Case, agreement: Agreement) -> list[str]:
    """The page: name, parties, other names, then the stages with what tells each of them."""
    names = dict.fromkeys(clean(p.name) for s in agreement.steps for p in s.papers)
    found = [f"{agreement.id}  {clean(agreement.name)} ({agreement.form})", f"  parties: {', '.join(agreement.parties)}"]
    found.append(f"  called: {', '.join(names)}")
    for step in agreement.steps:
        posts = f"{step.n_posts} post{'' if step.n_posts == 1 else 's'}"
        found.append(f"  {said(step)}; {posts}; {step.act}")
        found += [f"    {told.line()}" for told in _evidence(case, step)]
    return found


def said(step: Step) -> str:
    """ "2024-11-09  ratified by RUS, done" """
    return f"{step.date}{'' if step.dated else ' (post)'}  {step.stage.value}{f' by {step.by}' if step.by else ''}, {step.status.value}"


def facts(case: Case, agreement: Agreement) -> Json:
    """The page for programs."""
    stages = [_told(s) | {"act": s.act, "evidence": [e.to_json() for e in _evidence(case, s)]} for s in agreement.steps]
    names = sorted({p.name for s in agreement.steps for p in s.papers})
    return _row(agreement) | {"names": names, "stages": stages}


def _evidence(case: Case, step: Step) -> list[Evidence]:
    dissent = case.acts[step.act].dissent
    told = [Evidence(claim, case.posts[claim.post], claim.id in dissent) for claim in step.claims]
    return sorted(told, key=lambda e: (e.post.date, e.claim.id))
