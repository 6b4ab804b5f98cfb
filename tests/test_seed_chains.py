"""Invented posts after public claims, by a writer who had not seen the extractor: which chains come out of posts alone.

`seeds/facts.jsonl`: the acts, with the posts that tell or deny each; `chains.jsonl`: per question the chains that a reader expects, as
ids of acts, and those whose dates run the wrong way. The first reading found 17 of the 38 chains and showed gaps of the lexicon (cases of
nicknames in quotes, Koreans, ayatollahs) that were mended in general, so the 23 of today are no longer a blind figure.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.commands import main

SEEDS = Path(__file__).parent / "seeds"
Chain = dict[str, Any]


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SEEDS / name).read_text(encoding="utf-8").splitlines()]


FACTS, QUESTIONS = lines("facts.jsonl"), lines("chains.jsonl")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "seeds.case"
    result = CliRunner().invoke(main, ["build", str(folder), str(SEEDS / "posts.jsonl")])
    assert result.exit_code == 0, result.stderr
    return folder


def asked(case: Path, question: dict[str, Any]) -> list[Chain]:
    where = [word for name in ("from", "to", "via", "item") if name in question for word in (f"--{name}", question[name])]
    result = CliRunner().invoke(main, ["trace", str(case), *where, "--limit", "200", "--json"])
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def is_fact(hop: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether a hop is this act: its ends, its type, and a post in common."""
    either = set(fact.get("party", ()))
    posts = {e["post"] for e in hop["evidence"]}
    return (
        hop["source"] in either | {*fact.get("source", ()), *fact.get("alt_source", ())}
        and hop["target"] in either | set(fact.get("target", ()))
        and hop["type"] in {fact["type"], *fact.get("alt_types", ())}
        and not posts.isdisjoint([*fact["posts"], *fact.get("denied_in", ())])
    )


def told(chains: Sequence[Chain], way: Sequence[str]) -> list[Chain]:
    """The chains that lead over these acts."""
    facts = {fact["id"]: fact for fact in FACTS}
    return [c for c in chains if len(c["hops"]) == len(way) and all(is_fact(hop, facts[f]) for hop, f in zip(c["hops"], way, strict=True))]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q['from']} to {q['to']}, {q.get('item', 'any item')}")
def test_no_chain_runs_against_the_dates(case: Path, question: dict[str, Any]) -> None:
    chains = asked(case, question)
    assert [way for way in question["forbidden"] if told(chains, way)] == []


def test_gerans_for_venezuela_are_no_more_than_proposed(case: Path) -> None:
    chains = asked(case, {"from": "IRN", "to": "VEN", "via": "RUS", "item": "drone"})
    assert {chain["status"] for chain in chains} == {"proposed"}
    assert {chain["grade"] for chain in chains} <= {"documented", "compatible"}


def test_more_than_half_of_the_chains_that_a_reader_expects_are_found(case: Path) -> None:
    """Seen when it was written: 23 of 38 found, 18 of these with their status, 19 with their grade. What lacks is mostly an act that the
    encoder misses, and with it all its chains."""
    found = [(e, told(asked(case, q), e["hops"])) for q in QUESTIONS for e in q["expected"]]
    assert len(found) == 38
    assert sum(bool(chains) for _, chains in found) >= 20
    assert sum(any(c["status"] == e["status"] for c in chains) for e, chains in found) >= 15
    assert sum(any((c["grade"] or "documented") == e["grade"] for c in chains) for e, chains in found) >= 15
