"""The twelve questions of an invented case, asked on the command line: how much of the answers that its makers wrote we find, fact by fact.

The acts are read from the makers' own claims, so what is missed is missed by grouping and by the questions, not by extraction.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from case_facts import QUESTIONS, Facts, chain_facts
from click.testing import CliRunner
from needs import need
from test_sample_case import WONSAN

from extract.model import Json
from graph.case import Case
from graph.commands import main

THRESHOLDS = {
    "q01": (1.0, 1.0),
    "q02": (1.0, 1.0),
    "q03": (0.7, 0.85),
    "q04": (0.85, 0.85),
    "q05": (0.8, 0.7),
    "q06": (0.85, 0.85),
    "q07": (0.6, 1.0),
    "q08": (0.95, 0.95),
    "q09": (0.95, 0.95),
    "q10": (0.95, 0.95),
    "q11": (0.8, 0.85),
    "q12": (0.75, 0.9),
}
"""Question → the least precision and recall."""


class Asked:
    """The case, built; answers name acts as the makers do: by the name that most claims of the act have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run("build", folder, WONSAN / "posts.jsonl", "--acts", WONSAN / "claims.jsonl")
        lines = map(json.loads, (WONSAN / "claims.jsonl").read_text(encoding="utf-8").splitlines())
        told = {(line["id"], a["type"], a["status"], a["quote"]): a["act"] for line in lines for a in line["acts"]}
        case = Case(folder)
        self.names: dict[str, str] = {}
        for act in case.acts.values():
            claims = map(case.claims.__getitem__, act.claims)
            names = Counter(told[c.post, c.type, c.status.value, c.quote] for c in claims)
            self.names[act.id] = min(names, key=lambda name: (-names[name], name))
        posts = map(json.loads, (WONSAN / "posts.jsonl").read_text(encoding="utf-8").splitlines())
        self.days = {post["id"]: post["date"][:10] for post in posts}

    def _run(self, *words: object) -> str:
        done = CliRunner().invoke(main, list(map(str, words)))
        assert done.exit_code == 0, done.output
        return done.stdout

    def rows(self, question: str, **words: object) -> Iterator[Json]:
        """The rows of an answer; an act goes by its name."""
        given = [f"{key}={value}" for key, value in words.items()]
        for row in map(json.loads, self._run("ask", self.folder, question, *given, "-f", "json").splitlines()):
            yield row | {key: self.names[row[key]] for key in ("act", "alike") if row.get(key) in self.names}

    def chains(self, path: list[str], types: list[str]) -> Facts:
        start, *via, end = path
        words = [w for option, values in (("--via", via), ("--type", types)) for value in values for w in (option, value)]
        told = self._run("trace", self.folder, "--from", start, "--to", end, *words, "--max-hops", len(via) + 1, "--limit", 100, "--json")
        return chain_facts(
            [
                chain | {"hops": [hop | {"act": self.names[hop["act"]], "grade_to_previous": hop["grade"]} for hop in chain["hops"]]}
                for chain in map(json.loads, told.splitlines())
            ]
        )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    need(WONSAN.is_dir(), f"the other invented case at {WONSAN}")
    return Asked(tmp_path_factory.mktemp("wonsan") / "case")


def facts_of(asked: Asked, number: str) -> tuple[Facts, Facts]:
    """What we answer, and what the makers of the case do."""
    told = {q["id"]: q for q in json.loads((WONSAN / "questions.json").read_text(encoding="utf-8"))["questions"]}[number]
    if number in QUESTIONS:
        ours, theirs = QUESTIONS[number]
        return ours(asked, told["answer"]), theirs(told["answer"])
    return asked.chains(told["ask"]["path"], told["ask"]["types"]), chain_facts(told["answer"])


@pytest.mark.parametrize("number", THRESHOLDS)
def test_most_of_what_the_makers_of_a_case_answer_is_found_and_little_else(asked: Asked, number: str) -> None:
    ours, theirs = facts_of(asked, number)
    right = len(ours & theirs)
    assert (right >= THRESHOLDS[number][0] * len(ours), right >= THRESHOLDS[number][1] * len(theirs)) == (True, True), ours ^ theirs
