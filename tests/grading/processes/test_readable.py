"""Is what a student's process says fit for pages, files and terminals?"""

import base64
import io

import nbformat
import pytest
from PIL import Image

from helpers.grading.grader import Submission
from helpers.grading.processes.readable import is_picture, lines_of, name_of, readable
from tests.grading.conftest import lesson, stub


@pytest.mark.parametrize("text", ["plain\n\ttext", "ein ä, ein 漢, ein 🙂", "50%|████  | 1/2\r100%|████████| 2/2\n"])
def test_what_people_write_stays(text):
    """Do words in any language and a progress bar stay as they are?"""
    assert readable(text) == text


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07red", "\x1b[2J\x1b[1;1Hred", "\x1b7red\x1bM"])
def test_escape_sequences_are_gone(text):
    """Is no colour, title or movement left?"""
    assert readable(text) == "red"


def test_what_no_file_or_terminal_holds_is_replaced():
    """Can every text be written as UTF-8, and does none turn a line around or end it with a null?"""
    said = readable("a\ud800b\x00c\u202ed\x9be\x1b")
    assert said == "a�b�c�d�e�"
    assert said.encode()


def test_what_is_too_long_is_cut_at_once():
    """Does a text of half a gigabyte take no time, and megabytes of colours neither?"""
    assert len(readable("\x1b[1m" * 10**6)) <= 20_000
    assert len(lines_of("x" * 10**7)) == 1
    assert len(lines_of("\x1b[1mx\n" * 10**6)) == 40
    assert len(readable("x" * 10**6, 100)) == 100


def test_a_name_is_a_name():
    """Is what cannot be the name of a Python class none of an error's?"""
    assert name_of("ValueError") == "ValueError"
    assert {name_of(text) for text in ("[/]", "a b", "x" * 61, "", "\x1b", "<b>")} == {"Error"}


def test_a_picture_is_one():
    """Does a PNG file pass, as base64 with and without line ends, and nothing else?"""
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    text = base64.b64encode(file.getvalue()).decode()
    assert is_picture(text)
    assert is_picture(base64.encodebytes(file.getvalue()).decode())
    huge = file.getvalue()[:16] + b"\0\0\xff\xff" * 2 + file.getvalue()[24:]
    for other in (
        "",
        "x",
        text + '"onload=',
        *(base64.b64encode(b).decode() for b in (b"<svg/>", huge)),
        "A" * 3_000_000,
    ):
        assert not is_picture(other)


FLOODS = {
    "colours in the traceback": "import helpers.grading.processes.shell as s\n"
    "s.describe_error = lambda e: {'names': ['[/]'], 'said': '\\x1b[1m' * 10**5, 'there': '\\x1b[1mx' * 10**6}\n1 / 0",
    "a display of megabytes": "import helpers.grading.processes.shell as s\ns.LONGEST_TEXT = 10**9\n"
    "from IPython.display import display\ndisplay({'text/plain': '\\x1b[1mx' * 900_000}, raw=True)",
    "a picture that is a tag": "from IPython.display import display\ndisplay({'image/png': '\"><b>'}, raw=True)",
    "surrogates": "print('\\ud800', '\\x00')\nraise type('E\\udfff', (Exception,), {})('\\udc00')",
}


@pytest.mark.parametrize("name", FLOODS)
def test_outputs_of_a_hostile_cell_are_small_and_can_be_written(grader, name):
    """Can the outputs of cells that go past the limits of their own process be stored and shown?"""
    skeleton = lesson(("setup", None, "import math"), ("f", None, stub("f = 1")), ("check-f", 1, "assert f == 1"))
    result = grader.mark(skeleton, Submission(answers={"f": f"f = 2\n{FLOODS[name]}"}), {})
    for cells in (result["outputs"], result["feedback"]):
        for output in cells["f"]:
            nbformat.validate(nbformat.from_dict(output), ref="output", version=4)
            assert len(str(output).encode()) < 110_000
            assert not {"\x1b", "\x00", "<", "["} & set(output.get("ename", ""))
            assert "image/png" not in output.get("data", {})


def test_two_hundred_loud_cells_have_room_for_six_million_characters(grader):
    """Is what a whole notebook prints limited, in characters and in pieces?"""
    loud = "for _ in range(9):\n    print('x' * 9999)"
    both = "import sys\nfor _ in range(90):\n    print(1, flush=True)\n    print(2, file=sys.stderr, flush=True)"
    cells = [(f"f{number}", None, stub(loud if number % 2 else both)) for number in range(200)]
    skeleton = lesson(("setup", None, "import math"), *cells, ("check-f", 1, "assert 1 == 2"))
    result = grader.mark(skeleton, Submission(answers=skeleton.solution), {})
    outputs = [output for found in result["outputs"].values() for output in found]
    assert sum(len(output.get("text", "")) for output in outputs) < 6_100_000
    assert len(outputs) < 2_200
