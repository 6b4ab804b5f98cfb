"""A brief of chains for print: every sentence with notes to the posts that say so, and what is missing; as Markdown and as HTML."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from string import Template
from types import MappingProxyType

from extract.items import item_entities, item_links
from extract.model import Act
from extract.ontology import Status
from graph.actors import name_of
from graph.case import Case
from graph.chains import Chain, Hop
from graph.evidence import Evidence, clean, counts, evidence, naming, strongest
from graph.grades import Grade

MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+=]|^\d+(?=[.)])")
TIE = {
    Grade.DOCUMENTED: "The same item ties it to the hop before (documented)",
    Grade.COMPATIBLE: "Only the family or kind of the items ties it to the hop before (compatible)",
    Grade.CO_OCCURRING: "No item ties it to the hop before (co-occurring)",
}
CAUTION = "A machine has read the posts, and errs; the notes give their words, to be checked before print."
SUREST = 0.99
MOST = 6
"""Notes to one sentence."""


@dataclass(slots=True)
class Brief:
    """`parts` are headings with their level below the title's, each with sentences; a sentence has the numbers of its `notes`, counted
    from 1."""

    title: str
    parts: list[tuple[int, str, list[tuple[str, list[int]]]]] = field(default_factory=list)
    notes: list[Evidence] = field(default_factory=list)

    def note(self, told: Iterable[Evidence]) -> list[int]:
        """Numbers of notes to these claims; each claim has one note."""
        numbers = []
        for one in told:
            if one not in self.notes:
                self.notes.append(one)
            numbers.append(self.notes.index(one) + 1)
        return sorted(numbers)


def brief(case: Case, chains: Sequence[Chain], missing: Iterable[str], title: str) -> Brief:
    """The brief of chains, best first, with the lines of `graph.gaps.missing`. An act that several chains rest on is told once."""
    made = Brief(title)
    told: dict[str, str] = {}
    made.parts.append((1, "In short", [(_short(chains), []), *((f"{line}.", []) for line in missing), (CAUTION, [])]))
    for number, chain in enumerate(chains, 1):
        way = " → ".join(name_of(a) for a in (chain.hops[0].source, *(h.target for h in chain.hops)))
        made.parts.append((1, f"Chain {number}: {way}", [(_judged(chain), [])]))
        for place, hop in enumerate(chain.hops, 1):
            heading = f"Hop {place}: {name_of(hop.source)} → {name_of(hop.target)}"
            act = case.acts[hop.edge.act_id]
            known = told.setdefault(act.id, f"hop {place} of chain {number}")
            again = [(f"The act of {known} ({act.id}).", made.note(strongest(case, act, MOST, hop.ends)))]
            first = known == f"hop {place} of chain {number}"
            made.parts.append((2, heading, [*(_act(case, made, act, hop) if first else again), *_tie(chain, place)]))
    return made


def _short(chains: Sequence[Chain]) -> str:
    done = sum(c.status == Status.DONE for c in chains)
    return f"Chains in the order of time: {len(chains)}; with every hop told as done: {done}."


def _judged(chain: Chain) -> str:
    weakest = f"its weakest hop has {chain.n_origins} origin{'' if chain.n_origins == 1 else 's'}"
    return f"The chain is {chain.grade or 'a single hop'}; its status is {chain.status}; {weakest}."


def _act(case: Case, made: Brief, act: Act, hop: Hop) -> Iterator[tuple[str, list[int]]]:
    own = [i for i in act.items if i.name in hop.edge.item_names]
    what = ", ".join(i.name + (f" ({i.quantity})" if i.quantity else "") for i in own) or "no item named"
    sense = "between" if hop.edge.mutual else "from"
    joint = "and" if hop.edge.mutual else "to"
    source = "as the posts date it" if act.date_source == "text" else "the day of the first post that tells it"
    kind = act.type.replace("_", " ").capitalize()
    yield (
        f"{kind} {sense} {name_of(hop.source)} {joint} {name_of(hop.target)}, {act.status.value}: {what}; {act.date}, {source}.",
        made.note(strongest(case, act, MOST, hop.ends)),
    )
    said = [e for e in evidence(case, act) if e.claim.status is act.status]
    days = f"first on {act.first_report[:10]}, last on {act.last_report[:10]}"
    yield (
        f"It is told by {counts(act)} ({act.id}), {days}; the reading's confidence is {min(act.confidence, SUREST):.2f}.",
        made.note(said[:MOST]),
    )
    if part := naming(case, act, hop.ends):
        yield f"Of these, {part}.", made.note(strongest(case, act, MOST, hop.ends))
    if act.organisations:
        names = ", ".join(f"{o.name} ({o.country}, {o.part.value})" for o in act.organisations)
        told = [e for e in said if e.claim.organisations]
        yield f"Organisations that the posts name: {names}.", made.note(told[:MOST])
    for status, earlier in _others(case, act, hop, dissent=False).items():
        yield (
            f"It was also told as {status}, from {earlier[0].post.date.date().isoformat()} on, by {_names(earlier)}.",
            made.note(earlier[:MOST]),
        )
    for status, against in _others(case, act, hop, dissent=True).items():
        yield f"Against it stands “{status}”, by {_names(against)}.", made.note(against[:MOST])


def _tie(chain: Chain, place: int) -> Iterator[tuple[str, list[int]]]:
    hop = chain.hops[place - 1]
    if hop.grade:
        yield f"{TIE[hop.grade]}{_same(chain.hops[place - 2], hop)}.", []


def _others(case: Case, act: Act, hop: Hop, *, dissent: bool) -> Mapping[str, list[Evidence]]:
    """Claims of other statuses than the final one: those that speak against it, or stages on the way to it."""
    found: dict[str, list[Evidence]] = {}
    for told in evidence(case, act, hop.ends):
        if told.claim.status is not act.status and told.dissent is dissent:
            found.setdefault(told.claim.status.value, []).append(told)
    return found


def _names(told: Iterable[Evidence]) -> str:
    return ", ".join(dict.fromkeys(e.voice for e in told))


def _same(before: Hop, after: Hop) -> str:
    """ ": Geran-2 is Shahed-136 (made under licence)", where the lexicon links the two items."""
    ends = {(a, b) for a in before.edge.item_ids for b in after.edge.item_ids}
    links = ((a, b, how) for a, kind, b, how in item_links() if kind == "SAME_AS" and not ends.isdisjoint({(a, b), (b, a)}))
    names = item_entities()
    return next((f": {names[a].name} is {names[b].name}{f' ({how})' if how else ''}" for a, b, how in links), "")


def markdown(made: Brief) -> str:
    """CommonMark with footnotes; what comes from posts is escaped."""
    lines = [f"# {_escaped(made.title)}", ""]
    for level, heading, sentences in made.parts:
        lines += [f"#{'#' * level} {_escaped(heading)}", ""]
        lines += [_escaped(text) + "".join(f"[^{n}]" for n in notes) + "\n" for text, notes in sentences]
    lines += [f"[^{n}]: {_escaped(_note(told))}{_link(told)}" for n, told in enumerate(made.notes, 1)]
    return "\n".join(lines).rstrip() + "\n"


def page(made: Brief) -> str:
    """One HTML page without scripts; what comes from posts is escaped."""
    body = []
    for level, heading, sentences in made.parts:
        body.append(f"<h{level + 1}>{html.escape(clean(heading))}</h{level + 1}>")
        for text, notes in sentences:
            marks = ", ".join(f'<a href="#note{n}">{n}</a>' for n in notes)
            body.append(f"<p>{html.escape(clean(text))}{f'<sup>{marks}</sup>' if marks else ''}</p>")
    body.append("<ol>")
    for n, told in enumerate(made.notes, 1):
        url = told.post.url or ""
        link = f' <a href="{html.escape(url)}">{html.escape(clean(url))}</a>' if url.startswith(("https://", "http://")) else ""
        body.append(f'<li id="note{n}">{html.escape(_note(told))}{link}</li>')
    body.append("</ol>")
    text = (files("graph") / "page" / "brief.html").read_text(encoding="utf-8")
    return Template(text).substitute(heading=html.escape(clean(made.title)), body="\n".join(body))


def _note(told: Evidence) -> str:
    voice = f", reported by {told.claim.reported_by}" if told.claim.reported_by else ""
    forward = f", forwarded from {told.post.forwarded_from}" if told.post.forwarded_from else ""
    where = f"{told.post.channel}, {told.post.date.date().isoformat()}{voice}{forward}"
    return clean(f"{where}; {told.claim.status.value}: «{told.claim.quote}» (post {told.post.id}, claim {told.claim.id}).")


def _link(told: Evidence) -> str:
    url = clean(told.post.url or "")
    return f" <{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else ""


def _escaped(text: str) -> str:
    return MARKUP.sub(lambda mark: f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}", clean(text))


WRITERS: Mapping[str, Callable[[Brief], str]] = MappingProxyType({"md": markdown, "html": page})
"""Format of a brief → its writer."""
