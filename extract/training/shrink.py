"""Fewer pieces for the shipped file: `shrink.py NET.pt DATA SHARED OUT_NET.pt OUT_VOCAB SIZE`; what is dropped is read as smaller pieces."""

import sys
from pathlib import Path

import torch
from base import SCRIPTS, SPECIALS, pieces_used, texts
from wordpiece import make_tokenizer

QUOTA = {"arabic": 1500, "hangul": 900, "han": 1100, "latin": 0}


def keep(vocabulary: list[str], shared: Path, size: int) -> list[str]:
    """Specials, single characters, the first pieces of other scripts, then the most used; in the vocabulary's order."""
    count = pieces_used(make_tokenizer(vocabulary), texts(shared))
    kept = {*SPECIALS, *(p for p in vocabulary if len(p.removeprefix("##")) == 1 and (count[p] or not SCRIPTS["han"][0].match(p)))}
    for name, (pattern, _) in SCRIPTS.items():
        kept.update([p for p in vocabulary if pattern.match(p)][: QUOTA[name]])
    for piece in sorted(vocabulary, key=lambda p: -count[p]):
        if len(kept) >= size:
            break
        kept.add(piece)
    lost = sum(n for p, n in count.items() if p not in kept) / sum(count.values())
    print(len(kept), f"pieces kept; {lost:.5%} of the texts' pieces will be read as smaller ones")
    return [p for p in vocabulary if p in kept]


def main(network: Path, data: Path, shared: Path, out: Path, out_vocabulary: Path, size: int) -> None:
    vocabulary = (data / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    kept = keep(vocabulary, shared, size)
    place = {p: i for i, p in enumerate(vocabulary)}
    saved = torch.load(network, weights_only=False)
    saved["state"]["encoder.embed.words.weight"] = saved["state"]["encoder.embed.words.weight"][[place[p] for p in kept]].clone()
    saved["state"]["encoder.embed.positions.weight"] = saved["state"]["encoder.embed.positions.weight"][:384].clone()
    saved["shape"] = {**saved["shape"], "vocabulary": len(kept), "positions": 384}
    torch.save(saved, out)
    out_vocabulary.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]), int(sys.argv[6]))
