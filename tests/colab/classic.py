"""A student's copy in Notebook 6 in a real browser: do the explorables show, and answer their sliders?"""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, end, free_port, wait_until_up

MOMENT = 60_000  # milliseconds
READY = """() => {
    const kernel = window.Jupyter?.notebook?._fully_loaded && Jupyter.notebook.kernel;
    return kernel?.info_reply?.status === 'ok' && kernel.widget_manager;  // without it a still is shown, for good
}"""
RUN = """ids => {
    const cells = Jupyter.notebook.get_cells();
    ids.forEach(id => cells.find(cell => cell.id === id).execute(false));  // false: go on after an error
}"""
STATE = """id => {
    const cell = Jupyter.notebook.get_cells().find(cell => cell.id === id);
    return cell.element.hasClass('running') || typeof cell.input_prompt_number !== 'number' ? '' : 'done';
}"""
# A new widget manager asks the kernel for its widgets and then draws every cell again, which empties those that show
# one by then: a kernel that is busy with cells would answer too late.
ASKED = "() => new Promise(answer => Jupyter.notebook.kernel.comm_info('jupyter.widget', answer))"
MARK = "id => { Jupyter.notebook.get_cells().find(cell => cell.id === id).element.attr('data-cell', id) }"


def faults(python: Path, notebook: Path, run: list[str], widgets: list[str], figures: list[str]) -> list[str]:
    """What is wrong in the browser once the cells `run` have run: `widgets` show explorables, `figures` use plotly."""
    with server(python, notebook) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
        found = []
        page.on("pageerror", lambda error: found.append(f"the page throws: {error}"))
        page.on("console", lambda message: found.extend(matters(message)))
        page.goto(address, timeout=2 * MOMENT)
        page.wait_for_function(READY, timeout=2 * MOMENT)
        page.wait_for_timeout(3_000)
        page.evaluate(ASKED)
        page.evaluate(RUN, run)
        for name in run:  # a slider's message would wait behind every cell that has not run
            page.wait_for_function(STATE, arg=name, timeout=10 * MOMENT)
        for name in widgets:
            found += explorable_faults(page, name)
        for name in figures:
            found += figure_faults(page, name)
        browser.close()
    return found


def matters(message) -> Iterator[str]:
    """Console errors, without those about files that Notebook 6 asks for and that nobody has."""
    harmless = ("Failed to load resource", "Access to font at 'about:blank'")
    if message.type == "error" and not message.text.startswith(harmless):
        yield f"the console says: {message.text}"


def explorable_faults(page: Page, name: str) -> Iterator[str]:
    """Has the cell sliders, and does moving the first by keyboard change its picture?"""
    page.evaluate(MARK, name)
    cell = page.locator(f"[data-cell='{name}']")
    handle, picture = cell.locator(".ui-slider-handle").first, cell.locator("img.widget-image").first
    try:
        picture.wait_for(timeout=MOMENT)
        before = picture.get_attribute("src")
        handle.scroll_into_view_if_needed(timeout=MOMENT)
        handle.focus()
        handle.press("ArrowRight")
        moved = "([image, before]) => image.src !== before && image.complete && image.naturalWidth > 0"
        page.wait_for_function(moved, arg=[picture.element_handle(), before], timeout=MOMENT)
    except Exception as error:
        yield f"{name}: {str(error).splitlines()[0]}"


def figure_faults(page: Page, name: str) -> Iterator[str]:
    """Has plotly drawn in the cell, and does its last button, which jumps to an end, change the drawing?"""
    page.evaluate(MARK, name)
    drawing = page.locator(f"[data-cell='{name}'] .js-plotly-plot").first
    try:
        drawing.locator(".main-svg").first.wait_for(timeout=MOMENT)
        if drawing.evaluate("drawing => drawing._fullLayout._has('gl3d')"):
            drawing.locator("canvas").first.wait_for(timeout=MOMENT)
        drawing.scroll_into_view_if_needed(timeout=MOMENT)
        page.wait_for_timeout(3_000)
        before = drawing.screenshot()
        drawing.locator(".updatemenu-button").last.click(timeout=MOMENT)
        page.wait_for_timeout(3_000)
        if drawing.screenshot() == before:
            yield f"{name}: its button changes nothing"
    except Exception as error:
        yield f"{name}: {str(error).splitlines()[0]}"


@contextmanager
def server(python: Path, notebook: Path) -> Iterator[str]:
    """Notebook 6 on loopback with a copy of the notebook; yields the address of the copy, and ends it."""
    with tempfile.TemporaryDirectory(prefix="colab-") as home:
        shutil.copy(notebook, home)
        token, port = secrets.token_hex(16), free_port()
        options = {"ip": "127.0.0.1", "port": port, "port_retries": 0, "token": token, "open_browser": False}
        settings = Path(home) / "config" / "jupyter_notebook_config.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"NotebookApp": options | {"allow_root": True}}))
        settings.chmod(0o600)
        words = {"HOME": home, "JUPYTER_CONFIG_DIR": str(settings.parent), "IPYTHONDIR": home}
        kept = {key: value for key, value in os.environ.items() if key not in ("COURSE_SEED", "PYTHONPATH")}
        with (Path(home) / "log").open("w") as log:
            process = subprocess.Popen(
                [str(python), "-m", "notebook"], cwd=home, env=kept | words, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            wait_until_up(f"http://127.0.0.1:{port}/api?token={token}", process, Path(home) / "log")
            yield f"http://127.0.0.1:{port}/notebooks/{notebook.name}?token={token}"
        finally:
            end(process)


def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        raise RuntimeError("this needs chromium: apt install chromium")
    return path
