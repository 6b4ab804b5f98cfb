"""Pages about an act, an actor, an item, an agreement or a post, as text and as JSON."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from rapidfuzz import process

from extract.agreements import Agreement
from extract.errors import CaseError
from extract.items import item_links, link_item
from extract.model import Act, Json
from extract.persons import link_person
from graph import accords
from graph.act_json import act_json
from graph.actors import actor_names, describe, entity, offices_of, organisation_called, organisation_id
from graph.case import Case
from graph.changes import went_to
from graph.channels import told_of, voice_lines, voices
from graph.evidence import clean, counts, evidence
from graph.judgements import Verdict
from graph.rows import title

T = TypeVar("T")
MOST, FEW = 40, 15
"""Acts and persons listed on a page; the JSON lists all."""


@dataclass(frozen=True, slots=True)
class Page:
    text: str
    facts: Json


def find(case: Case, key: str) -> Page:
    """The page of whatever has this id or name; raises CaseError with the nearest names where nothing has."""
    if key in case.acts:
        return act_page(case, case.acts[key])
    if goal := went_to(case.ledger, key, case.acts):
        page = act_page(case, case.acts[goal])
        return Page(f"{key} was merged into {goal}\n{page.text}", page.facts | {"merged_from": key})
    if key in case.posts:
        return post_page(case, key)
    actors, items = actors_of(case), items_of(case)
    wanted = organisation_called(key).casefold()
    for actor, acts in actors.items():
        if wanted in {n.casefold() for n in actor_names(actor)}:
            return actor_page(actor, acts)
    for item, (names, _) in items.items():
        if wanted in {item, *(n.casefold() for n in names)}:
            return item_page(item, items, accords.of_item(case, item))
    if found := accords.called(case, key):
        return Page("\n".join(accords.lines(case, found)), accords.facts(case, found))
    if rejected := next((j for j in case.judgements if not j.undone and j.verdict is Verdict.REJECT and key in j.ids), None):
        way = f"take it back with: axisgraph judge {case.folder} --undo {rejected.number}"
        raise CaseError(f"{case.folder}: {key} tells no act: rejected by {clean(rejected.by)} on {rejected.at[:10]}; {way}")
    known = {n for a in actors for n in actor_names(a)} | {n for names, _ in items.values() for n in names}
    known |= set(case.agreements)
    near = [name for name, _, _ in process.extract(key, sorted(known), limit=3)]
    hint = f"; nearest names: {', '.join(near)}" if near else ""
    raise CaseError(f"{case.folder}: nothing is called '{key}' (acts, actors, items, posts){hint}")


def actors_of(case: Case) -> dict[str, list[Act]]:
    """Actor id → acts, persons included."""
    found: dict[str, list[Act]] = {}
    for act in case.acts.values():
        firms = {organisation_id(o.name) for o in act.organisations}
        for actor in (
            {p.actor for p in act.participants} | firms | {link_person(p.name, p.country).id for p in (*act.persons, *act.officials)}
        ):
            found.setdefault(actor, []).append(act)
    return found


def items_of(case: Case) -> dict[str, tuple[set[str], list[Act]]]:
    """Item id → names in the case, acts."""
    found: dict[str, tuple[set[str], list[Act]]] = {}
    for act in case.acts.values():
        for item in act.items:
            linked = link_item(item.name, item.kind)
            names, acts = found.setdefault(linked.id, ({linked.name}, []))
            names.add(item.name)
            if act not in acts:
                acts.append(act)
    return found


def act_page(case: Case, act: Act) -> Page:
    told, by = list(evidence(case, act)), voices(case, act)
    lines = [
        f"{act.id}  {title(act)}",
        f"  {counts(act)}; first {act.first_report[:10]}, last {act.last_report[:10]}",
        *(f"  {line}" for line in voice_lines(by)),
        f"  date from {act.date_source}; confidence {act.confidence:.2f}",
    ]
    if act.persons:
        lines.append("  persons: " + ", ".join(f"{clean(p.name)} ({p.country})" for p in act.persons))
    if act.officials:
        lines.append("  meant by their office: " + ", ".join(f"{clean(p.name)} ({p.country})" for p in act.officials))
    if act.organisations:
        lines.append("  organisations: " + ", ".join(f"{clean(o.name)} ({o.country}, {o.part.value})" for o in act.organisations))
    if act.items:
        lines.append("  items: " + ", ".join(clean(i.name) + (f" × {clean(i.quantity)}" if i.quantity else "") for i in act.items))
    lines += [f"  agreement: {a.id} ({accords.said(s)})" for a, s in accords.of_act(case, act)]
    lines.append("  history: " + "; ".join(f"{h['status']} {h['first']} – {h['last']} ({h['n_posts']} posts)" for h in act.history))
    if act.contradicted:
        lines.append("  CONTRADICTED:")
        lines += [f"    {e.claim.status.value}: {e.line()}{mark(case, e.claim.id)}" for e in told if e.dissent]
    lines.append("  told by:")
    lines += [f"    {e.claim.status.value}: {e.line()}{mark(case, e.claim.id)}" for e in told if not e.dissent]
    proof = [e.to_json() | {"judged": _judged(case, e.claim.id)} for e in told]
    return Page("\n".join(lines), act_json(act) | by | {"confirmed": act.id in case.confirmed, "evidence": proof})


def mark(case: Case, claim: str) -> str:
    """What a person left of a claim, and who: "  [mended by anna: a rumour; judgement 3]"; empty if nobody judged it."""
    if claim not in case.overruled.marks:
        return ""
    how, judgement = case.overruled.marks[claim]
    why = f": {clean(judgement.why)}" if judgement.why else ""
    return f"  [{how.value} by {clean(judgement.by)}{why}; judgement {judgement.number}]"


def _judged(case: Case, claim: str) -> str | None:
    return case.overruled.marks[claim][0].value if claim in case.overruled.marks else None


def post_page(case: Case, key: str) -> Page:
    post = case.posts[key]
    claims = [c for told in (case.claims, case.overruled.rejected) for c in told.values() if c.post == key]
    acts = {claim: act.id for act in case.acts.values() for claim in act.claims}
    lines = [f"{post.id}  {clean(post.channel)}, {post.date.isoformat()}, {post.lang}" + (f", {clean(post.url)}" if post.url else "")]
    said = told_of(case, post)
    if any(said.values()):
        lines.append("  channel: " + ", ".join(f"{fact} {value}" for fact, value in said.items() if value))
    lines.append(f"  read from {post.file}:{post.line}")
    lines += [f"  | {clean(line)}" for line in post.text.splitlines() if line.strip()]
    for c in claims:
        who = ", ".join(f"{p.actor} ({p.role.value})" for p in c.participants)
        lines.append(f"  {acts.get(c.id, '–')}  {c.type}, {c.status.value}: {who}: «{clean(c.quote)}»{mark(case, c.id)}")
    if not claims:
        lines.append("  tells no act")
    facts = {"id": post.id, "channel": post.channel, "date": post.date.isoformat(), "url": post.url, "text": post.text, **said}
    told = [c.to_json() | {"id": c.id, "act": acts.get(c.id), "judged": _judged(case, c.id)} for c in claims]
    return Page("\n".join(lines), facts | {"claims": told})


def actor_page(actor: str, acts: Sequence[Act]) -> Page:
    own = {actor, entity(actor).country}
    partners = Counter(p.actor for a in acts for p in a.participants if p.actor not in own)
    persons = Counter(p.name for a in acts for p in a.persons if link_person(p.name, p.country).id != actor)
    kinds = Counter((a.type, a.status.value) for a in acts)
    lines = [*describe(actor, [a.date for a in acts]), "  with: " + ", ".join(f"{p} {n}" for p, n in _ranked(partners))]
    if persons:
        lines.append("  persons: " + ", ".join(f"{clean(p)} {n}" for p, n in _ranked(persons)[:FEW]))
    lines.append("  acts: " + ", ".join(f"{kind} {status} {n}" for (kind, status), n in _ranked(kinds)))
    listed = _list(acts, {a.id: _part(actor, a) for a in acts})
    return Page("\n".join(lines + listed), {"id": actor, "names": actor_names(actor), "acts": [act_json(a) for a in _newest(acts)]})


def _part(actor: str, act: Act) -> str:
    """What a person was when the act happened, and whether only that office names them; the part of an organisation; of others ""."""
    held = [*(o.title for o in offices_of(actor, act.date)), *(o.part.value for o in act.organisations if organisation_id(o.name) == actor)]
    meant = any(link_person(p.name, p.country).id == actor for p in act.officials)
    return "; ".join(filter(None, (f"as {', '.join(held)}" if held else "", "meant by the office" if meant else "")))


def item_page(item: str, items: Mapping[str, tuple[set[str], list[Act]]], made: Sequence[Agreement]) -> Page:
    names, acts = items[item]
    linked = next(i for a in acts for x in a.items if (i := link_item(x.name, x.kind)).id == item)
    lines = [f"{item}  {linked.name}: {linked.kind.value.replace('_', ' ')}, {linked.klass or 'no class'}, family {linked.family or '–'}"]
    lines.append("  called: " + ", ".join(sorted(map(clean, names))))
    links = [(a, kind, b, how) for a, kind, b, how in item_links() if item in (a, b)]
    lines += [_link(*link, other=items.get(link[2] if link[0] == item else link[0], (set(), []))[1]) for link in links]
    lines += [f"  agreement {a.id}: {'; '.join(map(accords.said, a.steps))}" for a in made]
    facts = {"id": item, "names": sorted(names), "kind": linked.klass, "family": linked.family, "links": [list(link) for link in links]}
    facts |= {"agreements": [a.id for a in made]} if made else {}
    return Page("\n".join(lines + _list(acts)), facts | {"acts": [act_json(a) for a in _newest(acts)]})


def _link(one: str, kind: str, other_item: str, how: str, *, other: Sequence[Act]) -> str:
    """Such as: geran-2 same as shahed-136 (made under licence); 4 acts; the acts are those of the item that is not the page's."""
    told = f"; {len(other)} act{'' if len(other) == 1 else 's'}" if other else ""
    return f"  {one} {kind.lower().replace('_', ' ')} {other_item}{f' ({how})' if how else ''}{told}"


def _ranked(counter: Counter[T]) -> list[tuple[T, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], str(pair[0])))


def _newest(acts: Sequence[Act]) -> list[Act]:
    return sorted(acts, key=lambda a: (a.date, a.id), reverse=True)


def _list(acts: Sequence[Act], parts: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    shown = [
        f"  {a.id}  {title(a)}{'  CONTRADICTED' if a.contradicted else ''}; {counts(a)}" + (f"; {parts[a.id]}" if parts.get(a.id) else "")
        for a in _newest(acts)[:MOST]
    ]
    return shown + ([f"  … and {len(acts) - MOST} more; all with --json"] if len(acts) > MOST else [])
