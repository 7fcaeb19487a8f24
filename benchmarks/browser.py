"""What a person sees of lesson 02 in a browser without a graphics card: chromium draws with SwiftShader. Wall time.

Other programs on the machine slow it down; only a quiet one tells whether the goals hold.
"""

import json
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import nbformat
from nbformat.v4 import new_code_cell
from playwright.sync_api import Page, sync_playwright

from benchmarks.report import figure
from helpers.authoring.page import as_page
from tests.browser.conftest import ARGUMENTS, serve
from tests.browser.scene import FIGURE, lesson, saved

MOVES = 24
WARM = """from helpers.widgets.network import show_network
print("w" + "arm")"""
TO, FRO = "ArrowRight", "ArrowLeft"
# Promises that the new picture is there, given before the key goes down.
IMAGE = """box => { const image = box.querySelector('img'), before = image.src; return new Promise(done => {
    const look = () => image.src !== before && image.complete ? done() : setTimeout(look, 1); look(); }); }"""
PLOT = """box => new Promise(done => box.querySelector('.js-plotly-plot').once('plotly_afterplot', done))"""


class Explorer(NamedTuple):
    """What is watched in JupyterLab: one slider moved after another, round and round."""

    goal: float  # milliseconds
    source: str
    keys: list[tuple[str, str]]  # a slider's name and the key that is pressed
    shown: str = "img"  # where its picture is
    painted: str = IMAGE
    uncounted: int = 1  # moves at the start


DEPTH_WIDTH = "from helpers.widgets.depth_width import explore_depth_and_width\nexplore_depth_and_width()"
NETWORK = "from helpers.widgets.network import explore_network\nexplore_network()"
ROUND = [("depth", TO), ("width", TO), ("depth", FRO), ("width", FRO)]
EXPLORERS = {
    # with new seeds in each round nothing comes twice, so all is trained anew
    "slider": Explorer(250, DEPTH_WIDTH, [("seed", TO), *ROUND[:2], ("seed", TO), *ROUND[2:]]),
    # after the first round all was trained and painted before
    "redraw": Explorer(100, DEPTH_WIDTH, ROUND, uncounted=len(ROUND)),
    # the 3D network, which plotly draws anew: below 400 people keep their pace (Doherty & Thadani 1982)
    "silence": Explorer(
        400, NETWORK, [("picture", TO), ("neuron", TO), ("picture", FRO), ("neuron", TO)], f"{FIGURE} canvas", PLOT
    ),
}
# Milliseconds from the key going down to the first frame after that; the next move waits until all is quiet.
WATCH = """(box, painted) => {
    let pressed = 0;
    document.addEventListener('keydown', event => { pressed = event.timeStamp; }, {once: true, capture: true});
    window.answered = eval(painted)(box).then(() => new Promise(answer =>
        requestAnimationFrame(() => setTimeout(() => answer(performance.now() - pressed)))));
}"""
PLAY = """async drawing => {  // every frame as soon as the one before is drawn: how many in how many seconds
    const names = drawing._transitionData._frames.map(frame => frame.name);
    let count = 0;
    drawing.on('plotly_animatingframe', () => { count += 1; });
    const began = performance.now(), options = {duration: 1, redraw: true};
    await Plotly.animate(drawing, names, {mode: 'immediate', transition: {duration: 0}, frame: options});
    return [count, (performance.now() - began) / 1000];
}"""


def figures() -> list[bool]:
    """Open the 3D network as a saved page, then in JupyterLab, and there the explorers."""
    notebook = lesson()
    outputs = next(cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        rate = of_the_page(browser.new_page(viewport={"width": 1100, "height": 1000}), notebook, Path(folder))
        held = [
            figure("scene.output_kb", len(json.dumps(outputs)) / 1000, "kB", 300, at_least=False),
            figure("scene.fps", rate, "frames/s", 10, at_least=True),
        ]
        first, waits = in_jupyterlab(browser, Path(folder))
    held.append(figure("scene.first_figure_s", first, "s", 3, at_least=False))
    return held + [
        figure(f"scene.{name}_p95_ms", quantiles(each, n=20)[-1], "ms", EXPLORERS[name].goal, at_least=False)
        for name, each in waits.items()
    ]


@contextmanager
def chromium():
    """The system's chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def of_the_page(page: Page, notebook: nbformat.NotebookNode, folder: Path) -> float:
    """Frames a second over all journeys."""
    (folder / "page.html").write_text(as_page(notebook, folder), encoding="utf-8")
    began = time.perf_counter()
    page.goto((folder / "page.html").as_uri())
    page.get_by_role("button", name="Play cat").wait_for(timeout=120_000)
    print(f"  the page can be played after {time.perf_counter() - began:.1f} s", file=sys.stderr)
    page.wait_for_timeout(1_000)
    count, seconds = page.locator(FIGURE).evaluate(PLAY)
    page.close()
    print(f"  {count} frames in {seconds:.1f} s", file=sys.stderr)
    return count / seconds


def in_jupyterlab(browser, folder: Path) -> tuple[float, dict[str, list[float]]]:
    """Seconds from running the cell that shows the network to the drawn network; milliseconds of every move."""
    waits = {}
    (folder / "home").mkdir()
    with serve(folder, folder / "home") as (address, token):
        with opened(browser, folder, (address, token), "first", WARM, "show_network()") as page:
            page.get_by_text("warm").wait_for(timeout=180_000)
            page.wait_for_timeout(2_000)
            began = time.perf_counter()
            run(page, "run-cell-and-select-next")
            page.get_by_text("▶ cat").first.wait_for(timeout=120_000)
            first = time.perf_counter() - began
        for name, explorer in EXPLORERS.items():
            with opened(browser, folder, (address, token), name, explorer.source) as page:
                waits[name] = moves(page, explorer)
            print(f"  {name}: median {median(waits[name]):.0f} ms of {len(waits[name])} moves", file=sys.stderr)
    return first, waits


@contextmanager
def opened(browser, folder: Path, server: tuple[str, str], name: str, *cells: str):
    """A notebook of these cells in JupyterLab, its first cell run."""
    nbformat.write(saved(*map(new_code_cell, cells), kernel="python3"), folder / f"{name}.ipynb")
    address, token = server
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.goto(f"{address}/lab/workspaces/{name}/tree/{name}.ipynb?token={token}")
    session = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel"
    page.wait_for_function(session, timeout=120_000)
    run(page, "run-cell-and-select-next")
    yield page
    page.close()


def run(page: Page, command: str) -> None:
    """One of the notebook's commands; does not wait for what it starts."""
    page.evaluate("command => { window.jupyterapp.commands.execute(`notebook:${command}`); }", command)


def moves(page: Page, explorer: Explorer) -> list[float]:
    """Press keys on the sliders of the explorer; the first moves are not counted."""
    box, waits = page.locator(".explorable"), []
    box.locator(explorer.shown).first.wait_for(timeout=180_000)
    page.wait_for_timeout(3_000)
    for label, key in islice(cycle(explorer.keys), MOVES + explorer.uncounted):
        box.get_by_role("slider", name=label, exact=True).focus()
        box.evaluate(WATCH, explorer.painted)
        page.keyboard.press(key)
        waits.append(page.evaluate("window.answered"))
        page.wait_for_timeout(300)
    return waits[explorer.uncounted :]
