"""The 3D network in a real JupyterLab: from a saved notebook without a kernel, and alive with one."""

from itertools import pairwise

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import expect

from tests.browser.scene import (
    EYE,
    FIGURE,
    LOUDEST,
    PATIENCE,
    PLACE,
    SAID,
    differ,
    filmed,
    saved,
    settled,
    shown,
    yellow,
)  # fmt: skip

pytestmark = pytest.mark.timeout(900)  # a machine may have other things to do

LIVE = ["from helpers.widgets.network import explore_network, show_network\nexplore_network()"]
ARRIVED = f"([drawing, words]) => ({SAID})(drawing)[1] === words"
KERNEL = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel"


@pytest.fixture(scope="module")
def lab(jupyterlab, tmp_path_factory):
    """JupyterLab in a folder with a saved notebook, for a kernel that is not there, and one to be run."""
    folder = tmp_path_factory.mktemp("network")
    nbformat.write(saved(shown()), folder / "saved.ipynb")
    nbformat.write(saved(*map(new_code_cell, LIVE), kernel="python3"), folder / "live.ipynb")
    with jupyterlab(folder) as address_and_token:
        yield address_and_token


def visit(browser, lab, name, **options):
    """Open a notebook; `page.errors` is what the browser complains about."""
    (address, token), page = lab, browser.new_page(viewport={"width": 1280, "height": 1000}, **options)
    page.errors = []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{address}/lab/workspaces/{name}/tree/{name}.ipynb?token={token}")
    page.add_style_tag(content=".Toastify { display: none }")  # "Would you like to get notified …" lies over the page
    return page


@pytest.fixture(scope="module")
def page(browser, lab):
    """The saved notebook: nobody trusts it, and nothing can run it."""
    page = visit(browser, lab, "saved")
    page.locator(f"{FIGURE} canvas").first.wait_for(timeout=120_000)
    dialog = page.locator("dialog")
    dialog.first.wait_for(timeout=120_000)
    while dialog.count():  # which kernel? None.
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
    settled(page, page.locator(FIGURE))
    yield page
    page.close()


@pytest.fixture
def drawing(page):
    return page.locator(FIGURE)


def press(drawing, label):
    """Press one of the figure's own buttons."""
    drawing.locator(".updatemenu-button", has_text=label).first.click()


def told(page, drawing, verdict):
    """Wait until the figure's likeliest answer is this one, and is painted."""
    page.wait_for_function(ARRIVED, arg=[drawing, verdict])
    return settled(page, page.locator(FIGURE))


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_saved_notebook_draws_itself(page, drawing):
    """Is the network drawn where there is no kernel and no trust, with its answer, its picture and its buttons?"""
    assert page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets[0].model.trusted") is False
    assert page.evaluate(f"!!{KERNEL}") is False
    assert drawing.evaluate(SAID)[1] == "cat 97%"
    assert yellow(drawing) > 0.5
    assert drawing.locator(".updatemenu-button").count() == 8


def test_a_picked_input_travels_to_its_answer(page, drawing):
    """Do pulses move when an input is picked, and does the end show its answer where it was not before?"""
    before = settled(page, drawing)
    with filmed(page) as film:
        press(drawing, "▶ dog")
        page.wait_for_function(ARRIVED, arg=[drawing.element_handle(), "dog 97%"])
    changes = [differ(one, other) for one, other in pairwise(film)]
    assert sum(change > 0.2 for change in changes) >= 5
    assert differ(before, settled(page, drawing)) > 20


def point_at_the_loudest(page, drawing):
    """Move the mouse to the loudest neuron of the second layer; its index, and what the figure then says of it."""
    index, words = drawing.evaluate(LOUDEST, 2), drawing.locator(".hovertext")
    x, y = drawing.evaluate(PLACE, index)
    for step in range(60):  # the picture that plotly looks hits up in is drawn a moment later
        page.mouse.move(x + step % 5 - 2, y + step % 3 - 1)  # a line in front of its middle would be hit instead
        page.wait_for_timeout(250)
        if words.count():
            return index, words.first.text_content()
    raise AssertionError("hovering tells nothing")


def test_hovering_tells_a_neuron(page, drawing):
    """Does the loudest neuron of the second layer say who it is, what it says, and what brought it most?"""
    _, words = point_at_the_loudest(page, drawing)
    assert words.startswith("layer 2, neuron ")
    assert "mostly from" in words


def test_dragging_turns_it_and_another_input_leaves_the_camera(page, drawing):
    """Does dragging turn the network, and does it stay turned when another input is picked?"""
    eye, before = drawing.evaluate(EYE), settled(page, drawing)
    x, y = middle(drawing.bounding_box())
    page.mouse.move(x, y - 60)
    page.mouse.down()
    page.mouse.move(x + 90, y - 50, steps=5)
    page.mouse.up()
    after, turned = settled(page, drawing), drawing.evaluate(EYE)
    assert differ(before, after) > 30
    assert np.linalg.norm(np.subtract(turned, eye)) > 0.2
    press(drawing, "car: the end")
    told(page, drawing.element_handle(), "car 94%")
    assert drawing.evaluate(EYE) == pytest.approx(turned)


def test_scrolling_comes_nearer(page, drawing):
    """Does the wheel zoom?"""
    far, before = np.linalg.norm(drawing.evaluate(EYE)), settled(page, drawing)
    page.mouse.move(*middle(drawing.bounding_box()))
    for _ in range(3):
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(100)
    assert differ(before, settled(page, drawing)) > 30
    assert np.linalg.norm(drawing.evaluate(EYE)) < 0.95 * far


def test_the_page_is_quiet(page):
    """Did nothing throw in the browser?"""
    assert page.errors == []


@pytest.fixture(scope="module")
def live(browser, lab):
    """The explorer, run."""
    page = visit(browser, lab, "live", reduced_motion="reduce")
    page.wait_for_function(KERNEL, timeout=120_000)
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.locator(f".explorable {FIGURE} canvas").first.wait_for(timeout=180_000)
    settled(page, page.locator(FIGURE))
    yield page
    page.close()


def move(page, name, key):
    """Press a key on a slider's handle, and return the words that the answer then has."""
    words = page.locator(".explorable [aria-live]")
    before = words.inner_text()
    page.get_by_role("slider", name=name, exact=True).focus()
    page.keyboard.press(key)
    expect(words).not_to_have_text(before, timeout=60_000)
    return words.inner_text()


@pytest.mark.timeout(400)
def test_sliders_move_the_answer(live):
    """Do picture and neuron follow the keyboard, in words and on the stage?"""
    drawing = live.locator(FIGURE)
    cat = settled(live, drawing)
    assert move(live, "picture", "ArrowRight").startswith("dog: dog 97%")
    dog = settled(live, drawing)
    assert differ(cat, dog) > 20
    assert "without neuron 1 of layer 1" in move(live, "neuron", "ArrowRight")
    assert move(live, "neuron", "ArrowLeft").startswith("dog: dog 97%")


def test_a_click_silences_a_neuron(live):
    """Does clicking the loudest neuron of the second layer silence it, and Wake all undo that?"""
    drawing, words = live.locator(FIGURE), live.locator(".explorable [aria-live]")
    before = settled(live, drawing)
    index, _ = point_at_the_loudest(live, drawing)
    for patience in (300, 1_000, 3_000):  # plotly looks up what is hit when it next draws: slow on a busy machine
        live.mouse.down()
        live.wait_for_timeout(patience)
        live.mouse.up()
        live.wait_for_timeout(2_000)
        if "of layer 2" in words.inner_text():
            break
    expect(words).to_contain_text("of layer 2", timeout=60_000)
    live.mouse.move(5, 5)
    assert differ(before, settled(live, drawing)) > 1
    assert (
        drawing.evaluate("(drawing, i) => drawing._fullData.find(t => t.name === 'neurons').marker.size[i]", index) == 6
    )
    live.get_by_role("button", name="Wake all").click()
    expect(words).not_to_contain_text("without", timeout=60_000)


def test_the_live_page_is_quiet(live):
    """Did nothing throw in the browser?"""
    # anywidget says this where loading a widget takes more than two seconds, and then goes on.
    assert set(live.errors) <= {"[anywidget] Failed to initialize model."}
