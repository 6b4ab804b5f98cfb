"""An archive of base weights as Maven has it, but small: a TensorFlow SavedModel in a zip in a jar, for the tests of training."""

import struct
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.training.tf_bundle import MAGIC

Array = npt.NDArray[np.float32]
WIDTH, INNER = 8, 16
PIECES = ("[PAD]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"абвгдеиклмнопрстуыья", *(f"##{c}" for c in "абвгдеиклмнопрстуыья"))


def tensors(layers: int = 1) -> dict[str, Array]:
    """BERT's tensors under TensorFlow's names; each kernel is a matrix (in, out) of its own numbers."""
    dice = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {
        "bert/embeddings/word_embeddings": (len(PIECES), WIDTH),
        "bert/embeddings/position_embeddings": (512, WIDTH),
        "bert/embeddings/token_type_embeddings": (2, WIDTH),
        "bert/embeddings/LayerNorm/gamma": (WIDTH,),
        "bert/embeddings/LayerNorm/beta": (WIDTH,),
        "cls/predictions/output_bias": (len(PIECES),),
        "cls/predictions/transform/dense/kernel": (WIDTH, WIDTH),
        "cls/predictions/transform/dense/bias": (WIDTH,),
        "cls/predictions/transform/LayerNorm/gamma": (WIDTH,),
        "cls/predictions/transform/LayerNorm/beta": (WIDTH,),
    }
    for n in range(layers):
        layer = f"bert/encoder/layer_{n}/"
        for part in ("attention/self/query", "attention/self/key", "attention/self/value", "attention/output/dense"):
            shapes |= {f"{layer}{part}/kernel": (WIDTH, WIDTH), f"{layer}{part}/bias": (WIDTH,)}
        shapes |= {f"{layer}intermediate/dense/kernel": (WIDTH, INNER), f"{layer}intermediate/dense/bias": (INNER,)}
        shapes |= {f"{layer}output/dense/kernel": (INNER, WIDTH), f"{layer}output/dense/bias": (WIDTH,)}
        for part in ("attention/output", "output"):
            shapes |= {f"{layer}{part}/LayerNorm/gamma": (WIDTH,), f"{layer}{part}/LayerNorm/beta": (WIDTH,)}
    return {f"module/{name}": dice.normal(size=shape).astype(np.float32) for name, shape in sorted(shapes.items())}


def write_jar(folder: Path, values: dict[str, Array]) -> Path:
    inner, jar = folder / "bert.zip", folder / "bert.jar"
    index, data = bundle(values)
    with zipfile.ZipFile(inner, "w") as out:
        out.writestr("assets/vocab.txt", "\n".join(PIECES) + "\n")
        out.writestr("variables/variables.index", index)
        out.writestr("variables/variables.data-00000-of-00001", data)
    with zipfile.ZipFile(jar, "w") as out:
        out.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        out.write(inner, "some/where/bert")
    return jar


def bundle(values: dict[str, Array]) -> tuple[bytes, bytes]:
    """A checkpoint's index (a LevelDB table of one block) and data."""
    entries, data = [(b"", b"\x08\x01")], b""  # the header: one shard
    for name, value in values.items():
        shape = b"".join(field(2, number(1, size)) for size in value.shape)
        entry = number(1, 1) + field(2, shape) + number(4, len(data)) + number(5, value.nbytes) + b"\x35" + bytes(4)
        entries.append((name.encode(), entry))
        data += value.tobytes()
    rows = block(entries)
    handle = varint(0) + varint(len(rows))
    index = block([(b"z", handle)])
    footer = varint(0) + varint(0) + varint(len(rows) + 5) + varint(len(index))
    return rows + bytes(5) + index + bytes(5) + footer.ljust(40, b"\0") + struct.pack("<Q", MAGIC), data


def block(entries: list[tuple[bytes, bytes]]) -> bytes:
    """Entries of which each key is written from where it differs from the one before."""
    out, last = b"", b""
    for key, value in entries:
        shared = next((n for n, (a, b) in enumerate(zip(last, key, strict=False)) if a != b), min(len(last), len(key)))
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    return out + struct.pack("<II", 0, 1)


def varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def number(at: int, value: int) -> bytes:
    return varint(at << 3) + varint(value)


def field(at: int, value: bytes) -> bytes:
    return varint(at << 3 | 2) + varint(len(value)) + value
