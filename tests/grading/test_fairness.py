"""Does the fairness runner tell fair checks from unfair ones, whatever an answer does to the process it runs in?"""

import json
import os
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.grading import fairness as module
from helpers.grading.fairness import fairness

ROOT = Path(__file__).parents[2]
LESSON = "07_doubling"
CELLS = [  # grade_id, points of a check, text
    ("setup", None, "from helpers.checks import credit, expect, inputs"),
    ("", None, "raise RuntimeError('a demo is not run')"),
    ("double", None, "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"),
    (
        "check-double",
        2,
        "x = inputs('double').normal(3)\n"
        "expect(double(1)).equals(2, hint='how much is one and one?')\n"
        "### BEGIN HIDDEN TESTS\n"
        "expect(double(x)).close_to(x + x, hint='every number, not only 1')\n"
        "### END HIDDEN TESTS",
    ),
    ("double-2", None, "def quadruple(x):\n    ### BEGIN SOLUTION\n    return double(double(x))\n    ### END SOLUTION"),
    ("check-double-2", 1, "expect(quadruple(1)).equals(4, hint='twice twice')"),
    (
        "check-double-2-2",
        0,
        "expect(quadruple(2)).equals(8)\ncredit(sum(quadruple(n) == 4 * n for n in range(4)) / 4, points=0)",
    ),
]
FAIR = {
    "double/right/adds": "def double(x):\n    return x + x",
    "double/right/class": """
from dataclasses import dataclass

@dataclass
class Two:
    n: int = 2

def double(x):
    return Two().n * x""",
    "double/wrong/square": "# hint: One  and one\ndef double(x):\n    return x * x",
    "double/wrong/only_visible": "# hint: every number\ndef double(x):\n    return 2 if type(x) is int else x",
    "double/wrong/mistake_of_their_own": "# hint: ZeroDivisionError\ndef double(x):\n    return 2 * x + 1 // 0",
    "double/wrong/not_python": "# hint: is not defined\ndef double(x:",
    "double/wrong/exits": "# hint: SystemExit\ndef double(x):\n    raise SystemExit",
    "double/wrong/dies": "# hint: process died\nimport os\ndef double(x):\n    os._exit(0)",
    "double/wrong/warns": "# hint: slow\nimport warnings\ndef double(x):\n    warnings.warn('slow')\n    return 2 * x",
    "double-2/right/own_way": "def quadruple(x):\n    return 4 * x",
    "double-2/wrong/credit_in_part": "def quadruple(x):\n    return 4 * x if x < 3 else 0",
}
UNFAIR = {  # and why
    "double/right/rejected": ("def double(x):\n    return 3 * x", "lost marks: check-double gave 0%"),
    "double/wrong/kept": ("# hint: one\ndef double(x):\n    return x * 2", "kept full marks (seed unset)"),
    "double/wrong/kept_once": (
        "# hint: one\nimport os\ndef double(x):\n    return x * 2 if os.environ.get('COURSE_SEED') == '2' else 0",
        "kept full marks (seed 2)",
    ),
    "double/wrong/other_hint": ("# hint: try a loop\ndef double(x):\n    return 0", "did not read 'try a loop', but:"),
}
ENDLESS = {
    "double/wrong/loops": """# hint: more than 1 s
def double(x):
    while True:
        pass""",
    "double/wrong/forks": """# hint: more than 1 s
import os, time
def double(x):
    child = os.fork()
    if child:
        print(child, file=open(FILE, "w"), flush=True)
    time.sleep(60)""",
}


def course(folder: Path, answers: dict[str, str]) -> Path:
    """A course folder with one small lesson and a bank of answers."""
    cells = [new_markdown_cell("# Doubling")]
    for name, points, text in CELLS:
        about = {
            "grade_id": name,
            "schema_version": 3,
            "task": False,
            "grade": points is not None,
            "locked": points is not None,
        }
        about["solution"] = "SOLUTION" in text
        about |= {} if points is None else {"points": points}
        cells.append(new_code_cell(text, metadata={"nbgrader": about} if name else {"tags": ["demo"]}))
    path = folder / "source" / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), path)
    write_bank(folder / "tests" / "answers", answers)
    return folder


def write_bank(folder: Path, answers: dict[str, str]) -> None:
    for name, text in answers.items():
        path = folder / LESSON / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture(scope="module")
def fair(tmp_path_factory):
    """A fair bank, tried with two seeds, and what the progress callback was told."""
    told = []
    found = fairness(course(tmp_path_factory.mktemp("fair"), FAIR), seeds=2, progress=lambda *done: told.append(done))
    return found, told


def test_a_fair_bank_is_fair(fair):
    """Do right answers keep every mark and wrong ones lose some, also those that die, exit or are no Python?"""
    found, _ = fair
    assert found.holds, found.table()
    assert len(found.verdicts) == len(FAIR) + 4
    assert "15 answers with 2 seeds each: every one fair." in found.table()


def test_counts_have_the_form_that_others_read(fair):
    """Is it JSON with the agreed keys, and are the checks of `double` and `double-2` told apart?"""
    found, _ = fair
    expected = {"right": 2, "wrong": 7, "seeds": 2, "mutants": 0, "rejected": [], "missed": []}
    assert json.loads(json.dumps(found.counts)) == {
        LESSON: {"double": expected, "double-2": expected | {"right": 1, "wrong": 1}}
    }


def test_what_passes_the_visible_part_is_known(fair):
    """Is the answer known that only hidden tests catch?"""
    found, _ = fair
    passes = {
        verdict.answer.name for verdict in found.verdicts if verdict.passes_visible and verdict.answer.kind == "wrong"
    }
    assert passes == {"only_visible"}


def test_progress_is_told_answer_by_answer(fair):
    """Does a caller hear of every answer?"""
    assert fair[1] == [(count, len(FAIR) + 4) for count in range(1, len(FAIR) + 5)]


def test_unfair_answers_are_named_with_the_reason(tmp_path):
    """Is it said which answer is unfair, why and with which seed, also for answers from one more bank?"""
    root = course(tmp_path / "course", {})
    write_bank(tmp_path / "more", {name: text for name, (text, _) in UNFAIR.items()})
    found = fairness(root, ["07"], [tmp_path / "more"], seeds=3, progress=lambda *_: None)
    assert not found.holds
    whys = {f"{v.answer.exercise}/{v.answer.kind}/{v.answer.name}": v.why for v in found.unfair}
    assert whys.keys() == UNFAIR.keys()
    assert all(UNFAIR[name][1] in why for name, why in whys.items())
    counts = found.counts[LESSON]["double"]
    assert (counts["rejected"], counts["missed"]) == (["rejected"], ["kept", "kept_once", "other_hint"])
    assert all(f"{LESSON}/{name} " in found.table() for name in UNFAIR)


def test_an_endless_answer_is_killed_with_its_children(tmp_path, monkeypatch):
    """Does the runner end, leaving no process behind, where an answer loops and where it left a child?"""
    monkeypatch.setattr(module, "SHORTEST_LIMIT", 1)
    left = tmp_path / "left"
    answers = {name: text.replace("FILE", repr(str(left))) for name, text in ENDLESS.items()}
    root = course(tmp_path / "course", answers)
    began = time.monotonic()
    found = fairness(root, seeds=2, progress=lambda *_: None)
    assert found.holds, found.table()
    assert time.monotonic() - began < 40
    deadline = time.monotonic() + 5
    while alive(int(left.read_text())):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def test_unknown_lessons_and_exercises_are_refused(tmp_path):
    """Is a mistyped name an error instead of an answer that is never tried?"""
    root = course(tmp_path, {"dubble/right/adds": ""})
    with pytest.raises(ValueError, match="no exercise of 07_doubling"):
        fairness(root)
    with pytest.raises(ValueError, match=r"no lesson '08' in source/; there are: 07_doubling"):
        fairness(root, ["08"])
