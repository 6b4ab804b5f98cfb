"""The closed lists of labels and relationship types, and what a graph must be before a store takes it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from extract.errors import StoreError
from extract.model import Json
from extract.ontology import ACT_TYPES, Status
from graph.store import Edge, EdgeKind, Graph, Labels, fingerprint

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Case": (),
        "Actor": ("Country", "Person", "Organisation"),
        "Item": ("WeaponSystem", "Agreement", "Goods"),
        "Accord": (),
        "Act": tuple(status.value.capitalize() for status in Status),  # so that a picture can show it
        "Claim": ("Assent", "Dissent"),
        "Post": (),
        "Channel": (),
    }
)
"""The labels that own ids, each with the narrower ones of which its nodes have exactly one."""
LABELS: frozenset[Labels] = frozenset((base,) for base, kinds in KINDS.items() if not kinds) | frozenset(
    (base, kind) for base, kinds in KINDS.items() for kind in kinds
)
EDGES: frozenset[EdgeKind] = frozenset(
    {
        *(("Actor", name.upper(), "Actor") for name in ACT_TYPES),
        ("Actor", "TOOK_PART", "Act"),
        ("Actor", "HELD_OFFICE", "Actor"),
        ("Actor", "BELONGS_TO", "Actor"),
        ("Act", "INVOLVES", "Item"),
        ("Act", "STAGE_OF", "Accord"),
        ("Actor", "PARTY_TO", "Accord"),
        ("Item", "SAME_AS", "Item"),
        ("Item", "VARIANT_OF", "Item"),
        ("Item", "PART_OF", "Item"),
        ("Claim", "REPORTS", "Act"),
        ("Claim", "IN_POST", "Post"),
        ("Post", "IN_CHANNEL", "Channel"),
    }
)
TYPES: frozenset[str] = frozenset(kind for _, kind, _ in EDGES)
OFTEN = frozenset({"status", "tangible", "date"})
"""What most questions ask of a relationship, enough for one record of Neo4j's store, which is read from the last one written: a fifth of
the time of questions that go over all acts."""
LONGEST_ID = 2000
"""Characters; Neo4j's index takes 8 kB."""
WORDS = frozenset(KINDS) | {label for labels in LABELS for label in labels} | TYPES


def labelled(text: str, **words: str) -> str:
    """A query's text with its placeholders, such as __BASE__, replaced by labels and types of the closed lists and by nothing else."""
    for place, word in words.items():
        if word not in WORDS:
            raise StoreError(f"'{word}' is no label and no relationship type of the graph")
        text = text.replace(f"__{place.upper()}__", word)
    return text


def check(graph: Graph, case_id: str) -> None:
    """Raise StoreError for a graph that no store can hold as it is: unknown labels, an id twice, an edge to nowhere, a broken value."""
    ids: dict[str, set[str]] = {base: set() for base in KINDS}
    for labels, rows in graph.nodes.items():
        if labels not in LABELS:
            raise StoreError(f"nodes of labels {':'.join(labels)}: the graph has no such kind")
        for row in rows:
            _check_id(labels, row.get("id"), ids[labels[0]])
            _check_row(row, f"{labels[-1]} {row['id']!r}")
    if ids["Case"] != {case_id}:
        raise StoreError(f"the graph holds the case {', '.join(sorted(ids['Case'])) or 'of nobody'}, not {case_id}")
    for kind, edges in graph.edges.items():
        if kind not in EDGES:
            raise StoreError(f"relationships ({kind[0]})-[{kind[1]}]->({kind[2]}): the graph has no such kind")
        for edge in edges:
            _check_edge(kind, edge, ids)


def _check_id(labels: Labels, key: object, known: set[str]) -> None:
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_ID:
        raise StoreError(f"a {labels[-1]} has the id {str(key)[:80]!r}; an id is text of 1 to {LONGEST_ID} characters")
    if key in known:
        raise StoreError(f"two nodes of the label {labels[0]} have the id {key!r}")
    known.add(key)


def _check_edge(kind: EdgeKind, edge: Edge, ids: Mapping[str, set[str]]) -> None:
    for label, key in ((kind[0], edge[0]), (kind[2], edge[1])):
        if key not in ids[label]:
            raise StoreError(f"a {kind[1]} leads from or to the {label} {key!r}, which the graph lacks")
    _check_row(edge[2], f"{kind[1]} from {edge[0]!r} to {edge[1]!r}")


def _check_row(row: Mapping[str, object], what: str) -> None:
    try:
        fingerprint(dict(row))
    except ValueError as error:
        raise StoreError(f"{what} has a value that no store can hold: {error}") from error


def relationship_rows(edges: Iterable[Edge]) -> list[Json]:
    """What `write/relationships` needs of edges."""
    return [{"source": source, "target": target, **_by_use(row)} for source, target, row in edges]


def _by_use(row: Json) -> dict[str, Json]:
    often = {name: value for name, value in row.items() if name in OFTEN}
    return {"often": often, "seldom": {name: value for name, value in row.items() if name not in OFTEN}}
