"""`course build --check`: is each thing that can be wrong with a course found, named and mendable?"""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_output

from helpers.authoring.build import build
from helpers.authoring.check import problems
from helpers.authoring.lesson import lessons
from helpers.authoring.minutes import core_minutes
from helpers.authoring.reader import read

from .sample import LESSON


@pytest.fixture
def built(course, tmp_path):
    """A course without a problem: as if run, with an execution count in each code cell."""
    where = build(course(), tmp_path, execute=False)
    with edited(where.executed) as notebook:
        for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
            cell.execution_count = count
    assert problems(tmp_path) == []
    return where


class edited:  # noqa: N801 (a context manager, read as a verb)
    """A notebook to change: read on entry, written on leaving."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.notebook = nbformat.read(self.path, as_version=4)
        return self.notebook

    def __exit__(self, *_):
        self.path.write_text(nbformat.writes(self.notebook) + "\n", encoding="utf-8")


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def reports(tmp_path):
    return "\n".join(map(str, problems(tmp_path)))


CHECK = 'expect(add(1, 2)).equals(3, hint="count on your fingers")'
LONG = "\n".join(f"line_{n} = {n}" for n in range(13))
TEXT_RULES = [  # what is replaced in the lesson, by what, what the report says, on the line of which text
    (CHECK, "assert add == add", "the check compares 'add', which stays in the student's process", "assert add"),
    (CHECK, "assert add", "the check asks for the truth of 'add'", "assert add"),
    (CHECK, "isinstance(add, object)", "the check calls isinstance on 'add'", "isinstance(add"),
    ("`add`\n", "`sub`\n", "leads to 'sub', which is no exercise", "# - add two"),
    (" → `add`\n", "\n", "an objective without an exercise", "# - add two"),
    ("# - add two numbers → `add`", "# Sums.", "objectives without a bullet", "# %% [markdown] obj"),
    ("# <details><summary>Help 3</summary>", "# <details>", "has 2 of three helps", '# %% exercise="add"'),
    (" minutes=8", "", "does not say how long it takes", '# %% exercise="add"'),
    (" minutes=8", " minutes=88", "the core path takes 91.6 minutes, more than 90", "# %% [markdown]"),
    ("BASE + 2", LONG, "13 lines of code, more than 12", "# %% demo minutes=2"),
    ("    total_of_both =", "    a = 1\n" * 7 + "    total_of_both =", "a solution of 9 lines", '# %% exercise="add"'),
    ("# %% demo minutes=2", "# %% demo measured\n1\n\n# %% demo measured", "3 of 8 code cells are measured", None),
    ("Sums are quick.", '<img src="http://x.org/a.png">', "a picture without alt text", '# - <img src="http'),
    ("Sums are quick.", "![](http://x.org/a.png)", "a picture without alt text", "# - ![]("),
    ("Sums are quick.", '<img alt=" " src="http://x.org/a.png">', "a picture without alt text", "# - <img alt"),
    ("BASE + 2", "import matplotlib.pyplot as plt\nplt.show()", "plt.show() draws a picture", "plt.show()"),
]


@pytest.mark.parametrize(("old", "new", "words", "at"), TEXT_RULES)
def test_a_rule_for_lesson_texts(built, course, tmp_path, old, new, words, at):
    """Is a lesson that breaks a rule reported with the line, before anything is built?"""
    text = LESSON.replace(old, new, 1)
    course(text)
    (problem,) = [p for p in problems(tmp_path) if words in p.reason]
    assert problem.mend
    if at:
        assert problem.where == f"notebooks/01_small.py:{text[: text.index(at)].count(chr(10)) + 1}"


def test_an_exercise_without_a_check(built, course, tmp_path):
    """Is an exercise that nobody checks reported?"""
    course(LESSON[: LESSON.index("# %% check")] + LESSON[LESSON.index("# %% [markdown] written") :])
    assert "exercise 'add' has no check" in reports(tmp_path)


def test_mistakes_are_problems_too(built, course, tmp_path):
    """Does the check report a text that cannot be built, and go on with the other lessons?"""
    course(LESSON.replace('check="add" points=1', 'check="add"'))
    course(LESSON, name="02_other")
    assert re.search(r"01_small.py:\d+: the check of 'add' has no points", reports(tmp_path))
    assert "notebooks/02_other.ipynb: it is missing" in reports(tmp_path)


def test_further_costs_no_core_minutes(course, tmp_path):
    """Do further cells, folded help and all below a heading "Further" leave the core path alone?"""
    plain = core_minutes(read(course(), tmp_path))
    more = LESSON.replace("# %% demo measured", "# %% demo further=true minutes=50\n1\n\n# %% demo measured")
    more = more.replace("# What is a sum?", "# What is a sum?" + " word" * 2000)
    more += "\n# %% [markdown]\n# ## Further\n#\n#" + " word" * 2000 + "\n\n# %% demo minutes=30\n1\n"
    assert core_minutes(read(course(more), tmp_path)) == plain
    assert 11.5 < plain < 12  # 8 for the exercise, 3 for demos, half for the prediction, the rest to read


def test_a_folded_question_costs_time(course, tmp_path):
    """Does a question cost half a minute and the reading of its question and answer, wherever it is folded?"""
    plain = core_minutes(read(course(), tmp_path))
    fold = "\n#\n# <details><summary>What is 1 + 1?</summary>\n#\n#" + " word" * 97 + "\n# </details>\n"
    more = LESSON.replace("# One idea, in few words.", "# One idea, in few words." + fold)
    assert core_minutes(read(course(more), tmp_path)) == pytest.approx(plain + 0.5 + 101 / 200)


def test_drift_is_found_in_each_notebook(built, tmp_path):
    """Is a hand-edited cell found in any of the three notebooks, and named?"""
    for path in (built.executed, built.source, built.release):
        before = path.read_text()
        with edited(path) as notebook:
            cell_of(notebook, "setup").source += "\n# a note"
        assert f"{path.relative_to(tmp_path)}: it is not what the lesson gives (cell setup: source)" in reports(
            tmp_path
        )
        path.write_text(before)
    with edited(built.executed) as notebook:
        cell_of(notebook, "setup").metadata.tags = []
    assert "(cell setup: metadata)" in reports(tmp_path)


def test_a_changed_lesson_has_drifted(built, course, tmp_path):
    """Does a lesson that was edited and not built say so three times?"""
    course(LESSON.replace("Sums are quick", "Sums are fast"))
    assert reports(tmp_path).count("(cell takeaways_1: source)") == 3


def test_a_renamed_grade_id_is_found(built, course, tmp_path):
    """Is a name that students already have, and the lesson has no longer, reported?"""
    course(LESSON.replace("why-add", "why-sums"))
    assert "grade_id 'why-add' is in release/ but gone from the lesson" in reports(tmp_path)


LEAKS = [  # where in a released cell something is put, and what
    (lambda cell, secret: cell.update(source=f"see: {secret}")),
    (lambda cell, secret: cell.metadata.update(note=secret)),
    (lambda cell, secret: cell.update(source="\n".join(secret.split(" ")))),
]


@pytest.mark.parametrize("put", LEAKS)
@pytest.mark.parametrize(
    ("secret", "what"),
    [
        ("total_of_both = first + second", "the solution of 'add'"),
        ('expect(add(-17, -25)).equals(-42, hint="both to the left")', "the hidden test of 'add'"),
        ("Because counting one by one takes far too long.", "the solution of 'why-add'"),
        ("### BEGIN SOLUTION", "it holds BEGIN SOLUTION"),
    ],
)
def test_a_leak_is_found_wherever_it_is(built, tmp_path, put, secret, what):
    """Is a solution or hidden test in text or metadata of the release found, even if its spaces are changed?"""
    with edited(built.release) as notebook:
        put(cell_of(notebook, "takeaways_1"), secret)
    assert any(what in p.reason and "takeaways_1" in p.where for p in problems(tmp_path))


def test_a_leak_in_an_output_is_found(built, tmp_path):
    """Is a solution in an output of the release found, and the output as well?"""
    with edited(built.release) as notebook:
        cell_of(notebook, "setup").outputs = [new_output("stream", text="total_of_both = first + second")]
    assert "it shows the solution of 'add'" in reports(tmp_path)
    assert "release/01_small/01_small.ipynb, cell setup: it has been run" in reports(tmp_path)


def test_an_author_who_gives_it_away_is_told(course, tmp_path):
    """Is a solution that the lesson itself shows in its visible part found once it is built?"""
    build(course(LESSON.replace("Sums are quick.", "`total_of_both = first + second`")), tmp_path, execute=False)
    assert "it shows the solution of 'add'" in reports(tmp_path)


PNG = {"image/png": "iVBORw0KGgo="}
OUTPUTS = [  # an output, and what is reported, if anything
    (new_output("display_data", PNG), "a picture without alt text"),
    (new_output("display_data", PNG, metadata={"image/png": {"alt": "a cat"}}), None),
    (new_output("display_data", {"text/html": "<p><img src='x.png'></p>"}), "a picture without alt text"),
    (new_output("display_data", {"text/html": "<img alt='' src='x.png'>"}), "a picture without alt text"),
    (new_output("display_data", {"text/html": "<img alt='a cat' src='x.png'>", **PNG}), None),
    (new_output("display_data", {"image/svg+xml": "<svg/>"}), "a picture without alt text"),
    (new_output("error", ename="ValueError", evalue="no"), "it ended in ValueError: no"),
    (new_output("display_data", {"application/vnd.jupyter.widget-state+json": {}}), "saved widget state"),
]


@pytest.mark.parametrize(("output", "words"), OUTPUTS)
def test_outputs_of_the_executed_notebook(built, tmp_path, output, words):
    """Are failed cells, widget state and pictures without words found in the readers' notebook, and nothing else?"""
    with edited(built.executed) as notebook:
        cell_of(notebook, "setup").outputs = [output]
    found = problems(tmp_path)
    assert len(found) == bool(words)
    assert all(words in p.reason and p.where == "notebooks/01_small.ipynb, cell setup" for p in found)


def test_saved_widget_state_is_found(built, tmp_path):
    """Is the state that JupyterLab saves in a notebook's metadata reported?"""
    with edited(built.executed) as notebook:
        notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    assert "saved widget state in its metadata" in reports(tmp_path)


def test_a_large_notebook_names_its_largest_cell(built, tmp_path):
    """Does a notebook over 1 MB say where the weight is?"""
    with edited(built.executed) as notebook:
        cell_of(notebook, "setup").outputs = [new_output("stream", text="x" * 1_100_000)]
    assert "notebooks/01_small.ipynb: 1.1 MB, more than 1" in reports(tmp_path)
    assert "in cell setup" in reports(tmp_path)


def test_a_notebook_without_a_lesson_is_an_orphan(built, course, tmp_path):
    """Is what was built from a lesson that is gone reported, in all three places?"""
    course().unlink()
    assert reports(tmp_path).count("no lesson text gives it") == 3


def test_a_conflict_marker_is_no_notebook(built, tmp_path):
    """Is a notebook that git could not merge reported by name?"""
    built.source.write_text("<<<<<<< ours\n{}")
    assert "source/01_small/01_small.ipynb: it is not a notebook" in reports(tmp_path)
    built.source.write_text(json.dumps([]))
    assert "source/01_small/01_small.ipynb: it is not a notebook" in reports(tmp_path)


def test_lessons_are_found_by_their_names(course, tmp_path):
    """Does a new lesson need nothing but its text?"""
    for name in ("02_second", "01_first", "scratch"):
        course(name=name)
    assert [path.stem for path in lessons(tmp_path)] == ["01_first", "02_second"]
