"""The shipped sample is what its README says: figures, channels, copies, and acts whose quotes are in their posts."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import StringIO

import pytest

from extract.model import Json, Post, claim_from_json
from extract.ontology import ACT_TYPES, is_tangible
from extract.wordings import wordings, words

SAMPLE = files("graph") / "sample"
NAMED_IN_README = re.compile(r"\b[A-Z]{2,3}\d{2}N?\b")


def desktop() -> Iterator[Post]:
    for file in (SAMPLE / "telegram").iterdir():
        export = json.loads(file.read_text(encoding="utf-8"))
        for m in export["messages"]:
            if m["type"] == "message":
                parts = [m["text"]] if isinstance(m["text"], str) else [p if isinstance(p, str) else p["text"] for p in m["text"]]
                date = datetime.fromtimestamp(int(m["date_unixtime"]), UTC)
                yield Post(
                    f"channel{export['id']}:{m['id']}", export["name"], date, "", "".join(parts), forwarded_from=m.get("forwarded_from")
                )


def lines() -> Iterator[Post]:
    for line in (SAMPLE / "posts.jsonl").read_text(encoding="utf-8").splitlines():
        p = json.loads(line)
        yield Post(
            p["id"], p["channel"], datetime.fromisoformat(p["date"]), p["lang"], p["text"], url=p["url"], forwarded_from=p["forwarded_from"]
        )


def table() -> Iterator[Post]:
    for r in csv.DictReader(StringIO((SAMPLE / "tgstat.csv").read_text(encoding="utf-8"))):
        name, number = r["link"].rsplit("/", 2)[1:]
        assert number == r["id"]
        yield Post(
            f"{name.lower()}:{number}",
            r["channel"],
            datetime.fromisoformat(r["date"]),
            "",
            r["text"],
            url=r["link"],
            forwarded_from=r["forwarded_from"] or None,
        )


@cache
def posts() -> list[Post]:
    return sorted([*desktop(), *lines(), *table()], key=lambda p: (p.date, p.id))


@cache
def gold() -> dict[str, list[Json]]:
    return {r["id"]: r["acts"] for r in map(json.loads, (SAMPLE / "acts.jsonl").read_text(encoding="utf-8").splitlines())}


@cache
def told() -> dict[str, list[tuple[Post, Json]]]:
    """Act → its tellings, as (post, claim in the gold shape)."""
    acts: defaultdict[str, list[tuple[Post, Json]]] = defaultdict(list)
    for post in posts():
        for claim in gold()[post.id]:
            acts[claim["act"]].append((post, claim))
    return acts


def readme() -> str:
    return (SAMPLE / "README.md").read_text(encoding="utf-8")


def readme_table(heading: str) -> list[list[str]]:
    section = readme().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def language(text: str) -> str:
    return "Ukrainian" if re.search("[іїєґ]", text.casefold()) else "Russian" if re.search("[а-я]", text.casefold()) else "English"


@cache
def kinds() -> dict[str, str]:
    """Post id → original, copy, near copy or forward, judged by the texts alone."""
    cluster = wordings(posts())
    first: dict[str, Post] = {}
    kind: dict[str, str] = {}
    for post in posts():
        origin = first.setdefault(cluster[post.id], post)
        same = words(post.text) == words(origin.text) and post.text.replace("*", "") == origin.text.replace("*", "")
        late = (post.date - origin.date).days >= 1
        kind[post.id] = "original" if origin is post else "forward" if post.forwarded_from else "copy" if same and late else "near copy"
    return kind


def statuses(act: str) -> set[str]:
    return {claim["status"] for _, claim in told()[act]}


def figures() -> dict[str, int]:
    languages, kind = Counter(language(p.text) for p in posts()), Counter(kinds().values())
    cluster = wordings(posts())
    return {
        "posts": len(posts()),
        "channels": len({p.channel for p in posts()}),
        **{f"posts in {name}": n for name, n in languages.items()},
        "word-for-word copies in another channel, days later": kind["copy"],
        "near copies": kind["near copy"],
        "forwards": kind["forward"],
        "posts that tell no act": sum(not acts for acts in gold().values()),
        "claims (a post telling an act)": sum(map(len, gold().values())),
        "unique acts": len(told()),
        "retellings of an act in other words": sum(len({cluster[p.id] for p, _ in t}) - 1 for t in told().values()),
        "acts told by several posts": sum(len({p.id for p, _ in t}) > 1 for t in told().values()),
        "acts that somebody denies and somebody claims": sum("denied" in statuses(a) and len(statuses(a)) > 1 for a in told()),
    }


def test_readme_says_that_all_is_invented() -> None:
    assert "Everything here is invented" in readme()


def test_the_figures_of_the_readme_are_those_of_the_files() -> None:
    assert {name: int(count) for name, count in readme_table("Figures")} == figures()


def test_the_channels_of_the_readme_are_those_of_the_files() -> None:
    counted = Counter((p.channel, p.id.split(":")[0]) for p in posts())
    assert {(row[0], row[1]): int(row[4]) for row in readme_table("Channels")} == counted


def test_the_acts_of_the_readme_are_those_of_the_gold() -> None:
    said = {row[0]: (row[2], int(row[5])) for row in readme_table("Acts")}
    assert said == {act: (t[0][1]["type"], len({p.id for p, _ in t})) for act, t in told().items()}


def test_every_act_that_the_readme_speaks_of_exists() -> None:
    assert set(NAMED_IN_README.findall(readme())) == set(told())


def test_ids_are_unique_and_the_gold_has_one_line_a_post_in_order_of_time() -> None:
    assert list(gold()) == sorted(gold(), key={p.id: p.date for p in posts()}.__getitem__)
    assert sorted(gold()) == sorted(p.id for p in posts())
    assert len({p.id for p in posts()}) == len(posts())


def test_every_quote_is_in_its_post_and_every_act_is_well_formed() -> None:
    for post in posts():
        for raw in gold()[post.id]:
            claim = claim_from_json(raw, post, "gold")
            assert claim.start is not None, (post.id, claim.quote)
            assert claim.tangible is is_tangible(claim.type, claim.status), (post.id, claim.type)


def test_an_act_keeps_its_type_and_actors_in_all_posts() -> None:
    for act, tellings in told().items():
        assert len({c["type"] for _, c in tellings}) == 1, act
        assert len({json.dumps(c["participants"]) for _, c in tellings}) == 1, act


def test_a_forward_repeats_an_earlier_post_of_the_channel_that_it_names() -> None:
    for post in posts():
        if post.forwarded_from:
            earlier = {words(p.text) for p in posts() if p.channel == post.forwarded_from and p.date < post.date}
            assert words(post.text) in earlier, post.id


def test_copies_of_every_kind_stand_in_another_channel_than_their_origin() -> None:
    cluster = wordings(posts())
    for name in set(cluster.values()):
        channels = [p.channel for p in posts() if cluster[p.id] == name]
        assert len(set(channels)) == len(channels), name


def test_links_lead_to_example_hosts_or_into_telegram() -> None:
    hosts = {host for p in posts() for host in re.findall(r"https?://([^/\s)]+)", p.text)}
    assert {h for h in hosts if not h.endswith(".example")} <= {"t.me"}


def test_desktop_dates_agree_with_their_unix_time_and_service_messages_are_there() -> None:
    for file in (SAMPLE / "telegram").iterdir():
        messages = json.loads(file.read_text(encoding="utf-8"))["messages"]
        assert {m["action"] for m in messages if m["type"] == "service"} == {"create_channel", "edit_group_photo", "pin_message"}
        assert any("edited" in m for m in messages)
        for m in messages:
            assert datetime.fromisoformat(m["date"]).replace(tzinfo=UTC).timestamp() == int(m["date_unixtime"])
            assert "".join(e["text"] for e in m["text_entities"]) == "".join(
                p if isinstance(p, str) else p["text"] for p in ([m["text"]] if isinstance(m["text"], str) else m["text"])
            )


@pytest.mark.parametrize(
    ("act", "voice"),
    [
        ("PRK25", "Ukrainian military intelligence"),
        ("KUP25", "Reuters"),
        ("HOU24", "The Wall Street Journal"),
        ("WRK25", "NHK"),
        ("GLD24", "leaked documents"),
    ],
)
def test_acts_of_one_origin_have_one_voice(act: str, voice: str) -> None:
    assert {claim["reported_by"] for _, claim in told()[act]} == {voice}
    assert len(told()[act]) > 1


def test_the_gerans_for_venezuela_are_proposed_then_denied_and_never_more() -> None:
    in_time = [claim["status"] for _, claim in told()["VEN25"]]
    assert in_time == sorted(in_time, key=["proposed", "denied"].index)
    assert set(in_time) == {"proposed", "denied"}


def test_time_forbids_china_iran_russia() -> None:
    supply = [act for act, t in told().items() if ACT_TYPES[t[0][1]["type"]].supply]
    way = {act: [p["actor"] for p in told()[act][0][1]["participants"]] for act in supply}
    first = {act: told()[act][0][0].date for act in supply}
    assert min(first[a] for a in supply if way[a] == ["CHN", "IRN"]) > max(first[a] for a in supply if way[a] == ["IRN", "RUS"])
