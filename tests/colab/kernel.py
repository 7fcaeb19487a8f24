"""Lessons run from top to bottom in a kernel with Colab's versions."""

import json
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from helpers.authoring.execute import LONGEST_CELL, environment
from helpers.widgets.explorable import WIDGET


def run(python: Path, path: Path, folder: str) -> tuple[NotebookNode, list[str]]:
    """The notebook as it ran, past errors, and the ids of the code cells that were run."""
    notebook, ran = nbformat.read(path, as_version=4), []
    code = [cell.id for cell in notebook.cells if cell.cell_type == "code"]

    def note(cell: NotebookNode, cell_index: int) -> None:
        if cell.cell_type == "code":
            ran.append(cell.id)
            print(f"\r{path.parts[-3]}: {len(ran)} of {len(code)} cells", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="colab-") as settings:
        client = NotebookClient(
            notebook,
            km=kernel_manager(python, settings),
            allow_errors=True,
            timeout=LONGEST_CELL,
            resources={"metadata": {"path": folder}},
            on_cell_start=note,
        )
        own = environment(settings)
        own.pop("PYTHONPATH", None)  # it may lead to the helpers of this environment
        client.execute(cleanup_kc=True, env=own)
    print(file=sys.stderr)
    return notebook, ran


def kernel_manager(python: Path, settings: str) -> AsyncKernelManager:
    """A kernel of the other environment, on a socket that no other user can reach."""
    spec = Path(settings) / "kernels" / "colab" / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": command, "display_name": "colab", "language": "python"}))
    return AsyncKernelManager(
        kernel_name="colab",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(spec.parent.parent)], ensure_native_kernel=False),
        transport="ipc",
        connection_file=f"{settings}/kernel-colab.json",
    )


def errors(notebook: NotebookNode) -> dict[str, str]:
    """The cells that ended in an error, by id, with its name and its words."""
    return {
        cell.id: f"{output.ename}: {output.evalue}"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


def with_widgets(notebook: NotebookNode) -> list[str]:
    """The ids of the cells that show a widget."""
    return [cell.id for cell in notebook.cells if any(WIDGET in out.get("data", {}) for out in cell.get("outputs", []))]


def with_figures(notebook: NotebookNode) -> list[str]:
    """The ids of the cells that draw with plotly."""
    drawn = [(cell.id, out.get("data", {}).get("text/html", "")) for cell in notebook.cells for out in outputs(cell)]
    return list(dict.fromkeys(name for name, page in drawn if "plotly-graph-div" in page))


def outputs(cell: NotebookNode) -> list[NotebookNode]:
    return cell.get("outputs", [])


def not_as_blank(notebook: NotebookNode) -> list[str]:
    """What an unsolved notebook does beyond raising NotImplementedError in each of its checks, and nowhere else."""
    failed, code = errors(notebook), [cell for cell in notebook.cells if cell.cell_type == "code"]
    checks = {cell.id for cell in code if cell.metadata.get("nbgrader", {}).get("grade")}
    passed = [f"{name}: it passes" for name in sorted(checks - failed.keys())]
    due = {name for name in checks if failed.get(name, "").startswith("NotImplementedError")}
    return passed + [f"{name}: {said}" for name, said in failed.items() if name not in due]
