"""The frame of a page: what it looks like, and the script that draws figures and plays them."""

from html import escape

from pygments.formatters import HtmlFormatter

# The browser itself then refuses whatever would be fetched. Some of plotly's traces compile functions.
POLICY = (
    "default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline' 'unsafe-eval'; worker-src blob:; form-action 'none'; base-uri 'none'"
)
STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --muted: #57606a; --line: #d8dde3; --stage: #14171c; --focus: #0b57d0; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 17px/1.6 system-ui, sans-serif; }
body { overflow-wrap: break-word; }
main { max-width: 54rem; margin: 0 auto; padding: 0 1.2rem 5rem; }
header { padding: .8rem 1.2rem; border-bottom: 1px solid var(--line); color: var(--muted); font-size: .85rem; }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 .6em; }
h1 { margin-top: 1em; }
a { color: #0b57d0; } .anchor-link { text-decoration: none; margin-left: .4em; opacity: 0; }
:is(h1, h2, h3, h4):hover .anchor-link, .anchor-link:focus { opacity: 1; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
img { max-width: 100%; height: auto; }
pre, code { font: .88em/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { white-space: pre-wrap; margin: .5em 0; }
.highlight { background: #f6f8fa; border-radius: 6px; padding: .1rem .9rem; margin: 1em 0; }
.output_error pre { background: #fff1f0; padding: .6rem .9rem; border-radius: 6px; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 4px solid var(--line); }
details { margin: .6em 0; } summary { cursor: pointer; }
table { border-collapse: collapse; font-size: .85rem; margin: .8em 0; }
th, td { padding: .15em .6em; border-bottom: 1px solid var(--line); text-align: right; }
th[scope=row] { text-align: left; }
img.formula { display: inline-block; max-width: none; } img.block { display: block; margin: 1em auto; }
figure.plotly { margin: 1em 0; background: var(--stage); color: #eceae4; border-radius: 8px; overflow: hidden; }
@media (min-width: 1120px) { figure.plotly.flat { margin-inline: calc((100% - min(100vw - 5rem, 1040px)) / 2); } }
figure.plotly.flat .drawing { overflow-x: auto; } figure.plotly.flat .drawing > * { min-width: 60rem; }
figure.plotly .drawing > * { display: block; width: 100%; }
.controls { padding: .2rem .9rem .6rem; } .moves { margin: .5rem 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.controls button { font: inherit; font-size: .9rem; padding: .3rem .8rem; color: #eceae4; background: #2b3038;
    cursor: pointer; border: 1px solid #9ba1ab; border-radius: 6px; } .controls button:hover { background: #3c434e; }
.controls [aria-pressed=true] { border-color: #f0e442; color: #f0e442; }
.controls label { display: flex; align-items: center; gap: .7rem; width: 100%; }
.controls input[type=range] { flex: 1; max-width: 40rem; accent-color: #f0e442; }
.moves ~ .moves button { font-size: .8rem; padding: .15rem .6rem; }
.controls :focus-visible { outline-color: #f0e442; }
.said { min-height: 1.6em; margin: .4rem 0 0; color: #f0e442; }
"""
SCRIPT = """
const WIDE = 800;  // dots of the page that a 3D figure fills when seen from where its camera is put
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const draw = async figure => {
    const [place, controls, said] = [".drawing", ".controls", ".said"].map(name => figure.querySelector(name));
    const parts = JSON.parse(figure.querySelector("script").textContent);
    const canvas = document.createElement("canvas");
    if (parts.layout?.scene && !(canvas.getContext("webgl2") || canvas.getContext("webgl"))) return;  // the still stays
    const eye = parts.layout?.scene?.camera?.eye, back = Math.max(1, WIDE / place.clientWidth);
    if (eye) for (const axis of "xyz") eye[axis] *= back;  // on a narrow screen, from farther away
    const drawing = document.createElement("div"), still = [...place.childNodes];
    place.replaceChildren(drawing);
    try {
        await Plotly.newPlot(drawing, parts);
    } catch (error) {
        place.replaceChildren(...still);
        throw error;
    }
    const play = async ({ play, says }) => {
        const [names, options] = JSON.parse(play);
        said.textContent = "";
        const shown = calm.matches ? [names.at(0), names.at(-1)] : names;
        const frame = calm.matches ? { ...options.frame, duration: 0 } : options.frame;
        const ended = await Plotly.animate(drawing, shown, { ...options, frame }).then(() => true, () => false);
        if (ended) said.textContent = says;  // else another button was pressed meanwhile
    };
    const view = ({ view }) => {
        const [turn, tilt, factor] = JSON.parse(view), { x, y, z } = drawing.layout.scene.camera.eye;
        const far = Math.hypot(x, y, z), round = Math.atan2(y, x) + turn;
        const up = Math.min(1.4, Math.max(-1.4, Math.asin(z / far) + tilt)), flat = factor * far * Math.cos(up);
        const eye = { x: flat * Math.cos(round), y: flat * Math.sin(round), z: factor * far * Math.sin(up) };
        Plotly.relayout(drawing, { "scene.camera.eye": eye });
    };
    const change = ({ change }, button) => {
        for (const other of button.parentNode.children) other.setAttribute("aria-pressed", other === button);
        Plotly.relayout(drawing, JSON.parse(change));
    };
    controls.addEventListener("click", ({ target }) => {
        const button = target.closest("button");
        if (!button) return;
        const { dataset } = button;
        (dataset.play ? play : dataset.change ? change : view)(dataset, button);
    });
    controls.addEventListener("input", ({ target }) => {
        const [words, layout] = JSON.parse(target.dataset.steps)[target.value];
        target.setAttribute("aria-valuetext", words);
        target.parentNode.querySelector("output").textContent = words;
        Plotly.relayout(drawing, layout);
    });
    controls.hidden = !controls.querySelector("button, input");
};

document.querySelectorAll("figure.plotly").forEach(draw);
"""


def framed(body: str, title: str, library: str) -> str:
    """The whole page around a lesson's HTML; library: plotly.js, or "" where nothing needs it."""
    code = HtmlFormatter(style="default").get_style_defs(".highlight")
    scripts = f"<script>{library}</script>\n<script>{SCRIPT}</script>" if library else ""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" href="data:,">
<title>{escape(title)}</title>
<style>{code}{STYLE}</style>
</head>
<body>
<header>The lesson as it ran, with answers. To work through it yourself: <code>make lab</code>.</header>
<main>
{body}
</main>
{scripts}
</body>
</html>
"""
