"""Base weights: Google's multilingual BERT from Maven, its vocabulary pruned, renamed to the names of our encoder; kept as fp16."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tf_bundle import read_checkpoint
from tokenizers import Tokenizer
from wordpiece import make_tokenizer

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
SCRIPTS = {
    "arabic": (re.compile(r"^(##)?[\u0600-\u06FF]+$"), 2200),
    "hangul": (re.compile(r"^(##)?[\uAC00-\uD7A3]+$"), 1300),
    "han": (re.compile(r"^(##)?[\u4E00-\u9FFF]+$"), 1500),
    "latin": (re.compile(r"^(##)?[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+$"), 99999),
}
"""Other scripts that we want to be able to read: how many of their pieces are kept, in the vocabulary's order."""


def texts(shared: Path) -> Iterator[str]:
    for path in sorted(shared.glob("posts/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    for path in (*sorted(shared.glob("gold/*.posts.jsonl")), shared / "gold/case/posts.jsonl"):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def pieces_used(tokenizer: Tokenizer, all_texts: Iterable[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    for text in all_texts:
        count.update(tokenizer.encode(text[:40_000], add_special_tokens=False).tokens)
    return count


def prune(vocabulary: list[str], count: Counter[str], size: int) -> list[str]:
    """Specials, the pieces that our texts use, then pieces of other scripts up to `size`; in the vocabulary's order."""
    keep = {*SPECIALS, *(piece for piece in count if count[piece] >= 2 or len(piece) == 1)}
    for pattern, most in SCRIPTS.values():
        fresh = [p for p in vocabulary if pattern.match(p) and p not in keep]
        keep.update(fresh[: max(0, min(most, size - len(keep)))])
    return [p for p in vocabulary if p in keep]


def renamed(tensors: Mapping[str, npt.NDArray[np.float32]], rows: list[int]) -> dict[str, npt.NDArray[np.float32]]:
    """The encoder's and the masked-LM head's tensors by our names; dense kernels transposed to (out, in)."""
    names = {
        "attention/self/query": "q", "attention/self/key": "k", "attention/self/value": "v", "attention/output/dense": "o",
        "attention/output/LayerNorm": "norm1", "intermediate/dense": "up", "output/dense": "down", "output/LayerNorm": "norm2",
    }  # fmt: skip
    leaves = {"kernel": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
    bert = "module/bert/"
    out = {
        "embed.words.weight": tensors[bert + "embeddings/word_embeddings"][rows],
        "embed.positions.weight": tensors[bert + "embeddings/position_embeddings"]
        + tensors[bert + "embeddings/token_type_embeddings"][0],
        "embed.norm.weight": tensors[bert + "embeddings/LayerNorm/gamma"],
        "embed.norm.bias": tensors[bert + "embeddings/LayerNorm/beta"],
        "lm.bias": tensors["module/cls/predictions/output_bias"][rows],
        "lm.dense.weight": tensors["module/cls/predictions/transform/dense/kernel"].T,
        "lm.dense.bias": tensors["module/cls/predictions/transform/dense/bias"],
        "lm.norm.weight": tensors["module/cls/predictions/transform/LayerNorm/gamma"],
        "lm.norm.bias": tensors["module/cls/predictions/transform/LayerNorm/beta"],
    }
    for layer in range(12):
        for theirs, ours in names.items():
            for leaf, name in leaves.items():
                key = f"{bert}encoder/layer_{layer}/{theirs}/{leaf}"
                if key in tensors:
                    out[f"layers.{layer}.{ours}.{name}"] = tensors[key].T if leaf == "kernel" else tensors[key]
    return out


def main(bundle: Path, shared: Path, out: Path, size: int = 30_000) -> None:
    vocabulary = (bundle / "assets/vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = vocabulary[:-1] if not vocabulary[-1] else vocabulary
    count = pieces_used(make_tokenizer(vocabulary), texts(shared))
    kept = prune(vocabulary, count, size)
    place = {piece: at for at, piece in enumerate(vocabulary)}
    weights = renamed(read_checkpoint(bundle / "variables/variables"), [place[p] for p in kept])
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocab.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    np.savez(out / "base.npz", **{k: np.ascontiguousarray(v, dtype=np.float16) for k, v in weights.items()})
    print(len(count), "pieces used,", len(kept), "kept,", len(weights), "tensors")


if __name__ == "__main__":
    import sys

    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
