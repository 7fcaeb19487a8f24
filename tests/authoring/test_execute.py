"""Running a lesson: are outputs kept, failures named, and is nothing half-written?"""

import sys

import nbformat
import pytest

from helpers.authoring.build import build
from helpers.authoring.check import problems
from helpers.authoring.problem import LessonError
from helpers.authoring.products import places

TINY = """\
# %% setup
import os
import sys
from IPython.display import Image

# %% demo
answer = 6 * 7
print(answer, sys.executable, os.environ.get("COURSE_SEED"), os.path.basename(os.getcwd()))

# %% demo
answer + 1
"""
FAILING = TINY.replace("answer + 1", "# a comment\nanswer / 0")


def output_texts(path):
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return [[output.get("text") or output.data["text/plain"] for output in cell.outputs] for cell in code]


def test_a_lesson_runs_where_it_lies(course, tmp_path, monkeypatch):
    """Does it run top to bottom, with this interpreter, in notebooks/, without the secret seed, and keep outputs?"""
    monkeypatch.setenv("COURSE_SEED", "secret")
    steps = []
    where = build(course(TINY), tmp_path, progress=lambda *step: steps.append(step))
    assert output_texts(where.executed) == [[], [f"42 {sys.executable} None notebooks\n"], ["43"]]
    assert [step[:3] for step in steps] == [(1, 3, "setup"), (2, 3, "start_1"), (3, 3, "start_2")]
    assert all(step[3] >= 0 for step in steps)
    assert problems(tmp_path) == []
    assert "execution" not in where.executed.read_text().replace('"execution_count"', "")


def test_a_failing_cell_is_named_and_changes_nothing(course, tmp_path):
    """Does a cell that raises give its line and id, and leave the notebooks as they were?"""
    where = build(course(TINY), tmp_path, execute=False)
    before = where.executed.read_bytes(), where.release.read_bytes()
    with pytest.raises(LessonError) as raised:
        build(course(FAILING), tmp_path)
    assert "notebooks/01_small.py:10: cell start_2 fails: ZeroDivisionError: division by zero" in str(raised.value)
    assert (where.executed.read_bytes(), where.release.read_bytes()) == before


def test_an_interrupt_leaves_the_old_notebooks(course, tmp_path):
    """Does Ctrl-C while a lesson runs leave what was there, and no half-written file?"""
    build(course(TINY), tmp_path, execute=False)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.ipynb")}

    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(course(TINY.replace("6 * 7", "6 * 8")), tmp_path, progress=interrupt)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.ipynb*")} == before


def test_outputs_stay_where_the_code_did(course, tmp_path):
    """Without running: do unchanged cells keep their outputs, and are changed ones reported as never run?"""
    where = places(tmp_path, "01_small")
    build(course(TINY), tmp_path)
    build(course(TINY.replace("answer + 1", "answer + 2")), tmp_path, execute=False)
    assert output_texts(where.executed)[1:] == [[f"42 {sys.executable} None notebooks\n"], []]
    (problem,) = problems(tmp_path)
    never = "1 of 3 code cells were never run, first start_2"
    assert str(problem) == f"notebooks/01_small.ipynb: {never}; run `course build`"
