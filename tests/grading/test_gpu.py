"""A GPU for students' code, where the teacher allows it: a context after the fork, a cap, nothing for anybody else."""

import shutil

import pytest
import torch

from helpers.grading.bank import Lesson
from helpers.grading.batch import grade
from helpers.grading.course import Course
from helpers.grading.grader import Grader, Submission, surroundings
from helpers.grading.points import earned
from tests.grading.small import CHECK, LESSON, hand_in, make, score, write_source
from tests.same.__main__ import submissions

ON_GPU = "import torch\ndef add(a, b):\n    return int(torch.tensor(a, device='cuda') + b)"
GREEDY = f"import torch\nheld = torch.empty({{bytes}}, dtype=torch.uint8, device='cuda')\n{ON_GPU}"
SHARE = 0.1


@pytest.fixture
def course(root, tmp_path):
    """One small lesson."""
    return make(root, tmp_path / "course")


@pytest.mark.gpu
def test_an_answer_may_use_the_gpu_as_far_as_the_teacher_allows(course):
    """Does work on the GPU count, side by side, up to its share of the memory, and not without leave?"""
    memory = torch.cuda.get_device_properties(0).total_memory
    hand_in(course, "below", GREEDY.format(bytes=int(SHARE * 0.8 * memory)))
    hand_in(course, "above", GREEDY.format(bytes=int(SHARE * 1.2 * memory)))
    for number in range(6):
        hand_in(course, f"plain-{number}", ON_GPU)
    without = Course(shutil.copytree(course.folder, course.folder.with_name("without")))
    assert not grade(course, LESSON, gpu=SHARE, workers=2).stopped
    marks = {student: score(course, student) for student in ("below", "above", *(f"plain-{n}" for n in range(6)))}
    assert marks == {"below": 2, "above": 0} | {f"plain-{number}": 2 for number in range(6)}
    assert not grade(without, LESSON, "plain-0").stopped
    assert score(without, "plain-0") == 0


@pytest.mark.gpu
def test_the_checks_see_no_gpu(course):
    """Is the trusted process still without one? A check that asks says so."""
    write_source(course, f"import torch\nassert not torch.cuda.is_available()\n{CHECK}")
    course.release(LESSON)
    hand_in(course, "anna", ON_GPU)
    assert not grade(course, LESSON, gpu=SHARE).stopped
    assert score(course, "anna") == 2


def test_without_leave_torch_is_told_that_there_is_none(monkeypatch):
    """What a process may see of GPUs is decided in one place."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/nvidia")
    assert surroundings("/tmp")["CUDA_VISIBLE_DEVICES"] == ""
    assert "LD_LIBRARY_PATH" not in surroundings("/tmp")
    allowed = surroundings("/tmp", 0.25)
    assert "CUDA_VISIBLE_DEVICES" not in allowed
    assert "0.25" in allowed["PYTORCH_ALLOC_CONF"]
    assert allowed["LD_LIBRARY_PATH"] == "/opt/nvidia"


@pytest.mark.gpu
@pytest.mark.parametrize("name", ["01_the_2012_moment", "02_layers_of_neurons", "03_how_features_get_sharper"])
def test_right_answers_keep_their_marks_where_there_is_a_gpu(root, name):
    """A lesson's own DEVICE is then the GPU: does every right answer in the banks still get what it gets without?"""
    lesson = Lesson(root / "source" / name / f"{name}.ipynb")
    answers = lesson.answers([root / "tests" / "answers"], with_mutants=False)
    lost = []
    with Grader(lesson.skeleton.modules(), gpu=SHARE) as grader:
        grader.warm(lesson.skeleton)
        for row in submissions([answer for answer in answers if answer.kind == "right"]):
            outputs = grader.mark(lesson.skeleton, Submission(answers=row), {}, explain=False)["outputs"]
            lost += [
                cell.name for cell in lesson.skeleton.checks if earned(outputs[cell.id], cell.points) < cell.points
            ]
    assert not lost
