"""Marks by stock nbgrader: its Execute in a kernel of its own, its determine_grade."""

import copy
import logging
from dataclasses import dataclass

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from helpers.grading.skeleton import Skeleton

PATIENCE = 600  # seconds for a cell and for the kernel to start: a busy machine is not what is compared
AGAIN = (
    "import random as r, numpy as n, torch as t\nr.seed({0}), n.random.seed({0}), t.manual_seed({0});\ndel r, n, t\n"
)


@dataclass(frozen=True)
class Mark:
    """Points for a check; what it would have got without its lines on stderr; the last line that it failed with."""

    points: float
    without_stderr: float
    said: str


class Stock:
    """Marks submissions to one lesson. kernels: the managers that start its kernels, nbgrader's own if None."""

    def __init__(self, skeleton: Skeleton, kernels: type[AsyncKernelManager] | None = None):
        self.skeleton = skeleton
        self._kernels = {"kernel_manager_class": kernels} if kernels else {}

    def mark(self, answers: dict[str, str], seed: int | None = None) -> dict[str, Mark]:
        """The marks of answers, by the names of checks.

        seed: of the random numbers that answers draw while they are checked; as the notebook leaves it if None.
        """
        execute = Execute(
            extra_arguments=["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"],
            timeout=PATIENCE,
            startup_timeout=PATIENCE,
            iopub_timeout=PATIENCE,
            **self._kernels,
        )
        execute.log.setLevel(logging.ERROR)
        done, _ = execute.preprocess(self._notebook(answers, seed), {})
        names = {cell.name for cell in self.skeleton.checks}
        marked = [cell for cell in done.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in names]
        return {cell.metadata.nbgrader.grade_id: mark_of(cell) for cell in marked}

    def _notebook(self, answers: dict[str, str], seed: int | None) -> NotebookNode:
        notebook = copy.deepcopy(self.skeleton.notebook)
        for cell, ours in zip(notebook.cells, self.skeleton.cells, strict=True):
            cell.source = answers.get(ours.name, ours.source) if ours.kind != "demo" else ""
            if ours.kind == "check":
                again = "" if seed is None else AGAIN.format(seed)
                cell.source, cell.metadata.nbgrader["points"] = again + ours.source, ours.points
        return notebook


def mark_of(cell: NotebookNode) -> Mark:
    """A check that has run."""
    points, _ = determine_grade(cell)
    quiet = copy.deepcopy(cell)
    quiet.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    texts = [output.get("evalue") or output.get("text", "") for output in cell.outputs if "data" not in output]
    said = " ".join(texts).strip().split("\n")[-1][:120]
    return Mark(points, determine_grade(quiet)[0], said)
