"""Run a notebook from top to bottom in a fresh kernel of this interpreter."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

# Called as a code cell begins, with its number, how many there are, its id, and the seconds since the start.
Progress = Callable[[int, int, str, float], None]
LONGEST_CELL = 600  # seconds


class CellFailedError(Exception):
    """A cell that did not run through: its id, and what it said."""

    def __init__(self, cell_id: str, said: str):
        self.cell_id, self.said = cell_id, said
        super().__init__(f"{cell_id}: {said}")


def run_notebook(notebook: NotebookNode, folder: Path, progress: Progress | None = None) -> None:
    """Run all code cells in `folder` and keep their outputs in the notebook. Raises CellFailedError."""
    total, started, running = sum(cell.cell_type == "code" for cell in notebook.cells), time.monotonic(), []

    def begin(cell: NotebookNode, cell_index: int) -> None:
        if cell.cell_type == "code":
            running.append(cell.id)
            if progress:
                progress(len(running), total, cell.id, time.monotonic() - started)

    with tempfile.TemporaryDirectory(prefix="lesson-") as settings:
        client = NotebookClient(
            notebook,
            km=kernel_manager(settings),
            timeout=LONGEST_CELL,
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            store_widget_state=False,
            on_cell_start=begin,
        )
        try:
            client.execute(cleanup_kc=True, env=environment(settings))
        except CellExecutionError as error:
            raise CellFailedError(running[-1], f"{error.ename}: {error.evalue}") from error
        except CellTimeoutError as error:
            raise CellFailedError(running[-1], f"it ran for more than {LONGEST_CELL} seconds") from error
        except DeadKernelError as error:
            raise CellFailedError(running[-1], "the kernel died: perhaps it ran out of memory") from error


def kernel_manager(settings: str) -> AsyncKernelManager:
    """A kernel of this interpreter, whatever kernels are installed; on a socket that no other user can reach."""
    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        transport="tcp" if os.name == "nt" else "ipc",
        connection_file=f"{settings}/kernel.json",
    )


def environment(settings: str) -> dict[str, str]:
    """This process's environment without what would change a lesson: the secret seed, a user's IPython files."""
    kept = {key: value for key, value in os.environ.items() if key != "COURSE_SEED"}
    return kept | {"IPYTHONDIR": settings, "PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
