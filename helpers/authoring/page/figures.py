"""A plotly bundle of a notebook's output → a figure of a page: controls of HTML, the still until it is drawn, the data.

Buttons and sliders of a plotly figure are SVG, which no keyboard reaches and no screen reader names; here they become
real ones.
"""

import json
from html import escape

from nbformat import NotebookNode
from plotly.offline import get_plotlyjs

PLOTLY = "application/vnd.plotly.v1+json"
ROW, EDGE = 45, 10  # dots of the page: what a row of plotly's buttons takes, and what is left around a flat figure
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
    layout = drawn["layout"] = dict(drawn.get("layout", {}))
    rows = taken_out(layout, drawn.get("frames", []))
    kind, place = "plotly flat", ' tabindex="0"'  # on a narrow page it scrolls
    if "scene" in layout:
        kind, place = "plotly", ""
        rows.append(cameras())
    moves = "".join(f'<p class="moves">{row}</p>' for row in rows)
    data = json.dumps(drawn, separators=(",", ":")).replace("</", "<\\/")
    return (
        f'<figure class="{kind}" role="group" aria-label="{escape(words)}">'
        f'<div class="drawing"{place}>{output.data.get("text/html", escape(words))}</div>'
        f'<div class="controls" hidden>{moves}<p class="said" aria-live="polite"></p></div>'
        f'<script type="application/json">{data}</script></figure>'
    )


def taken_out(layout: dict, frames: list[dict]) -> list[str]:
    """The rows of controls that stand for the figure's own, which it loses, and their room with them."""
    menus, sliders = layout.pop("updatemenus", []), layout.pop("sliders", [])
    playing = [menu for menu in menus if do(menu, "buttons", "animate")]
    if "height" in layout:
        layout["height"] -= ROW * len(playing)
    changing = [menu for menu in menus if do(menu, "buttons", "relayout")]
    walking = [slider for slider in sliders if do(slider, "steps", "relayout")]
    if changing or walking:  # all of the margins was theirs
        margin = layout.get("margin", {})
        layout["height"] = layout.get("height", 450) - sum(max(0, margin.get(side, 0) - EDGE) for side in "tb")
        layout["margin"] = margin | {"t": EDGE, "b": EDGE}
    layout["updatemenus"] = [menu for menu in menus if menu not in playing + changing]
    layout["sliders"] = [slider for slider in sliders if slider not in walking]
    players = [played(menu["buttons"], frames) for menu in playing]
    return [*players, *map(changed, changing), *map(walked, walking)]


def do(control: dict, parts: str, method: str) -> bool:
    """Do all buttons, or steps, of a control call this method of plotly's?"""
    return bool(control.get(parts)) and all(part.get("method") == method for part in control[parts])


def changed(menu: dict) -> str:
    """Buttons of which one is pressed; each changes the figure's layout as plotly's own would."""
    chosen = menu.get("active", 0)
    return "".join(
        f'<button type="button" aria-pressed="{str(place == chosen).lower()}" '
        f'data-change="{escape(json.dumps(button["args"][0]))}">{escape(button["label"])}</button>'
        for place, button in enumerate(menu["buttons"])
    )


def walked(slider: dict) -> str:
    """A slider whose steps change the figure's layout."""
    steps = [[step["label"], step["args"][0]] for step in slider["steps"]]
    active = slider.get("active", 0)
    name = slider.get("currentvalue", {}).get("prefix", "").strip(" :") or "as far as"
    return (
        f'<label>{escape(name)} <input type="range" min="0" max="{len(steps) - 1}" value="{active}" '
        f'aria-valuetext="{escape(steps[active][0])}" data-steps="{escape(json.dumps(steps))}"> '
        f"<output>{escape(steps[active][0])}</output></label>"
    )


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
    """The answers that a frame writes, the likeliest, which stands out, in front; a note with a name names a place."""
    notes = [n for n in frame.get("layout", {}).get("scene", {}).get("annotations", []) if not n.get("name")]
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
