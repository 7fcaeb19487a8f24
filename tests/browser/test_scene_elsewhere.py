"""The 3D network where it is drawn by others, or not at all: Notebook 7, pages without plotly, and an audit by axe."""

import re
import shutil
import subprocess

import nbformat
import pytest
from nbconvert import HTMLExporter

from helpers.authoring.page import as_page
from tests.browser.scene import FIGURE, PATIENCE, SAID, differ, lesson, saved, settled, shown, yellow

pytestmark = pytest.mark.timeout(900)  # a machine may have other things to do

WORDS = re.compile("^A network in three dimensions: .*cat 97%")
AXE = "axe-core@4.14.1"
NOTEBOOK = "Cannot read properties of undefined (reading 'schema')"  # Notebook 7.6 throws it for an empty notebook too
SERIOUS = {"serious", "critical"}


@pytest.fixture
def page(browser):
    """An empty page."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.errors = []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    page.close()


def test_where_nothing_is_drawn_the_still_stands_in(browser, tmp_path):
    """On a page as nbconvert and nbviewer make it, without scripts, is the still there with its words?"""
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(lesson())
    (tmp_path / "page.html").write_text(body, encoding="utf-8")
    page = browser.new_page(java_script_enabled=False)
    page.goto((tmp_path / "page.html").as_uri())
    still = page.get_by_role("img", name=WORDS)
    assert still.bounding_box()["width"] == 720
    assert yellow(still) > 0.5
    page.close()


@pytest.mark.more
def test_an_untrusted_notebook_without_plotly_shows_the_still(page, jupyterlab, tmp_path):
    """Does JupyterLab without plotly's extension show the still of a notebook that nobody trusts?"""
    nbformat.write(saved(shown()), tmp_path / "saved.ipynb")
    off = {"labconfig/page_config.json": {"disabledExtensions": {"@jupyterlab/plotly-extension": True}}}
    with jupyterlab(tmp_path, settings=off) as (address, token):
        page.goto(f"{address}/lab/tree/saved.ipynb?token={token}")
        still = page.get_by_role("img", name=WORDS, include_hidden=True)  # the page asks for a kernel
        still.wait_for(timeout=120_000)
        assert page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets[0].model.trusted") is False
        assert page.locator(FIGURE).count() == 0
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
        assert yellow(still) > 0.5


@pytest.mark.more
def test_notebook_7_draws_it_too(page, jupyterlab, tmp_path):
    """Does Notebook 7 draw a saved network, and do its buttons show another answer?"""
    nbformat.write(saved(shown()), tmp_path / "saved.ipynb")
    with jupyterlab(tmp_path, app="notebook") as (address, token):
        page.goto(f"{address}/notebooks/saved.ipynb?token={token}")
        page.locator(f"{FIGURE} canvas").first.wait_for(timeout=120_000)
        page.locator("dialog").first.wait_for(timeout=120_000)
        while page.locator("dialog").count():
            page.keyboard.press("Escape")
            page.wait_for_timeout(500)
        drawing = page.locator(FIGURE)
        before = settled(page, drawing)
        drawing.locator(".updatemenu-button", has_text="dog: the end").click()
        page.wait_for_function(f"drawing => ({SAID})(drawing)[1] === 'dog 97%'", arg=drawing.element_handle())
        assert differ(before, settled(page, drawing)) > 20
        assert yellow(drawing) > 0.5
    assert set(page.errors) <= {NOTEBOOK}


@pytest.fixture(scope="module")
def axe(root):
    """The source of axe-core, which npm installs into build/axe."""
    place = root / "build" / "axe" / "node_modules" / "axe-core"
    if not (place / "axe.min.js").is_file() or AXE.split("@")[1] not in (place / "package.json").read_text():
        assert shutil.which("npm"), "the audit needs npm: apt install npm"
        place.parents[1].mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", place.parents[1], "--no-audit", "--no-fund", "--no-save", AXE]
        subprocess.run(command, check=True, capture_output=True)
    return (place / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.more
@pytest.mark.parametrize("name", ["small", "01_the_2012_moment", "03_how_features_get_sharper"])
def test_axe_finds_nothing_serious(page, axe, root, tmp_path, name):
    """Does the audit find a lesson's page without a serious fault for who cannot see, or uses no mouse?"""
    built = root / "notebooks" / f"{name}.ipynb"
    notebook = lesson() if name == "small" else nbformat.read(built, as_version=4)
    (tmp_path / "page.html").write_text(as_page(notebook, root / "notebooks"), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    if name == "small":
        page.get_by_role("button", name="Play cat").wait_for(timeout=120_000)
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(result => result.violations)")
    faults = {fault["id"]: [node["html"][:150] for node in fault["nodes"]][:5] for fault in found}
    assert not {fault["id"] for fault in found if fault["impact"] in SERIOUS}, faults
