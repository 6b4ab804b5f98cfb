"""The network in one ONNX file, run by onnxruntime: a window in, the numbers that the network gives out."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from extract.encoder.decode import Numbers
from extract.encoder.windows import Window

MODEL = "reader.onnx"


def session(path: Path, threads: int) -> Any:
    """A file's network, run on so many threads of onnxruntime's own."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Network:
    """`threads` of onnxruntime's own; the tokeniser's vocabulary and the actors with a vector of their own come with the file."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        self._session = session(path, threads)
        meta = self._session.get_modelmeta().custom_metadata_map
        self.tokenizer = make_tokenizer(meta["vocabulary"].split("\n")[:-1])
        self.entities = {name: i + 2 for i, name in enumerate(json.loads(meta["entities"]))}
        self._outputs = [o.name for o in self._session.get_outputs()]

    def read(self, window: Window) -> dict[str, Numbers]:
        """The network's numbers for a window, by name of output.

        One window at a time: activations are quantised by the range that they have in a batch, so that in company a window's numbers
        would depend on its companions, and an act on the order of posts. Batches are no faster on a CPU (measured).
        """
        inputs = padded([window])
        results = self._session.run(None, inputs)
        return {name: r[0] for name, r in zip(self._outputs, results, strict=True)} | {"a": np.array(inputs["places"].shape[1])}


@cache
def shipped_network() -> Network:
    """Loaded once."""
    with as_file(files("extract.encoder") / MODEL) as path:
        return Network(path)


def make_tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    """BERT's cased WordPiece with offsets into the original text."""
    tokenizer = Tokenizer(WordPiece({p: i for i, p in enumerate(vocabulary)}, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106 - a token, no secret
    tokenizer.normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=False)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def padded(batch: Sequence[Window]) -> dict[str, Any]:
    """The network's seven inputs, padded to the longest window and the most actors."""
    b, length, a = len(batch), max(len(w.ids) for w in batch), max(2, *(len(w.actors) for w in batch))
    out: dict[str, Any] = {name: np.zeros((b, length), np.int64) for name in ("ids", "flags", "entities")}
    out |= {"mask": np.zeros((b, length), np.float32), "places": np.zeros((b, a, length), np.float32)}
    out |= {"kinds": np.zeros((b, a), np.int64), "features": np.zeros((b, a, a), np.int64)}
    for i, w in enumerate(batch):
        n, m = len(w.ids), len(w.actors)
        out["ids"][i, :n], out["flags"][i, :n], out["entities"][i, :n], out["mask"][i, :n] = w.ids, w.flags, w.entities, 1
        for j, spans in enumerate(w.spans):
            for s, e in spans:
                out["places"][i, j, s:e] = 1
        out["kinds"][i, :m], out["features"][i, :m, :m] = w.kinds, w.features
    return out
