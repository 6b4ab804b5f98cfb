"""The fit of the points by which dates are told."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.dates import weights
from extract.training.__main__ import EXTRA
from extract.training.points import cases, fitted, main
from extract.training.posts import Posts

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared/gold, which is not here")
needs_sklearn = pytest.mark.skipif(
    find_spec("sklearn") is None, reason="needs scikit-learn (pip install -e '.[training]'), which is not here"
)


@needs_sklearn
def test_signs_of_right_dates_get_points_and_signs_of_wrong_ones_lose_them() -> None:
    found = [({"any": 1.0, "near": 1.0}, True)] * 30 + [({"any": 1.0, "far": 1.0}, False)] * 60 + [({"any": 1.0, "near": 1.0}, False)] * 5
    points = fitted(found)
    assert points["near"] > 1
    assert points["far"] < -1
    assert points["any"] + points["near"] > 0 > points["any"] + points["far"]


@needs_gold
def test_every_sign_of_annotated_posts_has_points() -> None:
    posts = Posts(GOLD, GOLD).annotated(("train",))[:60]
    found = list(cases(posts))
    assert sum(right for _, right in found) >= 5
    assert {sign for signs, _ in found for sign in signs} - {"lead none"} <= set(weights())


@needs_gold
@pytest.mark.skipif(find_spec("sklearn") is not None, reason="scikit-learn is here")
def test_without_scikit_learn_the_command_says_what_it_needs(tmp_path: Path) -> None:
    for name in ("train", "made"):
        for end in (".jsonl", ".posts.jsonl"):
            lines = (GOLD / f"{name}{end}").read_text(encoding="utf-8").splitlines(keepends=True)
            (tmp_path / f"{name}{end}").write_text("".join(lines[:3]), encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert (result.exit_code, result.output) == (1, f"Error: fitting needs sklearn, which is not installed; {EXTRA}\n")
