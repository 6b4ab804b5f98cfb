"""A case as the graph of the design: node rows by labels, edge rows by type, the same for every store, export and picture."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC

from extract.items import ItemEntity, item_links, link_item
from extract.model import Act, Claim, Item, Json, Post
from extract.ontology import Role
from extract.persons import link_person
from graph.accords import Edges, Nodes, add_accords
from graph.actors import Actors
from graph.case import Case
from graph.channels import UNKNOWN, channel_id, sides, told_of
from graph.counted import count_item, counted, pairs
from graph.store import Graph

LABELS = {"weapon_system": "WeaponSystem", "agreement": "Agreement", "goods": "Goods"}
VERSION = "0.11.0"


def graph_of(case: Case, acts: Collection[Act] | None = None) -> Graph:
    """The whole case, or the part of it that these acts span: their actors, items, claims, posts and channels."""
    chosen = case.acts.values() if acts is None else acts
    nodes: Nodes = defaultdict(dict)
    edges: Edges = defaultdict(list)
    nodes[("Case",)][case.id] = {"id": case.id, "version": VERSION}
    actors = Actors()
    for act in chosen:
        _act(case, act, nodes, edges)
        _actors(act, actors, edges)
        _items(act, nodes, edges)
        for claim in map(case.claims.__getitem__, act.claims):
            _claim(act, claim, case.posts[claim.post], nodes, edges)
            _channel(case, case.posts[claim.post], nodes, edges)
    add_accords(case, {act.id for act in chosen}, actors, nodes, edges)
    for labels, row in actors.nodes():
        nodes[labels][row["id"]] = row
    for kind, start, end, facts in actors.edges():
        edges["Actor", kind, "Actor"].append((start, end, facts))
    _links(nodes, edges)
    return Graph(
        {labels: [rows[key] for key in sorted(rows)] for labels, rows in sorted(nodes.items())},
        {kind: _unique(rows) for kind, rows in sorted(edges.items())},
    )


def _frozen(edge: tuple[str, str, Json]) -> tuple[str, str, str]:
    return edge[0], edge[1], repr(sorted(edge[2].items()))


def _unique(rows: Iterable[tuple[str, str, Json]]) -> list[tuple[str, str, Json]]:
    """Each edge once, in an order that depends on nothing but the edges."""
    once = {_frozen(row): row for row in rows}
    return [once[key] for key in sorted(once)]


def present(row: Json) -> Json:
    """A row without the properties that have no value: a graph store knows no null."""
    return {key: value for key, value in row.items() if value is not None}


def title(act: Act) -> str:
    """One line for captions: "IRN → RUS: arms transfer (Shahed-136), 2022-08, done"."""
    sources, targets, parties = (act.by_role(r) for r in (Role.SOURCE, Role.TARGET, Role.PARTY))
    who = f"{', '.join(sources)} → {', '.join(targets)}" if sources else " – ".join(parties)
    what = ", ".join(i.name for i in act.items)
    return f"{who}: {act.type.replace('_', ' ')}{f' ({what})' if what else ''}, {act.date}, {act.status.value}"


def _act(case: Case, act: Act, nodes: Nodes, edges: Edges) -> None:
    nodes["Act", act.status.value.capitalize()][act.id] = present(
        {
            "id": act.id,
            "title": title(act),
            "type": act.type,
            "sphere": act.sphere.value,
            "status": act.status.value,
            "statuses": [stage["status"] for stage in act.history],  # as told, in the order of the first post of each
            "tangible": act.tangible,
            "date": act.date,
            "date_precision": act.date_precision,
            "date_source": act.date_source,
            "year": int(act.date[:4]),
            "place": act.place,
            "n_posts": act.n_posts,
            "n_channels": act.n_channels,
            "n_independent": act.n_independent,
            "n_origins": act.n_origins,
            "first_report": act.first_report,
            "last_report": act.last_report,
            "confidence": act.confidence,
            "contradicted": act.contradicted,
            "confirmed": act.id in case.confirmed,
            "sides": list(sides(case, act.posts)),  # of the channels that tell it; so that no question need read all claims
            **counted(case, act),
        }
    )
    for start, end, facts in cooperation(case, act):
        edges["Actor", act.type.upper(), "Actor"].append((start, end, facts))


def cooperation(case: Case, act: Act) -> Iterator[tuple[str, str, Json]]:
    """The edges of an act, each with all that chains need to know. An act of many actors may be told in part: an edge stands for what the
    claims say that name both of its ends: their items, their denials, and as many posts, origins and wordings at most."""
    facts, claims = _facts(case, act), [case.claims[key] for key in act.claims]
    for start, end, mutual in pairs(act):
        told = [c for c in claims if {start, end} <= c.actors]
        part = facts if len(told) == len(claims) else facts | _in_part(case, act, told)
        yield start, end, part | {"mutual": mutual}


def _in_part(case: Case, act: Act, told: Sequence[Claim]) -> Json:
    named = {link_item(i.name, i.kind).id for c in told if c.status is act.status for i in c.items}
    posts = {c.post for c in told}
    return {
        **_called([i for i in act.items if link_item(i.name, i.kind).id in named]),
        **{name: min(getattr(act, name), len(posts)) for name in ("n_posts", "n_origins", "n_independent")},
        "n_sides": _n_sides(case, posts),
        "confidence": min(act.confidence, max(c.confidence for c in told)),
        "contradicted": any(c.id in act.dissent for c in told),
    }


def _n_sides(case: Case, posts: Iterable[str]) -> int:
    return len(sides(case, posts).keys() - {UNKNOWN}) if case.channels else 0


def _called(items: Sequence[Item]) -> Json:
    """What items are called. `named` is all of it, ids, families and kinds included, as one text in small letters: it is searched
    fastest."""
    linked = [link_item(i.name, i.kind) for i in items]
    called = {
        "item_ids": [i.id for i in linked],
        "same_ids": sorted({i.same_id for i in linked if i.is_one}),
        "item_names": [i.name for i in items],
        "families": sorted({i.family for i in linked if i.family}),
        "kinds": sorted({i.klass for i in linked if i.klass}),
    }
    return {**called, "named": "; ".join(sorted({name.lower() for names in called.values() for name in names}))}


def _facts(case: Case, act: Act) -> Json:
    return {
        "act_id": act.id,
        "date": act.date,
        "date_precision": act.date_precision,
        "status": act.status.value,
        "tangible": act.tangible,
        **_called(act.items),
        "n_posts": act.n_posts,
        "n_origins": act.n_origins,
        "n_independent": act.n_independent,
        "n_sides": _n_sides(case, act.posts),
        "confidence": act.confidence,
        "contradicted": act.contradicted,
    }


def _actors(act: Act, actors: Actors, edges: Edges) -> None:
    for p in act.participants:
        actors.add(p.actor)
        edges["Actor", "TOOK_PART", "Act"].append((p.actor, act.id, {"role": p.role.value}))
    for organisation in act.organisations:
        key = actors.add_organisation(organisation)
        edges["Actor", "TOOK_PART", "Act"].append((key, act.id, {"role": organisation.part.value}))
    for role, persons in (("person", act.persons), ("official", act.officials)):
        for person in persons:
            linked = link_person(person.name, person.country)
            actors.add_person(linked)
            edges["Actor", "TOOK_PART", "Act"].append((linked.id, act.id, {"role": role}))


def _items(act: Act, nodes: Nodes, edges: Edges) -> None:
    linked = [link_item(item.name, item.kind) for item in act.items]
    for entity, item in zip(linked, act.items, strict=True):
        edges["Act", "INVOLVES", "Item"].append((act.id, entity.id, present({"quantity": item.quantity})))
    for entity in {entity.id: entity for entity in linked}.values():
        count_item(_item(entity, nodes), act)


def _item(item: ItemEntity, nodes: Nodes) -> Json:
    """Its node's row; where posts disagree on its kind, the first stands."""
    for label in LABELS.values():
        if item.id in (rows := nodes.get(("Item", label), {})):
            return rows[item.id]
    row = {"id": item.id, "name": item.name, "names": [item.name], "kind": item.klass, "family": item.family}
    return nodes["Item", LABELS[item.kind.value]].setdefault(item.id, present(row))


def _links(nodes: Nodes, edges: Edges) -> None:
    """SAME_AS, VARIANT_OF and PART_OF between the items that are in the graph."""
    there = {key for labels, rows in nodes.items() if labels[0] == "Item" for key in rows}
    for start, kind, end, how in item_links():
        if start in there and end in there:
            edges["Item", kind, "Item"].append((start, end, present({"how": how or None})))


def _claim(act: Act, claim: Claim, post: Post, nodes: Nodes, edges: Edges) -> None:
    key = claim.id  # a hash, made anew each time that one asks
    dissent = key in act.dissent
    nodes["Claim", "Dissent" if dissent else "Assent"][key] = present(
        {
            "id": key,
            "quote": claim.quote,
            "start": claim.start,
            "end_offset": claim.end,
            "type": claim.type,
            "status": claim.status.value,
            "date": claim.date,
            "item_ids": [link_item(i.name, i.kind).id for i in claim.items],
            "quantities": [i.quantity or "" for i in claim.items],  # one for each of `item_ids`
            "person_ids": [link_person(p.name, p.country).id for p in claim.persons] or None,
            "dissent": dissent,
            "reported_by": claim.reported_by,
            "confidence": claim.confidence,
            "extractor": claim.extractor,
        }
    )
    date = post.date.astimezone(UTC).isoformat()  # one zone, so that Cypher can sort
    nodes[("Post",)][post.id] = present({"id": post.id, "date": date, "url": post.url, "views": post.views, "lang": post.lang})
    edges["Claim", "REPORTS", "Act"].append((key, act.id, {}))
    edges["Claim", "IN_POST", "Post"].append((key, post.id, {}))


def _channel(case: Case, post: Post, nodes: Nodes, edges: Edges) -> None:
    channel = channel_id(post)
    nodes[("Channel",)][channel] = nodes[("Channel",)].get(channel, {}) | present(
        {"id": channel, "name": post.channel, **told_of(case, post)}
    )
    edges["Post", "IN_CHANNEL", "Channel"].append((post.id, channel, {}))
