"""Graphs for tests of chains: out of lines of text, and at random."""

from itertools import combinations

from hypothesis import strategies as st

from extract.ontology import ACT_TYPES, Status
from graph.edges import Edge

STATUSES = [s.value for s in Status]
ACTORS = "ABCDEF"


def edge(line: str) -> Edge:
    """An edge out of a line of `chain_cases.txt`."""
    act, who, date, *rest = line.split()
    source, target = who.replace("=", ">").split(">")
    item, family, kind = ((part,) if part else () for part in next((w for w in rest if "/" in w), "//").split("/"))
    return Edge(
        source=source,
        target=target,
        type=next((w for w in rest if w in ACT_TYPES), "arms_transfer"),
        act_id=act,
        date=date,
        status=next((w for w in rest if w in STATUSES), "done"),
        tangible=True,
        item_ids=item,
        same_ids=item,
        item_names=item,
        families=family,
        kinds=kind,
        n_origins=next((int(w[1:]) for w in rest if w[0] == "x" and w[1:].isdigit()), 1),
        n_independent=1,
        n_sides=next((int(w[1:]) for w in rest if w[0] == "s" and w[1:].isdigit()), 0),
        confidence=next((int(w[1:]) / 100 for w in rest if w[0] == "%"), 0.5),
        contradicted=False,
        mutual="=" in who,
    )


few = st.lists(st.sampled_from(["x", "yДрон", "Zé"]), max_size=2, unique=True).map(tuple)
facts = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["arms_transfer", "trade", "visit"]),
        "date": st.sampled_from(["2021", "2022", "2022-01", "2022-02", "2022-01-31", "2022-02-01", "2022-02-02", "2023"]),
        "status": st.sampled_from([*STATUSES, *["done"] * 4]),
        "tangible": st.booleans(),
        "same_ids": few,
        "item_names": few,
        "families": few,
        "kinds": few,
        "n_origins": st.integers(1, 3),
        "n_independent": st.integers(1, 3),
        "n_sides": st.integers(0, 2),
        "confidence": st.sampled_from([0.25, 0.5, 0.999]),
        "contradicted": st.booleans(),
    }
)


@st.composite
def graphs(draw: st.DrawFn) -> list[Edge]:
    """Acts of two or three actors with few items and dates, so that much is shared; one edge an act, source and target."""
    edges = []
    for number in range(draw(st.integers(1, 14))):
        who = draw(st.lists(st.sampled_from(ACTORS[: draw(st.integers(3, 6))]), min_size=2, max_size=3, unique=True))
        told = draw(facts)
        mutual = draw(st.booleans()) and draw(st.booleans())
        pairs = combinations(sorted(who), 2) if mutual else [(who[0], target) for target in who[1:]]
        edges += [Edge(s, t, act_id=f"a{number}", mutual=mutual, item_ids=told["same_ids"], **told) for s, t in pairs]
    return edges


questions = st.fixed_dictionaries(
    {
        "via": st.just([]) | st.lists(st.sampled_from(ACTORS), max_size=2, unique=True),
        "item": st.none() | st.sampled_from(["дрон", "É", "x"]),
        "types": st.sampled_from([["arms_transfer", "trade"], ["arms_transfer", "trade", "visit"]]),
        "statuses": st.none() | st.just(["done", "planned"]),
        "since": st.none() | st.sampled_from(["2022", "2022-02", "2022-01-31"]),
        "until": st.none() | st.sampled_from(["2022", "2022-01", "2022-02-01"]),
    }
)
