"""The decoder on a page without a kernel, and in a real JupyterLab: whole, and for who uses no mouse."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import expect

from helpers.authoring.page import as_page
from helpers.widgets.decoder import STOPS, show_decoder
from tests.browser.scene import FIGURE, PATIENCE, differ, pixels, saved, settled, shown, yellow

pytestmark = pytest.mark.timeout(900)  # a machine may have other things to do

CELL = "from helpers.widgets.decoder import explore_decoder, show_decoder\nshow_decoder()\nexplore_decoder()"
KERNEL = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel"
WHOLE = """drawing => {  // what the picture takes, and what of it can be seen
    const box = drawing.querySelector('image').getBoundingClientRect(), place = drawing.getBoundingClientRect();
    return [box.width, Math.min(box.right, place.right, innerWidth) - Math.max(box.left, place.left, 0)];
}"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """A page with nothing but the decoder."""
    path = tmp_path_factory.mktemp("page") / "lesson.html"
    cells = [new_markdown_cell("# A small lesson"), shown(show_decoder)]
    path.write_text(as_page(saved(*cells), path.parent), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.errors = []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    page.locator(FIGURE).locator("image").first.wait_for()
    yield page
    page.close()


def test_the_page_opens_on_all_of_it(page):
    """Is the whole decoder at the top, from the picture to the answer, under a heading and with words?"""
    assert page.get_by_role("heading").first.inner_text() == "A picture decoded, layer by layer"
    drawing = page.locator(FIGURE)
    settled(page, drawing)
    taken, seen = drawing.evaluate(WHOLE)
    assert taken > 900
    assert seen == pytest.approx(taken, abs=2)
    assert yellow(drawing) > 1  # the answer's bar, at the far right
    expect(page.get_by_role("group", name="A picture decoded")).to_have_count(1)


def test_keys_pick_a_picture_and_walk(page):
    """Do Enter on a button and arrows on the slider change what is drawn, and does the slider say where it is?"""
    drawing, walk = page.locator(FIGURE), page.get_by_role("slider", name="walk to")
    expect(walk).to_have_attribute("aria-valuetext", STOPS[-1])
    before, mistake = settled(page, drawing), page.get_by_role("button", name="a mistake")
    mistake.focus()
    page.keyboard.press("Enter")
    expect(mistake).to_have_attribute("aria-pressed", "true")
    another = settled(page, drawing)
    assert differ(before, another) > 50
    walk.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(walk).to_have_attribute("aria-valuetext", "layer 3")
    covered = settled(page, drawing)
    right = covered.shape[1] * 2 // 3
    assert differ(covered[:, right:], another[:, right:]) > 20
    assert differ(covered[:, : right // 2], another[:, : right // 2]) < 5
    assert not page.errors


def test_in_jupyterlab_it_is_whole_and_alive(browser, jupyterlab, tmp_path):
    """Is the figure not cut off beside a notebook's margins, and do the sliders under it decode with the kernel?"""
    nbformat.write(saved(new_code_cell(CELL), kernel="python3"), tmp_path / "live.ipynb")
    with jupyterlab(tmp_path) as (address, token):
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/lab/tree/live.ipynb?token={token}")
        page.wait_for_function(KERNEL, timeout=PATIENCE)
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        box = page.locator(".explorable")
        image = box.locator("img.widget-image")
        image.wait_for()
        drawing = page.locator(FIGURE)
        drawing.locator("image").first.wait_for()
        settled(page, drawing)
        taken, seen = drawing.evaluate(WHOLE)
        assert taken > 700
        assert seen == pytest.approx(taken, abs=2)
        before = settled(page, image)
        for name, key in (("walk to", "ArrowLeft"), ("picture", "ArrowRight")):
            handle = box.get_by_role("slider", name=name, exact=True)
            handle.focus()
            page.keyboard.press(key)
            page.wait_for_function(
                "([image, before]) => image.src !== before && image.complete",
                arg=[image.element_handle(), image.get_attribute("src")],
            )
            after = settled(page, image)
            assert differ(before, after) > 5, name
            before = after
        assert pixels(image).shape[1] > 600
        page.close()
