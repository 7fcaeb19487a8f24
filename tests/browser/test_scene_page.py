"""A lesson's page, saved to disk and opened offline: is the 3D network there, for mouse, keyboard and screen reader?"""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from helpers.authoring.page import as_page
from tests.browser.scene import EYE, FIGURE, PATIENCE, PLACE, SAID, differ, filmed, lesson, pixels, settled, yellow

pytestmark = pytest.mark.timeout(900)  # a machine may have other things to do


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The page of a small lesson."""
    path = tmp_path_factory.mktemp("page") / "lesson.html"
    path.write_text(as_page(lesson(), path.parent), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(browser, file):
    """Open the page where nothing but this one file can be had; `page.asked` is what it asked for besides."""
    pages = []

    def opened(narrow=False, **options):
        page = browser.new_page(viewport={"width": 400 if narrow else 1100, "height": 1000}, **options)
        page.asked, page.errors = [], []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        page.route(re.compile("^(?!data:|blob:)"), lambda route: answer(page, route))
        page.goto(file.as_uri())
        pages.append(page)
        return page

    def answer(page, route):
        if route.request.url == file.as_uri():
            return route.continue_()
        page.asked.append(route.request.url)
        return route.abort()

    yield opened
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def page(opened):
    """The page, drawn."""
    page = opened()
    button(page, "Play cat").wait_for(timeout=120_000)
    return page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def said(page):
    """Which answers are in the drawing, and which one stands out."""
    return page.locator(FIGURE).evaluate(SAID)


def test_it_opens_on_the_network(page):
    """Is the network what one sees first, under a heading, as a group that says in words what it shows?"""
    assert page.get_by_role("heading").first.inner_text() == "A network in three dimensions"
    group = page.get_by_role("group", name=re.compile("^A network in three dimensions: .*cat 97%"))
    expect(group).to_have_count(1)
    assert group.bounding_box()["y"] < 200
    seen = settled(page, page.locator(FIGURE))
    assert len(np_unique(seen)) > 1_000  # a picture, neurons, connections
    assert yellow(page.locator(FIGURE)) > 0.5


def np_unique(seen):
    """The colours that are seen."""
    return {tuple(colour) for colour in seen.reshape(-1, 3).tolist()}


def test_enter_plays_an_input_to_its_answer(page):
    """Does a button work by keyboard, do pulses travel over the picture, and is the answer there in the end?"""
    drawing = page.locator(FIGURE)
    button(page, "Play dog").focus()
    with filmed(page) as film:
        page.keyboard.press("Enter")
        expect(page.locator(".said")).not_to_be_empty(timeout=60_000)
    assert sum(differ(before, after) > 0.2 for before, after in pairwise(film)) >= 5
    assert page.locator(".said").inner_text().startswith("dog 97%")
    assert said(page)[1] == "dog 97%"
    assert yellow(drawing) > 0.5


def test_the_answer_is_announced(page):
    """Is the place of the answer a live region, and are both rows of buttons real ones with names?"""
    expect(page.locator(".said")).to_have_attribute("aria-live", "polite")
    for name in ("cat", "dog", "car", "a mistake"):
        expect(button(page, f"Play {name}")).to_be_visible()
        expect(button(page, f"{name}: the end")).to_be_visible()
    assert page.locator(f"{FIGURE} .updatemenu-button").count() == 0


def test_a_mistake_is_told_as_one_sees_it(page):
    """Does jumping to the end of the mistake say cat, though the picture is a dog?"""
    before = settled(page, page.locator(FIGURE))
    button(page, "a mistake: the end").focus()
    page.keyboard.press("Space")
    expect(page.locator(".said")).to_contain_text("cat 75%", timeout=60_000)
    assert differ(before, settled(page, page.locator(FIGURE))) > 5


def test_the_focus_is_seen(page):
    """Does a button look different with the keyboard on it?"""
    here, there = button(page, "Play cat"), button(page, "Play dog")
    there.focus()
    page.keyboard.press("Shift+Tab")
    focused = here.evaluate("here => here === document.activeElement && getComputedStyle(here).outlineStyle")
    assert focused == "solid"


def test_the_camera_has_keys_too(page):
    """Do the buttons turn the network and come nearer, and does playing leave the camera where it was put?"""
    drawing = page.locator(FIGURE)
    eye, before = drawing.evaluate(EYE), settled(page, drawing)
    for name in ("Turn right", "Nearer"):
        button(page, name).focus()
        page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    turned = drawing.evaluate(EYE)
    assert differ(before, settled(page, drawing)) > 10
    assert sum(x * x for x in turned) < 0.9 * sum(x * x for x in eye)
    button(page, "car: the end").click()
    expect(page.locator(".said")).to_contain_text("car 94%", timeout=60_000)
    assert drawing.evaluate(EYE) == pytest.approx(turned)


def test_who_wants_no_motion_sees_the_end_at_once(opened):
    """With reduced motion, does the play button show the answer without one step between?"""
    page = opened(reduced_motion="reduce")
    button(page, "Play dog").wait_for(timeout=120_000)
    page.locator(FIGURE).evaluate("""drawing => {
        window.frames_seen = [];
        drawing.on('plotly_animatingframe', event => window.frames_seen.push(event.name));
    }""")
    button(page, "Play dog").click()
    expect(page.locator(".said")).to_contain_text("dog 97%", timeout=60_000)
    assert page.evaluate("window.frames_seen") == ["dog 0", "dog 20"]
    assert page.errors == []


@pytest.mark.more
def test_a_phone_sees_all_of_it(opened):
    """On a narrow screen, are the first and the last neuron inside the drawing, and nothing wider than the screen?"""
    page = opened(narrow=True)
    button(page, "Play cat").wait_for(timeout=120_000)
    box, drawing = page.locator(FIGURE).bounding_box(), page.locator(FIGURE)
    for index in (0, 50):
        assert box["x"] < drawing.evaluate(PLACE, index)[0] < box["x"] + box["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_formulas_can_be_read(page):
    """Are formulas drawn, as high as their words, and told by their TeX?"""
    formulas = page.locator("img.formula")
    assert [formulas.nth(i).get_attribute("alt") for i in range(3)] == [
        r"\eta", r"-\log p_\text{label}", r"\log \sum_j e^{s_j}",
    ]  # fmt: skip
    drawn = pixels(formulas.nth(1))
    assert 10 < drawn.shape[0] < 40
    assert drawn.min() < 80  # ink
    assert "$" not in page.locator("main").inner_text()


def test_the_numbers_are_there_as_a_table(page):
    """Does the folded table below open by keyboard and name every neuron?"""
    page.get_by_text("The same numbers as a table").focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("table")
    expect(table).to_be_visible()
    assert table.get_by_role("row").count() == 1 + 51
    page.keyboard.press("Enter")


def test_nothing_was_asked_of_a_network(page):
    """After all of this, has the page asked for nothing, and thrown nothing?"""
    assert page.asked == []
    assert page.errors == []


def test_without_3d_the_still_stays(opened):
    """Where the browser has no WebGL, is the still picture there with its words, and no button that does nothing?"""
    page = opened(java_script_enabled=False)
    still = page.get_by_role("img", name=re.compile("^A network in three dimensions"))
    expect(still).to_be_visible()
    assert yellow(still) > 0.5
    assert page.get_by_role("button").count() == 0
