"""A cell runs here as in a kernel, though less is done before it: IPython itself is what it is compared with."""

from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TokenTransformBase, TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers.grading.processes.shell import is_python, knowing_python, only_where_it_says_so

LESSONS = sorted(Path(__file__).parents[3].glob("source/*/*.ipynb"))
CELLS = [
    "x = 1",
    "",
    "\n\n  # only a comment\n",
    "    x = 1\n    y = 2",
    "   # indented\nx = 1",
    "%matplotlib inline\nx = 3",
    "%%time\nx = 3",
    "%%bash\nls",
    "!ls\nx = 1",
    "files = !ls",
    "found = %who_ls\nx = 2",
    "x = 7 \\\n% 4",
    "x = (7\n% 4)\ny = x",
    "if True:\n    %time x = 3\n    !ls",
    "print?",
    "??print",
    "x = 1  # really?",
    "'really?'",
    "x = 'a\n",
    "def f(:\n    pass",
    ">>> x = 1\n>>> x\n1",
    "In [1]: x = 1",
    'def f():\n    """\n    >>> f()\n    !ls\n    %time\n    """\n',
    "text = '''\n%time\n!ls\nx?\n'''",
    "f'{1!r} {2 = }'",
    "/print 1",
    ",print a b",
    ";print a b",
    "x = 1;",
    "x = 5 != 4",
    "import re\nre.compile('\\d')",
    "await sleep(1)",
    "async def f():\n    await g()",
    "%time await f()",
    "[x async for x in xs]",
    "name = 'await'",
    "\x00",
    "x = 1\r\ny = 2\r\n",
    "x = 1\fy = 2",
    "(" * 300 + ")" * 300,
]


def cells_of_lessons() -> list[str]:
    """Every cell of code that a student meets, and its solution."""
    cells = [cell for path in LESSONS for cell in nbformat.read(path, as_version=4).cells]
    return [cell.source for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def ipython():
    """A shell as a kernel's, which is not everybody's."""
    config = Config()
    config.HistoryManager.enabled = False
    return InteractiveShell(config=config)


def transformed(manager: TransformerManager, text: str) -> str:
    """What Python is given, or what was wrong."""
    try:
        return manager.transform_cell(text)
    except SyntaxError as error:
        return f"SyntaxError: {error}"


def test_magics_and_python_are_told_apart_as_ipython_does():
    texts = [*CELLS, *cells_of_lessons()]
    assert len(texts) > 150
    ours, ipythons = knowing_python(TransformerManager)(), TransformerManager()
    assert [transformed(ours, text) for text in texts] == [transformed(ipythons, text) for text in texts]


def test_a_transformer_of_the_students_own_is_asked():
    class Doubling(TokenTransformBase):
        @classmethod
        def find(cls, tokens_by_line: list) -> "Doubling | None":
            return cls((1, 0)) if tokens_by_line[0][0].string == "one" else None

        def transform(self, lines: list[str]) -> list[str]:
            return [lines[0].replace("one", "two"), *lines[1:]]

    manager = knowing_python(TransformerManager)()
    manager.token_transformers.append(Doubling)
    assert manager.transform_cell("one = 1") == "two = 1\n"


def test_a_cell_is_asynchronous_where_ipython_says_so(ipython):
    ours = only_where_it_says_so(ipython.should_run_async)
    said = {text: ours(text, transformed_cell=transformed(ipython, text)) for text in CELLS}
    assert said == {text: ipython.should_run_async(text, transformed_cell=transformed(ipython, text)) for text in CELLS}
    assert said["await sleep(1)"]
    assert said["[x async for x in xs]"]
    assert not said["name = 'await'"]


def test_to_look_at_a_cell_warns_of_nothing():
    """Warnings are errors in this test's process."""
    assert is_python("'\\d' is 1")
    assert not is_python("%time")
