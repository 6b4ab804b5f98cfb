"""Acts → agreements: a treaty that is signed, ratified and in force is one agreement, told by three acts. Knows no order of posts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from itertools import combinations

from extract.alike import bounds
from extract.fields import most
from extract.lexicon import shipped
from extract.model import Act, Claim, Post
from extract.names import short, slug
from extract.ontology import Status
from extract.papers import Paper, papers, topics
from extract.stages import LATER, Stage, stage_of

WINDOW, PLANS, SHORT = 730, 365, 92
"""Days from one act of an agreement to the next: of one that is made; of plans and proposals; of a ceasefire, which is made often."""
SLACK, SAME_DAY = 45, 3
"""Days by which posts are late or early with an undated act; by which two dated signings of one paper may differ."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act, or the claims of it that tell another stage, as a stage of an agreement; `by` is the party that did it alone, `dated` whether
    a text gives the date."""

    act: str
    claims: tuple[Claim, ...]
    papers: tuple[Paper, ...]
    parties: frozenset[str]
    stage: Stage
    status: Status
    date: str
    dated: bool
    by: str | None

    @property
    def span(self) -> tuple[Day, Day]:
        return bounds(self.date)

    @property
    def n_posts(self) -> int:
        return len({c.post for c in self.claims})

    @property
    def is_done(self) -> bool:
        return self.status is Status.DONE

    @property
    def signs(self) -> bool:
        """Whether the paper was made on this day: signed, or told with the day and no stage, as statements always are."""
        told = self.stage is Stage.AGREED and (self.dated or any(p.form == "statement" for p in self.papers))
        return self.is_done and (self.stage is Stage.SIGNED or told)

    @property
    def opens(self) -> bool:
        """Whether it comes before or with the signing."""
        return self.signs or (self.stage not in LATER and self.status in (Status.PLANNED, Status.PROPOSED, Status.DENIED))


Steps = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement of its parties with its stages by date. `year` is that of the signing, else of the first stage."""

    id: str
    name: str
    form: str
    parties: tuple[str, ...]
    year: int
    steps: tuple[Step, ...]


def agreements(acts: Iterable[Act], claims: Mapping[str, Claim], posts: Mapping[str, Post]) -> tuple[Agreement, ...]:
    """The agreements of all acts that name one, by first date. An act joins the one agreement that it fits; where it fits several, or none,
    it stands for one of its own: two agreements are never taken for one in silence."""
    told = [s for act in acts if act.type == "agreement" for s in _told(act, [claims[c] for c in act.claims], posts)]
    groups: list[list[Step]] = []
    of_pair: defaultdict[tuple[str, str], list[list[Step]]] = defaultdict(list)
    for steps in sorted(told, key=lambda s: (s[0].date, min(c.id for c in s[0].claims), s[0].papers[0].name)):
        pairs = list(combinations(sorted(steps[0].parties), 2))
        near = {id(g): g for pair in pairs for g in of_pair[pair] if not any(_clash(s, t) for s in steps for t in g)}
        fitting = [g for g in near.values() if _is_alike(steps[0], g)] or [g for g in near.values() if _is_later(steps[0], g)]
        if len(fitting) > 1 and not steps[0].opens:  # of several that were thought of, the one that was made
            fitting = [g for g in fitting if any(s.is_done for s in g)]
        if len(fitting) == 1:
            fitting[0].extend(steps)
            continue
        groups.append(list(steps))
        for pair in pairs:
            of_pair[pair].append(groups[-1])
    return tuple(_named(groups))


def _told(act: Act, claims: Sequence[Claim], posts: Mapping[str, Post]) -> Iterator[Steps]:
    """For each agreement that the act names its stages, that of the act first; other names of a single one are its aliases."""
    units: list[tuple[list[Paper], list[Claim]]] = []
    for those, claim in sorted(((papers(c), c) for c in claims), key=lambda t: (-len(t[0]), all(p.bare for p in t[0]), t[1].id)):
        for paper in those:
            unit = next((u for u in units if any(paper.is_alike(p) for p in u[0])), None)
            if unit is None and len(units) == 1 == len(those) and (paper.bare or any(_is_alias(paper, p) for p in units[0][0])):
                unit = units[0]
            if unit:
                unit[0].append(paper)
                unit[1].append(claim)
            elif not (units and paper.bare):
                units.append(([paper], [claim]))
    for names, telling in units:
        yield _stages(act, tuple(dict.fromkeys(names)), list(dict.fromkeys(telling)), posts)


def _is_alias(one: Paper, other: Paper) -> bool:
    """Whether two namings of one act are of one form, and one of them says little: "defence treaty", "partnership treaty"."""
    return bool(one.form) and one.form == other.form and not (one.many or other.many or (one.strong and other.strong))


def _stages(act: Act, names: tuple[Paper, ...], claims: Sequence[Claim], posts: Mapping[str, Post]) -> Steps:
    """The stage that most claims of the act's status tell, with all that tell no other; then the others, by their own dates."""
    told = {c: stage_of(c, posts[c.post].text) for c in claims}
    counts = Counter(told[c][0] for c in claims if c.status is act.status) or Counter(s for s, _ in told.values())
    main = min(counts, key=lambda s: (s is Stage.AGREED, -counts[s], list(Stage).index(s)))
    parties = frozenset(p.actor for p in act.participants)
    steps = []
    for stage in sorted({s for s, _ in told.values()} | {main}, key=lambda s: (s is not main, list(Stage).index(s))):
        those = tuple(c for c in claims if told[c][0] is stage or (stage is main and told[c][0] is Stage.AGREED))
        if stage is Stage.AGREED is not main:
            continue
        dates = sorted(c.date for c in those if c.date)
        day = dates[0] if dates else min(posts[c.post].date for c in those).date().isoformat()
        day, dated = (act.date, act.date_source == "text") if stage is main else (day, bool(dates))
        status = act.status if stage is main else most(c.status for c in those)
        by = {who for c in those if (who := told[c][1])}
        steps.append(Step(act.id, those, names, parties, stage, status, day, dated, by.pop() if len(by) == 1 else None))
    return steps


def _is_alike(step: Step, group: Steps) -> bool:
    """Whether an act names the agreement of a group, of the same parties and not too far off."""
    pairs = [(p, q) for s in group for q in s.papers for p in step.papers]
    if not any(p.is_alike(q) for p, q in pairs) or any(p.years and q.years and not p.years & q.years for p, q in pairs):
        return False
    if not all(_same_parties(step.parties, s.parties) for s in group):
        return False
    made = any(s.is_done for s in group)
    limit = SHORT if any(p.short for p in step.papers) else WINDOW if made else PLANS
    return (made and any(p.named for p in step.papers)) or min(_gap(step, s) for s in group) <= limit


def _is_later(step: Step, group: Steps) -> bool:
    """Whether a later stage of an agreement without a name may be one of a group's, signed by the same parties not long before."""
    if step.stage not in LATER or not all(p.bare and not p.many for p in step.papers):
        return False
    if not any(p.form == q.form for s in group for q in s.papers for p in step.papers):
        return False
    about = topics(step.claims)
    if about and not about & topics(c for s in group for c in s.claims):
        return False
    signed = [s for s in group if s.signs and s.parties == step.parties]
    return any(-SAME_DAY <= (step.span[0] - s.span[0]).days <= WINDOW for s in signed)


def _same_parties(one: frozenset[str], other: frozenset[str]) -> bool:
    """The same, or with a bloc or its members named beside it."""
    few, many = sorted((one, other), key=len)
    blocs = {a for a in many if (e := shipped().entities.get(a)) is None or e.kind != "country"}
    return few == many or (len(few) > 1 and few < many and (many - few <= blocs or bool(blocs & few)))


def _gap(one: Step, other: Step) -> int:
    return max(0, (one.span[0] - other.span[1]).days, (other.span[0] - one.span[1]).days)


def _clash(one: Step, other: Step) -> bool:
    """What one agreement cannot do: be signed twice, come into force twice, be planned or signed long after it was made."""
    gap, both = _gap(one, other), one.dated and other.dated
    if one.signs and other.signs and gap > (SAME_DAY if both else SLACK):
        return True
    if one.stage is other.stage is Stage.IN_FORCE and one.is_done and other.is_done and both and gap > SLACK:
        return True
    first, second = sorted((one, other), key=lambda s: s.span)
    return first.is_done and second.opens and gap > SLACK


def _named(groups: Collection[Steps]) -> Iterator[Agreement]:
    """With readable ids: parties, name, year; a number where that is not enough."""
    taken: Counter[str] = Counter()
    for group in groups:
        steps = sorted(group, key=lambda s: (s.date, list(Stage).index(s.stage), s.act))
        names = [p for s in steps for p in s.papers]
        best = [p for p in names if not p.bare] or names
        name = most((p.name for p in best), weight=len)
        parties = most((tuple(sorted(s.parties)) for s in steps), weight=lambda t: -len(t))
        year = next((s for s in steps if s.signs), steps[0]).span[0].year
        key = short(slug(f"{' '.join(parties)} {name} {year}"), "\0".join((*parties, name, str(year))), "agreement")
        taken[key] += 1
        form = next(p.form for p in best if p.name == name) or "agreement"
        title = f"{name}, {'–'.join(parties)}, {year}"
        yield Agreement(key if taken[key] == 1 else f"{key}-{taken[key]}", title, form, parties, year, tuple(steps))
