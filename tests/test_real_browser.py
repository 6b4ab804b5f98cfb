"""The tour in the real Neo4j Browser, against the real server, in headless Chromium: what a user sees and clicks."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from needs import chromium, need
from playwright.sync_api import Locator, Page, expect, sync_playwright
from tour_case import HOSTILE, tour_case

import cypher
from graph.browser.files import files_of
from graph.browser.saved import FOLDERS, scripts, zipped
from graph.browser.serve import Server, running
from graph.browser.style import looks
from graph.rows import graph_of
from graph.server import Address
from graph.store import Store

PATIENCE = 90_000
"""Milliseconds that a page may take on a busy machine."""
NAME = HOSTILE.replace("/", "")
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  for (const kind of ["dragenter", "drop"])
    document.querySelector("article").dispatchEvent(new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def page(neo4j: Store, neo4j_server: Address, tmp_path: Path) -> Iterator[Page]:
    """Browser after the login, opened by the link that `axisgraph browser` prints."""
    need(neo4j_server.http, "a Neo4j that serves Neo4j Browser")
    case = tour_case(tmp_path, NAME)
    neo4j.load(graph_of(case), case.id)
    with running(Server(0)) as server, _chromium() as page:
        server.files = files_of(case, server.address)
        page.goto(f"{neo4j_server.http}/browser/?connectURL={neo4j_server.uri}&cmd=guide&arg={server.address}/tour.html")
        page.get_by_test_id("username").fill(neo4j_server.username)
        page.get_by_test_id("password").fill(neo4j_server.password)
        page.get_by_test_id("connect").click()
        expect(page.get_by_text("You are connected as user")).to_be_visible()
        yield page


@contextmanager
def _chromium() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        browser.close()


def station(page: Page, number: int) -> Locator:
    """The boxes of a slide of the tour."""
    page.get_by_test_id(f"pagination-{number}").click()
    return page.get_by_test_id("guidesDrawer").locator("pre.runnable")


def answer(page: Page, box: Locator) -> Locator:
    """The frame that a click on a box's arrow opens, which is the first of the stream."""
    box.locator("i").click()
    frame = page.locator("article").first
    expect(frame.get_by_test_id("frameCommand")).to_contain_text(box.inner_text().splitlines()[0][:40])
    return frame


def labels(frame: Locator) -> list[str]:
    expect(frame.get_by_text("Displaying")).to_be_visible()
    return sorted(frame.locator("[data-testid^=property-details-overview]").all_inner_texts())


def nodes(frame: Locator) -> dict[str, str]:
    """Caption → colour of every circle, the words of a caption as they are broken into lines."""
    return {
        " ".join(text.strip() for text in node.locator("text.caption").all_text_contents()): node.locator("circle.b-outline").get_attribute(
            "fill"
        )
        or ""
        for node in frame.locator("svg g.node").all()
    }


def test_a_user_is_led_from_the_login_to_the_answers(page: Page) -> None:
    guide = page.get_by_test_id("guidesDrawer")
    expect(guide).to_contain_text("4 acts between actors, told by 6 claims. Contradicted by somebody: 1.")
    expect(guide).to_contain_text(f"The case {NAME}")
    assert guide.locator("img").count() == 0
    assert page.title() != "owned"

    guide.get_by_text("draw only the lines that an answer has").click()
    guide.get_by_text("apply the style").click()
    expect(page.locator("article").first).to_contain_text("node.Planned {\n  color: #9e9ac8;", use_inner_text=True)

    boxes = station(page, 2)
    picture = answer(page, boxes.nth(0))
    assert labels(picture) == [
        "* (5)",
        "* (5)",
        "Act (2)",
        "Actor (2)",
        "Country (2)",
        "Done (2)",
        "INVOLVES (1)",
        "Item (1)",
        "TOOK_PART (4)",
        "WeaponSystem (1)",
    ]
    colours = {look.name: look.colour for look in looks()}
    assert nodes(picture) == {
        "Iran": colours["Country"],
        "Russia": colours["Country"],
        "Shahed-136": colours["WeaponSystem"],
        "agreement 2024-07-01": colours["Done"],
        "arms_transfer 2024-05": colours["Done"],
    }
    lines = sorted(text.strip() for text in picture.locator("svg g.relationship").all_text_contents())
    assert lines == ["40", "party", "party", "source", "target"]

    rows = [(2, 1, 2), (3, 1, 1), (3, 3, 2), (4, 1, 1), (5, 1, 3), (6, 1, 3)]
    for number, place, count in rows:
        frame = answer(page, station(page, number).nth(place))
        expect(frame).to_contain_text(f"Started streaming {count} record")

    dissent = answer(page, station(page, 4).nth(0))
    assert [label for label in labels(dissent) if label.startswith(("Assent", "Dissent", "Denied"))] == ["Assent (2)", "Dissent (1)"]
    assert colours["Dissent"] in nodes(dissent).values()
    assert page.title() != "owned"


def test_a_box_s_text_goes_into_the_editor_to_be_changed_and_run(page: Page) -> None:
    box = station(page, 2).nth(1)
    box.click(position={"x": 200, "y": 20})
    page.get_by_test_id("editor-Run").click()
    expect(page.locator("article").first).to_contain_text("Started streaming 2 records")


def test_the_questions_are_taken_by_drag_and_drop(page: Page) -> None:
    page.evaluate(DROP, ["questions.zip", base64.b64encode(zipped()).decode()])
    page.get_by_test_id("navigationFavorites").click()
    for folder in ("axisgraph pictures", "axisgraph questions"):
        page.get_by_test_id(f"expandFolder-{folder}").click()
    titles = page.locator("[data-testid^=scriptTitle]")
    expect(titles).to_have_count(len(scripts()))
    assert set(titles.all_inner_texts()) == {cypher.load(name).summary for f in FOLDERS for name in cypher.names(f)}
    page.get_by_text("The items of most acts.").click()
    page.get_by_test_id("editor-Run").click()
    expect(page.locator("article").first).to_contain_text("Started streaming 1 record")
