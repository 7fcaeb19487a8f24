"""A course as nbgrader's manual teaches to write one: plain asserts, variables, classes, tables, generators, parts."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "statistics"\n'
SOLVED = "### BEGIN SOLUTION\n{}\n### END SOLUTION"

# notebook → (name, points or None for an answer, text); "|" parts what students see of a check from what is hidden.
NOTEBOOKS = {
    "numbers": [
        ("", None, "import math\nimport numpy as np\nimport pandas as pd"),
        ("x", None, SOLVED.format("x = 5")),
        ("x_is_five", 1, "assert isinstance(x, int), 'a whole number'\n|assert x == 5"),
        ("centre", None, "def centre(a):\n    " + SOLVED.format("    return a - a.mean(axis=0)")),
        ("centre_columns", 2, """
a = np.arange(6.0).reshape(3, 2)
np.testing.assert_allclose(centre(a).mean(axis=0), 0)
|assert centre(a).shape == (3, 2)
assert (a == np.arange(6.0).reshape(3, 2)).all(), 'it was changed'"""),
        ("roots", None, "def roots(a, b, c):\n    " + SOLVED.format("""
    d = b * b - 4 * a * c
    if d < 0:
        raise ValueError('no real roots')
    return tuple(sorted([(-b - math.sqrt(d)) / (2 * a), (-b + math.sqrt(d)) / (2 * a)]))""")),
        ("roots_of_two", 1, "assert roots(1, 0, -4) == (-2, 2)\n|assert roots(2, -6, 4) == (1.0, 2.0)"),
        ("roots_none", 1, """
try:
    roots(1, 0, 1)
except ValueError as error:
    assert 'real' in str(error)
else:
    raise AssertionError('did not raise')"""),
        ("roots_in_parts", 3, """
points = 0
for b in (0, 3, 5):
    try:
        low, high = roots(1, b, -7)
        points += math.isclose(low + high, -b)
    except Exception:
        pass
points"""),
    ],
    "objects": [
        ("", None, "import io\nimport itertools\nimport pandas as pd\nfrom contextlib import redirect_stdout"),
        ("account", None, "class Account:\n    " + SOLVED.format("""
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(amount)
        self.balance += amount
        return self""")),
        ("account_deposits", 2, """
a = Account(10)
a.deposit(5).deposit(1)
assert a.balance == 16
|b = Account()
assert b.balance == 0
assert a.balance == 16"""),
        ("account_refuses", 1, """
a = Account()
try:
    a.deposit(-1)
    refused = False
except ValueError:
    refused = True
assert refused
assert a.balance == 0"""),
        ("evens", None, "def evens():\n    " + SOLVED.format("""
    n = 0
    while True:
        yield n
        n += 2""")),
        ("evens_first", 1, """
assert list(itertools.islice(evens(), 4)) == [0, 2, 4, 6]
|g = evens()
next(g)
assert next(g) == 2"""),
        ("twice", None, "def twice(f, x):\n    " + SOLVED.format("    return f(f(x))")),
        ("twice_works", 1, """
assert twice(lambda v: v + 1, 3) == 5
|calls = []
twice(lambda v: calls.append(v) or v, 7)
assert calls == [7, 7]"""),
        ("table", None, SOLVED.format("table = pd.DataFrame({'city': ['A', 'B', 'A'], 'rain': [1.0, 2.0, 5.0]})")),
        ("table_right", 1, """
assert list(table.columns) == ['city', 'rain']
assert table.shape == (3, 2)
|assert table['rain'].sum() == 8"""),
        ("by_city", None, "def by_city(frame):\n    " + SOLVED.format(
            "    return frame.groupby('city')['rain'].mean()"
        )),
        ("by_city_means", 2, """
frame = pd.DataFrame({'city': list('xyx'), 'rain': [2.0, 3.0, 4.0]})
wanted = pd.Series([3.0, 3.0], index=pd.Index(['x', 'y'], name='city'), name='rain')
pd.testing.assert_series_equal(by_city(frame), wanted)
|assert by_city(frame)['x'] == 3"""),
        ("greet", None, "def greet(name):\n    " + SOLVED.format("    print(f'Hello, {name}!')")),
        ("greet_prints", 1, """
heard = io.StringIO()
with redirect_stdout(heard):
    greet('Ada')
assert heard.getvalue() == 'Hello, Ada!\\n'"""),
        ("greet_described", 1, "assert greet.__name__ == 'greet'\nassert callable(greet)"),
    ],
}  # fmt: skip

ANSWERS = {  # what students wrote: student → notebook → cell → text; the rest is the solution
    "right": {},
    "otherwise": {
        "numbers": {"x": "x = 2 + 3", "centre": "def centre(a):\n    return a - np.mean(a, 0, keepdims=True)"},
        "objects": {
            "evens": "class evens:\n    def __init__(self):\n        self.n = -2\n    def __iter__(self):\n"
            "        return self\n    def __next__(self):\n        self.n += 2\n        return self.n",
            "by_city": "def by_city(frame):\n    return frame.pivot_table(index='city', values='rain')['rain']",
            "greet": "def greet(name):\n    import sys\n    sys.stdout.write('Hello, ' + name + '!\\n')",
        },
    },
    "partly": {
        "numbers": {
            "x": "x = 5.0",
            "centre": "def centre(a):\n    a -= a.mean(axis=0)\n    return a",
            "roots": "def roots(a, b, c):\n    d = (b * b - 4 * a * c) ** 0.5\n"
            "    return ((-b - d) / 2, (d - b) / 2) if b else (0, 0)",
        },
        "objects": {
            "account": "class Account:\n    def __init__(self, balance=0):\n        Account.balance = balance\n"
            "    def deposit(self, amount):\n        Account.balance += amount\n        return self",
            "evens": "def evens():\n    return iter([0, 2, 4, 6])",
            "twice": "def twice(f, x):\n    return f(x) + 1",
            "greet": "def greet(name):\n    return f'Hello, {name}!'",
        },
    },
    "wrong": {
        "numbers": {
            "x": "x = 4",
            "centre": "def centre(a):\n    return a",
            "roots": "def roots(a, b, c):\n    return 0",
        },
        "objects": {
            "account": "class Account:\n    pass",
            "evens": "def evens():\n    return [0, 2]",
            "twice": "twice = 2",
            "table": "table = {'city': []}",
            "by_city": "def by_city(frame):\n    return frame",
            "greet": "def greet(name):\n    raise NotImplementedError",
        },
    },
    "broken": {
        "numbers": {"x": "x = (", "roots": "import nonsense"},
        "objects": {"table": "table = None", "evens": "def evens():\n    return evens()"},
    },
}


def write(folder: Path) -> Path:
    """The course's folder, with one assignment in source/."""
    for name, cells in NOTEBOOKS.items():
        notebook = new_notebook(cells=[new_markdown_cell(f"# {name}"), *(cell(*one) for one in cells)])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = folder / "source" / "sheet1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
    (folder / "nbgrader_config.py").write_text(CONFIG)
    return folder


def cell(name: str, points: float | None, text: str) -> nbformat.NotebookNode:
    """A cell with nbgrader's metadata, or a plain one without a name."""
    seen, bar, hidden = text.partition("|")
    source = f"{seen}### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS" if bar else text
    source = source.lstrip("\n")
    about = {"grade_id": name, "schema_version": 3, "task": False, "grade": points is not None}
    about |= {"solution": points is None, "locked": points is not None} | ({"points": points} if points else {})
    return new_code_cell(source, metadata={"nbgrader": about} if name else {})


def works(solutions: dict) -> dict:
    """What each student hands in: solutions with their own answers in their places."""
    return {
        student: {name: {**texts, **answers.get(name, {})} for name, texts in solutions.items()}
        for student, answers in ANSWERS.items()
    }
