"""A person judges: what is meant is looked up, checked against the closed lists and earlier judgements, and kept in the case's ledger."""

import getpass
from collections.abc import Collection, Mapping, Sequence

from extract.errors import CaseError, InputError
from extract.lexicon import shipped
from extract.model import Claim, Json
from graph.actors import actor_names
from graph.anchors import claim_in, row_of
from graph.case import Case
from graph.changes import lines, went_to
from graph.evidence import clean
from graph.judgements import THINGS, Judgement, Sides, Verdict, What, contradicted, standing
from graph.mends import mended, read_mend
from graph.regroup import regroup
from graph.things import named


def user() -> str:
    """The name that the system knows the user by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def judge_claims(case: Case, key: str, words: Sequence[str], *, by: str, why: str = "", only: Collection[str] = ()) -> Judgement:
    """Judge a claim, or all claims of an act (or `only` these of them): one verdict, or FIELD=VALUE words. Needs the case's lock, and
    `settle` for it to take effect. Raises InputError or CaseError with one line."""
    single = len(words) == 1 and words[0] in (Verdict.REJECT, Verdict.CONFIRM, Verdict.UNSURE)
    mend = {} if single else read_mend(words, _case_actors(case))
    rows = _rows(case, [claim for claim in _claims(case, key) if not only or claim in only])
    for row in rows if mend else ():
        mended(_as_it_stands(case, row), mend)
    verdict = Verdict(words[0]) if single else Verdict.MEND
    return _record(case, by, why, What.CLAIMS, verdict, [key], claims=[rows], **({"mend": mend} if mend else {}))


def judge_pair(case: Case, one: str, other: str, verdict: Verdict, *, by: str, why: str = "") -> Judgement:
    """Judge whether two acts (or claims), actors, persons or items are one; as `judge_claims`."""
    if all(_is_act(case, key) for key in (one, other)):
        sides: Sides = _claims(case, one), _claims(case, other)
        _check(case, What.ACTS, verdict, (one, other), sides)
        claims = [_rows(case, side) for side in sides]
        return _record(case, by, why, What.ACTS, verdict, [one, other], claims=claims)
    what, records = named(case, one, other)
    ids = [record["id"] for record in records]
    _check(case, what, verdict, (one, other), ([ids[0]], [ids[1]]))
    into = {k: v for k, v in records[0].items() if k != "id"}
    return _record(case, by, why, what, verdict, ids, **({"into": into} if verdict is Verdict.SAME else {}))


def undo(case: Case, number: int, *, by: str, why: str = "") -> None:
    """Take a judgement back; as `judge_claims`."""
    made = case.judgements
    if not 1 <= number <= len(made):
        known = f"there are {len(made)}: see axisgraph judge {case.folder} --list" if made else "nobody has judged"
        raise CaseError(f"{case.folder}: no judgement {number}; {known}")
    if before := made[number - 1].undone:
        raise CaseError(f"{case.folder}: judgement {number} was taken back on {before['at'][:10]} by {clean(before['by'])}")
    case.ledger.append("undo", judgement=number, by=by, why=why)


def settle(case: Case) -> list[str]:
    """Group anew, and tell what that changed, a line an act. Needs the case's lock."""
    before, confirmed = case.acts, case.confirmed
    steps = len(case.ledger.steps("group"))
    regroup(case)
    if len(case.ledger.steps("group")) == steps:
        return []
    return list(lines(before, case.acts, (confirmed, case.confirmed), case.ledger.last("group") or {}))


def line(judgement: Judgement) -> str:
    """Such as: 3  2024-05-01T10:00  anna  reject  a_12 (2 claims): a rumour; taken back …"""
    n = len(judgement.claims[0]) if judgement.what is What.CLAIMS else 0
    what = " ".join(map(clean, judgement.ids)) + (f" ({n} claim{'' if n == 1 else 's'})" if n else f" ({judgement.what.value})")
    back = judgement.undone
    taken = f"; taken back {back['at'][:16]} by {clean(back['by'])}" + (f": {clean(back['why'])}" if back["why"] else "") if back else ""
    why = f": {clean(judgement.why)}" if judgement.why else ""
    return f"{judgement.number:>4}  {judgement.at[:16]}  {clean(judgement.by)}  {clean(judgement.saying)}  {what}{why}{taken}"


def _record(case: Case, by: str, why: str, what: What, verdict: Verdict, ids: Sequence[str], **facts: object) -> Judgement:
    case.ledger.append("judge", by=by, why=why, what=what.value, verdict=verdict.value, ids=list(ids), **facts)
    return case.judgements[-1]


def _is_act(case: Case, key: str) -> bool:
    """Whether this is the id of an act or claim, also of one that is no more."""
    known = key in case.acts or key in case.claims or case.overruled.now(key) or went_to(case.ledger, key, case.acts)
    return bool(known) or _side(case, key) is not None


def _claims(case: Case, key: str) -> list[str]:
    """The claims that an id means: those of an act, also of one merged away, or a single one."""
    told = case.overruled
    if key in case.acts:
        return list(case.acts[key].claims)
    if claim := (key if key in told.rejected else told.now(key)):
        return [claim]
    if side := _side(case, key):
        return sorted(side)
    if goal := went_to(case.ledger, key, case.acts):
        return list(case.acts[goal].claims)
    raise CaseError(f"{case.folder}: no act or claim has the id '{key}'; axisgraph show {case.folder} POST --json prints those of a post")


def _side(case: Case, key: str) -> Collection[str] | None:
    """The claims of an act that is known only from a judgement that joined it with another."""
    for judgement in reversed(standing(case.ledger.entries)):
        if judgement.what is What.ACTS and key in judgement.ids and judgement.number in case.overruled.sides:
            return case.overruled.sides[judgement.number][judgement.ids.index(key)]
    return None


def _rows(case: Case, keys: Collection[str]) -> list[Json]:
    """What the ledger keeps of claims: of a judged one what it was as extracted, of any other what it is."""
    told, before, extracted = case.overruled, case.overruled.before(), case.extracted
    judged = [told.rows[key] for key in keys if key in told.rows]
    others = [k for key in keys if key not in told.rows for k in ([key] if key in extracted else before.get(key, ())) if k in extracted]
    beside: dict[str, list[Claim]] = {extracted[key].post: [] for key in others}
    for claim in extracted.values() if others else ():
        if claim.post in beside:
            beside[claim.post].append(claim)
    fresh = (row_of(c, case.posts[c.post], beside[c.post]) for c in map(extracted.__getitem__, dict.fromkeys(others)))
    return list({row["id"]: row for row in (*judged, *fresh)}.values())


def _as_it_stands(case: Case, row: Json) -> Claim:
    """A claim with what is mended of it already, so that a mend is checked against that."""
    claim = claim_in(row, case.posts)
    for judgement in standing(case.ledger.entries):
        if judgement.verdict is Verdict.MEND and any(row["id"] == other["id"] for other in judgement.claims[0]):
            try:
                claim = mended(claim, judgement.mend)
            except InputError:
                continue
    return claim


def _case_actors(case: Case) -> Mapping[str, str]:
    actors = {p.actor for act in case.acts.values() for p in act.participants}
    return {name.casefold(): actor for actor in sorted(actors) for name in (actor_names(actor) if actor in shipped().entities else [actor])}


def _check(case: Case, what: What, verdict: Verdict, keys: tuple[str, str], sides: Sides) -> None:
    """Refuse what is one thing already, or contradicts an earlier judgement."""
    made = [j for j in standing(case.ledger.entries) if j.what is what and j.verdict is not Verdict.UNSURE]
    told = [(j, ([j.ids[0]], [j.ids[1]]) if what in THINGS else _sides(case, j)) for j in made]
    one, other = keys
    if verdict is not Verdict.UNSURE and (against := contradicted(told, verdict, sides)):
        said = f"{against.verdict}: {' '.join(map(clean, against.ids))}; {clean(against.by)}, {against.at[:10]}"
        way = f"says otherwise; take it back with --undo {against.number}"
        raise CaseError(f"{one} and {other} cannot be {verdict}: judgement {against.number} ({said}) {way}")
    if not set(sides[0]).isdisjoint(sides[1]):
        way = "; to part it, judge two of its claims different" if what is What.ACTS else ""
        raise InputError(f"{one} and {other} are one already{way}")


def _sides(case: Case, judgement: Judgement) -> Sides:
    """Of a judgement that waits for the next grouping: the claims that it was made of."""
    if judgement.number in case.overruled.sides:
        left, right = case.overruled.sides[judgement.number]
        return left, right
    left, right = ([now for row in rows if (now := case.overruled.now(row["id"]))] for rows in judgement.claims)
    return left, right
