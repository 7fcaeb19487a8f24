"""Ways in which an honest student's right notebook comes in broken. Each takes the notebook and the folder to hand in.

`keeps`: every mark; otherwise the points that may be lost, and a word that the named reason holds.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Accident:
    """One kind. loses: exercises that may lose their marks; says: a word of the reason that the student reads."""

    name: str
    break_it: Callable[[dict, Path], None]
    loses: tuple[str, ...] = ()
    says: str = ""


ACCIDENTS: list[Accident] = []
FILE = "{lesson}.ipynb"


def accident(loses: tuple[str, ...] = (), says: str = "") -> Callable:
    """Register a kind, named after its function. One that returns nothing has changed the notebook in place."""

    def register(break_it: Callable) -> Callable:
        ACCIDENTS.append(Accident(break_it.__name__, break_it, loses, says))
        return break_it

    return register


def cell(notebook: dict, name: str) -> dict:
    """The cell with a grade_id."""
    return next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def code(source: str, **more: object) -> dict:
    """A cell of the student's own."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, **more}


def after(notebook: dict, name: str, *cells: dict) -> None:
    """Put cells after the one with a grade_id."""
    place = notebook["cells"].index(cell(notebook, name)) + 1
    notebook["cells"][place:place] = cells


def prepend(notebook: dict, name: str, text: str) -> None:
    """Put a line before an answer."""
    target = cell(notebook, name)
    target["source"] = text + "\n" + "".join(target["source"])


@accident()
def warns_on_stderr(notebook, folder):
    prepend(notebook, "conv2d", "import warnings\nwarnings.warn('an honest warning')")


@accident()
def warns_in_every_call(notebook, folder):
    after(
        notebook,
        "conv2d",
        code("""import warnings, sys
_before = conv2d
def conv2d(*args):
    warnings.warn('slow')
    print('on stderr', file=sys.stderr)
    return _before(*args)"""),
    )


@accident()
def progress_bar(notebook, folder):
    prepend(notebook, "cross-entropy", "from tqdm.auto import tqdm\nfor _ in tqdm(range(20)): pass")


@accident()
def prints_300_000_lines(notebook, folder):
    prepend(notebook, "conv2d", "for number in range(300_000): print('line', number)")


@accident()
def prints_in_every_call(notebook, folder):
    after(notebook, "conv2d", code("_before = conv2d\ndef conv2d(*a):\n    print('x' * 1000)\n    return _before(*a)"))


@accident()
def a_large_output_is_kept(notebook, folder):
    cell(notebook, "conv2d")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "line\n" * 300_000}]


@accident()
def cell_duplicated(notebook, folder):
    after(notebook, "conv2d", copy.deepcopy(cell(notebook, "conv2d")))


@accident()
def check_duplicated(notebook, folder):
    after(notebook, "check-conv2d", copy.deepcopy(cell(notebook, "check-conv2d")))


@accident(says="last changed one counts")
def stub_pasted_below_the_answer(notebook, folder):
    stub = copy.deepcopy(cell(notebook, "conv2d"))
    stub["source"] = notebook["metadata"]["stubs"]["conv2d"]
    after(notebook, "check-conv2d-2", stub)


@accident()
def check_deleted(notebook, folder):
    notebook["cells"].remove(cell(notebook, "check-cross-entropy"))


@accident()
def every_check_deleted(notebook, folder):
    notebook["cells"] = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]


@accident()
def setup_deleted(notebook, folder):
    notebook["cells"].remove(cell(notebook, "setup"))


@accident(loses=("conv2d",), says="conv2d is missing")
def answer_deleted(notebook, folder):
    notebook["cells"].remove(cell(notebook, "conv2d"))


@accident()
def cell_split_after_the_function(notebook, folder):
    prepend(notebook, "conv2d", "size = 3")
    target = cell(notebook, "conv2d")
    lines = target["source"].split("\n")
    target["source"] = lines[0]
    after(notebook, "conv2d", code("\n".join(lines[1:])))


@accident()
def answer_became_markdown(notebook, folder):
    target = cell(notebook, "conv2d")
    target["cell_type"] = "markdown"
    for key in ("outputs", "execution_count"):
        target.pop(key, None)


@accident()
def answer_became_raw(notebook, folder):
    cell(notebook, "interaction")["cell_type"] = "raw"


@accident()
def check_became_markdown(notebook, folder):
    cell(notebook, "check-conv2d")["cell_type"] = "markdown"


@accident()
def answer_retyped_in_a_new_cell(notebook, folder):
    target = cell(notebook, "conv2d")
    place = notebook["cells"].index(target)
    notebook["cells"][place] = code(target["source"], id="fresh")


@accident()
def answered_in_a_cell_below_the_stub(notebook, folder):
    target = cell(notebook, "conv2d")
    after(notebook, "check-conv2d", code(target["source"], id="fresh"))
    target["source"] = notebook["metadata"]["stubs"]["conv2d"]


@accident()
def all_metadata_lost(notebook, folder):
    for one in notebook["cells"]:
        one["metadata"] = {}


@accident()
def all_ids_lost(notebook, folder):
    for one in notebook["cells"]:
        one.pop("id", None)
    notebook["nbformat_minor"] = 4


@accident()
def ids_and_metadata_lost(notebook, folder):
    for one in notebook["cells"]:
        one.pop("id", None)
        one["metadata"] = {}


@accident()
def cells_reordered(notebook, folder):
    notebook["cells"] = notebook["cells"][::-1]


@accident()
def answers_moved_to_the_end(notebook, folder):
    mine = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    notebook["cells"] = [c for c in notebook["cells"] if c not in mine] + mine


@accident(says="called")
def renamed_by_the_browser(notebook, folder):
    write(notebook, folder, "{lesson} (1).ipynb")


@accident(says="called")
def renamed_with_their_name(notebook, folder):
    write(notebook, folder, "Homework Ünal {lesson} FINAL.ipynb")


@accident(says="called")
def named_something_else_altogether(notebook, folder):
    write(notebook, folder, "Untitled1.ipynb")


@accident()
def a_checkpoint_lies_beside_it(notebook, folder):
    write(notebook, folder)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "old-checkpoint.ipynb").write_text("{}")


@accident()
def stray_pip_line(notebook, folder):
    prepend(notebook, "conv2d", "%pip install -q einops\n!pip install einops\n!nvidia-smi")


@accident()
def stray_magic(notebook, folder):
    prepend(notebook, "conv2d", "%matplotlib inline\n%load_ext autoreload\n%autoreload 2")


@accident()
def timed_cell(notebook, folder):
    after(notebook, "conv2d", code("%%time\nconv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))"))


@accident()
def saved_by_colab(notebook, folder):
    notebook["metadata"] |= {"colab": {"provenance": []}, "accelerator": "GPU", "kernelspec": {"name": "python3"}}
    for number, one in enumerate(notebook["cells"]):
        one.pop("id", None)
        one["metadata"] = {**one["metadata"], "id": f"c{number}", "outputId": "x"}
    notebook["nbformat_minor"] = 0


@accident()
def windows_line_ends(notebook, folder):
    for one in notebook["cells"]:
        one["source"] = "".join(one["source"]).replace("\n", "\r\n")
    text = json.dumps(notebook, indent=1).replace("\n", "\r\n")
    (folder / FILE.format(lesson=folder.name)).write_bytes(b"\xef\xbb\xbf" + text.encode())


@accident(loses=("interaction",), says="longer than")
def one_exercise_never_ends(notebook, folder):
    after(notebook, "interaction", code("def interaction(a):\n    while True:\n        pass"))


@accident(loses=("interaction",), says="stopped")
def one_exercise_kills_the_kernel(notebook, folder):
    after(notebook, "interaction", code("import os\ndef interaction(a):\n    os._exit(1)"))


@accident(says="stopped")
def an_added_cell_never_ends(notebook, folder):
    after(notebook, "check-conv2d", code("while True:\n    pass"))


@accident()
def an_added_cell_fails(notebook, folder):
    after(notebook, "check-conv2d", code("1 / 0"))


@accident()
def an_added_cell_is_no_python(notebook, folder):
    after(notebook, "check-conv2d", code("def oops(:"))


@accident()
def a_cell_asks_for_input(notebook, folder):
    after(notebook, "check-conv2d", code("name = input('who are you? ')"))


@accident()
def a_cell_exits(notebook, folder):
    after(notebook, "check-conv2d", code("exit()"))


@accident()
def reads_a_file_of_their_own(notebook, folder):
    after(notebook, "check-conv2d", code("data = open('/content/drive/MyDrive/data.csv').read()"))


@accident()
def mounts_their_drive(notebook, folder):
    after(notebook, "setup", code("from google.colab import drive\ndrive.mount('/content/drive')"))


@accident()
def seeds_everything(notebook, folder):
    after(notebook, "setup", code("import random\ntorch.manual_seed(0); np.random.seed(0); random.seed(0)"))


@accident()
def changes_the_default_type(notebook, folder):
    after(notebook, "interaction", code("scores = interaction(torch.zeros(2, 2, 2))"))


@accident()
def demos_changed(notebook, folder):
    for one in notebook["cells"]:
        if "demo" in one["metadata"].get("tags", []):
            one["source"] = "1 / 0"


@accident(says="demo")
def uses_a_name_of_a_demo(notebook, folder):
    demo = next(c for c in notebook["cells"] if "demo" in c["metadata"].get("tags", []))
    demo["source"] = "from functools import reduce as folded"
    after(notebook, "conv2d", code("_mine = conv2d\ndef conv2d(*a):\n    folded\n    return _mine(*a)"))


@accident()
def notebook_of_format_three(notebook, folder):
    cells = [{**c, "input": c["source"]} if c["cell_type"] == "code" else c for c in notebook["cells"]]
    for one in cells:
        if one["cell_type"] == "code":
            one.pop("source")
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    (folder / FILE.format(lesson=folder.name)).write_text(json.dumps(old))


@accident()
def widget_state_is_saved(notebook, folder):
    state = {"state": {"m": {"state": "x" * 1_000_000}}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}


@accident(loses=("*",), says="no JSON")
def file_is_cut_off(notebook, folder):
    text = json.dumps(notebook)
    (folder / FILE.format(lesson=folder.name)).write_text(text[: len(text) // 2])


@accident(loses=("*",), says="no JSON")
def file_is_empty(notebook, folder):
    (folder / FILE.format(lesson=folder.name)).write_text("")


@accident(loses=("*",), says="could not be read")
def handed_in_something_else(notebook, folder):
    (folder / "homework.py").write_text("print('here it is')")


def write(notebook: dict, folder: Path, name: str = FILE) -> None:
    """Save the notebook as Jupyter does."""
    notebook["metadata"].pop("stubs", None)
    (folder / name.format(lesson=folder.name)).write_text(json.dumps(notebook), encoding="utf-8")
