"""Is a check that runs in another process than the answer the same check? Every question through real processes."""

import pytest

from helpers.grading.grader import Reference, Submission
from helpers.grading.points import earned
from tests.grading.conftest import SETUP, lesson, stub

SAME = {  # an answer and a check that gives full marks where both are in one process
    "function": ("def f(x):\n    return x + 1", "assert f(1) == 2 and f(x=2) == 3"),
    "value": ("f = 5", "assert f == 5 and f + 1 == 6"),
    "list": ("f = [1, 2]", "assert f == [1, 2] and len(f) == 2"),
    "tuple, set, dict": ("def f():\n    return (1, {2}, {'a': 3.5})", "assert f() == (1, {2}, {'a': 3.5})"),
    "complex and bytes": ("def f():\n    return 1j, b'x'", "assert f() == (1j, b'x')"),
    "size": ("def f(x):\n    return x.shape", "assert f(torch.ones(2, 3)) == torch.Size([2, 3]) == (2, 3)"),
    "array": ("def f(a):\n    return a * 2", "np.testing.assert_array_equal(f(np.arange(3)), [0, 2, 4])"),
    "tensor": ("def f(a):\n    return a * 2", "assert torch.equal(f(torch.ones(3)), torch.full((3,), 2.0))"),
    "in place, list": ("def f(a):\n    a.append(a[0])", "a = [[1]]\nf(a)\nassert a == [[1], [1]] and a[0] is a[1]"),
    "in place, dict": ("def f(d):\n    d['b'] = d.pop('a')", "d = {'a': 1}\nf(d)\nassert d == {'b': 1}"),
    "in place, array": ("def f(a):\n    a += 1", "a = np.zeros(3)\nrow = a[1:]\nf(a)\nassert row.tolist() == [1, 1]"),
    "in place, tensor": ("def f(a):\n    a.mul_(2)", "a = torch.ones(4)\nv = a[2:]\nf(a)\nassert v.tolist() == [2, 2]"),
    "in place, a view": (
        "def f(a):\n    a.zero_()",
        "a = torch.ones(2, 2)\nf(a[0])\nassert a.tolist() == [[0, 0], [1, 1]]",
    ),
    "unchanged": ("def f(a):\n    return a + 1", "a = torch.ones(2)\nf(a)\nassert a.tolist() == [1, 1]"),
    "the argument itself": (
        "def f(a):\n    return a",
        "a = [1]\nassert f(a) is a\nt = torch.ones(1)\nassert f(t) is t",
    ),
    "raises": (
        "def f(x):\n    raise ValueError('no', 3)",
        "try:\n    f(1)\nexcept ValueError as e:\n    assert e.args == ('no', 3)\nelse:\n    assert False",
    ),
    "raises its own": (
        "class Mine(KeyError): pass\ndef f():\n    raise Mine('k')",
        "try:\n    f()\nexcept KeyError as e:\n    assert type(e).__name__ == 'Mine'\nelse:\n    assert False",
    ),
    "expect raises": ("def f(x):\n    raise TypeError", "expect.calling(f, 1).raises(TypeError)"),
    "generator": (
        "def f(n):\n    yield from range(n)",
        "assert list(f(3)) == [0, 1, 2]\ng = f(2)\nassert next(g) == 0",
    ),
    "closure": ("def f(a):\n    return lambda b: a + b", "assert f(1)(2) == 3"),
    "class": (
        "class f:\n    def __init__(self, n):\n        self.n = n\n"
        "    def up(self):\n        self.n += 1\n        return self",
        "a = f(1)\nassert a.up().n == 2 and a.up().n == 3",
    ),
    "items and length": (
        "class f:\n    def __getitem__(self, i):\n        return i * 2\n    def __len__(self):\n        return 7",
        "a = f()\nassert a[3] == 6 and len(a) == 7",
    ),
    "a module of theirs": (
        "class f(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.l = torch.nn.Linear(2, 1)\n"
        "    def forward(self, x):\n        return self.l(x)",
        "m = f()\nassert m(torch.ones(3, 2)).shape == (3, 1)\nassert sum(p.numel() for p in m.parameters()) == 3",
    ),
    "a module of ours": (
        "def f(m):\n    with torch.no_grad():\n        m.weight.fill_(2)\n    return m(torch.ones(1, 2)).sum()",
        "m = torch.nn.Linear(2, 1, bias=False)\nassert f(m) == 4 and m.weight.tolist() == [[2, 2]]",
    ),
    "call-back": ("def f(g):\n    return g(2) + g(x=3)", "assert f(lambda x: x * 10) == 50"),
    "call-back that raises": (
        "def f(g):\n    try:\n        g()\n    except ZeroDivisionError:\n        return 'caught'",
        "assert f(lambda: 1 / 0) == 'caught'",
    ),
    "call-back that calls": (
        "def f(g, n):\n    return g(n) if n else 'end'",
        "def g(n):\n    return f(g, n - 1)\nassert f(g, 3) == 'end'",
    ),
    "call-back in place": (
        "def f(g):\n    a = [1]\n    g(a)\n    return a",
        "assert f(lambda a: a.append(2)) == [1, 2]",
    ),
    "their function comes back": ("def f(g=None):\n    return 'me' if g is f else f", "assert f(f()) == 'me'"),
    "gradient": ("def f(x):\n    return x ** 3", "expect(gradient(f, torch.tensor([2.0]))).close_to([12.0])"),
    "backward": (
        "def f(x, y):\n    return (x * y).sum(), x.max()",
        "x = torch.ones(2, requires_grad=True)\na, b = f(x, torch.tensor([3.0, 4.0]))\n(a * 2).backward()\n"
        "assert x.grad.tolist() == [6, 8]",
    ),
    "no gradient": (
        "def f(x):\n    return torch.is_grad_enabled()",
        "with torch.no_grad():\n    assert f(1) is False\nassert f(1)",
    ),
    "seeds repeat": (
        "def f():\n    return random.random(), np.random.rand(), torch.rand(1).item()",
        "def seeded():\n    random.seed(1); np.random.seed(1); torch.manual_seed(1)\n    return f()\n"
        "assert seeded() == seeded()",
    ),
    "seeded as here": (
        "def f():\n    return random.random(), np.random.rand(), torch.rand(1).item()",
        "random.seed(1); np.random.seed(1); torch.manual_seed(1)\ngot = f()\nrandom.seed(1); np.random.seed(1); "
        "torch.manual_seed(1)\nassert got == (random.random(), np.random.rand(), torch.rand(1).item())",
    ),
    "seeded by a function": (
        "def f(g):\n    return g() and random.random()",
        "def g():\n    random.seed(3)\n    return True\n"
        "f(g)\ngot = f(lambda: True)\nrandom.seed(3); random.random()\nassert got == random.random()",
    ),
    "a state set again": (
        "def f():\n    return random.random(), np.random.rand(), torch.rand(1).item()",
        "f()\nstates = torch.get_rng_state(), np.random.get_state(), random.getstate()\none = f()\n"
        "torch.set_rng_state(states[0]); np.random.set_state(states[1]); random.setstate(states[2])\n"
        "assert f() == one\nassert not {*one} & {*f()}",
    ),
    "seeded before one that fails": (
        "def f(x):\n    return torch.rand(1).item() if x else 1 / 0",
        "f(1)\ntorch.manual_seed(5)\ntry:\n    f(0)\nexcept ZeroDivisionError:\n    pass\n"
        "torch.manual_seed(5)\ngot = f(1)\ntorch.manual_seed(5)\nassert got == torch.rand(1).item()",
    ),
    "other coins each time": ("def f():\n    return torch.rand(1).item()", "assert f() != f()"),
    "binding": (
        "def g():\n    return 1\ndef f():\n    return g() + 1",
        "old = g\ng = lambda: 10\nassert f() == 11\ndel g\n"
        "try:\n    f()\nexcept NameError:\n    pass\nelse:\n    assert False",
    ),
    "state": ("n = 0\ndef f():\n    global n\n    n += 1\n    return n", "assert (f(), f()) == (1, 2)"),
    "annotations": (
        "def f(x: int) -> int:\n    'Add one.'\n    return x + 1",
        "assert f.__name__ == 'f' and f.__doc__ == 'Add one.'",
    ),
    "np types": (
        "def f():\n    return np.float64(2), np.int32(3)",
        "a, b = f()\nassert type(a) is np.float64 and type(b) is np.int32",
    ),
    "big numbers": ("def f():\n    return 2 ** 200, float('inf')", "assert f() == (2 ** 200, float('inf'))"),
    "parameters": ("f = torch.nn.Parameter(torch.ones(2))", "assert f.requires_grad and f.tolist() == [1, 1]"),
    "kwargs": ("def f(*args, **kwargs):\n    return args, kwargs", "assert f(1, a=2) == ((1,), {'a': 2})"),
    "partial credit": ("def f(x):\n    return x", "credit(1.0, points=1)"),
    "unicode": ("def f(s):\n    return s[::-1]", "assert f('naïve ∂ 🙂') == '🙂 ∂ evïan'"),
}


@pytest.mark.parametrize("name", SAME)
def test_the_check_holds_as_in_one_process(ask, name):
    """Does an honest answer get its point across the processes?"""
    answer, check = SAME[name]
    names = {"torch": __import__("torch"), "np": __import__("numpy"), "random": __import__("random")}
    exec("from helpers.checks import credit, expect, gradient", names)
    exec(answer, names)
    exec(check, names)  # the oracle: in one process it holds
    result = ask(answer, check)
    assert result["points"] == 1, result["outputs"]["check-f"]
    assert not result["faults"]


WRONG = {  # an answer and a check that it fails
    "value": ("def f():\n    return 3", "assert f() == 2"),
    "equal to all": (
        "class A:\n    def __eq__(self, o):\n        return True\ndef f():\n    return A()",
        "expect(f()).equals(2)",
    ),
    "float that lies": (
        "class A(float):\n    __eq__ = lambda s, o: True\ndef f():\n    return A(3)",
        "assert f() == 2",
    ),
    "missing": ("", "f(1)"),
    "none": ("def f(x):\n    print(x)", "expect(f(2)).equals(2)"),
    "exits": ("import sys\ndef f():\n    sys.exit(0)", "f()"),
    "raises CheckFailed": (
        "from helpers.checks import CheckFailed\ndef f():\n    raise CheckFailed('you pass')",
        "f()",
    ),
    "not the same": ("def f(x):\n    x += 1", "a = torch.zeros(1)\nf(a)\nexpect(a).equals(torch.zeros(1))"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_gets_nothing(ask, name):
    """Does the check fail across the processes where it should?"""
    answer, check = WRONG[name]
    result = ask(answer, check, reference="def f():\n    return 2")
    assert result["points"] == 0
    assert not result["faults"]


@pytest.mark.parametrize(
    "check",
    ["f() == 1", "bool(f())", "f() + 1", "isinstance(f(), int)", "1 in f()", "not f()",
     "try:\n    f() == 1\nexcept Exception:\n    pass", "f(object())"],
)  # fmt: skip
def test_what_cannot_cross_is_told_to_the_teacher(ask, check):
    """Is a question that has no answer across processes a fault of the grader, and never a silent False?"""
    result = ask("class A: pass\ndef f(*_):\n    return A()", check)
    assert "check-f" in result["faults"]


def test_modules_and_secrets_do_not_come_out(ask):
    """Is nothing that an answer returns ever unpickled or imported here?"""
    answer = "class A:\n    def __reduce__(self):\n        import os\n        return os.system, ('touch x',)\n"
    answer += "def f():\n    return A()"
    assert ask(answer, "expect(f()).equals(1)")["points"] == 0


def test_prints_of_an_answer_are_the_teachers(ask):
    """Does what an answer prints stand in the marked notebook, and not in the words that the check says itself?"""
    result = ask("def f():\n    print('HELLO')\n    return 1", "assert f() == 1")
    assert "HELLO" in str(result["outputs"]["check-f"])
    assert "HELLO" not in str(result["feedback"]["check-f"])


def test_hidden_inputs_do_not_reach_the_feedback(ask):
    """Can an answer tell its student what it was called with in a hidden test?"""
    answer = "seen = []\ndef f(x):\n    seen.append(x)\n    print('LOOT', seen)\n    raise ValueError(f'LOOT {seen}')"
    check = (
        "expect(1).equals(1)\n### BEGIN HIDDEN TESTS\nexpect(f(424242)).equals(1, hint='a hint')\n### END HIDDEN TESTS"
    )
    result = ask(answer, check)
    assert result["points"] == 0
    assert "424242" in str(result["outputs"])
    assert "424242" not in str(result["feedback"])
    assert "LOOT" not in str(result["feedback"])


def test_an_input_that_fails_comes_from_another_seed(ask):
    """Does the feedback of a hidden failure show the property, its hint and an input, but not the one that decided?"""
    check = (
        "draw = inputs('f')\n### BEGIN HIDDEN TESTS\nx = draw.integer(10**6, 10**9)\n"
        "expect(f(x)).equals(x + 1, hint='one more')\n### END HIDDEN TESTS"
    )
    result = ask("def f(x):\n    return x", check, reference="def f(x):\n    return x + 1", warm=True)
    said = result["feedback"]["check-f"][0]["text"]
    assert "one more" in said
    assert "An input for which it fails: f(" in said
    assert str(result["outputs"]["check-f"]).find(said.split("f(")[1].split(")")[0]) == -1


def test_of_copies_that_an_answer_forks_one_answers(ask):
    """Is each call answered once, by the process that was asked?"""
    answer = "import os\ndef f(n):\n    os.fork()\n    return n"
    check = "assert [f(n) for n in range(5)] == [*range(5)]"
    assert ask(answer, check, reference="def f(n):\n    return n")["points"] == 1


FOREVER = {  # an answer that starts more than it may, and whether its own check can still pass
    "forks in the answer": ("import os\ndef f(n):\n    while True:\n        os.fork()", 0),
    "threads in the answer": (
        "import threading, time\ndef f(n):\n"
        "    while True:\n        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        0,
    ),
    "forks in the cell": ("import os\ndef f(n):\n    return n\nwhile True:\n    os.fork()", 1),
    "threads": (
        "import threading, time\ndef f(n):\n    return n\n"
        "while True:\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        1,
    ),
}


@pytest.mark.parametrize("kind", FOREVER)
def test_who_starts_too_many_processes_loses_what_needed_them(grader, kind):
    """Is that an error at that line, as at home, and does the rest of the notebook run as if nothing were?"""
    answer, points = FOREVER[kind]
    exercises = {"f": "def f(n):\n    return n", "g": "def g(n):\n    return n"}
    slowly = "end = time.monotonic() + 0.3\nwhile time.monotonic() < end:\n    assert g(2) == 2"
    skeleton = lesson(
        ("setup", None, SETUP + "\nimport time"),
        ("f", None, stub(exercises["f"])),
        ("check-f", 1, "expect(f(1)).equals(1, hint='the same')"),
        ("check-f-2", 1, "expect(f(2)).equals(2, hint='the same')"),
        ("g", None, stub(exercises["g"])),
        ("check-g", 1, slowly),
    )
    seeds = {cell.name: "seed" for cell in skeleton.checks}
    result = grader.mark(skeleton, Submission(answers={**exercises, "f": answer}), seeds)
    marks = [earned(result["outputs"][cell.id], 1) for cell in skeleton.checks]
    assert marks == [points, points, 1], result
    assert result["notes"] == []
    if not points:
        assert "starts more than the 64 processes and threads" in str(result["feedback"]["check-f"])


def test_an_answer_may_take_memory_in_proportion_to_the_reference(ask):
    """Does one that takes 700 MB for nothing hear why it got no further, and is it enough where much is needed?"""
    answer = "def f(n):\n    return len(bytearray(700 * 2**20)) // 2**20 - 700 + n"
    for reference, points in (("def f(n):\n    return n", 0), ("def f(n):\n    return n + bytearray(10**8)[0]", 1)):
        result = ask(answer, "expect(f(3)).equals(3, hint='the same')", reference=reference, warm=True)
        assert result["points"] == points
        assert ("needs more memory" in str(result["feedback"]["check-f"])) == (not points)


def test_partial_credit_is_finite_and_no_more_than_all(ask):
    """Are nan, negative and too many points an error, not full marks?"""
    for value in ("float('nan')", "-1.0", "2.0", "float('inf')"):
        result = ask("def f():\n    return 1", value)
        assert result["points"] == 0
        assert result["faults"]


RED = {  # attacks that once earned the point: an answer, a check, and a right answer
    "reads the traceback of a hidden function": (
        "def f(g):\n    try:\n        g(None)\n    except Exception as e:\n"
        "        return 'right' in str(vars(e)) + str(e)",
        "def right(x):\n    return x + 1\nassert f(right)",
        "def f(g):\n    return True",
    ),
    "keeps a function of an earlier check": (
        "kept = []\ndef f(g, x=None):\n    kept.append(g)\n    return 1 if x is None else kept[0](x)",
        "f(abs)\n### BEGIN HIDDEN TESTS\nassert f(round, -3) == 3\n### END HIDDEN TESTS",
        "def f(g, x=None):\n    return 3",
    ),
    "clears what it is compared with": (
        "def f(xs):\n    xs.clear()\n    return []",
        "xs = [3, 1]\nexpect(f(xs)).equals(sorted(xs))",
        "def f(xs):\n    return sorted(xs)",
    ),
    "zeroes what it is compared with": (
        "def f(x):\n    x.zero_()\n    return x + 1 / 3",
        "x = torch.ones(2, 3) * torch.arange(3.0)\nexpect(f(x)).close_to(torch.softmax(x, -1))",
        "def f(x):\n    return torch.softmax(x, -1)",
    ),
    "reads beside what it is given": (
        "def f(x):\n    return torch.empty(0).set_(x.untyped_storage()).view(20, 4)[:, 3]",
        "data = inputs('f').normal(20, 4)\nexpect(f(data[:, :3])).close_to(data[:, 3])",
        "def f(x):\n    return x",
    ),
    "writes beside what it is given": (
        "def f(x):\n    torch.empty(0).set_(x.untyped_storage()).zero_()\n    return torch.zeros(20)",
        "data = inputs('f').normal(20, 4)\nexpect(f(data[:, :3])).close_to(data[:, 3])",
        "def f(x):\n    return x",
    ),
    "patches what the check compares with": (
        "import numpy as np\nnp.testing.assert_allclose = lambda *a, **k: None\ndef f():\n    return 0",
        "np.testing.assert_allclose(f(), 1)",
        "import numpy as np\ndef f():\n    return 1",
    ),
    "makes its argument what the reference leaves alone": (
        "def f(x):\n    return x.fill_(1 / 3)",
        "x = inputs('f').normal(2, 3)\nexpect(f(x)).close_to(torch.softmax(x, -1))",
        "def f(x):\n    return torch.softmax(x, -1)",
    ),
    "binds what the check uses": (
        "class F:\n    relu = staticmethod(lambda x: torch.zeros(5))\ndef f(x):\n    return torch.zeros(5)",
        "x = torch.ones(5)\nexpect(f(x)).equals(F.relu(x))",
        "import torch.nn.functional as F\ndef f(x):\n    return F.relu(x)",
    ),
}


@pytest.mark.parametrize("name", RED)
def test_a_forgery_that_once_worked(ask, name):
    """Does an answer earn nothing by what it can reach, as long as the right one earns the point?"""
    forged, check, right = RED[name]
    assert ask(forged, check, reference=right, warm=True)["points"] == 0
    if "F.relu" in right or "sorted" in right or "softmax" in right:
        assert ask(right, check, reference=right, warm=True)["points"] == 1


def test_an_answer_that_works_in_place_keeps_its_point(ask):
    """Is a right answer that changes its argument, where that is not asked, as good as one that does not?"""
    answer = "def f(x):\n    x -= x.max(-1, keepdim=True).values\n    return torch.softmax(x, -1)"
    check = "x = inputs('f').normal(2, 3)\nexpect(f(x)).close_to(torch.softmax(x, -1))"
    assert ask(answer, check, reference="def f(x):\n    return torch.softmax(x, -1)", warm=True)["points"] == 1


def test_a_check_that_never_ends_is_stopped(ask):
    """Does an answer that makes the check loop lose this check only?"""
    answer, check = "def f():\n    return range(2 ** 60)", "expect(f()).equals([1])"
    assert ask(answer, check, reference="def f():\n    return [1]")["points"] == 0


def test_no_argument_of_a_students_process_is_shown(ask):
    """Can an answer put words into the input that its feedback shows?"""
    answer = "def f(xs):\n    xs[:] = ['LOOT']\n    return -1"
    check = "xs = [inputs('f').integer(0, 10**6)]\n### BEGIN HIDDEN TESTS\nassert f(xs) == 0\n### END HIDDEN TESTS"
    result = ask(answer, check, reference="def f(xs):\n    return 0", warm=True)
    assert "LOOT" not in str(result["feedback"])
    assert "f([" in str(result["feedback"]["check-f"])


QUICK = {"cell": 5.0, "call": 1.0, "check": 2.0, "all": 100.0}


def test_a_step_that_no_signal_interrupts_ends_the_marking(ask, monkeypatch):
    """Is a check's own function that computes for years in C stopped, with a reason?"""
    monkeypatch.setattr(Reference, "limits", QUICK)
    reference, check = "def f(g):\n    return True", "def total(xs):\n    return sum(xs)\nexpect(f(total)).is_true()"
    result = ask("def f(g):\n    return g(range(10**18)) == 1", check, reference=reference)
    assert "the process that marks it ended" in result["refused"]


def test_numbers_that_collide_end_the_marking(ask, monkeypatch):
    """Is a set whose making is quadratic, in C, stopped, with a reason?"""
    monkeypatch.setattr(Reference, "limits", QUICK)
    answer = (
        "from helpers.grading.crossing.channel import Channel\nreally = Channel.send\n"
        "def send(self, message, blocks=()):\n    if message.get('value') == 7:\n"
        "        message = {**message, 'value': ['s', 0, [n * (2**61 - 1) for n in range(400_000)]]}\n"
        "    return really(self, message, blocks)\nChannel.send = send\ndef f():\n    return 7"
    )
    result = ask(answer, "assert f() == {1}", reference="def f():\n    return {1}")
    assert "the process that marks it ended" in result["refused"]


def test_an_error_that_python_itself_could_not_make_anew_crosses_too(ask):
    """A SyntaxError takes no two arguments, one of a class of the answer's own does."""
    answer = (
        "class Odd(SyntaxError):\n    def __init__(self, said, place):\n        self.place = place\n"
        "def f(n):\n    raise Odd('bad', n)"
    )
    check = "try:\n    f(5)\nexcept SyntaxError as error:\n    kind = type(error).__name__\nassert kind == 'Odd'"
    assert ask(answer, check)["points"] == 1
