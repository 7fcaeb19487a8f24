"""A plotly bundle of a notebook's output → a figure of a page: buttons of HTML, the still until it is drawn, the data.

Buttons of a plotly figure are SVG, which no keyboard reaches and no screen reader names; here they become real ones.
"""

import json
from html import escape

from nbformat import NotebookNode
from plotly.offline import get_plotlyjs

PLOTLY = "application/vnd.plotly.v1+json"
ROW = 45  # dots of the page that a row of plotly's buttons takes
VIEWS = {  # of a camera: its button's words, how far it goes round, up, and nearer (a factor)
    "Turn left": (-0.3, 0, 1),
    "Turn right": (0.3, 0, 1),
    "Tilt up": (0, 0.2, 1),
    "Tilt down": (0, -0.2, 1),
    "Nearer": (0, 0, 0.85),
    "Farther": (0, 0, 1 / 0.85),
}


def figure(output: NotebookNode) -> str:
    """The HTML of one output that holds a plotly bundle: a named group with its buttons."""
    bundle, words = output.data[PLOTLY], output.data.get("text/plain", "A figure.")
    drawn = {name: bundle[name] for name in ("data", "layout", "frames", "config") if bundle.get(name)}
    menus = drawn.get("layout", {}).get("updatemenus", [])
    rows = [played(menu["buttons"], drawn["frames"]) for menu in menus if is_player(menu)] if "frames" in drawn else []
    if rows:  # only what has buttons of its own here loses those of the figure, and their room
        drawn["layout"] = drawn["layout"] | {"updatemenus": [menu for menu in menus if not is_player(menu)]}
        if "height" in drawn["layout"]:
            drawn["layout"]["height"] -= ROW * len(rows)
    if "scene" in drawn.get("layout", {}):
        rows.append(cameras())
    moves = "".join(f'<p class="moves">{row}</p>' for row in rows)
    data = json.dumps(drawn, separators=(",", ":")).replace("</", "<\\/")
    return (
        f'<figure class="plotly" role="group" aria-label="{escape(words)}">'
        f'<div class="drawing">{output.data.get("text/html", escape(words))}</div>'
        f'<div class="controls" hidden>{moves}<p class="said" aria-live="polite"></p></div>'
        f'<script type="application/json">{data}</script></figure>'
    )


def is_player(menu: dict) -> bool:
    """Are these buttons that play frames?"""
    return bool(menu.get("buttons")) and all(button.get("method") == "animate" for button in menu["buttons"])


def played(buttons: list[dict], frames: list[dict]) -> str:
    """Buttons that play the frames which plotly's own would; each knows what is to be read when they have played."""
    says = {frame["name"]: told(frame) for frame in frames}
    return "".join(
        f'<button type="button" data-play="{escape(json.dumps(button["args"]))}" '
        f'data-says="{escape(says.get(button["args"][0][-1], ""))}">{label(button["label"])}</button>'
        for button in buttons
    )


def label(words: str) -> str:
    """A button's words; a triangle is told as the word it stands for."""
    sign, _, name = words.partition(" ")
    return f'<span role="img" aria-label="Play">▶</span> {escape(name)}' if sign == "▶" else escape(words)


def told(frame: dict) -> str:
    """All the words that a frame writes, with the likeliest answer, which stands out, in front."""
    notes = frame.get("layout", {}).get("scene", {}).get("annotations", [])
    return ", ".join(note["text"] for note in sorted(notes, key=lambda note: -note["font"]["size"]))


def cameras() -> str:
    """Buttons that move the camera, for who does not drag."""
    return "".join(
        f'<button type="button" class="camera" data-view="{json.dumps(move)}">{words}</button>'
        for words, move in VIEWS.items()
    )


def library() -> str:
    """plotly.js of the installed plotly package, 4.8 MB, as a script that may stand inside a page."""
    return get_plotlyjs().replace("</script", "<\\/script")
