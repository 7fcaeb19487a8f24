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
DRIVER = """
import ctypes, torch
torch.zeros(1, device='cuda')
driver = ctypes.CDLL('libcuda.so.1')
def take(size):
    held = ctypes.c_uint64()
    return held.value if driver.cuMemAlloc_v2(ctypes.byref(held), ctypes.c_size_t(size)) == 0 else None
"""
# Past torch, and so past the cap: all the memory that there is, for as long as a call may last.
HOG = f"""{DRIVER}
for size in [1 << bits for bits in range(36, 19, -1)] * 2:
    while take(size): pass
def add(a, b):
    import time
    time.sleep(6)
    return a + b
"""
SPIN = f"import torch\ntorch.cuda._sleep(1 << 60)\ntorch.cuda.synchronize()\n{ON_GPU}"
SIGN = 0x5EC2E7
WRITE = f"import torch\nheld = torch.full((1 << 29,), {SIGN}, dtype=torch.int32, device='cuda')\n{ON_GPU}"
PEEK = f"""{DRIVER}
found, chunk, here = 0, 1 << 28, torch.empty(1 << 26, dtype=torch.int32, device='cuda')
while place := take(chunk):
    driver.cuMemcpyDtoD_v2(ctypes.c_uint64(here.data_ptr()), ctypes.c_uint64(place), ctypes.c_size_t(chunk))
    torch.cuda.synchronize()
    found += int((here == {SIGN}).sum())
def add(a, b):
    return a + b + found
"""


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


@pytest.mark.gpu
def test_who_takes_the_whole_gpu_costs_nobody_else_a_mark(course):
    """One goes around torch and takes all memory, another computes without end: do the others keep their marks?"""
    honest = [f"honest-{number}" for number in range(9)]
    hand_in(course, "a-hog", HOG)
    hand_in(course, "b-spinner", SPIN)
    for student in honest:
        memory = torch.cuda.get_device_properties(0).total_memory
        hand_in(course, student, GREEDY.format(bytes=int(SHARE * 0.5 * memory)))
    assert not grade(course, LESSON, gpu=SHARE, workers=4).stopped
    assert {student: score(course, student) for student in honest} == dict.fromkeys(honest, 2)
    assert score(course, "b-spinner") == 0


@pytest.mark.gpu
def test_what_was_in_the_memory_of_the_gpu_is_gone_for_the_next(course):
    """One fills two gigabytes with a sign; does who comes after find it in memory that nobody has written to?"""
    hand_in(course, "a-writer", WRITE)
    hand_in(course, "b-peeker", PEEK)
    assert not grade(course, LESSON, gpu=SHARE, workers=1).stopped
    assert (score(course, "a-writer"), score(course, "b-peeker")) == (2, 2)
