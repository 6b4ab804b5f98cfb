"""Made-up graphs for the tests of stores: of every label and many types, from a seed; and what the next build may do to one."""

import random
from typing import Any

from extract.ontology import ACT_TYPES
from graph.store import Graph

Json = dict[str, Any]
HOSTILE = (
    "'; MATCH (n) DETACH DELETE n //",
    '" OR 1=1 {id: $x} `}) RETURN 1 /* */',
    "back\\slash `tick` \\u0041 \\' \\\"",
    "line\nbreak\r\nand\ttab, nul \x00 and bell \x07",
    "\u202eright to left\u202c שלום مرحبا",
    "emoji 🇷🇺👩‍🚀, BOM \ufeff, noncharacter \uffff",
    " spaces ",
    "2024-11-09",
    "true",
    "null",
    "12",
    "1e5",
    "=HYPERLINK(1)",
    "long " + "щ" * 100_000,
    "",
)


def made_up(seed: int, case: str = "case", acts: int = 12) -> Graph:
    """A graph in which every kind of node and most kinds of edge occur."""
    dice = random.Random(seed)
    countries = [_actor(f"C{n}", iso2=f"c{n}", qid=f"Q{n}") for n in range(5)]
    persons = [_actor(f"person-{n}") for n in range(3)]
    bodies = [_actor(f"body {n}", kind="bloc") for n in range(2)]
    items = [{"id": f"item-{n}", "name": f"Item {n}", "names": [f"Item {n}"], "kind": "drone", "family": "f"} for n in range(6)]
    rows = [_act(n, dice) for n in range(acts)]
    claims = [_claim(n, dice) for n in range(acts * 2)]
    edges: dict[tuple[str, str, str], list[tuple[str, str, Json]]] = {
        ("Actor", "HELD_OFFICE", "Actor"): [
            ("person-0", "C0", {"title": "minister", "from": "2019", "to": "2024-05"}),
            ("person-0", "C0", {"title": "adviser"}),
        ],
        ("Actor", "BELONGS_TO", "Actor"): [("person-1", "C1", {}), ("body 0", "C2", {})],
        ("Item", "SAME_AS", "Item"): [("item-0", "item-1", {"how": "licence"})],
        ("Item", "VARIANT_OF", "Item"): [("item-1", "item-2", {})],
        ("Item", "PART_OF", "Item"): [("item-3", "item-3", {})],
        ("Claim", "REPORTS", "Act"): [(c["id"], f"act-{n // 2}", {}) for n, c in enumerate(claims)],
        ("Claim", "IN_POST", "Post"): [(c["id"], f"ch:{n // 3}", {}) for n, c in enumerate(claims)],
        ("Post", "IN_CHANNEL", "Channel"): [(f"ch:{n}", "ch", {}) for n in range(acts)],
    }
    for act in rows:
        source, target = dice.sample([c["id"] for c in countries], 2)
        part = [
            (source, act["id"], {"role": "source"}),
            (target, act["id"], {"role": "target"}),
            ("person-2", act["id"], {"role": "person"}),
        ]
        edges.setdefault(("Actor", "TOOK_PART", "Act"), []).extend(part)
        involved = (act["id"], dice.choice(items)["id"], {"quantity": dice.choice(["10", "300 тонн"]), "unit": "pieces"})
        edges.setdefault(("Act", "INVOLVES", "Item"), []).append(involved)
        facts = {
            "act_id": act["id"],
            "date": act["date"],
            "status": act["status"],
            "item_ids": [involved[1]],
            "families": [],
            "mutual": False,
            "n_origins": 1,
        }
        edges.setdefault(("Actor", act["type"].upper(), "Actor"), []).append((source, target, facts))
    return Graph(
        {
            ("Case",): [{"id": case, "version": "1"}],
            ("Actor", "Country"): countries,
            ("Actor", "Person"): persons,
            ("Actor", "Organisation"): bodies,
            ("Item", "WeaponSystem"): items[:3],
            ("Item", "Agreement"): items[3:4],
            ("Item", "Goods"): items[4:],
            **{("Act", status.capitalize()): [row for row in rows if row["status"] == status] for status in ("done", "planned", "denied")},
            ("Claim", "Assent"): claims,
            ("Claim", "Dissent"): [],
            ("Post",): [
                {"id": f"ch:{n}", "date": "2024-01-02T03:04:05+03:00", "url": f"https://example.org/{n}", "views": n, "lang": "ru"}
                for n in range(acts)
            ],
            ("Channel",): [{"id": "ch", "name": "Channel"}],
        },
        edges,
    )


def _actor(key: str, **more: str) -> Json:
    return {"id": key, "name": f"Name of {key}", "names": [f"Name of {key}", f"Имя {key}"], **more}


def _act(number: int, dice: random.Random) -> Json:
    kind = dice.choice(list(ACT_TYPES))
    return {
        "id": f"act-{number}",
        "title": f"something happens {number}",
        "type": kind,
        "sphere": ACT_TYPES[kind].sphere.value,
        "status": dice.choice(["done", "planned"]),
        "tangible": dice.random() < 0.5,
        "date": dice.choice(["2022", "2023-05", "2024-11-09"]),
        "place": dice.choice(["Минск", None]),
        "n_posts": dice.randint(1, 9),
        "confidence": dice.choice([0.5, 1.0, 1]),
        "contradicted": False,
    }


def _claim(number: int, dice: random.Random) -> Json:
    start = dice.choice([None, number])
    return {
        "id": f"claim-{number}",
        "quote": HOSTILE[number % len(HOSTILE)],
        "start": start,
        "type": "visit",
        "dissent": False,
        "confidence": 0.25,
    }


def next_build(graph: Graph) -> Graph:
    """The same case after more posts: two acts merged, a status flipped, a claim lost, a person that is a body after all."""
    nodes = {labels: [dict(row) for row in rows] for labels, rows in graph.nodes.items()}
    acts = {act["id"]: act for status in ("Done", "Planned") for act in nodes["Act", status]}
    flipped = acts["act-0"] | {"status": "denied", "contradicted": True, "n_posts": 100, "confidence": 1}
    for status in ("Done", "Planned"):
        nodes["Act", status] = [act for act in nodes["Act", status] if act["id"] not in ("act-0", "act-1")]
    nodes["Act", "Denied"].append(flipped)
    nodes["Claim", "Assent"] = [claim for claim in nodes["Claim", "Assent"] if claim["id"] != "claim-0"]
    nodes["Claim", "Assent"][0]["start"] = 7
    nodes["Claim", "Dissent"].append(nodes["Claim", "Assent"].pop() | {"dissent": True})
    nodes["Actor", "Organisation"].append(nodes["Actor", "Person"].pop(0))
    nodes["Actor", "Country"].append(_actor("C9"))
    del nodes["Actor", "Country"][1]["qid"]
    edges = {kind: [_changed(edge) for edge in rows if edge[0] != "claim-0"] for kind, rows in graph.edges.items()}
    edges["Actor", "BELONGS_TO", "Actor"] = [*edges["Actor", "BELONGS_TO", "Actor"][1:], ("person-1", "C9", {})]
    edges["Actor", "HELD_OFFICE", "Actor"] *= 2
    return Graph(nodes, edges)


def _changed(edge: tuple[str, str, Json]) -> tuple[str, str, Json]:
    """What belonged to act 1 belongs to act 0; the status of act 0 is the new one."""
    start, end, facts = edge
    start, end = ["act-0" if key == "act-1" else key for key in (start, end)]
    if facts.get("act_id") in ("act-0", "act-1"):
        facts = facts | {"act_id": "act-0", "status": "denied"}
    return start, end, facts
