"""What came in and out of each stage of a case, in plain lines."""

from collections import Counter

from extract.pipeline import Stage
from graph.case import Case

STAGES = {
    Stage.NO_ACTOR: "name no actor",
    Stage.ONE_ACTOR: "name actors of one side only",
    Stage.NO_CLAIM: "name two sides, tell no act",
    Stage.CLAIMS: "tell acts",
}


def facts(case: Case) -> dict[str, object]:
    """The counts of `summary` for programs."""
    reads, group = case.ledger.steps("read"), case.ledger.last("group") or {}
    stages: Counter[str] = Counter()
    for entry in case.claim_parts.values():
        stages.update(entry["stages"])
    total: Counter[str] = Counter()
    for entry in reads:
        total.update({k: v for k, v in entry.items() if k in ("seen", "new", "known", "revised", "rejects")})
    return {
        "case": str(case.folder),
        "id": case.id,
        "files": [{k: e.get(k, 0) for k in ("file", "seen", "new", "known", "revised", "rejects", "at")} for e in reads],
        "messages": {k: total[k] for k in ("seen", "new", "known", "revised", "rejects")},
        "stages": {s.value: stages[s.value] for s in Stage},
        "posts": group.get("posts", 0),
        "claims": group.get("claims", 0),
        "acts": group.get("acts", 0),
        "extractors": sorted({e["extractor"] for e in case.claim_parts.values()}),
        "last_build": group.get("at"),
    }


def summary(case: Case) -> str:
    """A line a stage, each with what it kept."""
    told = facts(case)
    messages, stages = told["messages"], told["stages"]
    assert isinstance(messages, dict)
    assert isinstance(stages, dict)
    news = f"new {messages['new']:,}, known {messages['known']:,}, edited {messages['revised']:,}, rejected {messages['rejects']:,}"
    lines = [
        f"{case.folder}: {len(case.ledger.steps('read'))} files read",
        f"  messages   {messages['seen']:>9,}  {news}",
        f"  posts      {told['posts']:>9,}",
        *(f"    {stages[s.value]:>17,}  {text}" for s, text in STAGES.items()),
        f"  claims     {told['claims']:>9,}",
        f"  acts       {told['acts']:>9,}",
    ]
    if messages["rejects"]:
        lines.append(f"  rejected lines with their reasons: {case.folder / 'rejects.jsonl'}")
    return "\n".join(lines)
