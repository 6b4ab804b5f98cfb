"""Acts → agreements: a treaty that is signed, ratified and in force is one agreement, told by three acts. Knows no order of posts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from extract.fields import most
from extract.lexicon import shipped
from extract.model import Act, Claim, Post
from extract.names import short, slug
from extract.papers import topics
from extract.stages import LATER, Stage
from extract.steps import Step, Steps, steps_of

WINDOW, PLANS, SHORT = 730, 365, 92
"""Days from one act of an agreement to the next: of one that is made; of plans and proposals; of a ceasefire, which is made often."""
SLACK, SAME_DAY = 45, 3
"""Days by which posts are late or early with an undated act; by which two dated signings of one paper may differ."""


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
    told = [s for act in acts if act.type == "agreement" for s in steps_of(act, [claims[c] for c in act.claims], posts)]
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
    if (one.aside or other.aside) and not both:  # beside its own stage an act tells another's day only where a text gives it
        return False
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
