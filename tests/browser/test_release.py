"""The student's copy in a real JupyterLab: what a learner meets who runs everything and solves nothing."""

import json
import shutil

import pytest

LESSON = "01_the_2012_moment"
STATE = """() => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets.filter(c => c.model.type === 'code');
    return cells.map(c => ({
        id: c.model.id,
        count: c.model.executionCount,
        state: c.model.executionState,
        outputs: c.model.outputs.toJSON().map(o => ({type: o.output_type, name: o.ename || '', text: o.text || ''})),
    }));
}"""


@pytest.fixture(scope="module")
def page(root, browser, jupyterlab, tmp_path_factory):
    """The blank notebook in JupyterLab, run from top to bottom."""
    folder = tmp_path_factory.mktemp("learner")
    shutil.copy(root / "release" / LESSON / f"{LESSON}.ipynb", folder)
    with jupyterlab(folder) as (address, token):
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"{address}/lab/tree/{LESSON}.ipynb?token={token}")
        page.wait_for_function(
            "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel", timeout=120_000
        )
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(f"({STATE})().every(cell => cell.count !== null)", timeout=400_000)
        page.cells = {cell["id"]: cell for cell in page.evaluate(STATE)}
        yield page
        page.close()


@pytest.mark.timeout(600)
def test_a_blank_notebook_raises_only_what_it_should(page):
    """Does running all of an unsolved notebook fail in its checks, and nowhere else?"""
    failing = {
        name: cell for name, cell in page.cells.items() if any(out["type"] == "error" for out in cell["outputs"])
    }
    assert set(failing) == {name for name in page.cells if name.startswith("check-")}
    assert {out["name"] for cell in failing.values() for out in cell["outputs"] if out["type"] == "error"} == {
        "NotImplementedError"
    }


def test_demos_say_which_exercise_they_wait_for(page):
    """Do the cells that use exercises wait politely?"""
    said = json.dumps([cell["outputs"] for cell in page.cells.values()])
    for name in ("conv2d", "cross-entropy", "interaction"):
        assert f"This waits for the exercise {name}" in said


def test_sliders_redraw_their_picture(page, tmp_path_factory):
    """Does moving a slider by keyboard change the picture below it, within the same view?"""
    boxes = page.locator(".explorable")
    assert boxes.count() == 3
    for number in range(3):
        box = boxes.nth(number)
        box.scroll_into_view_if_needed()
        before = box.locator("img.widget-image").get_attribute("src")
        words = box.locator("[aria-live]").inner_text()
        handle = box.locator(".noUi-handle").first
        handle.focus()
        handle.press("ArrowRight")
        page.wait_for_function(
            "([img, src]) => img.src !== src",
            arg=[box.locator("img.widget-image").element_handle(), before],
            timeout=20_000,
        )
        assert box.locator("[aria-live]").inner_text() != words


def test_the_page_is_quiet(page):
    """Did nothing throw in the browser?"""
    assert page.errors == []
