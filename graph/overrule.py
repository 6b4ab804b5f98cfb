"""What a case's claims say once people have judged: rejected ones out, mended ones as mended, confirmed ones sure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.errors import InputError
from extract.group import Bounds
from extract.model import Claim, Json, Post
from graph.aliases import Aliases
from graph.anchors import Anchor, claim_in, is_told, match
from graph.judgements import Judgement, Verdict, What
from graph.mends import Mark, mended

Claims = Mapping[str, Claim]


@dataclass(slots=True)
class Overruled:
    """`claims` tell acts, by id; `rejected` do not. `marks` says how a person left a claim and which judgement did; `into` gives the ids
    that claims as extracted and as judged have now, where they changed; `rows` what a new judgement of a judged claim is of; `bounds`
    hold for grouping, and `sides` are the claims of now that judgements of acts, and unsure ones, are of, by number."""

    claims: Claims
    rejected: dict[str, Claim] = field(default_factory=dict)
    marks: dict[str, tuple[Mark, Judgement]] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Json] = field(default_factory=dict)
    bounds: Bounds = field(default_factory=Bounds)
    sides: dict[int, tuple[Collection[str], ...]] = field(default_factory=dict)

    def now(self, claim: str) -> str | None:
        """The id that a claim has now; None if it tells no act."""
        found = self.into.get(claim, claim)
        return found if found in self.claims else None

    def before(self) -> Mapping[str, list[str]]:
        """Id of now → ids before, of the claims whose id changed."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for old, new in self.into.items():
            found[new].append(old)
        return found


@dataclass(slots=True)
class _Root:
    """A judged claim with all that stands of what people said of it, in their order."""

    row: Json
    said: list[Judgement]

    def anchor(self, posts: Mapping[str, Post]) -> Anchor:
        claim = claim_in(self.row, posts)
        return Anchor(claim, self.final(claim), frozenset(self.row["beside"]))

    def final(self, claim: Claim) -> Claim:
        """A field set later goes before one set earlier; one that only made sense with another, since taken back, is left out."""
        for judgement in self.said:
            if judgement.verdict is Verdict.MEND:
                try:
                    claim = mended(claim, judgement.mend)
                except InputError:
                    continue
        return replace(claim, confidence=1.0)

    @property
    def mark(self) -> Mark:
        if self.said[-1].verdict is Verdict.REJECT:
            return Mark.REJECTED
        return Mark.MENDED if any(j.verdict is Verdict.MEND for j in self.said) else Mark.CONFIRMED


def overrule(made: Sequence[Judgement], extracted: Claims, posts: Mapping[str, Post]) -> Overruled:
    """Apply judgements, none taken back, to the claims that the extractor told of these posts, the newest revisions."""
    if not made:
        return Overruled(extracted)
    roots: dict[str, _Root] = {}
    for judgement in made:
        if judgement.what is What.CLAIMS and judgement.verdict is not Verdict.UNSURE:
            for row in judgement.claims[0]:
                roots.setdefault(row["id"], _Root(row, [])).said.append(judgement)
    told = dict(extracted)
    result = Overruled(told)
    nearby = _by_post(made, extracted)
    _judge(roots, nearby, told, posts, result)
    _rename(made, told, result)
    _bind(made, roots, nearby, posts, result)
    return result


def _by_post(made: Sequence[Judgement], extracted: Claims) -> Mapping[str, list[Claim]]:
    """The extracted claims of the posts that judgements are of."""
    wanted = {row["post"] for j in made for rows in j.claims for row in rows}
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in extracted.values():
        if claim.post in wanted:
            found[claim.post].append(claim)
    return found


def _judge(
    roots: Mapping[str, _Root], nearby: Mapping[str, list[Claim]], told: dict[str, Claim], posts: Mapping[str, Post], result: Overruled
) -> None:
    """Claims that a judged claim stands for give way to it; it stands itself where it is not rejected and the post still says so."""
    anchors: defaultdict[str, list[tuple[str, Anchor]]] = defaultdict(list)
    for key in sorted(roots):
        anchors[roots[key].row["post"]].append((key, roots[key].anchor(posts)))
    for post, here in anchors.items():
        found = match([anchor for _, anchor in here], nearby.get(post, ()))
        for claim in (c for mine in found.values() for c in mine):
            told.pop(claim.id, None)
        for key, anchor in here:
            root, mine = roots[key], found.get(anchor.id, [])
            if root.mark is Mark.REJECTED:
                _reject(root, anchor, mine, result)
            elif mine or is_told(anchor.final, posts):
                _stand(root, anchor.final, {key, *(c.id for c in mine)}, told, result)


def _reject(root: _Root, anchor: Anchor, mine: Iterable[Claim], result: Overruled) -> None:
    for claim in mine:
        result.rejected[claim.id] = claim
        result.marks[claim.id] = root.mark, root.said[-1]
        result.into[claim.id] = ""
        if claim.id == anchor.id:
            result.rows[claim.id] = root.row


def _stand(root: _Root, final: Claim, before: Iterable[str], told: dict[str, Claim], result: Overruled) -> None:
    told[final.id] = final
    result.marks[final.id], result.rows[final.id] = (root.mark, root.said[-1]), root.row
    result.into.update(dict.fromkeys(before, final.id))


def _rename(made: Sequence[Judgement], told: dict[str, Claim], result: Overruled) -> None:
    """One record for two actors, persons or items that are the same, in all claims; a claim left with one actor tells no act."""
    names = Aliases(made)
    if not names:
        return
    ways: dict[str, str] = {}
    for key in sorted(told):
        changed = names.claim(told[key])
        if changed == told[key]:
            continue
        old = told.pop(key)
        if len(changed.actors) < 2:
            result.rejected[key], ways[key] = old, ""
            result.marks[key] = Mark.REJECTED, names.last
            continue
        if changed.id not in told or key in result.marks:
            told[changed.id] = changed
        if changed.id != key:
            ways[key] = changed.id
            if key in result.marks:
                result.marks[changed.id] = result.marks.pop(key)
                result.rows[changed.id] = result.rows.pop(key)
    result.into.update({old: ways[new] for old, new in result.into.items() if new in ways} | ways)


def _bind(
    made: Sequence[Judgement], roots: Mapping[str, _Root], nearby: Mapping[str, list[Claim]], posts: Mapping[str, Post], result: Overruled
) -> None:
    """Judgements of acts as sets of claims of now."""
    same, different = [], []
    for judgement in made:
        if judgement.what is What.ACTS or judgement.verdict is Verdict.UNSURE:
            sides = result.sides[judgement.number] = tuple(_claims_now(rows, roots, nearby, posts, result) for rows in judgement.claims)
            if judgement.verdict is Verdict.SAME:
                same.append({*sides[0], *sides[1]})
            elif judgement.verdict is Verdict.DIFFERENT:
                different.append((sides[0], sides[1]))
    result.bounds = Bounds(same, different)


def _claims_now(
    rows: Iterable[Json], roots: Mapping[str, _Root], nearby: Mapping[str, list[Claim]], posts: Mapping[str, Post], result: Overruled
) -> Collection[str]:
    found: set[str | None] = set()
    for row in rows:
        if row["id"] in roots:
            found.add(result.now(row["id"]))
            continue
        anchor = _Root(row, []).anchor(posts)
        mine = match([anchor], nearby.get(row["post"], ()))
        found |= {result.now(c.id) for c in mine.get(anchor.id, ())}
    return frozenset(c for c in found if c)
