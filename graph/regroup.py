"""Claims as people judged them → the acts of a case; what merged and what fell apart is kept in the ledger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extract.group import group
from extract.model import Claim, Json, Post
from graph import tables
from graph.case import Case
from graph.changes import moved
from graph.judgements import standing
from graph.overrule import Overruled, overrule

UNJUDGED = "unjudged.parquet"
"""Ids and claims of the acts as they would be if nobody had judged; there only where somebody has."""


def regroup(case: Case) -> None:
    """Make the acts of what posts tell and people judged; nothing if they are of that already. The holder of the case's lock may.

    An act has the id that it would have if nobody had judged (`UNJUDGED` keeps these), so that a judgement taken back leaves no trace.
    """
    inputs, last, path = case.inputs, case.ledger.last("group"), case.folder / "acts.parquet"
    if last and last["inputs"] == inputs and path.is_file():
        return
    case.forget()
    made = standing(case.ledger.entries)
    earlier, unjudged = _ids(path), _unjudged(case, last, judged=bool(made))
    now, before = overrule(made, case.extracted, case.posts), case.overruled.before()
    kept = {act: [c for old in claims for c in _now(now, [old, *before.get(old, ())])] for act, claims in earlier.items()}
    known = {act: [c for old in claims for c in _now(now, [old])] for act, claims in unjudged.items()}
    memories = (known, kept) if made else (known,)
    acts = group(_telling(case, now.claims), _in_order(now.claims), *memories, bounds=now.bounds)
    tables.write(path, map(tables.act_row, acts), tables.ACTS)
    if not made:
        (case.folder / UNJUDGED).unlink(missing_ok=True)
    counts = {"posts": len(case.posts), "claims": len(now.claims), "acts": len(acts)}
    case.ledger.append("group", inputs=inputs, parts=case.parts, **counts, **moved(kept, acts))
    case.forget()


def _ids(path: Path) -> dict[str, list[str]]:
    """Claims by act id."""
    return {row["id"]: row["claims"] for row in tables.read(path, ["id", "claims"])} if path.is_file() else {}


def _unjudged(case: Case, last: Json | None, *, judged: bool) -> Mapping[str, Sequence[str]]:
    """The acts as they were without any judgement: claims as extracted by act id."""
    path = case.folder / UNJUDGED
    known = _ids(path if path.is_file() else case.folder / "acts.parquet")
    if not judged:
        return known
    if not last or last.get("parts", last["inputs"]) != case.parts or not (path.is_file() or last["inputs"] == case.parts):
        known = {act.id: list(act.claims) for act in group(_telling(case, case.extracted), _in_order(case.extracted), known)}
    tables.write(path, ({"id": act, "claims": claims} for act, claims in known.items()), tables.UNJUDGED)
    return known


def _now(result: Overruled, claims: Iterable[str]) -> list[str]:
    """What these names of one claim stand for now; at most one claim."""
    return [now for claim in claims if (now := result.now(claim))][:1]


def _telling(case: Case, claims: Mapping[str, Claim]) -> Iterator[Post]:
    return (case.posts[post] for post in {c.post for c in claims.values()})


def _in_order(claims: Mapping[str, Claim]) -> Iterator[Claim]:
    return (claims[key] for key in sorted(claims))
