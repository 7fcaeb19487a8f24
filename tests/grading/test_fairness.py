"""Does the fairness runner tell fair checks from unfair ones, whatever an answer does to the process it runs in?"""

import contextlib
import json
import os
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.grading import fairness as module
from helpers.grading.bank import Answer
from helpers.grading.fairness import Fairness, Verdict, fairness

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
    "double/right/warns": "import warnings\ndef double(x):\n    warnings.warn('slow')\n    return 2 * x",
    "double-2/right/own_way": "def quadruple(x):\n    return 4 * x",
    "double-2/wrong/credit_in_part": "def quadruple(x):\n    return 4 * x if x < 3 else 0",
}
UNFAIR = {  # and why
    "double/right/rejected": ("def double(x):\n    return 3 * x", "lost marks: check-double gave 0%"),
    "double/wrong/kept": ("# hint: one\ndef double(x):\n    return x * 2", "kept full marks (seed unset)"),
    "double/wrong/kept_once": (
        "# hint: one\nimport tempfile, pathlib\nruns = pathlib.Path(tempfile.gettempdir(), 'runs')\n"
        "runs.open('a').write('x')\ndef double(x):\n    return x * 2 if len(runs.read_text()) == 4 else 0",
        "kept full marks (seed 2)",
    ),
    "double/wrong/other_hint": ("# hint: try a loop\ndef double(x):\n    return 0", "did not read 'try a loop', but:"),
}
ENDLESS = {
    "double/wrong/loops": """# hint: longer than
def double(x):
    while True:
        pass""",
    "double/wrong/forks": """# hint: longer than
import os, subprocess, sys, time
def double(x):
    subprocess.Popen(["/bin/sleep", MARK], start_new_session=True)
    time.sleep(60)""",
}


def course(folder: Path, answers: dict[str, str], quadruple: str = "return double(double(x))") -> Path:
    """A course folder with one small lesson and a bank of answers; `quadruple` is the second exercise's solution."""
    cells = [new_markdown_cell("# Doubling")]
    for name, points, text in CELLS:
        text = text.replace("return double(double(x))", quadruple)
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
    found = fairness(
        course(tmp_path_factory.mktemp("fair"), FAIR), seeds=2, mutants=False, progress=lambda *done: told.append(done)
    )
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
    expected = {"right": 3, "wrong": 6, "seeds": 2, "mutants": 0, "rejected": [], "missed": []}
    expected |= {"mutants_caught": 0, "mutants_explained": 0, "survivors": []}
    assert json.loads(json.dumps(found.counts)) == {
        LESSON: {"double": expected, "double-2": expected | {"right": 1, "wrong": 1}}
    }


def test_mutants_are_tried_and_survivors_have_to_be_explained(tmp_path):
    """Is a mutant caught, forgiven for its explanation, shown without one, and shown where the explanation is false?"""
    root = course(tmp_path, {}, "return double(double(x)) + 0 * x - 0 * x")
    as_good, false = "return double(double(x)) - 0 * x - 0 * x", "return -(double(double(x)) + 0 * x - 0 * x)"
    explain(root, "return double(double(x)) + 0 * x - 0 * x", {as_good: "less nothing", false: "it is caught"})
    found = fairness(root, seeds=2, progress=lambda *_: None)
    counts = found.counts[LESSON]  # of 2 * x: 2 / x, 3 * x, 1 * x, -(2 * x)
    assert (counts["double"]["mutants"], counts["double"]["mutants_caught"]) == (4, 4)
    keys = ("mutants", "mutants_caught", "mutants_explained", "survivors")
    assert [counts["double-2"][key] for key in keys] == [9, 7, 1, ["L3-arithmetic-1"]]
    assert [verdict.answer.name for verdict in found.unfair] == ["L3-sign-1", "L3-arithmetic-1"]
    table = found.table()
    assert "  7 of 9, 1 explained  " in table
    assert f"{LESSON}/double-2/mutant/L3-sign-1 lost marks, though survivors.toml says that it cannot: return" in table
    assert f"{LESSON}/double-2/mutant/L3-arithmetic-1 kept full marks: return" in table
    assert "4 answers with 2 seeds each and 13 mutants with at most 3: 2 unfair." in table


def test_an_explanation_needs_its_mutant(tmp_path):
    """Is an explanation an error that speaks of a line the reference does not have?"""
    root = course(tmp_path, {})
    explain(root, "return 4", {"return 5": "as good"})
    with pytest.raises(ValueError, match="explains a mutant that 07_doubling double-2 lacks: return 4  →  return 5"):
        fairness(root)


def explain(root: Path, line: str, reasons: dict[str, str]) -> None:
    path = root / "tests" / "answers" / LESSON / "double-2" / "survivors.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([f'["{line}"]', *(f'"{changed}" = "{why}"' for changed, why in reasons.items())]))


@pytest.mark.parametrize(("caught", "holds"), [(19, True), (18, False)])
def test_one_mutant_in_twenty_may_survive(caught, holds):
    """Is 95 % enough and less not, where explained ones do not count, and is the survivor shown in either case?"""
    explained = Answer(LESSON, "double", "mutant", "L1-sign-1", "", reason="as good")
    verdicts = [Verdict(explained, "", True, survived=True)]
    for number in range(caught + 1):
        survived = number == caught
        answer = Answer(LESSON, "double", "mutant", f"L3-number-{number}", "")
        verdicts.append(Verdict(answer, "kept full marks: 1  →  2" if survived else "", survived, survived))
    found = Fairness(verdicts, seeds=2)
    assert found.holds == holds
    assert f"L3-number-{caught} kept full marks: 1  →  2" in found.table()


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
    found = fairness(root, ["07"], [tmp_path / "more"], seeds=3, mutants=False, progress=lambda *_: None)
    assert not found.holds
    whys = {f"{v.answer.exercise}/{v.answer.kind}/{v.answer.name}": v.why for v in found.unfair}
    assert whys.keys() == UNFAIR.keys()
    assert all(UNFAIR[name][1] in why for name, why in whys.items())
    counts = found.counts[LESSON]["double"]
    assert (counts["rejected"], counts["missed"]) == (["rejected"], ["kept", "kept_once", "other_hint"])
    assert all(f"{LESSON}/{name} " in found.table() for name in UNFAIR)


def test_an_endless_answer_is_killed_with_its_children(tmp_path, monkeypatch):
    """Does the runner end, leaving no process behind, where an answer or a mutant loops and where it left a child?"""
    monkeypatch.setattr(module, "SHORTEST_LIMIT", 1)
    monkeypatch.setattr(module, "MUTANT_LIMIT", 1)
    mark = f"61.{os.getpid()}{time.monotonic_ns()}"
    answers = {name: text.replace("MARK", repr(mark)) for name, text in ENDLESS.items()}
    root = course(tmp_path / "course", answers, "while False:\n        pass\n    return double(double(x))")
    began = time.monotonic()
    found = fairness(root, seeds=2, progress=lambda *_: None)
    assert found.holds, found.table()
    assert found.counts[LESSON]["double-2"]["mutants_caught"] == 2  # while True, and a minus
    assert time.monotonic() - began < 40
    deadline = time.monotonic() + 5
    while alive(mark):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(mark: str) -> bool:
    """Does any process have the mark on its command line?"""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(path.read_bytes())
    return any(mark.encode() in line for line in lines)


def test_unknown_lessons_and_exercises_are_refused(tmp_path):
    """Is a mistyped name an error instead of an answer that is never tried?"""
    root = course(tmp_path, {"dubble/right/adds": ""})
    with pytest.raises(ValueError, match="no exercise of 07_doubling"):
        fairness(root)
    with pytest.raises(ValueError, match=r"no lesson '08' in source/; there are: 07_doubling"):
        fairness(root, ["08"])
