"""How well a file reads the posts kept for checking: the measures of `extract.score`, act types, and how far confidence can be believed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from extract.automaton import find_mentions
from extract.encoder.network import Network
from extract.encoder.reading import Readers, claims_in
from extract.model import Claim
from extract.score import Figures, Overlap, Told, matched, score
from extract.training.posts import Annotated

BINS = 10
FEW = 10
"""Annotated acts of a type below which its figure says nothing."""


def figures(dev: Annotated, network: Path) -> str:
    """The model card's block: Markdown tables, read with the thresholds and the calibration of `extract.encoder.reading`."""
    if not dev:
        return "No posts are kept for checking (dev.jsonl, dev.posts.jsonl), so there are no figures."
    gold = {post.id: claims for post, claims in dev}
    readers = Readers(Network(network))
    told = {post.id: claims_in(post, find_mentions(post.text), "training", readers) for post, _ in dev}
    acts = sum(map(len, gold.values()))
    return "\n".join(
        (
            f"Figures on {len(dev)} posts kept for checking, with {acts} acts:\n",
            *_table(("measure", "figure", "P", "R", "of"), measures(score(gold, told))),
            "\nBy type (F1 of strictly matched acts):\n",
            *_table(("type", "F1", "acts"), by_type(gold, told)),
            "\nConfidence: of the acts told with it, how many have the right type, two right actors and the right status:\n",
            *_table(("confidence", "acts", "mean", "right"), reliability(gold, told)),
        )
    )


def measures(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, one in found.items():
        if isinstance(one, Overlap):
            yield name, f"F1 {one.f1:.3f}", f"{one.precision:.3f}", f"{one.recall:.3f}", str(one.gold)
        else:
            yield name, f"{one.name} {one.value:.3f}", "", "", str(one.all)


def by_type(gold: Told, told: Told) -> Iterator[tuple[str, ...]]:
    """The types with enough annotated acts, the best first."""
    found: list[tuple[float, str, int]] = []
    for kind in {c.type for claims in gold.values() for c in claims}:
        ours, theirs = _only(gold, kind), _only(told, kind)
        overlap = score(ours, theirs)["acts strict"]
        if isinstance(overlap, Overlap) and overlap.gold >= FEW:
            found.append((overlap.f1, kind, overlap.gold))
    for f1, kind, n in sorted(found, key=lambda row: (-row[0], row[1])):
        yield kind, f"{f1:.3f}", str(n)


def reliability(gold: Told, told: Told) -> Iterator[tuple[str, ...]]:
    """For each tenth of confidence: how many acts, their mean confidence, the share that is right."""
    rows: dict[int, list[tuple[float, bool]]] = {}
    for post, claims in told.items():
        right = {id(b) for a, b in matched(gold[post], claims) if a.status is b.status}
        for claim in claims:
            rows.setdefault(min(int(claim.confidence * BINS), BINS - 1), []).append((claim.confidence, id(claim) in right))
    for place, found in sorted(rows.items()):
        mean, share = (sum(values) / len(found) for values in zip(*found, strict=True))
        yield f"{place / BINS:.1f}–{(place + 1) / BINS:.1f}", str(len(found)), f"{mean:.2f}", f"{share:.2f}"


def _only(told: Told, kind: str) -> Mapping[str, list[Claim]]:
    return {post: [c for c in claims if c.type == kind] for post, claims in told.items()}


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"
