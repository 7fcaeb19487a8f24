"""Mistakes in a lesson text: is each one found, on its own line, with a mend?"""

import jupytext
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.authoring.header import KINDS, HeaderError, read_header
from helpers.authoring.problem import LessonError
from helpers.authoring.reader import PERCENT, read, split

from .sample import LESSON


def problems_of(path):
    with pytest.raises(LessonError) as raised:
        read(path, path.parent.parent)
    return raised.value.problems


def line_of(text: str, what: str) -> int:
    return text[: text.index(what)].count("\n") + 1


HEADERS = [  # a header, and words that the report must hold
    ("# %%", "does not say what it is"),
    ("# %% play", "'play' is no kind of cell"),
    ('# %% demo exercise="x"', "cannot be demo and exercise at once"),
    ("# %% demo colour=3", "'colour' is no key"),
    ("# %% demo points=1", "'points' is no key"),
    ("# %% demo minutes=long", "minutes is not a number"),
    ("# %% demo minutes=1 minutes=2", "stands there twice"),
    ('# %% demo minutes="1', "cannot read"),
    ("# %% demo further=yes", "further is yes"),
    ("# %% exercise", "exercise needs a name"),
    ('# %% exercise="Big Name"', "small letters"),
    ('# %% exercise="x" level=9', "level is 9"),
    ('# %% setup="x"', "setup takes no name"),
    ('# %% written="x"', "written is a text cell"),
    ("# %% [markdown] demo", "demo is a code cell"),
    ("# %% [markdown] aims", "'aims' is no key"),
    ('# %% predict="x" options="one"', "two to six answers"),
]


@pytest.mark.parametrize(("header", "words"), HEADERS)
def test_a_bad_header_is_named_with_its_line(course, header, words):
    """Does a header that cannot be read give its line and the reason, while the rest is still read?"""
    text = LESSON.replace("# %% demo minutes=2", header)
    (problem,) = problems_of(course(text))
    assert problem.where == f"notebooks/01_small.py:{line_of(LESSON, '# %% demo minutes=2')}"
    assert words in str(problem)
    assert problem.mend


MISTAKES = [  # what is replaced, by what, the text on the line that is at fault, words of the report
    ("# %% setup", "# %% demo", "# %% demo", "no setup cell"),
    ("# %% predict=", "# %% setup\npass\n\n# %% predict=", "# %% setup\npass", "a second setup cell"),
    ("# %% setup", "# %% demo\n1\n\n# %% setup", "# %% setup", "not the first code cell"),
    ("import credit, expect, seen", "import credit, expect", "# %% setup", "does not import seen"),
    ('check="add" points=1', 'check="ad" points=1', '# %% check="ad"', "the exercises are: add"),
    ('check="add" points=1', 'check="add"', '# %% check="add"', "has no points"),
    ("    ### END SOLUTION\n", "", "    ### BEGIN SOLUTION", "BEGIN SOLUTION without its END"),
    ("    ### BEGIN SOLUTION\n", "", "    ### END SOLUTION", "END SOLUTION without its BEGIN"),
    ("### END HIDDEN TESTS\n", "", "### BEGIN HIDDEN TESTS", "BEGIN HIDDEN TESTS without its END"),
    (
        "    return total",
        "    ### BEGIN SOLUTION\n    return total",
        "    ### BEGIN SOLUTION\n    return",
        "inside another",
    ),
    ("BASE + 2", "### BEGIN HIDDEN TESTS\n2\n### END HIDDEN TESTS", "### BEGIN HIDDEN", "BEGIN HIDDEN TESTS in a cell"),
    ("Sums are quick", "BEGIN SOLUTION", "# - BEGIN SOLUTION", "in a cell of kind prose"),
    (' options="3|12"', "", "# %% predict", "a prediction without options"),
    ('predict="sum"', 'exercise="sum"', '# %% exercise="sum"', "'options' is no key"),
    ("BASE + 2", "BASE +", "BASE +\n", "not Python"),
    ('"""Does it add?"""', "credit(1)", "credit(1)", "not the last line"),
    ("One idea", "![a cat](cat.svg) One idea", "# ![a cat]", "no picture cat.svg"),
    ('written="why-add"', 'written="add"', "# %% [markdown] written", "'add' is used twice"),
    ("# %% [markdown]\n# # A small", "import os\n# %% [markdown]\n# # A small", "import os", "before the first"),
]


@pytest.mark.parametrize(("old", "new", "at", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_line(course, old, new, at, words):
    """Does each kind of mistake give the line on which it stands, and what to do?"""
    text = LESSON.replace(old, new, 1)
    (problem,) = [p for p in problems_of(course(text)) if words in str(p)]
    assert problem.where == f"notebooks/01_small.py:{line_of(text, at)}"
    assert problem.mend


def test_a_check_before_its_exercise(course):
    """Is a check that stands above its exercise found?"""
    check = LESSON[LESSON.index('# %% check="add" points=1') : LESSON.index('# %% check="add" points=2')]
    text = LESSON.replace(check, "").replace("# %% demo minutes=2", check + "# %% demo minutes=2")
    (problem,) = problems_of(course(text))
    assert "comes before it" in problem.reason
    assert problem.where.endswith(f":{line_of(text, check)}")


def test_all_mistakes_are_reported_at_once(course):
    """Does an author with three mistakes read three reports?"""
    text = LESSON.replace('check="add" points=1', 'check="ad" points=1').replace(' options="3|12"', "")
    text = text.replace("    ### END SOLUTION\n", "")
    assert len(problems_of(course(text))) == 3


def test_two_wrong_headers_are_reported_at_once(course):
    """Are headers collected as well, without the mistakes that follow from them?"""
    text = LESSON.replace("# %% setup", "# %% set-up").replace("# %% demo measured", "# %% demo meassured")
    assert [p.where.rpartition(":")[2] for p in problems_of(course(text))] == [
        str(line_of(LESSON, "# %% setup")),
        str(line_of(LESSON, "# %% demo measured")),
    ]


def test_an_empty_lesson_is_no_lesson(course):
    """Does an empty file give a report, not a traceback?"""
    assert "no setup cell" in str(problems_of(course(""))[0])


@given(st.text(alphabet="abc= \"|1.-'%[]", max_size=40))
def test_no_header_breaks_the_reader(text):
    """Is every header either read as one of the kinds, or refused with a reason and a mend?"""
    try:
        kind = read_header(f"# %% {text}").kind
    except HeaderError as error:
        kind = error.reason and error.mend and "refused"
    assert kind in {*KINDS, "refused"}


LINES = [
    "# %% demo",
    "# %% [markdown]",
    "  # %% demo",
    "#%% demo",
    "# %%% demo",
    "# In[3]:",
    "# %%",
    "x = 1",
    "",
    "# text",
]
LINES += ['"""', "# ```", "# # Heading", 's = """', "# %time x", "# ---", "    y = 2"]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_lines_are_counted_as_jupytext_cuts_cells(lines):
    """Whatever stands in strings, fences and comments: has each of Jupytext's cells its own header and first line?"""
    text = "\n".join(["# %% setup", *lines])
    cells = list(split(text))
    assert len(cells) == len(jupytext.reads(text, fmt=PERCENT).cells)
    for line, header, body, source in cells:
        assert text.split("\n")[line - 1] == header
        if source:
            assert source.split("\n")[0].strip("# ") in text.split("\n")[body - 1]
