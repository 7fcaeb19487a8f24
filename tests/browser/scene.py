"""What the tests of the 3D network share: notebooks that hold it, where its neurons are on the page, and its pixels."""

import base64
import io
from collections.abc import Callable
from contextlib import contextmanager

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image
from playwright.sync_api import expect

from helpers import theme
from helpers.scene import show as showing
from helpers.widgets.network import show_network

PATIENCE = 120_000  # milliseconds: nothing here asks how long something takes, only whether it comes
expect.set_options(timeout=PATIENCE)

FIGURE = ".js-plotly-plot"
# Where a neuron of the figure is on the page: through the matrices with which plotly.js itself draws.
PLACE = """(drawing, index) => {
    const scene = drawing._fullLayout.scene._scene, neurons = drawing._fullData.find(trace => trace.name === 'neurons');
    const { model, view, projection } = scene.glplot.cameraParams;
    const times = (m, v) => [0, 1, 2, 3].map(i => m[i] * v[0] + m[i + 4] * v[1] + m[i + 8] * v[2] + m[i + 12] * v[3]);
    const data = [...['x', 'y', 'z'].map((axis, at) => neurons[axis][index] * scene.dataScale[at]), 1];
    const [x, y, , w] = times(projection, times(view, times(model, data)));
    const box = scene.glplot.canvas.getBoundingClientRect();
    return [box.left + (1 + x / w) / 2 * box.width, box.top + (1 - y / w) / 2 * box.height];
}"""
EYE = "drawing => { const { x, y, z } = drawing._fullLayout.scene._scene.getCamera().eye; return [x, y, z]; }"
# The texts of the answers, as drawn now: of those that do not stand out, and of the one that does.
SAID = """drawing => {
    const all = drawing._fullLayout.scene._scene.fullSceneLayout.annotations;
    const notes = all.filter(note => note.visible && !note.name);  // with a name: of places
    const most = Math.max(...notes.map(note => note.font.size)), told = notes.some(note => note.font.size < most);
    return [false, true].map(
        best => notes.filter(note => (told && note.font.size === most) === best).map(note => note.text).join(', '));
}"""
LOUDEST = """(drawing, layer) => {  // the index of the neuron of this layer that is drawn largest
    const neurons = drawing._fullData.find(trace => trace.name === 'neurons');
    const x = [...new Set(neurons.x)].sort((a, b) => a - b)[layer - 1];
    const inside = [...neurons.x.keys()].filter(i => neurons.x[i] === x);
    return inside.reduce((best, i) => neurons.marker.size[i] > neurons.marker.size[best] ? i : best);
}"""


def saved(*cells, kernel: str = "") -> nbformat.NotebookNode:
    """A notebook that nobody has signed, for a kernel of that name."""
    notebook = new_notebook(cells=list(cells))
    notebook.metadata.kernelspec = {"name": kernel or "gone", "display_name": kernel or "gone", "language": "python"}
    return notebook


def shown(show: Callable[[], None] = show_network) -> nbformat.NotebookNode:
    """A code cell that has shown the network, or something else: the same bundles that a kernel sends."""
    bundles, display = [], showing.display
    showing.display = lambda bundle, raw: bundles.append(bundle)
    try:
        show()
    finally:
        showing.display = display
    outputs = [nbformat.from_dict(new_output("display_data", bundle)) for bundle in bundles]
    return new_code_cell(f"{show.__name__}()", outputs=outputs, execution_count=1)


def lesson() -> nbformat.NotebookNode:
    """A small lesson with the network in it."""
    words = "# A small lesson\n\nThe rate $\\eta$, and $-\\log p_\\text{label}$.\n\n$$\\log \\sum_j e^{s_j}$$"
    return saved(new_markdown_cell(words), shown(), new_markdown_cell("## The end\n\n[A link](https://example.org)."))


def pixels(place) -> np.ndarray:
    """What an element looks like now (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(place.screenshot())).convert("RGB")).astype(int)


def share_of(colour: str, seen: np.ndarray, within: int = 60) -> float:
    """How much of what is seen has about this colour, in thousandths."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return 1000 * float((np.abs(seen - wanted).max(-1) <= within).mean())


def yellow(place) -> float:
    """How much of an element has the colour of pulses and of the answer, in thousandths."""
    return share_of(theme.PULSE, pixels(place))


@contextmanager
def filmed(page):
    """What the browser puts on the screen meanwhile, one picture (height, width, 3) each time that it changes."""
    film, camera = [], page.context.new_cdp_session(page)

    def keep(frame):
        film.append(np.asarray(Image.open(io.BytesIO(base64.b64decode(frame["data"]))).convert("RGB")).astype(int))
        camera.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    camera.on("Page.screencastFrame", keep)
    camera.send("Page.startScreencast", {"format": "png"})
    yield film
    camera.send("Page.stopScreencast")
    camera.detach()


def differ(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pixels that are clearly other ones, in thousandths."""
    return 1000 * float((np.abs(one - other).max(-1) > 40).mean())


def settled(page, drawing) -> np.ndarray:
    """What an element looks like once it has stopped changing."""
    before = pixels(drawing)
    for _ in range(120):
        page.wait_for_timeout(250)
        now = pixels(drawing)
        if differ(before, now) < 0.05:
            return now
        before = now
    raise AssertionError("the figure never came to rest")
