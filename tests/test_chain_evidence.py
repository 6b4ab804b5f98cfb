"""What stands behind a chain: what was known by a day, what is missing, its brief and picture; no hop rests on another status's words."""

import re
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import act, claim
from records import post as record
from test_channels import run

import cypher
from extract.model import Json
from graph.as_of import AsOf
from graph.brief import brief as made_brief
from graph.build import Source, build
from graph.case import Case
from graph.chains import chains
from graph.edge_table import edges_of
from graph.evidence import Evidence, best, strongest
from graph.given import read_given
from graph.rows import graph_of
from graph.stores.embedded import EmbeddedStore

DRONE: Json = {"items": [{"name": "Shahed-136", "kind": "weapon_system"}]}
GERAN: Json = {"items": [{"name": "Geran-2", "kind": "weapon_system"}]}
HOSTILE = "<b>Зов</b> [x](http://evil) `*"
SENT: Json = act("arms_transfer", "IRN>RUS", date="2022-08", **DRONE)
DENIED: Json = act("arms_transfer", "RUS>VEN", "denied", date="2025-10", **GERAN)
POSTS = [
    ("log:1", "Log", "2022-08-30", "Iran gave the Shahed-136 to Russia", SENT),
    ("bay:1", "Bay", "2022-09-01", "Tehran denies it all", {**SENT, "status": "denied", "reported_by": "Tehran"}),
    ("sea:1", "Sea", "2022-09-03", "Иран отдал России сто машин", {**SENT, "reported_by": "Киев"}),
    ("log:2", HOSTILE, "2025-10-14", "Давайте дадим Каракасу «Герань-2»", {**DENIED, "status": "proposed"}),
    ("bay:2", "Bay", "2025-11-12", "Москва не даст Каракасу «Герань-2»", DENIED),
    ("sea:2", "Sea", "2025-11-13", "Герань-2 не поедет в Каракас", DENIED),
    ("sea:3", "Sea", "2021-05-01", "Belarus sold trucks to Iran", act("trade", "BLR>IRN", date="2021-05")),
]
Row = tuple[str, str, str, str, Json]


def built(folder: Path, posts: Sequence[Row]) -> Case:
    rows = [
        {
            "id": key,
            "channel": name,
            "date": f"{day}T12:00:00+03:00",
            "lang": "ru",
            "text": text,
            "url": f"https://t.me/{key.replace(':', '/')}",
        }
        for key, name, day, text, _ in posts
    ]
    told = [{"id": key, "acts": [{**act_, "quote": text}]} for key, _, _, text, act_ in posts]
    for name, lines in (("posts", rows), ("acts", told)):
        (folder / f"{name}.jsonl").write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    assert build(Case.create(folder / "c"), [Source(folder / "posts.jsonl", "p")], given=read_given(folder / "acts.jsonl")) == []
    return Case(folder / "c")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return built(tmp_path_factory.mktemp("chain"), POSTS)


def test_by_a_day_only_what_posts_had_told_is_known(case: Case) -> None:
    def known(day: str) -> list[str]:
        acts = AsOf(case, day).acts.values()
        return [f"{a.type} {a.status}, {a.n_posts} posts{', contradicted' if a.contradicted else ''}" for a in acts]

    assert known("2021-05-01") == ["trade done, 1 posts"]
    assert known("2022-08") == ["trade done, 1 posts", "arms_transfer done, 1 posts"]
    assert known("2022") == ["trade done, 1 posts", "arms_transfer done, 3 posts, contradicted"]
    assert known("2025-10-31")[2] == "arms_transfer proposed, 1 posts"
    assert known("2025-12")[2] == "arms_transfer denied, 3 posts"
    assert AsOf(case, "2030").acts == case.acts


def test_acts_keep_their_ids_on_every_day(case: Case) -> None:
    for day in ("2021-05-01", "2022-08", "2022-09", "2025-10-31"):
        assert AsOf(case, day).acts.keys() <= case.acts.keys()


def test_a_day_before_all_posts_is_refused_in_one_line(case: Case) -> None:
    told = run("trace", case.folder, "--from", "IRN", "--to", "VEN", "--as-of", "2019")
    assert (told.exit_code, told.stderr) == (1, f"Error: {case.folder}: no post is as old as 2019; give a later day\n")


def test_commands_answer_as_of_a_day(case: Case) -> None:
    trace = ["trace", case.folder, "--from", "IRN", "--to", "VEN", "--item", "drone"]
    assert "status denied" in run(*trace).output
    assert "status proposed" in run(*trace, "--as-of", "2025-10").output
    assert run(*trace, "--as-of", "2022").output.startswith("No chain")
    asked = run("ask", case.folder, "most-told-acts", "-f", "json", "--as-of", "2022-08-31").stdout.splitlines()
    assert [orjson.loads(line)["n_posts"] for line in asked] == [1, 1]
    assert "trade done 1" in run("show", case.folder, "IRN", "--as-of", "2021").output
    assert run("draw", case.folder, "-o", "-", "--as-of", "2021").stderr == "-: 2 actors, 1 lines, 1 acts\n"


def missing(case: Case, *words: str) -> list[str]:
    lines = run("trace", case.folder, *words).output.splitlines()
    return [line.strip() for line in lines[lines.index("What is missing:") + 1 :]]


def test_trace_says_what_is_missing(case: Case) -> None:
    against = "; denied by Tehran on 2022-09-01"
    assert missing(case, "--from", "IRN", "--to", "VEN", "--via", "RUS") == [
        f"IRN → RUS: every act is contradicted{against}",
        "RUS → VEN: nobody tells it as done; proposed by <b>Зов</b> [x](http://evil) `* on 2025-10-14; "
        "denied by Bay on 2025-11-12 and Sea on 2025-11-13",
    ]
    assert missing(case, "--from", "BLR", "--to", "RUS", "--via", "VEN") == [
        "BLR → VEN: nobody tells such an act",
        "VEN → RUS: nobody tells such an act",
    ]
    assert missing(case, "--from", "BLR", "--to", "RUS", "--via", "IRN")[0].startswith("BLR → IRN: each act has one origin alone (a_")


def test_trace_says_where_the_dates_run_the_wrong_way(tmp_path: Path) -> None:
    rows = [
        ("a:1", "A", "2023-01-01", "Iran to Russia", act("trade", "IRN>RUS", date="2023-01")),
        ("a:2", "A", "2022-01-01", "Russia to Cuba", act("trade", "RUS>CUB", date="2022-01")),
    ]
    told = run("trace", built(tmp_path, rows).folder, "--from", "IRN", "--to", "CUB", "--via", "RUS").output
    assert told.startswith("No chain")
    assert told.endswith("IRN → RUS → CUB: the dates run the wrong way (IRN → RUS 2023-01, RUS → CUB 2022-01)\n")


def test_a_hop_is_quoted_in_other_words_of_other_voices_first(case: Case) -> None:
    [drones] = [a for a in case.acts.values() if a.date == "2022-08"]
    assert [e.post.id for e in strongest(case, drones, 5)] == ["log:1", "sea:1"]


def brief(case: Case, form: str, *words: str) -> str:
    told = run("export", case.folder, "--chain", "IRN,RUS,VEN", "-f", form, "-o", "-", *words)
    assert told.exit_code == 0, told.output
    return told.output


def test_a_hop_is_quoted_first_by_what_names_its_main_item(tmp_path: Path) -> None:
    parts: Json = {"items": [{"name": "Shahed-136", "kind": "weapon_system"}, {"name": "engines", "kind": "goods"}]}
    posts = [
        ("a:1", "A", "2022-08-29", "Iran gave engines to Russia, and a Shahed-136", {**SENT, **parts}),
        ("b:1", "B", "2022-08-30", "Двигатели пока иранские", {**SENT, "items": parts["items"][1:], "confidence": 1.0}),
        ("c:1", "C", "2022-08-31", "Іран передав Росії «Герань-2»", {**SENT, **GERAN}),
    ]
    made = built(tmp_path, posts)
    (sent,) = made.acts.values()
    assert [e.post.id for e in strongest(made, sent, 3)] == ["a:1", "c:1", "b:1"]
    assert best(made, sent).post.id in ("a:1", "c:1")


def test_who_forwards_a_post_is_no_voice_of_his_own() -> None:
    told = [record("log:1", "text"), record("bay:1", "text", forwarded_from="log")]
    assert [Evidence(claim(p, act("visit", "IRN>RUS")), p, False).voice for p in told] == ["log", "log"]


def test_the_brief_gives_every_sentence_of_a_hop_its_notes(case: Case) -> None:
    lines = brief(case, "md").splitlines()
    hop = lines[lines.index("### Hop 1: Iran → Russia") + 2 : lines.index("### Hop 2: Russia → Venezuela")]
    key = re.escape(next(a.id for a in case.acts.values() if a.date == "2022-08").replace("_", "\\_"))
    assert hop[0] == "Arms transfer from Iran to Russia, done: Shahed-136; 2022-08, as the posts date it.[^1][^2]"
    assert re.fullmatch(
        rf"It is told by .*\({key}\), first on 2022-08-30, last on 2022-09-03; the reading's confidence is 0\.\d\d\.\[\^1\]\[\^2\]", hop[2]
    )
    assert hop[4] == "Against it stands “denied”, by Tehran.[^3]"
    assert "The same item ties it to the hop before (documented): Geran-2 is Shahed-136 (made under licence)." in lines
    notes = [line for line in lines if re.match(r"\[\^\d+\]:", line)]
    used = {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", "\n".join(lines))}
    assert used == set(range(1, len(notes) + 1))


def test_the_brief_begins_with_what_it_comes_to(case: Case) -> None:
    lines = brief(case, "md").splitlines()
    assert lines[:5] == [
        "# Iran → Russia → Venezuela",
        "",
        "## In short",
        "",
        "Chains in the order of time: 1; with every hop told as done: 0.",
    ]
    assert lines[6] == "IRN → RUS: every act is contradicted; denied by Tehran on 2022-09-01."
    assert lines[8].startswith("RUS → VEN: nobody tells it as done")


def test_an_act_that_several_chains_rest_on_is_told_once(case: Case) -> None:
    [chain] = chains(edges_of(case), "IRN", "VEN", min_hops=2, max_hops=2)
    told = [text for _, _, told in made_brief(case, [chain, chain], (), "twice").parts[1:] for text, _ in told]
    assert sum(text.startswith("It is told by") for text in told) == 2
    assert [text.split(" (a_")[0] for text in told if text.startswith("The act of")] == [
        "The act of hop 1 of chain 1",
        "The act of hop 2 of chain 1",
    ]


def test_what_posts_say_is_only_text_in_a_brief(case: Case) -> None:
    assert r"\<b\>Зов\</b\> \[x\](http://evil) \`\*, 2025-10-14" in brief(case, "md")
    page = brief(case, "html")
    assert "<b>Зов" not in page
    assert "&lt;b&gt;Зов&lt;/b&gt;" in page
    assert "script" not in page


def test_the_picture_shows_dates_items_statuses_and_grades(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "chain.html"
    assert run("draw", case.folder, "--chain", "IRN,RUS,VEN", "-o", path).stderr == f"{path}: 1 chain\n"
    labels = re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text(encoding="utf-8"))
    assert labels == [
        "Iran", "arms transfer · 2022-08", "Shahed-136", "done · contradicted · 3 origins",
        "Russia", "arms transfer · 2025-10", "Geran-2", "denied · 3 origins", "documented", "Venezuela",
    ]  # fmt: skip


WRONG = {
    "no such chain": (["export", "--chain", "VEN,RUS,IRN", "-f", "md", "-o", "-"], "no chain VEN → RUS → IRN in the order of time"),
    "one actor": (["draw", "--chain", "IRN", "-o", "-"], "'IRN' is no way; give two actors or more, each once, such as IRN,RUS,VEN"),
    "an actor twice": (["draw", "--chain", "IRN,RUS,IRN", "-o", "-"], "'IRN,RUS,IRN' is no way"),
    "a brief of no chain": (["export", "-f", "md", "-o", "-"], "--chain writes a brief: take -f md or -f html with it"),
    "a chain as a graph": (["export", "--chain", "IRN,RUS", "-o", "-"], "--chain writes a brief: take -f md or -f html with it"),
}


@pytest.mark.parametrize(("words", "error"), WRONG.values(), ids=WRONG.keys())
def test_a_way_that_is_none_is_refused_in_one_line(case: Case, words: list[str], error: str) -> None:
    told = run(words[0], case.folder, *words[1:])
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert error in told.stderr


statuses = st.sampled_from(["done", "planned", "proposed", "denied", "ended"])
told_acts = st.lists(
    st.tuples(st.sampled_from(["IRN>RUS", "RUS>VEN", "RUS=VEN"]), statuses, st.sampled_from(["2022-08", "2022-09", "2023"])),
    min_size=2,
    max_size=9,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=told_acts)
def test_no_hop_rests_on_a_claim_of_another_status_than_shown(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str, str]]
) -> None:
    rows = [
        (f"c{n}:1", f"C{n}", f"2024-01-{n + 1:02}", f"words {n} of {who} {status}", act("arms_transfer", who, status, date=day, **DRONE))
        for n, (who, status, day) in enumerate(told)
    ]
    made = built(tmp_path_factory.mktemp("hops"), rows)
    with EmbeddedStore(made.folder / "g.kgl") as store:
        store.load(graph_of(made), made.id)
        found = store.query(cypher.load("chains/two"), {"start": "IRN", "end": "VEN"})
    hops = [(h.edge.act_id, h.edge.status) for c in chains(edges_of(made), "IRN", "VEN", min_hops=2, max_hops=2) for h in c.hops]
    assert [(h["act_id"], h["status"]) for row in found for h in row["hops"]] == hops
    for key, status in hops:
        assert made.acts[key].status == best(made, made.acts[key]).claim.status == status
        assert {e.claim.status for e in strongest(made, made.acts[key], 9)} == {made.acts[key].status}


def test_a_hop_rests_on_the_posts_that_name_both_of_its_ends(tmp_path: Path):
    missiles: Json = {"items": [{"name": "ballistic missiles", "kind": "weapon_system"}]}
    givers = [{"actor": a, "role": "source"} for a in ("CHN", "IRN", "PRK")]
    all_three: Json = act("arms_transfer", "IRN>RUS", date="2024-11") | {"participants": [*givers, {"actor": "RUS", "role": "target"}]}
    one = act("arms_transfer", "IRN>RUS", date="2024-11", **missiles)
    told = [
        ("log:1", "Log", "2024-11-12", "Россию вооружают Китай, Иран и КНДР", all_three),
        ("bay:1", "Bay", "2024-11-13", "China, Iran and the DPRK arm Russia", all_three),
        ("sea:1", "Sea", "2024-11-14", "Тегеран отдал Москве баллистические ракеты", {**one, "reported_by": "Киев"}),
    ]
    case = built(tmp_path, told)
    hops = {(e.source, e.target): e for e in edges_of(case)}
    assert {ends: (e.n_origins, e.item_names) for ends, e in hops.items()} == {
        ("CHN", "RUS"): (2, ()),
        ("IRN", "RUS"): (3, ("ballistic missiles",)),
        ("PRK", "RUS"): (2, ()),
    }
    assert len({e.act_id for e in hops.values()}) == 1
    shown = run("trace", str(case.folder), "--from", "CHN", "--to", "RUS").stdout
    assert "3 posts in 3 channels; 2 posts name both CHN and RUS" in shown
    assert "Тегеран" not in shown
