"""A post's picture: displaCy's marks under actors, items and the words of acts, all text escaped; the posts are invented."""

import html
import re
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner
from needs import chromium
from playwright.sync_api import sync_playwright
from records import act, claim, post

from extract.model import Claim, Post
from graph.commands import main
from graph.picture import draw_post

HOSTILE = "<script>alert(1)</script>"
TEXT = f"Иран передал России 40 дронов «Шахед-136» {HOSTILE}"


def told() -> tuple[Post, list[Claim]]:
    one = post("a:1", TEXT)
    return one, [claim(one, act("arms_transfer", "IRN>RUS", quote="Иран передал России 40 дронов", reported_by=HOSTILE))]


def labels(page: str) -> set[str]:
    """What displaCy writes under the words."""
    return {
        html.unescape(found).replace("\N{NO-BREAK SPACE}", " ").strip()
        for found in re.findall(r"<span[^>]*z-index: 10[^>]*>(.*?)</span>", page, re.S)
    }


def test_it_marks_actors_items_and_the_words_of_each_act() -> None:
    assert labels(draw_post(*told())) == {"IRN", "RUS", "shahed-136", "drones", "1 arms_transfer done"}


def test_text_of_the_post_is_escaped() -> None:
    page = draw_post(*told())
    assert HOSTILE not in page
    assert page.count("<script") == 0
    assert page.count("&lt;script&gt;") >= 1


def test_a_post_without_acts_is_drawn_too() -> None:
    assert labels(draw_post(post("a:2", "Погода в Иране хорошая"), [])) == {"IRN"}


def test_the_page_runs_nothing_and_asks_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "post.html"
    path.write_text(draw_post(*told()), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        requests: list[str] = []
        page.on("request", lambda r: requests.append(r.url))
        page.goto(path.as_uri())
        cells = page.locator("td").all_inner_texts()
        browser.close()
    assert requests == [path.as_uri()]
    assert cells == ["1", "arms_transfer", "done", "IRN (source), RUS (target)", "", "", HOSTILE, "1.00"]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    rows = [{"id": "a:1", "channel": "a", "date": "2024-05-01T12:00:00+03:00", "lang": "ru", "text": TEXT}]
    (tmp_path / "posts.jsonl").write_bytes(b"".join(orjson.dumps(r) + b"\n" for r in rows))
    folder = tmp_path / "a.case"
    assert CliRunner().invoke(main, ["build", str(folder), str(tmp_path / "posts.jsonl"), "--extractor", "rules"]).exit_code == 0
    return folder


def test_show_draws_a_post_and_only_a_post(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "post.html"
    assert CliRunner().invoke(main, ["show", str(case), "a:1", "--picture", str(path)]).exit_code == 0
    assert {"IRN", "RUS"} < labels(path.read_text(encoding="utf-8"))
    refused = CliRunner().invoke(main, ["show", str(case), "IRN", "--picture", str(path)])
    assert (refused.exit_code, refused.stderr) == (1, "Error: IRN is no post: --picture draws a post\n")
