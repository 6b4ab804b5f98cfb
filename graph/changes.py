"""What a new grouping did to the acts: which went into another, which fell apart, and what else a person sees of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from extract.model import Act, Json
from graph.ledger import Ledger


def moved(before: Mapping[str, Sequence[str]], acts: Iterable[Act]) -> Json:
    """`merged`: the act that holds most of what an act held that is no more; `split`: where the claims of one act are now, if in several.
    `before` are claims by act id, under the names that they have now. Empty entries are left out."""
    where = {claim: act.id for act in acts for claim in act.claims}
    there = set(where.values())
    merged: dict[str, str] = {}
    split: dict[str, list[str]] = {}
    for old, claims in sorted(before.items()):
        goals = Counter(where[c] for c in claims if c in where)
        if goals and old not in there:
            merged[old] = min(goals, key=lambda act: (-goals[act], act))
        if len(goals) > 1:
            split[old] = sorted(goals)
    return {name: told for name, told in (("merged", merged), ("split", split)) if told}


def went_to(ledger: Ledger, act: str, there: Collection[str]) -> str | None:
    """Where an act that is no more is now, by the newest word of the ledger."""
    steps = [e["merged"] for e in reversed(ledger.steps("group")) if "merged" in e]
    seen: set[str] = set()
    while act not in there:
        goal = next((merged[act] for merged in steps if act in merged), None)
        if goal is None or goal in seen:
            return None
        seen.add(goal)
        act = goal
    return act


def lines(
    before: Mapping[str, Act], after: Mapping[str, Act], confirmed: tuple[Collection[str], Collection[str]], step: Json
) -> Iterator[str]:
    """A line for every act that a grouping changed; `confirmed` are the acts so marked before and after, `step` its entry in the ledger."""
    merged, split = step.get("merged", {}), step.get("split", {})
    parts = {new: old for old, news in split.items() for new in news if new != old}
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if new is None:
            yield f"{key} merged into {merged[key]}" if key in merged else f"{key} tells nothing any more"
        elif old is None:
            yield f"{key} split from {parts[key]}; {_posts(new)}" if key in parts else f"{key} is new; {_posts(new)}"
        elif told := list(_differences(old, new, key in confirmed[0], key in confirmed[1])):
            yield f"{key} now {', '.join(told)}; {_posts(new)}"


def _differences(old: Act, new: Act, was: bool, is_: bool) -> Iterator[str]:
    who, whose = (", ".join(sorted(f"{p.actor} ({p.role.value})" for p in act.participants)) for act in (old, new))
    told = (
        (old.status is not new.status, new.status.value),
        (old.type != new.type, new.type.replace("_", " ")),
        (old.date != new.date, f"of {new.date}"),
        (who != whose, f"of {whose}"),
        (old.items != new.items, "with other items"),
        (old.persons != new.persons, "with other persons"),
        (old.contradicted != new.contradicted, "contradicted" if new.contradicted else "not contradicted"),
        (was != is_, "confirmed" if is_ else "not confirmed"),
        (old.confidence != new.confidence, f"of confidence {new.confidence:.2f}"),
        (old.n_posts != new.n_posts, f"told by {new.n_posts - old.n_posts:+} posts"),
    )
    yield from (text for differs, text in told if differs)


def _posts(act: Act) -> str:
    return f"{act.n_posts} post{'' if act.n_posts == 1 else 's'}"
