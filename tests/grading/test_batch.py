"""A class through `course grade`: marks, reasons, versions, records; with nbgrader's own doors beside ours."""

import io
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbgrader.api import Gradebook
from rich.console import Console

from helpers.grading import dry
from helpers.grading.batch import grade, tell
from helpers.grading.course import Course
from helpers.grading.grader import Grader, Submission
from helpers.grading.learner import check
from helpers.grading.marked import harmless
from helpers.grading.record import Record
from helpers.grading.sandbox import gpu_devices
from helpers.grading.skeleton import Skeleton
from tests.grading.conftest import lesson
from tests.grading.small import CHECK, LESSON, RIGHT, SOLUTION, hand_in, make, score, write_source


@pytest.fixture(scope="module")
def template(root, tmp_path_factory):
    """A course with one small lesson, released: making its gradebook takes seconds."""
    return make(root, tmp_path_factory.mktemp("template") / "course").folder


@pytest.fixture
def course(template, tmp_path):
    """That course, for one test."""
    shutil.copytree(template, tmp_path / "course")
    return Course(tmp_path / "course")


def test_marks_and_reasons(course):
    """Has every submission a mark or a named reason, and does one that is damaged cost no other anything?"""
    hand_in(course, "ann", RIGHT)
    hand_in(course, "bob", "def add(a, b):\n    return 3")
    hand_in(course, "cem", RIGHT).write_text("{")
    link = hand_in(course, "dan", RIGHT)
    link.unlink()
    link.symlink_to(course.folder / "source" / LESSON / f"{LESSON}.ipynb")
    (course.folder / "submitted" / "eve").symlink_to("ann")
    os.mkfifo(hand_in(course, "fay", RIGHT).with_name("timestamp.txt"))
    hand_in(course, "gil", RIGHT).with_name("timestamp.txt").write_text("yesterday")
    hand_in(course, "hal", RIGHT, f"{LESSON} (1).ipynb")
    batch = grade(course, LESSON)
    assert batch.complete, batch.stopped
    assert [score(course, name) for name in ("ann", "bob", "fay", "gil", "hal")] == [2, 0, 2, 2, 2]
    assert set(batch.refused()) == {"cem", "dan", "eve"}
    assert "no JSON" in batch.refused()["cem"]
    assert "link" in batch.refused()["dan"]
    assert "link" in batch.refused()["eve"]
    assert "(1).ipynb" in batch.repaired()["hal"][0]
    assert not list((course.folder / "autograded").glob("*/*/timestamp.txt"))


def test_what_is_marked_is_left_alone_until_asked(course):
    """Is a second run nothing but a look, and does --rerun keep what the teacher put in by hand?"""
    hand_in(course, "ann", "def add(a, b):\n    return 3")
    grade(course, LESSON)
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        found = book.find_grade("check-add", LESSON, LESSON, "ann")
        found.manual_score, found.extra_credit = 1.5, 0.25
        book.find_comment("add", LESSON, LESSON, "ann").manual_comment = "nice try"
        book.db.commit()
    assert grade(course, LESSON).skipped == 1
    assert grade(course, LESSON, rerun=True).reports.keys() == {"ann"}
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        found = book.find_grade("check-add", LESSON, LESSON, "ann")
        assert (found.manual_score, found.extra_credit, found.auto_score) == (1.5, 0.25, 0)
        assert book.find_comment("add", LESSON, LESSON, "ann").manual_comment == "nice try"


@pytest.mark.parametrize(
    ("change", "reason"), [({"schema_version": 1}, "Outdated schema"), ({"grade_id": "add"}, "Duplicate grade id")]
)
def test_a_lesson_whose_metadata_are_unfit_stops_the_run(course, change, reason):
    """Does the teacher read which file, and why, and does nobody get a mark?"""
    hand_in(course, "ann", RIGHT)
    path = course.folder / "source" / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == "check-add").metadata.nbgrader.update(change)
    nbformat.write(notebook, path)
    batch = grade(course, LESSON)
    assert path.name in batch.stopped
    assert reason in batch.stopped
    assert not batch.reports


def test_a_gpu_that_is_not_there_is_told(course):
    """Does a teacher who lets students use a GPU learn that this machine has none, and are marks made all the same?"""
    hand_in(course, "ann", RIGHT)
    batch = grade(course, LESSON, gpu=0.2)
    assert score(course, "ann") == 2
    assert ("no NVIDIA GPU" in "".join(batch.warnings)) == (not gpu_devices())


def test_a_mark_can_be_made_again_from_the_record(course):
    """Does the record hold what is needed, and does it come to the same?"""
    from helpers.grading.audit import audit

    hand_in(course, "ann", RIGHT)
    grade(course, LESSON)
    (entry,) = Record(course.folder).entries(LESSON)
    assert entry["marks"] == {"check-add": 2}
    assert len(entry["notebook_sha256"]) == 64
    assert entry["seeds"]["check-add"] not in json.dumps(entry["texts"])
    (course.folder / "submitted" / "ann" / LESSON / f"{LESSON}.ipynb").unlink()
    said = []
    assert audit(course.folder, LESSON, "*", True, lambda text, **_: said.append(text)) == 0
    assert "again: the same" in "".join(said)
    assert (course.folder / ".course").stat().st_mode & 0o077 == 0


def test_work_is_marked_against_the_version_that_was_handed_out(course):
    """Does a check that changed after the release leave those alone who had the one before?"""
    hand_in(course, "ann", RIGHT)
    grade(course, LESSON)
    old = (course.folder / "release" / LESSON / f"{LESSON}.ipynb").read_bytes()
    write_source(course, CHECK.replace("equals(3", "equals(4"))
    grade(course, LESSON, rerun=True)
    assert score(course, "ann") == 2
    course.release(LESSON)
    hand_in(course, "bob", RIGHT)
    grade(course, LESSON)
    assert score(course, "bob") == 0
    assert old != (course.folder / "release" / LESSON / f"{LESSON}.ipynb").read_bytes()


def test_a_fault_of_the_grader_is_the_teachers_to_mend(course):
    """Is a check that cannot be asked across processes left open, and not a zero?"""
    write_source(course, "assert add == add")
    course.release(LESSON)
    hand_in(course, "ann", RIGHT)
    batch = grade(course, LESSON)
    assert "check-add" in batch.faults()["ann"]
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        found = book.find_grade("check-add", LESSON, LESSON, "ann")
        assert found.auto_score is None
        assert found.needs_manual_grade


def test_stock_autograde_marks_the_same_way(course):
    """Does `nbgrader autograde`, typed in the course's folder, use our processes, and give feedback without secrets?"""
    hand_in(course, "ann", RIGHT)
    hand_in(course, "bob", "def add(a, b):\n    print('seen', a, b)\n    return 3")
    words = {"PATH": f"{sys.prefix}/bin:/usr/bin:/bin", "HOME": str(course.folder)}
    for command in ("autograde", "generate_feedback"):
        done = subprocess.run(
            ["nbgrader", command, LESSON], cwd=course.folder, env=words, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (score(course, "ann"), score(course, "bob")) == (2, 0)
    assert Record(course.folder).folder.exists()
    page = (course.folder / "feedback" / "bob" / LESSON / f"{LESSON}.html").read_text()
    assert "larger ones" in page
    assert "An input for which it fails: add(" in page
    assert "inputs(&#39;add&#39;)" not in page
    assert "HIDDEN TESTS" not in page


def test_without_a_sandbox_nothing_is_graded(course, monkeypatch):
    """Does grading refuse where students' code could not be confined, and say what to do?"""
    hand_in(course, "ann", RIGHT)
    monkeypatch.setattr("helpers.grading.sandbox.available", lambda: "no namespaces here")
    batch = grade(course, LESSON)
    assert "no namespaces here" in batch.stopped
    assert "course doctor" in batch.stopped
    assert not (course.folder / "autograded" / "ann").exists() or not list(
        (course.folder / "autograded" / "ann").rglob("*.ipynb")
    )


def test_the_reference_is_compared_both_ways(course):
    """Does --dry tell a lesson that crosses from one whose check needs the object itself?"""
    said = []
    assert dry.compare(course, LESSON, lambda text, **_: said.append(text)) == 0, said
    write_source(course, "assert add == add")
    assert dry.compare(course, LESSON, lambda text, **_: said.append(text)) == 1
    assert "nbgrader gives 2, confined 0 of 2. A check that cannot cross" in "".join(said)


def test_a_lone_learner_gets_the_whole_verdict(course):
    """Does `course check` say of each check what it is worth and why, without a gradebook?"""
    (course.folder / "gradebook.db").unlink()
    for answer, code, words in ((RIGHT, 0, "2 of 2 points"), ("def add(a, b):\n    return 3", 1, "larger ones")):
        said = []
        path = hand_in(course, "me", answer)
        assert check(course.folder, path, lambda text, said=said, **_: said.append(text)) == code
        assert words in "\n".join(said)
    assert check(course.folder, path.with_name("other.ipynb"), lambda *_, **__: None) == 2


NASTY = "\x1b]0;x\x07[red]\udcff.ipynb"


def test_names_and_notes_are_shown_as_they_are(course):
    """Does the summary print whatever a file, an error or a student is called, and never as markup?"""
    hand_in(course, "ann", RIGHT, NASTY)
    path = hand_in(course, "bob", RIGHT, NASTY)
    os.truncate(path, 100 << 20)
    hand_in(course, "[b]eve", RIGHT)
    lines = []
    batch = grade(course, LESSON)
    batch.reports["ann"]["notes"].append("[/] is no end of anything")
    console = Console(file=io.StringIO(), width=200)
    assert tell(batch, lambda text: (console.print(text), lines.append(text)), course) == 0
    said = console.file.getvalue()
    assert said.encode()
    assert "\x1b" not in said
    assert "[red]" in said
    assert "[/] is no end" in said
    assert (course.folder / "grades.csv").exists()


def test_what_failed_in_a_changed_cell_is_not_told(course):
    """A changed cell may know hidden inputs when it fails: does the feedback's note keep its words to itself?"""
    notebook = lesson(("setup", None, "import math"), ("add", None, SOLUTION), ("check-add", 2, CHECK)).notebook
    notebook.cells.append(nbformat.v4.new_code_cell("later = 1", id="later"))
    skeleton = Skeleton(notebook)
    texts = [{"id": cell.id, "kind": cell.kind, "source": cell.source} for cell in skeleton.cells]
    next(text for text in texts if text["id"] == "later")["source"] = "raise type('LOOT', (Exception,), {})('LOOT')"
    with Grader(skeleton.modules()) as grader:
        result = grader.mark(skeleton, Submission(texts=texts), {})
    assert any("A cell that you changed failed" in note for note in result["notes"])
    assert "LOOT" not in str(result["notes"])


LINKS = [
    "[a](javascript:x)", "[a]( JavaScript:x)", "[a](java&#115;cript:x)", "[a](\njavascript:x)", "![a](javascript:x)",
    "[a][b]\n\n[b]: javascript:x", "[b]\n\n[b]:\n  javascript:x", "[a](data:text/html,x)", "[a](vbscript:x)",
    "> [b]\n\n> [b]: javascript:x", "[![a](b)](javascript:x)", "![a](attachment:a.png)", "![a][b]\n\n[b]: attachment:x",
    "![a](https://b.c/d.png)", "|a|\n|-|\n|[x](javascript:1)|", "<script>x</script>", "<a href=javascript:x>",
]  # fmt: skip


@pytest.mark.parametrize("text", LINKS)
def test_an_answer_in_words_runs_nothing(text):
    """Is no link of a student's a script, no picture fetched, and is every page made?"""
    page = markdown2html_mistune(harmless(text))
    assert not re.search(r"<(img|script|a href=.\s*(?!https?:))", page)


def test_a_link_to_a_page_stays():
    """May an answer in words cite its sources?"""
    page = markdown2html_mistune(harmless("[a](https://b.c/d) and [e][f]\n\n[f]: https://g.h"))
    assert 'href="https://b.c/d"' in page
    assert 'href="https://g.h"' in page
