"""The network page: self-contained, safe from hostile posts, and seen in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from needs import chromium
from playwright.sync_api import Page, sync_playwright
from records import act

from extract.readers import ReadOptions
from graph.build import Source, build
from graph.case import Case
from graph.commands.options import output
from graph.draw import draw
from graph.given import read_given

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
TOLD = [
    ("kanal:1", "Тегеран передал Москве беспилотники", act("arms_transfer", "IRN>RUS", quote="Тегеран передал Москве беспилотники")),
    ("kanal:2", f"Блогер {HOSTILE} предлагает", act("arms_transfer", "RUS>VEN", "proposed", quote=HOSTILE, reported_by=HOSTILE)),
    ("kanal:3", "Каракас отрицает", act("arms_transfer", "RUS>VEN", "denied", quote="Каракас отрицает", date="2020-01-01")),
    ("kanal:4", "Минск и Тегеран обещают", act("agreement", "BLR=IRN", "planned", quote="Минск")),
]


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    posts, acts = tmp_path / "posts.jsonl", tmp_path / "acts.jsonl"
    posts.write_bytes(
        b"".join(
            orjson.dumps(
                {
                    "id": key,
                    "channel": HOSTILE,
                    "date": "2024-05-01T12:00:00+00:00",
                    "lang": "ru",
                    "text": text,
                    "url": "javascript:alert(1)",
                }
            )
            + b"\n"
            for key, text, _ in TOLD
        )
    )
    acts.write_bytes(b"".join(orjson.dumps({"id": key, "acts": [told]}) + b"\n" for key, _, told in TOLD))
    build(Case.create(tmp_path / "case"), [Source(posts, "posts.jsonl", ReadOptions())], given=read_given(acts))
    case = Case(tmp_path / "case")
    with output(str(tmp_path / "net.html")) as out:
        draw(case, case.acts.values(), f"Сеть {HOSTILE}", out)
    return tmp_path / "net.html"


def test_the_page_names_no_address_to_load_from(page_file: Path) -> None:
    html = page_file.read_text(encoding="utf-8")
    assert not re.findall(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=""", html)
    assert "default-src 'none'" in html


def test_text_of_posts_cannot_end_the_element_that_it_stands_in(page_file: Path) -> None:
    html = page_file.read_text(encoding="utf-8")
    assert HOSTILE not in html
    assert html.count("</script>") == 3


@pytest.fixture
def seen(page_file: Path) -> Iterator[tuple[Page, list[str]]]:
    """The page in headless Chromium, with all requests that it made."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        page = browser.new_page(viewport={"width": 1300, "height": 800})
        requests: list[str] = []
        errors: list[str] = []
        page.on("request", lambda r: requests.append(r.url))
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.goto(page_file.as_uri())
        page.wait_for_selector("body[data-ready=yes]", timeout=30_000)
        assert errors == []
        yield page, requests
        browser.close()


def test_in_a_browser_it_draws_asks_for_nothing_and_runs_nothing_hostile(seen: tuple[Page, list[str]], page_file: Path) -> None:
    page, requests = seen
    assert requests == [page_file.as_uri()]
    assert page.title() == f"Сеть {HOSTILE}"
    legend = page.locator("#legend label").all_inner_texts()
    assert [" ".join(line.split()) for line in legend] == ["done (1)", "ended (0)", "planned (1)", "proposed (1)", "denied (1)"]
    assert page.locator("#legend line").evaluate_all("lines => new Set(lines.map(l => l.getAttribute('stroke-dasharray'))).size") == 5
    assert page.locator("#network canvas").count() == 1


def test_a_click_on_an_actor_shows_its_acts_as_text(seen: tuple[Page, list[str]]) -> None:
    page, _ = seen
    at = page.evaluate("network.canvasToDOM(network.getPosition('VEN'))")
    page.locator("#network canvas").click(position=at)
    panel = page.locator("#panel")
    assert HOSTILE in panel.inner_text()
    assert panel.locator("script, img").count() == 0
    assert panel.locator("a").count() == 0  # javascript: is no link
    assert page.title().startswith("Сеть")
