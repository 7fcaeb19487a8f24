"""Building: does one text give the three notebooks that readers, nbgrader and students need?"""

import json
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.nbgraderformat import MetadataValidator

from helpers.authoring.build import build
from helpers.authoring.problem import LessonError
from helpers.authoring.products import places
from helpers.authoring.release import nbgrader_config

from .sample import LESSON


def cells(path):
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


@pytest.fixture
def built(course, tmp_path):
    return build(course(), tmp_path, execute=False)


def test_nbgrader_accepts_the_instructor_copy(built):
    """Does nbgrader's own validator find schema 3, unique grade_ids and points where it wants them?"""
    notebook = nbformat.read(built.source, as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def test_the_release_is_what_nbgrader_makes(built, tmp_path, monkeypatch):
    """Is the student's copy, byte for byte, what `nbgrader generate_assignment` makes from the instructor's?"""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # it calls alembic
    ours = built.release.read_bytes()
    built.release.unlink()
    config = nbgrader_config()
    config.CourseDirectory.root = str(tmp_path)
    result = NbGraderAPI(config=config).generate_assignment("01_small", force=True)
    assert result["success"], result["log"]
    assert built.release.read_bytes() == ours


def test_each_kind_of_cell_is_told_to_nbgrader(built):
    """Do locked, solution, grade and points follow from the words of the headers?"""
    told = {name: cell.metadata.nbgrader for name, cell in cells(built.source).items() if "nbgrader" in cell.metadata}
    flags = {name: (meta.grade, meta.solution, meta.locked, meta.get("points")) for name, meta in told.items()}
    assert flags == {
        "setup": (False, False, True, None),
        "add": (False, True, False, None),
        "check-add": (True, False, True, 1),
        "check-add-2": (True, False, True, 2),
        "why-add": (True, True, False, 0),
    }
    assert all(meta.grade_id == name for name, meta in told.items())


def tags(path):
    return {name: cell.metadata.tags for name, cell in cells(path).items() if "tags" in cell.metadata}


def test_tags_say_what_runs_when_grading_and_what_nbval_ignores(built):
    """Are setup, demos, predictions and measured cells tagged, and nothing else?"""
    assert tags(built.executed) == {
        "setup": ["setup"],
        "predict-sum": ["predict"],
        "a-small-lesson_2": ["demo"],
        "a-small-lesson_3": ["demo", "nbval-ignore-output"],
    }


def test_run_all_goes_on_after_a_failed_check(built):
    """May checks fail in the copies that people work in, without stopping all cells below, but not in the readers'?"""
    on = {"check-add": ["raises-exception"], "check-add-2": ["raises-exception"]}
    assert tags(built.source) == tags(built.release) == tags(built.executed) | on


def test_the_student_sees_no_answer(built):
    """Are solution, hidden test and model answer gone from the release, and replaced by a stub that says so?"""
    text = built.release.read_text()
    for secret in ("total_of_both", "-42", "one by one", "SOLUTION", "HIDDEN"):
        assert secret not in text
    student = cells(built.release)
    assert student["add"].source.endswith("# write your answer here, in place of this line")
    assert student["why-add"].source.startswith("*Write your answer here")


def test_private_keys_stay_private(built):
    """Do the words that only the builder reads stay out of the notebooks?"""
    for cell in cells(built.source).values():
        assert set(cell.metadata) <= {"nbgrader", "tags"}
    assert set(nbformat.read(built.source, as_version=4).metadata) == {"colab", "kernelspec", "language_info"}
    assert "version" not in nbformat.read(built.source, as_version=4).metadata.language_info


def test_ids_speak_and_last(course, tmp_path):
    """Do ids come from roles and headings, and survive another build?"""
    first = list(cells(build(course(), tmp_path, execute=False).release))
    assert first == [
        *("a-small-lesson_1", "objectives", "setup", "predict-sum", "a-small-lesson_2", "a-small-lesson_3"),
        *("task-add", "add", "check-add", "check-add-2", "why-add", "takeaways_1"),
        "colab-hand-in",
    ]
    assert list(cells(build(course(), tmp_path, execute=False).release)) == first


def test_a_check_ends_by_saying_what_was_seen(built):
    """Does each check count its own points, those of the exercise and the hidden ones?"""
    there = cells(built.release)
    assert there["check-add"].source.endswith("\nseen(points=1, of=3, hidden=2)")
    assert there["check-add-2"].source.endswith("\nseen(points=0, of=3, hidden=2)")


CREDITS = [  # the end of a check, and how the builder ends it for the instructor
    ("credit(x)", "seen(points=0, of=3, hidden=2, share=True)\ncredit(x, points=2)"),
    ("credit(\n    x / 2,  # half\n)", "seen(points=0, of=3, hidden=2, share=True)\ncredit(x / 2, points=2)"),
    ("credit((x + y), points=7)", "seen(points=0, of=3, hidden=2, share=True)\ncredit(x + y, points=2)"),
]


@pytest.mark.parametrize(("end", "wanted"), CREDITS)
def test_partial_credit_stays_the_last_value(course, tmp_path, end, wanted):
    """Is credit turned into points, with what was seen said before it?"""
    text = LESSON.replace("### END HIDDEN TESTS", f"### END HIDDEN TESTS\n{end}")
    assert cells(build(course(text), tmp_path, execute=False).source)["check-add-2"].source.endswith(wanted)


def test_hidden_credit_leaves_the_tally_to_the_student(course, tmp_path):
    """If credit is given by a hidden test, does the student's copy still say what was seen?"""
    text = LESSON.replace("### END HIDDEN TESTS", "credit(1)\n### END HIDDEN TESTS")
    where = build(course(text), tmp_path, execute=False)
    assert cells(where.release)["check-add-2"].source.endswith("seen(points=0, of=3, hidden=2, share=True)")
    assert cells(where.source)["check-add-2"].source.endswith("credit(1, points=2)\n### END HIDDEN TESTS")


def test_the_task_says_what_it_asks(built):
    """Do level, minutes and points stand below the heading, taken from the headers?"""
    task = cells(built.release)["task-add"].source
    assert "### Exercise: add\n\n*level 2 · about 8 minutes · 3 points*\n\nAdd two numbers." in task


def test_a_prediction_is_a_cell_to_fill_in(built):
    """Does the learner find the question, the lettered options, and where to answer?"""
    cell = cells(built.release)["predict-sum"]
    assert cell.source.split("\n")[:3] == ["# What is one and two?", "#   A  3", "#   B  12"]
    names: dict = {}
    exec(cell.source, names)
    assert (names["prediction"], names["sure"]) == ("?", 1)
    assert cell.metadata.get("editable", True)


def test_comments_stay_comments(course, tmp_path):
    """Are `# cat` and `# why?` left alone, which Jupytext takes for commented-out commands?"""
    text = LESSON.replace("BASE + 2", "# cat one picture\n# why?\nBASE + 2")
    cell = cells(build(course(text), tmp_path, execute=False).source)["a-small-lesson_2"]
    assert cell.source == "# cat one picture\n# why?\nBASE + 2"


def test_a_marker_in_a_string_or_fence_is_text(course, tmp_path):
    """Do lines after a `# %%` that only looks like one keep their numbers?"""
    text = LESSON.replace("BASE + 2", 's = """\n# %% demo\n"""').replace(
        "# - Sums", "# ```\n# %% a comment\n# ```\n# - Sums"
    )
    text += "\n# %% demo\n1 +\n"
    with pytest.raises(LessonError, match=rf"01_small.py:{len(text.splitlines())}: not Python"):
        build(course(text), tmp_path, execute=False)


def test_pictures_travel_inside_the_notebook(course, tmp_path):
    """Does a linked picture become a data URI with its alt text, in all three notebooks?"""
    (tmp_path / "diagrams").mkdir()
    (tmp_path / "diagrams" / "cat.svg").write_text("<svg/>")
    text = LESSON.replace("One idea", '![a "cat"](../diagrams/cat.svg) One idea')
    where = build(course(text), tmp_path, execute=False)
    tag = '<img alt="a &quot;cat&quot;" src="data:image/svg+xml;base64,PHN2Zy8+">'
    for path in (where.executed, where.source, where.release):
        assert tag in cells(path)["a-small-lesson_1"].source


def test_two_builds_are_the_same(course, tmp_path):
    """Are all three notebooks byte-identical when nothing changed?"""
    first = build(course(), tmp_path, execute=False)
    before = [path.read_bytes() for path in (first.executed, first.source, first.release)]
    build(course(), tmp_path, execute=False)
    assert [path.read_bytes() for path in (first.executed, first.source, first.release)] == before


def test_a_renamed_exercise_is_refused(course, tmp_path):
    """Does a grade_id that students already have stop the build, unless it is to be forgotten?"""
    build(course(), tmp_path, execute=False)
    renamed = course(LESSON.replace('"add"', '"plus"').replace("`add`", "`plus`"))
    with pytest.raises(LessonError, match="'add' is in release/ but gone"):
        build(renamed, tmp_path, execute=False)
    assert "check-plus" not in places(tmp_path, "01_small").release.read_text()
    build(renamed, tmp_path, execute=False, forget=True)
    assert "check-plus" in places(tmp_path, "01_small").release.read_text()


def test_a_broken_release_is_named(course, tmp_path):
    """Does a release that is no notebook give its name, not a traceback?"""
    where = build(course(), tmp_path, execute=False)
    where.release.write_text("<<<<<<< conflict")
    with pytest.raises(LessonError, match=r"release/01_small/01_small\.ipynb: it is not a notebook"):
        build(course(), tmp_path, execute=False)


def test_source_has_no_outputs(built):
    """Are instructor's and student's copies as if nobody had run them?"""
    for path in (built.source, built.release):
        for cell in json.loads(path.read_text())["cells"]:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None
