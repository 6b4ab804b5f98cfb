"""A small invented graph that has something for every question of the pack, and graphs of bare cooperation edges for chains."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from extract.ontology import ACT_TYPES, Status, is_tangible
from graph.edges import Edge
from graph.store import Graph

Row = dict[str, Any]
Nodes = defaultdict[tuple[str, ...], list[Row]]
Edges = defaultdict[tuple[str, str, str], list[tuple[str, str, Row]]]
ITEMS = {
    "shahed-136": ("WeaponSystem", "Shahed-136", "drone", "shahed", "shahed-136"),
    "geran-2": ("WeaponSystem", "Geran-2", "drone", "shahed", "shahed-136"),
    "shahed-131": ("WeaponSystem", "Shahed-131", "drone", "shahed", "shahed-131"),
    "mohajer-6": ("WeaponSystem", "Mohajer-6", "drone", "mohajer", "mohajer-6"),
    "rice": ("Goods", "rice", "food", None, "rice"),
    "pact": ("Agreement", "Pact of friendship", "treaty", None, "pact"),
}
LINKS = [("geran-2", "SAME_AS", "shahed-136", "made under licence"), ("shahed-131", "VARIANT_OF", "shahed-136", None)]
# id, type, status, who (">" gives to, "=" with), date, its source, items with quantities, persons
ACTS = [
    ("a01", "arms_transfer", "done", "IRN>RUS", "2022-08", "text", [("shahed-136", "300")], []),
    ("a02", "production", "done", "IRN>RUS", "2023", "text", [("geran-2", None)], []),
    ("a03", "arms_transfer", "proposed", "RUS>VEN", "2024-11-09", "text", [("geran-2", "40")], []),
    ("a04", "technology", "planned", "RUS>PRK", "2025-06-10", "post", [("geran-2", None), ("mohajer-6", None)], []),
    ("a05", "trade", "done", "RUS>PRK", "2024-02-29", "text", [("rice", "70 wagons"), ("rice", "4,000 tonnes")], []),
    ("a06", "agreement", "done", "RUS=PRK=BLR", "2024-06-19", "text", [("pact", None)], ["ivan-petrov"]),
    ("a07", "visit", "done", "RUS>PRK", "2024-06-18", "text", [], ["ivan-petrov", "kim-pak"]),
    ("a08", "arms_transfer", "denied", "IRN>RUS", "2022-11", "text", [("mohajer-6", None)], []),
    ("a09", "drill", "ended", "RUS=IRN", "2023-03-16", "post", [], []),
    ("a10", "drill", "done", "RUS=IRN", "2024-02-27", "text", [], []),
    ("a11", "drill", "done", "RUS=IRN", "2024-03-01", "text", [], []),
    ("a12", "transport", "ended", "RUS=BLR", "2025-03-02", "post", [], []),
]
# id, act, status said, dissent, by whom, post, told on
CLAIMS = [
    ("c01", "a01", "done", False, "Kyiv's intelligence", "north:1", "2022-08-30T10:00:00+03:00"),
    ("c02", "a01", "denied", True, "Tehran", "south:1", "2022-09-01T10:00:00+03:00"),
    ("c03", "a01", "done", False, None, "south:2", "2023-10-01T10:00:00+03:00"),
    ("c04", "a02", "done", False, None, "north:2", "2024-03-01T10:00:00+03:00"),
    ("c05", "a03", "proposed", False, "a blogger", "north:3", "2024-11-09T10:00:00+03:00"),
    ("c06", "a04", "planned", False, None, "south:3", "2025-06-10T10:00:00+03:00"),
    ("c07", "a05", "done", False, "a trader", "south:4", "2024-03-02T10:00:00+03:00"),
    ("c08", "a06", "done", False, None, "north:4", "2024-06-19T10:00:00+03:00"),
    ("c09", "a07", "done", False, None, "north:4", "2024-06-19T10:00:00+03:00"),
    ("c10", "a08", "denied", False, "Tehran", "south:5", "2022-11-30T10:00:00+03:00"),
    ("c11", "a09", "ended", False, None, "north:5", "2023-03-16T10:00:00+03:00"),
    ("c12", "a07", "done", False, None, "south:6", "2024-06-20T10:00:00+03:00"),
    ("c13", "a10", "done", False, None, "east:1", "2024-02-28T10:00:00+03:00"),
    ("c14", "a11", "done", False, None, "south:7", "2024-03-02T10:00:00+03:00"),
    ("c15", "a12", "planned", False, None, "east:2", "2025-02-01T10:00:00+03:00"),
    ("c16", "a12", "ended", False, None, "south:8", "2025-03-02T10:00:00+03:00"),
    ("c17", "a05", "done", False, "a trader", "north:6", "2024-03-05T10:00:00+03:00"),
    ("c18", "a05", "done", False, "a trader", "east:3", "2024-03-06T10:00:00+03:00"),
]
CARRIES = {
    "c01": [("shahed-136", "300")],
    "c02": [("shahed-136", "")],
    "c03": [("geran-2", ""), ("shahed-136", "1,000")],
    "c04": [("geran-2", "")],
    "c07": [("rice", "70 wagons"), ("rice", "4,000 tonnes")],
    "c17": [("rice", "70 wagons")],
}
"""Claim → its items with quantities."""
NAMES = {"c09": ["ivan-petrov", "kim-pak"]}
"""Claim → the persons that it names."""
NEVER_RAN = {"a12"}
"""Acts that ended before they began, so that they are not tangible."""
LATE = {"a02": 3, "a05": 1}
"""Acts first told so many months after they happened; the others in the same month."""
DIFFER = {"a01", "a05"}
"""Acts of which posts tell two quantities of one item."""
COUNTED = {
    "shahed-136": (1, 1, 3, "2022-08", "2022-08"),
    "geran-2": (3, 1, 3, "2023", "2025-06-10"),
    "shahed-131": (0, 0, 0, None, None),
    "mohajer-6": (2, 0, 2, "2022-11", "2025-06-10"),
    "rice": (1, 1, 3, "2024-02-29", "2024-02-29"),
    "pact": (1, 1, 1, "2024-06-19", "2024-06-19"),
}
"""Item → its acts, those done, posts that tell them, dates of the first and the last."""
SIDES = {"north": "Western", "south": "pro-Kremlin"}
PEOPLE = [
    ("ivan-petrov", "Ivan Petrov", "RUS", [("minister", "2020", "2024-06"), ("adviser", "2024-07", None)]),
    ("kim-pak", "Kim Pak", "PRK", [("envoy", None, None)]),
]
# id, name, kind, country, its part in which acts
FIRMS = [
    ("Swift Air", "Swift Air", "airline", "IRN", [("a01", "intermediary"), ("a03", "intermediary")]),
    ("Volga Works", "Volga Works", "company", "RUS", [("a02", "maker"), ("a01", "buyer")]),
    ("Pact Office", "Pact Office", None, None, [("a06", "signatory")]),
]

# id, name, kind, parties, year, and of each stage: act, stage, status, date, who brought it about, posts, claims
ACCORDS: list[tuple[Any, ...]] = [
    (
        "pact-2024",
        "Pact of friendship, 2024",
        "treaty",
        ["BLR", "PRK", "RUS"],
        2024,
        [
            ("a06", "signed", "done", "2024-06-19", None, ["north:4"], ["c08"]),
            ("a06", "ratified", "done", "2024-11-09", "RUS", ["north:4", "south:7"], ["c08"]),
        ],
    ),
    ("air", "air treaty, 2025", "agreement", ["BLR", "RUS"], 2025, [("a12", "ended", "ended", "2025-03-02", "BLR", ["south:8"], ["c16"])]),
]


def made() -> Graph:
    """All kinds of nodes and relationships that a case holds, with every property."""
    nodes: Nodes = defaultdict(list)
    edges: Edges = defaultdict(list)
    nodes[("Case",)].append({"id": "made", "version": "0"})
    for country in ("BLR", "IRN", "PRK", "RUS", "VEN"):
        nodes["Actor", "Country"].append({"id": country, "name": country.title(), "names": [country, country.lower()], "iso2": country[:2]})
    for key, name, country, offices in PEOPLE:
        nodes["Actor", "Person"].append({"id": key, "name": name, "names": [name]})
        edges["Actor", "BELONGS_TO", "Actor"].append((key, country, {}))
        edges["Actor", "HELD_OFFICE", "Actor"] += [(key, country, present({"title": t, "from": a, "to": z})) for t, a, z in offices]
    for key, name, kind, of, parts in FIRMS:
        nodes["Actor", "Organisation"].append(present({"id": key, "name": name, "names": [name], "kind": kind}))
        edges["Actor", "BELONGS_TO", "Actor"] += [(key, of, {})] if of else []
        edges["Actor", "TOOK_PART", "Act"] += [(key, act, {"role": part}) for act, part in parts]
    for key, (label, name, kind, family, _) in ITEMS.items():
        counts = dict(zip(("n_acts", "n_done", "n_posts", "first", "last"), COUNTED[key], strict=True))
        nodes["Item", label].append(present({"id": key, "name": name, "names": [name], "kind": kind, "family": family} | counts))
    for start, link, end, how in LINKS:
        edges["Item", link, "Item"].append((start, end, present({"how": how})))
    for act in ACTS:
        _act(act, nodes, edges)
    for claim in CLAIMS:
        _claim(claim, nodes, edges)
    for key, name, kind, parties, year, stages in ACCORDS:
        nodes[("Accord",)].append({"id": key, "name": name, "kind": kind, "parties": parties, "year": year})
        edges["Actor", "PARTY_TO", "Accord"] += [(party, key, {}) for party in parties]
        for act, stage, status, date, party, posts, claims in stages:
            told = {"stage": stage, "status": status, "date": date, "date_source": "text", "party": party}
            edges["Act", "STAGE_OF", "Accord"].append((act, key, present(told | {"n_posts": len(posts), "posts": posts, "claims": claims})))
    return Graph(dict(nodes), dict(edges))


def present(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def named(*words: str) -> str:
    return "; ".join(sorted({word.lower() for word in words}))


def _act(act: tuple[Any, ...], nodes: Nodes, edges: Edges) -> None:
    key, kind, status, who, date, source, items, persons = act
    told = [c for c in CLAIMS if c[1] == key]
    sides = who.replace("=", ">").split(">")
    pairs = [(a, b) for a in sides for b in sides if a < b] if "=" in who else [tuple(sides)]
    firms = [firm for firm, *_, parts in FIRMS if key in dict(parts)]
    channels = dict.fromkeys(c[5].partition(":")[0] for c in told)
    facts = {
        "date": date,
        "date_precision": {4: "year", 7: "month", 10: "day"}[len(date)],
        "status": status,
        "tangible": is_tangible(kind, Status(status)) and key not in NEVER_RAN,
        "n_posts": len(told),
        "n_origins": len({c[4] or c[5] for c in told if not c[3]}),
        "n_independent": len(told),
        "confidence": 0.75,
        "contradicted": any(c[3] for c in told),
    }
    rest = {
        "title": f"{who}: {kind}, {date}",
        "year": int(date[:4]),
        "type": kind,
        "sphere": ACT_TYPES[kind].sphere.value,
        "date_source": source,
        "n_channels": len(channels),
        "sides": list(dict.fromkeys(SIDES.get(c, "unknown") for c in channels)),
        "statuses": list(dict.fromkeys(c[2] for c in sorted(told, key=lambda c: str(c[6])))),
        "confirmed": False,
        "actors": sorted([*sides, *persons, *firms]),
        "pairs": [actor for pair in pairs for actor in sorted(pair)],
        "months_late": LATE.get(key, 0) if source == "text" else None,
        "n_quantities": 2 if key in DIFFER else None,
        "first_report": min(c[6] for c in told)[:10],
        "last_report": max(c[6] for c in told)[:10],
    }
    nodes["Act", status.capitalize()].append(present({"id": key, **facts, **rest}))
    carried = [ITEMS[i] for i in dict.fromkeys(i for i, _ in items)]
    facts |= {
        "act_id": key,
        "n_sides": len({SIDES[c] for c in channels if c in SIDES}),
        "item_ids": list(dict.fromkeys(i for i, _ in items)),
        "same_ids": sorted({i[4] for i in carried}),
        "item_names": [i[1] for i in carried],
        "families": sorted({i[3] for i in carried if i[3]}),
        "kinds": sorted({i[2] for i in carried}),
        "named": named(*(i for i, _ in items), *(word for i in carried for word in i[1:] if word)),
        "mutual": "=" in who,
    }
    roles = ["party"] * len(sides) if "=" in who else ["source", "target"]
    edges["Actor", kind.upper(), "Actor"] += [(a, b, facts) for a, b in pairs]
    edges["Actor", "TOOK_PART", "Act"] += [(a, key, {"role": r}) for a, r in zip(sides, roles, strict=True)]
    edges["Actor", "TOOK_PART", "Act"] += [(p, key, {"role": "person"}) for p in persons]
    edges["Act", "INVOLVES", "Item"] += [(key, i, present({"quantity": q})) for i, q in items]


def _claim(claim: tuple[Any, ...], nodes: Nodes, edges: Edges) -> None:
    key, act, status, dissent, by, post, told = claim
    carried = CARRIES.get(key, [])
    facts = {"id": key, "quote": f"words of {key}", "start": 0, "end_offset": 12, "type": "x", "status": status, "dissent": dissent}
    facts |= {"item_ids": [i for i, _ in carried], "quantities": [q for _, q in carried], "person_ids": NAMES.get(key)}
    nodes["Claim", "Dissent" if dissent else "Assent"].append(present({**facts, "reported_by": by, "confidence": 0.5, "extractor": "made"}))
    channel = post.partition(":")[0]
    edges["Claim", "REPORTS", "Act"].append((key, act, {}))
    edges["Claim", "IN_POST", "Post"].append((key, post, {}))
    if not any(row["id"] == post for row in nodes[("Post",)]):
        nodes[("Post",)].append({"id": post, "date": told, "url": f"https://t.me/{post}", "views": 7, "lang": "en"})
        edges["Post", "IN_CHANNEL", "Channel"].append((post, channel, {}))
    if not any(row["id"] == channel for row in nodes[("Channel",)]):
        nodes[("Channel",)].append(present({"id": channel, "name": channel.title(), "side": SIDES.get(channel)}))


def bare(edges: Iterable[Edge], actors: Iterable[str]) -> Graph:
    """Nothing but countries and cooperation edges, and a few relationships that no chain may cross."""
    rows: Edges = defaultdict(list)
    people = ("p1", "p2")
    for edge in edges:
        facts = {k: list(v) if isinstance(v, tuple) else v for k, v in edge._asdict().items() if k not in ("source", "target", "type")}
        called = named(*edge.item_ids, *edge.same_ids, *edge.item_names, *edge.families, *edge.kinds)
        rows["Actor", edge.type.upper(), "Actor"].append((edge.source, edge.target, {**facts, "date_precision": "day", "named": called}))
    countries = [{"id": a, "name": a, "names": [a]} for a in actors]
    for country in countries:
        rows["Actor", "BELONGS_TO", "Actor"] += [(p, country["id"], {}) for p in people]
    persons = [{"id": p, "name": p, "names": [p]} for p in people]
    return Graph({("Case",): [{"id": "made", "version": "0"}], ("Actor", "Country"): countries, ("Actor", "Person"): persons}, dict(rows))
