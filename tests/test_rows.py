"""A case as a graph: every id once, whatever posts call a thing."""

from pathlib import Path

import orjson
from records import act

from extract.readers import ReadOptions
from graph.build import Source, build
from graph.case import Case
from graph.counted import pairs
from graph.given import read_given
from graph.rows import graph_of
from graph.store import canonical
from graph.stores.embedded import EmbeddedStore


def case_of(folder: Path, *told: dict[str, object]) -> Case:
    """A case with one post for each act."""
    posts, acts = folder / "posts.jsonl", folder / "acts.jsonl"
    row = {"channel": "k", "date": "2024-05-01T00:00:00+03:00", "lang": "ru"}
    posts.write_bytes(b"\n".join(orjson.dumps({"id": f"k:{n}", "text": f"Пост {n}", **row}) for n, _ in enumerate(told)))
    acts.write_bytes(b"\n".join(orjson.dumps({"id": f"k:{n}", "acts": [a]}) for n, a in enumerate(told)))
    build(Case.create(folder / "case"), [Source(posts, "posts.jsonl", ReadOptions())], given=read_given(acts))
    return Case(folder / "case")


def item(name: str, kind: str) -> dict[str, object]:
    return {"items": [{"name": name, "kind": kind}]}


def test_names_of_any_length_and_kind_load(tmp_path: Path) -> None:
    case = case_of(
        tmp_path,
        act("trade", "RUS>IRN", **item("zorblax", "goods")),
        act("arms_transfer", "IRN>RUS", **item("zorblax", "weapon_system")),
        act("trade", "RUS>CHN", **item("очень длинное имя " * 400, "goods")),
        act(
            "visit",
            "RUS>CUB",
            persons=[{"name": "!!!", "country": "RUS"}, {"name": "???", "country": "RUS"}, {"name": "x" * 5000, "country": "RUS"}],
        ),
    )
    graph = graph_of(case)
    ids = [(labels[0], row["id"]) for labels, rows in graph.nodes.items() for row in rows]
    assert len(set(ids)) == len(ids)
    assert max(len(key) for _, key in ids) < 200
    with EmbeddedStore(tmp_path / "graph.kgl") as store:
        store.load(graph, case.id)
        assert store.snapshot() == canonical(graph)


def test_an_act_between_two_actors_is_one_edge(tmp_path: Path) -> None:
    raw = act("agreement", "RUS=IRN")
    raw["participants"] += [{"actor": "RUS", "role": "source"}, {"actor": "IRN", "role": "target"}]
    case = case_of(tmp_path, raw)
    [found] = case.acts.values()
    assert list(pairs(found)) == [("IRN", "RUS", True)]


def test_two_that_each_give_in_one_act_are_one_mutual_edge(tmp_path: Path) -> None:
    raw = act("trade", "RUS>IRN")
    raw["participants"] += [{"actor": "IRN", "role": "source"}, {"actor": "RUS", "role": "target"}, {"actor": "BLR", "role": "target"}]
    [found] = case_of(tmp_path, raw).acts.values()
    assert list(pairs(found)) == [("IRN", "RUS", True), ("IRN", "BLR", False), ("RUS", "BLR", False)]


def test_posts_are_in_one_zone_so_that_they_sort(tmp_path: Path) -> None:
    [post] = graph_of(case_of(tmp_path, act("visit", "RUS>CUB"))).nodes[("Post",)]
    assert post["date"] == "2024-04-30T21:00:00+00:00"


def test_the_status_of_an_act_and_the_side_of_a_claim_are_labels_that_a_picture_shows(tmp_path: Path) -> None:
    drones = item("Shahed-136", "weapon_system")
    told = [act("arms_transfer", "IRN>RUS", status, **drones) for status in ("done", "done", "denied")]
    nodes = graph_of(case_of(tmp_path, *told)).nodes
    assert [labels for labels in nodes if labels[0] in ("Act", "Claim")] == [("Act", "Done"), ("Claim", "Assent"), ("Claim", "Dissent")]
    assert [row["status"] for row in nodes["Claim", "Dissent"]] == ["denied"]


def test_an_act_tells_its_statuses_and_sides_and_a_claim_its_persons(tmp_path: Path) -> None:
    putin = {"persons": [{"name": "Vladimir Putin", "country": "RUS"}], "date": "2024-06-18"}
    case = case_of(tmp_path, act("visit", "RUS>PRK", "planned", **putin), act("visit", "RUS>PRK", date="2024-06-18"))
    nodes = graph_of(case).nodes
    assert [(row["statuses"], row["sides"]) for row in nodes["Act", "Done"]] == [(["planned", "done"], ["unknown"])]
    claims = [row for labels, rows in nodes.items() if labels[0] == "Claim" for row in rows]
    assert [row.get("person_ids") for row in sorted(claims, key=lambda c: c["status"])] == [None, ["vladimir-putin"]]


def test_an_act_tells_who_takes_part_and_whether_quantities_differ(tmp_path: Path) -> None:
    raw = act("agreement", "RUS=IRN=BLR", date="2024-05")
    raw["organisations"] = [{"name": "Rosoboronexport", "country": "RUS", "part": "signatory"}]
    raw["persons"] = [{"name": "Vladimir Putin", "country": "RUS"}]
    sold = [act("trade", "RUS>CHN", date="2023", items=[{"name": "rice", "quantity": quantity}]) for quantity in ("70 wagons", "80 wagons")]
    nodes = graph_of(case_of(tmp_path, raw, *sold)).nodes["Act", "Done"]
    keys = ("actors", "months_late", "n_quantities")
    assert sorted([row.get(key) for key in keys] for row in nodes) == [
        [["BLR", "IRN", "RUS", "rosoboronexport", "vladimir-putin"], 0, None],
        [["CHN", "RUS"], 5, 2],
    ]


def test_an_item_tells_its_acts_those_done_their_posts_and_dates(tmp_path: Path) -> None:
    told = [act("trade", "RUS>CHN", "done", date="2023", items=[{"name": "rice", "quantity": q} for q in ("70 wagons", "3 tonnes")])] * 2
    asked = act("trade", "RUS>CUB", "proposed", date="2021-05", items=[{"name": "rice"}])
    [rice] = graph_of(case_of(tmp_path, *told, asked)).nodes["Item", "Goods"]
    assert {k: rice[k] for k in ("n_acts", "n_done", "n_posts", "first", "last")} == {
        "n_acts": 2, "n_done": 1, "n_posts": 3, "first": "2021-05", "last": "2023"
    }  # fmt: skip


def test_an_edge_is_named_by_all_that_its_items_are_called_in_small_letters(tmp_path: Path) -> None:
    case = case_of(tmp_path, act("arms_transfer", "IRN>RUS", **item("Shahed-136", "weapon_system")), act("visit", "RUS>CUB"))
    edges = graph_of(case).edges
    [(_, _, armed)], [(_, _, empty)] = edges["Actor", "ARMS_TRANSFER", "Actor"], edges["Actor", "VISIT", "Actor"]
    assert (armed["named"], empty["named"]) == ("drone; geran-2; shahed; shahed-136", "")
