"""Training from nothing to a file that reads, killed and gone on with; the tiny recipe, on invented posts."""

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import small_bert
import training_data
from click.testing import CliRunner, Result
from records import post

from extract.encoder.windows import windows
from extract.errors import InputError
from extract.training.__main__ import RECIPES, main
from extract.training.posts import Posts, named
from extract.training.recipe import SETS, Base, read_recipe
from extract.training.tf_bundle import read_checkpoint
from extract.training.widen import main as widening

ROOT = Path(__file__).parent.parent
STAGES = ["base", "mlm", "teacher", "soft", "student", "shrink", "export", "figures"]


def need_torch() -> None:
    """Skip also where everything else must run: torch is no part of what the package or its checks install."""
    for name in ("torch", "onnx"):
        if not find_spec(name):
            pytest.skip(f"needs {name} (pip install -e '.[training]'), which is not here")


def run(folder: Path, *options: str) -> Result:
    arguments = [str(folder / "gold"), str(folder / "posts"), str(folder / "out.onnx"), "--tiny", "--work", str(folder / "work"), *options]
    return CliRunner().invoke(main, arguments)


def begun(result: Result) -> list[str]:
    return re.findall(r"^(\w+): begins$", result.stderr, re.MULTILINE)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Result]]:
    need_torch()
    folder = tmp_path_factory.mktemp("trained")
    training_data.write(folder)
    yield folder, run(folder)


def test_one_command_goes_through_every_stage(trained: tuple[Path, Result]) -> None:
    folder, result = trained
    assert result.exit_code == 0, result.output
    assert begun(result) == STAGES
    assert result.stdout == (folder / "out.md").read_text(encoding="utf-8")
    assert result.stdout.startswith("Figures on 2 posts kept for checking, with 2 acts:\n\n| measure | figure | P | R | of |\n")
    assert re.search(r"^\| acts strict \| F1 \d\.\d{3} \| \d\.\d{3} \| \d\.\d{3} \| 2 \|$", result.stdout, re.MULTILINE)
    assert "| confidence | acts | mean | right |" in result.stdout
    assert re.search(r"Recipe [0-9a-f]{12}, seed 0, 100% of the annotated posts\.\n$", result.stdout)


def test_the_file_reads_as_the_shipped_one_does(trained: tuple[Path, Result]) -> None:
    from extract.encoder.decode import candidates  # noqa: PLC0415
    from extract.encoder.network import Network, shipped_network  # noqa: PLC0415

    ours = Network(trained[0] / "out.onnx")
    assert list(ours.entities) == ["RUS", "IRN", "CHN", "CUB", "PRK", "VEN", "BLR", "SYR"]
    text = "Россия и Иран подписали соглашение о торговле."
    numbers = [net.read(windows(post("a:1", text), named(text), net.tokenizer, net.entities)[0]) for net in (ours, shipped_network())]
    assert numbers[0].keys() == numbers[1].keys()
    for name in set(numbers[0]) - {"evidence", "middle"}:  # these depend on the tokens, which the vocabularies cut differently
        assert (numbers[0][name].shape, numbers[0][name].dtype) == (numbers[1][name].shape, numbers[1][name].dtype)
    window = windows(post("a:1", text), named(text), ours.tokenizer, ours.entities)[0]
    assert {c["pair"] for c in candidates(window, numbers[0], least=0.0)} == {(0, 1)}


def test_what_a_stage_made_is_not_made_again(trained: tuple[Path, Result]) -> None:
    folder, first = trained
    again = run(folder)
    assert (begun(again), again.stdout) == ([], first.stdout)
    next((folder / "work").glob("shrink-*.pt")).unlink()
    next((folder / "work").glob("export-*.onnx")).unlink()
    next((folder / "work").glob("figures-*.md")).unlink()
    assert begun(run(folder)) == ["shrink", "export", "figures"]
    assert begun(run(folder, "--part", "half", "--until", "teacher")) == ["teacher"]
    assert begun(run(folder, "--seed", "5", "--until", "mlm")) == ["base", "mlm"]


def test_a_killed_run_goes_on_to_the_same_weights(trained: tuple[Path, Result], tmp_path: Path) -> None:
    """Killed by SIGKILL in the middle of the student's training, with a checkpoint after every step."""
    training_data.write(tmp_path)
    command = [sys.executable, "-m", "extract.training", "gold", "posts", "out.onnx", "--tiny", "--work", "work", "--minutes", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 120
        while not list(tmp_path.glob("work/student-*.part")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert not (tmp_path / "out.onnx").exists()
    result = run(tmp_path)
    assert begun(result) == STAGES[STAGES.index("student") :]
    assert re.search(r"^student: goes on after step \d+$", result.stderr, re.MULTILINE)
    for name in ("student-*.pt", "export-*.onnx"):
        [ours], [theirs] = (list((folder / "work").glob(name)) for folder in (tmp_path, trained[0]))
        assert (ours.name, ours.read_bytes()) == (theirs.name, theirs.read_bytes())


def test_labelling_that_was_stopped_goes_on_to_equal_labels(trained: tuple[Path, Result], tmp_path: Path) -> None:
    """Two windows at a time; stopped at the third two."""
    import torch  # noqa: PLC0415

    from extract.encoder.network import make_tokenizer  # noqa: PLC0415
    from extract.training.gold import unlabelled  # noqa: PLC0415
    from extract.training.loop import Checkpoint  # noqa: PLC0415
    from extract.training.saved import load  # noqa: PLC0415
    from extract.training.soft import label  # noqa: PLC0415

    folder = trained[0]
    teacher = load(next((folder / "work").glob("teacher-*.pt")))
    rows = unlabelled(Posts(folder / "gold", folder / "posts").plain, make_tokenizer(teacher.vocabulary), teacher.entity_ids, 6)
    plan = read_recipe(RECIPES / "recipe-tiny.toml").soft
    left = iter(range(2))

    def stop(*_: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    stopped = teacher.reader()
    stopped.encoder.register_forward_pre_hook(stop)
    with pytest.raises(KeyboardInterrupt):
        label([stopped], rows, plan, 1, Checkpoint(tmp_path / "killed.part", 0), 2)
    assert len(torch.load(tmp_path / "killed.part")) == 4
    gone_on = label([teacher.reader()], rows, plan, 1, Checkpoint(tmp_path / "killed.part"), 2)
    whole = label([teacher.reader()], rows, plan, 1, Checkpoint(tmp_path / "whole.part"), 2)
    assert len(whole) == len(rows) == 6
    for ours, theirs in zip(gone_on, whole, strict=True):
        assert (ours["row"], ours["acts"]) == (theirs["row"], theirs["acts"])
        assert torch.equal(ours["gates"], theirs["gates"]) and torch.equal(ours["types"], theirs["types"])


@pytest.mark.parametrize("steps", [1, 7, 13, 30])
def test_a_training_stopped_after_any_step_goes_on_to_equal_weights(steps: int, tmp_path: Path) -> None:
    """With dropout, an average of weights, and a last checkpoint three steps before the end."""
    need_torch()
    import torch  # noqa: PLC0415
    from torch import nn  # noqa: PLC0415

    from extract.training.loop import Checkpoint, group, train  # noqa: PLC0415

    def weights(loss_of: Callable[[nn.Module], Callable[[Any], Any]], path: Path, every: float) -> dict[str, Any]:
        torch.manual_seed(1)
        model = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 1))
        data = [torch.randn(3, 4) for _ in range(16)]

        def batches(number: int) -> list[Any]:
            return random.Random(number).sample(data, 16)

        checkpoint = Checkpoint(path, every)
        train(model, [group(model.parameters(), 1e-2)], 5, batches, loss_of(model), name="t", checkpoint=checkpoint, average=True)
        return dict(model.state_dict())

    def plain(model: nn.Module) -> Callable[[Any], Any]:
        return lambda rows: model(rows).square().mean()

    def stopped(model: nn.Module) -> Callable[[Any], Any]:
        left = iter(range(steps))

        def loss(rows: Any) -> Any:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return plain(model)(rows)

        return loss

    whole = weights(plain, tmp_path / "whole.part", 1e9)
    with pytest.raises(KeyboardInterrupt):
        weights(stopped, tmp_path / "killed.part", 0)
    gone_on = weights(plain, tmp_path / "killed.part", 1e9)
    assert whole.keys() == gone_on.keys()
    assert all(torch.equal(whole[name], gone_on[name]) for name in whole)


def test_posts_kept_for_checking_never_train(tmp_path: Path) -> None:
    posts = Posts(*training_data.write(tmp_path))
    assert [p.text for p, _ in posts.dev] == [t for s, t, *_ in training_data.TOLD if s == "dev"]
    kept = {p.text for p, _ in posts.dev}
    assert len(posts.plain) == len(training_data.PLAIN) - 1
    assert not kept & {*posts.texts(SETS), *(p.text for p in posts.unlabelled(SETS)), *(p.text for p, _ in posts.annotated(SETS))}


def test_a_part_holds_every_smaller_part(tmp_path: Path) -> None:
    gold, plain = training_data.write(tmp_path)
    parts = [{p.id for p, _ in Posts(gold, plain, share).annotated(SETS)} for share in (0.25, 0.5, 1.0)]
    assert parts[0] < parts[1] < parts[2]
    assert len(parts[2]) == 12


def test_the_recipes_are_whole() -> None:
    assert [read_recipe(RECIPES / name).ship.network for name in ("recipe.toml", "recipe-tiny.toml")] == ["s8d", "student"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("passes = 2", "passes = 2.5", "mlm.mlm.passes: must be a whole number, not 2.5"),
        ("passes = 2", "pases = 2", "mlm.mlm: no setting is called 'pases'; known are layers, passes, batch, rate, seed, length"),
        ("passes = 2\n", "", "mlm.mlm: lacks passes; it needs layers, passes, batch, rate, seed"),
        ('sets = ["train"', 'sets = ["dev"', "fit.teacher.sets: 'dev' cannot train; known are train, made, case"),
        ('start = "mlm"', 'start = "student"', "fit.teacher.start: 'student' stands nowhere above it; known are mlm"),
        ('teachers = ["teacher"]', 'teachers = ["student"]', "soft.teachers: 'student' learns from the soft labels itself"),
        ('network = "student"', 'network = "s8d"', "ship.network: 's8d' is no fit; known are teacher, student"),
        ("[fit.teacher]", "[fit.soft]", "fit.soft: is the name of another stage too; give it another"),
        ("layers = [0, 1]", "layers = [0, 2]", "mlm: asks for a layer that the base weights lack: they have 2, counted from 0"),
        ("[shape]", "[shape", "is no TOML: Expected ']' at the end of a table declaration (at line 9, column 7)"),
    ],
)
def test_a_wrong_recipe_is_told_in_one_line(old: str, new: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text((RECIPES / "recipe-tiny.toml").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_recipe(path)
    assert str(error.value) == f"{path}: {told}"


def test_a_broken_line_of_gold_is_told_with_its_place(tmp_path: Path) -> None:
    gold, plain = training_data.write(tmp_path)
    file = gold / "train.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace('"visit"', '"trip"'), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(f"{file}:2: an act of post t:1 'trip' is no act type")):
        Posts(gold, plain).annotated(["train"])


def test_a_part_must_be_one(tmp_path: Path) -> None:
    training_data.write(tmp_path)
    result = run(tmp_path, "--part", "5")
    assert result.exit_code == 2
    assert "'5' is no part; give quarter, half, whole, or a fraction above 0 and up to 1, such as 1/8" in result.stderr


def test_another_archive_than_the_recipes_is_refused(tmp_path: Path) -> None:
    need_torch()
    training_data.write(tmp_path)
    jar = tmp_path / "bert.jar"
    jar.write_bytes(b"something else")
    options = ["--base", str(jar), "--recipe", str(RECIPES / "recipe.toml"), "--work", str(tmp_path / "work")]
    result = CliRunner().invoke(main, [str(tmp_path / "gold"), str(tmp_path / "posts"), str(tmp_path / "out.onnx"), *options])
    assert result.exit_code == 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith(f"Error: {jar}: has the SHA-256 ") and last.endswith("; remove the file to load it again")


def test_the_help_has_an_example() -> None:
    told = CliRunner().invoke(main, ["--help"]).stdout
    assert "python -m extract.training ../shared/gold ../shared/posts reader.onnx" in told


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is here")
def test_without_torch_the_way_out_is_told(tmp_path: Path) -> None:
    training_data.write(tmp_path)
    result = run(tmp_path)
    assert (result.exit_code, result.stderr) == (1, "Error: training needs torch, which is not installed; pip install -e '.[training]'\n")


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is here")
def test_without_torch_widening_tells_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").touch()
    result = CliRunner().invoke(widening, [str(tmp_path / "reader.onnx"), "base.jar"])
    assert result.exit_code == 1
    assert result.stderr.endswith("which is not installed; pip install -e '.[training]'\n")


def test_a_checkpoint_of_tensorflow_is_read_whole(tmp_path: Path) -> None:
    values = small_bert.tensors()
    for suffix, content in zip((".index", ".data-00000-of-00001"), small_bert.bundle(values), strict=True):
        (tmp_path / f"variables{suffix}").write_bytes(content)
    found = read_checkpoint(tmp_path / "variables")
    assert found.keys() == values.keys()
    assert all(np.array_equal(found[name], values[name]) for name in values)


def test_base_weights_come_from_their_archive_with_the_pieces_that_posts_use(tmp_path: Path) -> None:
    need_torch()
    from extract.training.base_weights import make_base  # noqa: PLC0415

    values = small_bert.tensors()
    jar = small_bert.write_jar(tmp_path, values)
    tiny = read_recipe(RECIPES / "recipe-tiny.toml")
    shape = replace(tiny.shape, width=small_bert.WIDTH, inner=small_bert.INNER)
    recipe = replace(tiny, shape=shape, base=Base(str(jar), hashlib.sha256(jar.read_bytes()).hexdigest(), 1))
    saved = make_base(recipe, ["мир", "миры"], ["RUS"], str(jar), 0, tmp_path)
    kept = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "м", "##и", "##р"]
    assert saved.vocabulary == kept
    words = values["module/bert/embeddings/word_embeddings"][[small_bert.PIECES.index(p) for p in kept]]
    down = values["module/bert/encoder/layer_0/output/dense/kernel"].T
    assert np.array_equal(saved.state["encoder.embed.words.weight"].numpy(), words.astype(np.float16))
    assert np.array_equal(saved.state["encoder.layers.0.down.weight"].numpy(), down.astype(np.float16))
    assert saved.reader().encoder.layers[0].down.weight.shape == (small_bert.WIDTH, small_bert.INNER)
    assert saved.masked_lm().bias.shape == (len(kept),)
