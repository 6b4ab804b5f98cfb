"""The answers to an invented case's questions as sets of facts: what the makers of the case wrote, and what we answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from test_sample_case import things

from extract.model import Json

if TYPE_CHECKING:
    from test_case_questions import Asked

Facts = set[tuple[Any, ...]]
THEMES = ("CHN", "IRN", "PRK", "NIC")
"""With whom Russia's deeds recur."""
PAIRS = {"done": "acts", "done_tangible": "tangible"}
ENDED = {False: "ended_before_it_began", True: "ended_after_it_ran"}


def chain_facts(chains: list[Json]) -> Facts:
    facts: Facts = set()
    for chain in chains:
        way = ">".join(hop["act"] for hop in chain["hops"])
        facts |= {(way, "grade", chain["grade"]), (way, "status", chain["status"])}
        for hop in chain["hops"]:
            keys = ("type", "date", "status", "contradicted", "grade_to_previous", "n_independent")
            facts |= {(way, hop["act"], key, hop[key]) for key in keys} | {(way, hop["act"], item) for item in things(hop["items"])}
    return facts


def _arms(row: Json, giver: str, taker: str, told: Iterable[tuple[str, str]]) -> Facts:
    act = row["act"]
    facts: Facts = {(act, key, row[key]) for key in ("date", "status", "n_posts", "n_independent")} | {(act, giver, taker)}
    facts |= {(act, item) for item in things(row["items"])} | {(act, *quantity) for quantity in told}
    return facts | {(act, "contradicted by", who) for who in row["contradicted_by"]}


def arms(asked: "Asked", _: Any) -> Facts:
    rows = list(asked.rows("arms-each-way", one="RUS", other="PRK"))
    return {f for r in rows for f in _arms(r, r["giver"], r["taker"], [(q["quantity"], q["post"]) for q in r["quantities"]])}


def arms_gold(answer: list[Json]) -> Facts:
    told = [[(quantity, post) for quantity, posts in r["quantities"].items() for post in posts] for r in answer]
    return {f for r, quantities in zip(answer, told, strict=True) for f in _arms(r, r["from"][0], r["to"][0], quantities)}


def pairs(asked: "Asked", answer: Json) -> Facts:
    """Of the pairs that are asked for."""
    meant = {frozenset(pair.split("-")) for pair in answer["done"]}
    rows = [r for r in asked.rows("pairs-by-year") if {r["one"], r["other"]} in meant]
    return {(kind, frozenset((r["one"], r["other"])), r["year"], r[column]) for r in rows for kind, column in PAIRS.items() if r[column]}


def pairs_gold(answer: Json) -> Facts:
    return {
        (kind, frozenset(pair.split("-")), int(year), number)
        for kind in PAIRS
        for pair, years in answer[kind].items()
        for year, number in years.items()
    }


def contradicted(asked: "Asked", _: Any) -> Facts:
    facts: Facts = set()
    for row in asked.rows("contradicted-acts"):
        facts |= {(row["act"], "is", row["status"]), (row["act"], "said", row["contradicted_as"]), (row["act"], "in", row["post"])}
        facts |= {(row["act"], "by", row["contradicted_by"])} if row["contradicted_by"] else set()
    return facts


def contradicted_gold(answer: Json) -> Facts:
    facts: Facts = {(act, "is", told["status"]) for act, told in answer.items()}
    for word, key in (("said", "said"), ("in", "posts"), ("by", "contradicted_by")):
        facts |= {(act, word, value) for act, told in answer.items() for value in told[key]}
    return facts


def changes(asked: "Asked", _: Any) -> Facts:
    facts: Facts = set()
    for row in asked.rows("status-changes"):
        act, said = row["act"], row["said"]
        facts |= {(act, said, "since", asked.days[row["first_post"]]), (act, said, "posts", row["n_posts"])}
        facts |= {(act, "final", row["final"]), (act, "on", row["date"])}
    return facts


def changes_gold(answer: Json) -> Facts:
    facts: Facts = set()
    for act, (*stages, (_, final, date)) in answer.items():
        facts |= {(act, "final", final), (act, "on", date)}
        facts |= {fact for said, first, posts in stages for fact in ((act, said, "since", first), (act, said, "posts", posts))}
    return facts


def alike(asked: "Asked", answer: Json) -> Facts:
    """Of recurring deeds those of the themes that the makers chose: we tell all of a type."""
    meant = {act for deeds in answer["recurring"].values() for act, *_ in deeds}
    facts: Facts = {(frozenset((r["act"], r["alike"])), r["type"], r["days"]) for r in asked.rows("look-alikes", one="", other="")}
    for other in THEMES:
        for row in asked.rows("recurring-deeds", one="RUS", other=other):
            deeds = zip([asked.names[a] for a in row["acts"]], row["dates"], row["n_posts"], strict=True)
            facts |= {("recurs", *deed) for deed in deeds if deed[0] in meant}
    return facts


def alike_gold(answer: Json) -> Facts:
    return {(frozenset((one, other)), kind, days) for one, other, kind, days in answer["within_a_week"]} | {
        ("recurs", *deed) for deeds in answer["recurring"].values() for deed in deeds
    }


def visits(asked: "Asked", _: Any) -> Facts:
    facts: Facts = set()
    for row in asked.rows("visits"):
        act = row["act"]
        facts |= {(act, "visitor", name) for name in row["visitors"]} | {(act, "from", a) for a in row["sources"]}
        facts |= {(act, "to", a) for a in row["targets"]} | {(act, "on", row["date"])} | {(act, "in", post) for post in row["posts"]}
        facts |= {(act, "unnamed in", post) for post in row["posts_without_name"]}
    return facts


def visits_gold(answer: list[Json]) -> Facts:
    words = {"visitor": "visitor", "from": "from", "to": "to", "posts": "in", "by_office_only": "unnamed in"}
    facts: Facts = {(row["act"], word, value) for row in answer for key, word in words.items() for value in row[key]}
    return facts | {(row["act"], "on", row["date"]) for row in answer}


def coverage(asked: "Asked", _: Any) -> Facts:
    facts: Facts = set()
    for by, column in (("posts", "n_posts"), ("wordings", "n_independent")):
        rows = sorted(asked.rows("most-told-acts", by=by, limit=1000), key=lambda r: (-r[column], r["act"]))
        facts |= {(by, row["act"], row[column]) for row in rows[:10]}
    for row in asked.rows("single-origin-acts", tangible="false"):
        if row["n_posts"] == 1:
            facts.add(("one post", row["act"]))
        elif row["n_independent"] == 1:
            facts.add(("one text", row["act"], row["n_posts"]))
    return facts


def coverage_gold(answer: Json) -> Facts:
    facts: Facts = {(by, *row) for by, key in (("posts", "by_posts"), ("wordings", "by_independent")) for row in answer[key]}
    return (
        facts | {("one post", act) for act in answer["single_post"]} | {("one text", *p) for p in answer["several_posts_one_text"].items()}
    )


def not_done(asked: "Asked", _: Any) -> Facts:
    facts: Facts = set()
    for row in asked.rows("not-done-acts"):
        ended = row["status"] == "ended"
        facts |= {(row["act"], ENDED[row["tangible"]] if ended else row["status"]), (row["act"], row["date"])}
        facts |= set() if ended else {(row["act"], row["date_source"])}
    return facts


def not_done_gold(answer: Json) -> Facts:
    facts: Facts = set()
    for status, acts in answer.items():
        for act, told in acts.items():
            facts |= {(act, status)} | {(act, word) for word in ([told] if isinstance(told, str) else told)}
    return facts


def late(asked: "Asked", _: Any) -> Facts:
    return {(row["act"], row["date"], row["first_report"][:10]) for row in asked.rows("first-told-late")}


def quantities(asked: "Asked", _: Any) -> Facts:
    return {(row["act"], row["quantity"], row["n_posts"]) for row in asked.rows("told-quantities")}


QUESTIONS: Mapping[str, tuple[Callable[["Asked", Any], Facts], Callable[[Any], Facts]]] = {
    "q03": (arms, arms_gold),
    "q04": (pairs, pairs_gold),
    "q05": (contradicted, contradicted_gold),
    "q06": (changes, changes_gold),
    "q07": (late, lambda answer: {(act, *dates) for act, dates in answer.items()}),
    "q08": (quantities, lambda answer: {(act, *told) for act, several in answer.items() for told in several.items()}),
    "q09": (alike, alike_gold),
    "q10": (visits, visits_gold),
    "q11": (coverage, coverage_gold),
    "q12": (not_done, not_done_gold),
}
