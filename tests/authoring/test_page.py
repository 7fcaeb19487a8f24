"""A lesson's page: is all in it that a reader needs, and nothing that would be fetched?"""

import base64
import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from typer.testing import CliRunner

from helpers import cli
from helpers.authoring.page import PageError, as_page, write_pages
from helpers.authoring.page.formulas import formula

DOT = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").decode()
PLOTLY = "application/vnd.plotly.v1+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def button(label, *names):
    return {"label": label, "method": "animate", "args": [list(names), {"frame": {"duration": 90, "redraw": True}}]}


def scene(words='A stage: one ball, </script> and "quotes".'):
    """The bundle of a figure that plays, as plotly and our display make it."""
    notes = [
        [{"text": f"{word} {at}", "font": {"size": size}} for word, size in (("by", 9), ("at", 20))] for at in (0, 1)
    ]
    notes[1].append({"text": "here", "name": "place", "font": {"size": 30}})  # where something stands: nobody reads it
    frames = [{"name": f"{at}", "layout": {"scene": {"annotations": notes[at]}}} for at in (0, 1)]
    menus = [
        {"buttons": [button("▶ ball", "0", "1")]},
        {"buttons": [{"label": "log", "method": "restyle", "args": [{}]}]},
    ]
    layout = {"scene": {"camera": {"eye": {"x": 1, "y": 1, "z": 1}}}, "updatemenus": menus, "height": 500}
    data = [{"type": "scatter3d", "x": [0], "y": [0], "z": [0], "text": ["</script>"]}]
    still = f'<img src="data:image/svg+xml;base64,{DOT}" alt="the still">'
    bundle = {PLOTLY: {"data": data, "layout": layout, "frames": frames}, "text/html": still, "text/plain": words}
    return new_code_cell("show()", outputs=[new_output("display_data", bundle)])


def page(*cells, folder=None):
    return as_page(new_notebook(cells=list(cells)), folder)


class Tags(HTMLParser):
    """Every tag with its attributes, and the text of scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.scripts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] == "script":
            self.scripts.append(data)


def test_plotly_is_inside_once_and_only_where_needed(tmp_path):
    """Does a page with two figures hold the library once, and one without figures not at all?"""
    with_two, without = page(scene(), scene(), folder=tmp_path), page(new_markdown_cell("# Words"), folder=tmp_path)
    assert with_two.count("plotly.js v") == 1
    assert "Plotly.newPlot" in with_two
    assert len(without) < 20_000
    assert "Plotly" not in without


def test_a_figure_cannot_break_out_of_its_script(tmp_path):
    """Do words such as </script> in a figure stay data, and does the browser find as many scripts as were written?"""
    tags = Tags(page(scene(), folder=tmp_path))
    assert len([tag for tag, _ in tags.tags if tag == "script"]) == 3  # the figure's data, plotly.js, ours
    group = next(attrs for tag, attrs in tags.tags if tag == "figure")
    assert group["role"] == "group"
    assert group["aria-label"] == 'A stage: one ball, </script> and "quotes".'


def test_buttons_that_play_become_html_and_others_stay(tmp_path):
    """Is the play button a real one that knows its frames and the words at their end, and any other still plotly's?"""
    text = page(scene(), folder=tmp_path)
    played = [attrs for tag, attrs in Tags(text).tags if tag == "button" and "data-play" in attrs]
    assert [attrs["data-says"] for attrs in played] == ["at 1, by 1"]
    assert '["0", "1"]' in played[0]["data-play"]
    data = re.search(r'<script type="application/json">(.*?)</script>', text, re.DOTALL)[1]
    assert '"method":"restyle"' in data
    assert '"method":"animate"' not in data


def test_a_menu_of_both_kinds_stays(tmp_path):
    """Are buttons still plotly's where one of them plays and another changes the layout?"""
    cell = scene()
    both = {"buttons": [button("▶ mixed", "0"), {"label": "title", "method": "relayout", "args": [{}]}]}
    cell.outputs[0].data[PLOTLY]["layout"]["updatemenus"].append(both)
    data = re.search(r'<script type="application/json">(.*?)</script>', page(cell, folder=tmp_path), re.DOTALL)[1]
    assert json.loads(data)["layout"]["updatemenus"][-1] == both


def test_buttons_and_sliders_that_change_the_layout_become_html(tmp_path):
    """Does a flat figure lose plotly's own, and their margins, and get ones that say what is chosen?"""
    buttons = [{"label": name, "method": "relayout", "args": [{"title": name}]} for name in ("a cat", "a dog")]
    steps = [{"label": name, "method": "relayout", "args": [{"shapes": []}]} for name in ("first", "<last>")]
    slider = {"active": 1, "steps": steps, "currentvalue": {"prefix": "walk to: "}}
    layout = {"height": 500, "margin": {"t": 50, "b": 110, "l": 0}}
    layout |= {"updatemenus": [{"buttons": buttons}], "sliders": [slider]}
    bundle = {PLOTLY: {"data": [{"type": "scatter"}], "layout": layout}, "text/plain": "To decode: a cat."}
    text = page(new_code_cell("x", outputs=[new_output("display_data", bundle)]), folder=tmp_path)
    tags = Tags(text).tags
    pressed = {attrs["aria-pressed"]: json.loads(attrs["data-change"]) for _, attrs in tags if "data-change" in attrs}
    assert pressed == {"true": {"title": "a cat"}, "false": {"title": "a dog"}}
    (chosen,) = (attrs for tag, attrs in tags if tag == "input")
    assert chosen["aria-valuetext"] == "<last>"
    assert [name for name, _ in json.loads(chosen["data-steps"])] == ["first", "<last>"]
    assert "<label>walk to " in text
    drawn = json.loads(re.search(r'<script type="application/json">(.*?)</script>', text, re.DOTALL)[1])["layout"]
    assert drawn["sliders"] == drawn["updatemenus"] == []
    assert drawn["height"] == 360
    assert text.index('id="to-play-with">To decode<') < text.index("<figure")


def test_the_figure_that_plays_comes_first(tmp_path):
    """Is it above the lesson's title, under a heading of its own, with a link where it stood?"""
    text = page(new_markdown_cell("# The lesson"), scene(), folder=tmp_path)
    heading, figure, title, code, link = (
        text.index(part)
        for part in ('id="to-play-with">A stage<', "<figure", 'id="The-lesson"', ">show<", 'href="#to-play-with"')
    )
    assert heading < figure < title < code < link
    assert "<title>The lesson</title>" in text
    assert text.count("<figure") == 1


def test_a_widget_is_replaced_by_its_still(tmp_path):
    """Is a view that no page can show gone, and its still there?"""
    still = f'<img src="data:image/svg+xml;base64,{DOT}" alt="sliders">'
    output = new_output("display_data", {VIEW: {"model_id": "x"}, "text/html": still, "text/plain": "sliders"})
    text = page(new_code_cell("explore()", outputs=[output]), folder=tmp_path)
    assert VIEW not in text
    assert 'alt="sliders"' in text


def test_pictures_come_along_from_any_folder(tmp_path):
    """Is a picture beside the lessons' folder taken in, and a missing one named?"""
    (tmp_path / "diagrams").mkdir()
    (tmp_path / "diagrams" / "a.svg").write_bytes(base64.b64decode(DOT))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    assert DOT in page(new_markdown_cell("![a dot](../diagrams/a.svg)"), folder=folder)
    with pytest.raises(PageError, match=r"diagrams/b\.svg is not there"):
        page(new_markdown_cell("![a dot](../diagrams/b.svg)"), folder=folder)


@pytest.mark.parametrize(
    "loads",
    [
        '<img alt="a" src="https://example.org/a.png">',
        '<script src="https://example.org/a.js"></script>',
        '<iframe src="https://example.org"></iframe>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
    ],
)
def test_what_would_be_fetched_is_refused(tmp_path, loads):
    """Is no page written that asks a network for something?"""
    with pytest.raises(PageError, match=r"would load <\w+> https://example\.org"):
        page(new_code_cell("x", outputs=[new_output("display_data", {"text/html": loads})]), folder=tmp_path)


def test_a_page_is_the_same_at_every_build(tmp_path):
    """Are two pages of one notebook equal to the last byte?"""
    cells = [new_markdown_cell(r"# A title" "\n\n" r"$\eta$"), scene()]
    first = page(*cells, folder=tmp_path)
    formula.cache_clear()
    assert page(*cells, folder=tmp_path) == first


@pytest.mark.parametrize("tex", [r"\eta", r"-\log p_\text{label}", r"\log 3 ≈ 1.10", r"\frac{\partial L}{\partial w}"])
def test_a_formula_is_a_picture_told_by_its_tex(tex):
    """Is it drawn, at the size of its words, and not lost to who cannot see it?"""
    attrs = Tags(formula(tex)).tags[0][1]
    assert attrs["alt"] == tex
    assert base64.b64decode(attrs["src"].partition(",")[2]).startswith(b"<?xml")
    height = float(re.search(r"height: ([\d.]+)em", attrs["style"])[1])
    assert 0.5 < height < 3


def test_a_formula_that_cannot_be_drawn_stays_readable():
    """Is TeX that matplotlib does not know shown as it is?"""
    assert formula(r"\begin{aligned} a &< b \end{aligned}") == (
        '<code class="formula">\\begin{aligned} a &amp;&lt; b \\end{aligned}</code>'
    )


def test_formulas_in_code_stay_code(tmp_path):
    """Is a dollar sign in code left alone?"""
    assert "<code>a$b$c</code>" in page(new_markdown_cell("`a$b$c` and $x$"), folder=tmp_path)


@pytest.fixture
def folder(tmp_path):
    """A course folder with two lessons, one of which was never built."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    for name in ("01_one", "02_two"):
        (tmp_path / "notebooks" / f"{name}.py").touch()
    nbformat.write(new_notebook(cells=[new_markdown_cell("# One")]), tmp_path / "notebooks" / "01_one.ipynb")
    return tmp_path


def test_pages_land_in_build(folder):
    """Is the page of a named lesson written where nothing is committed, and a lesson without one named?"""
    assert write_pages(folder, ["01"]) == [folder / "build" / "page" / "01_one.html"]
    with pytest.raises(PageError, match=r"02_two\.ipynb is not there yet: course build 02"):
        write_pages(folder, [])
    with pytest.raises(PageError, match="no lesson begins with 07"):
        write_pages(folder, ["07"])


def test_the_verb_says_where_and_what_next(folder, monkeypatch):
    """Does `course page` print the file, and stop with words where there is none?"""
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(cli.app, ["page", "01"])
    assert done.exit_code == 0
    failed = CliRunner().invoke(cli.app, ["page", "02"])
    assert failed.exit_code == 1
