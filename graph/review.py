"""What in a case is most worth a person's look: acts, and pairs of acts, persons and organisations, by how unsure they are and how much
hangs on them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from types import MappingProxyType

from extract.group import nearly
from extract.model import Act
from extract.ontology import SUPPLY_TYPES, Status
from graph.actors import describe
from graph.case import Case
from graph.chains import chains
from graph.edge_table import edges_of
from graph.edges import Wanted
from graph.evidence import Evidence, clean, counts, evidence
from graph.judge import judge_claims, judge_pair
from graph.judgements import Judgement, Verdict, What
from graph.lookalikes import Pair, lookalikes
from graph.rows import title

STRATEGIC = ("BLR", "CHN", "CUB", "IRN", "PRK", "RUS", "VEN")
"""Actors between whom chains are looked for."""
ITEMS = ("drone", "weapon", "missile", "ammunition")
ROUTES, HOPS = 5, 3
"""Chains of each pair and item, best first, and their greatest length."""
ON_CHAIN = 3.0
"""How much more an act weighs that chains cross."""
LONELY, DISPUTED = 0.3, 0.5
"""What a single origin, and claims against each other, add to how unsure an act is."""
CONTEXT = 200
"""Characters shown on either side of a quote."""
QUOTES, QUOTES_EACH = 4, 2

CHAINED = "on a chain of arms"

STATUSES = {"p": Status.PLANNED, "l": Status.PROPOSED, "d": Status.DENIED, "o": Status.DONE, "e": Status.ENDED}
VERDICTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"y": ("confirm",), "n": ("reject",), "u": ("unsure",)} | {key: (f"status={s.value}",) for key, s in STATUSES.items()}
)
"""Keys that answer a question of one act, as words of `judge`."""
PAIRS: Mapping[str, Verdict] = MappingProxyType({"s": Verdict.SAME, "x": Verdict.DIFFERENT, "u": Verdict.UNSURE})
HELP = "y right, n wrong, p planned, l proposed, d denied, o done, e ended, u unsure, b back, q quit"
HELP_PAIR = "s one act, x two acts, u unsure, b back, q quit"
HELP_THINGS = "s the same, x two different ones, u unsure, b back, q quit"
ASKED = {What.PERSONS: "the same person?", What.ACTORS: "the same organisation?"}
OF_NAMES = 0.5
"""How much less a pair of names weighs than a pair of acts as like each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """One act, or two that may be one, or two persons or organisations that may; `weight` is how unsure it is times what hangs on it."""

    acts: tuple[Act, ...]
    weight: float
    reasons: tuple[str, ...]
    pair: Pair | None = None

    @property
    def keys(self) -> Iterable[str]:
        return VERDICTS if len(self.acts) == 1 and not self.pair else PAIRS

    @property
    def help(self) -> str:
        return HELP_THINGS if self.pair else HELP if len(self.acts) == 1 else HELP_PAIR


def questions(case: Case) -> list[Question]:
    """All that nobody has judged or marked unsure, most worth a look first."""
    weights = _weights(case)
    found = [*_of_acts(case, weights), *_of_pairs(case, weights), *_of_names(case, weights)]
    return sorted(found, key=lambda q: (-q.weight, [a.id for a in q.acts], (q.pair.one.id, q.pair.other.id) if q.pair else ()))


def _weights(case: Case) -> Mapping[str, float]:
    """What hangs on an act: 1, and more on the chains of arms between strategic actors."""
    edges = list(edges_of(case))
    crossed = {
        hop.edge.act_id
        for item in ITEMS
        for carrying in [list(Wanted(item, SUPPLY_TYPES).of(edges))]
        for start, end in permutations(STRATEGIC, 2)
        for chain in chains(carrying, start, end, max_hops=HOPS, limit=ROUTES)
        for hop in chain.hops
    }
    return defaultdict(lambda: 1.0, dict.fromkeys(crossed, 1.0 + ON_CHAIN))


def _of_acts(case: Case, weights: Mapping[str, float]) -> Iterator[Question]:
    told = case.overruled
    seen = set(told.marks).union(*(side for sides in told.sides.values() if len(sides) == 1 for side in sides))
    for act in case.acts.values():
        if seen.isdisjoint(act.claims):
            unsure = 1 - 2 * abs(act.confidence - 0.5) + LONELY * (act.n_origins == 1) + DISPUTED * act.contradicted
            reasons = ((act.n_origins == 1, "one origin"), (act.contradicted, "contradicted"), (weights[act.id] > 1, CHAINED))
            said = (f"confidence {act.confidence:.2f}", *(text for holds, text in reasons if holds))
            yield Question((act,), unsure * weights[act.id], said)


def _of_pairs(case: Case, weights: Mapping[str, float]) -> Iterator[Question]:
    acts, owner = case.acts, {claim: act.id for act in case.acts.values() for claim in act.claims}
    pairs = [sides for sides in case.overruled.sides.values() if len(sides) == 2]
    seen = {frozenset((owner[one], owner[other])) for left, right in pairs for one in left for other in right}
    posts = [case.posts[post] for post in {c.post for c in case.claims.values()}]
    for one, other, near in nearly(posts, case.claims.values(), acts.values()):
        if frozenset((one, other)) not in seen:
            weight = max(weights[one], weights[other])
            yield Question((acts[one], acts[other]), near * weight, ("perhaps one act", *((CHAINED,) if weight > 1 else ())))


def _of_names(case: Case, weights: Mapping[str, float]) -> Iterator[Question]:
    """Pairs of names; on them hang the acts of the rarer one."""
    owner = {claim: act.id for act in case.acts.values() for claim in act.claims}
    for pair in lookalikes(case):
        sides = [{owner[c] for c in thing.claims if c in owner} for thing in (pair.one, pair.other) if thing.claims]
        hangs = min(max((weights[act] for act in side), default=1.0) for side in sides)
        yield Question((), OF_NAMES * pair.likeness / 100 * hangs, (f"perhaps one; names {pair.likeness:.0f} % alike",), pair)


def card(case: Case, question: Question) -> Iterator[str]:
    """What a person needs to see to answer, as lines fit for a terminal."""
    yield ", ".join(question.reasons)
    if question.pair:
        yield from _of_pair(case, question.pair)
    for act in question.acts:
        yield f"{act.id}  {clean(title(act))}; {counts(act)}"
        told = list(evidence(case, act))
        shown = sorted(told, key=lambda e: (e.claim.status is not act.status, e.post.date, e.claim.id))
        if act.contradicted and not any(e.dissent for e in shown[:QUOTES]):
            shown = [*shown[: QUOTES - 1], next(e for e in shown if e.dissent)]
        for e in shown[:QUOTES]:
            yield from _quoted(e)
        if len(told) > QUOTES:
            yield f"  … and {len(told) - QUOTES} more: axisgraph show {case.folder} {act.id}"


def _of_pair(case: Case, pair: Pair) -> Iterator[str]:
    """Both names, what the lexicon and what the posts say of each."""
    yield f"{clean(pair.one.name)} and {clean(pair.other.name)}: {ASKED[pair.what]}"
    for thing in (pair.one, pair.other):
        origin = "of the lexicon" if thing.known else "only as posts name it"
        yield f"  {clean(thing.name)} ({clean(thing.country or 'no country')}), {origin}; {_number(thing.claims)}"
        if thing.known:
            yield from (f"  {line}" for line in describe(thing.id)[1:])
        for claim in sorted((case.claims[c] for c in thing.claims), key=lambda c: (case.posts[c.post].date, c.id))[:QUOTES_EACH]:
            post = case.posts[claim.post]
            yield f"    «{clean(claim.quote)}» {clean(post.channel)}, {post.date.date().isoformat()}  {clean(post.url or post.id)}"


def _number(claims: Sequence[str]) -> str:
    return "no claim of this case names it" if not claims else f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"


def _quoted(told: Evidence) -> Iterator[str]:
    post, claim = told.post, told.claim
    voice = f", reported by {clean(claim.reported_by)}" if claim.reported_by else ""
    against = ", AGAINST" if told.dissent else ""
    yield f"  {clean(post.channel)}, {post.date.date().isoformat()}, {claim.status.value}{against}{voice}  {clean(post.url or post.id)}"
    if claim.start is None or claim.end is None:
        yield f"    «{clean(claim.quote)}»"
        return
    before, after = post.text[max(0, claim.start - CONTEXT) : claim.start], post.text[claim.end : claim.end + CONTEXT]
    yield f"    {clean(before)} «{clean(claim.quote)}» {clean(after)}".rstrip()


def answer(case: Case, question: Question, key: str, by: str) -> Judgement:
    """Judge by a key of the question's. Right, and another status, is said of the claims that do not dissent; wrong of all."""
    if question.pair:
        return judge_pair(case, question.pair.one.id, question.pair.other.id, PAIRS[key], by=by)
    first = question.acts[0]
    if len(question.acts) == 2:
        return judge_pair(case, first.id, question.acts[1].id, PAIRS[key], by=by)
    only = () if key in "nu" else tuple(c for c in first.claims if c not in first.dissent)
    return judge_claims(case, first.id, VERDICTS[key], only=only, by=by)
